"""Composition: a format laid over the fragments and formats that it uses, address by address."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from service.domain.failures import FormatError
from service.domain.faults import Fault, comma_list
from service.domain.formats.faults.blocks import BLOCKS_AND_MORE, NO_BLOCKS
from service.domain.formats.faults.composing import (
    INSTEAD_OF_NOTHING,
    NOT_A_LIST_OF_VERBS,
    NOTHING_TO_USE,
    REPLACES_NOTHING,
    TWO_FRAGMENTS_ONE_ADDRESS,
    TWO_FRAGMENTS_ONE_CODE_TABLE,
    USED_IN_A_CIRCLE,
)
from service.domain.formats.faults.expressions import NO_VERBS
from service.domain.formats.faults.values import NOT_A_SERIES
from service.domain.wording import same

Path = tuple[str, ...]
"""Where something stands in a document: `("sheets", "Productie", "columns", "Uren")`."""


@dataclass(frozen=True, slots=True)
class Origin:
    """The file and line that wrote something."""

    file: str
    line: int
    column: int = field(default=0, compare=False)
    """The place in the line, from 1; 0 when nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A YAML file as plain values, with the line of everything in it."""

    name: str
    file: str
    content: Mapping[str, object]
    lines: Mapping[Path, int] = field(default_factory=dict)
    columns: Mapping[Path, int] = field(default_factory=dict)
    """The place in its line of everything, from 1."""

    def origin(self, path: Path) -> Origin:
        """Where `path` is written, or else the nearest thing around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return Origin(self.file, self.lines.get(path, 1), self.columns.get(path, 0) if path else 0)


@dataclass(slots=True)
class Composed:
    """A document with everything it uses laid under it."""

    file: str
    content: dict[str, object] = field(default_factory=dict)
    origins: dict[Path, Origin] = field(default_factory=dict)

    def origin(self, path: Path) -> Origin:
        """Who wrote `path`, or the nearest thing around it."""
        while path and path not in self.origins:
            path = path[:-1]
        return self.origins.get(path, Origin(self.file, 1))

    def error(self, path: Path, fault: Fault) -> FormatError:
        """A failure that names the file and the line."""
        origin = self.origin(path)
        return FormatError(fault, origin.file, origin.line, origin.column)


def compose(name: str, documents: Mapping[str, Document]) -> Composed:
    """The document called `name` on top of what it uses, in the order it is written.

    Raises FormatError when it uses itself, uses what is not there, or writes an address that another
    fragment has written without saying `replaces: true` or `instead_of`.
    """
    composed = Composed(documents[name].file)
    _lay(documents[name], documents, composed, ())
    return composed


def _lay(document: Document, documents: Mapping[str, Document], onto: Composed, chain: Path) -> None:
    if document.name in chain:
        circle = " → ".join((*chain, document.name))
        origin = document.origin(("uses",))
        raise FormatError(USED_IN_A_CIRCLE.fault(circle=circle), origin.file, origin.line)
    for used in _uses(document):
        if used not in documents:
            origin = document.origin(("uses",))
            known = ", ".join(sorted(set(documents) - {document.name}))
            raise FormatError(NOTHING_TO_USE.fault(name=used, known=known), origin.file, origin.line)
        _lay(documents[used], documents, onto, (*chain, document.name))
    _lay_own(document, onto)


def _uses(document: Document) -> tuple[str, ...]:
    written = document.content.get("uses", ())
    if isinstance(written, str):
        origin = document.origin(("uses",))
        fault = NOT_A_SERIES.fault(found=written).inside(same("uses"))
        raise FormatError(fault, origin.file, origin.line, origin.column)
    return _texts(written)


def _lay_own(document: Document, onto: Composed) -> None:
    for key, value in document.content.items():
        match key:
            case "uses" | "fragment":
                continue
            case "cells":
                _lay_addresses(_mapping(value), ("cells",), document, onto, ("cells",))
            case "not_asked":
                onto.content["not_asked"] = {**_mapping(onto.content.get("not_asked", {})), **_mapping(value)}
                _remember(document, ("not_asked",), onto)
            case "code_tables":
                _lay_code_tables(_mapping(value), document, onto)
            case "sheets":
                for sheet, parts in _mapping(value).items():
                    _lay_sheet(sheet, _mapping(parts), document, onto)
            case _:
                onto.content[key] = value
                _remember(document, (key,), onto)


