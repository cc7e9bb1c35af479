"""A sheet read as whole columns holds what calamine reads cell by cell, or is left to calamine."""

import io
import zipfile
from datetime import date
from xml.sax.saxutils import escape

import pytest
import python_calamine
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from service.files.intake.export_reader import read_export
from service.files.intake.plain_sheets import PlainWorkbook
from service.files.xml_columns.sheet_tags import UnusualSheetError

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="[h]:mm"/>'
    '<numFmt numFmtId="165" formatCode="dd\\-mm\\-yyyy"/></numFmts><cellXfs count="6"><xf numFmtId="0"/>'
    '<xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="165"/><xf numFmtId="4"/><xf numFmtId="164"/>'
    "</cellXfs></styleSheet>"
)
TEXTS = [
    "",
    "54B11",
    "é€漢😀",
    " blank ",
    "a & b < c",
    "x_x0041_y",
    "0014",
    "regel\neen",
    "=1+1",
    "_x_",
    "\ttab",
]


def workbook(sheet, shared):
    items = "".join(f"<si>{each}</si>" for each in shared)
    parts = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": f'{RELATIONS}<Relationship Id="a" Type="{RELATED}/officeDocument"'
        ' Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{RELATED}"><sheets>'
        '<sheet name="prestatie" sheetId="1" r:id="a"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{RELATIONS}<Relationship Id="a" Type="{RELATED}/worksheet" '
        f'Target="worksheets/sheet1.xml"/><Relationship Id="b" Type="{RELATED}/styles" Target="styles.xml"/>'
        f'<Relationship Id="c" Type="{RELATED}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{items}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{sheet}</sheetData></worksheet>',
    }
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return parts, target.getvalue()


def text_element(text, spaced):
    return f'<t xml:space="preserve">{escape(text)}</t>' if spaced else f"<t>{escape(text)}</t>"


ATTRIBUTES = st.sampled_from(["", ' s="0"', ' s="1"', ' s="2"', ' s="3"', ' s="4"', ' s="5"', ' s="99"'])
NUMBERS = st.one_of(
    st.integers(-(10**9), 10**12).map(str),
    st.integers(61, 60_000).map(str),
    st.floats(allow_nan=False, allow_infinity=False).map(repr),
    st.decimals(-(10**6), 10**6, places=2).map(str),
    st.sampled_from(["0", "60", "007", "1e3", "+5", " 5 ", "nan", "", ".5", "12345678901234567890"]),
)


@st.composite
def cell(draw, address, shared):
    style = draw(ATTRIBUTES)
    match draw(st.sampled_from(["number", "number", "shared", "shared", "own", "empty", "hollow", "odd"])):
        case "number":
            kind = draw(st.sampled_from(["", ' t="n"']))
            both = draw(st.sampled_from([style + kind, kind + style]))
            return f'<c r="{address}"{both}><v>{draw(NUMBERS)}</v></c>'
        case "shared":
            return f'<c r="{address}"{style} t="s"><v>{draw(st.integers(0, len(shared) - 1))}</v></c>'
        case "own":
            text = text_element(draw(st.sampled_from(TEXTS)), draw(st.booleans()))
            return f'<c r="{address}"{style} t="inlineStr"><is>{text}</is></c>'
        case "empty":
            return f'<c r="{address}"{style}/>'
        case "hollow":
            return f'<c r="{address}"{style}></c>'
        case _:
            return draw(
                st.sampled_from(
                    [
                        f'<c r="{address}" t="b"><v>1</v></c>',
                        f'<c r="{address}" t="e"><v>#N/A</v></c>',
                        f'<c r="{address}"><f>1+1</f><v>2</v></c>',
                        f'<c r="{address}" t="str"><v>x</v></c>',
                        f'<c r="{address}" t="s"><v>9999</v></c>',
                        f'<c r="{address}">\n<v>5</v></c>',
                        f'<c s="1" r="{address}"><v>5</v></c>',
                        "<!-- niets -->",
                    ]
                )
            )


@st.composite
def sheets(draw):
    shared = [text_element(draw(st.sampled_from(TEXTS)), draw(st.booleans())) for _ in range(4)]
    rows = sorted(draw(st.sets(st.integers(1, 40), max_size=6)))
    lines = []
    for row in rows:
        columns = sorted(draw(st.sets(st.sampled_from([1, 2, 3, 26, 27, 60]), max_size=5)))
        cells = [draw(cell(f"{get_column_letter(column)}{row}", shared)) for column in columns]
        is_closed = not cells and draw(st.booleans())
        spans = draw(st.sampled_from(["", ' spans="1:3"', ' hidden="1"', ' ht="15" x="2"']))
        lines.append(
            f'<row r="{row}"{spans}/>' if is_closed else f'<row r="{row}"{spans}>{"".join(cells)}</row>'
        )
    return "".join(lines), shared


