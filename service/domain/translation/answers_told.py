"""Answers to warnings, told to a municipality whose format asks them: rows of toelichting of one report."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from service.domain.formats.period_fields import PERIOD_FIELDS
from service.domain.formats.plan import Plan
from service.domain.formats.rows import Positions, Submitted
from service.domain.formats.shape import FieldReference
from service.domain.formats.verbs.narrative import ANSWERS
from service.domain.periods import Period
from service.domain.standard.export import MADE_ROW, ROW, Export
from service.domain.standard.row_identity import row_identities
from service.domain.translation.selection import rows_that_count

MOST_CHARACTERS = 20_000
"""Of all answers of one report together; a cell of a workbook holds 32,767."""
_STORIES = "toelichting"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredWarning:
    """A warning about a row, and what its provider said of it."""

    code: str
    table: str
    field: str
    identity: str
    """See domain/standard/row_identity."""
    text: str


def with_answers_told(
    submitted: Submitted,
    plan: Plan,
    period: Period,
    answered: Iterable[AnsweredWarning],
    titled: Callable[[str], str],
) -> Export:
    """The export with a row of toelichting for every municipality that has something to read.

    Only answers about rows that a report of this plan over `period` can be about: not waiting, of its laws
    and days. `titled`: the code of a warning → what it is about. What is about no row is told to nobody: it
    may be about other municipalities.
    """
    told: dict[str, dict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
    for one, municipalities in _about_whom(submitted, plan, period, answered):
        for code in municipalities:
            told[code][titled(one.code), one.text] += 1
    return _with_stories(submitted.export, {code: _story(each) for code, each in sorted(told.items())})


def _about_whom(
    submitted: Submitted, plan: Plan, period: Period, answered: Iterable[AnsweredWarning]
) -> Iterator[tuple[AnsweredWarning, list[str]]]:
    """Each answer with the municipality of every row that it is about."""
    columns: dict[tuple[str, str], list[AnsweredWarning]] = defaultdict(list)
    for one in answered:
        if one.table in PERIOD_FIELDS:
            columns[one.table, one.field].append(one)
    merged = submitted.on(period.end)
    for (table, field), answers in columns.items():
        found = _rows_by_identity(submitted, table, field, rows_that_count(merged, plan, table, period))
        codes = merged.values(FieldReference(table, "gemeentecode")).items
        for one in answers:
            yield one, [str(codes[at]) for at in found.get(one.identity, ())]


def _rows_by_identity(
    submitted: Submitted, table: str, field: str, positions: Positions
) -> Mapping[str, list[int]]:
    frame = submitted.export.tables[table].iloc[positions]
    found: dict[str, list[int]] = defaultdict(list)
    for at, identity in zip(
        positions.tolist(), row_identities(frame, submitted.standard.tables[table], field), strict=True
    ):
        found[identity].append(at)
    return found


def _story(said: Mapping[tuple[str, str], int]) -> str:
    """One line per warning and answer, with for how many rows it holds; what does not fit is counted."""
    lines: list[str] = []
    room = MOST_CHARACTERS
    for number, ((title, text), rows) in enumerate(sorted(said.items())):
        line = f"{title[:1].upper()}{title[1:]}{f' ({rows} regels)' if rows > 1 else ''}: {text}"
        room -= len(line) + 1
        if room < 0:
            return "\n".join([*lines, f"En nog {len(said) - number} antwoorden."])
        lines.append(line)
    return "\n".join(lines)


def _with_stories(export: Export, stories: Mapping[str, str]) -> Export:
    if not stories:
        return export
    frame = export.tables[_STORIES]
    known: dict[str, Sequence[object]] = {
        ROW: [MADE_ROW] * len(stories),
        "gemeentecode": list(stories),
        "onderwerp": [ANSWERS] * len(stories),
        "tekst": list(stories.values()),
    }
    nothing = [None] * len(stories)
    made = {name: pd.Series(known.get(str(name), nothing), dtype=kind) for name, kind in frame.dtypes.items()}
    together = pd.concat([frame, pd.DataFrame(made)], ignore_index=True)
    return replace(export, tables={**export.tables, _STORIES: together})
