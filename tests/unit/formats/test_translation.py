"""Translation: who gets what, and what becomes of every row and every cent."""

from datetime import date
from decimal import Decimal

import pytest

from service.domain.failures import BalanceDoesNotCloseError
from service.domain.periods import parse_period
from service.domain.standard.export import QUARANTINE
from service.domain.translation.translate import require_balance_read
from tests.tools.exports import an_export
from tests.tools.formats import a_list, a_plan, a_table, lines_of, translated

TWO_MUNICIPALITIES = [
    {},
    {"gemeentecode": "1969", "toewijzingnummer": 1},
    {"gemeentecode": "0344", "toewijzingnummer": 1},
    {"toewijzingnummer": 9, "wet": "WMO"},
]


def balance(report):
    return report.balance.as_json()


def test_each_municipality_gets_its_own_rows_and_nothing_of_another():
    rows = [
        {"referentienummer": "A"},
        {"referentienummer": "B", "gemeentecode": "1969"},
        {"referentienummer": "C"},
        {"referentienummer": "D", "gemeentecode": "0344"},
    ]

    found = translated(
        an_export(prestatie=rows, toewijzing=TWO_MUNICIPALITIES), a_list({"Nr": "referentienummer"})
    )

    assert [(each.municipality, lines_of(each.content)) for each in found.reports] == [
        ("0014", [("A",), ("C",)]),
        ("1969", [("B",)]),
    ]


def test_every_row_that_is_not_reported_goes_by_the_name_of_a_rule():
    rows = [
        {"referentienummer": "A", "bedrag": 100},
        {"referentienummer": "B", "bedrag": 10, "debet_credit": "C"},
        {"referentienummer": "C", "bedrag": 7, "begindatum": date(2025, 12, 1)},
        {"referentienummer": "D", "bedrag": 5, "status": "afgewezen"},
        {"referentienummer": "E", "bedrag": 3, "toewijzingnummer": 9},
        {"referentienummer": "F", "bedrag": 2, "productcode": "99Z99"},
        {"referentienummer": "G", "bedrag": 1, QUARANTINE: "unknown-code"},
    ]
    plan = a_plan(
        a_table("t", {"45A03": "Ambulant"}),
        law=["JW"],
        sheets={
            "lijst": {
                "rows": {"of": "prestatie", "where": {"status": {"not_in": ["afgewezen"]}}},
                "columns": {"Product": {"field": "productcode", "translate": "t"}},
            }
        },
    )

    found = translated(an_export(prestatie=rows, toewijzing=TWO_MUNICIPALITIES), plan)

    assert balance(found.reports[0]) == {
        "rows": {
            "in": 7,
            "reported": 2,
            "excluded": {"other-law": 1, "outside-period": 1, "where-status": 1},
            "quarantined": {"code-not-in-table": 1, "unknown-code": 1},
            "not_made": {},
            "rejected": {},
        },
        "cents": {
            "in": 108,
            "reported": 90,
            "excluded": {"other-law": 3, "outside-period": 7, "where-status": 5},
            "quarantined": {"code-not-in-table": 2, "unknown-code": 1},
            "not_made": {},
            "rejected": {},
        },
    }
    assert [
        (each.kind.code, each.place.row, each.place.column, each.facts["value"]) for each in found.findings
    ] == [("code-not-in-table", 7, "F", "99Z99")]


def test_a_municipality_without_rows_in_a_format_gets_a_report_that_says_so():
    found = translated(an_export(prestatie=[{}]), a_list({"Nr": "referentienummer"}))

    assert lines_of(found.reports[1].content) == []
    assert balance(found.reports[1])["rows"]["in"] == 0


def test_a_format_that_is_not_about_prestaties_accounts_for_them_all_the_same():
    plan = a_plan(sheets={"lijst": {"rows": {"of": "wachtlijst"}, "columns": {"N": "wachtenden"}}})

    found = translated(an_export(prestatie=[{}], wachtlijst=[{}]), plan)

    assert lines_of(found.reports[0].content) == [("3",)]
    assert balance(found.reports[0])["rows"]["excluded"] == {"not-in-this-format": 1}


