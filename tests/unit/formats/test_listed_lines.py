"""Lines that the municipality's own workbook lists are filled where they stand, and nothing is lost."""

import pytest

from service.domain.failures import BalanceDoesNotCloseError, FormatError
from service.domain.formats.describe import describe
from service.files.catalogue.listed_remarks import remarks_on_lists
from tests.tools.exports import an_export
from tests.tools.faults import in_dutch
from tests.tools.filled_workbooks import a_survey, as_open_document, calculated, filled
from tests.tools.formats import a_table, a_workbook
from tests.tools.office import SOFFICE
from tests.unit.formats.test_found_when_a_format_is_read import changed

SIGNED = {"field": "bedrag", "sign_by": "debet_credit"}
PER_PRODUCT = {"of": "prestatie", "with": ["toewijzing"], "per": ["productcode"]}
BEDRAG = {"Bedrag": {"sum": SIGNED}}
PRESTATIES = [
    {"referentienummer": "1", "productcode": "41B01", "bedrag": 1000},
    {"referentienummer": "2", "productcode": "41B01", "bedrag": 250, "debet_credit": "C"},
    {"referentienummer": "3", "productcode": "45A03", "bedrag": 400},
]
UNKNOWN = [*PRESTATIES, {"referentienummer": "4", "productcode": "54001", "bedrag": 5}]
GRID = [
    ["Productie", None, None],
    ["Code", "Omschrijving", "Bedrag"],
    ["45A03", "Ambulant", None],
    ["99Z99", "Niets", None],
    ["41B01", "Dagbesteding", None],
    [None, "Totaal", "=SUM(C3:C5)"],
]


def sheet(columns=BEDRAG, rows=PER_PRODUCT, **listed):
    by = listed.pop("by", {"Code": "productcode"})
    return {"Blad": {"header_row": 2, "rows": rows, "listed": {"by": by, **listed}, "columns": columns}}


def fill(prestaties=PRESTATIES, grid=GRID, columns=BEDRAG, tables=(), checks=(), **listed):
    sheets = sheet(columns, **listed)
    return filled(a_workbook({"Blad": grid}), sheets, an_export(prestatie=prestaties), *tables, checks=checks)


def test_lines_are_filled_in_the_order_of_the_workbook_and_its_own_texts_stay():
    found = fill().rows("Blad")

    assert found == [*GRID[:2], ["45A03", "Ambulant", 4], ["99Z99", "Niets", 0],
                     ["41B01", "Dagbesteding", 7.5], GRID[5]]  # fmt: skip


@pytest.mark.parametrize(("nothing", "sign"), [(0, 0), ("0", 0), ("empty", None), ("-", "-")])
def test_a_line_for_which_nothing_was_delivered_gets_the_sign_that_is_asked(nothing, sign):
    assert [row[2] for row in fill(nothing=nothing).rows("Blad")[2:5]] == [4, sign, 7.5]


@pytest.mark.parametrize("nothing", [0, "empty", "-"])
def test_a_column_of_texts_stays_empty_where_nothing_was_delivered(nothing):
    grid = [*GRID[:1], ["Code", "Status", "Bedrag"], *([row[0], None, None] for row in GRID[2:5])]
    columns = {**BEDRAG, "Status": {"first": {"of": "status", "by": "begindatum"}}}

    found = fill(grid=grid, columns=columns, nothing=nothing).rows("Blad")

    assert [row[1] for row in found[2:]] == ["ingediend", None, "ingediend"]


def test_a_line_that_is_not_listed_waits_with_a_finding_that_says_which_key():
    found = fill(UNKNOWN)

    assert [row[2] for row in found.rows("Blad")[2:5]] == [4, 0, 7.5]
    assert found.report.balance.rows.quarantined == {"line-not-listed": 1}
    assert found.report.balance.closes
    (finding,) = found.translation.findings
    assert "54001 staat niet in de vaste lijst van formaat voorbeeld/lijst" in finding.words().nl


def test_a_line_that_is_not_listed_goes_below_those_that_are_and_the_total_reckons_with_it():
    found = fill(UNKNOWN, not_listed="below", checks=[{"total": "Blad.Bedrag", "equals": "balance.bedrag"}])

    assert found.rows("Blad")[4:] == [["41B01", "Dagbesteding", 7.5], ["54001", None, 0.05],
                                      [None, "Totaal", "=SUM(C3:C6)"]]  # fmt: skip
    assert found.report.balance.rows.quarantined == {}


