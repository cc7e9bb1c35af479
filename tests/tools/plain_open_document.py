"""Write a plain OpenDocument spreadsheet: texts, numbers and formulas on sheets, and nothing else."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
_MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_MIMETYPE}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
    "</manifest:manifest>"
)


def plain_open_document(sheets: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
    """A spreadsheet with these rows; a text that begins with `of:` is a formula."""
    tables = "".join(_table(name, rows) for name, rows in sheets.items())
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_SPACES} office:version="1.3">'
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as written:
        written.writestr("mimetype", _MIMETYPE)
        written.writestr("META-INF/manifest.xml", _MANIFEST)
        written.writestr("content.xml", content)
    return packed.getvalue()


def _table(name: str, rows: Sequence[Sequence[object]]) -> str:
    inside = f"<table:table-column/>{''.join(map(_row, rows))}"
    return f"<table:table table:name={quoteattr(name)}>{inside}</table:table>"


def _row(cells: Sequence[object]) -> str:
    return f"<table:table-row>{''.join(map(_cell, cells)) or '<table:table-cell/>'}</table:table-row>"


def _cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, str) and value.startswith("of:"):
        return f"<table:table-cell table:formula={quoteattr(value)}/>"
    kind = "string" if isinstance(value, str) else "float"
    own = "" if isinstance(value, str) else f' office:value="{value}"'
    text = f"<text:p>{escape(str(value))}</text:p>"
    return f'<table:table-cell office:value-type="{kind}"{own}>{text}</table:table-cell>'
