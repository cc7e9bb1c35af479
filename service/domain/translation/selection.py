"""Selection: which rows of a table a sheet reports, and under which name every other row goes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import numpy as np
import numpy.typing as npt

from service.domain.findings import Finding, FindingKind, Place, Severity
from service.domain.formats.encodings import can_lack_characters, refused_by_encoding
from service.domain.formats.files_of_zip import file_of
from service.domain.formats.joins import where_of
from service.domain.formats.keys import key_ranks, made_values
from service.domain.formats.period_fields import PERIOD_FIELDS
from service.domain.formats.plan import Plan, SheetPlan
from service.domain.formats.rows import Groups, Rows, Submitted, group, ranks, take
from service.domain.formats.shape import FieldReference, Grain, Scope
from service.domain.formats.verb import Refused
from service.domain.periods import Period
from service.domain.said import Fact, said_number
from service.domain.standard.findings.cells import ALLOCATION_MISSING, MISSING_VALUE
from service.domain.translation.balance import Outcome
from service.domain.translation.block_places import refused_by_place
from service.domain.translation.content import ValueKind, Values, text_of_number
from service.domain.translation.fates import (
    LISTED_ELSEWHERE,
    NOT_IN_THIS_FORMAT,
    NOT_REQUESTED,
    OTHER_LAW,
    OUTSIDE_PERIOD,
    REPORTED,
    Fates,
    Mask,
)
from service.domain.translation.parted_lists import listed_elsewhere

PRESTATIE = "prestatie"


@dataclass(frozen=True, slots=True)
class Selection:
    """The fate of every row of a sheet's table, and what there is to say about those that cannot go on."""

    table: str
    fates: Fates
    findings: tuple[Finding, ...]


def select_rows(
    submitted: Submitted, plan: Plan, sheet: SheetPlan, period: Period, asked: Mapping[str, str]
) -> Selection:
    """Give every row of the sheet's table one fate.

    In this order: waiting, municipality without a request (`asked` has those with one), other law, outside
    the period, a `where` that does not hold, a line of another part of the list, refused by a verb.
    A reason is true of its row.
    Where overlapping rows are put together, a row outside the period stays when it overlaps one within it
    (CBS Informatieprotocol 3.3).
    """
    table = sheet.format.rows.of
    fates = waiting(submitted, table)
    fates = fates.where(~is_asked(submitted, table, asked), (Outcome.EXCLUDED, NOT_REQUESTED))
    fates = fates.where(~_is_of_law(submitted, table, plan.format.law), (Outcome.EXCLUDED, OTHER_LAW))
    inside = _is_in(submitted, table, period)
    if PRESTATIE in sheet.many:
        inside = inside | _has_prestaties(submitted, plan, sheet, period)
    if sheet.format.rows.overlapping:
        inside = _with_what_overlaps(submitted, plan, sheet, period, inside & fates.are(Outcome.REPORTED))
    fates = fates.where(~inside, (Outcome.EXCLUDED, OUTSIDE_PERIOD))
    everything = rows_at(submitted, plan, sheet, period, np.arange(submitted.row_count(table)))
    own, _ = where_of(sheet.format.rows)
    for name, condition in own.items():
        fates = fates.where(
            ~condition.mask(everything.field(name), everything), (Outcome.EXCLUDED, f"where-{name}")
        )
    if sheet.format.listed is not None:
        elsewhere = listed_elsewhere(plan, sheet, everything)
        fates = fates.where(elsewhere, (Outcome.EXCLUDED, LISTED_ELSEWHERE))
    return _hold(submitted, plan, sheet, period, fates)


def rows_at(
    submitted: Submitted, plan: Plan, sheet: SheetPlan, period: Period, positions: npt.NDArray[np.int64]
) -> Rows:
    """Those rows of the sheet's table, as the plan's verbs see them."""
    return Rows(
        submitted=submitted,
        tables=sheet.tables,
        positions=positions,
        day=period.end,
        laws=plan.format.law,
        code_tables=plan.code_tables,
        begin=period.begin,
        many={table: _joined(submitted, plan, sheet, table, period) for table in sheet.many},
    )


