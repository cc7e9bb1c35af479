"""Data keys: wrapped again, of files of before, and destroyed when their term is over."""

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.command_line import eenmaal, installation
from service.domain.access import NotFoundError
from service.domain.keeping import KeptKind, KeyDestroyedError, WhyDestroyed
from service.domain.replays import ReplayOutcome
from service.domain.submissions.submission import SubmissionState
from service.domain.threads.thread import ThreadPlace
from service.storage.keys.data_keys import KeyPlace
from service.storage.keys.wrapping import WrappingKeyMissingError, id_of
from service.use_cases.jobs.apply_retention import ApplyRetention
from service.wiring import build
from service.wiring.keys import KEEPER

OLD, NEW = "only for tests and as long as a key must be", "another key for tests that is as long as that"


def run(settings, *words):
    environment = {name: value for name, value in settings.as_environment().items() if value}
    installation.settings.cache_clear()
    done = CliRunner().invoke(eenmaal, list(words), env=environment)
    installation.settings.cache_clear()
    assert done.exit_code == 0, done.output
    return done.output


def downloads(wiring, viewer, submission):
    page = wiring.submissions.show(viewer, submission)
    return {each.sha256: wiring.reports.download(viewer, each.id).content for each in page.reports}


def apply_terms(wiring, **days):
    retention = wiring.settings.retention
    named = {KeptKind(name): count for name, count in days.items()}
    changed = replace(retention, days={**retention.days, **named})
    return ApplyRetention(
        stores=wiring.stores, destroy=wiring.keys.destroy, retention=changed, actor=KEEPER
    )()


def make_older(ask, days):
    ask(f"UPDATE submission SET received_at = received_at - interval '{days} days'")  # noqa: S608 - a number


def unsealed(ask, settings, wiring):
    """Lay every file there as it lay before there were keys."""
    for table, column in (
        *(("submission_content", "blob"), ("submission_content", "tables_blob")),
        *(("report_file", "blob"), ("annotated_copy", "blob")),
    ):
        for (key,) in ask(f"SELECT DISTINCT {column} FROM {table} WHERE {column} IS NOT NULL"):  # noqa: S608 - ours
            content, (organisation, _, _, name) = wiring.blobs.get(key), key.split("/")
            plain = f"{organisation}/{name[:2]}/{name}"
            (settings.blob_dir / plain).parent.mkdir(exist_ok=True)
            (settings.blob_dir / plain).write_bytes(content)
            ask(f"UPDATE {table} SET {column} = %s WHERE {column} = %s", plain, key)  # noqa: S608 - ours
    for path in files_in(settings):
        if path.parent.name in set(KeptKind):
            path.unlink()
    ask("DELETE FROM data_key")
    for submission, provider in ask("SELECT id, provider_id FROM submission"):
        wiring.submissions.receive.keyring.forget(provider, submission)


def files_in(settings):
    return [path for path in Path(settings.blob_dir).rglob("*") if path.is_file()]


@pytest.fixture
def delivered(region, hands):
    return hands.deliver(region.provider, b"kwartaal jaar")


def test_after_a_rotation_the_old_key_is_needed_for_nothing(wiring, settings, region, delivered, ask):
    before = downloads(wiring, region.provider, delivered)

    said = run(replace(settings, encryption_key=f"{NEW},{OLD}"), "keys", "rotate")

    assert "3 datasleutels opnieuw versleuteld, 0 bestanden alsnog versleuteld" in said
    assert ask("SELECT DISTINCT wrapped_by FROM data_key") == [(id_of(NEW),)]
    other = build(replace(settings, encryption_key=NEW))
    assert downloads(other, region.provider, delivered) == before
    other.close()
    without = build(settings)
    with pytest.raises(WrappingKeyMissingError):
        without.blobs.get(ask("SELECT blob FROM submission_content")[0][0])
    without.close()


def test_files_of_before_there_were_keys_are_read_and_then_sealed(wiring, settings, region, delivered, ask):
    before = downloads(wiring, region.provider, delivered)
    unsealed(ask, settings, wiring)
    assert downloads(wiring, region.provider, delivered) == before

    said = run(settings, "keys", "rotate")

    assert said == "0 datasleutels opnieuw versleuteld, 7 bestanden alsnog versleuteld.\n"
    assert downloads(wiring, region.provider, delivered) == before
    assert {path.parent.name for path in files_in(settings)} == {kind.value for kind in KeptKind}
    assert run(settings, "keys", "rotate").endswith("0 bestanden alsnog versleuteld.\n")
    (report, *_) = wiring.submissions.show(region.provider, delivered).reports
    assert wiring.reports.replay(region.provider, report.id).outcome is ReplayOutcome.SAME


def test_what_is_young_stays_and_what_is_old_goes_once(wiring, region, delivered, ask):
    assert apply_terms(wiring) == 0
    make_older(ask, 91)

    assert apply_terms(wiring) == 1
    assert apply_terms(wiring) == 0
    page = wiring.submissions.show(region.provider, delivered)
    assert set(page.destroyed) == {KeptKind.COPY}
    assert page.copies == {}
    assert len(downloads(wiring, region.provider, delivered)) == 4


