"""Every writer: naughty texts, exact numbers and blanks are read back equal, or refused by their place."""

import io
import json
import re
import zipfile
from collections.abc import Callable, Mapping
from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from pydantic import TypeAdapter

from service.domain.failures import CannotBeWrittenError, FormatError, ReadBackDiffersError
from service.domain.formats.output import Output
from service.domain.translation.content import ReportContent, ValueKind, Values
from service.files.reports.report_writer import ReportWriter, require_reads_back
from tests.fidelity.open_documents import by_hand
from tests.fidelity.workbooks import WORKBOOKS
from tests.tools.contents import a_sheet
from tests.tools.faults import in_dutch
from tests.tools.word_document import document, table

NAUGHTY = [
    "=1+1",
    "+31 6",
    "-2+3",
    "@SUM(A1)",
    '=HYPERLINK("x")',
    "\t=1",
    "\r=1",
    "\n=1",
    " voor",
    "achter ",
    "  dubbel  in ",
    "a\r\nb",
    "a\rb",
    "a\nb",
    "a\tb",
    "_x000D_",
    "_x005F_x000D_",
    "_X000d_",
    "<b>&amp;</b>",
    "]]>",
    "<!--",
    "'",
    '"',
    '""',
    "'=1",
    ";,|",
    "%s%d%%",
    "{0}",
    "مرحبا",
    "\u202eabc",
    "👩‍👩‍👧",
    "é",
    "\u00a0",
    "\u2028",
    "\x85",
    "\x00",
    "\x01",
    "\x1f",
    "\x7f",
    "\ud800",
    "a\udfffb",
    "\ufffe",
    "\uffff",
    "\ue000row:0:1\ue001",
    "NULL",
    "NaN",
    "1e5",
    "0014",
    "true",
    "x" * 32_767,
    "x" * 32_768,
    "😀" * 16_384,
]

OUTPUTS: Mapping[str, Mapping[str, object]] = {
    "csv": {"kind": "csv"},
    "csv-1252": {"kind": "csv", "encoding": "windows-1252", "quote": "always", "separator": "\t"},
    "csv-bom": {"kind": "csv", "encoding": "utf-8-sig", "line_end": "lf", "formula_text": "refuse"},
    "fixed": {"kind": "fixed-width", "columns": {"T": {"width": 40_000}}, "encoding": "utf-8"},
    "fixed-right": {
        "kind": "fixed-width",
        "columns": {"T": {"width": 40_000, "align": "right", "pad": "*"}},
        "encoding": "utf-8-sig",
        "line_end": "lf",
    },
    "xml": {"kind": "xml", "root": "Uitvraag"},
    "xml-attribute": {"kind": "xml", "root": "Uitvraag", "line_end": "crlf", "blank": "empty"},
    "json": {"kind": "json"},
    "xlsx": {"kind": "xlsx", "template": "t.xlsx"},
    "ods": {"kind": "ods", "template": "t.ods"},
    "docx": {"kind": "docx", "template": "t.docx"},
}
BLANKS = {
    "xlsx": WORKBOOKS["printed"],
    "ods": by_hand,
    "docx": lambda: document(table([""], [""], [""], ["Naam"], [""])),
}


def _output(name: str) -> Output:
    return TypeAdapter(Output).validate_python({"filename": "uit", **OUTPUTS[name]})


def _template(name: str) -> bytes | None:
    return BLANKS[name]() if name in BLANKS else None


def _texts(*items: str) -> Values:
    return Values(ValueKind.TEXT, np.array(items, dtype=object), np.zeros(len(items), dtype=bool))


def _content(name: str, *texts: str) -> ReportContent:
    if name.startswith("xml"):
        header = "@t" if name == "xml-attribute" else "T"
        return ReportContent({}, (a_sheet("Lijst/Regel", 1, {header: _texts(*texts)}),))
    if name in BLANKS:
        return ReportContent({}, (a_sheet("Data", 4, {"Naam": _texts(*texts)}),))
    return ReportContent({}, (a_sheet("Blad", 1, {"T": _texts(*texts)}),))


def _written_or_refused(write: Callable[[], bytes]) -> str:
    try:
        write()
    except CannotBeWrittenError as refusal:
        return "refused" if ", row " in str(refusal) else "refused without a place"
    return "written"


def _report_or_refusal(
    content: ReportContent, output: Output, template: bytes | None = None
) -> tuple[bytes | None, str]:
    try:
        return ReportWriter().write_checked_report(content, output, template), ""
    except CannotBeWrittenError as refusal:
        return None, str(refusal)


@pytest.mark.parametrize("name", OUTPUTS)
@pytest.mark.parametrize("text", NAUGHTY, ids=ascii)
def test_a_naughty_text_reads_back_equal_or_is_refused_with_its_row(name: str, text: str):
    output = _output(name)

    fate = _written_or_refused(
        lambda: ReportWriter().write_checked_report(_content(name, "a", text, "b"), output, _template(name))
    )

    assert fate in {"written", "refused"}
    if text.isascii() and text.isalnum() and len(text) <= 32_767:
        assert fate == "written"


