"""A provider's own workbook comes back with every finding marked, and all else in it as it was."""

import io
import re
import zipfile

import openpyxl
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from service.domain.findings import Severity
from service.domain.submissions.annotations import (
    CopyForm,
    Mark,
    Weight,
    heaviest,
    marks_of,
    repaired_in,
    rows_of,
)
from service.files.repair.annotated_workbook import MOST_MARKED, annotate, can_be_annotated
from service.files.repair.provider_copy import make_provider_copy
from service.files.workbook.marks import SheetXml, UnusualWorkbookError, restyled
from service.files.workbook.notes import blocks_in, with_shapes
from tests.fidelity.workbooks import WORKBOOKS

CHANGING = re.compile(
    r"\[Content_Types\]\.xml|xl/workbook\.xml|xl/_rels/workbook\.xml\.rels|xl/styles\.xml|"
    r"xl/worksheets/sheet1\.xml|xl/worksheets/_rels/sheet1\.xml\.rels|xl/comments.*|xl/.*\.vml"
)
"""What may differ when only sheet Data is marked."""
SELECTED = re.compile(rb'tabSelected="(1|true)"')

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported")


def mark(row, column, severity=Severity.BLOCKS, text="Dit klopt niet.", sheet="Data"):
    return Mark(severity=severity, sheet=sheet, row=row, column=column, field="bedrag", text=text, count=1)


MARKS = (
    mark(4, "B", Severity.WARNS, "Kop."),
    mark(6, "B"),
    mark(6, "B", Severity.WARNS, "En dit ook."),
    mark(6, "Z", Severity.QUARANTINES, "Een cel die er niet was."),
    mark(40, "", Severity.WARNS, "Een rij die er niet was."),
    Mark(
        severity=Severity.BLOCKS,
        sheet="",
        row=None,
        column="",
        field="",
        text="Over het hele bestand.",
        count=1,
    ),
)


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def values(content):
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    names = [each.name for each in book.sheets_metadata if str(each.typ).endswith("WorkSheet")]
    return {name: book.get_sheet_by_name(name).to_python() for name in names}


@pytest.fixture(scope="module", params=WORKBOOKS)
def marked(request):
    content = WORKBOOKS[request.param]()
    return content, annotate(content, MARKS, len(MARKS))


def test_every_part_that_says_nothing_about_a_marked_cell_stays_byte_for_byte(marked):
    before, after = map(parts, marked)

    added = {name for name in after if name not in before}
    assert {name for name in before if after.get(name) != before[name] and not CHANGING.fullmatch(name)} == (
        {name for name in before if SELECTED.search(before[name]) and not CHANGING.fullmatch(name)}
    )
    assert {re.sub(r"\d", "", name) for name in added} <= {
        "xl/worksheets/findings.xml",
        "xl/comments.xml",
        "xl/drawings/notes.vml",
        "xl/worksheets/_rels/sheet.xml.rels",
    }
    for name, content in after.items():
        if name.endswith((".xml", ".rels", ".vml")):
            etree.fromstring(content)


def test_no_value_of_any_sheet_changes(marked):
    before, after = map(values, marked)

    overview = after.pop("Bevindingen")
    assert overview[0][0] == "6 bevindingen"
    assert [row[0] for row in overview[2:]] == ["Data"] * 5 + [""]
    assert {name: trimmed(rows) for name, rows in after.items()} == {
        name: trimmed(rows) for name, rows in before.items()
    }


def trimmed(rows):
    """Without the empty cells around what is filled, which an added empty cell makes more of."""
    filled = [[*row] for row in rows]
    while filled and not any(cell != "" for cell in filled[-1]):
        filled.pop()
    width = max((at + 1 for row in filled for at, cell in enumerate(row) if cell != ""), default=0)
    return [row[:width] for row in filled]


def test_marked_cells_are_coloured_noted_and_otherwise_look_as_they_did(marked):
    before, after = (openpyxl.load_workbook(io.BytesIO(content))["Data"] for content in marked)

    assert [after[at].fill.fgColor.rgb for at in ("B4", "B6", "Z6", "A40")] == [
        "FFD9E8FB",
        "FFF4B6B6",
        "FFFFE3A6",
        "FFD9E8FB",
    ]
    assert after["B6"].number_format == before["B6"].number_format
    assert repr(after["B6"].font) == repr(before["B6"].font)
    assert repr(after["B6"].border) == repr(before["B6"].border)
    assert after["Z6"].comment.text == "Een cel die er niet was."
    assert after["A40"].comment.text == "Een rij die er niet was."
    said = before["B6"].comment.text if before["B6"].comment else None
    if said is None:
        assert after["B6"].comment.text == "Dit klopt niet.\n\nEn dit ook."
    elif said.startswith("[Threaded comment]"):
        assert after["B6"].comment.text == said
    else:
        assert after["B6"].comment.text == f"{said}\n\nEenmaal:\nDit klopt niet.\n\nEn dit ook."
    kept = {cell.coordinate for row in before for cell in row if cell.comment}
    assert {at: after[at].comment.text for at in kept - {"B6", "B4"}} == {
        at: before[at].comment.text for at in kept - {"B6", "B4"}
    }


