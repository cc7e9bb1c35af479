"""OpenDocument templates, filled with 0, 1, 7 and 5,000 rows: what is untouched, what grows, what not."""

import csv
import io
import re
import zipfile
from pathlib import Path

import numpy as np
import openpyxl
import pytest
import python_calamine
from lxml import etree

from service.domain.failures import CannotBeWrittenError, FormatError, ReadBackDiffersError
from service.domain.formats.output import OdsOutput, XlsxOutput
from service.domain.translation.content import ReportContent, ValueKind, Values
from service.files.reports.report_writer import ReportWriter, check_headers, require_reads_back
from service.files.workbook.cells import why_text_is_refused
from service.files.workbook.placed import SheetTarget
from tests.fidelity.open_documents import OPEN_DOCUMENTS, by_hand
from tests.fidelity.test_fidelity import SIZES, content_of, parts
from tests.fidelity.workbooks import WORKBOOKS
from tests.tools.contents import a_sheet
from tests.tools.faults import in_dutch
from tests.tools.office import SOFFICE, convert
from tests.unit.files.test_every_writer import NAUGHTY

OUTPUT = OdsOutput(kind="ods", template="t.ods", filename="r.ods")
PER_NAME = OdsOutput(kind="ods", template="t.ods", filename="r.ods", sheet_per={"Data": "Naam"})


def filled(blank: bytes, rows: int, output: OdsOutput = OUTPUT) -> bytes:
    return ReportWriter().write_checked_report(content_of(rows), output, blank)


def attributes(report: bytes, name: str, part: str = "content.xml") -> list[str]:
    """Every value of an attribute, in the order of the document."""
    root = etree.fromstring(parts(report)[part])
    return [str(value) for value in root.xpath(f"//@*[local-name()='{name}']")]


@pytest.mark.parametrize("rows", SIZES)
@pytest.mark.parametrize("name", OPEN_DOCUMENTS)
def test_every_part_that_the_rows_do_not_touch_is_byte_for_byte_what_it_was(name: str, rows: int):
    blank = OPEN_DOCUMENTS[name]()

    report = filled(blank, rows)

    before, after = parts(blank), parts(report)
    before = {part: content for part, content in before.items() if not part.endswith("/")}
    changed = {part for part in before if before[part] != after[part]}
    charts = {part for part in before if re.fullmatch(r"Object \d+/content\.xml", part)}
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        first = archive.infolist()[0]
    assert (first.filename, first.compress_type, first.extra) == ("mimetype", zipfile.ZIP_STORED, b"")
    assert set(after) == set(before)
    assert changed <= {"content.xml"} | charts


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
@pytest.mark.long
@pytest.mark.filterwarnings("ignore::UserWarning")  # openpyxl says what it does not know
def test_libreoffice_opens_every_open_document_and_calculates_the_total_of_the_balance(tmp_path: Path):
    sizes = {f"{name}-{rows}": rows for name in OPEN_DOCUMENTS for rows in SIZES}
    folder = tmp_path / "gevuld"
    folder.mkdir()
    for file, rows in sizes.items():
        (folder / f"{file}.ods").write_bytes(filled(OPEN_DOCUMENTS[file.rpartition("-")[0]](), rows))

    convert(sorted(folder.iterdir()), tmp_path, "xlsx")

    totals, doubles = {}, {}
    for file, rows in sizes.items():
        sheet = openpyxl.load_workbook(tmp_path / f"{file}.xlsx", data_only=True)["Data"]
        last = 4 + max(rows, 1)
        totals[file] = round((sheet.cell(last + 1, 2).value or 0) * 100)
        doubles[file] = (sheet.cell(last, 4).value or 0) - 2 * (sheet.cell(last, 2).value or 0)
        lists = [str(rule.sqref) for rule in sheet.data_validations.dataValidation]
        assert all(each in {f"A5:A{last}", f"B5:B{last}", "A5", "B5", f"A{last + 4}"} for each in lists)
    assert set(doubles.values()) == {0}
    assert totals == {file: sum(row * 125 - 300 for row in range(rows)) for file, rows in sizes.items()}


