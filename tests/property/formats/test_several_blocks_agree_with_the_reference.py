"""Reports of several blocks hold in each what the plain interpreter says, over random blocks and data."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.domain.formats.rows import Submitted
from service.domain.translation.translate import translate
from tests.property.formats.test_the_plan_agrees_with_the_reference import (
    KEY,
    TABLES,
    XLSX,
    plain,
    values_of_lines,
    zeros_of,
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
from tests.tools.reference import World, joined_rows, report_lines
from tests.tools.reference_of_reports import worlds_of_report

MANY = ("verloop", "prestatie")
FEW = settings(max_examples=5, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
lines_per_allocation = st.lists(joined_columns, min_size=1, max_size=2).map(
    lambda columns: {
        "rows": {"of": "toewijzing", "with": list(MANY)},
        "columns": {f"K{number}": each for number, each in enumerate(columns)},
    }
)
blocks = st.one_of(
    sheets().map(lambda sheet: (sheet, ())),
    crosstabs().map(lambda sheet: (sheet, ())),
    calendars().map(lambda sheet: (sheet, ())),
    fixed_lists(),
    fixed_lists(),
    lines_per_allocation.map(lambda sheet: (sheet, ())),
)


def in_parts(drawn):
    """A list and another part of it, with keys of which some are in both."""
    sheet, keys = drawn
    return st.tuples(st.permutations(keys), st.integers(1, len(keys)), st.integers(1, len(keys))).map(
        lambda cut: [(sheet, tuple(cut[0][: cut[1]])), (sheet, tuple(cut[0][-cut[2] :]))]
    )


several = st.one_of(st.lists(blocks, min_size=2, max_size=3), fixed_lists().flatmap(in_parts))
DRAWN = (several, prestaties, allocations, courses)


def worlds_of(plan, export):
    """Per block the world of the reference, before any row waits."""
    found = {}
    for sheet in plan.sheets:
        tables = ("toewijzing",) if sheet.many else ("prestatie", "toewijzing")
        world = World(
            the_standard(), tables, plan.code_tables, FIRST_QUARTER, plan.format.law, KEY, listed=sheet.listed
        )
        whole = sheet.format.rows.from_the_start
        found[sheet.name] = replace(
            world,
            many={table: joined_rows(export, world, table, whole=table in whole) for table in sheet.many},
        )
    return found


def agree_on_blocks(drawn, rows, allocated, followed):
    export = an_export(prestatie=rows, toewijzing=allocated, verloop=followed)
    tables = (*TABLES, a_table("redenen", {"01": "klaar"}))
    plan = a_plan(
        *tables, output=XLSX, sheets={f"Blad {number}": sheet for number, (sheet, _) in enumerate(drawn)}
    )
    own = [replace(sheet, listed=keys) for sheet, (_, keys) in zip(plan.sheets, drawn, strict=True)]
    plan = replace(plan, sheets=tuple(own))

    found = translate(
        Submitted(export=export, standard=the_standard(), pseudonym_key=KEY), plan, FIRST_QUARTER, NAMES
    )

    for report in found.reports:
        worlds = worlds_of_report(plan.format, worlds_of(plan, export), export, report.municipality)
        assert report.balance.closes
        for sheet, content in zip(plan.sheets, report.content.sheets, strict=True):
            zeros = zeros_of(sheet) if sheet.listed else ()
            world = worlds[sheet.name]
            expected = report_lines(plan.format, sheet.name, export, world, report.municipality, zeros)
            assert values_of_lines(content) == [plain(line) for line in expected]


def test_help_from_before_the_period_counts_in_a_report_of_blocks_as_it_does_in_one():
    lines = {
        "rows": {"of": "toewijzing", "with": list(MANY)},
        "columns": {"Eind": {"earliest": "verloop.einddatum"}},
    }
    followed = [{"begindatum": date(2025, 5, 1), "einddatum": date(2025, 11, 4)}]

    agree_on_blocks([(lines, ()), (lines, ())], [], [{}], followed)


@FEW
@given(*DRAWN)
def test_every_block_of_a_report_holds_what_the_reference_says(drawn, rows, allocated, followed):
    agree_on_blocks(drawn, rows, allocated, followed)


@pytest.mark.long
@settings(FEW, max_examples=2_000, derandomize=False)
@given(*DRAWN)
def test_two_thousand_random_reports_of_blocks_hold_what_the_reference_says(drawn, rows, allocated, followed):
    agree_on_blocks(drawn, rows, allocated, followed)