def test_the_list_of_findings_links_to_every_cell_and_is_what_one_sees_first(marked):
    book = openpyxl.load_workbook(io.BytesIO(marked[1]))
    overview = book["Bevindingen"]

    assert book.active is overview
    assert [sheet.title for sheet in book.worksheets if sheet.sheet_view.tabSelected] == ["Bevindingen"]
    assert [overview[f"B{row}"].hyperlink.location for row in range(3, 8)] == [
        "'Data'!B4",
        "'Data'!B6",
        "'Data'!B6",
        "'Data'!Z6",
        "'Data'!A40",
    ]
    assert overview["B8"].hyperlink is None
    assert [cell.value for cell in overview[4]] == [
        "Data",
        6,
        "B",
        "bedrag",
        "eerst verbeteren",
        MARKS[1].text,
    ]


def test_every_part_is_declared_and_every_relation_leads_somewhere(marked):
    after = parts(marked[1])

    for name in after:
        if name.endswith(".rels"):
            folder = name.replace("_rels/", "").rpartition("/")[0]
            for relation in etree.fromstring(after[name]):
                if relation.get("TargetMode") != "External":
                    target = relation.get("Target")
                    path = target[1:] if target.startswith("/") else f"{folder}/{target}".lstrip("/")
                    while "/../" in path:
                        path = re.sub(r"[^/]+/\.\./", "", path, count=1)
                    assert path in after, (name, target)
    types = etree.fromstring(after["[Content_Types].xml"])
    declared = {each.get("PartName") for each in types} | {each.get("Extension") for each in types}
    assert [n for n in after if f"/{n}" not in declared and n.rpartition(".")[2] not in declared] == []


def test_a_mark_in_a_merged_area_stands_on_the_cell_that_shows():
    after = annotate(WORKBOOKS["merged_and_notes"](), [mark(8, "C")], 1)

    assert openpyxl.load_workbook(io.BytesIO(after))["Data"]["A8"].comment.text == "Dit klopt niet."


def test_a_sheet_without_addresses_and_with_a_prefix_is_marked_in_the_right_cells():
    xml = (
        b'<?xml version="1.0" encoding="UTF-8"?><x:worksheet xmlns:x="main"><x:cols><x:col min="2" max="9" '
        b'style="7"/></x:cols><x:sheetData><x:row spans="1:2"><x:c><x:v>1</x:v></x:c><x:c s="3"/></x:row>'
        b'<x:row r="5" s="4" customFormat="1"/></x:sheetData></x:worksheet>'
    )
    olds = {}

    def style(at, old):
        olds[at] = old
        return 100 + old

    made = restyled(SheetXml.read(xml), {1: [1, 2, 4], 3: [2], 5: [1], 9: [1]}, style)

    assert olds == {(1, 1): 0, (1, 2): 3, (1, 4): 7, (3, 2): 7, (5, 1): 4, (9, 1): 0}
    assert made.partition(b"<x:sheetData>")[2] == (
        b'<x:row><x:c s="100"><x:v>1</x:v></x:c><x:c s="103"/><x:c r="D1" s="107"/></x:row>'
        b'<x:row r="3"><x:c r="B3" s="107"/></x:row>'
        b'<x:row r="5" s="4" customFormat="1"><x:c r="A5" s="104"/></x:row>'
        b'<x:row r="9"><x:c r="A9" s="100"/></x:row></x:sheetData></x:worksheet>'
    )


def test_the_notes_drawing_stands_where_the_standard_has_it_not_in_a_nested_extension():
    xml = (
        b'<worksheet xmlns="main"><sheetData><row r="1"/></sheetData><conditionalFormatting><cfRule><extLst/>'
        b'</cfRule></conditionalFormatting><drawing r:id="a"/><tableParts/><extLst/></worksheet>'
    )

    made = SheetXml.read(xml).with_notes("rId9")

    assert re.findall(rb"<(\w+)", made)[-4:] == [b"drawing", b"legacyDrawing", b"tableParts", b"extLst"]


def test_what_is_not_written_as_a_worksheet_is_refused_and_not_guessed_at():
    for xml in (
        b"<worksheet/>",
        b"<worksheet><sheetData/></worksheet>",
        b"<worksheet><!-- x --></worksheet>",
    ):
        with pytest.raises(UnusualWorkbookError):
            SheetXml.read(xml)


