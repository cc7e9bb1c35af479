"""A fixed list that goes on after a subtotal, a heading or an empty line is filled whole, or that is said."""

import re

import pytest

from service.domain.failures import FormatError
from service.files.catalogue.list_end_remarks import remarks_on_list_ends
from service.files.catalogue.listed_remarks import remarks_on_lists
from service.files.drafts import compile_draft, propose_for_workbook, read_synonyms, settled_draft
from tests.tools.exports import REPOSITORY, an_export, the_standard
from tests.tools.faults import in_dutch
from tests.tools.filled_workbooks import a_survey, as_open_document, filled
from tests.tools.formats import a_workbook
from tests.tools.office import SOFFICE

MAPPINGS = REPOSITORY / "mappings"
SYNONYMS = read_synonyms(MAPPINGS)
SIGNED = {"field": "bedrag", "sign_by": "debet_credit"}
BEDRAG = {"Bedrag": {"sum": SIGNED}}
HEADER = ["Code", "Omschrijving", "Bedrag"]
SUBTOTALS = [
    HEADER,
    ["45A03", "Ambulant", None],
    ["45A04", "Behandeling", None],
    ["Subtotaal", None, "=SUM(C2:C3)"],
    ["41B01", "Dagbesteding", None],
    ["45A03", "Ambulant", None],
    ["Subtotaal", None, "=SUM(C5:C6)"],
    ["Totaal", None, "=C4+C7"],
]
PRESTATIES = [
    {"referentienummer": "1", "productcode": "41B01", "bedrag": 1000},
    {"referentienummer": "2", "productcode": "45A03", "bedrag": 250, "eenheid": "01"},
    {"referentienummer": "3", "productcode": "45A03", "bedrag": 400, "eenheid": "04"},
]


def a_part(where=None, columns=BEDRAG, **listed):
    rows = {"of": "prestatie", "with": ["toewijzing"], "per": ["productcode"]}
    return {
        "at": {"cell": "A1"},
        "rows": {**rows, "where": where} if where else rows,
        "listed": {"by": {"Code": "productcode"}, **listed},
        "columns": columns,
    }


PARTS = {
    "Een": a_part({"eenheid": "01"}, until="Subtotaal", not_listed="block"),
    "Twee": a_part({"eenheid": {"not_in": ["01"]}}, after="Subtotaal (1)", until="Subtotaal (2)"),
}


def amounts(grid, sheet, prestaties=PRESTATIES):
    return [row[2] for row in fill(grid, sheet, prestaties).rows("Blad")]


def fill(grid, sheet, prestaties=PRESTATIES):
    return filled(a_workbook({"Blad": grid}), {"Blad": sheet}, an_export(prestatie=prestaties))


def test_parts_with_the_same_codes_are_two_tables_that_begin_after_a_text():
    given = [{**each, "eenheid": each.get("eenheid", "04")} for each in PRESTATIES]

    assert amounts(SUBTOTALS, {"blocks": PARTS}, given) == [
        "Bedrag", 2.5, 0, "=SUM(C2:C3)", 10, 4, "=SUM(C5:C6)", "=C4+C7"
    ]  # fmt: skip


@pytest.mark.parametrize(("after", "count"), [("Perceel 9", 0), ("Subtotaal", 2), ("Subtotaal (3)", 0)])
def test_a_text_after_which_a_list_begins_stands_once_below_the_header(after, count):
    said = f"Blad' begint na '{re.escape(after)}'; onder de kop staat die tekst {count} keer"

    with pytest.raises(FormatError, check=in_dutch(said)):
        fill(SUBTOTALS, {"blocks": {"Een": a_part(after=after)}})


def codes_of_remarks(grid, sheet, **written):
    return dict(remarks_on(a_workbook({"Blad": grid}), {"Blad": sheet}, **written))


def remarks_on(blank, sheets, **written):
    plan = a_survey(blank, sheets, **written)
    found = remarks_on_list_ends(plan, {plan.format.output.template: blank})
    return [(each.code, each.text.nl) for each in found]


def without_subtotals(*lines):
    return [HEADER, *([code, "Iets", None] for code in lines)]


BLANK = [None, None, None]
GOING_ON = {
    "a subtotal": [["Subtotaal", None, "=SUM(C2:C3)"]],
    "an empty line": [BLANK],
    "a subtotal in another column": [[None, "Subtotaal", "=SUM(C2:C3)"]],
    "a heading after an empty line": [BLANK, ["Perceel 2", None, None]],
    "the same header again": [BLANK, HEADER],
}


