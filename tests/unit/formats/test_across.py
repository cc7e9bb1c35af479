"""Months, codes and bands beside each other: every row under its own head, and under one head only."""

from datetime import date

import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from service.domain.failures import BalanceDoesNotCloseError, FormatError
from service.domain.formats.describe import describe
from service.domain.periods import parse_period
from service.files.drafts import propose_for_workbook, read_synonyms
from tests.tools.exports import REPOSITORY, an_export
from tests.tools.faults import in_dutch
from tests.tools.filled_workbooks import filled
from tests.tools.formats import FIRST_QUARTER, a_plan, a_table, a_workbook, lines_of, translated
from tests.unit.formats.test_found_when_a_format_is_read import changed

SIGNED = {"field": "bedrag", "sign_by": "debet_credit"}
BEDRAG = {"sum": SIGNED}
PER_PRODUCT = {"of": "prestatie", "with": ["toewijzing"], "per": ["productcode"]}
PER_ROW = {"of": "prestatie", "with": ["toewijzing"]}
GRONINGEN = {"0014": "Groningen"}
PRESTATIES = [
    {"referentienummer": "1", "begindatum": "2026-01-31", "bedrag": 1000},
    {"referentienummer": "2", "begindatum": "2026-01-01", "bedrag": 250, "debet_credit": "C"},
    {"referentienummer": "3", "begindatum": "2026-03-31", "bedrag": 400, "status": "toegekend"},
    {"referentienummer": "4", "begindatum": "2026-03-01", "bedrag": 5, "productcode": "41B01"},
]


def plan_of(across, *tables, rows=PER_PRODUCT, columns=None, **written):
    shown = {"Product": "productcode"} if columns is None else columns
    return a_plan(*tables, sheets={"lijst": {"rows": rows, "columns": shown, "across": across}}, **written)


def found(across, *tables, prestaties=PRESTATIES, period=FIRST_QUARTER, asked="quarter", **more):
    plan = plan_of(across, *tables, period=asked, **more)
    return translated(an_export(prestatie=prestaties), plan, period=period, names=GRONINGEN)


def content(*given, **more):
    return found(*given, **more).reports[0].content


def columns_of(*given, **more):
    return list(content(*given, **more).sheets[0].columns)


def test_every_month_of_the_period_has_its_total_and_a_month_outside_it_stays_empty():
    lines = lines_of(content({"by": "begindatum", "heads": "months", "columns": {"*": BEDRAG}}))

    assert [line[:4] for line in lines] == [
        ("41B01", "0.00", "0.00", "0.05"),
        ("45A03", "7.50", "0.00", "4.00"),
    ]
    assert {cell for line in lines for cell in line[4:]} == {""}


def test_months_are_called_in_dutch_and_quarters_too():
    months = columns_of({"by": "begindatum", "heads": "months", "columns": {"*": BEDRAG}})
    quarters = columns_of({"by": "begindatum", "heads": "quarters", "columns": {"*": BEDRAG}})

    assert months == [
        *("Product", "Januari", "Februari", "Maart", "April", "Mei", "Juni", "Juli", "Augustus"),
        *("September", "Oktober", "November", "December"),
    ]
    assert quarters == ["Product", "1e kwartaal", "2e kwartaal", "3e kwartaal", "4e kwartaal"]


def test_quarters_of_a_year_are_all_open_and_of_a_quarter_only_its_own():
    across = {"by": "begindatum", "heads": "quarters", "columns": {"*": {"count": "rows"}}}

    year = lines_of(content(across, period=parse_period("2026"), asked="year"))
    quarter = lines_of(content(across))

    assert year[1] == ("45A03", "3", "0", "0", "0")
    assert quarter[1] == ("45A03", "3", "", "", "")


def test_the_file_may_call_its_months_otherwise_and_have_fewer_of_them():
    across = {"by": "begindatum", "heads": {"months": ["jan", "feb"]}, "columns": {"*": BEDRAG}}

    report = found(across).reports[0]

    assert lines_of(report.content) == [("45A03", "7.50", "0.00")]
    assert report.balance.rows.quarantined == {"row-under-no-head": 2}


SECOND = parse_period("2026-Q2")
IN_APRIL_AND_JUNE = [
    {"begindatum": "2026-04-01", "bedrag": 1_00},
    {"begindatum": "2026-06-30", "einddatum": "2026-06-30", "bedrag": 2_00},
]
OF_PERIOD = {"by": "begindatum", "columns": {"*": BEDRAG}}


