"""What municipality and bureau see: their reports with the balance, and who delivered what."""

import re
from dataclasses import replace
from datetime import date

import pytest

from service.domain.alike_reports import AlikeReports, ReportTraits
from service.domain.burden.residual import Cause, ReportVerdict
from service.domain.delivery_matrix import (
    CellStatus,
    DeliveryMatrix,
    FormatTotal,
    MatrixCell,
    MatrixRow,
    format_totals,
    status_of_cell,
)
from service.domain.dues import DueState
from service.domain.region_balances import SummedBalance, balances_by_format
from service.domain.standing import ReportStanding
from service.domain.submissions.sending import Addressee, Outgoing, Outlook, Sent
from service.domain.translation.balance import Balance, Tally, together
from service.use_cases.reports.show_pair import Pair
from service.web.reports.region import Asked, region_of

from .conftest import ASKED, BALANCE, QUARTER, REPORT, SUBMISSION, WHEN, a_due, a_page, a_report, a_submission
from .test_provider_pages import text_of

WAITING_LIST = Balance(
    Tally(came_in=9, reported=0, excluded={"not-in-this-format": 9}),
    Tally(came_in=900, reported=0, excluded={"not-in-this-format": 900}),
)


FORMAT = "voorbeeldregio-noord/kwartaal"
NOTHING = MatrixCell(status=CellStatus.NOT_ASKED)
DELIVERED = MatrixCell(
    status=CellStatus.DELIVERED, reports=1, states=(DueState.ON_TIME,), asked=1, received=1
)
MISSING = MatrixCell(status=CellStatus.MISSING, states=(DueState.MISSING,), asked=1)


def a_matrix(first=NOTHING, second=NOTHING, **others):
    """The cells of Zorg Een and Zorg Twee for Groningen; Oudstad has nothing."""
    facts = {
        "providers": (("06011234", "Zorg Een"), ("06015678", "Zorg Twee")),
        "municipalities": (("0014", "Groningen"), ("9998", "Oudstad")),
        "periods": (QUARTER,),
        "period": QUARTER,
        "rows": (
            MatrixRow(code="0014", name="Groningen", cells=(first, second)),
            MatrixRow(code="9998", name="Oudstad", cells=(NOTHING, NOTHING)),
        ),
    }
    return DeliveryMatrix(**{**facts, **others})


def a_pair(status, reports=(), dues=(), provider="Zorg Een"):
    return Pair(
        period=QUARTER,
        provider=provider,
        municipality="Groningen",
        status=status,
        reports=tuple(reports),
        dues=tuple(dues),
    )


def test_without_reports_the_municipality_reads_what_will_come(municipality):
    assert "Er zijn nog geen rapportages voor uw gemeente." in text_of(municipality.get("/rapportages"))


def test_replaced_reports_stand_apart_and_say_so(municipality, wiring):
    wiring.published = (a_report(), a_report(is_superseded=True, successor=REPORT))

    words = text_of(municipality.get("/rapportages"))

    current, replaced = words.split("Vervangen rapportages")
    assert "Vervangen" not in current
    assert "Vervangen" in replaced


def test_a_report_about_something_else_than_care_delivered_shows_no_zero_euro(municipality, wiring):
    wiring.published = (a_report(balance=WAITING_LIST),)

    words = text_of(municipality.get("/rapportages"))

    assert "gaat niet over prestaties" in words
    assert "€ 0,00" not in words


def test_the_page_of_a_report_gives_its_balance_and_fingerprints(municipality, wiring):
    wiring.published = (a_report(),)

    words = text_of(municipality.get(f"/rapportages/{REPORT}"))

    assert "= In deze rapportage 1.190 € 1.233.500,00" in words
    assert "ef" * 32 in words
    assert "cd" * 32 in words


ADDRESS = f"/rapportages/{REPORT}/oordeel"
REJECTION = {"oordeel": "afgekeurd", "reden": "R10", "toelichting": "De som op blad Productie klopt niet."}


