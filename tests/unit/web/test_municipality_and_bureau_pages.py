"""What municipality and bureau see: their reports with the balance, and who delivered what."""

from dataclasses import replace
from uuid import UUID

from service.domain.burden.residual import Cause, ReportVerdict
from service.domain.reports import DeliveryMatrix, DeliveryStatus, MatrixDelivery, ReportId
from service.domain.translation.balance import Balance, Tally, together
from service.web.reports.matrix import CellStatus, FormatTotal, matrix_page

from .conftest import BALANCE, QUARTER, REPORT, SUBMISSION, WHEN, a_report
from .test_provider_pages import text_of

WAITING_LIST = Balance(
    Tally(came_in=9, reported=0, excluded={"not-in-this-format": 9}),
    Tally(came_in=900, reported=0, excluded={"not-in-this-format": 900}),
)


def a_matrix(*deliveries):
    return DeliveryMatrix(
        providers=(("06011234", "Zorg Een"), ("06015678", "Zorg Twee")),
        municipalities=(("0014", "Groningen"), ("9998", "Oudstad")),
        periods=(QUARTER,) if deliveries else (),
        deliveries=deliveries,
    )


def a_delivery(status=DeliveryStatus.DELIVERED, reports=()):
    return MatrixDelivery(
        provider_code="06011234",
        municipality="0014",
        period=QUARTER,
        status=status,
        submission=SUBMISSION,
        received_at=WHEN,
        reports=tuple(reports),
    )


def test_without_reports_the_municipality_reads_what_will_come(municipality):
    assert "Er zijn nog geen rapportages voor uw gemeente." in text_of(municipality.get("/rapportages"))


def test_replaced_reports_stand_apart_and_say_so(municipality, wiring):
    wiring.published = (a_report(), a_report(is_superseded=True, successor=REPORT))

    words = text_of(municipality.get("/rapportages"))

    current, replaced = words.split("Vervangen rapportages")
    assert "vervangen" not in current
    assert "vervangen" in replaced


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


def test_a_municipality_accepts_or_rejects_a_report_for_one_of_ten_reasons(municipality, wiring):
    wiring.published = (a_report(),)
    address = f"/rapportages/{REPORT}/oordeel"

    assert "Zolang u een rapportage niet afkeurt, telt ze als aanvaard." in text_of(
        municipality.get(f"/rapportages/{REPORT}")
    )
    assert municipality.post(address, data={"oordeel": "aanvaard"}).status_code == 303
    rejection = {"oordeel": "afgekeurd", "reden": "R10", "toelichting": "de som klopt niet"}
    assert municipality.post(address, data=rejection).status_code == 303
    assert municipality.post(address, data={"oordeel": "afgekeurd", "reden": "R11"}).status_code == 400
    assert wiring.verdicts.acts == [
        (REPORT, None, ""),
        (REPORT, Cause.OUR_DEFECT, "de som klopt niet"),
    ]


def test_only_its_municipality_judges_a_report(provider):
    answer = provider.post(f"/rapportages/{REPORT}/oordeel", data={"oordeel": "aanvaard"})

    assert answer.status_code == 403


def test_a_provider_reads_why_a_report_was_rejected_and_cannot_change_it(provider, wiring):
    wiring.published = (a_report(),)
    wiring.verdicts.said = ReportVerdict(Cause.ACCOUNTANT, "de verklaring ontbreekt", WHEN)

    page = provider.get(f"/rapportages/{REPORT}")

    assert "Reden: accountant of verklaring. de verklaring ontbreekt" in text_of(page)
    assert "/oordeel" not in page.text


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
    wiring.matrix = a_matrix(a_delivery(reports=[a_report()]))

    words = text_of(bureau.get("/overzicht?periode=2026-Q1"))

    title = "Kwartaalrapportage jeugdhulp Voorbeeldregio Noord"
    assert f"Geleverd {title} 1.190 rijen, € 1.233.500,00; telling sluit" in words
    assert "1 van 2 gevraagde rapportages zijn er." in words
    assert "Groningen Geleverd" in words
    assert "Nog niets uiterlijk 30 april 2026" in words
    assert "Oudstad Niet gevraagd" in words


def test_no_link_of_the_bureau_leads_to_a_file(bureau, wiring):
    wiring.matrix = a_matrix(a_delivery(reports=[a_report()]))
    wiring.published = (a_report(),)

    overview, report = bureau.get("/overzicht").text, bureau.get(f"/rapportages/{REPORT}").text

    assert f"/rapportages/{REPORT}" in overview
    assert "/bestand" not in overview + report


def test_a_period_without_deliveries_is_not_there(bureau, wiring):
    wiring.matrix = a_matrix(a_delivery())

    assert bureau.get("/overzicht?periode=2019-Q1").status_code == 404


def test_every_status_of_a_delivery_has_its_cell():
    statuses = {
        status: matrix_page(a_matrix(a_delivery(status)), QUARTER, ()).rows[0].cells[0].status
        for status in DeliveryStatus
    }

    assert statuses == {
        DeliveryStatus.DELIVERED: CellStatus.DELIVERED,
        DeliveryStatus.IN_PROGRESS: CellStatus.IN_PROGRESS,
        DeliveryStatus.FAILED: CellStatus.FAILED,
    }


def test_totals_are_per_format_and_never_over_formats():
    reports = [
        a_report(),
        a_report(municipality="0363"),
        a_report(format="voorbeeldregio-oost/wachtlijst", balance=WAITING_LIST),
    ]

    page = matrix_page(a_matrix(a_delivery(reports=reports)), QUARTER, ())

    rows, cents = 2 * BALANCE.rows.reported, 2 * BALANCE.cents.reported
    assert page.totals == (
        FormatTotal(
            format="voorbeeldregio-noord/kwartaal", reports=2, rows=rows, cents=cents, holds_prestaties=True
        ),
        FormatTotal(
            format="voorbeeldregio-oost/wachtlijst", reports=1, rows=0, cents=0, holds_prestaties=False
        ),
    )


def test_the_balance_of_a_period_is_put_together_per_format_municipality_and_provider(bureau, wiring):
    other = replace(a_report(), id=ReportId(UUID(int=99)), provider_name="Zorg Twee")
    wiring.matrix = a_matrix(a_delivery(reports=[a_report(), other, a_report(balance=WAITING_LIST)]))

    words = text_of(bureau.get("/overzicht/telling?periode=2026-Q1"))

    assert "2.580" in words
    assert "€ 2.467.000,00" in words
    assert "Zorg Twee" in words
    assert "De telling sluit: geen verschil" in words


def test_the_balance_of_a_period_without_deliveries_is_not_there(bureau, wiring):
    wiring.matrix = a_matrix(a_delivery(reports=[a_report()]))

    assert bureau.get("/overzicht/telling?periode=2019-Q1").status_code == 404


def test_balances_of_different_rows_add_up_name_by_name():
    both = together([BALANCE, WAITING_LIST])

    assert both.closes
    assert both.rows.excluded == {"not-in-this-format": 9, "outside-period": 98}
    assert together([]) == Balance(Tally(), Tally())
