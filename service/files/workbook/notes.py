"""Notes on cells: the part with their texts and the drawing that Excel shows them by, added to what is."""

import re
from collections.abc import Iterable, Mapping

from lxml import etree
from lxml.etree import _Element as Element

from service.files.workbook.package import MAIN, document, elements

AUTHOR = "Eenmaal"
_THREADED = "[Threaded comment]"
_IDS_IN_BLOCK = 1_024
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAMESPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"{0}>'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;margin-left:60pt;'
    'margin-top:2pt;width:280pt;height:90pt;z-index:{id};visibility:hidden" fillcolor="#ffffe1" '
    'o:insetmode="auto"{names}><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>'
    '<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left">'
    '</div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{left}, 15, {top}, 2, {right}, 31, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_WIDTH, _HEIGHT = 5, 6
"""How many columns and rows of usual size a note covers."""


def with_notes(comments: Element | None, texts: Mapping[str, str]) -> tuple[bytes, list[str]]:
    """The part of comments with these texts (address → text) added, and the addresses that are new in it.

    A note that stands there keeps its words and gets ours below them; a conversation is left as it is.
    """
    root = comments if comments is not None else _empty_comments()
    known = {one.get("ref", ""): one for one in elements(root, "comment")}
    author = _author(root)
    listing = elements(root, "commentList")[0]
    added: list[str] = []
    for address, text in texts.items():
        if address in known:
            _add_to(known[address], text)
        else:
            added.append(address)
            made = etree.SubElement(listing, _name(root, "comment"))
            made.set("ref", address)
            made.set("authorId", str(author))
            _add_run(etree.SubElement(made, _name(root, "text")), text)
    return document(root).encode(), added


def with_shapes(drawing: bytes | None, cells: Iterable[tuple[int, int]], taken_blocks: int) -> bytes:
    """The old drawing with a hidden note beside each cell (row and column from 1).

    `taken_blocks`: blocks of 1,024 shape numbers up to this one are in use somewhere in the workbook.
    """
    text = drawing.decode("utf-8", "surrogateescape") if drawing is not None else _empty_drawing()
    names = "" if _declares_all(text) else "".join(f' xmlns:{p}="{uri}"' for p, uri in _NAMESPACES.items())
    places = list(cells)
    first = (taken_blocks + 1) * _IDS_IN_BLOCK + 1
    shapes = [_shape(first + at, row, column, names) for at, (row, column) in enumerate(places)]
    blocks = range(taken_blocks + 1, taken_blocks + 2 + (len(places) // _IDS_IN_BLOCK))
    text = _with_blocks(text, ",".join(map(str, blocks)))
    if 'id="_x0000_t202"' not in text and "id='_x0000_t202'" not in text:
        shapes.insert(0, _SHAPE_TYPE.format(names))
    end = text.rindex("</xml")
    return (text[:end] + "".join(shapes) + text[end:]).encode("utf-8", "surrogateescape")


def blocks_in(drawing: bytes) -> int:
    """The highest block of shape numbers that a drawing uses; 0 for none."""
    several_lists = re.findall(rb"idmap[^>]*?data=[\"']([\d,\s]+)[\"']", drawing)
    blocks = [int(each) for several in several_lists for each in several.split(b",") if each.strip()]
    shapes = [int(number) // _IDS_IN_BLOCK for number in re.findall(rb"_x0000_s(\d{1,9})[\"']", drawing)]
    return max([*blocks, *shapes], default=0)


def _empty_comments() -> Element:
    root = etree.Element(f"{{{MAIN}}}comments", nsmap={None: MAIN})
    etree.SubElement(root, f"{{{MAIN}}}authors")
    etree.SubElement(root, f"{{{MAIN}}}commentList")
    return root


def _author(root: Element) -> int:
    authors = elements(root, "authors")[0]
    names = [each.text or "" for each in elements(authors, "author")]
    if AUTHOR not in names:
        etree.SubElement(authors, _name(root, "author")).text = AUTHOR
        names.append(AUTHOR)
    return names.index(AUTHOR)


def _add_to(comment: Element, text: str) -> None:
    holder = elements(comment, "text")[0]
    shown = "".join(part.text or "" for part in elements(holder, "t"))
    if shown.startswith(_THREADED):
        return
    for plain in [part for part in holder if part.tag == _name(holder, "t")]:
        run = etree.Element(_name(holder, "r"))
        plain.addprevious(run)
        run.append(plain)
    _add_run(holder, f"\n\n{AUTHOR}:\n{text}")


def _add_run(holder: Element, text: str) -> None:
    run = etree.Element(_name(holder, "r"))
    words = etree.SubElement(run, _name(holder, "t"))
    words.text = _NOT_IN_XML.sub("", text)
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    runs = [part for part in holder if part.tag == run.tag]
    if runs:
        runs[-1].addnext(run)
    else:
        holder.insert(0, run)


def _name(beside: Element, name: str) -> str:
    namespace = str(beside.tag).rpartition("}")[0]
    return f"{namespace}}}{name}" if namespace else name


def _empty_drawing() -> str:
    names = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    return f'<xml {names}><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data=""/></o:shapelayout></xml>'


def _declares_all(drawing: str) -> bool:
    return all(
        f'xmlns:{p}="{uri}"' in drawing or f"xmlns:{p}='{uri}'" in drawing for p, uri in _NAMESPACES.items()
    )


def _with_blocks(drawing: str, blocks: str) -> str:
    """The list of blocks that the drawing says to use, with ours in it."""
    match = re.search(r"(idmap[^>]*?data=[\"'])([\d,\s]*)([\"'])", drawing)
    if match is None:
        return drawing
    every = ",".join(part for part in (match[2].strip(), blocks) if part)
    return drawing[: match.start()] + match[1] + every + match[3] + drawing[match.end() :]


def _shape(number: int, row: int, column: int, names: str) -> str:
    return _SHAPE.format(
        id=number,
        names=names,
        left=column,
        right=column + _WIDTH,
        top=max(row - 2, 0),
        bottom=max(row - 2, 0) + _HEIGHT,
        row=row - 1,
        column=column - 1,
    )
