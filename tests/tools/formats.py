"""Small formats for tests, written as people write them."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date

import openpyxl

from service.domain.formats.code_tables import CodeLine, CodeTable
from service.domain.formats.compiling import compile_format
from service.domain.formats.composition import Document, compose
from service.domain.formats.plan import Plan
from service.domain.formats.rows import Submitted
from service.domain.periods import Period, parse_period
from service.domain.standard.export import Export
from service.domain.translation.content import ReportContent, ValueKind, Values, text_of_number
from service.domain.translation.translate import Translation as Translated
from service.domain.translation.translate import translate
from tests.tools.exports import the_standard

FIRST_QUARTER = parse_period("2026-Q1")
NAMES = {"0014": "Groningen", "1969": "Westerkwartier"}
EVERYTHING_ELSE = {f"{table}.*": "niet gevraagd" for table in the_standard().tables}


def a_table(name: str, becomes: Mapping[str, str]) -> CodeTable:
    return CodeTable(name, tuple(CodeLine(code=code, becomes=text) for code, text in becomes.items()))


def a_format(**written: object) -> dict[str, object]:
    """A csv format on person level for both laws, unless `written` says otherwise."""
    usual: dict[str, object] = {
        "format": "voorbeeld/lijst",
        "title": "Voorbeeldlijst",
        "provenance": "illustrative",
        "standard": "2026.1",
        "valid": {"from": "2025"},
        "period": "quarter",
        "law": ["JW", "WMO"],
        "level": "person",
        "legal_ground": "voorbeeld",
        "output": {
            "kind": "csv",
            "filename": "{gemeentecode}.csv",
            "date_form": "jjjj-mm-dd",
            "decimal_sign": ".",
        },
        "not_asked": EVERYTHING_ELSE,
    }
    return {**usual, **written}


def a_plan(*tables: CodeTable, **written: object) -> Plan:
    document = Document(name="voorbeeld", file="voorbeeld.yaml", content=a_format(**written))
    return compile_format(
        compose("voorbeeld", {"voorbeeld": document}),
        the_standard(),
        {table.name: table for table in tables},
        None,
    )


def a_list(columns: Mapping[str, object], *tables: CodeTable, **rows: object) -> Plan:
    """A plan with one sheet over prestatie, or whatever `of` says."""
    listed = {"of": "prestatie", "with": ["toewijzing"], **rows}
    return a_plan(*tables, sheets={"lijst": {"rows": listed, "columns": columns}})


def translated(
    export: Export, plan: Plan, period: Period = FIRST_QUARTER, names: Mapping[str, str] | None = None
) -> Translated:
    return translate(Submitted(export=export, standard=the_standard()), plan, period, names or NAMES)


def lines_of(content: ReportContent, sheet: str = "lijst") -> list[tuple[str, ...]]:
    """The data rows of a sheet as text, a blank as the empty text."""
    columns = next(part for part in content.sheets if part.sheet == sheet).columns
    return list(zip(*(_texts(values) for values in columns.values()), strict=True))


def _texts(values: Values) -> list[str]:
    return [
        "" if empty else _text(values, item) for item, empty in zip(values.items, values.blank, strict=True)
    ]


def _text(values: Values, item: object) -> str:
    match values.kind:
        case ValueKind.NUMBER:
            return text_of_number(int(item), values.digits)
        case ValueKind.DATE:
            day: date = item.astype("datetime64[D]").item()
            return day.isoformat()
        case ValueKind.TEXT:
            return str(item)


def a_workbook(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A plain workbook with these rows on its sheets."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def with_macros(workbook: bytes) -> bytes:
    """As Excel writes an xlsm: another kind of document in the list of parts."""
    before, after = zipfile.ZipFile(io.BytesIO(workbook)), io.BytesIO()
    plain = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    with zipfile.ZipFile(after, "w") as written:
        for name in before.namelist():
            content = before.read(name)
            written.writestr(
                name, content.replace(plain, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml")
            )
    return after.getvalue()