def _joined(
    submitted: Submitted, plan: Plan, sheet: SheetPlan, table: str, period: Period
) -> npt.NDArray[np.int64]:
    """The rows of a joined table that count on the lines of a sheet."""
    is_whole = table in sheet.format.rows.from_the_start
    asked = Period(date.min, period.end) if is_whole else period
    fates = _basic(submitted, plan, table, asked)
    for name, mask in _of_joined(submitted, plan, sheet, table, period):
        fates = fates.where(~mask, (Outcome.EXCLUDED, f"where-{name}"))
    return np.flatnonzero(fates.are(Outcome.REPORTED))


def _of_joined(
    submitted: Submitted, plan: Plan, sheet: SheetPlan, table: str, period: Period
) -> Iterator[tuple[str, Mask]]:
    """By each condition on a joined table, which of its rows meet it."""
    _, joined = where_of(sheet.format.rows)
    rows = Rows(
        submitted=submitted,
        tables=(table, "toewijzing"),
        positions=submitted.every_position(table),
        day=period.end,
        laws=plan.format.law,
        code_tables=plan.code_tables,
        begin=period.begin,
        looks_in=(*sheet.tables, *sheet.many),
    )
    for name, condition in joined.get(table, {}).items():
        yield name, condition.mask(rows.field(name), rows)


def rows_that_count(submitted: Submitted, plan: Plan, table: str, period: Period) -> npt.NDArray[np.int64]:
    """The rows of a joined table that a list of it would have: not waiting, of its laws, in the period."""
    return np.flatnonzero(_basic(submitted, plan, table, period).are(Outcome.REPORTED))


def _basic(submitted: Submitted, plan: Plan, table: str, period: Period) -> Fates:
    fates = waiting(submitted, table)
    fates = fates.where(~_is_of_law(submitted, table, plan.format.law), (Outcome.EXCLUDED, OTHER_LAW))
    return fates.where(~_is_in(submitted, table, period), (Outcome.EXCLUDED, OUTSIDE_PERIOD))


def through_allocations(
    submitted: Submitted,
    plan: Plan,
    sheet: SheetPlan,
    period: Period,
    asked: Mapping[str, str],
    allocations: Fates,
) -> Fates:
    """The fates of prestaties that are counted on the line of their allocation: what became of that line."""
    fates = waiting(submitted, PRESTATIE)
    fates = fates.where(~is_asked(submitted, PRESTATIE, asked), (Outcome.EXCLUDED, NOT_REQUESTED))
    fates = fates.where(~_is_of_law(submitted, PRESTATIE, plan.format.law), (Outcome.EXCLUDED, OTHER_LAW))
    fates = fates.where(~_is_in(submitted, PRESTATIE, period), (Outcome.EXCLUDED, OUTSIDE_PERIOD))
    for field, mask in _of_joined(submitted, plan, sheet, PRESTATIE, period):
        fates = fates.where(~mask, (Outcome.EXCLUDED, f"where-{field}"))
    places = submitted.allocation_positions(PRESTATIE)
    theirs = allocations.numbers[np.maximum(places, 0)] if len(allocations.numbers) else places
    for number, name in enumerate(allocations.names):
        if name != REPORTED:
            fates = fates.where((theirs == number) & (places >= 0), name)
    return fates


def grouped(rows: Rows, sheet: SheetPlan) -> Groups:
    """The rows put together as the sheet says, per municipality."""
    asked = sheet.format.rows
    ranges = (asked.overlapping.begin, asked.overlapping.until) if asked.overlapping else None
    keys = [ranks(rows.field("gemeentecode")), *key_ranks(rows, asked.per)]
    groups = group(rows, keys, ranges)
    return replace(groups, made=made_values(groups, asked.per))