def test_several_lines_below_stand_in_the_order_of_their_keys():
    more = [{"referentienummer": str(n), "productcode": code} for n, code in enumerate(["B", "A", "41B01"])]

    found = fill(more, not_listed="below").rows("Blad")

    assert [row[0] for row in found[2:]] == ["45A03", "99Z99", "41B01", "A", "B", None]


def test_a_line_that_is_not_listed_stops_the_report_when_the_format_says_so():
    found = fill(UNKNOWN, not_listed="block")

    assert [row[2] for row in found.rows("Blad")[2:5]] == [0, 0, 0]
    assert (found.report.balance.rows.reported, found.report.balance.closes) == (0, True)


def test_a_text_instead_of_a_code_is_found_by_what_the_code_table_makes_of_it():
    names = a_table("namen", {"45A03": "Ambulant", "41B01": "Dagbesteding", "99Z99": "Niets"})
    by = {"Omschrijving": {"field": "productcode", "translate": "namen"}}

    found = fill(by=by, tables=[names], until="Totaal")

    assert [row[2] for row in found.rows("Blad")[2:5]] == [4, 0, 7.5]


def test_two_codes_of_one_listed_text_are_one_line_when_the_text_is_what_there_is_a_line_for():
    names = a_table(
        "namen", {"45A03": "Ambulant", "41B01": "Ambulant", "99Z99": "Niets", "41B02": "Dagbesteding"}
    )
    text = {"field": "productcode", "translate": "namen"}
    sheets = sheet(rows={**PER_PRODUCT, "per": [text]}, by={"Omschrijving": text}, until="Totaal")

    found = filled(a_workbook({"Blad": GRID}), sheets, an_export(prestatie=PRESTATIES), names)

    assert [row[2] for row in found.rows("Blad")[2:5]] == [11.5, 0, 0]


def test_two_codes_of_one_listed_text_are_not_lost_in_each_other():
    names = a_table("namen", {"45A03": "Ambulant", "41B01": "Ambulant"})
    by = {"Omschrijving": {"field": "productcode", "translate": "namen"}}

    with pytest.raises(
        BalanceDoesNotCloseError, match="several lines go in the one that is listed as Ambulant"
    ):
        fill(by=by, tables=[names], until="Totaal")


def test_white_space_in_a_listed_text_does_not_matter():
    grid = [*GRID[:2], ["45A03", "Ambulante\n hulp ", None]]
    names = a_table("namen", {"45A03": "Ambulante hulp"})

    found = fill(
        PRESTATIES[2:],
        grid,
        by={"Omschrijving": {"field": "productcode", "translate": "namen"}},
        tables=[names],
    )

    assert found.rows("Blad")[2] == ["45A03", "Ambulante\n hulp ", 4]


def test_two_columns_together_may_say_which_line_it_is():
    grid = [
        ["Productie", None, None],
        ["Code", "Status", "Bedrag"],
        ["41B01", "toegekend", None],
        ["41B01", "ingediend", None],
    ]
    rows = {**PER_PRODUCT, "per": ["productcode", "status"]}
    sheets = sheet(rows=rows, by={"Code": "productcode", "Status": "status"})
    prestaties = [*PRESTATIES[:2], {**PRESTATIES[0], "referentienummer": "9", "status": "toegekend"}]

    found = filled(a_workbook({"Blad": grid}), sheets, an_export(prestatie=prestaties))

    assert [row[2] for row in found.rows("Blad")[2:]] == [10, 7.5]


def test_two_columns_together_are_named_together_when_a_line_is_listed_twice():
    grid = [[None], ["Code", "Status", "Bedrag"], ["41B01", "ingediend", None], ["41B01", "ingediend", None]]
    sheets = sheet(by={"Code": "productcode", "Status": "status"},
                   rows={**PER_PRODUCT, "per": ["productcode", "status"]})  # fmt: skip

    with pytest.raises(FormatError) as caught:
        a_survey(a_workbook({"Blad": grid}), sheets)

    assert "de regel '41B01 / ingediend' twee keer" in caught.value.words.nl


def test_a_list_ends_at_the_first_line_without_a_key_or_at_the_text_that_ends_it():
    grid = [*GRID[:3], [None, "Dag", None], ["41B01", "x", None], ["TOTAAL", None, "=SUM(C3:C5)"]]

    first = a_survey(a_workbook({"Blad": grid}), sheet())
    until = a_survey(a_workbook({"Blad": grid}), sheet(until="TOTAAL"))

    assert first.sheets[0].listed == (("45A03",),)
    assert until.sheets[0].listed == (("45A03",), ("41B01",))


