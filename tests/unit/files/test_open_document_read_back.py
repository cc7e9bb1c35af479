"""An .ods is read back to the last cell: what reads otherwise than it was meant is refused."""

import io
import zipfile
from datetime import date
from decimal import Decimal
from itertools import cycle, islice

import numpy as np
import pytest
import python_calamine
from hypothesis import example, given, settings
from hypothesis import strategies as st

from service.domain.failures import ReadBackDiffersError
from service.domain.formats.output import OdsOutput
from service.domain.translation.content import ReportContent, ValueKind, Values
from service.files.reports.report_writer import ReportWriter, require_reads_back
from service.files.workbook.cells import why_text_is_refused
from tests.fidelity.open_documents import by_hand
from tests.fidelity.test_fidelity import content_of
from tests.tools.contents import a_sheet
from tests.unit.files.test_every_writer import NAUGHTY

OUTPUT = OdsOutput(kind="ods", template="t.ods", filename="r.ods")
FIRST, ROWS = 5, 70


def _report(content: ReportContent) -> bytes:
    return ReportWriter().write_report(content, OUTPUT, by_hand())


def _xml(report: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        return archive.read("content.xml").decode()


def _with(report: bytes, xml: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(report)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            archive.writestr(name, xml if name == "content.xml" else source.read(name))
    return target.getvalue()


def _changed(report: bytes, old: str, new: str) -> bytes:
    xml = _xml(report)
    assert old in xml
    return _with(report, xml.replace(old, new, 1))


def _content(texts: list[str], numbers: list[int | None], days: list[date | None]) -> ReportContent:
    def values(kind: ValueKind, items: list[object], dtype: str, nothing: object) -> Values:
        blank = np.array([item is None for item in items])
        filled = [nothing if item is None else item for item in items]
        made = np.array(filled, dtype) if dtype != "O" else np.array([*filled, None], object)[:-1]
        return Values(kind, made, blank, 100 if kind is ValueKind.NUMBER else 1)

    columns = {
        "Naam": values(ValueKind.TEXT, [*texts], "O", ""),
        "Bedrag": values(ValueKind.NUMBER, [*numbers], "int64", 0),
        "Datum": values(ValueKind.DATE, [*days], "datetime64[D]", "NaT"),
    }
    return ReportContent({}, (a_sheet("Data", FIRST - 1, columns),))


def test_every_naughty_text_is_read_as_it_was():
    texts = [text for text in NAUGHTY if why_text_is_refused(text) is None]
    texts += ["  twee  voor", "na  \n  regel", "\n", "a &lt; b", "<text:s/>", "x\n\ny"]
    content = _content(["eerst", *texts], [1] * (len(texts) + 1), [None] * (len(texts) + 1))

    read = require_reads_back(_report(content), content, OUTPUT, by_hand())

    assert read("Data", "Bedrag") == Decimal(len(texts) + 1) / 100


_AMOUNT = st.none() | st.integers(-(10**13), 10**13)
_DAY = st.none() | st.dates(date(1583, 1, 1), date(9999, 12, 31))
_ROW = st.tuples(st.text(max_size=12) | st.sampled_from(NAUGHTY[:40]), _AMOUNT, _DAY)


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(_ROW, min_size=2, max_size=12), count=st.integers(2, 90))
def test_any_content_is_read_as_it_was_meant_and_its_total_is_exact(
    rows: list[tuple[object, ...]], count: int
):
    rows = [(text if why_text_is_refused(text) is None else "x", *rest) for text, *rest in rows]
    content = _content(*map(list, zip(*islice(cycle(rows), count), strict=True)))

    report = _report(content)

    total = require_reads_back(report, content, OUTPUT, by_hand())("Data", "Bedrag")
    assert _calamine_reads(report, content)
    assert total == Decimal(sum(amount or 0 for _, amount, _ in islice(cycle(rows), count))) / 100


def _calamine_reads(report: bytes, content: ReportContent) -> bool:
    """Whether calamine finds what was meant in every data row, and nothing beside it."""
    try:
        workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(report))
        grid = workbook.get_sheet_by_name("Data").to_python(skip_empty_area=False)
    except python_calamine.CalamineError:
        return False
    [sheet] = content.sheets
    for at in range(sheet.row_count):
        cells = [*grid[FIRST - 1 + at], *[""] * 4] if len(grid) >= FIRST + at else [""] * 4
        if cells[:3] != [_meant(values, at) for values in sheet.columns.values()] or any(cells[4:]):
            return False
    return True