def unreported(submitted: Submitted, table: str, asked: Mapping[str, str]) -> Fates:
    """The fates of the rows of a table that a format makes no sheet of."""
    fates = waiting(submitted, table)
    fates = fates.where(~is_asked(submitted, table, asked), (Outcome.EXCLUDED, NOT_REQUESTED))
    everywhere = np.ones(submitted.row_count(table), dtype=bool)
    return fates.where(everywhere, (Outcome.EXCLUDED, NOT_IN_THIS_FORMAT))


def is_asked(submitted: Submitted, table: str, asked: Mapping[str, str]) -> Mask:
    """The rows of a municipality that has a request."""
    codes = submitted.values(FieldReference(table, "gemeentecode"))
    return codes.per_text(lambda texts: np.isin(texts.astype(str), list(asked)))


def signed_cents(submitted: Submitted, table: str) -> npt.NDArray[np.int64]:
    """Per row bedrag × +1 for D and −1 for C; zero for a table that holds no money."""
    if table != "prestatie":
        return np.zeros(submitted.row_count(table), dtype=np.int64)
    amounts = submitted.values(FieldReference(table, "bedrag"))
    credit = submitted.values(FieldReference(table, "debet_credit")).per_text(
        lambda texts: np.asarray(texts == "C", dtype=bool)
    )
    cents = np.where(amounts.blank, 0, amounts.numbers)
    return np.where(credit, -cents, cents)


def waiting(submitted: Submitted, table: str) -> Fates:
    """Quarantined under its code for a row that waits, reported for any other.

    A row waits since intake, or because its allocation, its municipality, its law or its day is not there:
    whether it is to be excluded cannot be known then.
    """
    fates = Fates.all(submitted.row_count(table), REPORTED)
    codes, waits = submitted.quarantine(table)
    for code in sorted(set(codes[waits])):
        fates = fates.where(waits & np.asarray(codes == code, dtype=bool), (Outcome.QUARANTINED, str(code)))
    for kind, unknown in _unknown(submitted, table):
        if unknown.any():
            fates = fates.where(unknown, (Outcome.QUARANTINED, kind.code))
    return fates


def _unknown(submitted: Submitted, table: str) -> Iterator[tuple[FindingKind, Mask]]:
    """The rows that lack what reasons to exclude rest on, by what intake says of such a row."""
    if submitted.standard.tables[table].reference is not None:
        yield ALLOCATION_MISSING, submitted.allocation_positions(table) < 0
    for name in ("gemeentecode", PERIOD_FIELDS[table][0]):
        yield MISSING_VALUE, submitted.values(FieldReference(table, name)).blank
    yield MISSING_VALUE, _law(submitted, table).blank


def _law(submitted: Submitted, table: str) -> Values:
    """Per row its own wet, or that of its allocation."""
    own = "wet" in submitted.standard.tables[table].fields
    return submitted.through(table, FieldReference(table if own else "toewijzing", "wet"))


def _is_of_law(submitted: Submitted, table: str, laws: tuple[str, ...]) -> Mask:
    law = _law(submitted, table)
    return law.per_text(lambda texts: np.isin(texts.astype(str), laws)) & ~law.blank


def _is_in(submitted: Submitted, table: str, period: Period) -> Mask:
    """A day must lie in the period; a range without an end goes on, and must overlap it (standard 2026.1)."""
    begin, *end = (submitted.values(FieldReference(table, name)) for name in PERIOD_FIELDS[table])
    first, last = np.datetime64(period.begin, "D"), np.datetime64(period.end, "D")
    if not end:
        return ~begin.blank & (begin.items >= first) & (begin.items <= last)
    return ~begin.blank & (begin.items <= last) & (end[0].blank | (end[0].items >= first))


def _has_prestaties(submitted: Submitted, plan: Plan, sheet: SheetPlan, period: Period) -> Mask:
    """The allocations with a prestatie in the period: they stay, also when they ended before it."""
    counted = _joined(submitted, plan, sheet, PRESTATIE, period)
    found = np.zeros(submitted.row_count("toewijzing"), dtype=bool)
    found[submitted.allocation_positions(PRESTATIE)[counted]] = True
    return found


