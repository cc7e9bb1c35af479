"""A draft as lines: its sheets and columns, which of them it writes itself, and what comes from elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from service.domain.failures import FormatError
from service.domain.formats.blocks import HEAD, address_under
from service.domain.formats.composition import Composed, Document
from service.files.catalogue import DRAFT_FILE, FormatSources, composed_text, document_of

Address = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One column or cell."""

    address: str
    """The address of the column, or `sheet!cell`."""
    path: Address
    """Where the draft writes it, or would."""
    written: object
    """Its verbs, with what stands beside them."""
    is_own: bool
    """Whether the draft writes it itself; otherwise a fragment or another format does."""
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLines:
    """One block of a sheet, mostly the whole of it."""

    name: str
    path: Address
    """Where the draft writes it, or would."""
    written: Mapping[str, object]
    """All that is said of it: where it stands, its rows, lines that are listed, what goes across."""
    header_row: int
    rows: Mapping[str, object]
    columns: tuple[Line, ...]
    """Those that come once per head after the others, with `*` for the head."""
    is_own: bool
    """Whether the draft itself says which rows it has."""

    def path_of(self, address: str) -> Address:
        """Where a new column of this block is written: one with `*` comes once per head."""
        if HEAD in address and "across" in self.written:
            return (*self.path, "across", "columns", address)
        return (*self.path, "columns", address)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeTableLines:
    """A code table as it is written in a draft."""

    name: str
    lines: tuple[Mapping[str, str], ...]
    """Each with the names of the csv: `code` or `van` and `tot_en_met`, `wordt`, and what else is filled."""
    is_own: bool
    """Whether the draft writes it itself; otherwise a text that it uses does."""
    can_be_shown: bool = True
    """Whether it is a series of lines; otherwise the YAML is the place to change it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """Everything a form shows of a draft."""

    head: Mapping[str, object]
    """The values at the top, such as title and level."""
    sheets: tuple[SheetLines, ...]
    cells: tuple[Line, ...]
    not_asked: tuple[tuple[str, str, bool], ...]
    """Field, reason, and whether the draft says so itself."""
    checks: tuple[tuple[str, str], ...] = ()
    """A total in the file, and the side of the balance that it must equal."""
    has_own_checks: bool = True
    """Whether the draft writes them itself, or has none; otherwise a text that it uses does."""
    code_tables: tuple[CodeTableLines, ...] = ()
    """Those that the draft, or a text that it uses, has itself."""

    def code_table(self, name: str) -> CodeTableLines | None:
        """The code table of that name, when it is one of these."""
        return next((each for each in self.code_tables if each.name == name), None)

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
        head={
            key: value
            for key, value in content.items()
            if not isinstance(value, dict | list) or key == "valid"
        }
        | {"law": content.get("law", [])},
        sheets=tuple(
            _sheet(name, parts, own, composed) for name, parts in _mapping(content.get("sheets")).items()
        ),
        cells=_lines(("cells",), content.get("cells"), own, composed, ("cells",)),
        not_asked=tuple(
            (name, str(reason), name in _mapping(own.content.get("not_asked")))
            for name, reason in _mapping(content.get("not_asked")).items()
        ),
        checks=_checks(content),
        has_own_checks="checks" in own.content or not _checks(content),
        code_tables=tuple(
            _code_table(name, lines, name in _mapping(own.content.get("code_tables")))
            for name, lines in _mapping(content.get("code_tables")).items()
        ),
    )


def _code_table(name: str, written: object, is_own: bool) -> CodeTableLines:  # noqa: FBT001 - one fact of three
    lines = written if isinstance(written, list) else [None]
    texts = tuple({key: str(text) for key, text in _mapping(line).items()} for line in lines)
    return CodeTableLines(name=name, lines=texts, is_own=is_own, can_be_shown=all(texts))


def _checks(content: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    written = content.get("checks")
    each = [_mapping(one) for one in written] if isinstance(written, list) else []
    return tuple((str(one.get("total", "")), str(one.get("equals", ""))) for one in each)


def _sheet(name: str, written: object, own: Document, composed: Composed) -> SheetLines:
    parts, path = _mapping(written), _path_of_block(name, own.content)
    row = parts.get("header_row", 1)
    laid = ("sheets", name)
    across = _mapping(parts.get("across")).get("columns")
    columns = _lines((*laid, "columns"), parts.get("columns"), own, composed, (*path, "columns"))
    beside = _lines((*laid, "across", "columns"), across, own, composed, (*path, "across", "columns"))
    return SheetLines(
        name=name,
        path=path,
        written=parts,
        header_row=row if isinstance(row, int) else 1,
        rows=_mapping(parts.get("rows")),
        columns=(*columns, *(replace(each, address=address_under(HEAD, each.address)) for each in beside)),
        is_own="rows" in _mapping(_at(own.content, path)),
    )


def _path_of_block(name: str, content: Mapping[str, object]) -> Address:
    """Where the draft writes a block: `Rapportage/Wachttijden` stands under the blocks of its sheet."""
    for sheet, written in _mapping(content.get("sheets")).items():
        for block in _mapping(_mapping(written).get("blocks")):
            if name == f"{sheet}/{block}":
                return ("sheets", sheet, "blocks", block)
    return ("sheets", name)


def _lines(
    laid: Address, written: object, own: Document, composed: Composed, path: Address
) -> tuple[Line, ...]:
    mine = _mapping(_at(own.content, path))
    return tuple(
        Line(
            address=address,
            path=(*path, address),
            written=mine.get(address, expression),
            is_own=address in mine,
            origin=composed.origin((*laid, address)).file,
        )
        for address, expression in _mapping(written).items()
    )


def _at(content: object, path: Address) -> object:
    for name in path:
        content = _mapping(content).get(name)
    return content


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