def test_shapes_get_numbers_that_no_other_drawing_of_the_workbook_has():
    first = with_shapes(None, [(row, 1) for row in range(1, 1_500)], 0)
    second = with_shapes(first, [(1, 2)], blocks_in(first))

    numbers = re.findall(rb'<v:shape id="_x0000_s(\d+)"', second)
    assert (len(numbers), len(set(numbers))) == (1_500, 1_500)
    assert re.search(rb'idmap v:ext="edit" data="([^"]*)"', second)[1] == b"1,2,3"


def test_of_several_marks_the_heaviest_decides_the_colour():
    assert heaviest([mark(1, "A", Severity.WARNS), mark(1, "A", Severity.QUARANTINES)]) is Weight.QUARANTINES


def test_what_is_no_workbook_or_wrong_all_over_is_not_marked():
    content = WORKBOOKS["table"]()

    assert can_be_annotated(content, MARKS)
    assert not can_be_annotated(content, [mark(5, "A")] * (MOST_MARKED + 1))
    assert not can_be_annotated(b"agb_code;naam", MARKS)
    nothing = io.BytesIO()
    with zipfile.ZipFile(nothing, "w") as archive:
        archive.writestr("prestatie.csv", "a;b")
    assert not can_be_annotated(nothing.getvalue(), MARKS)


def test_a_text_that_begins_as_a_formula_stays_a_text():
    after = annotate(WORKBOOKS["table"](), [mark(6, "B", text="=1+1")], 1)

    assert openpyxl.load_workbook(io.BytesIO(after))["Bevindingen"]["F3"].data_type == "s"


def test_a_workbook_that_does_not_say_how_it_opens_opens_on_the_findings_too():
    plain = parts(WORKBOOKS["table"]())
    plain["xl/workbook.xml"] = re.sub(rb"<bookViews>.*</bookViews>", b"", plain["xl/workbook.xml"])
    bare = io.BytesIO()
    with zipfile.ZipFile(bare, "w") as archive:
        for name, content in plain.items():
            archive.writestr(name, content)

    book = openpyxl.load_workbook(io.BytesIO(annotate(bare.getvalue(), MARKS, 6)))

    assert book.active is book["Bevindingen"]


def test_a_cell_that_was_repaired_has_a_colour_of_its_own_and_says_old_and_new():
    finding = {
        "code": "repaired-surroundings",
        "severity": "warns",
        "sheet": "Data",
        "row": 6,
        "column": "B",
        "field": "bedrag",
        "text": {"nl": "De spaties zijn weggelaten.", "en": "The blanks were left out."},
        "count": 1,
        "repair": {"value": "12 ", "new": "12"},
    }
    wrong = {key: value for key, value in finding.items() if key != "repair"} | {"row": 7}
    marks = marks_of([finding, wrong], "nl")

    copy = annotate(WORKBOOKS["table"](), marks, rows_of(marks), repaired=repaired_in(marks))

    book = openpyxl.load_workbook(io.BytesIO(copy))
    cell, other = book["Data"]["B6"], book["Data"]["B7"]
    assert cell.comment.text == '"12 " → "12"\nDe spaties zijn weggelaten.'
    assert (cell.fill.fgColor.rgb, other.fill.fgColor.rgb) == ("FFD8EFD3", "FFD9E8FB")
    listed = [[each.value for each in row] for row in book["Bevindingen"].iter_rows()]
    assert listed[0][0] == "1 bevindingen, 1 cellen hersteld"
    assert [row[4] for row in listed[2:]] == ["let op", "hersteld"]


def test_a_column_of_repairs_does_not_crowd_out_a_finding():
    finding = {"severity": "warns", "sheet": "Data", "column": "B", "field": "", "count": 1}
    finding |= {"text": {"nl": "Nee.", "en": "No."}}
    repairs = [finding | {"row": 6 + at, "repair": {"value": "a", "new": "b"}} for at in range(MOST_MARKED)]

    copy = make_provider_copy(WORKBOOKS["table"](), "x.xlsx", [*repairs, finding | {"row": 5}], "nl")

    assert (copy.form, copy.findings, copy.marked) == (CopyForm.MARKED, MOST_MARKED + 1, MOST_MARKED)
    listed = (
        CalamineWorkbook.from_filelike(io.BytesIO(copy.content)).get_sheet_by_name("Bevindingen").to_python()
    )
    assert listed[0][0] == "1 bevindingen, 5000 cellen hersteld; de eerste 5000 staan hier"
    assert listed[2][1] == 5
