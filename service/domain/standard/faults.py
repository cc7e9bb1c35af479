"""Collect what is wrong with a table, whole arrays at a time, and turn it into findings at the end."""

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from service.domain.carrier_words import Carrier
from service.domain.findings import Finding, FindingKind, Place, Severity, mask_bsn
from service.domain.said import Fact, plain
from service.domain.standard.cells import Cells, Mask, shown
from service.domain.standard.columns import NumberedTexts
from service.domain.standard.findings.own_texts import NO_TEXT_ITSELF
from service.domain.standard.matching import MatchedTable
from service.domain.wording import Wording

_FIRST_ROW = 2
AS_READ = "as_read"
"""The fact of how a cell was read that breaks a rule, where that is not how it is written."""
MOST_NAMED = 20_000
"""Rows of one fault in one field that get a finding each; what comes after them is one finding, that counts.

A column that is wrong in all of a million rows is one thing to repair, and a million findings would cost more
than the file itself.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFault:
    """One kind of fault in one field, at every row position where it stands."""

    kind: FindingKind
    field: str
    positions: npt.NDArray[np.intp]
    facts: Mapping[str, Fact] = dataclasses.field(default_factory=dict)
    row_facts: Mapping[str, npt.NDArray[np.object_]] = dataclasses.field(default_factory=dict)
    """Facts that differ per position, each as long as `positions`."""
    is_summed: bool = False
    """True: one finding for the first position, that counts the rest."""
    is_of_row: bool = False
    """True: it speaks for the whole row, of which nothing else is said."""
    is_mended: bool = False
    """True: its rows were read as they are once it is repaired, so that it hides nothing else of them."""
    is_shadow: bool = False
    """True: it is said by another fault, and only keeps others of its field from being said."""
    others: npt.NDArray[np.intp] | None = None
    """Per position the place of the row that it clashes with: the fact `first` says where that stands."""


@dataclass(slots=True)
class ColumnFaults:
    """The faults of one column; a cell that has one gets no second."""

    field: str
    length: int
    facts: Mapping[str, Fact] = dataclasses.field(default_factory=dict)
    """Of every fault of this column."""
    found: list[FieldFault] = dataclasses.field(default_factory=list)
    seen: Mask = dataclasses.field(init=False)

    def __post_init__(self) -> None:
        self.seen = np.zeros(self.length, bool)

    def add(
        self,
        kind: FindingKind,
        where: Mask | None,
        facts: Mapping[str, Fact] | None = None,
        row_facts: Mapping[str, npt.NDArray[np.object_]] | None = None,
        *,
        is_summed: bool = False,
    ) -> None:
        """Note `kind` wherever `where` holds and nothing was noted yet. A warning does not shadow others.

        `row_facts`: facts that differ per cell, each as long as the column.
        """
        if where is None or not where.any():
            return
        fresh = where & ~self.seen
        if not fresh.any():
            return
        if kind.severity is not Severity.WARNS:
            self.seen |= fresh
        self.found.append(
            FieldFault(
                kind=kind,
                field=self.field,
                positions=np.flatnonzero(fresh),
                facts={**self.facts, **(facts or {})},
                row_facts={name: values[fresh] for name, values in (row_facts or {}).items()},
                is_summed=is_summed,
            )
        )


def not_said_yet(
    faults: list[FieldFault], known: list[FieldFault], fields: Collection[str] = ()
) -> list[FieldFault]:
    """Leave out what follows from a cell that is known to block or to wait: one fault is one finding.

    That cell stands in the field of the fault itself, or in one of `fields`.
    """
    return leave_out(faults, [each for each in known if _hides(each)], fields)


def _hides(fault: FieldFault) -> bool:
    says_nothing = fault.kind.severity is not Severity.WARNS or fault.kind is NO_TEXT_ITSELF
    return says_nothing and not fault.is_mended


def without_refused_others(fault: FieldFault, known: Iterable[FieldFault]) -> FieldFault:
    """Leave out the rows that only clash with a cell of which it is known that it blocks or waits."""
    refused = [
        each.positions for each in known if _hides(each) and (each.is_of_row or each.field == fault.field)
    ]
    if fault.others is None or not refused:
        return fault
    return without_rows(fault, fault.positions[np.isin(fault.others, np.concatenate(refused))])


def leave_out(
    faults: Iterable[FieldFault], known: Sequence[FieldFault], fields: Collection[str] = ()
) -> list[FieldFault]:
    """Leave out the rows that another fault is known of: in the same field, in one of `fields`, or of all."""
    left = (
        _without(each, [one for one in known if one.is_of_row or one.field in (each.field, *fields)])
        for each in faults
    )
    return [each for each in left if len(each.positions)]


def with_shadows(faults: Iterable[FieldFault], shadows: Sequence[FieldFault]) -> list[FieldFault]:
    """Leave out what is said of a cell on which a shadow falls."""
    return [*leave_out(faults, shadows), *shadows]


def _without(fault: FieldFault, known: list[FieldFault]) -> FieldFault:
    if not known:
        return fault
    return without_rows(fault, np.concatenate([each.positions for each in known]))


def without_rows(fault: FieldFault, positions: npt.NDArray[np.intp]) -> FieldFault:
    """The same fault at its other rows, which may be none."""
    is_left = ~np.isin(fault.positions, positions)
    row_facts = {name: values[is_left] for name, values in fault.row_facts.items()}
    others = None if fault.others is None else fault.others[is_left]
    return dataclasses.replace(fault, positions=fault.positions[is_left], row_facts=row_facts, others=others)


def codes_per_row(faults: list[FieldFault], severity: Severity, length: int) -> "pd.Series[str]":
    """Per row the code of its first fault of that severity, missing where it has none."""
    of_severity = [fault for fault in faults if fault.kind.severity is severity]
    numbers = np.full(length, -1, np.int32)
    for at, fault in enumerate(of_severity):
        numbers[fault.positions[numbers[fault.positions] < 0]] = at
    codes = pa.array([fault.kind.code for fault in of_severity], pa.large_string())
    return NumberedTexts(numbers, codes).series()


def findings_of(
    faults: list[FieldFault], matched: MatchedTable, cells: Mapping[str, Cells | NumberedTexts]
) -> list[Finding]:
    """Return the faults of one table as findings, by row and then by column.

    `cells` tell what stands in the file.
    """
    order = {name: at for at, name in enumerate(matched.table.fields)}
    located = [
        (int(matched.raw.rows[position]), order.get(fault.field, -1), finding)
        for fault in faults
        if not fault.is_shadow
        for position, finding in _findings(fault, matched, cells)
    ]
    located.sort(key=lambda each: each[:2])
    return [finding for _, _, finding in located]


def _findings(
    fault: FieldFault, matched: MatchedTable, cells: Mapping[str, Cells | NumberedTexts]
) -> Iterator[tuple[int, Finding]]:
    named = 1 if fault.is_summed else MOST_NAMED + 1
    column = cells.get(fault.field)
    for at, position in enumerate(fault.positions[:named].tolist()):
        facts: dict[str, Fact] = {"value": "" if column is None else shown(column[position])}
        facts |= dict(fault.facts) | _facts_of_row(fault, at)
        if fault.others is not None:
            facts["first"] = _stands_at(int(fault.others[at]), matched)
        if fault.field == "bsn":
            facts |= {name: _masked(facts[name]) for name in ("value", "new") if name in facts}
        count = len(fault.positions) - at if at == named - 1 else 1
        yield position, Finding(fault.kind, _place(fault.field, position, matched), facts, count)


def _masked(value: Fact) -> Fact:
    """Hide what may be a BSN; a text without a digit is none."""
    return mask_bsn(plain(value)) if any(map(str.isdigit, plain(value))) else value


def _facts_of_row(fault: FieldFault, at: int) -> dict[str, Fact]:
    facts = {name: _told(values[at]) for name, values in fault.row_facts.items()}
    read = facts.pop(AS_READ, "")
    return facts | {"value": read} if read else facts


def _told(fact: object) -> Fact:
    return fact if isinstance(fact, Wording) else str(fact)


def _stands_at(position: int, matched: MatchedTable) -> str:
    """The number of a row, or what it is in a message."""
    row, origins = int(matched.raw.rows[position]), matched.raw.origins
    return (origins.lines[row - _FIRST_ROW] if origins is not None else "") or str(row)


def _place(name: str, position: int, matched: MatchedTable) -> Place:
    origins, number = matched.raw.origins, int(matched.raw.rows[position]) - _FIRST_ROW
    if origins is not None and origins.lines[number]:
        return Place(
            table=matched.table.name,
            sheet=origins.messages[number],
            field=name,
            carrier=Carrier.MESSAGE,
            line=origins.lines[number],
        )
    return Place(
        carrier=Carrier.TEXT_FILE if matched.raw.is_text_only else Carrier.WORKBOOK,
        table=matched.table.name,
        sheet=matched.raw.sheet,
        row=int(matched.raw.rows[position]),
        column=matched.letter(name),
        field=name,
    )