def _lay_code_tables(written: Mapping[str, object], document: Document, onto: Composed) -> None:
    """Each table as a whole: the one of who uses a text stands in the place of that text's own."""
    tables = _mapping(onto.content.setdefault("code_tables", {}))
    for name, lines in written.items():
        path = ("code_tables", name)
        if name in tables and document.file != onto.file:
            here, earlier = document.origin(path), onto.origin(path)
            fault = TWO_FRAGMENTS_ONE_CODE_TABLE.fault(table=name, earlier=f"{earlier.file}:{earlier.line}")
            raise FormatError(fault, here.file, here.line)
        tables[name] = lines
        _remember(document, path, onto)


def _lay_sheet(sheet: str, parts: Mapping[str, object], document: Document, onto: Composed) -> None:
    """A sheet with blocks is laid as so many sheets of one block, called `sheet/block`."""
    own = ("sheets", sheet)
    blocks = _mapping(parts.get("blocks", {}))
    if "blocks" not in parts:
        _lay_block(own, own, parts, document, onto)
        return
    others = set(parts) - {"blocks"}
    if others or not blocks:
        origin = document.origin(own)
        told = BLOCKS_AND_MORE.fault(sheet=sheet, others=comma_list(sorted(map(str, others))))
        fault = told if others else NO_BLOCKS.fault(sheet=sheet)
        raise FormatError(fault, origin.file, origin.line)
    for block, written in blocks.items():
        path = ("sheets", f"{sheet}/{block}")
        _lay_block((*own, "blocks", block), path, {**_mapping(written), "sheet": sheet}, document, onto)


def _lay_block(
    own: Path, path: Path, parts: Mapping[str, object], document: Document, onto: Composed
) -> None:
    """Lay what the document has at `own` at `path`."""
    sheets = onto.content.setdefault("sheets", {})
    target = _mapping(_mapping(sheets).setdefault(path[-1], {}))
    _remember(document, own, onto, path)
    for key, value in parts.items():
        if key == "columns":
            _lay_addresses(_mapping(value), (*path, "columns"), document, onto, (*own, "columns"))
        else:
            target[key] = value
            _remember(document, (*own, key), onto, (*path, key))


def _lay_addresses(
    written: Mapping[str, object], path: Path, document: Document, onto: Composed, own: Path
) -> None:
    place = onto.content
    for part in path:
        place = _mapping(place.setdefault(part, {}))
    for address, expression in written.items():
        options = _options(expression, document, (*own, address))
        former = options.pop("instead_of", None)
        at, here = (*path, address), document.origin((*own, address))
        _require_free(address, options, place, here, onto.origin(at))
        if former is not None:
            _put_in_place_of(str(former), address, options, place, here)
        else:
            place[address] = options
        _remember(document, (*own, address), onto, at)


def _options(expression: object, document: Document, at: Path) -> dict[str, object]:
    """The verbs that stand there; a bare text is a field. Raises FormatError for what is neither."""
    if isinstance(expression, Mapping):
        return dict(expression)
    if expression == "" or isinstance(expression, list):
        origin = document.origin(at)
        kind = NO_VERBS.fault() if expression == "" else NOT_A_LIST_OF_VERBS.fault()
        raise FormatError(kind.inside(same(at[-1])), origin.file, origin.line, origin.column)
    return {"field": expression}


def _require_free(
    address: str, options: Mapping[str, object], place: Mapping[str, object], here: Origin, earlier: Origin
) -> None:
    if address in place and not options.get("replaces"):
        raise FormatError(
            TWO_FRAGMENTS_ONE_ADDRESS.fault(address=address, earlier=f"{earlier.file}:{earlier.line}"),
            here.file,
            here.line,
        )
    if options.get("replaces") and address not in place:
        raise FormatError(
            REPLACES_NOTHING.fault(address=address, known=comma_list(place)), here.file, here.line
        )


def _put_in_place_of(
    former: str, address: str, options: object, place: dict[str, object], origin: Origin
) -> None:
    if former not in place:
        raise FormatError(
            INSTEAD_OF_NOTHING.fault(address=address, former=former, known=comma_list(place)),
            origin.file,
            origin.line,
        )
    entries = [(address, options) if key == former else (key, value) for key, value in place.items()]
    place.clear()
    place.update(entries)


def _remember(document: Document, own: Path, onto: Composed, path: Path = ()) -> None:
    """Where everything at and below `own` of the document is written; `path` is where it is laid."""
    path = path or own
    onto.origins[path] = document.origin(own)
    for written in _below(own, document.lines):
        onto.origins[(*path, *written[len(own) :])] = document.origin(written)


def _below(path: Path, lines: Mapping[Path, int]) -> Iterator[Path]:
    return (written for written in lines if written[: len(path)] == path)


def _mapping(value: object) -> dict[str, object]:
    if isinstance(value, dict):
        return value
    return dict(value) if isinstance(value, Mapping) else {}


def _texts(value: object) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list | tuple) else ()
