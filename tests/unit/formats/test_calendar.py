"""Periods and the calendar of requests: what has to be made of a submission."""

from datetime import date

import pytest

from service.domain.formats.calendar import Request, assignments, version_for
from service.domain.formats.code_tables import CodeLine, CodeTable
from service.domain.periods import Period, PeriodKind, parse_period
from tests.tools.formats import a_plan

LIST = {"lijst": {"rows": {"of": "prestatie"}, "columns": {"Product": "productcode"}}}


@pytest.mark.parametrize("label", ["2026", "2026-H2", "2026-Q4", "2026-02", "2024-02"])
def test_a_period_is_called_as_it_is_written(label):
    assert parse_period(label).label == label


def test_a_range_that_is_no_calendar_period_is_called_by_its_days():
    assert Period(date(2026, 1, 5), date(2026, 2, 3)).label == "2026-01-05--2026-02-03"


@pytest.mark.parametrize("label", ["26", "2026-Q5", "2026-13", "2026-W01", ""])
def test_what_is_no_period_is_refused(label):
    with pytest.raises(ValueError, match="is not a period"):
        parse_period(label)


def test_a_year_has_four_quarters_and_a_broken_range_only_what_lies_wholly_in_it():
    year = [part.label for part in parse_period("2026").parts(PeriodKind.QUARTER)]
    broken = [part.label for part in Period(date(2026, 1, 2), date(2026, 4, 30)).parts(PeriodKind.MONTH)]

    assert year == ["2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"]
    assert broken == ["2026-02", "2026-03", "2026-04"]


def test_an_assignment_is_one_format_and_period_for_all_that_ask_and_are_present():
    plan = a_plan(sheets=LIST)
    begin = date(2026, 1, 1)
    requests = [
        Request(municipality="0014", format=plan.name, begin=begin),
        Request(municipality="1969", format=plan.name, begin=begin, providers=frozenset({"99999999"})),
        Request(municipality="0037", format=plan.name, begin=begin),
        Request(municipality="0047", format=plan.name, begin=date(2026, 7, 1)),
    ]

    found = assignments(
        requests, {plan.name: (plan,)}, parse_period("2026-H1"), "01234567", ["0014", "1969", "0047"]
    )

    assert [(each.period.label, each.municipalities) for each in found] == [
        ("2026-Q1", ("0014",)),
        ("2026-Q2", ("0014",)),
    ]


def test_a_deadline_is_counted_from_the_end_of_the_period():
    request = Request(municipality="0014", format="x/y", begin=date(2026, 1, 1), deadline_days=30)

    assert request.deadline(parse_period("2026-Q1")) == date(2026, 4, 30)


def test_the_version_is_the_one_that_holds_for_the_reporting_period():
    old = a_plan(sheets=LIST, valid={"from": "2025", "until": "2025-Q4"})
    new = a_plan(sheets=LIST, valid={"from": "2026-Q1"})

    chosen = [version_for((old, new), parse_period(label)) for label in ("2025-Q4", "2026-Q2", "2024-Q1")]

    assert chosen == [old, new, None]


def test_a_code_with_two_meanings_on_one_day_is_a_clash_and_a_dated_successor_is_not():
    def line(code, becomes, law="", begin=date(1, 1, 1), until=date(9999, 12, 31)):
        return CodeLine(code=code, becomes=becomes, law=law, valid_from=begin, valid_until=until)

    table = CodeTable(
        "t",
        (
            line("A", "x"),
            line("A", "y"),
            line("B", "x", until=date(2025, 12, 31)),
            line("B", "y", begin=date(2026, 1, 1)),
            line("31", "volgens plan", law="JW"),
            line("31", "verhuizing", law="WMO"),
        ),
    )

    assert [each.code for each in table.clashes()] == ["A"]
    assert table.on(date(2026, 1, 1), ["JW"])["31"] == "volgens plan"
    assert table.on(date(2026, 1, 1), ["WMO"])["B"] == "y"


def test_a_group_of_providers_can_be_left_out_of_a_request():
    request = Request(
        municipality="0014", format="x/y", begin=date(2026, 1, 1), without=frozenset({"06011299"})
    )

    asked = [request.asks(agb, parse_period("2026-Q1")) for agb in ("06011299", "06011234")]

    assert asked == [False, True]