def test_months_of_the_period_are_counted_from_its_first_month_whichever_that_is():
    across = {**OF_PERIOD, "heads": {"months_of_period": ["Maand 1", "Maand 2", "Maand 3"]}}

    first = lines_of(content(across))
    second = lines_of(content(across, prestaties=IN_APRIL_AND_JUNE, period=SECOND))

    assert first == [("41B01", "0.00", "0.00", "0.05"), ("45A03", "7.50", "0.00", "4.00")]
    assert second == [("45A03", "1.00", "0.00", "2.00")]
    assert columns_of(across) == ["Product", "Maand 1", "Maand 2", "Maand 3"]


def test_a_head_for_a_month_that_the_period_does_not_have_stays_empty():
    across = {**OF_PERIOD, "heads": {"months_of_period": ["1", "2", "3", "4"]}, "other": "Later"}

    lines = lines_of(content(across, prestaties=IN_APRIL_AND_JUNE, period=SECOND))

    assert lines == [("45A03", "1.00", "0.00", "2.00", "", "0.00")]


def test_a_month_of_the_period_that_has_no_head_waits():
    across = {**OF_PERIOD, "heads": {"months_of_period": ["Maand 1", "Maand 2"]}}

    report = found(across, prestaties=IN_APRIL_AND_JUNE, period=SECOND).reports[0]

    assert lines_of(report.content) == [("45A03", "1.00", "0.00")]
    assert report.balance.rows.quarantined == {"row-under-no-head": 1}


def test_two_columns_under_each_head_have_the_head_above_them():
    across = {
        "by": "begindatum",
        "heads": "quarters",
        "columns": {"Volume": {"sum": "volume"}, "Bedrag": BEDRAG},
    }

    assert columns_of(across)[1:4] == ["1e kwartaal > Volume", "1e kwartaal > Bedrag", "2e kwartaal > Volume"]


def test_a_star_says_where_the_head_stands_in_the_address():
    across = {"by": "begindatum", "heads": "quarters", "columns": {"Totaal > * (euro)": BEDRAG}}

    assert columns_of(across)[1] == "Totaal > 1e kwartaal (euro)"


@pytest.mark.parametrize(
    ("heads", "names"),
    [
        (["ingediend", "toegekend"], ["ingediend", "toegekend"]),
        ({"Nieuw": "ingediend", "Klaar": ["toegekend", "betaald"]}, ["Nieuw", "Klaar"]),
        ({"table": "woorden"}, ["Nieuw", "Klaar"]),
    ],
)
def test_heads_are_a_list_of_values_a_head_with_values_or_a_code_table(heads, names):
    words = a_table("woorden", {"ingediend": "Nieuw", "toegekend": "Klaar", "betaald": "Klaar"})
    across = {"by": "status", "heads": heads, "columns": {"*": {"count": "rows"}}}

    made = content(across, words)

    assert list(made.sheets[0].columns)[1:] == names
    assert lines_of(made) == [("41B01", "1", "0"), ("45A03", "2", "1")]


def test_a_number_goes_by_how_it_is_written():
    prestaties = [{"referentienummer": str(n), "volume": n} for n in (1, 2, 2)]
    across = {"by": "volume", "heads": [1, 2], "columns": {"*": {"count": "rows"}}}

    assert lines_of(content(across, prestaties=prestaties)) == [("45A03", "1", "2")]


def test_a_row_under_no_head_waits_with_a_finding_that_says_which_value():
    across = {"by": "status", "heads": ["ingediend"], "columns": {"*": BEDRAG}}

    made = found(across)
    report = made.reports[0]

    assert lines_of(report.content) == [("41B01", "0.05"), ("45A03", "7.50")]
    assert (report.balance.rows.reported, report.balance.rows.quarantined) == (3, {"row-under-no-head": 1})
    assert report.balance.closes
    (finding,) = made.findings
    assert "toegekend hoort bij geen van de kolommen van formaat voorbeeld/lijst" in finding.words().nl


def test_a_row_under_no_head_stops_the_whole_report_when_the_format_says_so():
    across = {"by": "status", "heads": ["ingediend"], "not_in_heads": "block", "columns": {"*": BEDRAG}}

    report = found(across).reports[0]

    assert lines_of(report.content) == []
    assert (report.balance.rows.reported, report.balance.closes) == (0, True)