@pytest.mark.parametrize("between", GOING_ON.values(), ids=GOING_ON)
def test_a_list_that_stops_before_rows_that_look_like_more_of_it_is_pointed_at(between):
    grid = [*without_subtotals("45A03", "45A04"), *between, ["41B01", "Iets", None], ["54001", "Iets", None]]
    first = len(grid) - 1

    found = codes_of_remarks(grid, a_part(until=between[0][0] or ""))

    assert list(found) == ["list-goes-on"]
    assert (
        f"stopt op rij 3, maar daaronder staan regels die erop lijken: {first} '41B01'"
        in found["list-goes-on"]
    )


def test_the_title_of_another_table_below_a_list_is_no_line_of_it():
    another = [BLANK, ["Kwaliteit"], ["Onderwerp", "Aantal", "Bedrag per jaar"], ["Klachten", None, None]]
    per_lot = {
        "at": {"cell": "A1"},
        "rows": {"of": "prestatie", "with": ["toewijzing"], "per": ["perceel"]},
        "listed": {"by": {"Perceel": "perceel"}},
        "columns": BEDRAG,
    }

    assert (
        codes_of_remarks([["Perceel", None, "Bedrag"], ["Ambulant"], ["Verblijf"], *another], per_lot) == {}
    )


@pytest.mark.parametrize("between", GOING_ON.values(), ids=GOING_ON)
def test_the_same_lines_once_more_below_a_list_stop_a_format_from_being_published(between):
    grid = [*without_subtotals("45A03", "45A04"), *between, ["45A03", "Iets", None]]

    found = codes_of_remarks(grid, a_part(until=between[0][0] or ""))

    assert list(found) == ["listed-again-below"]


@pytest.mark.parametrize(
    "below",
    [
        [["Totaal", None, "=SUM(C2:C3)"]],
        [BLANK, ["Naam:", None, None], ["Datum", None, None]],
        [BLANK, ["Perceel", "Naam", "Cliënten"], ["41B01", "Iets", None]],
        [BLANK, ["41B01", "Iets", 12]],
        [BLANK, ["41B01", None, None]],
    ],
    ids=["a total", "labels", "another table", "a figure of its own", "a line that says less"],
)
def test_what_does_not_look_like_more_of_a_list_is_left_alone(below):
    assert codes_of_remarks([*without_subtotals("45A03", "45A04"), *below], a_part()) == {}


def test_a_part_that_another_table_fills_or_that_is_filled_by_hand_is_left_alone():
    assert codes_of_remarks(SUBTOTALS, {"blocks": PARTS}) == {}
    by_hand = {f"Blad!C{row}": {"manual": "perceel 2"} for row in (5, 6)}
    assert codes_of_remarks(SUBTOTALS, a_part(until="Subtotaal"), cells=by_hand) == {}


def test_a_text_that_ends_a_list_and_is_not_there_is_named():
    found = codes_of_remarks(without_subtotals("45A03", "45A04"), a_part(until="TOTAAL"))

    assert list(found) == ["list-without-end"]
    assert "De tekst 'TOTAAL' bij `until` staat niet onder de lijst" in found["list-without-end"]


def test_a_list_with_empty_lines_and_no_text_below_it_goes_on_when_that_is_said():
    grid = [*without_subtotals("45A03"), BLANK, ["41B01", "Iets", None]]

    assert amounts(grid, a_part(empty_lines="passed")) == ["Bedrag", 6.5, None, 10]


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice makes the open document")
def test_of_an_open_document_the_same_is_said():
    grids = {
        "Meer": [*without_subtotals("45A03"), *GOING_ON["a subtotal"], ["41B01", "Iets", None]],
        "Weer": [*without_subtotals("45A03"), BLANK, ["45A03", "Iets", None]],
    }
    blank = as_open_document(a_workbook(grids))

    found = remarks_on(blank, {"Meer": a_part(until="Subtotaal"), "Weer": a_part()})

    assert [code for code, _ in found] == ["list-goes-on", "listed-again-below"]