def test_after_its_term_nothing_of_it_can_be_read_and_hashes_and_counts_stay(
    wiring, settings, region, delivered, ask
):
    before = wiring.submissions.show(region.provider, delivered)
    make_older(ask, 3000)

    assert apply_terms(wiring) == 3

    after = wiring.submissions.show(region.provider, delivered)
    assert files_in(settings) == []
    assert (after.balance, after.rows, after.burden) == (before.balance, before.rows, before.burden)
    assert [each.sha256 for each in after.reports] == [each.sha256 for each in before.reports]
    assert [(each.code, each.count) for each in after.findings] == [
        (each.code, each.count) for each in before.findings
    ]
    assert {place.text["nl"] for each in after.findings for place in each.places} == {
        "Waar dit stond, is vernietigd volgens de bewaartermijn."
    }
    report = after.reports[0].id
    for read in (wiring.reports.download, wiring.reports.explain):
        with pytest.raises(KeyDestroyedError):
            read(region.provider, report)
    seen = wiring.reports.explain(region.utrecht, report)
    assert (seen.content, seen.replayed) == (b"", None)
    assert wiring.reports.open_thread(region.utrecht, report, ThreadPlace(), "Was dit het hele kwartaal?")
    with pytest.raises(NotFoundError):
        wiring.reports.download_all(region.utrecht)
    assert wiring.reports.replay(region.utrecht, report).outcome is ReplayOutcome.NO_SOURCE
    assert wiring.reports.show(region.utrecht, report).destroyed.why is WhyDestroyed.RETENTION
    assert ask("SELECT DISTINCT figures::text FROM report_figures") == [("[]",)]


def test_old_files_of_before_there_were_keys_are_destroyed_as_well(wiring, settings, region, delivered, ask):
    unsealed(ask, settings, wiring)
    make_older(ask, 3000)

    assert apply_terms(wiring) == 3

    assert files_in(settings) == []
    with pytest.raises(KeyDestroyedError):
        wiring.reports.download(
            region.provider, wiring.submissions.show(region.provider, delivered).reports[0].id
        )


def test_the_same_upload_once_more_brings_nothing_back(wiring, region, delivered, hands, ask):
    make_older(ask, 3000)
    apply_terms(wiring)

    assert hands.upload(region.provider, b"kwartaal jaar") == delivered

    hands.do_everything()
    page = wiring.submissions.show(region.provider, delivered)
    assert (page.submission.state, set(page.destroyed)) == (SubmissionState.READY, set(KeptKind))
    assert ask("SELECT count(*) FROM data_key WHERE wrapped IS NOT NULL") == [(0,)]


def test_a_later_submission_is_not_held_up_by_an_earlier_one_that_was_destroyed(
    wiring, region, delivered, hands, ask
):
    make_older(ask, 3000)
    apply_terms(wiring)

    later = hands.deliver(region.provider, b"kwartaal maand")

    assert wiring.submissions.show(region.provider, later).submission.state is SubmissionState.READY
    assert wiring.submissions.show(region.provider, delivered).submission.superseded_by == later


def test_what_is_still_worked_on_is_not_destroyed_by_its_term(wiring, region, hands, ask):
    hands.upload(region.provider)
    make_older(ask, 3000)

    assert apply_terms(wiring) == 0


def test_the_operator_destroys_and_sees_what_there_is(settings, wiring, region, delivered):
    assert f"3 datasleutels zijn versleuteld met sleutel {id_of(OLD)}.\n" in run(settings, "keys", "show")

    said = run(settings, "keys", "destroy", str(delivered), "--kind", "report", "--yes")

    assert said == "de rapportages: vernietigd.\n"
    assert run(settings, "keys", "destroy", str(delivered), "--kind", "report", "--yes").endswith(
        "al vernietigd.\n"
    )
    acts = [each for each in all_acts(wiring, region) if each.action == "key_destroyed"]
    assert [(each.actor, each.payload) for each in acts] == [
        ("operator", {"kind": "report", "why": "by-hand"})
    ]


def all_acts(wiring, region):
    with wiring.stores.as_organisation(region.provider.organisation.id, region.provider.actor) as work:
        return work.acts.all()


def test_an_upload_that_is_not_written_down_leaves_nothing_that_can_be_read(settings, region, hands):
    first = hands.upload(region.provider, b"kwartaal")
    kept = len(files_in(settings))

    assert hands.upload(region.provider, b"kwartaal") == first
    assert len(files_in(settings)) == kept


def test_a_key_service_behind_a_command_wraps_and_unwraps(wiring, settings, region, hands, tmp_path, ask):
    program = tmp_path / "kms"
    program.write_text(
        "#!/bin/sh\ncase $1 in current) echo of-the-service;; *) tr 'A-Za-z' 'N-ZA-Mn-za-m';; esac\n"
    )
    program.chmod(0o700)
    other = build(replace(settings, encryption_key="", key_command=str(program)), engine=wiring.submissions)

    place = KeyPlace(region.provider.organisation.id, hands.upload(region.provider), KeptKind.COPY)
    ask("DELETE FROM data_key WHERE kind = 'copy'")
    stored = other.blobs.put(place, [b"marked"])

    assert other.blobs.get(stored.key) == b"marked"
    assert ask("SELECT wrapped_by FROM data_key WHERE kind = 'copy'") == [("of-the-service",)]
    other.close()
