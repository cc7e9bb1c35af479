"""A small xlsb written record by record: enough to see that its cells are read as what they are."""

import io
import struct
import zipfile

from tests.tools.messy_workbooks import Shown

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/></Types>'
)
_LINKS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINK = '<Relationship Id="rId{}" Type="' + _OFFICE + '/{}" Target="{}"/>'


def binary_workbook(sheets):
    """`sheets`: name → rows of cells, each a str, a number, None, an Exception (an error) or a `Shown`."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _LINKS.format(_LINK.format(1, "officeDocument", "xl/workbook.bin")))
        links = [
            _LINK.format(at, "worksheet", f"worksheets/sheet{at}.bin") for at in range(1, len(sheets) + 1)
        ]
        links.append(_LINK.format(len(sheets) + 1, "styles", "styles.bin"))
        archive.writestr("xl/_rels/workbook.bin.rels", _LINKS.format("".join(links)))
        names = b"".join(
            _record(156, struct.pack("<II", 0, at) + _text(f"rId{at}") + _text(name))
            for at, name in enumerate(sheets, start=1)
        )
        archive.writestr("xl/workbook.bin", _record(131) + _record(143) + names + _record(144) + _record(132))
        for at, rows in enumerate(sheets.values(), start=1):
            archive.writestr(f"xl/worksheets/sheet{at}.bin", _sheet(rows))
        archive.writestr("xl/styles.bin", _styles())
    return target.getvalue()


def _styles():
    """Two cell formats: General, and a share of one with one decimal."""
    form = _record(44, struct.pack("<H", 164) + _text("0.0%"))
    parent = _counted(626, 1) + _record(47, struct.pack("<HH", 0xFFFF, 9) + bytes(12)) + _record(627)
    cells = _record(47, struct.pack("<HH", 0, 0) + bytes(12)) + _record(
        47, struct.pack("<HH", 0, 164) + bytes(12)
    )
    return (
        _record(278)
        + _counted(615, 1)
        + form
        + _record(616)
        + parent
        + _counted(617, 2)
        + cells
        + _record(618)
        + _record(279)
    )


def _counted(kind, count):
    """The begin of so many records of a kind."""
    return _record(kind, struct.pack("<I", count))


def _sheet(rows):
    width = max(map(len, rows))
    size = _record(148, struct.pack("<IIII", 0, len(rows) - 1, 0, width - 1))
    body = b"".join(
        row_record(at)
        + b"".join(cell_record(column, cell) for column, cell in enumerate(row) if cell is not None)
        for at, row in enumerate(rows)
    )
    return _record(129) + size + _record(145) + body + _record(146) + _record(130)


def row_record(at):
    """A row, by its number from 0."""
    return _record(0, struct.pack("<IIHHB", at, 0, 300, 0, 0) + struct.pack("<I", 0))


def cell_record(column, cell):
    """A cell of the row before it, by its column from 0."""
    place = struct.pack("<II", column, int(isinstance(cell, Shown)))
    cell = cell.value if isinstance(cell, Shown) else cell
    if isinstance(cell, Exception):
        return _record(3, place + bytes([42]))
    return (
        _record(6, place + _text(cell))
        if isinstance(cell, str)
        else _record(5, place + struct.pack("<d", cell))
    )


def _text(text):
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def _record(kind, body=b""):
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size = len(body)
    sizes = bytearray()
    while True:
        sizes.append(size & 0x7F | (0x80 if size > 0x7F else 0))
        size >>= 7
        if not size:
            return head + bytes(sizes) + body