def _meant(values: Values, at: int) -> object:
    if values.blank[at]:
        return ""
    item = values.items[at].item() if values.kind is not ValueKind.TEXT else values.items[at]
    return item / values.denominator if values.kind is ValueKind.NUMBER else item


_PIECES = [
    *("", "0", "7", " ", "  ", '"', "'", ">", "/", "-", "e5", ".", "&", "&amp;", "&#65;", "\n", "\t", "x"),
    *("<text:s/>", "<text:p>", "</text:p>", "<text:p/>", "</text:p><text:p>", "<!-- -->", "<![CDATA[x]]>"),
    *('<table:table-cell office:value-type="string"><text:p>x</text:p></table:table-cell>',),
    *("<table:table-cell/>", "</table:table-cell>", "<table:covered-table-cell/>", "<table:table-cell>"),
    *("</table:table-row>", "</table:table-row><table:table-row>", "<table:table-row>", "</table:table-cell"),
    *(' table:number-columns-repeated="2"', ' table:number-rows-repeated="2"', ' table:formula="of:=1"'),
    *(' office:value="1"', ' office:value-type="string"', ' office:string-value="x"', ' office:value="'),
    *(
        ' office:date-value="2026-01-31"',
        ' office:boolean-value="true"',
        " office:value-type",
        ' xmlns:a="b"',
    ),
]
_CHANGED = content_of(12)
_WRITTEN = _report(_CHANGED)
_CHANGED_XML = _xml(_WRITTEN)


_BEGIN = _CHANGED_XML.index("</table:table-row>", _CHANGED_XML.index(f"=[.B{FIRST}]*2"))
_END = _CHANGED_XML.index("</table:table-row>", _CHANGED_XML.index(f"=[.B{FIRST + 11}]*2"))


@settings(max_examples=400, deadline=None)
@given(
    at=st.integers(_BEGIN, _END - 1),
    taken=st.integers(0, 60),
    put=st.lists(st.sampled_from(_PIECES), max_size=2).map("".join),
)
@example(at=_CHANGED_XML.index('"-1.75"') + 1, taken=5, put="-1.76")
@example(at=_END - 1, taken=0, put="></table:table-cell>")
@example(at=_CHANGED_XML.index("[.B7]*2"), taken=0, put="&")
@example(at=_CHANGED_XML.index(' office:value="-1.75"'), taken=0, put=' table:formula="of:=1"')
def test_what_is_taken_for_right_reads_as_it_was_meant(at: int, taken: int, put: str):
    xml = _CHANGED_XML[:at] + put + _CHANGED_XML[min(at + taken, _END) :]
    report = _with(_WRITTEN, xml)
    try:
        require_reads_back(report, _CHANGED, OUTPUT, by_hand())
    except ReadBackDiffersError:
        return

    assert _calamine_reads(report, _CHANGED)
    assert xml.count(" table:formula=") == _CHANGED_XML.count(" table:formula=")


_NUMBER = ' office:value-type="float" office:value="4.50"></table:table-cell>'
_NAME = ' office:value-type="string"><text:p>=naam 3</text:p></table:table-cell>'
_DAY = ' office:value-type="date" office:date-value="2026-01-31"></table:table-cell>'


