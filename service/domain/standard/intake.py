"""Check an export against the standard: match, cast, check, and say what became of every row."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.findings import Finding, FindingKind, Place, Severity, Verdict, verdict_of
from service.domain.standard.allocations_there_twice import without_rows_of_either
from service.domain.standard.asked_of_places import ask_after_places
from service.domain.standard.broken_links import (
    finding_about_broken_links,
    without_doubtful_codes,
)
from service.domain.standard.cast_tables import TakenTable, cast_tables, empty_table, whole_table
from service.domain.standard.code_checks import code_faults
from service.domain.standard.columns import Columns
from service.domain.standard.exchanged_numbers import note_exchanged_numbers
from service.domain.standard.export import Export, RawExport
from service.domain.standard.faults import (
    FieldFault,
    codes_per_row,
    leave_out,
    not_said_yet,
    with_shadows,
)
from service.domain.standard.findings import adding_up as adding_findings
from service.domain.standard.findings import beside_earlier as earlier_findings
from service.domain.standard.findings import cells as cell_findings
from service.domain.standard.findings import csv as csv_findings
from service.domain.standard.findings import files as file_findings
from service.domain.standard.findings import ijw as ijw_findings
from service.domain.standard.findings import one_cause as one_cause_findings
from service.domain.standard.findings import own_texts as own_text_findings
from service.domain.standard.findings import repairs as repair_findings
from service.domain.standard.findings import rows as row_findings
from service.domain.standard.findings import tables as table_findings
from service.domain.standard.findings import workbooks as workbook_findings
from service.domain.standard.handing_in import Handing
from service.domain.standard.links import ALLOCATION, key_faults, reference_faults
from service.domain.standard.matching import DELIVERY
from service.domain.standard.message_providers import findings_about_providers
from service.domain.standard.model import Reference, Standard
from service.domain.standard.moved_beside_allocations import note_moved_columns
from service.domain.standard.neighbours import shadows_beside
from service.domain.standard.numbers_of_allocations import note_other_numbers
from service.domain.standard.one_fault import (
    with_what_was_read_as_nothing,
    without_absent_keys,
    without_restored_zeros,
)
from service.domain.standard.repairs import Reading
from service.domain.standard.reversed_days import (
    without_followers_of_allocations,
    without_followers_of_courses,
    without_followers_of_reversed,
)
from service.domain.standard.rule_faults import rule_faults
from service.domain.standard.rules.every_rule import ALL_RULES
from service.domain.standard.rules.rule import TableRows, Tables
from service.domain.standard.said_of_the_whole import said_of_the_whole
from service.domain.standard.swapped_by_proof import note_proven_swaps
from service.domain.standard.taking import (
    TakenTables,
    cell_findings_of,
    handing_in,
    note_withdrawn_in_whole,
    sound_ones,
    take_tables,
)
from service.domain.standard.unread_cells import (
    are_of_wholly_unread,
    may_be_of_unread,
    note_unknown_codes,
    unknown_keys,
    unread_cells,
)
from service.domain.submissions.answers import GivenAnswer, answers_in

AS_USUAL = Reading()
"""How a file is read of a provider who has said nothing about it: what is proven is repaired."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedExport:
    """An export, everything there is to say about it, and what that means."""

    export: Export
    findings: tuple[Finding, ...]
    """The file first, then its sheets and columns, then per table by row and column."""
    verdict: Verdict
    blocked_rows: Mapping[str, "pd.Series[str]"]
    """Per table: row number in the file → code of the first finding that blocks it. Empty unless rejected."""
    read_as: Mapping[str, str] = field(default_factory=dict)
    """Sheet or file → how its bytes were understood and on what evidence; only where there was a choice."""
    messages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """AGB code → the names of the iJw messages that this provider sent or was sent."""
    answers: tuple[GivenAnswer, ...] = ()
    """What was answered to warnings in a marked copy that came back."""
    handing: Handing = Handing.UNSAID
    """What the export says that it is."""