def test_a_municipality_looks_at_what_the_provider_will_read_before_it_says_so(municipality, wiring):
    wiring.published = (a_report(),)

    assert "Zolang u een rapportage niet afkeurt, telt ze als aanvaard." in text_of(
        municipality.get(f"/rapportages/{REPORT}")
    )
    preview = text_of(municipality.post(ADDRESS, data=REJECTION))
    assert "Dit leest Zorg Een Afgekeurd door Groningen . Reden: onze eigen fout. De som op blad" in preview
    assert wiring.verdicts.acts == []
    back = municipality.post(ADDRESS, data={**REJECTION, "stap": "wijzigen"})
    assert "De som op blad Productie klopt niet.</textarea>" in back.text
    for given in (REJECTION, {"oordeel": "aanvaard"}):
        assert municipality.post(ADDRESS, data={**given, "stap": "bevestigen"}).status_code == 303
    assert wiring.verdicts.acts == [
        (REPORT, Cause.OUR_DEFECT, "De som op blad Productie klopt niet."),
        (REPORT, None, ""),
    ]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"oordeel": ""}, "Kies of u de rapportage aanvaardt of afkeurt."),
        ({**REJECTION, "reden": "R11"}, "Kies het soort reden waarom u afkeurt."),
        ({**REJECTION, "toelichting": " "}, "Schrijf in ten hoogste 1.000 tekens op wat er niet klopt."),
        (
            {**REJECTION, "toelichting": "x" * 1001},
            "Schrijf in ten hoogste 1.000 tekens op wat er niet klopt.",
        ),
        ({**REJECTION, "toelichting": "zie 999990019"}, "In uw tekst staat een getal dat een BSN kan zijn."),
    ],
)
def test_what_is_not_yet_a_verdict_is_asked_again_with_what_is_missing(municipality, wiring, given, words):
    wiring.published = (a_report(),)

    answer = municipality.post(ADDRESS, data={**given, "stap": "bevestigen"})

    assert (answer.status_code, words in text_of(answer)) == (400, True)
    assert wiring.verdicts.acts == []


def test_a_verdict_on_what_was_replaced_meanwhile_is_not_passed_on_and_says_so(municipality, wiring):
    wiring.published, wiring.verdicts.is_too_late = (a_report(),), True

    answer = municipality.post(ADDRESS, data={**REJECTION, "stap": "bevestigen"}, follow_redirects=True)

    assert "Uw oordeel is niet doorgegeven" in text_of(answer)


def test_only_its_municipality_judges_a_report(provider):
    answer = provider.post(f"/rapportages/{REPORT}/oordeel", data={"oordeel": "aanvaard"})

    assert answer.status_code == 403


def test_a_provider_reads_why_a_report_was_rejected_and_cannot_change_it(provider, wiring):
    said = ReportVerdict(Cause.ACCOUNTANT, "de verklaring ontbreekt", WHEN)
    wiring.published = (a_report(sent_at=WHEN, verdict=said),)

    page = provider.get(f"/rapportages/{REPORT}")

    assert "Reden: accountant of verklaring. de verklaring ontbreekt" in text_of(page)
    assert "/oordeel" not in page.text
    assert "Lever een verbeterd bestand aan" in text_of(page)


PAIR = "/overzicht/2026-Q1/06011234/0014"
REJECTED = ReportVerdict(Cause.ACCOUNTANT, "de verklaring ontbreekt", WHEN)


def test_a_provider_reads_of_a_rejection_wherever_it_looks(provider, wiring):
    report = a_report(sent_at=WHEN, verdict=REJECTED)
    submission = a_submission(concerns={"0014"}, sent_to={"0014"}, rejected_by={"0014"})
    wiring.handed_in = (submission,)
    wiring.pages = {SUBMISSION: a_page(submission=submission, reports=(report,))}
    sent = Sent(WHEN, "x")
    groningen = Addressee(municipality="0014", name="Groningen", outgoing=(Outgoing(report),), sent=sent)
    wiring.outlook = Outlook(submission=submission, addressees=(groningen,))
    addresses = ("", f"/{SUBMISSION}", f"/{SUBMISSION}/versturen", f"/{SUBMISSION}/ontvangstbewijs")

    home, *pages = [text_of(provider.get(f"/aanleveringen{each}")) for each in addresses]

    for page in (home, *pages):
        assert "Afgekeurd door de gemeente" in page
        assert "Klaar:" not in page
    for page in pages:
        assert "de verklaring ontbreekt" in page
        assert "Lever een verbeterd bestand aan" in page


