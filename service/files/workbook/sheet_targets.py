"""Which blocks of a template get data rows, where those go, and whether a content fits them."""

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

from openpyxl.utils import get_column_letter

from service.domain.failures import CannotBeWrittenError, FormatError
from service.domain.formats.faults.blocks import PATTERN_IS_FILLED
from service.domain.formats.faults.overwriting import BLOCKS_ON_THE_SAME_CELLS, COLUMN_FILLED_TWICE
from service.domain.formats.faults.workbooks import OTHER_SHEETS_OR_COLUMNS
from service.domain.translation.content import ReportContent
from service.domain.wording import Wording
from service.files.workbook.block_places import SheetTexts, columns_at, find_block, listed_lines
from service.files.workbook.placed import LAST_ROW, Above, PlacedTarget, SheetTarget
from service.files.workbook.regions import DataRegion
from service.files.workbook.strips import in_strips

_MOST_NAMED = 12
"""How many cells a fault names."""


def placed_on(texts: SheetTexts, target: SheetTarget) -> PlacedTarget:
    """Where a block stands on a sheet. Raises FormatError when it, or a column of it, is not there."""
    block = find_block(texts, target.header_row, target.place, target.headers)
    row, listed = block.header_row, target.place.listed

    def columns(addresses: Sequence[str]) -> tuple[int, ...]:
        return columns_at(block.header, addresses, sheet=texts.name, row=row, file=texts.file)

    filled = columns(target.headers)
    return PlacedTarget(
        target=target,
        sheet=texts.name,
        header_row=row,
        columns=filled,
        header=block.header,
        title_row=block.title_row,
        key_columns=columns(listed.by) if listed else (),
        listed=listed_lines(texts, block, listed, filled) if listed else (),
    )


def placed_targets(
    targets: Sequence[SheetTarget], texts_of: Callable[[str, int | None], SheetTexts], file: str
) -> tuple[PlacedTarget, ...]:
    """Where each block stands, in the same order.

    Raises FormatError for one that is not there, and for blocks that would grow into each other.

    `texts_of` reads a sheet down to a row, or the whole of it.
    """
    texts = {sheet: texts_of(sheet, _last_row(sheet, targets)) for sheet in {each.sheet for each in targets}}
    placed = [placed_on(texts[target.sheet], target) for target in targets]
    return in_strips(placed, {each.name: each for each in texts.values()}, file)


def _last_row(sheet: str, targets: Sequence[SheetTarget]) -> int | None:
    """Down to where the texts of a sheet say where its blocks are; None for all of it."""
    own = [each for each in targets if each.sheet == sheet]
    is_whole = any(each.place.is_found or each.place.listed for each in own)
    return None if is_whole else max(each.header_row for each in own)


def data_regions(placed: Sequence[PlacedTarget], file: str) -> list[DataRegion]:
    """Where the data rows of each block go. Raises FormatError for a block that is filled twice."""
    _require_apart(placed, file)
    return [
        DataRegion(
            index=index,
            sheet=each.sheet,
            row=each.pattern_row,
            strip=each.strip,
            prepared=each.prepared,
        )
        for index, each in enumerate(placed)
        if each.pattern_row is not None
    ]


def _require_apart(placed: Sequence[PlacedTarget], file: str) -> None:
    """Raise FormatError for a cell of a listed line that two blocks fill, and a column with two addresses."""
    taken: dict[tuple[str, int, int], PlacedTarget] = {}
    for each in placed:
        _require_different_columns(each, file)
        if each.target.place.listed is None:
            continue
        cells = [(each.sheet, row, column) for row in each.filled_rows for column in each.columns]
        shared = [cell for cell in cells if cell in taken]
        if shared:
            raise _on_the_same_cells(taken[shared[0]].target, each.target, shared, file)
        taken |= dict.fromkeys(cells, each)


