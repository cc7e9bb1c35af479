"""Evidence for who must show it: a package of what each may see, and witnesses who keep the log honest."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pytest
from openpyxl import load_workbook

from service.domain.access import NotAllowedError, NotFoundError
from service.domain.burden.residual import Cause
from service.domain.periods import parse_period
from service.domain.proof.acts import ActKind, moment_text
from service.domain.proof.checking import check_package
from service.domain.proof.checkpoint import Checkpoint
from service.domain.proof.failures import NotProvenError
from service.domain.proof.keys import new_log_key, policy_of, signer_of
from service.domain.proof.notes import COSIGNATURE, SignerKey
from service.domain.proof.policy import parse_policy
from service.domain.proof.proof_file import LeafProof
from service.domain.proof.told import told_reports, totals_of
from service.domain.threads.thread import ThreadPlace
from service.files.evidence import for_portal, read_package, write_package
from service.use_cases.proof.make_evidence import LogNotSignedError
from service.wiring import build
from tests.conftest import Hands
from tests.tools import second_checker

KEY = new_log_key("test.localhost/logboek", bytes(32))
WITNESS = SignerKey("bureau.example/getuige", COSIGNATURE, bytes([1] * 32))
QUORUM = f"log {signer_of(KEY).verifier.text}\nwitness bureau {WITNESS.verifier.text}\nquorum bureau\n"
YEAR, QUARTER = parse_period("2026"), parse_period("2026-Q1")


@pytest.fixture
def settings(settings):
    return replace(settings, log_key=KEY)


@pytest.fixture
def delivered(wiring, region, hands):
    """Delivered to two, of whom one downloaded, rejected, and got a correction."""
    hands.deliver(region.provider)
    report, *_ = wiring.reports.list(region.utrecht)
    wiring.reports.download(region.utrecht, report.id)
    wiring.reports.judge(region.utrecht, report.id, Cause.DATA_QUALITY, "Het totaal klopt niet.")
    submission = hands.deliver(region.provider, b"kwartaal jaar ")
    wiring.submissions.take_back(region.provider, submission, "0363")
    return submission


def package(wiring, viewer, period=YEAR):
    return read_package(wiring.proof.make_evidence(viewer, period).content)


def manifests(files):
    return [json.loads(content) for name, content in files.items() if name.startswith("manifests/")]


@pytest.mark.usefixtures("delivered")
def test_each_gets_a_package_of_what_it_may_see_that_proves_itself(wiring, region):
    seen = {}
    for name in ("provider", "utrecht", "amsterdam", "bureau"):
        files = package(wiring, getattr(region, name))
        checked = check_package(files)
        assert (checked.faults, checked.not_logged) == ([], ())
        found = manifests(files)
        seen[name] = {each["made"]["facts"]["municipality"] for each in found}
        assert all(each["made"] in each["acts"] for each in found)
        assert second_checker.check(write_package(files)) == set()
        assert {"omslag.html", "omslag.pdf", "index.xlsx"} < files.keys()
        whole = b"".join(files.values())
        assert b"klopt niet" not in whole
        if name == "utrecht":
            assert b"0363" not in b"".join(each for name, each in files.items() if not name.endswith("pdf"))

    assert seen == {
        "provider": {"0344", "0363"},
        "utrecht": {"0344"},
        "amsterdam": {"0363"},
        "bureau": {"0344"},
    }
    with pytest.raises(NotFoundError):
        wiring.proof.make_evidence(region.other_provider, YEAR)
    with pytest.raises(NotFoundError):
        wiring.proof.make_evidence(region.utrecht, parse_period("2025"))


@pytest.mark.usefixtures("delivered")
def test_a_manifest_tells_what_happened_to_its_report(wiring, region):
    files = package(wiring, region.utrecht, QUARTER)
    found = told_reports(manifests(files))

    (rejected,) = [each for each in found if each["verdict"]]
    assert rejected["verdict"] == {"verdict": "rejected", "cause": Cause.DATA_QUALITY.value}
    assert rejected["taken_at"] is not None
    assert rejected["superseded"]["successor"] in {each["report"] for each in found}
    assert {each["period"] for each in found} == {"2026-Q1"}


@pytest.mark.usefixtures("delivered")
def test_what_acts_tell_is_what_the_service_itself_knows(wiring, region):
    for viewer in (region.provider, region.utrecht, region.amsterdam):
        reports = {str(each.id): each for each in wiring.reports.list(viewer)}
        for told in told_reports(manifests(package(wiring, viewer))):
            report = reports[told["report"]]
            assert told["sent_at"] == moment_text(report.sent_at)
            assert told["taken_at"] == (moment_text(report.taken_at) if report.taken_at else None)
            assert (told["verdict"] is None) == (report.verdict is None)
            assert (told["superseded"] is None) == (not report.is_superseded)
            successor = (told["superseded"] or {}).get("successor", "")
            assert successor == (str(report.successor) if report.successor else "")


@pytest.mark.usefixtures("delivered")
def test_the_index_says_what_acts_tell(wiring, region):
    files = package(wiring, region.utrecht, QUARTER)
    found = told_reports(manifests(files))

    book = load_workbook(BytesIO(files["index.xlsx"]), read_only=True)
    head, *rows = book.worksheets[0].iter_rows(values_only=True)
    places = {name: place for place, name in enumerate(head)}
    said = {row[places["Manifest"]]: row for row in rows}
    for each in found:
        row = said[f"manifests/{each['report']}.json"]
        assert row[places["Verstuurd (UTC)"]] == each["sent_at"][:19].replace("T", " ")
        assert (row[places["Oordeel"]] or "") == (each["verdict"] or {}).get("verdict", "")
        assert (row[places["Opvolger"]] or "") == (each["superseded"] or {}).get("successor", "")
        assert row[places["Bewijs"]] in files
    totals = {row[0]: row[1:] for row in book["Totalen"].iter_rows(min_row=2, values_only=True)}
    assert {name: row[:3] for name, row in totals.items()} == {
        name: (sums["reports"], sums["rows_in"], sums["rows_reported"])
        for name, sums in totals_of(manifests(files)).items()
    }


def test_a_report_from_before_the_log_is_told_by_the_service_and_said_to_be(wiring, region, hands, ask):
    hands.deliver(region.provider)
    wiring.proof.grow()
    ask("SET session_replication_role = replica; DELETE FROM log_entry WHERE kind = 'translated'")

    files = package(wiring, region.utrecht)

    checked = check_package(files)
    assert (checked.faults, second_checker.check(write_package(files))) == ([], set())
    assert len(checked.not_logged) == len(manifests(files))
    assert {each["unlogged"]["superseded"] for each in manifests(files)} == {None}
    reports = {str(each.id): each for each in wiring.reports.list(region.utrecht)}
    for told in told_reports(manifests(files)):
        assert told["sent_at"] == moment_text(reports[told["report"]].sent_at)


def test_a_question_is_in_the_package_by_the_hash_of_each_text_and_not_by_a_word(wiring, region, hands):
    hands.deliver(region.provider)
    report, *_ = wiring.reports.list(region.utrecht)
    thread = wiring.reports.open_thread(region.utrecht, report.id, ThreadPlace(), "Waarom zo veel?")
    wiring.reports.reply_in_thread(region.provider, thread, "Door twee trajecten.")
    hands.deliver(region.provider, b"kwartaal jaar ")
    said = wiring.reports.show_thread(region.utrecht, thread).messages

    for viewer in (region.provider, region.utrecht, region.bureau):
        files = package(wiring, viewer)
        assert check_package(files).faults == []
        (asked,) = (one for each in told_reports(manifests(files)) for one in each["questions"])
        assert [each["text_sha256"] for each in asked["messages"]] == [each.sha256 for each in said]
        assert (asked["thread"], asked["closed"]["by"]) == (str(thread), "report")
        assert not any(word in b"".join(files.values()) for word in (b"Waarom", b"trajecten"))
    (told,) = (each for each in told_reports(manifests(files)) if each["questions"])
    assert told["taken_at"] is not None


@pytest.mark.usefixtures("delivered")
def test_what_holds_again_because_a_correction_was_taken_back_is_told_so(wiring, region):
    found = told_reports(manifests(package(wiring, region.amsterdam)))

    assert {each["superseded"] for each in found} == {None}
    (provider,) = {each["provider"] for each in told_reports(manifests(package(wiring, region.provider)))}
    assert provider == region.provider.organisation.code


@pytest.mark.usefixtures("delivered")
def test_a_package_is_in_the_log_itself_and_in_the_record_of_acts(wiring, region, ask):
    wiring.proof.make_evidence(region.utrecht, YEAR)

    newest, *_ = wiring.proof.show(region.utrecht).entries
    assert newest.kind is ActKind.EVIDENCE_MADE
    assert ask("SELECT count(*) FROM act WHERE action = 'evidence_made'") == [(1,)]


@pytest.mark.usefixtures("delivered")
def test_a_report_has_a_proof_of_its_own_for_all_who_may_see_it(wiring, region):
    report, *_ = wiring.reports.list(region.utrecht)
    with pytest.raises(NotFoundError):
        wiring.proof.prove_report(region.utrecht, report.id)
    wiring.proof.grow()

    for viewer in (region.provider, region.utrecht, region.bureau):
        download = wiring.proof.prove_report(viewer, report.id)
        proof = LeafProof.parse(download.content.decode())
        opened = json.loads(proof.extra)
        proof.require_includes(opened["leaf"].encode())
        assert opened["facts"]["sha256"] == report.sha256
    for viewer in (region.other_provider, region.amsterdam):
        with pytest.raises(NotFoundError):
            wiring.proof.prove_report(viewer, report.id)


def test_without_a_key_no_evidence_is_made(settings, engine, queue, region):
    wiring = build(replace(settings, log_key=""), engine=engine, queue=queue)
    Hands(wiring, queue).deliver(region.provider)

    with pytest.raises(LogNotSignedError, match="EENMAAL_LOG_KEY"):
        wiring.proof.make_evidence(region.provider, YEAR)
    wiring.close()


@pytest.fixture
def watched(settings, engine, queue):
    wiring = build(replace(settings, log_policy=QUORUM), engine=engine, queue=queue)
    yield wiring
    wiring.close()


def cosigned(wiring, signer=WITNESS, at=1_780_000_000):
    note = wiring.proof.read_checkpoint()
    return note.with_signatures([signer.sign(note.text, at=at)])


def test_what_enough_witnesses_signed_is_shown_and_what_they_did_not_is_shown_as_such(watched, region, queue):
    hands = Hands(watched, queue)
    hands.deliver(region.provider)
    watched.proof.grow()
    assert watched.proof.take_cosignature(cosigned(watched).whole) == 1
    page = watched.proof.show(region.utrecht)
    assert (page.is_enough, page.witnessed) == (True, page.size)
    assert page.signed == {"bureau": datetime.fromtimestamp(1_780_000_000, UTC)}
    assert [each.name for each in watched.proof.read_checkpoint().signatures] == [
        "test.localhost/logboek",
        "bureau.example/getuige",
    ]

    report, *_ = watched.reports.list(region.utrecht)
    watched.reports.download(region.utrecht, report.id)
    watched.proof.grow()

    page = watched.proof.show(region.utrecht)
    assert (page.is_enough, page.is_witnessed(page.entries[0]), page.is_witnessed(page.entries[1])) == (
        False,
        False,
        True,
    )
    assert page.signed == {"bureau": None}
    checked = check_package(package(watched, region.utrecht), parse_policy(QUORUM))
    assert (checked.faults, checked.witnessed, checked.later) == ([], page.witnessed, 1)


def test_only_a_right_signature_of_a_known_witness_on_a_checkpoint_of_ours_is_taken(watched, region, queue):
    Hands(watched, queue).deliver(region.provider)
    watched.proof.grow()
    own = cosigned(watched)
    other = Checkpoint("test.localhost/logboek", 3, bytes(32)).signed(signer_of(KEY))

    with pytest.raises(NotAllowedError):
        watched.proof.take_cosignature(cosigned(watched, SignerKey("x", COSIGNATURE, bytes(32))).whole)
    with pytest.raises(NotFoundError):
        watched.proof.take_cosignature(other.with_signatures([WITNESS.sign(other.text, at=1)]).whole)
    with pytest.raises(NotProvenError):
        watched.proof.take_cosignature(
            own.whole.replace("bureau.example/getuige ", "bureau.example/getuige  ")
        )
    wrong = WITNESS.sign("something else\n", at=1)
    with pytest.raises(NotProvenError, match="signature-wrong"):
        watched.proof.take_cosignature(own.with_signatures([wrong]).whole)
    assert watched.proof.show(region.utrecht).signed == {"bureau": None}
    assert policy_of(QUORUM, signer_of(KEY)).needs_witnesses


def test_for_a_portal_there_are_separate_files_under_short_names_that_hold_the_package(wiring, region, hands):
    hands.deliver(region.provider)
    made = wiring.proof.make_evidence(region.provider, YEAR)

    portal = for_portal(made)

    files = read_package(portal.content)
    assert portal == for_portal(made)
    names = [
        "1-omslag-41234567-2026.pdf",
        "2-index-41234567-2026.xlsx",
        "3-bewijs-41234567-2026.zip",
    ]
    assert sorted(files) == names
    assert portal.filename == "portaal-41234567-2026.zip"
    assert files[names[0]].startswith(b"%PDF")
    assert files[names[1]].startswith(b"PK")
    assert not check_package(read_package(files[names[2]])).faults
    long = for_portal(
        replace(made, filename="bewijs-Bureau Überall & Zonen in heel veel gemeenten-2026-Q1.zip")
    )
    assert all(len(each) <= 50 and each.isascii() for each in (*read_package(long.content), long.filename))
    with pytest.raises(NotProvenError):
        for_portal(replace(made, content=b"no zip"))