def test_a_municipality_finds_its_verdict_in_the_list(municipality, wiring):
    wiring.published = (a_report(sent_at=WHEN, verdict=REJECTED),)

    assert "Afgekeurd accountant of verklaring" in text_of(municipality.get("/rapportages"))


def test_a_bureau_sees_a_rejection_and_its_cause_and_no_delivery(bureau, wiring):
    told = a_report(sent_at=WHEN, verdict=replace(REJECTED, remark=""))
    wiring.matrix = a_matrix(replace(DELIVERED, status=CellStatus.REJECTED))
    wiring.pair = a_pair(CellStatus.REJECTED, [told])

    words = text_of(bureau.get("/overzicht"))

    assert "AGB 06011234 Afgekeurd door de gemeente" in words
    assert "Geleverd" not in words
    assert "Afgekeurd accountant of verklaring" in text_of(bureau.get(PAIR))


def test_a_report_of_someone_else_is_not_there(municipality):
    assert municipality.get(f"/rapportages/{REPORT}").status_code == 404


def test_the_file_comes_as_a_file_under_its_own_name(municipality):
    answer = municipality.get(f"/rapportages/{REPORT}/bestand")

    assert answer.data == b"the file"
    assert answer.headers["Content-Disposition"] == "attachment; filename=kwartaal-0014.xlsx"
    assert answer.mimetype == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_a_bureau_without_deliveries_reads_what_will_come(bureau):
    assert "Er is nog niets aangeleverd voor uw gemeenten." in text_of(bureau.get("/overzicht"))


def test_the_matrix_says_per_municipality_and_provider_how_far_it_is(bureau, wiring):
    a_total = FormatTotal(
        format="voorbeeldregio-noord/kwartaal", reports=1, rows=1, cents=1, holds_prestaties=True
    )
    counts = {DueState.MISSING: 1, DueState.ON_TIME: 1}
    wiring.matrix = a_matrix(DELIVERED, MISSING, totals=(a_total,), counts=counts)
    on_time = a_due(DueState.ON_TIME, report=a_report(), sent_on=date(2026, 4, 2))
    wiring.pair = a_pair(CellStatus.DELIVERED, [a_report()], [on_time])

    words = text_of(bureau.get("/overzicht?periode=2026-Q1"))

    title = "Kwartaalrapportage jeugdhulp Voorbeeldregio Noord"
    assert "1 van 2 gevraagde rapportages zijn er." in words
    assert "AGB 06011234 Geleverd Niet gevraagd" in words
    assert "AGB 06015678 Ontbreekt Niet gevraagd" in words
    assert "Van elke rapportage sluit de telling." in words
    assert "Ontbreekt 1 Op tijd 1 Over deze periode" in words
    here = text_of(bureau.get(PAIR))
    assert f"Geleverd {title} 1.190 rijen, € 1.233.500,00; telling sluit" in here
    assert "Op tijd: verstuurd op 2 april 2026" in here
    wiring.pair = a_pair(CellStatus.MISSING, dues=[a_due(asked=replace(ASKED, provider_code="06015678"))])
    there = text_of(bureau.get(PAIR.replace("06011234", "06015678")))
    assert "Ontbreekt: moest er zijn op 30 april 2026" in there


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("gemeente=0014", ["06011234", "06015678"]),
        ("aanbieder=twee", ["06015678"]),
        ("aanbieder=06011", ["06011234"]),
        ("stand=missing", ["06015678"]),
        ("stand=onzin", ["06011234", "06015678"]),
        ("stand=rejected", []),
        ("vanaf=-3", ["06011234", "06015678"]),
        ("vanaf=2", []),
    ],
)
def test_a_region_shows_what_is_asked_and_says_when_that_is_nobody(bureau, wiring, asked, shown):
    wiring.matrix = a_matrix(DELIVERED, MISSING)

    page = bureau.get(f"/overzicht?periode=2026-Q1&{asked}")

    assert re.findall(r"AGB (\d+)</span></th>", page.text) == shown
    assert ("Geen aanbieder voldoet aan dit alles." in text_of(page)) is (not shown)