def check_export(raw: RawExport, standard: Standard, reading: Reading = AS_USUAL) -> CheckedExport:
    """Repair and cast every table, and check every cell, key, reference and rule of the standard.

    The export always has every table; a table whose columns cannot be trusted is empty in it. A row that
    waits carries the code of its first quarantining finding in QUARANTINE.
    """
    if not raw.tables and verdict_of(raw.findings) is Verdict.REJECTED:
        return _unread_export(raw, standard)
    read_as = {each.sheet: each.read_as for each in raw.tables if each.read_as}
    messages, answers, declared = raw.messages, answers_in(raw.tables), raw.declared
    taken = take_tables(raw, standard, reading)
    del raw  # so that cells are let go of as soon as they are cast
    check = partial(_check_all, standard=standard, unread=taken.unread)
    prove = partial(note_proven_swaps, standard=standard, reading=reading, check=check)
    cast_tables(taken.intakes, standard, reading, prove)
    handing = handing_in(taken.intakes)
    if handing is not Handing.ADDITION:
        note_withdrawn_in_whole(taken.intakes)
    checked = check_taken(taken, standard, messages)
    export = replace(checked.export, declared=declared)
    return replace(checked, export=export, read_as=read_as, answers=answers, handing=handing)


def check_taken(
    taken: TakenTables, standard: Standard, messages: Mapping[str, tuple[str, ...]]
) -> CheckedExport:
    """Check every cell, key, reference and rule of tables that were cast, and write them out."""
    intakes = taken.intakes
    _check_all(intakes, standard, taken.unread)
    without = _findings_about_no_allocations(intakes)
    broken = _findings_about_broken_links(intakes)
    said_once = said_of_the_whole(intakes, broken, is_empty=bool(without))
    findings = (
        *without_absent_keys(taken.about_file, intakes),
        *findings_about_providers(messages, *_delivering_provider(intakes)),
        *without,
        *broken,
        *cell_findings_of(intakes, said_once),
    )
    blocked = _blocked_rows(intakes)
    return CheckedExport(
        export=_export(intakes, standard),
        findings=findings,
        verdict=verdict_of(findings),
        blocked_rows=blocked,
        messages=messages,
    )


def _unread_export(raw: RawExport, standard: Standard) -> CheckedExport:
    """Give a file of which no table could be read: what was found, and every table empty."""
    return CheckedExport(
        export=_export({}, standard), findings=raw.findings, verdict=Verdict.REJECTED, blocked_rows={}
    )


def all_kinds() -> tuple[FindingKind, ...]:
    """Return the catalogue: every kind of finding that reading and checking an export can give."""
    kinds = (
        *file_findings.KINDS,
        *csv_findings.KINDS,
        *workbook_findings.KINDS,
        *ijw_findings.KINDS,
        *table_findings.KINDS,
        *one_cause_findings.KINDS,
        *row_findings.KINDS,
        *cell_findings.KINDS,
        *own_text_findings.KINDS,
        *repair_findings.KINDS,
        *adding_findings.KINDS,
        *earlier_findings.KINDS,
        *(rule.kind for rule in ALL_RULES),
    )
    return tuple({kind.code: kind for kind in kinds}.values())


def _check_all(intakes: Mapping[str, TakenTable], standard: Standard, unread: Collection[str]) -> None:
    """Check codes, keys and rules of each table, the allocations first because others wait for them.

    A table that is not in the file has no rows, and is referred to in vain. Of one that is there and is
    `unread`, because its sheet cannot be trusted, nobody knows which rows it has. What needs a column of
    which nothing is known is not checked: that is said already.
    """
    frames = {
        name: intakes[name].frame if name in intakes else empty_table(table)
        for name, table in standard.tables.items()
    }
    texts = {name: intake.texts for name, intake in intakes.items()}
    lacking = {name: intake.matched.lacking for name, intake in intakes.items()}
    allocations = intakes.get(ALLOCATION)
    tables = Tables(frames, texts, unread_cells(allocations), lacking)
    names = sorted(intakes, key=lambda name: name != ALLOCATION)
    for name in names:
        intake, rows = intakes[name], TableRows(name, tables)
        reference = None if ALLOCATION in unread else _known_reference(intake, tables)
        _check_rows(intake, rows, standard, _law_columns(rows, refers=reference is not None))
        if name == ALLOCATION:
            note_unknown_codes(tables, intake)
        if reference is not None:
            _check_reference(intake, rows, reference, allocations)
    note_other_numbers(intakes, tables)
    note_exchanged_numbers(intakes, tables)
    note_moved_columns(intakes, tables)
    without_followers_of_courses(intakes, tables)
    for name in names:
        ask_after_places(intakes[name], allocations, standard)


