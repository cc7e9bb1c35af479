"""Check what several deliveries are together, exactly as one that holds all of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
import pyarrow as pa

from service.domain.findings import Finding, Place, Verdict, verdict_of
from service.domain.said import said_day
from service.domain.standard.adding_up.deliveries import Delivery, take_delivery
from service.domain.standard.adding_up.origins import delivery_names, origins_of, sheet_of, told_where
from service.domain.standard.adding_up.state import PART, State, state_of
from service.domain.standard.cast_tables import TakenTable, empty_table
from service.domain.standard.casting import bsn_faults
from service.domain.standard.cells import Cells
from service.domain.standard.columns import NumberedTexts
from service.domain.standard.export import (
    DECIMAL_SCALE,
    FIRST_ROW,
    QUARANTINE,
    ROW,
    Export,
    RawExport,
    RawTable,
)
from service.domain.standard.findings import adding_up as kinds
from service.domain.standard.findings.cells import BSN_FAILS
from service.domain.standard.handing_in import Handing
from service.domain.standard.intake import CheckedExport, check_taken
from service.domain.standard.matching import DELIVERY, MatchedTable
from service.domain.standard.model import Field, FieldType, Standard, Table
from service.domain.standard.repairs import Reading
from service.domain.standard.row_identity import with_identities
from service.domain.standard.taking import TakenTables
from service.domain.submissions.answers import answers_in
from service.domain.wording import Wording, joined, same

_SCALES = {FieldType.INTEGER: 1, FieldType.MONEY: 100, FieldType.DECIMAL: DECIMAL_SCALE}


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One delivery as it was read."""

    name: str
    raw: RawExport
    reading: Reading


def check_added_up(handed_in: Sequence[HandedIn], standard: Standard) -> CheckedExport:
    """Check the state after these deliveries, oldest first.

    The findings are those of the state, of reading the last delivery, and of reading cells of those before it
    that still stand; each where it was handed in. A delivery that cannot be read refuses the whole.
    """
    last = handed_in[-1]
    names = delivery_names([each.name for each in handed_in])
    deliveries = [
        take_delivery(name, each.raw, standard, each.reading)
        for name, each in zip(names, handed_in, strict=True)
    ]
    refused = _why_not(deliveries)
    state = State() if refused else state_of(deliveries, standard)
    if refused or state.findings:
        checked = _refused(deliveries[-1], (*refused, *state.findings), standard)
    else:
        checked = _checked(state, deliveries, standard)
    return replace(
        checked,
        read_as={each.sheet: each.read_as for each in last.raw.tables if each.read_as},
        answers=answers_in(last.raw.tables),
        handing=Handing.ADDITION,
    )


def _why_not(deliveries: Sequence[Delivery]) -> tuple[Finding, ...]:
    """Why these cannot be added up; nothing when they can."""
    last, names = deliveries[-1], [each.name for each in deliveries]
    for part, each in enumerate(deliveries[:-1]):
        if each.is_refused:
            place = Place(sheet=each.name)
            return (
                Finding(kinds.EARLIER_NOT_READ, place, {"delivery": each.name}),
                *(_of(part, found, names) for found in each.findings),
            )
    if last.is_refused:
        return last.findings
    return tuple(
        Finding(kinds.OTHER_DAYS, _place_of_delivery(last), {
            "found": of_last, "expected": of_before, "delivery": before.name
        })
        for before in deliveries[-2:-1]
        if last.handing is not Handing.WHOLE
        and (of_last := _who_and_when(last)) != (of_before := _who_and_when(before))
    )  # fmt: skip


def _of(part: int, finding: Finding, names: Sequence[str]) -> Finding:
    """A finding of one of the deliveries; of one before the last with its name."""
    place, sheet = finding.place, finding.place.sheet or finding.place.table
    named = sheet_of(part, sheet, names) if sheet or part == len(names) - 1 else names[part]
    return replace(finding, place=replace(place, sheet=named))


def _place_of_delivery(delivery: Delivery) -> Place:
    table = delivery.tables[DELIVERY]
    return Place(table=DELIVERY, sheet=table.layout.sheet, carrier=table.carrier)


def _who_and_when(delivery: Delivery) -> Wording:
    row = delivery.tables[DELIVERY].frame.iloc[0]
    days = [said_day(row[name].date()) for name in ("periode_begin", "periode_eind")]
    return same(f"{row['agb_code']}, ") + joined(" – ", days)


