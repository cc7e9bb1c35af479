"""A submission on its way: received, checked, translated, settled, downloaded."""

import io

import pytest

from service.domain.access import NotAllowedError, NotFoundError
from service.domain.delivery_matrix import CellStatus
from service.domain.findings import Severity, Verdict
from service.domain.submissions.jobs import JobKind, Progress
from service.domain.submissions.page import SubmissionProgress
from service.domain.submissions.submission import FindingExample, Received, SubmissionState
from service.use_cases.submissions.receive import UploadTooLargeError
from tests.written_engine import BALANCE, BURDEN, QUARTER


def test_an_upload_ends_in_one_report_per_municipality_and_format(wiring, region, hands):
    submission = hands.deliver(region.provider)

    page = wiring.submissions.show(region.provider, submission)

    assert page.submission.state is SubmissionState.READY
    assert page.submission.verdict is Verdict.ACCEPTED_WITH_WARNINGS
    assert page.submission.period == QUARTER
    assert page.progress == Progress(done=4, total=4)
    assert [(one.municipality_name, one.format, one.period) for one in page.reports] == [
        ("Utrecht", "jaar", QUARTER),
        ("Utrecht", "kwartaal", QUARTER),
        ("Amsterdam", "jaar", QUARTER),
        ("Amsterdam", "kwartaal", QUARTER),
    ]
    assert (page.balance, page.burden, page.rows) == (BALANCE, BURDEN, {"prestatie": 3})
    assert page.reports[0].balance == BALANCE


def test_findings_are_grouped_with_their_count_and_first_ten_places(wiring, region, hands):
    submission = hands.deliver(region.provider)

    (group,) = wiring.submissions.show(region.provider, submission).findings

    assert (group.code, group.severity, group.table, group.field, group.count) == (
        "odd-code",
        Severity.WARNS,
        "prestatie",
        "productcode",
        12,
    )
    assert [place.row for place in group.places] == list(range(2, 12))
    words = {"nl": "Code X op rij 2.", "en": "Code X in row 2."}
    assert group.places[0] == FindingExample(sheet="Prestatie", row=2, column="C", text=words)
    assert len(wiring.submissions.list_findings(region.provider, submission)) == 12


def test_the_municipality_downloads_the_very_bytes_and_the_act_is_written_down(wiring, region, hands, ask):
    hands.deliver(region.provider, b"kwartaal")
    (report,) = wiring.reports.list(region.utrecht)

    download = wiring.reports.download(region.utrecht, report.id)

    assert download.content == b"kwartaal for 0344 from kwartaal"
    assert (download.filename, download.sha256) == ("0344-kwartaal.csv", report.sha256)
    assert ask("SELECT actor, origin, object, result FROM act WHERE action = 'report_downloaded'") == [
        ("utrecht", "test", str(report.id), "done")
    ]


def test_the_same_bytes_from_the_same_provider_are_recognised(wiring, region, hands):
    first = hands.upload(region.provider)

    again = wiring.submissions.receive(region.provider, io.BytesIO(b"kwartaal jaar"), "other-name.xlsx")
    elsewhere = wiring.submissions.receive(region.other_provider, io.BytesIO(b"kwartaal jaar"), "x.xlsx")

    assert again == Received(first, is_new=False)
    assert elsewhere.is_new
    assert [one.id for one in wiring.submissions.list(region.provider)] == [first]


def test_a_later_submission_for_the_same_period_takes_the_place_of_the_earlier(wiring, region, hands):
    first = hands.deliver(region.provider, b"kwartaal")
    second = hands.deliver(region.provider, b"kwartaal ")

    newest, oldest = wiring.submissions.list(region.provider)

    assert (newest.id, newest.superseded_by) == (second, None)
    assert (oldest.id, oldest.superseded_by) == (first, second)
    assert {report.submission: report.is_superseded for report in wiring.reports.list(region.utrecht)} == {
        first: True,
        second: False,
    }


