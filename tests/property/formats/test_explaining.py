"""On random formats: what explain names gives the value, and trace is explain the other way round."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.domain.explanation.explain import explain
from service.domain.explanation.replay import CellOfLine, replay
from service.domain.explanation.trace import cells_of_row, reasons_of_row
from service.domain.formats.rows import Submitted
from service.domain.formats.verbs.count import Count
from service.domain.formats.verbs.count_distinct import CountDistinct
from service.domain.formats.verbs.money import Money
from service.domain.formats.verbs.total import Sum
from service.domain.translation.content import ValueKind
from tests.property.formats.test_the_plan_agrees_with_the_reference import (
    KEY,
    TABLES,
    XLSX,
    several_columns_put_together,
    uses,
)
from tests.property.formats.written_formats import (
    allocations,
    calendars,
    courses,
    crosstabs,
    fixed_lists,
    joined_columns,
    prestaties,
    sheets,
)
from tests.tools.exports import an_export, the_standard
from tests.tools.formats import FIRST_QUARTER, NAMES, a_plan, a_table

FEW = settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
OF_WHOLE_REPORT = ("share", "running_number")
"""What these give depends on the other lines of the report as well."""
TABLES_OF_ROWS = ("prestatie", "toewijzing", "verloop")


def plan_of(sheet, keys=()):
    output = {"output": XLSX} if keys else {}
    cells = {"cells": {"Kop!A1": {"total": "lijst"}}} if keys else {}
    tables = (*TABLES, a_table("redenen", {"01": "klaar"}))
    plan = a_plan(*tables, sheets={"lijst": sheet}, **output, **cells)
    return replace(plan, sheets=tuple(replace(each, listed=keys) for each in plan.sheets))


def replays(plan, rows, allocated, followed=()):
    export = an_export(prestatie=rows, toewijzing=allocated, verloop=list(followed))
    submitted = Submitted(export=export, standard=the_standard(), pseudonym_key=KEY)
    return [replay(submitted, plan, FIRST_QUARTER, code, name) for code, name in NAMES.items()]


def explained(again, cell):
    return explain(again, [cell], report="r", address="a")


def behind(told):
    return {(each.table, place) for each in told.rows for place in each.places.tolist()}


def one_value(values):
    if values.blank[0]:
        return None
    if values.kind is ValueKind.NUMBER:
        return Fraction(int(values.numbers[0]), values.denominator)
    return str(values.items[0])


def require_inverse(again, told):
    """A row stands behind a cell exactly when the cell is among those that the row went to."""
    pairs = {(cell, row) for cell, each in told.items() for row in behind(each)}

    for table in TABLES_OF_ROWS:
        for place in range(again.submitted.row_count(table)):
            there = set(cells_of_row(again, table, place))

            assert there == {cell for cell, row in pairs if row == (table, place)}


def require_everything_accounted_for(again, told):
    """The rows behind the lines, and the rows that are left out by name, are all rows of the table."""
    (sheet,) = again.plan.sheets
    table = sheet.format.rows.of
    reached = {row for each in told.values() for row in behind(each)}
    for place in range(again.submitted.row_count(table)):
        somewhere = (table, place) in reached
        named = list(reasons_of_row(again, table, place, is_somewhere=somewhere))

        assert bool(named) or somewhere or not any(map(reads_rows, sheet.columns))
        assert not (named and somewhere)


def reads_rows(column):
    return column.head is None and uses(dict(column.expression.written), "sum")


def require_sums(again, every):
    """What rows add is the value itself wherever rows are added up or counted."""
    for cell, told in every.items():
        steps = again.column(cell).expression.steps if isinstance(cell, CellOfLine) else ()
        is_sum = bool(steps) and isinstance(steps[0], Sum | Count | CountDistinct)
        if is_sum and all(isinstance(step, Money) for step in steps[1:]) and told.total is not None:
            assert one_value(told.value) == told.total


def only_named(table, rows, named, main):
    """The rows that are named; all of a table that only decides which lines there are, or is looked up in."""
    if table != main and (main == "prestatie" or not any(each == table for each, _ in named)):
        return rows
    return [row for place, row in enumerate(rows) if (table, place) in named]


def require_recomputed(plan, again, every, rows, allocated, followed=()):
    """The rows that are named for a cell give its value by themselves, with the plan run on nothing else."""
    for cell, told in list(every.items())[:: max(len(every) // 4, 1)]:
        if not isinstance(cell, CellOfLine) or any(
            uses(dict(again.column(cell).expression.written), name) for name in OF_WHOLE_REPORT
        ):
            continue
        named = behind(told)
        main = plan.sheets[0].format.rows.of
        if not any(table == main for table, _ in named):
            continue
        parts = {"prestatie": rows, "verloop": followed, "toewijzing": allocated}
        kept = {table: only_named(table, several, named, main) for table, several in parts.items()}
        alone = replays(plan, kept["prestatie"], kept["toewijzing"], kept["verloop"])
        fresh = next(each for each in alone if each.municipality == again.municipality)

        line = cell.line if plan.sheets[0].listed else 0
        listed = len(plan.sheets[0].listed)
        if listed and cell.line >= listed:
            line = listed
        assert one_value(fresh.value(CellOfLine(0, cell.header, line))) == one_value(told.value)


def require_all(sheet, rows, allocated, keys=(), followed=()):
    plan = plan_of(sheet, keys)
    for again in replays(plan, rows, allocated, followed):
        if again.report is None:
            continue
        told = {cell: explained(again, cell) for cell in again.every_cell()}
        require_inverse(again, told)
        require_everything_accounted_for(again, told)
        require_sums(again, told)
        require_recomputed(plan, again, told, rows, allocated, followed)


def of_a_list(sheet, rows, allocated):
    require_all(sheet, rows, allocated)


def of_listed_lines(drawn, rows, allocated):
    sheet, keys = drawn
    require_all(sheet, rows, allocated, keys)


def of_joined_lines(columns, rows, allocated, followed):
    sheet = {
        "rows": {"of": "toewijzing", "with": ["verloop", "prestatie"]},
        "columns": {f"K{number}": each for number, each in enumerate(columns)},
    }
    require_all(sheet, rows, allocated, followed=followed)


def of_lines_per_client(columns, rows, allocated, followed):
    sheet = {
        "rows": {"of": "toewijzing", "with": ["verloop", "prestatie"], "per": ["clientnummer"]},
        "columns": {f"K{number}": each for number, each in enumerate(columns)},
    }
    require_all(sheet, rows, allocated, followed=followed)


SHAPES = {
    "a list": (of_a_list, (sheets(), prestaties, allocations)),
    "columns across": (of_a_list, (crosstabs(), prestaties, allocations)),
    "months across": (of_a_list, (calendars(), prestaties, allocations)),
    "listed lines": (of_listed_lines, (fixed_lists(), prestaties, allocations)),
    "lines per allocation": (
        of_joined_lines,
        (st.lists(joined_columns, min_size=1, max_size=4), prestaties, allocations, courses),
    ),
    "lines of several allocations": (
        of_lines_per_client,
        (several_columns_put_together, prestaties, allocations, courses),
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_explain_names_what_gives_the_value_and_trace_is_its_inverse(shape):
    require, drawn = SHAPES[shape]

    FEW(given(*drawn)(require))()


@pytest.mark.long
@pytest.mark.parametrize("shape", SHAPES)
def test_a_thousand_random_formats_are_explained_and_traced(shape):
    require, drawn = SHAPES[shape]

    settings(FEW, max_examples=1_000, derandomize=False)(given(*drawn)(require))()
