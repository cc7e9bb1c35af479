"""Content controls and bookmarks: which there are, and what of the document gives way to a text."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.domain.failures import FormatError
from service.domain.formats.faults.documents import (
    BOOKMARK_OVER_PARAGRAPHS,
    CANNOT_HOLD_TEXT,
    CONTROL_IN_CONTROL,
    NAME_FILLED_TWICE,
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
_NO_TEXT = Wording("geen vak voor tekst", "no control for text")
_OTHER_KINDS |= dict.fromkeys(("checkbox", "repeatingSection"), _NO_TEXT)
_MORE_THAN_TEXT = Wording("meer dan tekst", "more than text")
_IN_A_BOOKMARK = ("r", "proofErr", "hyperlink", "bookmarkStart", "bookmarkEnd")
_ROWS = Wording("een vak om hele rijen of kolommen", "a control around whole rows or columns")
_HOLDS_RUNS = ("p", "hyperlink", "ins", "smartTag", "fldSimple")


@dataclass(frozen=True, slots=True, kw_only=True)
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
    _require_once(names, file)
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
        known = ", ".join(map(repr, names_in(parts))) or Wording("geen enkel", "none")
        raise FormatError(NAME_NOT_IN_DOCUMENT.fault(name=min(missing), known=known), file)
    return gaps


def _require_once(names: Sequence[str], file: str) -> None:
    twice = [name for name in names if names.count(name) > 1]
    if twice:
        raise FormatError(NAME_FILLED_TWICE.fault(name=min(twice)), file)


def _require_alone(node: Node, name: str, names: Sequence[str], file: str) -> None:
    for above in node.above():
        other = name_of(above)
        if other in names:
            raise FormatError(CONTROL_IN_CONTROL.fault(name=name, other=other), file)


def _of_control(part: Part, node: Node, file: str) -> Iterator[Gap]:
    name, properties, content = name_of(node), node.child("sdtPr"), node.child("sdtContent")
    if properties is None or content is None:
        raise FormatError(CANNOT_HOLD_TEXT.fault(name=name, what=_ROWS), file)
    _require_text(properties, content, name, file)
    placeholder = properties.child("showingPlcHdr")
    if placeholder is not None:
        yield Gap(start=placeholder.start, stop=placeholder.stop)
    look = _look_of(content.below()) if placeholder is None else properties.child("rPr")
    before, after = _opened(part, node, content)
    start, stop = content.inner, content.inner_end
    if part.is_empty(content):
        start, stop = content.start, content.stop
        before, after = part.opened(content) + before, after + part.closing(content)
    yield Gap(
        start=start,
        stop=stop,
        name=name,
        before=before,
        properties=part.of(look) if look else b"",
        after=after,
    )


def _require_text(properties: Node, content: Node, name: str, file: str) -> None:
    """Raise FormatError for a control of another kind than text, or one around rows or more than one cell."""
    others = [_OTHER_KINDS.get(child.name.rpartition("|")[2]) for child in properties.children]
    if sum(child.name == "tc" for child in content.children) > 1 or content.child("tr") is not None:
        others.append(_ROWS)
    what = next(filter(None, others), None)
    if what is not None:
        raise FormatError(CANNOT_HOLD_TEXT.fault(name=name, what=what), file)


def _opened(part: Part, node: Node, content: Node) -> tuple[bytes, bytes]:
    """What a text stands in, opened and closed again: a cell, a paragraph, or nothing."""
    if not content.children and node.parent is not None and node.parent.name not in _HOLDS_RUNS:
        prefix = part.prefix(node)
        return b"<" + prefix + b"p>", b"</" + prefix + b"p>"
    holder, before, after = content, b"", b""
    for step, properties in (("tc", "tcPr"), ("p", "pPr")):
        inside = holder.child(step)
        if inside is not None:
            before += part.opened(inside) + part.of_child(inside, properties)
            after = part.closing(inside) + after
            holder = inside
    return before, after


def _look_of(nodes: Iterable[Node]) -> Node | None:
    """The properties of the first run."""
    run = next((each for each in nodes if each.name == "r"), None)
    return run.child("rPr") if run else None


def _of_bookmark(part: Part, start: Node, file: str) -> Iterator[Gap]:
    name, paragraph = name_of(start), start.parent
    siblings = paragraph.children if paragraph is not None and paragraph.name == "p" else [start]
    after = siblings[siblings.index(start) + 1 :]
    end = next((at for at, each in enumerate(after) if _ends(each, start)), None)
    if end is None:
        raise FormatError(BOOKMARK_OVER_PARAGRAPHS.fault(name=name), file)
    if any(each.name not in _IN_A_BOOKMARK for each in after[:end]):
        raise FormatError(CANNOT_HOLD_TEXT.fault(name=name, what=_MORE_THAN_TEXT), file)
    look = _look_of(after[:end])
    yield Gap(start=start.stop, stop=after[end].start, name=name, properties=part.of(look) if look else b"")


def _ends(node: Node, start: Node) -> bool:
    return node.name == "bookmarkEnd" and node.attributes.get("id") == start.attributes.get("id")