@pytest.mark.parametrize("rows", [1, 40])
@pytest.mark.parametrize("text", NAUGHTY, ids=ascii)
def test_a_naughty_text_in_a_workbook_is_never_a_formula(text: str, rows: int):
    cells = {("Data", "B2"): text, ("Data", "A9"): text}
    content = ReportContent(cells, (a_sheet("Data", 4, {"Naam": _texts(*[text] * rows)}),))
    output, template = _output("xlsx"), _template("xlsx")

    report, refusal = _report_or_refusal(content, output, template)
    if report is None:
        assert re.search(r"Sheet 'Data', column '(Naam|B2|A9)', row \d+: ", refusal)
        return

    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name.endswith(".xml")}
    declared = [*[f"B{row}*2" for row in range(5, 5 + rows)], f"SUM(B5:B{4 + rows})", f"SUM(D5:D{4 + rows})"]
    sheet = etree.fromstring(parts["xl/worksheets/sheet1.xml"])
    assert sorted(found.text for found in sheet.iter("{*}f")) == sorted(declared)
    assert sum(part.count(b"<f>") for part in parts.values()) == len(declared)


@pytest.mark.parametrize("rows", [1, 40])
@pytest.mark.parametrize("text", NAUGHTY, ids=ascii)
def test_a_naughty_text_in_an_open_document_is_never_a_formula(text: str, rows: int):
    cells = {("Data", "C2"): text, ("Data", "A10"): text}
    content = ReportContent(cells, (a_sheet("Data", 4, {"Naam": _texts(*[text] * rows)}),))

    report, refusal = _report_or_refusal(content, _output("ods"), _template("ods"))
    if report is None:
        assert re.search(r"Sheet 'Data', column '(Naam|C2|A10)', row \d+: ", refusal)
        return

    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        root = etree.fromstring(archive.read("content.xml"))
    table = root.find(".//{*}table")
    found = list(table.xpath(".//@*[local-name()='formula']"))
    declared = [
        *[f"[.B{row}]*2" for row in range(5, 5 + rows)],
        *(f"SUM([.{c}5:.{c}{4 + rows}])" for c in "BD"),
    ]
    assert sorted(found) == sorted(f"of:={each}" for each in declared)


PLACES = {"xlsx": ("Data", "B2"), "ods": ("Data", "C2"), "xml": ("Kop", "Naam"), "json": ("Kop", "Naam")}


@pytest.mark.parametrize("name", PLACES)
@pytest.mark.parametrize("amount", ["153898.23", "-0.05", "42.90", "0.0001"])
def test_an_amount_with_decimals_in_a_single_cell_is_read_back_exactly(name: str, amount: str):
    rows = a_sheet("Data", 4, {"Naam": _texts("a")})
    sheets = _content(name, "a").sheets if name in ("xml", "json") else (rows,)
    content, other = (
        ReportContent({PLACES[name]: value}, sheets)
        for value in (Decimal(amount), Decimal(amount) + Decimal("0.01"))
    )

    report = ReportWriter().write_report(content, _output(name), _template(name))

    total = require_reads_back(report, content, _output(name), _template(name))
    assert total(*PLACES[name]) == Decimal(amount)
    with pytest.raises(ReadBackDiffersError):
        require_reads_back(report, other, _output(name), _template(name))


@pytest.mark.parametrize("name", ["xml", "json"])
@pytest.mark.parametrize("text", NAUGHTY, ids=ascii)
def test_a_naughty_text_in_a_single_cell_reads_back_equal_or_is_refused_with_its_place(name: str, text: str):
    content = ReportContent({("Kop", "Naam"): text}, _content(name, "a").sheets)

    report, refusal = _report_or_refusal(content, _output(name))

    assert report is not None or "Naam" in refusal


@settings(max_examples=150, deadline=None)
@given(name=st.sampled_from(sorted(OUTPUTS)), texts=st.lists(st.text(max_size=40), max_size=6))
def test_any_texts_read_back_equal_or_are_refused(name: str, texts: list[str]):
    content = _content(name, *texts)

    fate = _written_or_refused(
        lambda: ReportWriter().write_checked_report(content, _output(name), _template(name))
    )

    assert fate in {"written", "refused"}


def _everything() -> ReportContent:
    days = Values(
        ValueKind.DATE,
        np.array(["2026-01-31", "NaT", "2026-12-01"], "datetime64[D]"),
        np.array([0, 1, 0], bool),
    )
    cents = Values(ValueKind.NUMBER, np.array([-5, 0, 123456]), np.array([0, 1, 0], bool), 100)
    count = Values(ValueKind.NUMBER, np.array([0, -7, 10**14]), np.zeros(3, bool))
    columns = {"Naam": _texts("Zoë & <Co>", "", "x"), "Dag": days, "Bedrag": cents, "Aantal": count}
    return ReportContent({}, (a_sheet("Regels/Regel", 1, columns),))


