"""What a draft did not see in workbooks that somebody else made: kinds of layout, each as small as can be."""

import io

import openpyxl

from service.domain.formats.drafts.workbook_proposal import WorkbookProposal
from service.files.catalogue import propose_for_workbook, read_synonyms
from tests.tools.exports import REPOSITORY
from tests.tools.formats import a_workbook

SYNONYMS = read_synonyms(REPOSITORY / "mappings")


def a_proposal(rows, change=lambda _: None) -> WorkbookProposal:
    opened = openpyxl.load_workbook(io.BytesIO(a_workbook({"Blad": rows})))
    change(opened["Blad"])
    stream = io.BytesIO()
    opened.save(stream)
    return propose_for_workbook(stream.getvalue(), SYNONYMS)


def addresses(block):
    return [each.address for each in block.found.columns]


def test_a_header_beside_a_merged_one_is_two_lines_high_also_when_it_is_not_merged_down():
    rows = [
        ["Productcode", "Cliënten", "Bedragen", None],
        [None, None, "Toegekend", "Afgewezen"],
        [None] * 4,
    ]

    (block,) = a_proposal(rows, lambda sheet: sheet.merge_cells("C1:D1")).blocks

    assert addresses(block) == ["Productcode", "Cliënten", "Bedragen > Toegekend", "Bedragen > Afgewezen"]
    assert (block.found.first_cell, block.found.header_lines) == ("A1", 2)


def test_age_groups_below_a_header_do_not_hide_their_table():
    rows = [
        ["Leeftijd", "In zorg", "Afgesloten", None],
        [None, None, "volgens plan", "voortijdig"],
        ["0 t/m 3", *[None] * 3],
        ["4 t/m 11", *[None] * 3],
    ]

    proposal = a_proposal(rows, lambda sheet: sheet.merge_cells("C1:D1"))

    (block,) = proposal.to_write
    assert addresses(block)[:2] == ["Leeftijd", "In zorg"]
    assert "tabel vanaf A1: geen enkele kolom is bekend" in proposal.not_understood[0]


def test_the_cell_beside_a_label_is_the_one_with_a_notation_of_its_own():
    rows = [["Gemeentecode:", None, None], [None] * 3, ["Productcode", "Bedrag", "Volume"]]

    def as_text(sheet):
        sheet["C1"].number_format = "@"

    assert [place[:2] for place in a_proposal(rows, as_text).cells] == [("Blad", "C1")]


def test_beside_the_begin_of_an_allocation_an_end_is_that_of_the_allocation_and_lines_are_counted():
    header = ["Toew.nr", "Product", "Ingang", "Einde", "Start", "Stop", "Regels", "Bedrag"]

    (block,) = a_proposal([header, [None] * len(header)]).blocks

    told = {each.header: (each.expression, each.confidence) for each in block.columns}
    assert told["Einde"] == ({"field": "toewijzing.einddatum", "date_form": "dd-mm-jjjj"}, 80)
    assert told["Regels"] == ({"count": "prestatie"}, 80)


def test_fixed_lines_with_codes_below_headings_with_subtotals_in_between_are_one_list():
    rows = [
        ["Code", "Product", "Eenheid", "Aantal cliënten", "Gedeclareerd bedrag"],
        ["A. Ambulant"],
        ["45A01", "Begeleiding", "uur"],
        ["45A04", "Behandeling", "dagdeel"],
        [None, "Subtotaal A", None, None, "=SUM(E3:E4)"],
        ["B. Verblijf"],
        ["41A11", "Dagbehandeling", "dagdeel"],
        [None, "Subtotaal B", None, None, "=SUM(E7:E7)"],
        ["TOTAAL", None, None, None, "=E5+E8"],
    ]

    (block,) = a_proposal([[*row, *[None] * (5 - len(row))] for row in rows]).blocks

    assert (block.found.lines, block.found.until) == (3, "Subtotaal B")
    assert [each.expression for each in block.listed] == ["productcode"]
