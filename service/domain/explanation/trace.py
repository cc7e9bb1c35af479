"""A trace: every cell that a row of the submission went to, and every reason for which it did not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from service.domain.explanation.behind import rows_behind_cell
from service.domain.explanation.links import Links, links_of_column
from service.domain.explanation.replay import Cell, CellOfLine, Replay, SingleCell
from service.domain.periods import Period
from service.domain.standard.export import RowPlace
from service.domain.translation.balance import Outcome
from service.domain.translation.fates import NOT_IN_THIS_FORMAT, Fates
from service.domain.translation.selection import PRESTATIE, waiting
from service.domain.translation.selection_of_blocks import prestaties_of, select_for_every_block
from service.domain.translation.unmade import reason_of
from service.domain.wording import Wording
from service.domain.words import reason_words


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedCell:
    """A cell that a row stands behind."""

    report: str
    """The name of its file."""
    municipality: str
    format: str
    period: Period
    address: str

    def as_json(self) -> dict[str, object]:
        """One cell of a T in docs/json.md."""
        return {
            "report": self.report,
            "municipality": self.municipality,
            "format": self.format,
            "period": self.period.label,
            "address": self.address,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a row is not in a report, or in one block of it."""

    outcome: Outcome
    code: str
    """The rule, the finding or the failure by which the balance names it."""
    words: Wording
    municipality: str = ""
    format: str = ""
    """Empty where no format asked it."""
    period: Period | None = None
    block: str = ""
    """Empty where it is about the whole report."""

    def as_json(self) -> dict[str, object]:
        """One reason of a T in docs/json.md."""
        return {
            "municipality": self.municipality,
            "format": self.format,
            "period": self.period.label if self.period else None,
            "block": self.block,
            "outcome": self.outcome.value,
            "code": self.code,
            "words": self.words.as_json(),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Where one row of a submission went."""

    table: str
    place: RowPlace
    cells: tuple[TracedCell, ...]
    reasons: tuple[Reason, ...]

    def as_json(self) -> dict[str, object]:
        """T in docs/json.md."""
        return {
            "table": self.table,
            **({"sheet": self.place.sheet} if self.place.sheet else {}),
            "row": self.place.row,
            "cells": [each.as_json() for each in self.cells],
            "reasons": [each.as_json() for each in self.reasons],
        }


def cells_of_row(replay: Replay, table: str, place: int) -> Iterator[Cell]:
    """Every cell of a report that a row, by its place in its table, stands behind: the inverse of explain."""
    if replay.report is None:
        return
    for block, filled in enumerate(replay.sheets):
        order = replay.order(block)
        for column in filled.plan.columns:
            lines = _lines(links_of_column(filled, column), table, place)
            for line in np.flatnonzero(np.isin(order, lines)).tolist():
                yield CellOfLine(block, column.header, line)
    yield from _single_cells(replay, table, place)


def reasons_of_row(replay: Replay, table: str, place: int, *, is_somewhere: bool) -> Iterator[Reason]:
    """Why a row is not in a report that its municipality asks, block by block.

    `is_somewhere`: whether it stands behind any cell of it.
    """
    if replay.failure is not None:
        code, words = reason_of(replay.failure)
        yield _reason(replay, Outcome.NOT_MADE, code, words)
        return
    asked = is_somewhere
    for block, fates in _fates(replay, table):
        asked = True
        outcome, name = fates.names[int(fates.numbers[place])]
        if outcome is not Outcome.REPORTED:
            yield _reason(replay, outcome, name, reason_words(name), block)
    if not asked:
        yield _not_asked(replay, table, place)


def _fates(replay: Replay, table: str) -> Iterator[tuple[str, Fates]]:
    """What becomes of the rows of a table in each block that is made of it, or counts it."""
    asked = {replay.municipality: replay.municipality_name}
    submitted, plan, period = replay.submitted, replay.plan, replay.period
    selected = select_for_every_block(submitted, plan, period, asked)
    for sheet, block in zip(plan.sheets, selected.blocks, strict=True):
        if block.table == table:
            yield sheet.name, block.fates
        elif table == PRESTATIE and table in sheet.many:
            yield sheet.name, prestaties_of(selected.submitted, plan, sheet, period, asked, block)


def _not_asked(replay: Replay, table: str, place: int) -> Reason:
    """The row waits, or the format makes no block of its table."""
    fates = waiting(replay.submitted, table) if _can_wait(replay, table) else None
    outcome, name = (Outcome.REPORTED, "") if fates is None else fates.names[int(fates.numbers[place])]
    if outcome is Outcome.REPORTED:
        told = Wording("in deze rapportage komt niets van {table}", "this report holds nothing of {table}")
        words = reason_words(NOT_IN_THIS_FORMAT) if table == PRESTATIE else told.fill(table=table)
        return _reason(replay, Outcome.EXCLUDED, NOT_IN_THIS_FORMAT, words)
    return _reason(replay, outcome, name, reason_words(name))


def _can_wait(replay: Replay, table: str) -> bool:
    return "gemeentecode" in replay.submitted.standard.tables[table].fields and table not in _OF_NOBODY


_OF_NOBODY = ("aanlevering", "kengetal", "toelichting")
"""Tables of which a row need not have a municipality or an allocation."""


def _reason(replay: Replay, outcome: Outcome, code: str, words: Wording, block: str = "") -> Reason:
    return Reason(
        outcome=outcome,
        code=code,
        words=words,
        municipality=replay.municipality,
        format=replay.plan.name,
        period=replay.period,
        block=block,
    )


def _lines(links: Sequence[Links], table: str, place: int) -> np.ndarray:
    found = [each.to(place) for each in links if each.table == table]
    return np.concatenate([np.zeros(0, np.int64), *found])


def _single_cells(replay: Replay, table: str, place: int) -> Iterator[SingleCell]:
    for cell in replay.plan.cells:
        behind = rows_behind_cell(replay, cell)
        if any(each.table == table and bool((each.places == place).any()) for each in behind):
            yield cell
