"""From which period on a new version holds, unless whoever writes it says otherwise."""

from datetime import date

import pytest

from service.domain.formats.published import next_begin
from service.domain.periods import parse_period
from tests.tools.formats import a_plan


@pytest.mark.parametrize(
    ("asked", "begins", "taken", "today", "expected"),
    [
        ("quarter", "2026-Q1", [], date(2026, 2, 10), "2026-Q2"),
        ("quarter", "2026-Q1", [], date(2026, 1, 1), "2026-Q2"),
        ("quarter", "2026-Q1", [], date(2026, 12, 31), "2027-Q1"),
        ("quarter", "2026-Q1", ["2026-Q1", "2027-Q3"], date(2026, 2, 10), "2027-Q4"),
        ("quarter", "2028-Q2", [], date(2026, 2, 10), "2028-Q3"),
        ("quarter", "2026-Q1", ["2027-Q4"], date(2026, 2, 10), "2028-Q1"),
        ("month", "2026-01", [], date(2026, 2, 10), "2026-03"),
        ("half-year", "2026-H1", [], date(2026, 7, 1), "2027-H1"),
        ("year", "2026", [], date(2026, 2, 10), "2027"),
        ("year", "2026", ["2027"], date(2026, 2, 10), "2028"),
    ],
)
def test_it_is_the_first_period_after_every_version_and_after_today(asked, begins, taken, today, expected):
    lines = {"lijst": {"rows": {"of": "prestatie"}, "columns": {"Nr": "referentienummer"}}}
    plan = a_plan(period=asked, valid={"from": begins}, sheets=lines)

    assert next_begin(plan, map(parse_period, taken), today) == expected