def test_a_fixed_width_line_has_every_field_on_its_own_positions():
    output = TypeAdapter(Output).validate_python(
        {
            "kind": "fixed-width",
            "filename": "uit.txt",
            "header_line": True,
            "decimal_sign": "",
            "columns": {
                "Aantal": {"width": 16, "align": "right", "pad": "0"},
                "Naam": {"width": 5, "too_long": "cut"},
                "Dag": {"width": 8},
                "Bedrag": {"width": 8, "align": "right"},
            },
        }
    )

    written = ReportWriter().write_checked_report(_everything(), output)

    assert written.decode("cp1252").split("\r\n") == [
        "Aantal          Naam Dag     Bedrag  ",
        "0000000000000000Zoë &20260131    -005",
        "-000000000000007                     ",
        "0100000000000000x    20261201  123456",
        "",
    ]


@pytest.mark.parametrize(("width", "policy"), [(4, "refuse"), (4, "cut")])
def test_a_number_is_never_cut(width: int, policy: str):
    output = TypeAdapter(Output).validate_python(
        {"kind": "fixed-width", "filename": "u", "columns": {"N": {"width": width, "too_long": policy}}}
    )
    numbers = Values(ValueKind.NUMBER, np.array([1, 12345]), np.zeros(2, bool))

    with pytest.raises(CannotBeWrittenError, match="Column 'N', row 2: it does not fit in 4 characters"):
        ReportWriter().write_report(ReportContent({}, (a_sheet("L", 1, {"N": numbers}),)), output)


def test_xml_stands_in_the_order_and_the_namespaces_that_are_asked():
    output = TypeAdapter(Output).validate_python(
        {
            "kind": "xml",
            "filename": "uit.xml",
            "root": "v:Bericht",
            "namespaces": {"v": "urn:voorbeeld", "": "urn:anders"},
            "order": ["Kop"],
        }
    )
    rows = {"Client/@nr": _texts("1", "2"), "v:Code": _texts("a", ""), "Client/Naam": _texts("x & y", "z")}
    content = ReportContent(
        {("Kop", "Van/AGB"): "012", ("Kop", "Leeg"): None},
        (a_sheet("L/R", 1, rows),),
    )

    written = ReportWriter().write_checked_report(content, output)

    root = etree.fromstring(written)
    assert root.tag == "{urn:voorbeeld}Bericht"
    assert [child.tag for child in root] == ["{urn:anders}Kop", "{urn:anders}L"]
    assert written.decode().splitlines()[3:5] == [
        '<L><R><Client nr="1"><Naam>x &amp; y</Naam></Client><v:Code>a</v:Code></R>',
        '<R><Client nr="2"><Naam>z</Naam></Client></R></L>',
    ]


def test_xml_refuses_what_is_no_name():
    output = TypeAdapter(Output).validate_python({"kind": "xml", "filename": "u", "root": "R"})
    content = ReportContent({}, (a_sheet("L/R", 1, {"x y": _texts("a")}),))

    with pytest.raises(FormatError, check=in_dutch("'x y' is geen element of attribuut")):
        ReportWriter().write_report(content, output)


def test_json_keeps_numbers_exact_and_blanks_null():
    output = TypeAdapter(Output).validate_python({"kind": "json", "filename": "uit.json"})
    content = ReportContent({("Voor", "A1"): "x"}, _everything().sheets)

    written = ReportWriter().write_checked_report(content, output)

    assert json.loads(written, parse_float=str)["Regels/Regel"] == [
        {"Naam": "Zoë & <Co>", "Dag": "2026-01-31", "Bedrag": "-0.05", "Aantal": 0},
        {"Naam": None, "Dag": None, "Bedrag": None, "Aantal": -7},
        {"Naam": "x", "Dag": "2026-12-01", "Bedrag": "1234.56", "Aantal": 10**14},
    ]


@pytest.mark.parametrize("line_end", ["crlf", "lf"])
@pytest.mark.parametrize("name", ["csv", "fixed", "xml", "json"])
def test_every_line_of_a_text_file_ends_as_the_format_says(name: str, line_end: str):
    output = _output(name).model_copy(update={"line_end": line_end})

    written = ReportWriter().write_checked_report(_content(name, "appel", "peer"), output)

    ends = set(re.findall(rb"\r\n|\r|\n", written))
    assert ends == {b"\r\n" if line_end == "crlf" else b"\n"}


@pytest.mark.parametrize("policy", ["refuse", "cut"])
def test_a_text_that_is_too_wide_is_refused_with_its_row_or_cut(policy: str):
    output = TypeAdapter(Output).validate_python(
        {"kind": "fixed-width", "filename": "u", "columns": {"T": {"width": 4, "too_long": policy}}}
    )

    report, refusal = _report_or_refusal(_content("fixed", "a", "appel"), output)

    if policy == "cut":
        assert report == b"a   \r\nappe\r\n"
    else:
        assert "Column 'T', row 2: it does not fit in 4 characters" in refusal


@pytest.mark.parametrize("name", ["csv", "fixed", "xml", "json"])
def test_a_report_with_one_changed_letter_does_not_read_back(name: str):
    output = _output(name)
    written = ReportWriter().write_report(_content(name, "appel", "peer"), output)

    with pytest.raises(ReadBackDiffersError):
        require_reads_back(written.replace(b"peer", b"beer"), _content(name, "appel", "peer"), output)
