"""One delivery by itself: its tables as they were cast, what each row does, and whether it can be used."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.carrier_words import Carrier
from service.domain.findings import Finding, Verdict, verdict_of
from service.domain.standard.cast_tables import TakenTable, cast_tables, whole_table
from service.domain.standard.export import QUARANTINE, RawExport, TableLayout
from service.domain.standard.faults import without_rows
from service.domain.standard.handing_in import Change, Handing, key_fields, sign_of
from service.domain.standard.matching import DELIVERY
from service.domain.standard.model import Standard
from service.domain.standard.repairs import Reading
from service.domain.standard.taking import (
    cell_findings_of,
    changes_of,
    handing_in,
    note_withdrawn_in_whole,
    sound_ones,
    take_tables,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredTable:
    """A table of one delivery."""

    frame: pd.DataFrame
    """Typed as in Export, with ROW as it stands in the file."""
    changes: npt.NDArray[np.object_]
    """Per row the Change that it is."""
    fields: frozenset[str]
    """Those that the sheet has."""
    layout: TableLayout
    carrier: Carrier


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What one delivery holds."""

    name: str
    handing: Handing
    tables: Mapping[str, DeliveredTable]
    findings: tuple[Finding, ...]
    """What there is to say of its sheets and cells, before anything is held against anything else."""

    @property
    def is_refused(self) -> bool:
        """Whether something in it has to be repaired before it can be added to anything."""
        return verdict_of(self.findings) is Verdict.REJECTED


def take_delivery(name: str, raw: RawExport, standard: Standard, reading: Reading) -> Delivery:
    """Match, repair and cast it. Of a row that withdraws only its key has to be there."""
    if not raw.tables and verdict_of(raw.findings) is Verdict.REJECTED:
        return Delivery(name=name, handing=Handing.UNSAID, tables={}, findings=raw.findings)
    taken = take_tables(raw, standard, reading)
    cast_tables(taken.intakes, standard, reading)
    handing = handing_in(taken.intakes)
    if handing is Handing.WHOLE:
        note_withdrawn_in_whole(taken.intakes)
    changes = {each: _changes(intake) for each, intake in taken.intakes.items()}
    findings = (*taken.about_file, *cell_findings_of(taken.intakes))
    tables = {each: _table(intake, changes[each]) for each, intake in sound_ones(taken.intakes).items()}
    return Delivery(name=name, handing=handing, tables=tables, findings=findings)


def _changes(intake: TakenTable) -> npt.NDArray[np.object_]:
    """What each row does. Whatever else is wrong with a row that withdraws does not matter."""
    table = intake.matched.table
    if table.name == DELIVERY:
        return np.full(len(intake.frame), Change.ANY, dtype=object)
    changes = changes_of(intake)
    withdrawn = np.flatnonzero(changes == Change.WITHDRAWN)
    matters = {*key_fields(table), sign_of(table.name)}
    intake.faults = [
        each if each.field in matters else without_rows(each, withdrawn) for each in intake.faults
    ]
    return changes


def _table(intake: TakenTable, changes: npt.NDArray[np.object_]) -> DeliveredTable:
    matched = intake.matched
    return DeliveredTable(
        frame=whole_table(matched.table, intake).drop(columns=QUARANTINE),
        changes=changes,
        fields=frozenset(matched.columns),
        layout=matched.layout,
        carrier=matched.raw.carrier,
    )