def test_a_region_is_looked_at_by_format_and_by_law_and_keeps_that_on_the_next_page(bureau, wiring):
    every = tuple((f"{number:08}", f"Zorg {number:03}") for number in range(60))
    row = MatrixRow(code="0014", name="Groningen", cells=(NOTHING,) * 60)
    wiring.matrix = a_matrix(providers=every, rows=(row,), formats=frozenset({FORMAT, "elders/jaar"}))

    page = bureau.get(f"/overzicht?formaat={FORMAT}&wet=JW").text
    bureau.get("/overzicht?wet=WMO")
    bureau.get("/overzicht?wet=onzin")
    bureau.get(f"/overzicht?formaat={FORMAT}&wet=WMO")

    first, of_law, every_one, none = wiring.formats_asked
    assert first == {FORMAT}
    assert of_law
    assert FORMAT not in of_law
    assert every_one is None
    assert none == frozenset()
    assert f'<option value="{FORMAT}" selected>' in page
    assert '<option value="JW" selected>Jeugdwet' in page
    address = re.search(r'href="(/overzicht[^"]*vanaf=25[^"]*)"', page)[1]
    assert "formaat=voorbeeldregio-noord/kwartaal" in address
    assert "wet=JW" in address


def test_a_large_region_is_twenty_five_providers_a_page():
    every = tuple((f"{number:08}", f"Zorg {number:03}") for number in range(120))
    row = MatrixRow(code="0014", name="Groningen", cells=(NOTHING,) * 120)
    matrix = a_matrix(providers=every, rows=(row,))

    first, last = region_of(matrix, Asked()), region_of(matrix, Asked(begin=100))

    assert [row.name for row in first.rows] == [name for _, name in every[:25]]
    assert (first.former, first.following, first.found) == (None, 25, 120)
    assert ([row.name for row in last.rows], last.former, last.following) == (
        [name for _, name in every[100:]],
        75,
        None,
    )


def test_a_pair_that_is_not_in_the_region_is_not_there(bureau, wiring):
    wiring.pair = None

    assert bureau.get(PAIR).status_code == 404


@pytest.mark.parametrize(
    ("held", "states", "unready", "status"),
    [
        ((), (), None, CellStatus.NOT_EXPECTED),
        ((), (DueState.NOT_YET, DueState.MISSING), None, CellStatus.MISSING),
        ((), (DueState.EXTENDED,), None, CellStatus.EXTENDED),
        ((), (DueState.DUE,), None, CellStatus.DUE),
        ((), (DueState.NOT_YET,), None, CellStatus.NOT_YET),
        ((ReportStanding.SENT,), (DueState.ON_TIME,), None, CellStatus.DELIVERED),
        ((ReportStanding.TAKEN,), (DueState.LATE, DueState.ON_TIME), None, CellStatus.DELIVERED_LATE),
        ((ReportStanding.ACCEPTED,), (DueState.LATE, DueState.MISSING), None, CellStatus.PARTLY),
        ((ReportStanding.SENT,), (DueState.MISSING,), CellStatus.IN_PROGRESS, CellStatus.IN_PROGRESS),
        ((), (DueState.MISSING,), CellStatus.FAILED, CellStatus.FAILED),
        (
            (ReportStanding.SENT, ReportStanding.REJECTED),
            (DueState.MISSING,),
            CellStatus.FAILED,
            CellStatus.REJECTED,
        ),
    ],
)
def test_a_cell_says_first_what_somebody_has_to_do_something_about(held, states, unready, status):
    assert status_of_cell(held, states, unready, is_asked=True) is status