def _known_reference(intake: TakenTable, tables: Tables) -> Reference | None:
    """How rows refer to their allocations, where both have the columns for it."""
    table = intake.matched.table
    if table.reference is None:
        return None
    both = (tables[table.name], tables[ALLOCATION])
    return table.reference if all(each.knows(*table.reference.fields) for each in both) else None


_LAW = "wet"


def _check_reference(
    intake: TakenTable, rows: TableRows, reference: Reference, allocations: TakenTable | None
) -> None:
    """Check that each row refers to an allocation that is there and does not wait itself."""
    of_allocations = [] if allocations is None else allocations.faults
    among = len(rows.tables[ALLOCATION])
    is_open = may_be_of_unread(rows, reference) | are_of_wholly_unread(rows, reference)
    unknown = unknown_keys(of_allocations, reference, among)
    waits = may_be_of_unread(rows, reference, unknown) | are_of_wholly_unread(rows, reference, unknown)
    in_vain = reference_faults(rows, rows.allocation_position, of_allocations, among, is_open, waits)
    intake.faults += not_said_yet(in_vain, intake.faults, reference.fields)
    intake.faults = without_followers_of_allocations(intake.faults, of_allocations, rows.allocation_position)
    if allocations is not None and _about_broken_links(intake, allocations) is None:
        place = rows.allocation_position
        left = without_doubtful_codes(intake.faults, of_allocations, place)
        intake.faults = without_rows_of_either(left, of_allocations, place, rows.tables[ALLOCATION])


def _check_rows(intake: TakenTable, rows: TableRows, standard: Standard, law_columns: Columns | None) -> None:
    """Check the codes, keys and rules of one table; `law_columns` has the law of its rows, where known."""
    table = intake.matched.table
    law = None if law_columns is None else law_columns.series(_LAW)
    if law is not None and law_columns is not rows:
        law = law.mask(rows.is_unread_of_allocation(_LAW))
    of_codes = not_said_yet(code_faults(table, rows, standard, law, _period_begin(rows)), intake.faults)
    faults = [*without_restored_zeros(intake.faults, of_codes), *of_codes]
    intake.faults = with_shadows(faults, shadows_beside(of_codes, intake.read(standard)))
    if table.name == DELIVERY:
        other = _version_faults(rows, standard)
        intake.faults = [*leave_out(intake.faults, other), *other]
    if len(rows):
        intake.faults += _key_faults(intake, rows, law_columns)
        found = without_followers_of_reversed(rule_faults(intake, rows))
        intake.faults = with_what_was_read_as_nothing(intake.faults, found)


def _law_columns(rows: TableRows, *, refers: bool) -> Columns | None:
    """Where the wet of each row stands: with itself, with its allocation, or nowhere."""
    columns = rows if rows.has_column(_LAW) else rows.allocation if refers else None
    return columns if columns is not None and columns.knows(_LAW) else None


def _period_begin(rows: TableRows) -> np.datetime64:
    """On which day the period begins; NaT where nobody knows."""
    name = "periode_begin"
    return rows.of_delivery(name) if rows.tables[DELIVERY].knows(name) else np.datetime64("NaT", "s")


def _key_faults(intake: TakenTable, rows: TableRows, law_columns: Columns | None) -> list[FieldFault]:
    """Rows with the key of another one, where everything is known that tells them apart."""
    table = intake.matched.table
    if table.key is None or not rows.knows(*table.key.fields):
        return []
    law = None if law_columns is None else law_columns.numbered(_LAW)
    if law is None and table.key.per_law:
        law = _of_one_law(rows, table.reference)
        if law is None:
            return []
    absent = set(table.key.fields) - set(intake.matched.columns)
    return not_said_yet(key_faults(table, rows, law, absent), intake.faults, table.key.fields)


