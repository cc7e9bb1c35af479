"""A new version of a format run over past submissions: which cells differ, by the rule that makes them so."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from service.domain.content import ReportContent, SheetContent, ValueKind, Values, text_of_number
from service.domain.formats.plan import Column, Plan
from service.domain.formats.rows import Submitted
from service.domain.periods import Period
from service.domain.translation import translate


@dataclass(frozen=True, slots=True)
class Difference:
    """What one rule changes: in how many cells of how many reports, and the first of them."""

    rule: str
    where: str
    cells: int
    reports: int
    before: str
    after: str


@dataclass(slots=True)
class _Counted:
    cells: int = 0
    reports: int = 0
    before: str = ""
    after: str = ""


def try_out(
    old: Plan, new: Plan, submissions: Iterable[tuple[Submitted, Period]], names: Mapping[str, str]
) -> tuple[Difference, ...]:
    """Run both over every submission and its period, for all municipalities in it; differences by rule."""
    counted: dict[tuple[str, str], _Counted] = {}
    rules = _rules(old, new)
    for submitted, period in submissions:
        asked = {code: names.get(code, code) for code in submitted.municipality_codes()}
        before, after = (translate(submitted, plan, period, asked).reports for plan in (old, new))
        for was, now in zip(before, after, strict=True):
            _count(was.content, now.content, rules, counted)
    return tuple(
        Difference(rule, where, each.cells, each.reports, each.before, each.after)
        for (rule, where), each in sorted(counted.items())
    )


def _rules(old: Plan, new: Plan) -> dict[str, str]:
    """Address → the rule as it is now, or why its cells may differ although its own rule is the same."""
    was, now = _columns(old), _columns(new)
    rules = {}
    for address in {**was, **now}:
        if address not in now:
            rules[address] = "vervallen"
        elif address not in was:
            rules[address] = f"nieuw: {now[address].expression.sentence('nl')}"
        elif was[address].expression.steps != now[address].expression.steps:
            rules[address] = f"nu {now[address].expression.sentence('nl')}"
        else:
            rules[address] = "andere regels of een andere codetabel"
    return rules


def _columns(plan: Plan) -> dict[str, Column]:
    cells = {f"{sheet}!{cell}": column for (sheet, cell), column in plan.cells.items()}
    return {**cells, **{f"{s.name}.{column.header}": column for s in plan.sheets for column in s.columns}}


def _count(
    old: ReportContent,
    new: ReportContent,
    rules: Mapping[str, str],
    counted: dict[tuple[str, str], _Counted],
) -> None:
    was, now = dict(_texts(old)), dict(_texts(new))
    for address in {**was, **now}:
        before, after = was.get(address, []), now.get(address, [])
        length = max(len(before), len(after))
        pairs = [
            (_at(before, place), _at(after, place))
            for place in range(length)
            if _at(before, place) != _at(after, place)
        ]
        if pairs:
            each = counted.setdefault((rules[address], address), _Counted(0, 0, *pairs[0]))
            each.cells += len(pairs)
            each.reports += 1


def _at(texts: list[str], place: int) -> str:
    return texts[place] if place < len(texts) else ""


def _texts(content: ReportContent) -> Iterator[tuple[str, list[str]]]:
    for (sheet, cell), value in content.cells.items():
        yield f"{sheet}!{cell}", ["" if value is None else str(value)]
    for sheet_content in content.sheets:
        yield from _sheet_texts(sheet_content)


def _sheet_texts(sheet: SheetContent) -> Iterator[tuple[str, list[str]]]:
    for header, values in sheet.columns.items():
        yield f"{sheet.sheet}.{header}", _column_texts(values)


def _column_texts(values: Values) -> list[str]:
    if values.kind is ValueKind.NUMBER:
        texts = [text_of_number(number, values.digits) for number in values.numbers.tolist()]
    else:
        texts = [str(item) for item in values.items.tolist()]
    return ["" if blank else text for text, blank in zip(texts, values.blank.tolist(), strict=True)]