def _with_what_overlaps(
    submitted: Submitted, plan: Plan, sheet: SheetPlan, period: Period, inside: Mask
) -> Mask:
    """The rows in the period, and those that belong to one stretch with them, directly or through others."""
    rows = rows_at(submitted, plan, sheet, period, np.arange(submitted.row_count(sheet.format.rows.of)))
    meets = waiting(submitted, rows.table).are(Outcome.REPORTED)
    meets &= _is_of_law(submitted, rows.table, plan.format.law)
    for name, condition in where_of(sheet.format.rows)[0].items():
        meets &= condition.mask(rows.field(name), rows)
    candidates = np.flatnonzero(meets)
    several = grouped(replace(rows, positions=candidates), sheet)
    together = np.zeros(len(several), dtype=bool)
    together[several.numbers[inside[candidates]]] = True
    found = inside.copy()
    found[candidates] |= together[several.numbers]
    return found


def _hold(submitted: Submitted, plan: Plan, sheet: SheetPlan, period: Period, fates: Fates) -> Selection:
    findings: list[Finding] = []
    table = sheet.format.rows.of
    for source, refusing in _refusing(plan, sheet):
        positions = np.flatnonzero(fates.are(Outcome.REPORTED))
        rows = rows_at(submitted, plan, sheet, period, positions)
        for refused in refusing(rows):
            hit = positions[refused.mask]
            findings += _findings(submitted, plan, source, table, refused, hit)
            if refused.kind.severity is Severity.QUARANTINES:
                mask = np.zeros(submitted.row_count(table), dtype=bool)
                mask[hit] = True
                if refused.whole_report:
                    codes = submitted.values(FieldReference(table, "gemeentecode")).items
                    mask = np.isin(codes.astype(str), codes[hit].astype(str))
                fates = fates.where(mask, (Outcome.QUARANTINED, refused.kind.code))
    return Selection(table, fates, tuple(findings))


def _refusing(
    plan: Plan, sheet: SheetPlan
) -> Iterator[tuple[FieldReference | None, Callable[[Rows], Iterator[Refused]]]]:
    """What can refuse a row, in order: a key, a column, what chooses its head or line, and the list."""
    for key in sheet.format.rows.per:
        if key.expression.can_hold:
            yield sheet.source_of(key), key.expression.refused
    lacks_some = can_lack_characters(file_of(plan.format.output, sheet.name))
    for column in sheet.once_per_head:
        limited = lacks_some and column.shape.kind is ValueKind.TEXT
        if column.expression.can_hold:
            yield column.source, column.expression.refused
        if limited:
            yield column.source, partial(refused_by_encoding, column)
    scope = Scope(
        standard=plan.standard, code_tables={}, laws=(), grain=Grain.ROW, tables=sheet.tables, many=sheet.many
    )
    for expression in sheet.choosing:
        source = min(expression.fields(scope), key=str, default=None)
        if expression.can_hold:
            yield source, expression.refused
    yield from refused_by_place(sheet, scope)


def _findings(
    submitted: Submitted,
    plan: Plan,
    source: FieldReference | None,
    table: str,
    refused: Refused,
    positions: npt.NDArray[np.int64],
) -> list[Finding]:
    if source is None or not len(positions):
        return []
    rows = submitted.row_numbers(table)[positions]
    values: Values = take(refused.values, np.flatnonzero(refused.mask))
    layout = submitted.export.layouts.get(table)
    sheet = layout.sheet if layout else table
    column = layout.columns.get(source.name, "") if layout else ""
    return [
        Finding(
            refused.kind,
            Place(table=table, sheet=sheet, row=int(row), column=column, field=source.name),
            {**refused.facts, "value": told, "format": plan.name},
        )
        for row, told in zip(rows, _told(values), strict=True)
    ]


def _told(values: Values) -> list[Fact]:
    """Texts are quoted, numbers said; nothing of what is blank."""
    if values.kind is not ValueKind.NUMBER:
        return [str(text) for text in values.items]
    numbers = zip(values.numbers.tolist(), values.blank.tolist(), strict=True)
    return [
        "" if is_blank else said_number(text_of_number(number, values.digits)) for number, is_blank in numbers
    ]
