"""Remarks about a format that compiles, and may yet surprise: what a careful colleague would point at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from service.domain.formats.expressions import places_of, steps_of
from service.domain.formats.files_of_zip import file_of
from service.domain.formats.output import FixedWidthOutput
from service.domain.formats.plan import Plan, fields_used
from service.domain.formats.remarks import (
    IN_RECENT_DATA,
    LINES_LOOK_DOUBLE,
    NO_EXAMPLES,
    SAYS_THE_SAME,
    SHARE_IT,
    SUPPRESSED_TOTAL,
    TEXT_DOES_NOT_FIT,
    TEXT_LONGER_THAN_EVER,
    UNREACHABLE_BRANCH,
    USED_THOUGH_NOT_ASKED,
    Remark,
    RemarkKind,
    remark,
)
from service.domain.formats.repeated_lines import repeated_lines
from service.domain.formats.rows import Submitted
from service.domain.formats.verbs.choose import Choose
from service.domain.formats.verbs.suppress_below import SuppressBelow
from service.domain.periods import Period
from service.domain.said import plain
from service.domain.translation.content import ValueKind
from service.domain.translation.selection import select_rows
from service.domain.translation.translate import translate

_SHARED_BY = 3
"""A column that this many other formats write alike belongs in a fragment."""


def lint(plan: Plan, others: Sequence[Plan]) -> tuple[Remark, ...]:
    """What there is to say about a format by itself and beside the others of the catalogue."""
    return (
        *_columns_that_say_the_same(plan),
        *_branches_that_are_never_reached(plan),
        *_fields_both_used_and_not_asked(plan),
        *_checks_on_suppressed_totals(plan),
        *_columns_to_share(plan, others),
        *(replace(remark(plan, LINES_LOOK_DOUBLE, sheet), text=told) for sheet, told in repeated_lines(plan)),
        *(() if plan.format.examples else (remark(plan, NO_EXAMPLES),)),
    )


def lint_against(plan: Plan, submitted: Submitted, period: Period) -> tuple[Remark, ...]:
    """What recent data would show: codes without translation and texts that do not fit, per column."""
    counted: dict[tuple[str, str, str, str], int] = {}
    known = {code: code for code in submitted.municipality_codes()}
    for sheet in plan.sheets:
        for finding in select_rows(submitted, plan, sheet, period, known).findings:
            field, value = finding.place.field, plain(finding.facts.get("value", ""))
            key = (finding.kind.code, sheet.name, field, value)
            counted[key] = counted.get(key, 0) + 1
    return tuple(
        remark(plan, RemarkKind(code, IN_RECENT_DATA), sheet, name, value=value, count=count)
        for (code, sheet, name, value), count in sorted(counted.items())
    )


def lint_texts(plan: Plan, recent: Sequence[tuple[Submitted, Period]]) -> tuple[Remark, ...]:
    """Texts that are longer than ever: in the last of `recent` longer than in any before, or than its place.

    Give submissions from old to new. A column of fixed width has a place of its own; for any other only what
    it held before is known.
    """
    lengths: dict[tuple[str, str], list[int]] = {}
    for submitted, period in recent:
        asked = {code: code for code in submitted.municipality_codes()}
        for sheet in translate(submitted, plan, period, asked).sheets:
            for header, values in sheet.columns.items():
                if values.kind is ValueKind.TEXT:
                    longest = max(map(len, values.items[~values.blank].tolist()), default=0)
                    lengths.setdefault((sheet.plan.name, header), []).append(longest)
    return tuple(_remarks_about_lengths(plan, lengths))


def _remarks_about_lengths(plan: Plan, lengths: Mapping[tuple[str, str], list[int]]) -> Iterator[Remark]:
    for (sheet, header), longest in lengths.items():
        output = file_of(plan.format.output, sheet)
        last, before = longest[-1], max(longest[:-1], default=longest[-1])
        if isinstance(output, FixedWidthOutput) and max(longest) > output.columns[header].width:
            width = output.columns[header].width
            yield remark(plan, TEXT_DOES_NOT_FIT, sheet, header, longest=max(longest), width=width)
        elif last > before:
            yield remark(plan, TEXT_LONGER_THAN_EVER, sheet, header, last=last, before=before)


def _columns_that_say_the_same(plan: Plan) -> Iterator[Remark]:
    seen: dict[tuple[str, str], str] = {}
    for sheet, address, column in places_of(plan):
        key = (sheet, repr(column.expression.steps))
        if sheet and key in seen:
            yield remark(plan, SAYS_THE_SAME, sheet, address, other=seen[key])
        seen.setdefault(key, address)


def _branches_that_are_never_reached(plan: Plan) -> Iterator[Remark]:
    for sheet, address, column in places_of(plan):
        for step in steps_of(column.expression):
            if isinstance(step, Choose):
                for number in _hidden_cases(step):
                    yield remark(plan, UNREACHABLE_BRANCH, sheet, address, number=number + 1)


def _hidden_cases(step: Choose) -> Iterator[int]:
    for number, case in enumerate(step.cases):
        if any(earlier.when.items() <= case.when.items() for earlier in step.cases[:number]):
            yield number


def _fields_both_used_and_not_asked(plan: Plan) -> Iterator[Remark]:
    used = {str(reference) for reference in fields_used(plan)}
    for name in plan.format.not_asked:
        if name in used:
            told = remark(plan, USED_THOUGH_NOT_ASKED)
            yield replace(told, where=name, path=("not_asked", name))


def _checks_on_suppressed_totals(plan: Plan) -> Iterator[Remark]:
    checked = {check.total for check in plan.format.checks}
    for sheet, address, column in places_of(plan):
        hides = any(isinstance(step, SuppressBelow) for step in steps_of(column.expression))
        if hides and f"{sheet}.{address}" in checked:
            yield remark(plan, SUPPRESSED_TOTAL, sheet, address)


def _columns_to_share(plan: Plan, others: Sequence[Plan]) -> Iterator[Remark]:
    if plan.is_published:
        return
    elsewhere: dict[tuple[str, str, str], set[str]] = {}
    for other in others:
        if other.name != plan.name:
            for key in _own_columns(other):
                elsewhere.setdefault(key, set()).add(other.name)
    for sheet, address, steps in _own_columns(plan):
        alike = elsewhere.get((sheet, address, steps), set())
        if len(alike) >= _SHARED_BY:
            yield remark(plan, SHARE_IT, sheet, address, others=", ".join(sorted(alike)))


def _own_columns(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Sheet, address and verbs of what a format writes itself."""
    for sheet, address, column in places_of(plan):
        path = ("sheets", sheet, "columns", address) if sheet else ("cells", address)
        if path not in plan.shared:
            yield sheet, address, repr(column.expression.steps)
