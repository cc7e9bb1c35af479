"""Word documents made by hand for tests: as small as Word opens, with what a municipality would put in."""

import io
import zipfile

from service.files.archive import pack_start, packed_entry, write_archive

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_SPACES = (
    f'xmlns:w="{W}" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" xmlns:r="{_OFFICE}"'
)


def document(*blocks: str, header: str = "", others: dict[str, bytes] | None = None) -> bytes:
    """A document with these paragraphs and tables, and a line above each page."""
    end = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/></w:sectPr>' if header else "<w:sectPr/>"
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/>'
        f'<Override PartName="/word/header1.xml" ContentType="{_KIND}.header+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f"<w:document {_SPACES}><w:body>{''.join(blocks)}{end}</w:body></w:document>",
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship '
        f'Id="rId1" Type="{_OFFICE}/header" Target="header1.xml"/></Relationships>',
        "word/header1.xml": f"<w:hdr {_SPACES}>{header or paragraph('')}</w:hdr>",
    }
    packed = {name: (_HEAD + text).encode() for name, text in parts.items()} | (others or {})
    return write_archive(pack_start([]), [packed_entry(name, [data]) for name, data in packed.items()])


def paragraph(*runs: str, properties: str = "") -> str:
    """A paragraph of texts, or of what is XML already."""
    return f"<w:p>{properties}{''.join(each if each.startswith('<') else run(each) for each in runs)}</w:p>"


def run(text: str, look: str = "") -> str:
    """A piece of text."""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""


def control(tag: str, inside: str, more: str = "", number: int = 1) -> str:
    """A content control."""
    return (
        f'<w:sdt><w:sdtPr><w:id w:val="{number}"/><w:tag w:val="{tag}"/>{more}</w:sdtPr>'
        f"<w:sdtContent>{inside}</w:sdtContent></w:sdt>"
    )


def bookmark(name: str, inside: str, number: int = 5) -> str:
    """A bookmark around runs."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{number}"/>'


def table(*rows: list[str], cell: str = "") -> str:
    """A table of texts; `cell` is the properties of every cell."""
    lines = "".join(
        "<w:tr>" + "".join(f"<w:tc>{cell}{paragraph(text)}</w:tc>" for text in row) + "</w:tr>"
        for row in rows
    )
    return f"<w:tbl><w:tblPr/>{lines}</w:tbl>"


def part(document_of: bytes, name: str = "word/document.xml") -> str:
    """One part of a document."""
    with zipfile.ZipFile(io.BytesIO(document_of)) as archive:
        return archive.read(name).decode()
