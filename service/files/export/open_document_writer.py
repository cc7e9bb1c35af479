"""Write tables of the standard as an OpenDocument spreadsheet."""

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

import pyarrow as pa

from service.domain.standard.model import FieldType, Table

_MIME = "application/vnd.oasis.opendocument.spreadsheet"
_SPACE = "urn:oasis:names:tc:opendocument:xmlns"
_HEAD = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-content xmlns:office="{_SPACE}:office:1.0" '
    f'xmlns:table="{_SPACE}:table:1.0" xmlns:text="{_SPACE}:text:1.0" office:version="1.3"><office:body>'
    "<office:spreadsheet>"
)
_MANIFEST = (
    f'<manifest:manifest xmlns:manifest="{_SPACE}:manifest:1.0" manifest:version="1.3">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIME}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def open_document_parts(
    tables: Sequence[Table], columns: Mapping[str, Sequence[pa.Array]]
) -> list[tuple[str, bytes]]:
    """Give the parts of an ods: a sheet per table, `columns` holding each field's values as text or null.

    The part `mimetype` has to be stored first and unpacked.
    """
    sheets = "".join(_sheet(table, columns[table.name]) for table in tables)
    content = f"{_HEAD}{sheets}</office:spreadsheet></office:body></office:document-content>"
    return [
        ("mimetype", _MIME.encode()),
        ("content.xml", content.encode()),
        ("META-INF/manifest.xml", _MANIFEST.encode()),
    ]


def _sheet(table: Table, columns: Sequence[pa.Array]) -> str:
    fields = list(table.fields.values())
    cells = [
        [_cell(field.type, text) for text in column.to_pylist()]
        for field, column in zip(fields, columns, strict=True)
    ]
    rows = ["".join(_cell(FieldType.TEXT, field.name) for field in fields), *_joined(cells)]
    body = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f"<table:table table:name={quoteattr(table.name)}>{body}</table:table>"


def _joined(cells: Sequence[Sequence[str]]) -> Iterator[str]:
    return ("".join(row) for row in zip(*cells, strict=True))


def _cell(kind: FieldType, text: str | None) -> str:
    if text is None:
        return "<table:table-cell/>"
    match kind:
        case FieldType.TEXT | FieldType.CODE:
            lines = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in text.split("\n"))
            return f'<table:table-cell office:value-type="string">{lines}</table:table-cell>'
        case FieldType.DATE:
            return f'<table:table-cell office:value-type="date" office:date-value="{text}"/>'
        case FieldType.INTEGER | FieldType.MONEY | FieldType.DECIMAL:
            return f'<table:table-cell office:value-type="float" office:value="{text}"/>'


def _spaced(line: str) -> str:
    """Write blanks at the ends, and more than one together, so that no reader folds them."""
    kept = escape(line)
    return kept.replace("  ", ' <text:s text:c="1"/>') if "  " in kept else kept