@pytest.mark.parametrize("rows", [12, ROWS])
@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (_NUMBER, _NUMBER.replace("4.50", "4.51"), "column 'Bedrag', row 11"),
        (_NUMBER, _NUMBER.replace("4.50", "-4.50"), "column 'Bedrag', row 11"),
        (_NUMBER, _NUMBER.replace("4.50", "4.500000000000000001"), "more digits"),
        (_NUMBER, ">", "."),
        (_NUMBER, "></table:table-cell>", "column 'Bedrag', row 11"),
        (_NUMBER, _NUMBER.replace("float", "string"), "another kind than it says"),
        (_NUMBER, _NUMBER.replace(' office:value-type="float"', ""), "another kind than it says"),
        (
            _NUMBER,
            _NUMBER.replace("float", "date").replace("value=", "date-value="),
            "column 'Bedrag', row 11",
        ),
        (_NUMBER, ' office:value-type="string"><text:p>4.50</text:p></table:table-cell>', "column 'Bedrag'"),
        (_NUMBER, f' table:number-columns-repeated="2"{_NUMBER}', "row 11"),
        (_NUMBER, f' table:formula="of:=9/2"{_NUMBER}', "formulas read"),
        (_NUMBER, f"></table:table-cell><table:table-cell{_NUMBER}", "column 'Bedrag', row 11"),
        (_DAY, _DAY.replace("01-31", "01-30"), "column 'Datum', row"),
        (_DAY, _DAY.replace("date", "string", 1), "another kind than it says"),
        (_NAME, _NAME.replace("3<", "4<"), "column 'Naam', row 8"),
        (_NAME, _NAME.replace(" 3<", "3<"), "column 'Naam', row 8"),
        (_NAME, _NAME.replace("</text:p>", "</text:p><text:p></text:p>"), "column 'Naam', row 8"),
        (_NAME, _NAME.replace("</text:p>", "<text:s/></text:p>"), "column 'Naam', row 8"),
        (' table:formula="of:=[.B9]*2"', "", "formulas read"),
        (' table:formula="of:=[.B9]*2"', ' office:value-type="float" office:value="1"', "formulas read"),
    ],
)
def test_one_change_in_a_row_is_refused(rows: int, old: str, new: str, said: str):
    content = content_of(rows)
    spoilt = _changed(_report(content), old, new)

    with pytest.raises(ReadBackDiffersError, match=said):
        require_reads_back(spoilt, content, OUTPUT, by_hand())


def _row(xml: str, number: int) -> str:
    """The XML of a data row, by its number on the sheet."""
    rows = xml[xml.index('<table:table table:name="Data"') :].split("<table:table-row ")[number:]
    return f"<table:table-row {rows[0]}"


@pytest.mark.parametrize("rows", [12, ROWS])
def test_a_row_less_or_more_or_in_another_place_is_refused(rows: int):
    content = content_of(rows)
    report = _report(content)
    row, next_row, last = (_row(_xml(report), number) for number in (9, 10, FIRST + rows - 1))
    empty = "<table:table-row><table:table-cell/></table:table-row>"
    said = row.replace("=naam 4", "=naam 4", 1)

    for old, new in (
        (row, ""),
        (row, said + said),
        (row + next_row, next_row + row),
        (last, last + last),
        (last, last + empty),
        (row, empty + row),
        (row, row.replace("table-row ", 'table-row table:number-rows-repeated="2" ', 1)),
    ):
        with pytest.raises(ReadBackDiffersError):
            require_reads_back(_changed(report, old, new), content, OUTPUT, by_hand())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("</table:table-row><table:table-row", "</table:table-row><!-- hier --><table:table-row"),
        ("</table:table-row><table:table-row", "</table:table-row>\n<table:table-row"),
        (_NAME, _NAME.replace("=naam 3", "=naam&#32;3")),
        (_NAME, _NAME.replace("=naam 3", "<text:span>=naam 3</text:span>")),
        (_NUMBER, _NUMBER.replace('"', "'")),
        (_NUMBER, _NUMBER.replace("><", "><text:p>4,50</text:p><")),
        (_NUMBER, _NUMBER.replace("4.50", "4.5")),
    ],
)
def test_what_is_right_but_written_otherwise_is_accepted(old: str, new: str):
    content = content_of(ROWS)
    xml = _xml(_report(content))
    begin = xml.index("=naam 1<")
    changed = xml[:begin] + xml[begin:].replace(old, new, 1)
    assert changed != xml

    read = require_reads_back(_with(_report(content), changed), content, OUTPUT, by_hand())

    assert read("Data", "Bedrag") == sum(row * 125 - 300 for row in range(ROWS)) / 100


def test_a_number_of_many_digits_passes_where_the_template_has_it_itself():
    blanks = '<table:table-cell table:number-columns-repeated="16376"/>'
    number = '<table:table-cell office:value-type="float" office:value="0.30000000000000004"/>'
    template = _changed(by_hand(), blanks, number + blanks.replace("16376", "16375"))
    content = content_of(7)
    report = ReportWriter().write_report(content, OUTPUT, template)

    read = require_reads_back(report, content, OUTPUT, template)

    assert read("Data", "Bedrag") == sum(row * 125 - 300 for row in range(7)) / 100
    with pytest.raises(ReadBackDiffersError, match="more digits"):
        require_reads_back(_changed(report, "0000004", "0000005"), content, OUTPUT, template)