def _of_one_law(rows: TableRows, reference: Reference | None) -> npt.NDArray[np.intp] | None:
    """A number for rows of one wet, whichever it is: all, or those of one allocation. None where unknown."""
    if rows.have_one_law:
        return np.zeros(len(rows), np.intp)
    if reference is None or not rows.knows(*reference.fields):
        return None
    return rows.group(*reference.fields)


def _version_faults(rows: Columns, standard: Standard) -> list[FieldFault]:
    if not rows.knows("standaardversie"):
        return []
    version = rows.series("standaardversie")
    other = np.flatnonzero((version.notna() & version.ne(standard.version)).to_numpy(bool))
    facts = {"expected": standard.version}
    return (
        [FieldFault(kind=table_findings.OTHER_VERSION, field="standaardversie", positions=other, facts=facts)]
        if len(other)
        else []
    )


def _delivering_provider(intakes: Mapping[str, TakenTable]) -> tuple[str, str]:
    """Give the AGB code of the delivery and the sheet that has it; empty when there is none.

    What only messages say of who delivers is no delivery.
    """
    delivery = intakes.get(DELIVERY)
    if delivery is None or delivery.matched.raw.lacks_optional:
        return "", ""
    if "agb_code" not in delivery.texts or not len(delivery.frame):
        return "", ""
    return delivery.texts["agb_code"][0] or "", delivery.matched.raw.sheet


def _findings_about_no_allocations(intakes: Mapping[str, TakenTable]) -> list[Finding]:
    """Say once what is so of each row that refers to an allocation, when not a single one was handed in.

    Messages may have taken every allocation back: then those rows wait, as under any that was taken back.
    """
    allocations = intakes.get(ALLOCATION)
    if allocations is not None and (len(allocations.frame) or allocations.matched.raw.lacks_optional):
        return []
    rows = {
        name: len(fault.positions)
        for name, intake in intakes.items()
        for fault in intake.faults
        if fault.kind is cell_findings.ALLOCATION_MISSING
    }
    if not rows:
        return []
    sheet = allocations.matched.raw.sheet if allocations is not None else ALLOCATION
    detail = ", ".join(f"{name}: {count}" for name, count in rows.items())
    facts = {"found": str(sum(rows.values())), "detail": detail}
    return [Finding(table_findings.NO_ALLOCATIONS, Place(table=ALLOCATION, sheet=sheet), facts)]


def _findings_about_broken_links(intakes: Mapping[str, TakenTable]) -> list[Finding]:
    allocations = intakes.get(ALLOCATION)
    if allocations is None:
        return []
    found = [_about_broken_links(each, allocations) for each in intakes.values()]
    return [each for each in found if each is not None]


def _about_broken_links(intake: TakenTable, allocations: TakenTable) -> Finding | None:
    reference = intake.matched.table.reference
    if reference is None:
        return None
    place = Place(table=intake.matched.table.name, sheet=intake.matched.raw.sheet)
    rows, allocated = (Columns(each.frame, texts=each.texts) for each in (intake, allocations))
    return finding_about_broken_links(place, rows, reference, intake.faults, allocated)


def _blocked_rows(intakes: Mapping[str, TakenTable]) -> dict[str, "pd.Series[str]"]:
    blocked: dict[str, pd.Series[str]] = {}
    for name, intake in sound_ones(intakes).items():
        if not any(each.kind.severity is Severity.BLOCKS for each in intake.faults):
            continue
        codes = codes_per_row(intake.faults, Severity.BLOCKS, len(intake.frame))
        codes.index = pd.Index(intake.matched.raw.rows)
        if codes.notna().any():
            blocked[name] = codes.dropna()
    return blocked


def _export(intakes: Mapping[str, TakenTable], standard: Standard) -> Export:
    sound = sound_ones(intakes)
    return Export(
        tables={
            name: whole_table(table, sound[name]) if name in sound else empty_table(table)
            for name, table in standard.tables.items()
        },
        layouts={name: intake.matched.layout for name, intake in sound.items()},
    )
