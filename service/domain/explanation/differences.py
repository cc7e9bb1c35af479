"""Which cells of a report differ when it is made again in another way, such as by the format of now."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from service.domain.explanation.replay import Cell, CellOfLine, Replay
from service.domain.formats.rows import Positions
from service.domain.formats.tryout import same_lines, texts_in
from service.domain.translation.filled_sheet import FilledSheet


@dataclass(frozen=True, slots=True)
class CellDifference:
    """One cell; it has no place where there is no such line, column or cell."""

    was: Cell | None
    now: Cell | None
    before: str
    after: str


def differing_cells(was: Replay, now: Replay) -> Iterator[CellDifference]:
    """Every cell that holds something else, or is only in one of the two. Lines are matched by their keys."""
    for cell in dict.fromkeys((*was.content.cells, *now.content.cells)):
        before, after = (_single(each, cell) for each in (was, now))
        if before != after:
            yield CellDifference(
                cell if cell in was.content.cells else None,
                cell if cell in now.content.cells else None,
                before,
                after,
            )
    one, other = ({each.plan.name: place for place, each in enumerate(it.sheets)} for it in (was, now))
    for name in dict.fromkeys((*one, *other)):
        yield from _of_block(was, one.get(name), now, other.get(name))


def _single(replay: Replay, cell: tuple[str, str]) -> str:
    found = replay.content.cells.get(cell)
    return "" if found is None else str(found)


def _of_block(was: Replay, one: int | None, now: Replay, other: int | None) -> Iterator[CellDifference]:
    if one is None or other is None:
        for replay, block in ((was, one), (now, other)):
            if block is not None:
                every = np.arange(len(replay.sheets[block].lines))
                yield from _alone(replay, block, every, is_now=replay is now)
        return
    left, right, _ = same_lines(was.sheets[one], now.sheets[other])
    places = _places(was, one), _places(now, other)
    for header in dict.fromkeys((*was.sheets[one].columns, *now.sheets[other].columns)):
        before, after = texts_in(was.sheets[one], header, left), texts_in(now.sheets[other], header, right)
        for at in np.flatnonzero(before != after).tolist():
            yield CellDifference(
                _cell(was, one, header, int(places[0][left[at]])),
                _cell(now, other, header, int(places[1][right[at]])),
                before[at],
                after[at],
            )
    for replay, block, matched in ((was, one, left), (now, other, right)):
        alone = np.setdiff1d(np.arange(len(replay.sheets[block].lines)), matched)
        yield from _alone(replay, block, alone, is_now=replay is now)


def _cell(replay: Replay, block: int, header: str, line: int) -> Cell | None:
    is_there = line >= 0 and header in replay.content.sheets[block].columns
    return CellOfLine(block, header, line) if is_there else None


def _alone(replay: Replay, block: int, lines: Positions, *, is_now: bool) -> Iterator[CellDifference]:
    """Every cell with something in it, of lines that are in one of the two alone."""
    sheet, places = replay.sheets[block], _places(replay, block)
    for header in sheet.columns:
        for line, text in zip(lines.tolist(), texts_in(sheet, header, lines), strict=True):
            if text:
                cell = _cell(replay, block, header, int(places[line]))
                yield (
                    CellDifference(None, cell, "", text) if is_now else CellDifference(cell, None, text, "")
                )


def _places(replay: Replay, block: int) -> npt.NDArray[np.int64]:
    """Per line of a block the line of the file on which it stands; -1 for one that is not there."""
    sheet: FilledSheet = replay.sheets[block]
    order = replay.order(block)
    found = np.full(len(sheet.lines), -1, dtype=np.int64)
    is_there = order >= 0
    found[order[is_there]] = np.flatnonzero(is_there)
    return found