def _refused(last: Delivery, findings: tuple[Finding, ...], standard: Standard) -> CheckedExport:
    """With the rows of what was handed in last, of which nothing is used."""
    tables = {
        name: last.tables[name].frame.assign(**{QUARANTINE: pd.Series(dtype="str")})
        if name in last.tables
        else empty_table(table)
        for name, table in standard.tables.items()
    }
    return CheckedExport(export=Export(tables), findings=findings, verdict=Verdict.REJECTED, blocked_rows={})


def _checked(state: State, deliveries: Sequence[Delivery], standard: Standard) -> CheckedExport:
    intakes = {
        name: _taken(standard.tables[name], state.tables[name])
        for name in standard.tables
        if name in state.tables
    }
    taken = TakenTables(intakes=intakes, about_file=(), unread=())
    checked = check_taken(taken, standard, {})
    export = replace(checked.export, origins=origins_of(state, deliveries))
    identified = with_identities(checked.findings, export, standard)
    findings = (*_of_reading(deliveries, state, standard), *told_where(identified, export.origins))
    return replace(checked, export=export, findings=findings, verdict=verdict_of(findings))


def _of_reading(deliveries: Sequence[Delivery], state: State, standard: Standard) -> tuple[Finding, ...]:
    """What there is to say of the last file, and of the cells of those before it that still stand."""
    about = [Finding(kinds.NOTHING_BEFORE)] if len(deliveries) == 1 else []
    names, last = [each.name for each in deliveries], len(deliveries) - 1
    since = max((at for at, each in enumerate(deliveries) if each.handing is Handing.WHOLE), default=0)
    return (
        *about,
        *(
            _of(part, found, names)
            for part in (last, *range(since, last))
            for found in _identified(deliveries[part], standard)
            if found.kind is not BSN_FAILS and (part == last or _still_stands(found, part, deliveries, state))
        ),
    )


def _identified(delivery: Delivery, standard: Standard) -> tuple[Finding, ...]:
    """What there is to say of reading one delivery, with the identities that it has in a whole one."""
    tables = {name: each.frame for name, each in delivery.tables.items()}
    return with_identities(delivery.findings, Export(tables), standard)


def _still_stands(finding: Finding, part: int, deliveries: Sequence[Delivery], state: State) -> bool:
    """Whether it is about a cell of a row that was not changed or withdrawn later; or about several of them.

    What there was to say of a sheet or a header was said when it came, and is about no row of the state.
    """
    name, row = finding.place.table, finding.place.row
    delivered = deliveries[part].tables.get(name)
    if delivered is None or row is None or not delivered.frame[ROW].eq(row).any():
        return False
    if finding.count > 1:
        return True
    frame = state.tables[name]
    return bool((frame[PART].eq(part) & frame[ROW].eq(row)).any())


def _taken(table: Table, frame: pd.DataFrame) -> TakenTable:
    """A table of a state as one that was cast, with what its findings show of it."""
    rows = np.arange(FIRST_ROW, FIRST_ROW + len(frame), dtype=np.int64)
    matched = MatchedTable(
        table=table,
        raw=RawTable(sheet=table.name, headers=(), columns=(), rows=rows),
        columns={name: at for at, name in enumerate(table.fields)},
    )
    texts = {
        each.name: NumberedTexts.of_series(frame[each.name].astype("str"))
        for each in table.fields.values()
        if each.is_text
    }
    others = [each for each in table.fields.values() if not each.is_text]
    return TakenTable(
        matched=matched,
        cells={each.name: _cells(each, frame[each.name]) for each in others},
        texts=texts,
        frame=frame[[each.name for each in others]].assign(**{ROW: rows}),
        faults=bsn_faults(texts["bsn"]) if "bsn" in texts else [],
    )


def _cells(wanted: Field, column: pd.Series) -> Cells:
    """The values as cells that say the same."""
    none = Cells.of_text(pa.nulls(len(column), pa.large_string()))
    if wanted.type is FieldType.DATE:
        return replace(none, day=column.to_numpy("datetime64[s]"))
    return replace(none, number=column.to_numpy(np.float64, na_value=np.nan) / _SCALES[wanted.type])
