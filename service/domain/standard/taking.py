"""Take the tables of an export in: matched to the standard, with what their rows say of themselves."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.findings import Finding, FindingKind, Severity
from service.domain.standard.cast_tables import TakenTable
from service.domain.standard.cells import Cell, Mask, shown
from service.domain.standard.export import RawExport
from service.domain.standard.faults import FieldFault, findings_of
from service.domain.standard.findings import adding_up as adding_findings
from service.domain.standard.findings import tables as table_findings
from service.domain.standard.handing_in import Change, Handing, changes_in, handing_of, sign_of
from service.domain.standard.matching import DELIVERY, Matching, match_tables
from service.domain.standard.model import Standard
from service.domain.standard.repairs import Reading

_OF_NO_TABLE = (
    table_findings.TABLE_MISSING,
    table_findings.NO_KNOWN_TABLES,
    table_findings.MESSAGES_ALONE,
)
"""What nobody knows where one of the files could not be read: the table may be in that."""
_ABOUT_COLUMNS = (
    table_findings.MISSING_COLUMN,
    table_findings.COLUMN_WITHOUT_HEADER,
    table_findings.COLUMN_LOOKS_LIKE,
    table_findings.COLUMN_LOOKS_THE_SAME,
    table_findings.DUPLICATE_COLUMN,
    table_findings.OUTSIDE_TABLE,
    table_findings.STRAY_CELL,
)
"""What leaves no doubt about which rows a table has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenTables:
    """The tables of one export, before anything of them is held against anything else."""

    intakes: dict[str, TakenTable]
    about_file: tuple[Finding, ...]
    """The file first, then its sheets and columns."""
    unread: Collection[str]
    """Tables of which it is unknown which rows they have."""


def take_tables(raw: RawExport, standard: Standard, reading: Reading) -> TakenTables:
    """Match every sheet and header; casting follows, when the caller has let go of `raw`."""
    matching = match_tables(raw.tables, standard, repairs=reading.repairs)
    intakes = {
        name: TakenTable(
            matched=each.without_cells(), cells=each.cells(), signs=each.signs(), nameless=each.nameless()
        )
        for name, each in matching.tables.items()
        if each.is_readable
    }
    unread = _unread(matching)
    about_tables = matching.findings
    if any(each.kind.severity is Severity.BLOCKS for each in raw.findings):
        unread |= set(standard.tables) - set(matching.tables)
        about_tables = tuple(each for each in about_tables if each.kind not in _OF_NO_TABLE)
    return TakenTables(intakes=intakes, about_file=(*raw.findings, *about_tables), unread=unread)


def sound_ones(intakes: Mapping[str, TakenTable]) -> dict[str, TakenTable]:
    """Those whose columns can all be trusted."""
    return {name: intake for name, intake in intakes.items() if intake.matched.is_sound}


def cell_findings_of(
    intakes: Mapping[str, TakenTable], said_once: Collection[FindingKind] = ()
) -> list[Finding]:
    """What there is to say of the rows of every table, by row and then by column.

    `said_once`: kinds that something about the whole says already of every row that refers to another table.
    """
    return [
        finding
        for intake in intakes.values()
        for finding in findings_of(
            [each for each in intake.faults if not _refers(intake) or each.kind not in said_once],
            intake.matched,
            {**intake.texts, **intake.cells},
        )
    ]


def _refers(intake: TakenTable) -> bool:
    return intake.matched.table.reference is not None


def handing_in(intakes: Mapping[str, TakenTable]) -> Handing:
    """What the export says that it is; a word that is none is noted as a fault of its table."""
    delivery = intakes.get(DELIVERY)
    if delivery is None or delivery.signs is None or not len(delivery.signs):
        return Handing.UNSAID
    said = handing_of(delivery.signs[0])
    if said is None:
        _note(delivery, adding_findings.UNKNOWN_HANDING, np.arange(len(delivery.signs)) == 0)
    return said or Handing.UNSAID


def changes_of(intake: TakenTable) -> npt.NDArray[np.object_]:
    """What each row does; a word that is none is noted as a fault of the table."""
    signs = intake.signs
    if signs is None:
        return np.full(len(intake.matched.raw.rows), Change.ANY, dtype=object)
    said = changes_in(signs)
    is_unknown = pd.Series(said).isna().to_numpy(bool)
    _note(intake, adding_findings.UNKNOWN_SIGN, is_unknown)
    return np.where(is_unknown, Change.ANY, said)


def note_withdrawn_in_whole(intakes: Mapping[str, TakenTable]) -> None:
    """A row that withdraws has no place in an export that is the whole."""
    for name, intake in intakes.items():
        if name != DELIVERY and intake.signs is not None:
            _note(intake, adding_findings.WITHDRAWN_IN_WHOLE, changes_of(intake) == Change.WITHDRAWN)


def _note(intake: TakenTable, kind: FindingKind, where: Mask) -> None:
    if not where.any() or intake.signs is None:
        return
    positions = np.flatnonzero(where)
    cells: list[Cell] = [intake.signs[at] for at in positions.tolist()]
    value = np.array([shown(cell) for cell in cells], dtype=object)
    field = sign_of(intake.matched.table.name)
    intake.faults.append(FieldFault(kind=kind, field=field, positions=positions, row_facts={"value": value}))


def _unread(matching: Matching) -> set[str]:
    """The tables of which it is unknown which rows they have, or what most of their columns are."""
    asked = [each for each in matching.findings if each.kind.severity is Severity.BLOCKS]
    of_sheets = {each.place.table for each in asked if each.kind not in _ABOUT_COLUMNS}
    return of_sheets | {name for name, each in matching.tables.items() if not each.is_readable}
