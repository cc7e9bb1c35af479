"""Parts of a workbook that no library makes: written by hand, and put into a workbook that one made."""

import io
import struct
import zipfile
import zlib


def with_parts(
    made: bytes,
    parts: dict[str, str | bytes],
    kinds: dict[str, str],
    workbook: tuple[tuple[str, str], ...] = (),
) -> bytes:
    """The workbook with more parts, their content types, and texts replaced in its list of sheets."""
    named = "".join(
        f'<Override PartName="/{part}" ContentType='
        f'"application/vnd.openxmlformats-officedocument.spreadsheetml.{kind}+xml"/>'
        for part, kind in kinds.items()
    )
    changes = {
        "[Content_Types].xml": (("</Types>", named + "</Types>"),),
        "xl/workbook.xml": workbook,
        "xl/_rels/workbook.xml.rels": workbook,
    }
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            for old, new in changes.get(name, ()):
                content = content.replace(old.encode(), new.encode(), 1)
            if name not in parts:
                archive.writestr(name, content)
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = f'<Relationship Id="%s" Type="{_OFFICE}/%s" Target="%s"/>'


def rels(kind: str, target: str) -> str:
    relation = RELATION % ("rId1", kind, target)
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation}'
        "</Relationships>"
    )


PIVOT_CACHE = (
    f'<pivotCacheDefinition xmlns="{_MAIN}" xmlns:r="{_OFFICE}" r:id="rId1" recordCount="1">'
    '<cacheSource type="worksheet"><worksheetSource ref="A4:D5" sheet="Data"/></cacheSource>'
    '<cacheFields count="4">'
    '<cacheField name="Naam"><sharedItems><s v="x"/></sharedItems></cacheField>'
    '<cacheField name="Bedrag"><sharedItems containsSemiMixedTypes="0" containsString="0" '
    'containsNumber="1" minValue="1" maxValue="1"/></cacheField>'
    '<cacheField name="Datum"><sharedItems containsBlank="1"/></cacheField>'
    '<cacheField name="Dubbel"><sharedItems containsBlank="1"/></cacheField>'
    "</cacheFields></pivotCacheDefinition>"
)
PIVOT_RECORDS = (
    f'<pivotCacheRecords xmlns="{_MAIN}" count="1"><r><x v="0"/><n v="1"/><m/><m/></r></pivotCacheRecords>'
)
PIVOT_TABLE = (
    f'<pivotTableDefinition xmlns="{_MAIN}" name="Draai" cacheId="1" dataCaption="Waarden">'
    '<location ref="A1:B3" firstHeaderRow="1" firstDataRow="1" firstDataCol="1"/>'
    '<pivotFields count="4"><pivotField axis="axisRow" showAll="0"><items count="2"><item x="0"/>'
    '<item t="default"/></items></pivotField><pivotField dataField="1" showAll="0"/>'
    '<pivotField showAll="0"/><pivotField showAll="0"/></pivotFields>'
    '<rowFields count="1"><field x="0"/></rowFields>'
    '<rowItems count="2"><i><x/></i><i t="grand"><x/></i></rowItems><colItems count="1"><i/></colItems>'
    '<dataFields count="1"><dataField name="Som" fld="1"/></dataFields></pivotTableDefinition>'
)
THREAD = (
    '<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    '<threadedComment ref="B6" dT="2026-01-05T10:00:00.00" personId="{00000000-0000-0000-0000-000000000001}" '
    'id="{00000000-0000-0000-0000-000000000002}"><text>Klopt dit?</text></threadedComment>'
    '<threadedComment ref="B4" dT="2026-01-05T10:00:00.00" personId="{00000000-0000-0000-0000-000000000001}" '
    'id="{00000000-0000-0000-0000-000000000003}"><text>Boven</text></threadedComment></ThreadedComments>'
)


def dot() -> bytes:
    """A picture of one red point, as PNG."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        check = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", check)

    size = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    point = chunk(b"IDAT", zlib.compress(b"\x00\xc0\x00\x00"))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + point + chunk(b"IEND", b"")