@pytest.mark.parametrize(("rows", "last"), [(0, 5), (1, 5), (7, 11), (5_000, 5_004)])
def test_rules_names_filters_charts_and_print_ranges_cover_exactly_the_data(rows: int, last: int):
    report = filled(by_hand(), rows)
    below = last + 1

    assert attributes(report, "target-range-address") == [
        f"Data.B5:Data.B{last}",
        f"Data.D5:Data.D{below}",
        f"Data.A4:Data.D{last}",
    ]
    assert attributes(report, "cell-range-address") == [f"$Data.$B$5:.$B${last}"] * 2
    assert attributes(report, "print-ranges") == [f"Data.A1:Data.D{last + 2}"]
    assert attributes(report, "expression") == [f"of:=[$Data.$B${below}]/2"]
    assert attributes(report, "notify-on-update-of-ranges") == [f"Data.A5:Data.A{last} Data.B5:Data.B{last}"]
    assert attributes(report, "values-cell-range-address", "Object 1/content.xml") == [
        f"Data.B5:Data.B{last}"
    ]
    assert attributes(report, "label-cell-address", "Object 1/content.xml") == ["Data.B4"]


def test_formulas_of_rules_follow_what_they_speak_of():
    report = filled(by_hand(), 7)

    assert attributes(report, "condition") == [
        "cell-content()>[.$B$12]",
        "of:cell-content-is-in-list([$'Lijst van jou'.$A$1:.$A$3])",
        "of:cell-content-is-decimal-number() and cell-content()>[.$B$15]",
        'of:cell-content-is-in-list("[.A5]";"b")',
    ]
    assert attributes(report, "base-cell-address")[:4] == ["Data.B5", "Data.A5", "Data.B5", "Data.A15"]
    condition = etree.QName(
        "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0", "condition"
    )
    found = etree.fromstring(parts(report)["content.xml"]).iter(condition)
    assert [each.get(f"{{{condition.namespace}}}value") for each in found] == [
        ">[.$B$12]/2",
        "formula-is([.B5]<0)",
    ]


def test_what_stands_in_the_pattern_row_is_repeated_and_what_stands_on_it_is_there_once():
    report = filled(by_hand(), 3)

    content = parts(report)["content.xml"].decode()
    formulas = [each for each in attributes(report, "formula") if each.startswith("of:=[.B")]
    assert formulas == ["of:=[.B5]*2", "of:=[.B6]*2", "of:=[.B7]*2"]
    assert content.count('table:content-validation-name="keuze"') == 3
    assert content.count('table:number-columns-spanned="2"') == 1 + 3
    assert (content.count("<office:annotation"), content.count("<draw:object")) == (1, 1)
    sparklines = zip(attributes(report, "cell-address"), attributes(report, "data-range"), strict=True)
    assert sorted(sparklines) == [
        ("Data.G5", "Data.B5:Data.D5"),
        ("Data.G6", "Data.B6:Data.D6"),
        ("Data.G7", "Data.B7:Data.D7"),
        ("Data.G8", "Data.B5:Data.B7"),
    ]


def test_a_shape_below_the_data_ends_lower_and_one_beside_them_keeps_its_end():
    assert attributes(filled(by_hand(), 7), "end-cell-address") == ["Data.M16", "Data.B16"]


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice, which makes this blank, is not installed")
def test_a_pivot_table_draws_on_all_rows():
    report = filled(OPEN_DOCUMENTS["pivot"](), 7)

    assert attributes(report, "cell-range-address") == ["Data.A4:Data.D11"]


def test_the_empty_rows_that_fill_the_sheet_make_place_for_the_data():
    repeated = attributes(filled(by_hand(), 7), "number-rows-repeated")

    assert repeated == [str(1_048_566 - 6)]