def test_a_heading_in_a_list_stays_what_it_is_and_lines_behind_it_are_filled():
    grid = [*GRID[:3], [None, "Dag", None], ["41B01", "x", None], ["TOTAAL", None, "=SUM(C3:C5)"]]

    found = fill(grid=grid, until="TOTAAL").rows("Blad")

    assert found[2:] == [["45A03", "Ambulant", 4], [None, "Dag", None], ["41B01", "x", 7.5], grid[5]]


def test_codes_that_the_workbook_has_as_numbers_are_found_too():
    grid = [*GRID[:2], [45, "Ambulant", None], [41, "Dag", None]]
    prestaties = [{**each, "productcategorie": each["productcode"][:2]} for each in PRESTATIES]
    sheets = sheet(rows={**PER_PRODUCT, "per": ["productcategorie"]}, by={"Code": "productcategorie"})

    found = filled(a_workbook({"Blad": grid}), sheets, an_export(prestatie=prestaties))

    assert [row[2] for row in found.rows("Blad")[2:]] == [4, 7.5]


def test_months_across_a_fixed_list_have_a_zero_only_where_the_period_is():
    grid = [
        ["Productie"],
        ["Code", "1e kwartaal", "2e kwartaal", "3e kwartaal", "4e kwartaal"],
        ["45A03", *[None] * 4],
        ["99Z99", *[None] * 4],
    ]
    across = {"by": "begindatum", "heads": "quarters", "columns": {"*": {"sum": SIGNED}}}
    sheets = {
        "Blad": {
            "header_row": 2,
            "rows": PER_PRODUCT,
            "listed": {"by": {"Code": "productcode"}},
            "across": across,
        }
    }

    found = filled(a_workbook({"Blad": grid}), sheets, an_export(prestatie=PRESTATIES[2:]))

    assert found.rows("Blad")[2:] == [["45A03", 4, None, None, None], ["99Z99", 0, None, None, None]]


def test_a_month_in_the_period_without_anything_is_zero_in_a_line_without_anything():
    heads = ["Januari", "Februari", "Maart", "April"]
    grid = [["Productie"], ["Code", *heads], ["99Z99", *[None] * 4], ["45A03", *[None] * 4]]
    across = {"by": "begindatum", "heads": {"months": heads}, "columns": {"*": {"average": "volume"}}}
    sheets = {"Blad": {"header_row": 2, "rows": PER_PRODUCT, "listed": {"by": {"Code": "productcode"}},
                       "across": across}}  # fmt: skip

    found = filled(a_workbook({"Blad": grid}), sheets, an_export(prestatie=PRESTATIES[2:]))

    assert found.rows("Blad")[2:] == [["99Z99", 0, 0, 0, None], ["45A03", 60, None, None, None]]


def test_a_month_outside_the_period_stays_empty_also_when_nothing_was_delivered_at_all():
    heads = ["Januari", "Februari", "Maart", "April"]
    grid = [["Productie"], ["Code", *heads], ["99Z99"]]
    across = {"by": "begindatum", "heads": {"months": heads}, "columns": {"*": {"sum": SIGNED}}}
    sheets = {"Blad": {"header_row": 2, "rows": PER_PRODUCT, "listed": {"by": {"Code": "productcode"}},
                       "across": across}}  # fmt: skip

    found = filled(a_workbook({"Blad": grid}), sheets, an_export(prestatie=[]))

    assert found.rows("Blad")[2] == ["99Z99", 0, 0, 0, None]


def test_a_total_in_the_column_of_the_key_is_told_to_end_the_list():
    names = a_table("namen", {"45A03": "Ambulant", "54001": "Totaal"})

    with pytest.raises(FormatError, check=in_dutch("rij 6 staat al iets.*Schrijf dan `until`")):
        fill(
            by={"Omschrijving": {"field": "productcode", "translate": "namen"}},
            grid=[*GRID[:5], [None, "Totaal", 12]],
            tables=[names],
        )


def test_a_list_without_any_delivery_is_filled_with_what_is_asked():
    assert [row[2] for row in fill([], nothing="-").rows("Blad")[2:5]] == ["-", "-", "-"]
    assert [row[2] for row in fill([]).rows("Blad")[2:5]] == [0, 0, 0]


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice, which makes the .ods, is not installed")
@pytest.mark.parametrize("nothing", [0, "empty", "-"])
def test_a_list_in_an_open_document_is_filled_the_same(nothing):
    blank = a_workbook({"Blad": GRID})
    export = an_export(prestatie=UNKNOWN)

    own = filled(blank, sheet(nothing=nothing), export)
    open_document = filled(as_open_document(blank), sheet(nothing=nothing), export)

    book, again = calculated([own.written, open_document.written], "Blad")
    assert book == again
    assert book[5] == [None, "Totaal", 11.5]


