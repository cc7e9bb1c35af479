"""Make the blank workbook of the standard: a sheet per table, drop-downs, and a comment on every header."""

import io
from collections.abc import Mapping
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from service.domain.standard.model import CodeList, Field, FieldType, Standard, Table

_ROWS = 10_000
"""How many rows get a drop-down."""
_LONGEST_LIST = 255
"""Excel takes a list of at most this many characters in the cell rule itself."""
_CREATED = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""Fixed, so that the same standard gives the same bytes."""
_FORMATS: Mapping[str, Mapping[str, object]] = {
    "required": {"bold": True, "bg_color": "#DCE6F1", "bottom": 1, "num_format": "@"},
    "optional": {"bold": True, "bottom": 1, "num_format": "@"},
    "title": {"bold": True, "font_size": 14},
    "wrap": {"text_wrap": True, "valign": "top", "num_format": "@"},
    "text": {"num_format": "@"},
    "date": {"num_format": "yyyy-mm-dd"},
    "money": {"num_format": "#,##0.00"},
    "integer": {"num_format": "0"},
    "decimal": {"num_format": "General"},
}


def blank_workbook(standard: Standard) -> bytes:
    """Give an .xlsx with a sheet per table and no rows; the same bytes for the same standard.

    Text and code columns have the cell format Text, so that Excel keeps leading zeros. The sheets
    `leeswijzer` and `codelijsten` explain, and are passed over when the workbook is uploaded.
    """
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        book.set_properties({"title": f"Standaardexport {standard.version}", "created": _CREATED})
        formats = {name: book.add_format(dict(look)) for name, look in _FORMATS.items()}
        sheets = {name: book.add_worksheet(name) for name in standard.tables}
        guide = book.add_worksheet("leeswijzer")
        sources = _write_code_lists(book.add_worksheet("codelijsten"), standard, formats)
        for name, table in standard.tables.items():
            _write_table(sheets[name], table, standard, formats, sources)
        _write_guide(guide, standard, formats)
    return target.getvalue()


def _write_table(
    sheet: Worksheet,
    table: Table,
    standard: Standard,
    formats: Mapping[str, Format],
    sources: Mapping[str, str],
) -> None:
    sheet.freeze_panes(1, 0)
    for at, field in enumerate(table.fields.values()):
        sheet.set_column(at, at, max(12, len(field.name) + 3), formats[_look(field)])
        sheet.write_string(0, at, field.name, formats["required" if field.required else "optional"])
        comment = field.description + (" Verplicht." if field.required else "")
        sheet.write_comment(0, at, comment, {"width": 260, "height": 90, "author": "Standaard"})
        code_list = standard.code_list_of(field)
        if code_list is not None:
            sheet.data_validation(1, at, _ROWS, at, _choice(code_list, sources[code_list.name]))


def _look(field: Field) -> str:
    match field.type:
        case FieldType.TEXT | FieldType.CODE:
            return "text"
        case FieldType.DATE | FieldType.MONEY | FieldType.INTEGER | FieldType.DECIMAL:
            return field.type.value


def _choice(code_list: CodeList, source: str) -> dict[str, object]:
    codes = list(dict.fromkeys(entry.code for entry in code_list.entries))
    return {
        "validate": "list",
        "source": codes if len(",".join(codes)) <= _LONGEST_LIST else source,
        "error_title": "Onbekende code",
        "error_message": f"Kies een code uit de lijst {code_list.title}"[:255],
        "error_type": "warning",
    }


def _write_code_lists(sheet: Worksheet, standard: Standard, formats: Mapping[str, Format]) -> dict[str, str]:
    """Write each list in three columns: code, description, wet. Give the range of its codes by list name."""
    sheet.freeze_panes(1, 0)
    sources: dict[str, str] = {}
    for number, code_list in enumerate(standard.code_lists.values()):
        left = number * 4
        for at, head in enumerate((code_list.name, "omschrijving", "wet")):
            sheet.write_string(0, left + at, head, formats["optional"])
        sheet.set_column(left, left, 12, formats["text"])
        sheet.set_column(left + 1, left + 1, 40, formats["text"])
        for row, entry in enumerate(code_list.entries, start=1):
            sheet.write_string(row, left, entry.code, formats["text"])
            sheet.write_string(row, left + 1, entry.description, formats["text"])
            sheet.write_string(row, left + 2, entry.law, formats["text"])
        letter = xl_col_to_name(left)
        sources[code_list.name] = f"=codelijsten!${letter}$2:${letter}${len(code_list.entries) + 1}"
    return sources


def _write_guide(sheet: Worksheet, standard: Standard, formats: Mapping[str, Format]) -> None:
    sheet.set_column(0, 1, 24, formats["wrap"])
    sheet.set_column(2, 2, 80, formats["wrap"])
    sheet.write_string(0, 0, f"Standaardexport, versie {standard.version}", formats["title"])
    advice = (
        "Vul elke tabel op haar eigen blad, één rij per regel, onder de kop.",
        "Gekleurde koppen zijn verplicht. Een tabel zonder rijen mag leeg blijven, behalve aanlevering.",
        "Codes en nummers zijn tekst: voorloopnullen tellen mee. Bedragen zijn in euro met twee decimalen.",
    )
    for row, sentence in enumerate(advice, start=1):
        sheet.write_string(row, 0, sentence)
    row = len(advice) + 2
    for table in standard.tables.values():
        sheet.write_string(row, 0, table.name, formats["optional"])
        sheet.write_string(row, 2, table.description, formats["wrap"])
        for field in table.fields.values():
            row += 1
            sheet.write_string(row, 1, field.name, formats["wrap"])
            sheet.write_string(row, 2, field.description, formats["wrap"])
        row += 2