def test_a_rejected_submission_makes_no_reports_and_no_more_jobs(wiring, region, hands):
    submission = hands.deliver(region.provider, b"broken")

    followed = wiring.submissions.follow(region.provider, submission)

    assert followed == SubmissionProgress(SubmissionState.REJECTED, Progress(1, 1), 0)


def test_the_export_of_another_provider_is_refused(wiring, region, hands, engine):
    engine.agb_code = "47654321"

    submission = hands.deliver(region.provider)

    page = wiring.submissions.show(region.provider, submission)
    assert page.submission.state is SubmissionState.REJECTED
    assert [group.code for group in page.findings] == ["agb-code-of-another-provider", "odd-code"]


def test_a_submission_that_nobody_asks_anything_of_is_settled_at_once(wiring, region, hands, engine):
    submission = hands.deliver(region.provider, b"")

    assert engine.calls == ["check", "settle"]
    assert wiring.submissions.show(region.provider, submission).submission.state is SubmissionState.READY


def test_an_upload_that_is_too_large_leaves_nothing_behind(wiring, region, settings):
    with pytest.raises(UploadTooLargeError):
        wiring.submissions.receive(
            region.provider, io.BytesIO(b"x" * (settings.upload_limit + 1)), "large.xlsx"
        )

    assert wiring.submissions.list(region.provider) == ()
    assert [path for path in settings.blob_dir.rglob("*") if path.is_file()] == []


def test_only_a_provider_hands_in_and_only_a_bureau_has_a_matrix(wiring, region):
    with pytest.raises(NotAllowedError):
        wiring.submissions.receive(region.utrecht, io.BytesIO(b"x"), "x.xlsx")
    with pytest.raises(NotAllowedError):
        wiring.reports.show_deliveries(region.provider)


def test_a_bureau_sees_its_municipalities_with_status_and_balance_but_no_file(wiring, region, hands):
    submission = hands.deliver(region.provider, b"kwartaal")

    matrix = wiring.reports.show_deliveries(region.bureau)

    assert matrix.providers == (("41234567", "Zorg Een"),)
    assert matrix.municipalities == (("0344", "Utrecht"),)
    assert matrix.periods == (QUARTER,)
    ((cell,),) = (row.cells for row in matrix.rows)
    assert (cell.status, cell.reports, cell.closes) == (CellStatus.PARTLY, 1, True), "one is asked besides"
    (total,) = matrix.totals
    assert (total.rows, total.cents) == (BALANCE.rows.reported, BALANCE.cents.reported)
    pair = wiring.reports.show_pair(region.bureau, "41234567", "0344", QUARTER.label)
    (report,) = pair.reports
    assert report.submission == submission
    with pytest.raises(NotFoundError):
        wiring.reports.download(region.bureau, report.id)


def test_a_format_that_fails_for_good_is_shown_as_a_fault_of_ours_and_holds_up_no_other(
    wiring, region, hands, engine
):
    engine.failures["produce jaar"] = [WordsOfAFormatError()]

    submission = hands.deliver(region.provider)

    page = wiring.submissions.show(region.provider, submission)
    assert page.submission.state is SubmissionState.FAILED
    assert {report.format for report in page.reports} == {"kwartaal"}
    assert [(one.kind, one.format, one.failure) for one in page.progress.quarantined] == [
        (JobKind.TRANSLATE, "jaar", "WordsOfAFormatError")
    ]


def test_the_jobs_of_a_check_are_sent_with_its_own_transaction(region, hands, queue):
    hands.upload(region.provider)
    ((task, job),) = queue.take()

    hands.do(job)

    assert task is JobKind.CHECK
    assert [name for name, _ in queue.sent] == [JobKind.TRANSLATE, JobKind.TRANSLATE]


class WordsOfAFormatError(NotAllowedError):
    """A terminal failure whose words may not be kept."""
