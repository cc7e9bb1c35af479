"""What a provider says about reading its files is remembered, and a refused file is read again at once."""

import io
import zipfile
from threading import Barrier, Thread

import pytest

from service.domain.access import NotAllowedError, NotFoundError
from service.domain.periods import parse_period
from service.domain.standard.repairs import DayOrder, Reading
from service.domain.submissions.jobs import JobKind, LostLeaseError
from service.domain.submissions.submission import SubmissionState
from service.files.archive.zip_archive import pack_start, stored_entry, write_archive
from service.files.export.writer import write_export
from service.sample import sample_tables
from service.wiring import build
from tests.conftest import Hands
from tests.tools.exports import the_standard

DAY, MONTH = DayOrder.DAY_FIRST, DayOrder.MONTH_FIRST


def _files():
    tables = sample_tables(
        the_standard(), seed=10, municipalities=["0014"], clients=4, period=parse_period("2026-Q1")
    )
    with zipfile.ZipFile(io.BytesIO(write_export(tables, the_standard(), "csv-zip"))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    return {name: content.replace(b"06011234", b"41234567") for name, content in files.items()}


def _zipped(files):
    return write_archive(pack_start([]), [stored_entry(*each) for each in files.items()])


@pytest.fixture(scope="module")
def plain():
    """A small export in which nothing is wrong."""
    return _files()


def _with_dates(files, field):
    """With the dates of one column of prestatie as 01-02-2026; in the sample each begins on the first."""
    lines = files["prestatie.csv"].decode("utf-8-sig").splitlines()
    at = lines[0].split(";").index(field)
    rows = [line.split(";") for line in lines[1:]]
    for row in rows:
        year, month, day = row[at].split("-")
        row[at] = f"{day}-{month}-{year}"
    text = "\r\n".join([lines[0], *(";".join(row) for row in rows), ""])
    return {**files, "prestatie.csv": text.encode()}


@pytest.fixture
def ambiguous(plain):
    return _zipped(_with_dates(plain, "begindatum"))


@pytest.fixture
def blanks(plain):
    """An export of which one code has a blank behind it."""
    text = plain["toewijzing.csv"].replace(b"\n0014;", b"\n0014 ;", 1)
    return _zipped({**plain, "toewijzing.csv": text})


@pytest.fixture
def real(settings, region, queue):  # noqa: ARG001 - who takes part must be there
    """The service with its real engine."""
    wiring = build(settings, queue=queue)
    yield wiring
    wiring.close()


@pytest.fixture
def hands(real, queue):
    return Hands(real, queue)


def _codes(real, viewer, submission):
    return {each["code"] for each in real.submissions.list_findings(viewer, submission)}


def _state(real, viewer, submission):
    return real.submissions.show(viewer, submission).submission.state


def test_an_answer_about_dates_is_remembered_and_the_refused_file_is_read_again_at_once(
    real, hands, region, ambiguous, ask
):
    submission = hands.deliver(region.provider, ambiguous)
    assert _state(real, region.provider, submission) is SubmissionState.REJECTED
    assert _codes(real, region.provider, submission) == {"ambiguous-date", "repaired-date"}

    assert real.submissions.change_reading(region.provider, submission, day_order=DAY)
    assert _state(real, region.provider, submission) is SubmissionState.RECEIVED
    assert _codes(real, region.provider, submission) == set()
    hands.do_everything()

    page = real.submissions.show(region.provider, submission)
    assert page.submission.state is SubmissionState.READY
    assert _codes(real, region.provider, submission) == {"repaired-date"}
    assert page.progress.done == page.progress.total
    assert real.submissions.show_reading(region.provider) == Reading(day_order=DAY)
    assert ask("SELECT action FROM act WHERE action LIKE '%read%' ORDER BY id") == [
        ("reading_changed",),
        ("submission_read_again",),
    ]


def test_the_next_submission_is_read_as_was_answered_and_another_provider_is_asked(
    real, hands, region, ambiguous, plain
):
    first = hands.deliver(region.provider, ambiguous)
    real.submissions.change_reading(region.provider, first, day_order=DAY)
    hands.do_everything()

    again = hands.deliver(region.provider, _zipped(_with_dates(plain, "einddatum")))
    of_other = hands.deliver(region.other_provider, ambiguous)

    assert "ambiguous-date" not in _codes(real, region.provider, again)
    assert "ambiguous-date" in _codes(real, region.other_provider, of_other)
    assert real.submissions.show_reading(region.other_provider) == Reading()


def test_nobody_answers_for_another_providers_submission(real, hands, region, ambiguous):
    submission = hands.deliver(region.provider, ambiguous)

    with pytest.raises(NotFoundError):
        real.submissions.change_reading(region.other_provider, submission, day_order=DAY)
    with pytest.raises(NotAllowedError):
        real.submissions.change_reading(region.utrecht, submission, day_order=DAY)

    assert real.submissions.show_reading(region.other_provider) == Reading()
    assert _state(real, region.provider, submission) is SubmissionState.REJECTED


def test_two_people_who_answer_the_same_at_once_have_it_read_again_once(
    real, hands, region, ambiguous, queue, ask
):
    submission = hands.deliver(region.provider, ambiguous)
    together, said = Barrier(2), []

    def answer():
        together.wait()
        said.append(real.submissions.change_reading(region.provider, submission, day_order=DAY))

    people = [Thread(target=answer) for _ in range(2)]
    for each in people:
        each.start()
    for each in people:
        each.join()

    assert sorted(said) == [False, True]
    assert ask("SELECT count(*) FROM job WHERE kind = 'check'") == [(2,)]
    assert [kind for kind, _ in queue.take() if kind is JobKind.CHECK] == [JobKind.CHECK]


def test_a_switch_that_is_set_at_the_upload_is_remembered_and_can_be_undone(real, hands, region, blanks):
    refused = real.submissions.receive(region.provider, io.BytesIO(blanks), "a.zip", repairs=False)
    hands.do_everything()
    assert "repairable-value" in _codes(real, region.provider, refused.submission)
    assert not real.submissions.show_reading(region.provider).repairs

    again = real.submissions.receive(region.provider, io.BytesIO(blanks), "a.zip", repairs=True)
    hands.do_everything()

    assert (again.submission, again.is_new, again.is_read_again) == (refused.submission, False, True)
    assert _codes(real, region.provider, refused.submission) == {"repaired-surroundings"}
    assert _state(real, region.provider, refused.submission) is SubmissionState.READY


def test_what_was_translated_stays_as_it_was_read(real, hands, region, blanks, ask):
    submission = hands.deliver(region.provider, blanks)
    reports = ask("SELECT sha256 FROM report ORDER BY sha256")
    assert reports

    assert not real.submissions.change_reading(region.provider, submission, repairs=False)
    hands.do_everything()

    assert _state(real, region.provider, submission) is SubmissionState.READY
    assert ask("SELECT sha256 FROM report ORDER BY sha256") == reports
    assert ask("SELECT reading->'repairs' FROM submission_content") == [(True,)]


def test_a_reading_that_is_changed_while_a_check_runs_does_not_touch_that_check(
    real, hands, region, blanks, queue
):
    submission = hands.upload(region.provider, blanks)
    [(_, job)] = queue.take()
    claimed = real.jobs.claim(job, "hands")

    assert not real.submissions.change_reading(region.provider, submission, repairs=False)
    hands.perform(claimed)
    hands.do_everything()

    assert _codes(real, region.provider, submission) == {"repaired-surroundings"}


def test_a_check_of_the_former_reading_that_comes_late_keeps_nothing(real, hands, region, ambiguous, queue):
    submission = hands.upload(region.provider, ambiguous)
    [(_, job)] = queue.take()
    late = real.jobs.claim(job, "hands")
    hands.perform(late)
    hands.do_everything()
    real.submissions.change_reading(region.provider, submission, day_order=DAY)

    with pytest.raises(LostLeaseError):
        hands.perform(late)
    hands.do_everything()

    assert _state(real, region.provider, submission) is SubmissionState.READY


def test_a_copy_of_findings_from_before_is_not_kept_beside_the_new_ones(
    real, hands, region, ambiguous, queue, ask
):
    submission = hands.upload(region.provider, ambiguous)
    [(_, job)] = queue.take()
    hands.do(job)
    [(kind, copy)] = queue.take()
    assert kind is JobKind.ANNOTATE
    claimed = real.jobs.claim(copy, "hands")
    real.submissions.change_reading(region.provider, submission, day_order=DAY)

    hands.perform(claimed)

    assert ask("SELECT count(*) FROM annotated_copy") == [(0,)]
    hands.do_everything()
    assert ask("SELECT count(*), min(findings) > 0 FROM annotated_copy") == [(2, True)]


def test_what_the_file_proves_goes_before_what_was_answered(real, hands, region, ambiguous, plain):
    first = hands.deliver(region.provider, ambiguous)
    real.submissions.change_reading(region.provider, first, day_order=MONTH)
    hands.do_everything()

    proven = hands.deliver(region.provider, _zipped(_with_dates(plain, "einddatum")))

    found = real.submissions.list_findings(region.provider, proven)
    assert {(each["repair"]["value"], each["repair"]["new"]) for each in found} >= {
        ("31-01-2026", "2026-01-31")
    }


def test_a_file_whose_dates_contradict_each_other_stays_refused_whatever_is_answered(
    real, hands, region, plain
):
    files = _with_dates(plain, "begindatum")
    lines = files["prestatie.csv"].split(b"\r\n")
    lines[1] = lines[1].replace(b"01-01-2026", b"13-01-2026").replace(b"01-02-2026", b"13-02-2026")
    lines[2] = lines[2].replace(b"01-02-2026", b"02-13-2026").replace(b"01-03-2026", b"03-13-2026")
    files["prestatie.csv"] = b"\r\n".join(lines)
    submission = hands.deliver(region.provider, _zipped(files))
    for order in (DAY, MONTH):
        assert _state(real, region.provider, submission) is SubmissionState.REJECTED
        assert real.submissions.change_reading(region.provider, submission, day_order=order)
        hands.do_everything()

    assert _state(real, region.provider, submission) is SubmissionState.REJECTED
    assert "not-a-date" in _codes(real, region.provider, submission)


def test_how_a_submission_was_read_is_kept_with_it_for_whoever_reads_it_again(
    real, hands, region, ambiguous, ask
):
    submission = hands.deliver(region.provider, ambiguous)
    real.submissions.change_reading(region.provider, submission, day_order=DAY)
    hands.do_everything()
    real.submissions.change_reading(region.provider, submission, day_order=MONTH)

    assert ask("SELECT reading->>'day_order', times_read FROM submission_content") == [("day-first", 2)]
