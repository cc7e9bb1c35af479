"""One finding for a column that was dragged down or sorted alone, in the place of one for each row."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from service.domain.findings import Severity
from service.domain.said import plain
from service.domain.standard.cells import shown
from service.domain.standard.faults import FieldFault, without_rows
from service.domain.standard.findings import tables as kinds
from service.domain.standard.fitting import ReadTable
from service.domain.standard.repairs.numbers import NUMBERS
from service.domain.wording import joined, same

_NEARLY_ALL = 0.9
_NOUGHT = re.compile(r"-?0+(?:[.,]0+)?")
_MOST_NAMED = 5
"""Rows that the finding names; it counts the others."""


def with_columns_folded(
    faults: Sequence[FieldFault], columns: Iterable[str], held: Mapping[str, Sequence[str]], table: ReadTable
) -> list[FieldFault]:
    """The same faults, of which those that follow from one of these columns are said once for all.

    `held`: per kind the columns that it holds together. What blocks or makes a row wait stays beside it, and
    so does a row in which the column says something else than it says nearly everywhere.
    """
    folded = list(faults)
    for name in columns:
        codes = frozenset(code for code, together in held.items() if name in together)
        folded = _with_column(folded, name, codes, table)
    return folded


def are_noughts(name: str, table: ReadTable) -> bool:
    """Whether every cell of a column of numbers says 0."""
    if table.matched.table.fields[name].type not in NUMBERS:
        return False
    texts = {str(plain(shown(each))).strip() for each in table.some_of(name)}
    return bool(texts) and all(_NOUGHT.fullmatch(each) for each in texts)


def _with_column(
    faults: list[FieldFault], name: str, codes: Collection[str], table: ReadTable
) -> list[FieldFault]:
    own = _rows_of_their_own(name, table)
    left: list[FieldFault] = []
    shadows: list[FieldFault] = []
    for fault in faults:
        if not _is_said_by(fault, codes):
            left.append(fault)
            continue
        shadows.append(replace(without_rows(fault, own), is_shadow=True))
        left.append(without_rows(fault, np.setdiff1d(fault.positions, own)))
    if not any(len(each.positions) for each in shadows):
        return faults
    told = [each for each in (*left, *shadows) if len(each.positions)]
    return [*told, _fault(name, [each for each in shadows if len(each.positions)], table)]


def _is_said_by(fault: FieldFault, codes: Collection[str]) -> bool:
    return fault.kind.severity is Severity.WARNS and not fault.is_shadow and fault.kind.code in codes


def _rows_of_their_own(name: str, table: ReadTable) -> npt.NDArray[np.intp]:
    """The rows that say something else where nearly all say the same; none where they differ."""
    texts = np.array([str(plain(shown(each))) for each in table.cells_of(name)])
    different, counts = np.unique(texts, return_counts=True)
    usual = different[counts.argmax()]
    is_own = texts != usual
    is_same = bool(usual) and counts.max() >= _NEARLY_ALL * len(texts)
    return np.flatnonzero(is_own) if is_same else np.zeros(0, np.intp)


def _fault(name: str, folded: Sequence[FieldFault], table: ReadTable) -> FieldFault:
    positions = np.unique(np.concatenate([each.positions for each in folded]))
    rows = [str(table.matched.raw.rows[each]) for each in positions[:_MOST_NAMED].tolist()]
    titles = dict.fromkeys(each.kind.title for each in folded)
    return FieldFault(
        kind=kinds.COLUMN_OF_NOUGHTS if are_noughts(name, table) else kinds.COLUMN_DRAGGED,
        field=name,
        positions=positions,
        facts={
            "letter": table.matched.letter(name),
            "found": str(len(positions)),
            "rows": same(", ".join(rows) + (", ..." if len(positions) > len(rows) else "")),
            "what": joined("; ", titles),
        },
        is_summed=True,
    )