def test_empty_and_other_values_have_heads_of_their_own_behind_the_others():
    prestaties = [
        {"referentienummer": str(n), "retourcode": code}
        for n, code in enumerate(["0200", "8001", None, "0201"])
    ]
    across = {
        "by": "retourcode",
        "heads": {"Goed": "0200"},
        "blank": "Nog niet bekend",
        "other": "Anders",
        "columns": {"*": {"count": "rows"}},
    }

    made = content(across, prestaties=prestaties)

    assert list(made.sheets[0].columns)[1:] == ["Goed", "Nog niet bekend", "Anders"]
    assert lines_of(made) == [("45A03", "1", "1", "2")]


def test_other_takes_a_day_outside_the_months_of_the_file_but_never_an_empty_one():
    heads = {"months": ["jan"]}
    prestaties = [
        {"referentienummer": "1", "einddatum": "2026-01-31"},
        {"referentienummer": "2", "einddatum": "2026-04-30"},
        {"referentienummer": "3", "einddatum": None},
    ]
    across = {"by": "einddatum", "heads": heads, "other": "Later", "columns": {"*": {"count": "rows"}}}

    report = found(across, prestaties=prestaties).reports[0]

    assert lines_of(report.content) == [("45A03", "1", "1")]
    assert report.balance.rows.quarantined == {"row-under-no-head": 1}


def test_one_head_may_be_for_empty_and_for_other_values():
    across = {"by": "retourcode", "heads": {"Goed": "0200"}, "blank": "Rest", "other": "Rest",
              "columns": {"*": {"count": "rows"}}}  # fmt: skip
    prestaties = [
        {"referentienummer": str(n), "retourcode": code} for n, code in enumerate(["0200", "1", None])
    ]

    assert lines_of(content(across, prestaties=prestaties)) == [("45A03", "1", "2")]


def test_without_per_a_row_stands_under_its_own_head_and_nowhere_else():
    across = {"by": "begindatum", "heads": "quarters", "columns": {"*": SIGNED}}

    lines = lines_of(content(across, rows=PER_ROW, columns={"Nr": "referentienummer"}))

    assert lines[:2] == [("1", "10.00", "", "", ""), ("2", "-2.50", "", "", "")]


def test_a_band_or_an_age_decides_the_head_too():
    ages = a_table("leeftijden", {"0..17": "kind", "18..": "groot", "..": "onbekend"})
    across = {
        "by": {"band": "leeftijden", "of": {"age": "period_end"}},
        "heads": {"table": "leeftijden"},
        "columns": {"*": {"count_distinct": "toewijzing.clientnummer"}},
    }

    assert lines_of(content(across, ages)) == [("41B01", "0", "0", "1"), ("45A03", "0", "0", "1")]


def test_the_sum_over_all_heads_is_held_against_the_balance():
    across = {
        "by": "begindatum",
        "heads": "months",
        "columns": {"Volume": {"sum": "volume"}, "Bedrag": BEDRAG},
    }
    checks = [{"total": "lijst.* > Bedrag", "equals": "balance.bedrag"}]

    report = found(across, checks=checks).reports[0]

    assert report.balance.cents.reported == 1155


def test_a_sum_that_leaves_rows_out_under_a_head_is_no_balance():
    only = {"sum": {**SIGNED, "only": {"status": "ingediend"}}}
    across = {"by": "begindatum", "heads": "months", "columns": {"Bedrag": only}}
    plan = plan_of(across, checks=[{"total": "lijst.* > Bedrag", "equals": "balance.bedrag"}])

    with pytest.raises(
        BalanceDoesNotCloseError,
        match=r"the total of lijst\.\* > Bedrag is .*, and by the balance \(balance\.bedrag\) it",
    ):
        translated(an_export(prestatie=PRESTATIES), plan, names=GRONINGEN)


def test_a_check_may_name_one_head():
    plan_of(
        {"by": "begindatum", "heads": "months", "columns": {"Bedrag": BEDRAG}},
        checks=[{"total": "lijst.Januari > Bedrag", "equals": "balance.bedrag"}],
    )


def test_a_check_of_a_head_that_is_not_there_names_those_that_are():
    across = {"by": "begindatum", "heads": "quarters", "columns": {"Bedrag": BEDRAG}}

    with pytest.raises(FormatError, check=in_dutch(r"lijst\.Kwartaal > Bedrag.*lijst\.1e kwartaal > Bedrag")):
        plan_of(across, checks=[{"total": "lijst.Kwartaal > Bedrag", "equals": "balance.bedrag"}])