def test_results_that_were_calculated_for_the_blank_are_not_kept():
    root = etree.fromstring(parts(filled(by_hand(), 7))["content.xml"])

    cells = root.xpath("//*[@*[local-name()='formula']]")

    assert len(cells) == 7 + 2 + 4
    assert all(len(cell) == 0 and "value" not in str(cell.attrib) for cell in cells)


def test_more_rows_than_a_sheet_has_are_refused_before_any_work():
    rows = 1_048_576 - 4
    columns = {"Naam": Values(ValueKind.TEXT, np.full(rows, "x", dtype=object), np.zeros(rows, dtype=bool))}
    content = ReportContent({}, (a_sheet("Data", 4, columns),))

    with pytest.raises(CannotBeWrittenError, match=r"gets 1048572 lines; a sheet has 1048576"):
        ReportWriter().write_report(content, OUTPUT, by_hand())


@pytest.mark.parametrize(
    ("sheets", "cells", "said"),
    [
        (
            [SheetTarget("Data", 4, ("Nmaa",))],
            [],
            "t.ods: Op blad 'Data', rij 4, ontbreekt 'Nmaa'; er staat 'Naam'",
        ),
        ([SheetTarget("Weg", 4, ("Naam",))], [], "t.ods: Blad 'Weg' staat niet in de werkmap; wel 'Data'"),
        ([], [("Data", "B2")], "t.ods: Cel Data!B2 ligt onder een samengevoegde cel"),
        ([SheetTarget("Data", 4, ("Naam",))], [("Data", "A5")], "Cel Data!A5 ligt tussen de gegevensregels"),
    ],
)
def test_a_template_that_does_not_fit_is_refused_by_name(
    sheets: list[SheetTarget], cells: list[tuple[str, str]], said: str
):
    with pytest.raises(FormatError, check=in_dutch(re.escape(said))):
        check_headers(by_hand(), sheets, cells, OUTPUT)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            b"<table:content-validations>",
            b"<table:tracked-changes/><table:content-validations>",
            "houdt wijzigingen",
        ),
        (b'"of:=SUM([.B5:.B5])"', b'"msoxl:=SUM(B5:B5)"', "niet in OpenFormula"),
        (b"[$Data.B6]*2", b"SUM([$Data.B6:$Som.B6])", "verwijst naar een reeks bladen"),
    ],
)
def test_what_cannot_be_kept_right_is_refused(old: bytes, new: bytes, said: str):
    with pytest.raises(FormatError, check=in_dutch(said)):
        filled(_with(by_hand(), old, new), 7)


def test_single_cells_above_and_below_the_data_are_filled_where_they_went():
    rows = content_of(3).sheets
    content = ReportContent({("Data", "C2"): 12, ("Data", "B9"): "=x", ("Som", "A4"): None}, rows)
    writer = ReportWriter()

    report = writer.write_checked_report(content, OUTPUT, by_hand())

    grid = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(report)).get_sheet_by_name("Data")
    cells = grid.to_python(skip_empty_area=False)
    assert (cells[1][2], cells[10][1]) == (12, "=x")
    read = require_reads_back(report, content, OUTPUT, by_hand())
    assert (read("Data", "C2"), read("Data", "Bedrag")) == (
        12,
        sum(row * 125 - 300 for row in range(3)) / 100,
    )


def test_a_report_with_one_changed_cell_does_not_read_back():
    content, blank = content_of(7), by_hand()
    report = ReportWriter().write_report(content, OUTPUT, blank)

    for old, new in ((b"=naam 3", b"=naam 4"), (b'="4.50"', b'="4.51"'), (b">Noot<", b">Niet<")):
        with pytest.raises(ReadBackDiffersError, match=r"Sheet 'Data', column .*: read otherwise"):
            require_reads_back(_with(report, old, new), content, OUTPUT, blank)
    with pytest.raises(ReadBackDiffersError, match="formulas read"):
        require_reads_back(_with(report, b' table:formula="of:=[.B9]*2"', b""), content, OUTPUT, blank)