def test_the_same_figure_on_the_same_line_of_two_lists_is_pointed_at_until_each_says_which_rows_it_has():
    parts = {"Een": a_part(until="Subtotaal"), "Twee": a_part(after="Subtotaal (1)", until="Subtotaal (2)")}
    blank = a_workbook({"Blad": SUBTOTALS})

    def codes(blocks):
        plan = a_survey(blank, {"Blad": {"blocks": blocks}})
        return [(each.code, each.where) for each in remarks_on_lists(plan, {"leeg.xlsx": blank})]

    assert codes(parts) == [("same-figure-in-two-lists", "Blad/Twee")]
    assert codes(PARTS) == []


PARTS_OF_A_DRAFT = {
    "a subtotal": ([["45A03", "45A04"], ["41A12"]], {"Blad": "45A03 45A04 41A12"}),
    "a subtotal in another column": ([["45A03", "45A04"], ["41A12"]], {"Blad": "45A03 45A04 41A12"}),
    "an empty line": ([["45A03"], ["41A12", "43A50"]], {"Blad": "45A03 41A12 43A50"}),
    "a heading": ([["45A03", "45A04"], ["41A12"]], {"Blad": "45A03 45A04 41A12"}),
    "a subtotal, the same codes": (
        [["45A03", "45A04"], ["45A03"]],
        {"Blad/Deel 1": "45A03 45A04", "Blad/Deel 2": "45A03"},
    ),
    "an empty line, the same codes": (
        [["45A03", "45A04"], ["45A03"]],
        {"Blad/Deel 1": "45A03 45A04", "Blad/Deel 2": "45A03"},
    ),
    "a heading, the same codes": (
        [["45A03", "45A04"], ["45A03"]],
        {"Blad/Perceel 1": "45A03 45A04", "Blad/Perceel 2": "45A03"},
    ),
    "the same header again": (
        [["45A03", "45A04"], ["41A12", "43A50"]],
        {"Blad/Tabel 1": "45A03 45A04", "Blad/Tabel 2": "41A12 43A50"},
    ),
}
DRAFT_HEADER = ["Productcode", "Product", "Aantal cliënten", "Bedrag"]
BETWEEN = {
    "a subtotal": lambda _: [["Subtotaal", None, None, "=SUM(D2:D3)"]],
    "a subtotal in another column": lambda _: [[None, "Subtotaal", "=SUM(C2:C3)", "=SUM(D2:D3)"]],
    "an empty line": lambda _: [[]],
    "a heading": lambda part: [[f"Perceel {part}"]],
    "the same header again": lambda part: [DRAFT_HEADER] if part > 1 else [],
}


def a_workbook_in_parts(between, parts):
    is_above = between in ("a heading", "the same header again")
    rows = [DRAFT_HEADER]
    for number, codes in enumerate(parts, 1):
        lines = [[code, "Iets"] for code in codes]
        apart = BETWEEN[between](number)
        rows += [*apart, *lines] if is_above else [*lines, *apart]
    rows.append(["Totaal", None, "=SUM(C2:C9)", "=SUM(D2:D9)"])
    return a_workbook({"Blad": [[*row, *[None] * (4 - len(row))] for row in rows]})


@pytest.mark.parametrize("shape", PARTS_OF_A_DRAFT)
def test_a_draft_sees_every_part_of_a_fixed_list_and_is_unsure_which_rows_go_in_parts_that_are_alike(shape):
    parts, expected = PARTS_OF_A_DRAFT[shape]
    content = a_workbook_in_parts(shape.partition(", the same")[0], parts)

    settled = settled_draft(
        "proef/delen", content, propose_for_workbook(content, SYNONYMS), MAPPINGS, the_standard()
    )

    assert settled.fault is None
    plan = compile_draft(settled.text, MAPPINGS, the_standard(), content)
    assert {sheet.name: " ".join(key for (key,) in sheet.listed) for sheet in plan.sheets} == expected
    certain = {
        each.confidence for block in settled.proposal.blocks for each in block.columns if each.expression
    }
    is_alike = "the same codes" in shape
    assert certain == ({60} if is_alike else {95})
    assert any("vragen hetzelfde" in told for told in settled.proposal.not_understood) == is_alike


def test_a_draft_takes_no_labels_below_an_empty_line_for_more_of_a_list():
    texts = ("Perceel", "Ambulant", "Verblijf", None, "Opgesteld door", "Datum")
    rows = [
        [text, *([None] * 2 if place else ["Bedrag", "Aantal cliënten"])] for place, text in enumerate(texts)
    ]
    content = a_workbook({"Blad": rows})

    (block,) = propose_for_workbook(content, SYNONYMS).blocks

    assert block.found.lines == 2
