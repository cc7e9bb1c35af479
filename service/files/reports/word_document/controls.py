"""Content controls and bookmarks: which there are, and what of the document gives way to a text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.domain.failures import FormatError
from service.domain.formats.faults.documents import (
    BOOKMARK_OVER_PARAGRAPHS,
    CANNOT_HOLD_TEXT,
    CONTROL_IN_CONTROL,
    NAME_NOT_IN_DOCUMENT,
)
from service.domain.wording import Wording
from service.files.reports.word_document.places import Node, Part

_OTHER_KINDS = {
    "picture": Wording("een afbeelding", "a picture"),
    "docPartObj": Wording("een bouwsteen", "a building block"),
    "docPartList": Wording("een galerie van bouwstenen", "a gallery of building blocks"),
    "group": Wording("een groep", "a group"),
    "dataBinding": Wording(
        "gekoppeld aan gegevens die Word er weer overheen zet", "bound to data that Word puts over it"
    ),
}
_ROWS = Wording("een vak om hele rijen of kolommen", "a control around whole rows or columns")
_HOLDS_RUNS = ("p", "hyperlink", "ins", "smartTag", "fldSimple")


@dataclass(frozen=True, slots=True)
class Gap:
    """Bytes of a part that give way: to nothing, or to a run with the text of a place."""

    start: int
    stop: int
    name: str = ""
    before: bytes = b""
    properties: bytes = b""
    after: bytes = b""


def names_in(parts: Sequence[Part]) -> list[str]:
    """Every tag and bookmark that a format can name."""
    found = [name for part in parts for node in part.root.below() if (name := name_of(node))]
    return sorted({name for name in found if not name.startswith("_")})


def name_of(node: Node) -> str:
    """The tag of a content control, or the name of a bookmark that begins here."""
    if node.name == "bookmarkStart":
        return node.attributes.get("name", "")
    properties = node.child("sdtPr") if node.name == "sdt" else None
    tag = properties.child("tag") if properties else None
    return tag.attributes.get("val", "") if tag else ""


def gaps_of(parts: Sequence[Part], names: Sequence[str], file: str) -> dict[str, list[Gap]]:
    """Per part what gives way to these names. A name may stand in several places: each gets the text.

    Raises FormatError for a name that is nowhere, or that stands where no text can be put.
    """
    gaps: dict[str, list[Gap]] = {part.name: [] for part in parts}
    missing = set(names)
    for part in parts:
        for node in part.root.below():
            name = name_of(node)
            if name in names:
                missing.discard(name)
                _require_alone(node, name, names, file)
                is_control = node.name == "sdt"
                gaps[part.name] += (
                    _of_control(part, node, file) if is_control else _of_bookmark(part, node, file)
                )
    if missing:
        known = ", ".join(map(repr, names_in(parts))) or Wording("er geen", "none")
        raise FormatError(NAME_NOT_IN_DOCUMENT.fault(name=min(missing), known=known), file)
    return gaps


def _require_alone(node: Node, name: str, names: Sequence[str], file: str) -> None:
    for above in node.above():
        other = name_of(above)
        if other in names:
            raise FormatError(CONTROL_IN_CONTROL.fault(name=name, other=other), file)


def _of_control(part: Part, node: Node, file: str) -> Iterator[Gap]:
    name, properties, content = name_of(node), node.child("sdtPr"), node.child("sdtContent")
    if properties is None or content is None:
        raise FormatError(CANNOT_HOLD_TEXT.fault(name=name, what=_ROWS), file)
    for child in properties.children:
        what = _OTHER_KINDS.get(child.name)
        if what is not None or child.name.endswith(("|checkbox", "|repeatingSection", "|dataBinding")):
            what = what or Wording("geen vak voor tekst", "no control for text")
            raise FormatError(CANNOT_HOLD_TEXT.fault(name=name, what=what), file)
    placeholder = properties.child("showingPlcHdr")
    if placeholder is not None:
        yield Gap(placeholder.start, placeholder.stop)
    before, after, look = _opened(part, node, content, file)
    own = properties.child("rPr") if placeholder is not None else look
    begin, end = (content.start, content.stop), (content.inner, content.inner_end)
    if part.data[content.start : content.inner].endswith(b"/>"):
        start, stop = begin
        before, after = part.opened(content) + before, after + part.closing(content)
    else:
        start, stop = end
    yield Gap(start, stop, name, before, part.of(own) if own else b"", after)


def _opened(part: Part, node: Node, content: Node, file: str) -> tuple[bytes, bytes, Node | None]:
    """What a text stands in, opened and closed again, and how the first text in it looks."""
    cells = [child for child in content.children if child.name == "tc"]
    if len(cells) > 1 or content.child("tr") is not None:
        raise FormatError(CANNOT_HOLD_TEXT.fault(name=name_of(node), what=_ROWS), file)
    holder, before, after = content, b"", b""
    for step, properties in (("tc", "tcPr"), ("p", "pPr")):
        inside = holder.child(step)
        if inside is not None:
            kept = inside.child(properties)
            before += part.opened(inside) + (part.of(kept) if kept else b"")
            after = part.closing(inside) + after
            holder = inside
    if not content.children and node.parent is not None and node.parent.name not in _HOLDS_RUNS:
        prefix = part.prefix(node)
        before, after = b"<" + prefix + b"p>", b"</" + prefix + b"p>"
    run = next((each for each in content.below() if each.name == "r"), None)
    return before, after, run.child("rPr") if run else None


def _of_bookmark(part: Part, start: Node, file: str) -> Iterator[Gap]:
    name, paragraph = name_of(start), start.parent
    after = paragraph.children[paragraph.children.index(start) + 1 :] if paragraph else []
    end = next(
        (
            n
            for n in after
            if n.name == "bookmarkEnd" and n.attributes.get("id") == start.attributes.get("id")
        ),
        None,
    )
    if end is None or paragraph is None or paragraph.name != "p":
        raise FormatError(BOOKMARK_OVER_PARAGRAPHS.fault(name=name), file)
    within = after[: after.index(end)]
    for each in within:
        if each.name not in ("r", "proofErr", "hyperlink", "bookmarkStart", "bookmarkEnd"):
            what = Wording("meer dan tekst", "more than text")
            raise FormatError(CANNOT_HOLD_TEXT.fault(name=name, what=what), file)
    run = next((each for each in within if each.name == "r"), None)
    look = run.child("rPr") if run else None
    yield Gap(start.stop, end.start, name, properties=part.of(look) if look else b"")
