"""A row is excluded for a reason that it meets, whatever is gone of its allocation, municipality or day.

The reasons are held against plain loops over the rows, that know nothing of how rows are selected.
"""

import random
from collections import Counter
from datetime import date

import pandas as pd
import pytest

from service.domain.findings import Verdict
from service.domain.municipalities import merged_before
from service.domain.periods import parse_period
from service.domain.standard.export import QUARANTINE, ROW, Export
from service.domain.standard.intake import check_export
from service.domain.translation.balance import Outcome
from service.domain.translation.selection import select_rows
from service.files.export.writer import write_export
from service.files.intake.export_reader import read_export
from service.pipeline.whole_way import settle
from service.sample import choose_municipalities, sample_tables
from tests.golden.examples import the_catalogue
from tests.tools.exports import the_standard
from tests.tools.how_many import few_of

T = "toewijzing"
KEY = ["gemeentecode", "toewijzingnummer"]
DAYS = {
    T: ("ingangsdatum", "einddatum"),
    "verloop": ("begindatum", "einddatum"),
    "prestatie": ("begindatum", "begindatum"),
    "uitkomst": ("meetdatum", "meetdatum"),
    "wachtlijst": ("peildatum", "peildatum"),
}
SEEDS = range(12)


def _sample(seed):
    codes = [each.code for each in the_standard().code_lists["gemeente"].entries if not each.is_dated]
    return sample_tables(
        the_standard(),
        seed=seed,
        municipalities=choose_municipalities(codes, 3, seed=seed),
        clients=12,
        period=parse_period("2026-Q1"),
    )


def _some(chance, frame):
    return frame.index.isin([at for at in frame.index if chance.random() < chance.choice((0.1, 0.5))])


def _without_allocations(_chance, tables):
    return {name: frame for name, frame in tables.items() if name != T}


def _with_no_row_of_allocations(_chance, tables):
    return tables | {T: tables[T].head(0)}


def _with_some_allocations(chance, tables):
    return tables | {T: tables[T][~_some(chance, tables[T])].reset_index(drop=True)}


def _with_links_to_nothing(chance, tables):
    name = chance.choice(("prestatie", "verloop", "uitkomst"))
    number = tables[name]["toewijzingnummer"].mask(_some(chance, tables[name]), 999_999_999)
    return tables | {name: tables[name].assign(toewijzingnummer=number)}


def _with_another_law(chance, tables):
    law = tables[T]["wet"].mask(_some(chance, tables[T]), "WMO")
    return tables | {T: tables[T].assign(wet=law)}


def _with_other_months(chance, tables):
    frame = tables["prestatie"]
    moved = frame["begindatum"].mask(_some(chance, frame), pd.Timestamp("2025-11-01"))
    return tables | {"prestatie": frame.assign(begindatum=moved)}


DAMAGES = (
    _without_allocations,
    _with_no_row_of_allocations,
    _with_some_allocations,
    _with_links_to_nothing,
    _with_another_law,
    _with_other_months,
)


def _damaged(seed):
    """Every seed has a damage of its own, and some more."""
    chance = random.Random(seed)
    tables = DAMAGES[seed % len(DAMAGES)](chance, _sample(seed))
    for damage in chance.sample(DAMAGES[2:], chance.randint(0, 2)):
        if T in tables:
            tables = damage(chance, tables)
    return tables


def _with_blanks(seed, tables):
    """What a check refuses: rows of which the municipality, the law or the day is not there."""
    chance = random.Random(seed)
    blanked = dict(tables)
    for name, (begin, _) in DAYS.items():
        for field in ("gemeentecode", "wet", begin):
            if name in blanked and field in blanked[name] and chance.random() < 0.3:
                frame = blanked[name]
                blanked[name] = frame.assign(**{field: frame[field].mask(_some(chance, frame))})
    return blanked


def _unchecked(tables):
    """The tables as they are, of which nobody said which rows wait."""
    blank = {
        name: pd.DataFrame({field: pd.Series(dtype=column.dtype) for field, column in frame.items()})
        for name, frame in _sample(0).items()
    }
    frames = {
        name: frame.assign(
            **{ROW: range(2, len(frame) + 2), QUARANTINE: pd.Series([None] * len(frame), dtype="str")}
        )
        for name, frame in (blank | tables).items()
    }
    return Export(frames)


def _is_blank(value):
    return value is None or bool(pd.isna(value))