def test_an_unknown_code_table_names_the_tables_that_are_there():
    with pytest.raises(FormatError, check=in_dutch("statusen.*statussen")):
        plan_of(
            {"by": "status", "heads": {"table": "statusen"}, "columns": {"*": BEDRAG}},
            a_table("statussen", {"a": "b"}),
        )


def test_a_line_whose_rows_are_all_under_another_head_has_no_gap_in_its_numbers():
    across = {"by": "begindatum", "heads": "months", "columns": {"*": {"average": "volume"}}}

    lines = lines_of(content(across))

    assert [line[1:4] for line in lines] == [("", "", "60.00"), ("60.00", "", "60.00")]


def test_what_stands_beside_each_other_is_told_in_words():
    across = {
        "by": "begindatum",
        "heads": {"months": ["jan", "feb"]},
        "other": "Later",
        "columns": {"Bedrag": BEDRAG},
    }

    told = [each.nl for each in describe(plan_of(across))]

    assert set(told) >= {
        (
            "Naast elkaar staan jan, feb, Later: elke rij komt onder de kop van het veld begindatum, met een "
            "andere waarde onder Later."
        ),
        (
            "Onder elke kop de kolom Bedrag bevat de som van het veld bedrag, credit als min volgens "
            "debet_credit."
        ),
        "Wat buiten de rapportageperiode ligt, blijft leeg.",
    }


def test_months_as_dates_are_those_of_their_own_year():
    heads = {"months": ["2025-12-01", "2026-01-01", "2026-02-01", "2026-03-01", "2027-01-01"]}
    lines = lines_of(content({"by": "begindatum", "heads": heads, "columns": {"*": BEDRAG}}))

    assert lines == [
        ("41B01", "", "0.00", "0.00", "0.05", ""),
        ("45A03", "", "7.50", "0.00", "4.00", ""),
    ]


def test_a_month_that_has_no_date_among_the_heads_waits():
    across = {"by": "begindatum", "heads": {"months": ["2025-01-01", "2026-03-01"]}, "columns": {"*": BEDRAG}}

    assert found(across).reports[0].balance.rows.quarantined == {"row-under-no-head": 2}


def test_more_than_twelve_names_of_months_are_refused():
    heads = {"months": [f"maand {number}" for number in range(13)]}

    with pytest.raises(FormatError, check=in_dutch("Een jaar heeft twaalf maanden")):
        plan_of({"by": "begindatum", "heads": heads, "columns": {"*": BEDRAG}})


@pytest.mark.parametrize("counts_from_1904", [False, True])
def test_months_that_stand_in_a_workbook_as_real_dates_are_filled_and_read_back(counts_from_1904):
    def with_dates(opened):
        opened.epoch = CALENDAR_MAC_1904 if counts_from_1904 else opened.epoch
        for column, day in zip("BCD", (date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)), strict=True):
            opened["Blad"][f"{column}1"] = day
            opened["Blad"][f"{column}1"].number_format = "mmm-yy"

    blank = changed(a_workbook({"Blad": [["Product"]]}), with_dates)
    across = {
        "by": "begindatum",
        "heads": {"months": ["2026-01-01", "2026-02-01", "2026-03-01"]},
        "columns": {"*": BEDRAG},
    }
    sheets = {"Blad": {"rows": PER_PRODUCT, "columns": {"Product": "productcode"}, "across": across}}

    made = filled(blank, sheets, an_export(prestatie=PRESTATIES))

    assert made.rows("Blad")[1:] == [["41B01", 0, 0, 0.05], ["45A03", 7.5, 0, 4]]


def test_real_dates_above_columns_are_drafted_as_months():
    def with_dates(opened):
        for column, month in zip("BCDE", range(1, 5), strict=True):
            opened["Bedragen"][f"{column}1"] = date(2026, month, 1)
            opened["Bedragen"][f"{column}1"].number_format = "mmm-yy"

    workbook = changed(a_workbook({"Bedragen": [["Productcode"]]}), with_dates)

    (block,) = propose_for_workbook(workbook, read_synonyms(REPOSITORY / "mappings")).blocks

    assert block.heads.heads == {"months": ["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"]}
    assert block.under_heads[0].expression == BEDRAG