def test_what_is_listed_is_told_in_words():
    told = [each.nl for each in describe(fill(nothing="-", not_listed="below").plan)]

    assert told[6:8] == [
        "De regels staan vast in de werkmap en worden gevonden in kolom Code met het veld productcode.",
        (
            "Is er voor een regel niets geleverd, dan staat in een getalkolom een streepje; wat niet in de "
            "lijst staat, komt eronder."
        ),
    ]


BETWEEN = [
    ["Productie", None, None],
    ["Code", "Omschrijving", "Bedrag"],
    ["Ambulant", None, None],
    ["45A03", "Ambulant", None],
    ["41B01", "Dagbesteding", None],
    ["Subtotaal", None, "=SUM(C4:C5)"],
    ["Verblijf", None, None],
    ["99Z99", "Niets", None],
    ["TOTAAL", None, "=C6+C8"],
]


@pytest.mark.parametrize("until", ["TOTAAL", ""])
def test_headings_and_subtotals_between_listed_lines_keep_what_they_have_and_get_nothing(until):
    found = fill(grid=BETWEEN, until=until).rows("Blad")

    assert found == [*BETWEEN[:3], ["45A03", "Ambulant", 4], ["41B01", "Dagbesteding", 7.5], *BETWEEN[5:7],
                     ["99Z99", "Niets", 0], BETWEEN[8]]  # fmt: skip


def test_a_heading_between_lines_that_are_found_by_a_code_table_gets_nothing():
    names = a_table("namen", {"45A03": "Ambulant", "41B01": "Dagbesteding", "99Z99": "Niets"})
    text = {"field": "productcode", "translate": "namen"}
    grid = [*GRID[:2], [None, "Jeugdhulp", None], *GRID[2:5], [None, "Overig", "=SUM(C4:C6)"]]

    found = fill(grid=grid, by={"Omschrijving": text}, tables=[names]).rows("Blad")

    assert [row[2] for row in found[2:]] == [None, 4, 0, 7.5, "=SUM(C4:C6)"]


@pytest.mark.parametrize("between", ["=SUM(C3:C4)", None], ids=["a formula", "merged over what is filled"])
def test_between_keys_that_can_be_any_text_a_formula_or_a_merged_heading_tells_it_is_no_line(between):
    grid = [["Code", "Omschrijving", "Bedrag"], ["A", None, None], ["B", None, between], ["C", None, None]]
    workbook = changed(
        a_workbook({"Blad": grid}), lambda opened: None if between else opened["Blad"].merge_cells("A3:C3")
    )
    sheets = sheet(rows={**PER_PRODUCT, "per": ["perceel"]}, by={"Code": "perceel"})
    sheets["Blad"]["header_row"] = 1
    toewijzing = [{"perceel": "A"}]

    found = filled(workbook, sheets, an_export(toewijzing=toewijzing, prestatie=PRESTATIES[:1]))

    assert [row[2] for row in found.rows("Blad")[1:]] == [10, between, 0]


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
def test_headings_and_subtotals_of_an_open_document_stay_too():
    blank = as_open_document(a_workbook({"Blad": BETWEEN}))

    plan = a_survey(blank, sheet(until="TOTAAL"))

    assert plan.sheets[0].listed == (("45A03",), ("41B01",), ("99Z99",))


def test_a_list_of_which_no_line_can_be_filled_is_refused_by_the_texts_that_stand_there():
    with pytest.raises(
        FormatError, check=in_dutch("geen code of tekst van dit veld is 'Ambulant', 'Dagbesteding'")
    ):
        fill(by={"Omschrijving": "productcode"}, grid=[*GRID[:3], GRID[4]])


def test_a_line_that_no_code_reaches_and_a_text_without_a_line_are_pointed_at():
    names = a_table("namen", {"45A03": "Ambulant", "41B01": "Dagbesteding", "54001": "Diagnostiek"})
    text = {"field": "productcode", "translate": "namen"}
    blank = a_workbook({"Blad": GRID})

    plan = a_survey(blank, sheet(by={"Omschrijving": text}, until="Totaal"), names)
    found = remarks_on_lists(plan, {"leeg.xlsx": blank})

    assert [(each.code, each.where, each.text.nl.partition(". ")[0]) for each in found] == [
        ("lines-nobody-reaches", "Blad", "Op deze regels van de werkmap kan niets komen: 'Niets'"),
        (
            "texts-without-line",
            "Blad",
            "Codetabel namen heeft teksten waarvoor de werkmap geen regel heeft: 'Diagnostiek'",
        ),
    ]
