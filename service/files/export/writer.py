"""Write typed tables as a standard export: a workbook or a zip of csv, the same bytes for the same tables."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.failures import CannotBeWrittenError
from service.domain.standard.column_letters import column_letter
from service.domain.standard.export import DECIMAL_SCALE
from service.domain.standard.model import Field, FieldType, Standard, Table
from service.files.export.ijw_writer import write_messages
from service.files.export.open_document_writer import open_document_parts
from service.files.export.parquet_writer import write_parquet
from service.files.xml_columns import escaped, escaped_attribute

_EPOCH = np.datetime64("1899-12-30", "D")
_SCALES = {FieldType.INTEGER: 1, FieldType.MONEY: 100, FieldType.DECIMAL: DECIMAL_SCALE}
_GENERAL, _HEADER, _TEXT, _DATE, _MONEY, _DECIMAL = range(6)
_STYLES = {
    FieldType.TEXT: _TEXT,
    FieldType.CODE: _TEXT,
    FieldType.DATE: _DATE,
    FieldType.MONEY: _MONEY,
    FieldType.INTEGER: _GENERAL,
    FieldType.DECIMAL: _DECIMAL,
}
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_LONGEST_CELL = 32_767
_ROWS_AT_ONCE = 20_000
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLE_SHEET = (
    f'{_XML}<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="6">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="2" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)

Kind = Literal["xlsx", "csv-zip", "ods", "parquet-zip", "ijw-zip"]


def write_export(tables: Mapping[str, pd.DataFrame], standard: Standard, kind: Kind) -> bytes:
    """Write every table that is given as a sheet or a csv, with every field of the standard as a column.

    Tables are typed as in `Export`; real dates, numbers as numbers, codes and text as text. In csv: UTF-8,
    `;`, a decimal point, ISO dates. In ijw only what messages hold (docs/carriers.md). Raises
    CannotBeWrittenError for text that no workbook can hold.
    """
    present = [table for table in standard.tables.values() if table.name in tables]
    return _writers()[kind](present, tables)


def _csv_zip(present: Sequence[Table], tables: Mapping[str, pd.DataFrame]) -> bytes:
    return _zipped((f"{each.name}.csv", _csv(each, tables[each.name])) for each in present)


def _parquet_zip(present: Sequence[Table], tables: Mapping[str, pd.DataFrame]) -> bytes:
    return _zipped((f"{each.name}.parquet", write_parquet(each, tables[each.name])) for each in present)


def _open_document(present: Sequence[Table], tables: Mapping[str, pd.DataFrame]) -> bytes:
    texts = {each.name: _columns(each, tables[each.name]) for each in present}
    return _zipped(open_document_parts(present, texts), stored=("mimetype",))


def _ijw_zip(present: Sequence[Table], tables: Mapping[str, pd.DataFrame]) -> bytes:
    delivery = next(each for each in present if each.name == "aanlevering")
    return _zipped([("aanlevering.csv", _csv(delivery, tables[delivery.name])), *write_messages(tables)])


def _columns(table: Table, frame: pd.DataFrame) -> list[pa.Array]:
    return [_written(each, frame[each.name]) for each in table.fields.values()]


def _zipped(parts: Iterable[tuple[str, bytes]], stored: Sequence[str] = ()) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts:
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            archive.writestr(entry, content, compresslevel=1)
    return target.getvalue()


def _csv(table: Table, frame: pd.DataFrame) -> bytes:
    columns = [each.fill_null("").to_pylist() for each in _columns(table, frame)]
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=";", lineterminator="\r\n")
    writer.writerow(table.fields)
    writer.writerows(zip(*columns, strict=True))
    return lines.getvalue().encode("utf-8")


def _written(wanted: Field, column: pd.Series) -> pa.Array:
    """Write the values as text, null where there is none."""
    if wanted.is_text:
        return pa.array(column.to_numpy(object), pa.large_string(), from_pandas=True)
    if wanted.type is FieldType.DATE:
        days = pa.array(column.to_numpy().astype("datetime64[D]"))
        return pc.cast(pc.cast(days, pa.string()), pa.large_string())
    return _decimal_text(column, _SCALES[wanted.type])


def _decimal_text(column: pd.Series, scale: int) -> pa.Array:
    """Write whole units over `scale` exactly, with as many decimals as the scale has."""
    units = pa.array(column.to_numpy(np.int64, na_value=0), mask=column.isna().to_numpy(bool))
    if scale == 1:
        return pc.cast(units, pa.large_string())
    size = pc.abs(units)
    whole = pc.divide(size, scale)
    rest = pc.subtract(size, pc.multiply(whole, scale))
    digits = len(str(scale)) - 1
    sign = pc.if_else(pc.less(units, 0), _large("-"), _large(""))
    decimals = pc.utf8_lpad(pc.cast(rest, pa.large_string()), digits, "0")
    return pc.binary_join_element_wise(
        sign, pc.cast(whole, pa.large_string()), _large("."), decimals, _large("")
    )


def _large(text: str) -> pa.Scalar:
    return pa.scalar(text, pa.large_string())


@dataclass(slots=True)
class _SharedStrings:
    """The texts of a workbook; a column brings its different texts once."""

    texts: list[str] = field(default_factory=list)

    def add(self, texts: Sequence[str]) -> int:
        """Add texts and return the number of the first."""
        first = len(self.texts)
        self.texts += texts
        return first

    def xml(self) -> bytes:
        """Return the part of the workbook that holds them."""
        if _NOT_IN_XML.search("\n".join(self.texts)):
            raise CannotBeWrittenError("A text holds a control character, which no workbook can hold.")
        if any(len(text) > _LONGEST_CELL for text in self.texts):
            raise CannotBeWrittenError(f"A text is longer than {_LONGEST_CELL} characters.")
        everything = "\x00".join(self.texts)  # a character that no text can hold any more
        inner = escaped(everything).replace("\x00", '</t></si><si><t xml:space="preserve">')
        body = f'<si><t xml:space="preserve">{inner}</t></si>' if self.texts else ""
        return f'{_XML}<sst xmlns="{_MAIN}" uniqueCount="{len(self.texts)}">{body}</sst>'.encode()


def _workbook(present: Sequence[Table], tables: Mapping[str, pd.DataFrame]) -> bytes:
    strings = _SharedStrings()
    sheets = [
        (f"xl/worksheets/sheet{at}.xml", _sheet(table, tables[table.name], strings))
        for at, table in enumerate(present, start=1)
    ]
    return _zipped([*_frame_parts(present), *sheets, ("xl/sharedStrings.xml", strings.xml())])


def _frame_parts(present: Sequence[Table]) -> list[tuple[str, bytes]]:
    numbers = range(1, len(present) + 1)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    overrides = [("/xl/workbook.xml", "sheet.main"), ("/xl/styles.xml", "styles")]
    overrides += [("/xl/sharedStrings.xml", "sharedStrings")]
    overrides += [(f"/xl/worksheets/sheet{at}.xml", "worksheet") for at in numbers]
    types = "".join(
        f'<Override PartName="{part}" ContentType="{kind}.{name}+xml"/>' for part, name in overrides
    )
    sheets = "".join(
        f'<sheet name="{escaped_attribute(table.name)}" sheetId="{at}" r:id="rId{at}"/>'
        for at, table in enumerate(present, start=1)
    )
    links = [(f"rId{at}", "worksheet", f"worksheets/sheet{at}.xml") for at in numbers]
    links += [("rIdS", "styles", "styles.xml"), ("rIdT", "sharedStrings", "sharedStrings.xml")]
    return [
        (
            "[Content_Types].xml",
            f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f"{types}</Types>".encode(),
        ),
        ("_rels/.rels", _relationships([("rId1", "officeDocument", "xl/workbook.xml")])),
        (
            "xl/workbook.xml",
            f'{_XML}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
            f"<sheets>{sheets}</sheets></workbook>".encode(),
        ),
        ("xl/_rels/workbook.xml.rels", _relationships(links)),
        ("xl/styles.xml", _STYLE_SHEET.encode()),
    ]


def _relationships(links: Iterable[tuple[str, str, str]]) -> bytes:
    each = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for name, kind, target in links
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{each}</Relationships>'.encode()


def _sheet(table: Table, frame: pd.DataFrame, strings: _SharedStrings) -> bytes:
    fields = list(table.fields.values())
    first = strings.add([each.name for each in fields])
    header = "".join(
        f'<c r="{column_letter(at + 1)}1" s="{_HEADER}" t="s"><v>{first + at}</v></c>'
        for at in range(len(fields))
    )
    widths = "".join(
        f'<col min="{at}" max="{at}" width="{max(12, len(each.name) + 3)}" customWidth="1"/>'
        for at, each in enumerate(fields, start=1)
    )
    sheet = io.BytesIO()
    sheet.write(
        f'{_XML}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" '
        f'topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f'<cols>{widths}</cols><sheetData><row r="1">{header}</row>'.encode()
    )
    rows = pc.cast(pa.array(np.arange(2, len(frame) + 2)), pa.large_string())
    columns = [
        _cells(each, frame[each.name], column_letter(at + 1), rows, strings) for at, each in enumerate(fields)
    ]
    for start in range(0, len(frame), _ROWS_AT_ONCE):
        part = slice(start, start + _ROWS_AT_ONCE)
        lines = pc.binary_join_element_wise(
            _large('<row r="'), rows[part], _large('">'), *(column[part] for column in columns),
            _large("</row>"), _large(""),
        )  # fmt: skip
        sheet.write("".join(lines.to_pylist()).encode())
    sheet.write(b"</sheetData></worksheet>")
    return sheet.getvalue()


def _cells(
    wanted: Field, column: pd.Series, letter: str, rows: pa.Array, strings: _SharedStrings
) -> pa.Array:
    """Write one column as cells, empty text where there is no value."""
    style = _STYLES[wanted.type]
    if wanted.is_text:
        encoded = pc.dictionary_encode(_written(wanted, column))
        first = strings.add(encoded.dictionary.to_pylist())
        value = pc.cast(pc.add(pc.cast(encoded.indices, pa.int64()), first), pa.large_string())
        kind = ' t="s"'
    else:
        value, kind = _number(wanted, column), ""
    cells = pc.binary_join_element_wise(
        _large(f'<c r="{letter}'), rows, _large(f'" s="{style}"{kind}><v>'), value, _large("</v></c>"),
        _large(""),
    )  # fmt: skip
    return pc.fill_null(cells, "")


def _number(wanted: Field, column: pd.Series) -> pa.Array:
    if wanted.type is not FieldType.DATE:
        return _decimal_text(column, _SCALES[wanted.type])
    day = column.to_numpy().astype("datetime64[D]")
    serial = np.where(np.isnat(day), 0, (day - _EPOCH).astype(np.int64))
    return pc.cast(pa.array(serial, mask=np.isnat(day)), pa.large_string())


def _writers() -> Mapping[Kind, Callable[[Sequence[Table], Mapping[str, pd.DataFrame]], bytes]]:
    return {
        "csv-zip": _csv_zip,
        "parquet-zip": _parquet_zip,
        "ods": _open_document,
        "ijw-zip": _ijw_zip,
        "xlsx": _workbook,
    }
