"""Jobs by hand: who looks after the service lists, asks again and gives up; a provider asks again."""

import re
from uuid import uuid4

import pytest
from click.testing import CliRunner

from service.command_line import eenmaal, installation
from service.domain.access import Actor, NotAllowedError, NotFoundError
from service.domain.failures import TerminalError
from service.domain.submissions.jobs import JobId, JobKind, JobState, LostLeaseError
from service.domain.submissions.submission import SubmissionState

OPERATOR = Actor("operator")


@pytest.fixture
def failed(region, hands, engine):
    """A submission of which the translation to one format failed for good."""
    engine.failures["produce kwartaal"] = [TerminalError("broken")]
    return hands.deliver(region.provider, b"kwartaal jaar")


def test_a_job_that_failed_for_good_is_done_again_and_its_submission_gets_ready(
    wiring, region, hands, failed, ask
):
    (job,) = wiring.jobs.list([JobState.QUARANTINED])
    assert (job.format, job.failure, job.submission) == ("kwartaal", "TerminalError", failed)

    assert wiring.jobs.retry(job, OPERATOR)
    assert wiring.submissions.follow(region.provider, failed).state is SubmissionState.TRANSLATING
    hands.do_everything()

    page = wiring.submissions.show(region.provider, failed)
    assert (page.submission.state, len(page.reports)) == (SubmissionState.READY, 4)
    assert ask("SELECT actor FROM act WHERE action = 'job_retried'") == [("operator",)]


def test_a_job_that_did_not_fail_is_not_done_again(wiring, region, hands):
    hands.upload(region.provider)
    (job,) = wiring.jobs.list([JobState.READY])

    assert not wiring.jobs.retry(job, OPERATOR)


def test_a_submission_of_which_two_jobs_failed_goes_on_when_both_are_asked_again(
    wiring, region, hands, engine
):
    for name in ("kwartaal", "jaar"):
        engine.failures[f"produce {name}"] = [TerminalError("broken")]
    submission = hands.deliver(region.provider, b"kwartaal jaar")
    first, second = wiring.jobs.list([JobState.QUARANTINED])

    wiring.jobs.retry(first, OPERATOR)
    hands.do_everything()
    assert wiring.submissions.follow(region.provider, submission).state is SubmissionState.FAILED
    wiring.jobs.retry(second, OPERATOR)
    hands.do_everything()

    assert wiring.submissions.follow(region.provider, submission).state is SubmissionState.READY


def test_a_job_that_is_given_up_publishes_nothing_any_more(wiring, region, hands, queue):
    submission = hands.upload(region.provider)
    ((_, job),) = queue.take()
    busy = wiring.jobs.claim(JobId(job), "worker")

    assert wiring.jobs.discard(wiring.jobs.show(JobId(job)), OPERATOR)

    with pytest.raises(LostLeaseError):
        hands.perform(busy)
    page = wiring.submissions.show(region.provider, submission)
    assert page.submission.state is SubmissionState.FAILED
    assert [one.failure for one in page.progress.quarantined] == ["DiscardedByHand"]
    assert not wiring.jobs.discard(wiring.jobs.show(JobId(job)), OPERATOR)


def test_a_provider_asks_again_for_what_failed_of_its_own(wiring, region, hands, failed):
    assert wiring.submissions.retry(region.provider, failed) == 1
    hands.do_everything()

    assert wiring.submissions.follow(region.provider, failed).state is SubmissionState.READY
    assert wiring.submissions.retry(region.provider, failed) == 0


def test_nobody_asks_again_for_what_is_of_another(wiring, region, failed):
    with pytest.raises(NotFoundError):
        wiring.submissions.retry(region.other_provider, failed)
    for viewer in (region.utrecht, region.bureau):
        with pytest.raises(NotAllowedError):
            wiring.submissions.retry(viewer, failed)


def test_what_is_not_done_is_measured_by_kind_and_state(wiring, region, hands, failed):
    hands.upload(region.provider, b"maand")

    measured = {(each.kind, each.state): (each.jobs, each.is_away) for each in wiring.jobs.measure()}

    assert measured == {
        (JobKind.TRANSLATE, JobState.QUARANTINED): (1, False),
        (JobKind.CHECK, JobState.READY): (1, False),
    }
    assert failed


@pytest.fixture
def own_installation():
    """A command remembers the settings of its process; here each test is an installation of its own."""
    installation.settings.cache_clear()
    yield
    installation.settings.cache_clear()


@pytest.mark.usefixtures("own_installation")
def test_the_command_lists_shows_gives_up_and_asks_again(settings, region, hands):
    hands.upload(region.provider)
    environment = {**settings.as_environment(), "COLUMNS": "250"}

    def run(*words):
        return CliRunner().invoke(eenmaal, ["jobs", *words], env=environment)

    first = run("list")
    listed = first.output
    assert first.exit_code == 0, (listed, first.exception)
    (job,) = re.findall(r"[0-9a-f]{8}-[0-9a-f-]{27}", listed)
    assert "1 taken" in listed
    assert re.search(r"stand +ready", run("show", job).output)
    assert run("discard", job).output == f"{job} wordt niet meer gedaan.\n"
    assert run("discard", job).exit_code == 1
    assert "DiscardedByHand" in run("list", "--state", "quarantined").output
    assert run("retry", job).output == f"{job} wordt opnieuw gedaan.\n"
    assert run("retry", job).exit_code == 1
    assert "there is no job" in run("show", str(uuid4())).output
