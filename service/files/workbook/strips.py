"""Which columns of a sheet move by themselves: blocks beside each other each grow within their own strip."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, count, pairwise, takewhile

from service.domain.failures import FormatError
from service.domain.formats.faults.blocks import BLOCKS_BESIDE_EACH_OTHER
from service.domain.formats.faults.workbooks import FILLED_TWICE, NOT_BESIDE_EACH_OTHER_IN_ODS
from service.domain.wording import AND, joined, same
from service.files.workbook.block_places import SheetTexts
from service.files.workbook.placed import LAST_COLUMN, LAST_ROW, PlacedTarget, Strips


def in_strips(
    placed: Sequence[PlacedTarget], texts: Mapping[str, SheetTexts], file: str
) -> tuple[PlacedTarget, ...]:
    """The same blocks, those that would grow into each other each with the columns of its strip.

    A sheet on which no block crosses another has no strips: its rows move whole, as do those of blocks above
    the first that crosses another. Raises FormatError for blocks that cross in columns of both.

    `texts`: what stands on each of their sheets.
    """
    crossings = _Crossings(texts)
    found = [each.with_span(other for other in placed if other.sheet == each.sheet) for each in placed]
    _require_names(crossings.among(found), file)
    for sheet in dict.fromkeys(each.sheet for each in placed):
        own = {index: each for index, each in enumerate(found) if each.sheet == sheet}
        for index, each in _parted(own, crossings).items():
            found[index] = each
    _require_apart(crossings.among(found), file)
    return tuple(found)


def _parted(own: dict[int, PlacedTarget], crossings: "_Crossings") -> dict[int, PlacedTarget]:
    """Those blocks of a sheet that get a strip.

    Where blocks would still grow into each other, because one below them spans their strips, the strips end
    at the lowest block for which they do not.
    """
    top = _top(list(own.values()), crossings)
    below = {index: each for index, each in own.items() if top and each.last_row >= top}
    ends = sorted({each.top_row for each in below.values() if each.top_row > top}, reverse=True)
    for end in (LAST_ROW + 1, *ends):
        above_end = {index: each for index, each in below.items() if each.top_row < end}
        found = {
            index: replace(own[index], strip=strip, strips_end=end)
            for index, strip in _strips(above_end).items()
        }
        fits = all(each.last_row < end for each in above_end.values())
        if fits and not any(crossings.among([*found.values()])):
            return found
    return {index: replace(own[index], strip=strip) for index, strip in _strips(below).items()}


def strips_of(placed: Sequence[PlacedTarget], sheet: str) -> Strips | None:
    """The strips of a sheet; None when all its rows are whole."""
    own = [each for each in placed if each.strip is not None and each.sheet == sheet]
    if not own:
        return None
    columns = {each.strip for each in own if each.strip is not None}
    return Strips(
        columns=tuple(sorted(columns, key=lambda strip: strip[0])),
        top=min(each.first_row for each in own),
        end=own[0].strips_end,
    )


def require_whole_rows(placed: Sequence[PlacedTarget], file: str) -> None:
    """Raise FormatError for a sheet in strips, in a kind of file that has none."""
    beside = [each for each in placed if each.strip is not None]
    if beside:
        names = joined(
            AND, [same(repr(each.target.place.name)) for each in beside if each.sheet == beside[0].sheet]
        )
        raise FormatError(NOT_BESIDE_EACH_OTHER_IN_ODS.fault(sheet=beside[0].sheet, names=names), file)


def _top(own: Sequence[PlacedTarget], crossings: "_Crossings") -> int:
    """The first row of the highest block that is crossed, or of one that stands beside it; 0 for none."""
    crossed = [each for pair in crossings.among(own) for each in pair]
    top = min((each.first_row for each in crossed), default=0)
    while top and (beside := [each for each in own if each.first_row < top <= each.last_row]):
        top = min(each.first_row for each in beside)
    return top


def _strips(blocks: dict[int, PlacedTarget]) -> dict[int, range]:
    """Per block the columns from where its group begins to where the next begins; all columns are of one."""
    groups: list[tuple[int, int, list[int]]] = []
    for index, each in sorted(blocks.items(), key=lambda item: item[1].span.start):
        begin, end = each.span.start, each.span.stop - 1
        if groups and begin <= groups[-1][1]:
            first, last, members = groups.pop()
            groups.append((first, max(last, end), [*members, index]))
        else:
            groups.append((begin, end, [index]))
    edges = [1, *(begin for begin, _, _ in groups[1:]), LAST_COLUMN + 1]
    pairs = zip(pairwise(edges), groups, strict=True) if groups else ()
    return {index: range(*edge) for edge, (_, _, members) in pairs for index in members}


Pairs = Iterator[tuple[PlacedTarget, PlacedTarget]]


def _require_names(crossing: Pairs, file: str) -> None:
    for one, other in crossing:
        if one.target.name == other.target.name or not (one.target.place.name and other.target.place.name):
            raise FormatError(FILLED_TWICE.fault(), file)


def _require_apart(crossing: Pairs, file: str) -> None:
    for one, other in crossing:
        first, second = one.target.place.name, other.target.place.name
        raise FormatError(
            BLOCKS_BESIDE_EACH_OTHER.fault(sheet=one.target.sheet, first=first, second=second), file
        )


@dataclass(frozen=True, slots=True)
class _Crossings:
    """Which blocks would grow into each other while their rows move whole."""

    texts: Mapping[str, SheetTexts]

    def among(self, placed: Sequence[PlacedTarget]) -> Pairs:
        """Those that would within their strip, or within whole rows."""
        for one, other in combinations(placed, 2):
            if one.sheet == other.sheet and one.strip == other.strip and self._cross(one, other):
                yield one, other

    def _cross(self, one: PlacedTarget, other: PlacedTarget) -> bool:
        pairs = ((one, other), (other, one))
        return any(_crosses(*pair) or self._repeats(*pair) for pair in pairs)

    def _repeats(self, own: PlacedTarget, other: PlacedTarget) -> bool:
        """Whether rows that come below a block's pattern row would tear a block beside it from its title.

        Or from what it has unbroken below its lines; what stands on the pattern row itself is repeated.
        """
        if own.pattern_row is None or not own.is_beside(other):
            return False
        repeated = range(own.pattern_row, own.last_row + 1)
        return any(row in repeated for row in self._rows_around(other))

    def _rows_around(self, placed: PlacedTarget) -> Iterator[int]:
        """The rows from a block's title to its header, and below its lines down to one that says nothing."""
        texts = self.texts[placed.sheet]
        if placed.title_row:
            yield from range(placed.title_row, placed.first_row)
        yield from takewhile(
            lambda row: any(texts.is_filled(row, column) for column in placed.span),
            count(placed.last_row + 1),
        )


def _crosses(own: PlacedTarget, other: PlacedTarget) -> bool:
    """Whether rows that come below a block's pattern row would stand among header and lines of the other.

    A pattern row is taken out of its sheet: nothing of another block may stand on it.
    """
    row = own.pattern_row
    if row is None:
        return False
    if own.prepared and other.first_row <= own.last_row and row <= other.last_row:
        return True
    if other.target.place.listed is None:
        return other.first_row <= row <= other.last_row
    at_its_end = row == other.last_row and own.target.place.listed is None
    return other.first_row <= row < other.last_row or at_its_end