def as_calamine_reads(content):
    """(row, column) → cell, for all that holds anything; None when calamine refuses the sheet."""
    try:
        sheet = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
    except python_calamine.CalamineError:
        return None
    if sheet.start is None:
        return {}
    row, column = sheet.start
    return {
        (row + down + 1, column + right + 1): value
        for down, line in enumerate(sheet.to_python())
        for right, value in enumerate(line)
        if value != ""
    }


def as_columns(plain):
    columns = [[header, *column] for header, column in zip(plain.headers, plain.columns, strict=True)]
    return {
        (int(row), plain.first_column + at): value
        for at, column in enumerate(columns)
        for row, value in zip(plain.rows, column, strict=True)
        if value != ""
    }


def check_agreement(sheet, shared):
    parts, content = workbook(sheet, shared)
    try:
        book = PlainWorkbook.read(parts["xl/sharedStrings.xml"].encode(), parts["xl/styles.xml"].encode())
        plain = book.sheet(parts["xl/worksheets/sheet1.xml"].encode())
    except UnusualSheetError:
        return False
    assert as_columns(plain) == as_calamine_reads(content)
    return True


@settings(max_examples=300, deadline=None)
@given(sheets())
def test_a_plain_sheet_holds_what_calamine_reads_and_any_other_is_left_to_it(made):
    check_agreement(*made)


@pytest.mark.long
@settings(max_examples=20_000, deadline=None)
@given(sheets())
def test_plain_sheets_agree_with_calamine_over_many_more_sheets(made):
    check_agreement(*made)


@pytest.mark.parametrize(
    ("sheet", "is_plain"),
    [
        ("", True),
        ('<row r="2" spans="1:2"><c r="A2" s="1" t="s"><v>1</v></c><c r="B2"><v>2.50</v></c></row>', True),
        ('<row r="2"><c r="A2" s="3"><v>46000</v></c></row>', True),
        ('<row r="2"><c r="A2" t="inlineStr"><is><t>a &amp; b</t></is></c></row>', True),
        ('<row r="9"/><row r="10"><c r="C10"/></row>', True),
        ('<row r="2"><c r="A2" s="3"><v>60</v></c></row>', False),
        ('<row r="2"><c r="A2" s="3"><v>46000.5</v></c></row>', False),
        ('<row r="2"><c r="A2" s="5"><v>2</v></c></row>', False),
        ('<row r="2"><c r="A3"><v>2</v></c></row>', False),
        ('<row r="2"><c r="B2"><v>2</v></c><c r="A2"><v>2</v></c></row>', False),
        ('<row r="2"><c r="A2"><v>2</v></c><c r="A2"><v>3</v></c></row>', False),
        ('<row r="3"><c r="A3"><v>2</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>', False),
        ('<row r="2"><c r="A2"><f>1</f><v>2</v></c></row>', False),
        ('<row r="2"><c r="A2" t="inlineStr"><is><t> a</t></is></c></row>', False),
        ('<row r="2"><c r="A2" t="inlineStr"><is><t>a&eacute;</t></is></c></row>', False),
        ('<row r="2"><c r="XFD2"><v>2</v></c></row>', False),
    ],
)
def test_what_is_plain(sheet, is_plain):
    assert check_agreement(sheet, ["<t>een</t>", "<t>twee &lt;3&gt; &#233;</t>"]) is is_plain


def test_both_readers_give_the_same_table():
    cells = '<c r="B{0}" t="s"><v>0</v></c><c r="C{0}"><v>{0}.25</v></c><c r="E{0}" s="1"><v>4600{0}</v></c>'
    rows = "".join(f'<row r="{row}">{cells.format(row)}</row>' for row in (3, 5, 6))
    _, plain = workbook(rows, ["<t>x</t>"])
    _, by_calamine = workbook(rows.replace('<c r="C3">', '<c  r="C3">'), ["<t>x</t>"])

    [first], [second] = read_export(plain).tables, read_export(by_calamine).tables

    assert (first.headers, first.header_row, first.first_column) == (("x", "3.25", "", "2025-12-12"), 3, 2)
    assert (second.headers, second.header_row, second.first_column) == (first.headers, 3, 2)
    assert first.rows.tolist() == second.rows.tolist() == [5, 6]
    days = [date(2025, 12, 14), date(2025, 12, 15)]
    assert [list(column) for column in first.columns] == [["x", "x"], [5.25, 6.25], ["", ""], days]
    assert [list(column) for column in second.columns] == [["x", "x"], [5.25, 6.25], ["", ""], days]
