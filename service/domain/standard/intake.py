"""Check an export against the standard: match, cast, check, and say what became of every row."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from service.domain.findings import Finding, FindingKind, Place, Severity, Verdict, verdict_of
from service.domain.standard.casting import cast
from service.domain.standard.casting_numbers import decimal_sign_of
from service.domain.standard.cells import Cells
from service.domain.standard.code_checks import code_faults
from service.domain.standard.columns import Columns, NumberedTexts
from service.domain.standard.export import QUARANTINE, ROW, Export, RawExport
from service.domain.standard.faults import FieldFault, codes_per_row, findings_of
from service.domain.standard.findings import cells as cell_findings
from service.domain.standard.findings import csv as csv_findings
from service.domain.standard.findings import files as file_findings
from service.domain.standard.findings import ijw as ijw_findings
from service.domain.standard.findings import tables as table_findings
from service.domain.standard.findings import workbooks as workbook_findings
from service.domain.standard.links import ALLOCATION, key_faults, reference_faults
from service.domain.standard.matching import DELIVERY, MatchedTable, match_tables
from service.domain.standard.message_providers import findings_about_providers
from service.domain.standard.model import FieldType, Standard, Table
from service.domain.standard.rules.every_rule import ALL_RULES
from service.domain.standard.rules.rule import TableRows, Tables

_SIGNED_TYPES = (FieldType.MONEY, FieldType.DECIMAL)


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


@dataclass(slots=True, kw_only=True)
class _Intake:
    """One table on its way through the checks."""

    matched: MatchedTable
    cells: dict[str, Cells]
    """As they were read, by field; after casting only those that the typed table shows otherwise."""
    texts: dict[str, NumberedTexts] = field(default_factory=dict)
    """The columns of text, which are written out at the end."""
    frame: pd.DataFrame = field(default_factory=pd.DataFrame)
    """The other columns."""
    faults: list[FieldFault] = field(default_factory=list)


def check_export(raw: RawExport, standard: Standard) -> CheckedExport:
    """Cast every table and check every cell, key, reference and rule of the standard.

    The export always has every table; a table whose columns cannot be trusted is empty in it. A row that
    waits carries the code of its first quarantining finding in QUARANTINE.
    """
    if not raw.tables and verdict_of(raw.findings) is Verdict.REJECTED:
        return _unread_export(raw, standard)
    matching = match_tables(raw.tables, standard)
    intakes = {
        name: _Intake(matched=matched.without_cells(), cells=matched.cells())
        for name, matched in matching.tables.items()
        if matched.is_sound
    }
    unread = {each.place.table for each in matching.findings if each.kind.severity is Severity.BLOCKS}
    about_file = (*raw.findings, *matching.findings)
    read_as = {each.sheet: each.read_as for each in raw.tables if each.read_as}
    messages = raw.messages
    del raw, matching  # so that cells are let go of as soon as they are cast
    _cast_all(intakes, standard)
    _check_all(intakes, standard, unread)
    findings = (
        *about_file,
        *findings_about_providers(messages, *_delivering_provider(intakes)),
        *_findings_about_no_allocations(intakes),
        *_cell_findings(intakes),
    )
    blocked = _blocked_rows(intakes)
    export = _export(intakes, standard)
    return CheckedExport(
        export=export,
        findings=findings,
        verdict=verdict_of(findings),
        blocked_rows=blocked,
        read_as=read_as,
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
        *cell_findings.KINDS,
        *(rule.kind for rule in ALL_RULES),
    )
    return tuple({kind.code: kind for kind in kinds}.values())


def _cast_all(intakes: Mapping[str, _Intake], standard: Standard) -> None:
    overall = decimal_sign_of(each for intake in intakes.values() for each in _signed_columns(intake)) or "."
    for intake in intakes.values():
        sign = decimal_sign_of(_signed_columns(intake)) if intake.matched.raw.is_text_only else ""
        _cast_table(intake, standard, sign or overall)


def _signed_columns(intake: _Intake) -> list[Cells]:
    fields = intake.matched.table.fields
    return [cells for name, cells in intake.cells.items() if fields[name].type in _SIGNED_TYPES]


def _cast_table(intake: _Intake, standard: Standard, sign: str) -> None:
    table, raw = intake.matched.table, intake.matched.raw
    columns: dict[str, pd.Series] = {}
    for name, wanted in table.fields.items():
        if name not in intake.cells:
            columns[name] = _blank_column(wanted.type, len(raw.rows))
            continue
        done = cast(intake.cells[name], wanted, sign, standard.code_list_of(wanted))
        if isinstance(done.column, NumberedTexts):
            intake.texts[name] = done.column
        else:
            columns[name] = done.column
        if done.is_as_written:
            del intake.cells[name]
        intake.faults += [
            fault
            for fault in done.faults
            if not (raw.is_text_only and fault.kind is cell_findings.NUMBER_AS_TEXT)
        ]
    intake.frame = pd.DataFrame({**columns, ROW: raw.rows}, copy=False)


def _check_all(intakes: Mapping[str, _Intake], standard: Standard, unread: Collection[str]) -> None:
    """Check codes, keys and rules of each table, the allocations first because others wait for them.

    A table that is not in the file has no rows, and is referred to in vain. Of one that is there and is
    `unread`, because its sheet or columns cannot be trusted, nobody knows which rows it has.
    """
    frames = {
        name: intakes[name].frame if name in intakes else empty_table(table)
        for name, table in standard.tables.items()
    }
    tables = Tables(frames, {name: intake.texts for name, intake in intakes.items()})
    for name in sorted(intakes, key=lambda name: name != ALLOCATION):
        intake, rows = intakes[name], TableRows(name, tables)
        refers = intake.matched.table.reference is not None and ALLOCATION not in unread
        _check_rows(intake, rows, standard, _law_columns(rows, refers=refers))
        if refers:
            of_allocations = intakes[ALLOCATION].faults if ALLOCATION in intakes else []
            intake.faults += reference_faults(
                rows, rows.allocation_position, of_allocations, len(tables[ALLOCATION])
            )


def _check_rows(intake: _Intake, rows: TableRows, standard: Standard, law_columns: Columns | None) -> None:
    """Check the codes, keys and rules of one table; `law_columns` has the law of its rows, where known."""
    table = intake.matched.table
    law = None if law_columns is None else law_columns.series("wet")
    intake.faults += code_faults(table, rows, standard, law)
    if table.name == DELIVERY:
        intake.faults += _version_faults(rows, standard)
    if len(rows):
        numbers = None if law_columns is None else law_columns.numbered("wet")
        intake.faults += key_faults(table, rows, numbers, intake.matched.raw.rows)
        intake.faults += _rule_faults(table.name, rows, intake.faults)


def _law_columns(rows: TableRows, *, refers: bool) -> Columns | None:
    """Where the wet of each row stands: with itself, with its allocation, or nowhere."""
    if rows.has_column("wet"):
        return rows
    return rows.allocation if refers else None


def _version_faults(rows: Columns, standard: Standard) -> list[FieldFault]:
    version = rows.series("standaardversie")
    other = np.flatnonzero((version.notna() & version.ne(standard.version)).to_numpy(bool))
    facts = {"expected": standard.version}
    return (
        [FieldFault(kind=table_findings.OTHER_VERSION, field="standaardversie", positions=other, facts=facts)]
        if len(other)
        else []
    )


def _rule_faults(table: str, rows: TableRows, known: list[FieldFault]) -> list[FieldFault]:
    """Apply the rules of a table. A cell that blocks or waits breaks no rule: that is said already."""
    faults: list[FieldFault] = []
    for rule in ALL_RULES:
        if rule.table == table:
            broken = rule.violations(rows)
            for fault in known:
                if fault.field == rule.field and fault.kind.severity is not Severity.WARNS:
                    broken[fault.positions] = False
            if broken.any():
                faults.append(
                    FieldFault(
                        kind=rule.kind, field=rule.field, positions=np.flatnonzero(broken), facts=rule.facts
                    )
                )
    return faults


def _delivering_provider(intakes: Mapping[str, _Intake]) -> tuple[str, str]:
    """Give the AGB code of the delivery and the sheet that has it; empty when there is none."""
    delivery = intakes.get(DELIVERY)
    if delivery is None or "agb_code" not in delivery.texts or not len(delivery.frame):
        return "", ""
    return delivery.texts["agb_code"][0] or "", delivery.matched.raw.sheet


def _findings_about_no_allocations(intakes: Mapping[str, _Intake]) -> list[Finding]:
    """Say once what each row says that refers to an allocation, when not a single one was handed in.

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