class Oracle:
    """The rows of an export, each with its allocation beside it, as a person would look them up."""

    def __init__(self, export, last):
        merged = merged_before(the_standard(), last)
        self.rows = {name: frame.to_dict("records") for name, frame in export.tables.items()}
        self.allocations = {}
        for each in self.rows[T]:
            if not any(_is_blank(each[name]) for name in KEY):
                self.allocations.setdefault(tuple(each[name] for name in KEY), each)
        self.now = lambda code: merged.get(code, code)

    def allocation_of(self, table, row):
        if table == T:
            return row
        key = tuple(row.get(name) for name in KEY)
        return {} if any(map(_is_blank, key)) else self.allocations.get(key, {})

    def law(self, table, row):
        return row["wet"] if "wet" in row else self.allocation_of(table, row).get("wet")

    def meets(self, reason, table, row, plan, period, asked):
        """Whether the reason is true of the row; a KeyError for a reason that is not known here."""
        if reason.startswith("where-"):
            return self._meets_where(reason.removeprefix("where-"), table, row, plan)
        return {
            "not-requested": self._is_of_another_municipality,
            "other-law": self._is_of_another_law,
            "outside-period": self._is_outside,
            "not-in-this-format": self._is_not_asked,
        }[reason](table, row, plan, period, asked)

    def _is_of_another_municipality(self, _table, row, _plan, _period, asked):
        return not _is_blank(row["gemeentecode"]) and self.now(row["gemeentecode"]) not in asked

    def _is_of_another_law(self, table, row, plan, _period, _asked):
        law = self.law(table, row)
        return not _is_blank(law) and law not in plan.format.law

    def _is_outside(self, table, row, _plan, period, _asked):
        begin, end = (row[name] for name in DAYS[table])
        if _is_blank(begin):
            return False
        ended = not _is_blank(end) and end.date() < period.begin
        return begin.date() > period.end or ended

    def _is_not_asked(self, table, _row, plan, _period, _asked):
        return all(sheet.format.rows.of != table for sheet in plan.sheets)

    def _meets_where(self, field, table, row, plan):
        if not _is_blank(self.law(table, row)):
            owner, _, name = field.rpartition(".")
            own = name in row and owner in ("", table)
            value = row[name] if own else self.allocation_of(table, row)[name]
            asked = [sheet.format.rows for sheet in plan.sheets if sheet.format.rows.of == table]
            return any(field in rows.where and not _holds(rows.where[field], value) for rows in asked)
        return False


def _holds(condition, value):
    is_in, not_in = condition.is_in, condition.not_in
    blank = _is_blank(value)
    return (
        (is_in is None or (not blank and value in is_in))
        and (not_in is None or blank or value not in not_in)
        and (condition.filled is None or blank != condition.filled)
    )


def _reasons(export):
    """Every reason that was given, and how often; each is held against its row."""
    catalogue = the_catalogue()
    submitted, given = catalogue.submitted(export), Counter()
    assignments = catalogue.assignments_for(export)
    for one in assignments:
        oracle = Oracle(export, one.period.end)
        names = dict.fromkeys(one.municipalities, "")
        on_the_day = submitted.on(one.period.end)
        for sheet in one.plan.sheets:
            selection = select_rows(on_the_day, one.plan, sheet, one.period, names)
            given += _held(oracle, selection.table, selection.fates, one.plan, one.period, names)
    given += _held_over_all(export, assignments)
    return given


def _held_over_all(export, assignments):
    """The fates over all reports together: a row excluded for want of a request is of nobody that asks."""
    fates = settle(the_catalogue(), export, assignments).fates
    asked = {code for one in assignments for code in one.municipalities}
    oracle, given = Oracle(export, date(2026, 3, 31)), Counter()
    for row, number in zip(oracle.rows["prestatie"], fates.numbers, strict=True):
        outcome, name = fates.names[number]
        given[outcome, name] += 1
        if (outcome, name) == (Outcome.EXCLUDED, "not-requested"):
            assert oracle.meets(name, "prestatie", row, None, None, asked)
        if outcome is Outcome.EXCLUDED:
            assert not _is_blank(oracle.law("prestatie", row))
    return given


def _held(oracle, table, fates, plan, period, asked):
    given = Counter()
    for row, number in zip(oracle.rows[table], fates.numbers, strict=True):
        outcome, name = fates.names[number]
        given[outcome, name] += 1
        if outcome is Outcome.EXCLUDED:
            assert oracle.meets(name, table, row, plan, period, asked), (name, plan.name, table, row)
        if outcome is Outcome.REPORTED:
            assert not _is_blank(oracle.law(table, row))
    return given


def _checked(seed):
    kind = ("xlsx", "csv-zip")[seed // len(DAMAGES) % 2]
    content = write_export(_damaged(seed), the_standard(), kind)
    return check_export(read_export(content), the_standard())


@pytest.mark.parametrize("seed", few_of(SEEDS, range(24)))
def test_a_row_of_a_file_is_refused_or_excluded_for_a_reason_that_it_meets(seed):
    checked = _checked(seed)

    if checked.verdict is Verdict.REJECTED:
        assert len(checked.export.tables[T]) == 0
    else:
        assert _reasons(checked.export).total()


@pytest.mark.parametrize("seed", few_of(range(6), range(24)))
def test_a_row_that_nobody_checked_is_excluded_for_a_reason_that_it_meets(seed):
    assert _reasons(_unchecked(_with_blanks(seed, _damaged(seed)))).total()


def test_the_damages_lead_to_every_reason():
    given = Counter()
    for seed in (2, 3, 4, 5):
        given += _reasons(_unchecked(_with_blanks(seed, _damaged(seed))))

    reasons = {name for _, name in given}
    assert {
        "",
        "other-law",
        "outside-period",
        "not-requested",
        "allocation-missing",
        "missing-value",
    } <= reasons
    assert any(name.startswith("where-") for name in reasons)
