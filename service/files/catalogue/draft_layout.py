"""A draft as lines: its sheets and columns, which of them it writes itself, and what comes from elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass

from service.domain.failures import FormatError
from service.domain.formats.composition import Composed, Document
from service.files.catalogue.format_sources import DRAFT_FILE, FormatSources, composed_text
from service.files.catalogue.yaml_documents import document_of

Address = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One column or cell."""

    address: str
    """The header text, or `sheet!cell`."""
    written: object
    """Its verbs, with what stands beside them."""
    is_own: bool
    """Whether the draft writes it itself; otherwise a fragment or another format does."""
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLines:
    """One sheet."""

    name: str
    header_row: int
    rows: Mapping[str, object]
    columns: tuple[Line, ...]
    is_own: bool
    """Whether the draft itself says which rows it has."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything a form shows of a draft."""

    head: Mapping[str, object]
    """The values at the top, such as title and level."""
    sheets: tuple[SheetLines, ...]
    cells: tuple[Line, ...]
    not_asked: tuple[tuple[str, str, bool], ...]
    """Field, reason, and whether the draft says so itself."""

    def sheet(self, name: str) -> SheetLines | None:
        """The sheet of that name."""
        return next((each for each in self.sheets if each.name == name), None)

    def line(self, sheet: str, address: str) -> Line | None:
        """The column under that header, or the cell at that address where `sheet` is empty."""
        found = self.sheet(sheet)
        lines = self.cells if not sheet else (found.columns if found else ())
        return next((each for each in lines if each.address == address), None)


def layout_of(text: str, sources: FormatSources) -> Layout:
    """What there is to edit; of a draft that cannot be put together, what it writes itself.

    Raises FormatError for a text that is no YAML.
    """
    own = document_of(text, DRAFT_FILE, DRAFT_FILE)
    try:
        composed = composed_text(text, sources)
    except FormatError:
        composed = Composed(DRAFT_FILE, dict(own.content))
    content = composed.content
    return Layout(
        {key: value for key, value in content.items() if not isinstance(value, dict | list) or key == "valid"}
        | {"law": content.get("law", [])},
        tuple(_sheet(name, parts, own, composed) for name, parts in _mapping(content.get("sheets")).items()),
        _lines(("cells",), content.get("cells"), own, composed),
        tuple(
            (name, str(reason), name in _mapping(own.content.get("not_asked")))
            for name, reason in _mapping(content.get("not_asked")).items()
        ),
    )


def _sheet(name: str, written: object, own: Document, composed: Composed) -> SheetLines:
    parts = _mapping(written)
    row = parts.get("header_row", 1)
    return SheetLines(
        name=name,
        header_row=row if isinstance(row, int) else 1,
        rows=_mapping(parts.get("rows")),
        columns=_lines(("sheets", name, "columns"), parts.get("columns"), own, composed),
        is_own="rows" in _mapping(_at(own.content, ("sheets", name))),
    )


def _lines(path: Address, written: object, own: Document, composed: Composed) -> tuple[Line, ...]:
    mine = _mapping(_at(own.content, path))
    return tuple(
        Line(address, mine.get(address, expression), address in mine, composed.origin((*path, address)).file)
        for address, expression in _mapping(written).items()
    )


def _at(content: object, path: Address) -> object:
    for name in path:
        content = _mapping(content).get(name)
    return content


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