def test_lines_stand_in_the_order_of_their_keys_with_blanks_last():
    rows = [
        {"referentienummer": "A", "retourcode": None, "productcode": "45A03"},
        {"referentienummer": "B", "retourcode": "9", "productcode": "41B01"},
        {"referentienummer": "C", "retourcode": "0200", "productcode": "45A03"},
    ]
    columns = {"Product": "productcode", "Reden": "retourcode", "Regels": {"count": "rows"}}

    found = translated(an_export(prestatie=rows), a_list(columns, per=["productcode", "retourcode"]))

    assert lines_of(found.reports[0].content) == [
        ("41B01", "9", "1"),
        ("45A03", "0200", "1"),
        ("45A03", "", "1"),
    ]


def test_a_verloop_belongs_to_every_period_that_it_overlaps():
    plan = a_plan(sheets={"lijst": {"rows": {"of": "verloop"}, "columns": {"Begin": "begindatum"}}})
    rows = [
        {"gemeentecode": "0014", "toewijzingnummer": 1, "begindatum": date(2025, 1, 1)},
        {
            "gemeentecode": "0014",
            "toewijzingnummer": 1,
            "begindatum": date(2025, 2, 1),
            "einddatum": date(2025, 3, 1),
        },
        {"gemeentecode": "0014", "toewijzingnummer": 1, "begindatum": date(2026, 3, 31)},
        {"gemeentecode": "0014", "toewijzingnummer": 1, "begindatum": date(2026, 4, 1)},
    ]

    found = translated(an_export(verloop=rows), plan)

    assert lines_of(found.reports[0].content) == [("2025-01-01",), ("2026-03-31",)]


def test_a_total_that_is_not_the_balance_stops_every_report():
    columns = {"Bedrag": {"field": "bedrag"}}
    plan = a_plan(
        sheets={"lijst": {"rows": {"of": "prestatie"}, "columns": columns}},
        checks=[{"total": "lijst.Bedrag", "equals": "balance.bedrag"}],
    )
    rows = [{"bedrag": 100}, {"referentienummer": "B", "bedrag": 100, "debet_credit": "C"}]

    with pytest.raises(
        BalanceDoesNotCloseError, match=r"the total of lijst.Bedrag is .*, and by the balance"
    ):
        translated(an_export(prestatie=rows), plan)


def test_the_balance_is_made_up_again_from_the_file_that_was_read_back():
    columns = {"Bedrag": {"field": "bedrag"}}
    plan = a_plan(
        sheets={"lijst": {"rows": {"of": "prestatie"}, "columns": columns}},
        checks=[{"total": "lijst.Bedrag", "equals": "balance.bedrag"}],
    )
    (report, *_) = translated(an_export(prestatie=[{"bedrag": 12_345}]), plan).reports
    asked = []

    def read(sheet: str, header: str) -> Decimal:
        asked.append((sheet, header))
        return Decimal("123.45") if len(asked) == 1 else Decimal("123.46")

    require_balance_read(report, read)
    with pytest.raises(BalanceDoesNotCloseError, match=r"in the file that was read back: the total of"):
        require_balance_read(report, read)

    assert asked == [("lijst", "Bedrag")] * 2


def test_a_year_can_be_reported_per_quarter():
    rows = [{"referentienummer": str(month), "begindatum": date(2026, month, 1)} for month in (1, 4, 6)]

    found = translated(an_export(prestatie=rows), a_list({"Nr": "referentienummer"}), parse_period("2026-Q2"))

    assert lines_of(found.reports[0].content) == [("4",), ("6",)]
    assert balance(found.reports[0])["rows"]["excluded"] == {"outside-period": 1}
