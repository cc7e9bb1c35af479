"""A new version of a format run over past submissions: which cells differ, by the rule that makes them so."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.formats.plan import Column, Plan
from service.domain.formats.rows import Groups, Mask, Positions, Submitted
from service.domain.periods import Period
from service.domain.translation.content import ValueKind, Values, text_of_number
from service.domain.translation.filled_sheet import FilledSheet
from service.domain.translation.translate import Translation, translate

MatchedBy = Literal["key", "row", "place"]
"""How a line of the old report is found again in the new: by the fields under `per`, by its row in the
export, or, where the two make other lines, by its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What one rule changes: in how many cells of how many reports, and the first of them."""

    rule: str
    where: str
    cells: int
    """How many cells; of a sheet as a whole how many lines there are more, or fewer."""
    reports: int
    before: str
    after: str
    matched_by: MatchedBy = "key"


def try_out(
    old: Plan,
    new: Plan,
    submissions: Iterable[tuple[Submitted, Period]],
    names: Mapping[str, str],
    only: Collection[str] | None = None,
) -> tuple[Difference, ...]:
    """Run both over every submission and its period, for all municipalities in it; differences by rule.

    `only` narrows it to some municipalities.
    """
    rules = _rules(old, new)
    found: list[Difference] = []
    for submitted, period in submissions:
        codes, trial = submitted.municipality_codes(), submitted.to_try()
        asked = {code: names.get(code, code) for code in codes if only is None or code in only}
        was, now = (translate(trial, plan, period, asked) for plan in (old, new))
        found += _cells(was, now, rules)
        found += _sheets(was, now, rules)
    return merged(found)


def merged(several: Iterable[Difference]) -> tuple[Difference, ...]:
    """The differences of many submissions put together, sorted by rule and place."""
    together: dict[tuple[str, str], Difference] = {}
    for each in several:
        key = (each.rule, each.where)
        known = together.get(key)
        together[key] = (
            each
            if known is None
            else replace(known, cells=known.cells + each.cells, reports=known.reports + each.reports)
        )
    return tuple(together[key] for key in sorted(together))


def _rules(old: Plan, new: Plan) -> dict[str, str]:
    """Address → the rule as it is now, or why its cells may differ although its own rule is the same."""
    was, now = _columns(old), _columns(new)
    rules = {}
    for address in {**was, **now}:
        if address not in now:
            rules[address] = "vervallen"
        elif address not in was:
            rules[address] = f"nieuw: {now[address].sentence.nl}"
        elif was[address].expression.steps != now[address].expression.steps:
            rules[address] = f"nu {now[address].sentence.nl}"
        else:
            rules[address] = "andere regels of een andere codetabel"
    return rules


def _columns(plan: Plan) -> dict[str, Column]:
    cells = {f"{sheet}!{cell}": column for (sheet, cell), column in plan.cells.items()}
    return {**cells, **{f"{s.name}.{column.header}": column for s in plan.sheets for column in s.columns}}


def _cells(old: Translation, new: Translation, rules: Mapping[str, str]) -> Iterator[Difference]:
    """Single cells; of a municipality that has a report in one of the two, the other has nothing in them."""
    was = {report.municipality: report.content.cells for report in old.reports}
    now = {report.municipality: report.content.cells for report in new.reports}
    for municipality in sorted({*was, *now}):
        before, after = was.get(municipality, {}), now.get(municipality, {})
        for place in {**before, **after}:
            one, other = _plain(before.get(place)), _plain(after.get(place))
            if one != other:
                address = "!".join(place)
                yield Difference(
                    rule=rules[address], where=address, cells=1, reports=1, before=one, after=other
                )


def _plain(value: object) -> str:
    return "" if value is None else str(value)


def _sheets(old: Translation, new: Translation, rules: Mapping[str, str]) -> Iterator[Difference]:
    was = {sheet.plan.name: sheet for sheet in old.sheets}
    now = {sheet.plan.name: sheet for sheet in new.sheets}
    for name in {**was, **now}:
        before, after = was.get(name), now.get(name)
        if before is not None and after is not None:
            yield from _compared(name, before, after, rules)
        else:
            sheet = before or after
            assert sheet is not None  # noqa: S101 - the name came from one of the two
            lines = sheet.municipality_of_lines()
            rule = "blad is vervallen" if after is None else "blad is nieuw"
            if len(lines):
                yield Difference(
                    rule=rule,
                    where=name,
                    cells=len(lines),
                    reports=len(np.unique(lines)),
                    before="",
                    after="",
                )


def _compared(
    name: str, old: FilledSheet, new: FilledSheet, rules: Mapping[str, str]
) -> Iterator[Difference]:
    left, right, by = same_lines(old, new)
    municipalities = old.municipality_of_lines()[left]
    for header in {**old.columns, **new.columns}:
        before, after = texts_in(old, header, left), texts_in(new, header, right)
        differ = before != after
        if differ.any():
            address = f"{name}.{header}"
            first = int(np.flatnonzero(differ)[0])
            reports = len(np.unique(municipalities[differ]))
            yield Difference(
                rule=rules[address],
                where=address,
                cells=int(differ.sum()),
                reports=reports,
                before=before[first],
                after=after[first],
                matched_by=by,
            )
    for sheet, matched, rule in ((old, left, "regels vervallen"), (new, right, "regels erbij")):
        alone = np.setdiff1d(np.arange(len(sheet.lines)), matched)
        if len(alone):
            reports = len(np.unique(sheet.municipality_of_lines()[alone]))
            yield Difference(
                rule=rule, where=name, cells=len(alone), reports=reports, before="", after="", matched_by=by
            )


def same_lines(old: FilledSheet, new: FilledSheet) -> tuple[Positions, Positions, MatchedBy]:
    """The lines that both have, as places in each, and how they were found again."""
    by = _matched_by(old, new)
    one, other = (_places(sheet) if by == "place" else _keys(sheet) for sheet in (old, new))
    names = list(one)
    one["left"], other["right"] = np.arange(len(one)), np.arange(len(other))
    both = one.merge(other, on=names, how="inner")
    return both["left"].to_numpy(np.int64), both["right"].to_numpy(np.int64), by


def _matched_by(old: FilledSheet, new: FilledSheet) -> MatchedBy:
    was, now = old.plan.format.rows, new.plan.format.rows
    if (was.of, was.per, was.overlapping) != (now.of, now.per, now.overlapping):
        return "place"
    return "key" if was.per else "row"


def _keys(sheet: FilledSheet) -> pd.DataFrame:
    lines = sheet.lines
    if not isinstance(lines, Groups):
        return pd.DataFrame({"row": lines.positions})
    keys: dict[str, npt.NDArray[np.generic]] = {"municipality": sheet.municipality_of_lines()}
    for number, key in enumerate(sheet.plan.format.rows.per):
        keys[f"key {number}"] = _as_texts(key.values(lines))
    if lines.parts is not None:
        keys["part"] = lines.parts
    return pd.DataFrame(keys)


def _places(sheet: FilledSheet) -> pd.DataFrame:
    municipalities = sheet.municipality_of_lines()
    places = np.arange(len(municipalities)) - np.searchsorted(municipalities, municipalities)
    return pd.DataFrame({"municipality": municipalities, "place": places})


def texts_in(sheet: FilledSheet, header: str, places: Positions) -> npt.NDArray[np.object_]:
    """What stands in a column at those lines, as a file shows it; empty where there is no such column."""
    if header not in sheet.columns:
        return np.full(len(places), "", dtype=object)
    return _as_texts(sheet.columns[header])[places]


def _as_texts(values: Values) -> npt.NDArray[np.object_]:
    if values.kind is ValueKind.TEXT:
        return np.where(values.blank, "", values.items).astype(object)
    codes, distinct = pd.factorize(values.items)
    if values.kind is ValueKind.NUMBER:
        digits = values.digits
        texts = [text_of_number(int(number), digits) for number in distinct.tolist()]
    else:
        texts = [str(day) for day in distinct.astype("datetime64[D]")]
    found = np.array([*texts, ""], dtype=object)[codes]
    blank: Mask = values.blank
    return np.where(blank, "", found).astype(object)
