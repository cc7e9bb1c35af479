"""What pages say of a copy to repair in, of an improved upload, of what waits and of what was replaced."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest

from service.domain.delivery_matrix import DeliveryMatrix
from service.domain.periods import parse_period
from service.domain.report_in_brief import in_brief
from service.domain.reports import EarlierReport, ReportId, ReportPage
from service.domain.standard.grouping import FaultChange
from service.domain.submissions.annotations import AnnotatedCopy, CopyForm
from service.domain.submissions.jobs import JobState
from service.domain.submissions.releases import Release
from service.domain.submissions.submission import SubmissionId, SubmissionState
from service.domain.translation.changes import FigureChange
from service.domain.translation.waiting import WaitingAmount

from .conftest import QUARTER, REPORT, SUBMISSION, a_report, a_submission
from .conftest import a_finding as a_group
from .conftest import a_page as a_usual_page
from .test_provider_pages import text_of

LATER = datetime(2026, 4, 9, 8, 30, tzinfo=UTC)
FORMER = ReportId(UUID(int=9))


def a_page(submission=None, **others):
    return a_usual_page(submission=submission or a_submission(), **others)


@pytest.fixture
def a_finding():
    return a_group()


@pytest.fixture
def shown(wiring, provider):
    def show(page, query=""):
        wiring.pages[SUBMISSION] = page
        return text_of(provider.get(f"/aanleveringen/{SUBMISSION}{query}"))

    return show


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (CopyForm.MARKED, "Download uw werkmap met elke bevinding gemarkeerd"),
        (CopyForm.WRONG_ROWS, "Download een werkmap met alleen deze rijen"),
    ],
)
def test_the_copy_is_offered_for_what_it_is(shown, provider, a_finding, form, words):
    copy = AnnotatedCopy(
        form=form, filename="export-bevindingen.xlsx", sha256="ab" * 32, bytes=31_000, findings=12, marked=12
    )

    text = shown(a_page(findings=(a_finding,), copies={"nl": copy}, copy_state=JobState.DONE))
    download = provider.get(f"/aanleveringen/{SUBMISSION}/kopie")

    assert words in text
    assert "Hierin staan de eerste" not in text
    assert (download.data, download.headers["Content-Disposition"]) == (
        b"the copy",
        "attachment; filename=export-bevindingen.xlsx",
    )


def test_a_copy_with_only_the_first_findings_says_so(shown, a_finding):
    copy = AnnotatedCopy(
        form=CopyForm.WRONG_ROWS,
        filename="x.xlsx",
        sha256="ab" * 32,
        bytes=31_000,
        findings=120_000,
        marked=20_000,
    )

    text = shown(a_page(findings=(a_finding,), copies={"nl": copy}, copy_state=JobState.DONE))

    assert "Hierin staan de eerste 20.000 van 120.000 bevindingen." in text


def test_a_copy_that_is_being_made_or_could_not_be_made_is_told(shown, a_finding, provider):
    busy = shown(a_page(findings=(a_finding,), copy_state=JobState.READY))
    missing = provider.get(f"/aanleveringen/{SUBMISSION}/kopie")
    failed = shown(a_page(findings=(a_finding,), copy_state=JobState.QUARANTINED))

    assert "Wij maken een kopie van uw bestand" in busy
    assert missing.status_code == 404
    assert "konden wij niet maken" in failed


def test_a_second_upload_says_what_was_repaired_what_is_new_and_what_remains(shown):
    former = a_submission(SubmissionState.REJECTED, id=SubmissionId(UUID(int=6)))
    repairs = (
        FaultChange(code="missing-value", table="prestatie", field="volume", repaired=14, new=0, remaining=3),
        FaultChange(code="not-a-date", table="prestatie", field="begindatum", repaired=0, new=2, remaining=0),
    )

    text = shown(a_page(former=former, repairs=repairs))

    assert "14 opgelost, 2 nieuw, 3 over." in text
    assert "Verplicht veld is leeg: volume" in text
    assert "kon een blad of kolom niet worden gelezen" not in text
    assert "kon een blad of kolom niet worden gelezen" in shown(
        a_page(former=former, repairs=repairs, is_former_half_read=True)
    )


def test_what_waits_is_told_per_code_with_what_it_holds(shown):
    waiting = (
        WaitingAmount(
            reason="code-not-in-table",
            table="prestatie",
            field="productcode",
            value="45X99",
            format="een/formaat",
            rows=12,
            cents=123_450,
        ),
        WaitingAmount(
            reason="unknown-code",
            table="wachtlijst",
            field="gemeentecode",
            value="9999",
            format="",
            rows=2,
            cents=0,
        ),
    )

    text = shown(a_page(waiting=waiting))

    assert "Code staat niet in de tabel van de gemeente: 45X99" in text
    assert "€ 1.234,50" in text
    assert "geen bedrag" in text
    assert "gaan deze rijen vanzelf alsnog mee" in text


def test_what_was_released_is_told_with_what_it_held(shown):
    gone = WaitingAmount(
        reason="unknown-code",
        table="prestatie",
        field="productcode",
        value="45X99",
        format="",
        rows=12,
        cents=123_450,
    )

    text = shown(a_page(releases=(Release((gone,), 2, LATER),)))

    assert "Alsnog meegegaan op 9 april 2026, 10:30" in text
    assert "zit nu in 2 nieuwe rapportages" in text
    assert "12 rijen, € 1.234,50: onbekende code 45X99" in text


def test_an_old_file_handed_in_again_tells_when_it_was_and_what_took_its_place(shown):
    newer = a_submission(id=SubmissionId(UUID(int=5)), filename="verbeterd.xlsx", received_at=LATER)
    old = a_submission(superseded_by=newer.id, superseded_at=LATER)

    text = shown(a_page(old, successor=newer), "?eerder=ja")

    assert "U leverde precies dit bestand aan op 1 april 2026, 14:05. Er is nu niets opnieuw verwerkt" in text
    assert "Op 9 april 2026, 10:30 leverde u verbeterd.xlsx aan; dat nam de plaats ervan in" in text
    assert "Maak de export opnieuw" in text


def test_a_rejected_file_handed_in_again_says_that_it_still_is_rejected(shown):
    text = shown(a_page(a_submission(SubmissionState.REJECTED)), "?eerder=ja")

    assert "Het werd toen afgekeurd, en er is sindsdien niets aan veranderd." in text


def a_successor(**others):
    former = a_report(id=FORMER, sha256="0f" * 32, is_superseded=True, successor=REPORT, superseded_at=LATER)
    later = a_report(published_at=LATER, former=FORMER, former_published_at=former.published_at)
    changes = (
        FigureChange(
            municipality="0014", format="een/formaat", figure="Productie: Uren", former="3.50", later="3.75"
        ),
    )
    return ReportPage(
        report=later, former=former, successor=None, changes=changes, has_figures=True, **others
    )


@pytest.mark.parametrize("who", ["municipality", "provider", "bureau"])
def test_a_new_report_says_what_it_took_the_place_of_and_which_figures_changed(request, wiring, who):
    client = request.getfixturevalue(who)
    wiring.report_pages[REPORT] = a_successor()

    text = text_of(client.get(f"/rapportages/{REPORT}"))

    assert "Vervangt de rapportage van 1 april 2026, 14:05" in text
    assert "Productie: Uren 3,50 3,75" in text
    assert ("Download het bestand" in text) == (who != "bureau")


def test_a_new_report_with_the_same_bytes_says_that_nothing_changed_for_the_municipality(
    wiring, municipality
):
    page = a_successor()
    same = replace(page.former, sha256=page.report.sha256)
    wiring.report_pages[REPORT] = replace(page, former=same, changes=())

    assert "Het bestand is gelijk aan dat van toen" in text_of(municipality.get(f"/rapportages/{REPORT}"))


def test_a_report_names_the_earlier_reports_it_took_figures_of_with_a_way_to_those_that_are_there(
    wiring, municipality
):
    there = EarlierReport(parse_period("2025-Q3"), "ab" * 32, FORMER)
    gone = EarlierReport(parse_period("2025-Q4"), "cd" * 32)
    wiring.report_pages[REPORT] = replace(a_successor(), earlier=(there, gone))

    page = municipality.get(f"/rapportages/{REPORT}")

    assert f"3e kwartaal 2025 {'ab' * 32} 4e kwartaal 2025 {'cd' * 32}" in text_of(page)
    assert f'<a href="/rapportages/{FORMER}">3e kwartaal 2025</a>' in page.text


def test_a_report_that_looks_at_no_other_says_nothing_of_earlier_figures(wiring, municipality):
    wiring.report_pages[REPORT] = a_successor()

    assert "Cijfers van eerder" not in text_of(municipality.get(f"/rapportages/{REPORT}"))


def test_a_bureau_gets_totals_only_where_figures_are_about_persons(wiring, bureau):
    wiring.report_pages[REPORT] = replace(a_successor(), changes=(), has_figures=False)

    text = text_of(bureau.get(f"/rapportages/{REPORT}"))

    assert "hier staan alleen de totalen" in text
    assert "Prestaties in de rapportage" in text


def test_a_lapsed_report_says_that_nothing_came_in_its_place(wiring, municipality):
    lapsed = a_report(is_superseded=True, superseded_at=LATER)
    wiring.published = (lapsed,)

    listed = text_of(municipality.get("/rapportages"))
    shown = text_of(municipality.get(f"/rapportages/{REPORT}"))

    assert "Vervallen rapportages 1" in listed
    assert "Deze rapportage is vervallen." in shown
    assert "Dat was op 9 april 2026, 10:30." in shown
    assert "de vingerafdruk hieronder verandert niet" in shown


def test_a_bureau_sees_which_reports_lapsed(wiring, bureau):
    lapsed = a_report(is_superseded=True, superseded_at=LATER)
    wiring.matrix = DeliveryMatrix(
        providers=(),
        municipalities=(("0014", "Groningen"),),
        periods=(QUARTER,),
        period=QUARTER,
        lapsed=(in_brief(lapsed),),
    )

    text = text_of(bureau.get("/overzicht"))

    assert "Vervallen rapportages 1" in text
    assert "Groningen, Zorg Een" in text