def test_one_sheet_per_value_is_made_of_one_pattern_sheet():
    blank = _for_copies()

    report = ReportWriter().write_checked_report(content_of(20), PER_NAME, blank)

    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(report))
    assert workbook.sheet_names == [*[f"=naam {number}" for number in range(9)], "Lijst van jou"]
    assert attributes(report, "print-ranges")[:3] == [
        "'=naam 0'.A1:'=naam 0'.D9",
        "'=naam 1'.A1:'=naam 1'.D9",
        "'=naam 2'.A1:'=naam 2'.D8",
    ]
    last = workbook.get_sheet_by_name("=naam 8").to_python(skip_empty_area=False)
    assert [row[1] for row in last[4:6]] == [7, 18.25]
    assert report == ReportWriter().write_report(content_of(20), PER_NAME, blank)


@pytest.mark.parametrize("name", ["by_hand", "charts_and_names"])
def test_a_sheet_with_a_chart_or_one_that_is_looked_at_cannot_be_copied(name: str):
    with pytest.raises(FormatError, check=in_dutch("iets dat maar bij één blad kan horen")):
        ReportWriter().write_report(content_of(3), PER_NAME, OPEN_DOCUMENTS[name]())
    with pytest.raises(FormatError, check=in_dutch("verwijst naar patroonblad 'Data'")):
        ReportWriter().write_report(content_of(3), PER_NAME, _without(by_hand(), "frame"))


@pytest.mark.skipif(not SOFFICE, reason="LibreOffice is not installed")
@pytest.mark.long
@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_libreoffice_reads_every_naughty_text_as_it_was(kind: str, tmp_path: Path):
    """LibreOffice opens the report and says in csv, every text in quotation marks, what stands in it.

    In a cell of an .xlsx it takes carriage return and line feed together for one line end.
    """
    blank = by_hand() if kind == "ods" else WORKBOOKS["printed"]()
    output = OUTPUT if kind == "ods" else XlsxOutput(kind="xlsx", template="t.xlsx", filename="r.xlsx")
    texts = [text for text in NAUGHTY if why_text_is_refused(text) is None]
    values = Values(ValueKind.TEXT, np.array(texts, dtype=object), np.zeros(len(texts), dtype=bool))
    content = ReportContent({}, (a_sheet("Data", 4, {"Naam": values}),))
    (tmp_path / f"r.{kind}").write_bytes(ReportWriter().write_checked_report(content, output, blank))

    convert([tmp_path / f"r.{kind}"], tmp_path, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true")

    one_end = {"xlsx": "\n", "ods": "\r\n"}
    said = (tmp_path / "r.csv").read_bytes().decode()
    rows = list(csv.reader(io.StringIO(said, newline="")))[4 : 4 + len(texts)]
    assert [row[0] for row in rows] == [text.replace("\r\n", one_end[kind]) for text in texts]


def _with(document: bytes, old: bytes, new: bytes) -> bytes:
    changed = {name: part.replace(old, new, 1) for name, part in parts(document).items()}
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in changed.items():
            archive.writestr(name, content)
    return target.getvalue()


def _without(document: bytes, *names: str) -> bytes:
    root = etree.fromstring(parts(document)["content.xml"])
    for name in names:
        for element in root.xpath(f"//*[local-name()='{name}']"):
            element.getparent().remove(element)
    return _with(document, parts(document)["content.xml"], etree.tostring(root))


def _for_copies() -> bytes:
    """Without what belongs to one sheet, and without the sheet that looks at it."""
    plain = _without(by_hand(), "frame", "named-expressions", "database-ranges")
    root = etree.fromstring(parts(plain)["content.xml"])
    for table in root.xpath("//*[local-name()='table'][@*='Som']"):
        table.getparent().remove(table)
    return _with(plain, parts(plain)["content.xml"], etree.tostring(root))