def test_what_nobody_asks_is_not_asked():
    assert status_of_cell((), (), is_asked=False) is CellStatus.NOT_ASKED


def test_no_link_of_the_bureau_leads_to_a_file(bureau, wiring):
    wiring.published = (a_report(),)
    wiring.matrix, wiring.pair = a_matrix(DELIVERED), a_pair(CellStatus.DELIVERED, [a_report()])

    overview, report = bureau.get("/overzicht").text, bureau.get(f"/rapportages/{REPORT}").text

    pair = bureau.get(PAIR).text
    assert PAIR in overview
    assert f"/rapportages/{REPORT}" in pair
    assert "/bestand" not in overview + pair + report


def test_a_period_without_deliveries_is_not_there(bureau, wiring):
    wiring.matrix = a_matrix(DELIVERED)

    assert bureau.get("/overzicht?periode=2019-Q1").status_code == 404


def alike(reports, **others):
    traits = ReportTraits(
        municipality=others.pop("municipality", "0014"),
        format=others.pop("format", "voorbeeldregio-noord/kwartaal"),
        period=QUARTER,
        standing=others.pop("standing", ReportStanding.SENT),
        sent_on=date(2026, 4, 2),
        is_rejected=False,
        closes=True,
        holds_prestaties=others.pop("holds_prestaties", True),
    )
    return AlikeReports(
        traits=traits, providers=frozenset({"06011234"}), reports=reports, rows=9 * reports, cents=reports
    )


def test_totals_are_per_format_and_never_over_formats():
    waiting_list = "voorbeeldregio-oost/wachtlijst"

    totals = format_totals(
        [
            alike(1),
            alike(2, municipality="0363"),
            alike(4, standing=ReportStanding.LAPSED),
            alike(1, format=waiting_list, holds_prestaties=False),
        ]
    )

    assert totals == (
        FormatTotal(
            format="voorbeeldregio-noord/kwartaal", reports=3, rows=27, cents=3, holds_prestaties=True
        ),
        FormatTotal(format=waiting_list, reports=1, rows=9, cents=1, holds_prestaties=False),
    )


FORMAT = "voorbeeldregio-noord/kwartaal"


def test_the_balance_of_a_period_is_put_together_per_format_municipality_and_provider(bureau, wiring):
    def summed(balance, municipality=None, provider=None):
        return SummedBalance(format=FORMAT, municipality=municipality, provider=provider, balance=balance)

    wiring.matrix = a_matrix(DELIVERED)
    wiring.balances = balances_by_format(
        [
            summed(together([BALANCE, BALANCE]), municipality="0014"),
            summed(BALANCE, provider="06011234"),
            summed(BALANCE, provider="06015678"),
        ],
        [alike(1), replace(alike(1), providers=frozenset({"06015678"}))],
        {"0014": "Groningen"},
        {"06011234": "Zorg Een", "06015678": "Zorg Twee"},
    )

    words = text_of(bureau.get("/overzicht/telling?periode=2026-Q1"))
    lines = bureau.get("/overzicht/telling?periode=2026-Q1&als=csv").text.splitlines()

    assert "Groningen 2.580 2.380" in words
    assert "€ 2.467.000,00 sluit 2 rapportages" in words
    assert "Zorg Twee 1.290 1.190" in words
    assert "De telling sluit: geen verschil" in words
    assert len(lines) == 4
    assert lines[3].endswith("Zorg Twee;06015678;1290;1190;98;2;0;0;1233500,00;ja;1")


def test_the_balance_of_a_period_without_deliveries_is_not_there(bureau, wiring):
    wiring.matrix = a_matrix(DELIVERED)

    assert bureau.get("/overzicht/telling?periode=2019-Q1").status_code == 404


def test_balances_of_different_rows_add_up_name_by_name():
    both = together([BALANCE, WAITING_LIST])

    assert both.closes
    assert both.rows.excluded == {"not-in-this-format": 9, "outside-period": 98}
    assert together([]) == Balance(Tally(), Tally())
