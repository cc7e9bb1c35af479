"""Remarks about a format that compiles, and may yet surprise: what a careful colleague would point at."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.domain.formats.expressions import places_of, steps_of
from service.domain.formats.output import FixedWidthOutput
from service.domain.formats.plan import Plan, fields_used
from service.domain.formats.repeated_lines import repeated_lines
from service.domain.formats.rows import Submitted
from service.domain.formats.verbs.choose import Choose
from service.domain.formats.verbs.suppress_below import SuppressBelow
from service.domain.periods import Period
from service.domain.translation.content import ValueKind
from service.domain.translation.selection import select_rows
from service.domain.translation.translate import translate

_SHARED_BY = 3
"""A column that this many other formats write alike belongs in a fragment."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing to look at, and what to do about it."""

    code: str
    format: str
    where: str
    text: str


def lint(plan: Plan, others: Sequence[Plan]) -> tuple[Remark, ...]:
    """What there is to say about a format by itself and beside the others of the catalogue."""
    return (
        *_columns_that_say_the_same(plan),
        *_branches_that_are_never_reached(plan),
        *_fields_both_used_and_not_asked(plan),
        *_checks_on_suppressed_totals(plan),
        *_columns_to_share(plan, others),
        *(_remark(plan, "lines-look-double", sheet, said.nl) for sheet, said in repeated_lines(plan)),
        *(() if plan.format.examples else (_remark(plan, "no-examples", "", "Geen voorbeelden genoemd."),)),
    )


def lint_against(plan: Plan, submitted: Submitted, period: Period) -> tuple[Remark, ...]:
    """What recent data would show: codes without translation and texts that do not fit, per column."""
    counted: dict[tuple[str, str, str], int] = {}
    known = {code: code for code in submitted.municipality_codes()}
    for sheet in plan.sheets:
        for finding in select_rows(submitted, plan, sheet, period, known).findings:
            key = (finding.kind.code, f"{sheet.name}: {finding.place.field}", finding.facts.get("value", ""))
            counted[key] = counted.get(key, 0) + 1
    return tuple(
        _remark(plan, code, where, f"{value!r} staat in {count} rijen van recente gegevens.")
        for (code, where, value), count in sorted(counted.items())
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
    output = plan.format.output
    for (sheet, header), longest in lengths.items():
        where, last = f"{sheet}.{header}", longest[-1]
        if isinstance(output, FixedWidthOutput) and max(longest) > output.columns[header].width:
            width = output.columns[header].width
            text = (
                f"Een tekst van {max(longest)} tekens past niet in {width}; maak de kolom breder of kort in."
            )
            yield _remark(plan, "text-does-not-fit", where, text)
        elif len(longest) > 1 and last > max(longest[:-1]):
            text = (
                f"De langste tekst is nu {last} tekens; eerder nooit meer dan {max(longest[:-1])}. Past dat?"
            )
            yield _remark(plan, "text-longer-than-ever", where, text)


def _remark(plan: Plan, code: str, where: str, text: str) -> Remark:
    return Remark(code, f"{plan.name}@{plan.version}", where, text)


def _columns_that_say_the_same(plan: Plan) -> Iterator[Remark]:
    seen: dict[tuple[str, str], str] = {}
    for sheet, address, column in places_of(plan):
        key = (sheet, repr(column.expression.steps))
        if sheet and key in seen:
            text = f"Zegt hetzelfde als kolom {seen[key]}; vraag één van beide."
            yield _remark(plan, "says-the-same", f"{sheet}.{address}", text)
        seen.setdefault(key, address)


def _branches_that_are_never_reached(plan: Plan) -> Iterator[Remark]:
    for sheet, address, column in places_of(plan):
        for step in steps_of(column.expression):
            if isinstance(step, Choose):
                for number in _hidden_cases(step):
                    text = f"Geval {number + 1} wordt nooit bereikt: een eerder geval geldt al; haal het weg."
                    yield _remark(plan, "unreachable-branch", f"{sheet}.{address}", text)


def _hidden_cases(step: Choose) -> Iterator[int]:
    for number, case in enumerate(step.cases):
        if any(earlier.when.items() <= case.when.items() for earlier in step.cases[:number]):
            yield number


def _fields_both_used_and_not_asked(plan: Plan) -> Iterator[Remark]:
    used = {str(reference) for reference in fields_used(plan)}
    for name in plan.format.not_asked:
        if name in used:
            text = "Staat onder not_asked en wordt toch gebruikt; haal het daar weg."
            yield _remark(plan, "used-though-not-asked", name, text)


def _checks_on_suppressed_totals(plan: Plan) -> Iterator[Remark]:
    checked = {check.total for check in plan.format.checks}
    for sheet, address, column in places_of(plan):
        hides = any(isinstance(step, SuppressBelow) for step in steps_of(column.expression))
        if hides and f"{sheet}.{address}" in checked:
            text = "Laat kleine aantallen weg en moet toch optellen tot de telling; dat kan niet."
            yield _remark(plan, "suppressed-total", f"{sheet}.{address}", text)


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
            text = f"Staat ook zo in {', '.join(sorted(alike))}: maak er een fragment van."
            yield _remark(plan, "share-it", f"{sheet}.{address}".strip("."), text)


def _own_columns(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Sheet, address and verbs of what a format writes itself."""
    for sheet, address, column in places_of(plan):
        path = ("sheets", sheet, "columns", address) if sheet else ("cells", address)
        if path not in plan.shared:
            yield sheet, address, repr(column.expression.steps)