def _cell_findings(intakes: Mapping[str, _Intake]) -> list[Finding]:
    return [
        finding
        for intake in intakes.values()
        for finding in findings_of(intake.faults, intake.matched, {**intake.texts, **intake.cells})
    ]


def _blocked_rows(intakes: Mapping[str, _Intake]) -> dict[str, "pd.Series[str]"]:
    blocked: dict[str, pd.Series[str]] = {}
    for name, intake in intakes.items():
        codes = codes_per_row(intake.faults, Severity.BLOCKS, len(intake.frame))
        codes.index = pd.Index(intake.matched.raw.rows)
        if codes.notna().any():
            blocked[name] = codes.dropna()
    return blocked


def _export(intakes: Mapping[str, _Intake], standard: Standard) -> Export:
    return Export(
        tables={
            name: _whole_table(table, intakes[name]) if name in intakes else empty_table(table)
            for name, table in standard.tables.items()
        },
        layouts={name: intake.matched.layout for name, intake in intakes.items()},
    )


def _whole_table(table: Table, intake: _Intake) -> pd.DataFrame:
    """Write out every column in its place; each of text is let go of as a number of texts."""
    columns: dict[str, pd.Series] = {}
    for name in table.fields:
        columns[name] = intake.texts.pop(name).series() if name in intake.texts else intake.frame.pop(name)
    waiting = codes_per_row(intake.faults, Severity.QUARANTINES, len(intake.frame))
    return pd.DataFrame({**columns, ROW: intake.frame[ROW], QUARANTINE: waiting.array}, copy=False)


def empty_table(table: Table) -> pd.DataFrame:
    """Return a typed table without rows, with every column that `Export` promises."""
    columns: dict[str, pd.Series] = {name: _blank_column(each.type, 0) for name, each in table.fields.items()}
    return pd.DataFrame({**columns, ROW: pd.Series(dtype="int64"), QUARANTINE: pd.Series(dtype="str")})


def _blank_column(kind: FieldType, length: int) -> pd.Series:
    match kind:
        case FieldType.TEXT | FieldType.CODE:
            return pd.Series(index=range(length), dtype="str")
        case FieldType.DATE:
            return pd.Series(index=range(length), dtype="datetime64[s]")
        case FieldType.INTEGER | FieldType.MONEY | FieldType.DECIMAL:
            return pd.Series(index=range(length), dtype="Int64")