def _on_the_same_cells(
    one: SheetTarget, other: SheetTarget, shared: Sequence[tuple[str, int, int]], file: str
) -> FormatError:
    cells = [f"{get_column_letter(column)}{row}" for _, row, column in shared]
    named = ", ".join(cells[:_MOST_NAMED]) + (", …" if len(cells) > _MOST_NAMED else "")
    first, second = one.place.name or one.sheet, other.place.name or other.sheet
    fault = BLOCKS_ON_THE_SAME_CELLS.fault(sheet=shared[0][0], first=first, second=second, cells=named)
    return FormatError(fault, file)


def _require_different_columns(placed: PlacedTarget, file: str) -> None:
    addresses: dict[int, str] = {}
    for address, column in zip(placed.target.headers, placed.columns, strict=True):
        if column in addresses:
            letter, first = get_column_letter(column), addresses[column]
            fault = COLUMN_FILLED_TWICE.fault(sheet=placed.sheet, first=first, second=address, column=letter)
            raise FormatError(fault, file)
        addresses[column] = address


def listed_cells(singles: int, placed: Sequence[PlacedTarget]) -> tuple[int, ...]:
    """Per block the position of its first listed cell; column by column they follow the single cells."""
    counts = [len(each.listed) * len(each.columns) for each in placed]
    return tuple(accumulate(counts[:-1], initial=singles))


def is_among_rows(row: int, column: int, placed: PlacedTarget) -> bool:
    """Whether a block fills this cell, or takes its row as a pattern."""
    if placed.target.place.listed is None:
        is_here = placed.header_row < row <= placed.last_row
        return is_here and (placed.strip is None or column in placed.strip)
    return column in placed.columns and row in {number for number, _ in placed.listed}


def require_no_list(texts: SheetTexts, placed: PlacedTarget) -> None:
    """Raise FormatError for a pattern row that is a line of its own: others like it stand below.

    A text in it that the row below repeats, or has nothing instead of, is one for every line.
    """
    row = placed.header_row + 1
    above = {column for number, column in texts.texts if number == placed.header_row}
    heads = above if placed.strip is None else above & set(placed.strip)
    pairs = {column: (texts.at(row, column)[0], texts.at(row + 1, column)[0]) for column in heads}
    found = [column for column, (here, below) in sorted(pairs.items()) if here and below not in ("", here)]
    if found:
        what = ", ".join(f"{get_column_letter(column)}{row} {pairs[column][0]!r}" for column in found)
        raise FormatError(PATTERN_IS_FILLED.fault(sheet=texts.name, row=row, what=what), texts.file)


def regions_above(regions: Sequence[DataRegion], count: int) -> tuple[Above, ...]:
    """Per block of `count` the blocks whose growth moves it: those above it on its sheet that grow."""
    own = {region.index: region for region in regions}
    return tuple(
        tuple(
            (other.index, other.strip) for other in regions if index in own and own[index].is_moved_by(other)
        )
        for index in range(count)
    )


def require_fitting(
    sheets: Iterable[tuple[SheetTarget, int]], content: ReportContent, file: str, *, a_sheet: str = "a sheet"
) -> None:
    """Raise FormatError for other sheets or columns than these, CannotBeWrittenError for too many rows.

    `sheets`: each with the last row that its template has something in. `a_sheet`: what one is called.
    """
    given = [SheetTarget.of(each) for each in content.sheets]
    wanted = list(sheets)
    if given != [target for target, _ in wanted]:
        raise FormatError(OTHER_SHEETS_OR_COLUMNS.fault(), file)
    for (target, last_row), filled in zip(wanted, content.sheets, strict=True):
        added = sum(each.added_rows for each in content.sheets if each.sheet == filled.sheet)
        if max(last_row, target.header_row + 1) + added > LAST_ROW:
            told = Wording(
                "blad {sheet!r} krijgt {lines} regels; een blad heeft er {last}.",
                "Sheet {sheet!r} gets {lines} lines; {a_sheet} has {last}.",
            )
            raise CannotBeWrittenError(
                told.fill(sheet=filled.sheet, lines=filled.row_count, a_sheet=a_sheet, last=LAST_ROW)
            )
