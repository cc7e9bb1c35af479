"""Level 0 of the measure of burden: counting facts of a run, without a single assumption."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.formats.plan import Column, Plan, SheetPlan
from service.domain.formats.rows import Groups, Rows
from service.domain.formats.shape import CellClass
from service.domain.periods import Period
from service.domain.translation.content import SheetContent, Values

_NOT_CONVERTED = (CellClass.SAME, CellClass.RENAMED)


@dataclass(frozen=True, slots=True)
class CellCounts:
    """How many cells a delivery has, by what had to be done to fill them."""

    filled: Mapping[CellClass, int] = field(default_factory=dict)
    """Filled cells per class; constants carry no fact and are not counted."""
    blank: int = 0
    """Mapped cells that stayed empty because the export holds nothing there."""

    @property
    def same(self) -> int:
        """N_same: filled as the export has them, under whatever label."""
        return sum(self.filled.get(each, 0) for each in _NOT_CONVERTED)

    @property
    def by_hand(self) -> int:
        """N_man: still entered by hand."""
        return self.filled.get(CellClass.MANUAL, 0)

    @property
    def all(self) -> int:
        """N: filled cells that are not constant."""
        return sum(self.filled.values())

    @property
    def converted(self) -> int:
        """N_conv: filled cells that needed another representation."""
        kept = {*_NOT_CONVERTED, CellClass.MANUAL}
        return sum(count for each, count in self.filled.items() if each not in kept)

    def as_json(self) -> dict[str, int]:
        """Counts per class, and the blanks."""
        return {**{each.value: count for each, count in self.filled.items()}, "blank": self.blank}


@dataclass(frozen=True, slots=True)
class DeliveredFacts:
    """An information element and the entities it was delivered about, once for each delivery it is in."""

    element: str
    entities: npt.NDArray[np.generic]
    is_distinct: bool = False
    """Whether it is known that no entity occurs twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelZero:
    """The counting facts of a run. They measure different things and are never added up."""

    cells: int
    same: int
    converted: int
    by_hand: int
    repeated_facts: int
    """D_fact: how often a fact was delivered again in another report."""
    superfluous_representations: int
    """R_dup: representations of an element beyond its first."""
    files_avoided: int
    """D_file: reports delivered minus uploads."""

    def as_json(self) -> dict[str, int]:
        """The stable names of `--json`."""
        return {
            "N": self.cells,
            "N_same": self.same,
            "N_conv": self.converted,
            "N_man": self.by_hand,
            "D_fact": self.repeated_facts,
            "R_dup": self.superfluous_representations,
            "D_file": self.files_avoided,
        }


def level_zero(
    cells: Iterable[CellCounts], facts: Iterable[DeliveredFacts], plans: Iterable[Plan], reports: int
) -> LevelZero:
    """The counts of one upload that led to `reports` reports."""
    every = list(cells)
    return LevelZero(
        cells=sum(each.all for each in every),
        same=sum(each.same for each in every),
        converted=sum(each.converted for each in every),
        by_hand=sum(each.by_hand for each in every),
        repeated_facts=count_repeated(facts),
        superfluous_representations=count_superfluous_representations(plans),
        files_avoided=max(reports - 1, 0),
    )


def cells_of_report(
    plan: Plan, cells: Mapping[tuple[str, str], Values], sheets: Sequence[SheetContent]
) -> CellCounts:
    """Count what one report delivers; a cell that is left for a person to fill in counts as by hand."""
    filled: dict[CellClass, int] = {}
    blank = 0
    for column, values in _columns(plan, cells, sheets):
        if column.cell_class is CellClass.CONSTANT:
            continue
        empty = 0 if column.cell_class is CellClass.MANUAL else int(values.blank.sum())
        blank += empty
        if len(values) > empty:
            filled[column.cell_class] = filled.get(column.cell_class, 0) + len(values) - empty
    return CellCounts(dict(sorted(filled.items())), blank)


def adds_up(column: Column) -> bool:
    """Whether a single cell tells something of the lines of a list, and so of one municipality."""
    return next(iter(column.expression.written), "") in ("total", "ratio")


def facts_of_cells(
    plan: Plan, reports: Mapping[str, Mapping[tuple[str, str], Values]], period: Period
) -> tuple[DeliveredFacts, ...]:
    """The facts in single cells: an element and its value, once for each report that has it.

    What adds up the lines of a municipality is about that municipality: that two of them have the letter D,
    or the same amount, repeats nothing.
    """
    delivered: dict[str, list[str]] = {}
    for code, cells in reports.items():
        told = {
            (
                column.element,
                f"{code} {period.label} " * adds_up(column) + str(cells[place].items[0]),
            )
            for place, column in plan.cells.items()
            if column.cell_class is not CellClass.CONSTANT and not cells[place].blank[0]
        }
        for element, value in sorted(told):
            delivered.setdefault(element, []).append(value)
    return tuple(
        DeliveredFacts(element, np.array(values, dtype=object)) for element, values in delivered.items()
    )


def each_fact_once(facts: Iterable[DeliveredFacts]) -> tuple[DeliveredFacts, ...]:
    """The facts of the sheets of one format, each once, also where two columns tell the same."""
    by_element: dict[str, list[DeliveredFacts]] = {}
    for each in facts:
        by_element.setdefault(each.element, []).append(each)
    return tuple(
        several[0]
        if len(several) == 1 and several[0].is_distinct
        else DeliveredFacts(element, pd.unique(np.concatenate([each.entities for each in several])), True)
        for element, several in by_element.items()
    )


def facts_of_sheet(
    sheet: SheetPlan, plan: Plan, period: Period, lines: Rows | Groups, columns: Mapping[str, Values]
) -> Iterator[DeliveredFacts]:
    """The facts in the lines of a sheet.

    A value of a row is a fact about that row, or about its allocation where it comes from there. A value of
    a group is a fact about the municipality, the period and the keys of the group.
    """
    for column in sheet.columns:
        if column.cell_class is CellClass.CONSTANT:
            continue
        kept = ~columns[column.header].blank
        if isinstance(lines, Rows):
            entities = _entities(column, lines)
            each_fact_once = column.source is None or column.source.table == lines.table
            yield DeliveredFacts(column.element, entities if kept.all() else entities[kept], each_fact_once)
        else:
            made = f"{column.element} of {sheet.tables[0]} where {sheet.format.rows.where} {plan.format.law}"
            keys = ("gemeentecode", *map(str, sheet.format.rows.per))
            told = [lines.field("gemeentecode"), *(key.values(lines) for key in sheet.format.rows.per)]
            yield DeliveredFacts(f"{made} in {period.label} per {keys}", _hashes(lines, told)[kept])


def count_repeated(facts: Iterable[DeliveredFacts]) -> int:
    """D_fact: per element, deliveries of a fact beyond its first."""
    return sum(len(entities) - len(pd.unique(entities)) for _, entities in _by_element(facts))


def count_superfluous_representations(plans: Iterable[Plan]) -> int:
    """R_dup: per element the distinct representations beyond the first. Labels and grain do not count."""
    seen: dict[str, set[tuple[str, ...]]] = {}
    for plan in plans:
        for column in plan.columns:
            if column.cell_class is not CellClass.CONSTANT:
                seen.setdefault(column.element, set()).add(column.representation)
    return sum(len(representations) - 1 for representations in seen.values())


def _by_element(facts: Iterable[DeliveredFacts]) -> Iterator[tuple[str, npt.NDArray[np.generic]]]:
    """Each element with all the entities that it was delivered about."""
    by_element: dict[str, list[npt.NDArray[np.generic]]] = {}
    for each in facts:
        by_element.setdefault(each.element, []).append(each.entities)
    for element, several in by_element.items():
        yield element, np.concatenate(several) if len(several) > 1 else several[0]


def _columns(
    plan: Plan, cells: Mapping[tuple[str, str], Values], sheets: Sequence[SheetContent]
) -> Iterator[tuple[Column, Values]]:
    for place, column in plan.cells.items():
        yield column, cells[place]
    for sheet, content in zip(plan.sheets_in_the_file, sheets, strict=True):
        for column in sheet.columns:
            yield column, content.columns[column.header]


def _entities(column: Column, rows: Rows) -> npt.NDArray[np.int64]:
    source = column.source
    if source is None or source.table == rows.table:
        return rows.positions
    return rows.submitted.allocation_positions(rows.table)[rows.positions]


def _hashes(groups: Groups, keys: Sequence[Values]) -> npt.NDArray[np.uint64]:
    combined = np.zeros(len(groups), dtype=np.uint64)
    for values in keys:
        texts = np.where(values.blank, "", values.items.astype(str)).astype(object)
        combined = combined * np.uint64(1_000_003) + pd.util.hash_array(texts)
    if groups.parts is not None:
        combined = combined * np.uint64(1_000_003) + groups.parts.astype(np.uint64)
    return combined
