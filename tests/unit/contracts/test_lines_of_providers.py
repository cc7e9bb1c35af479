"""One line for each provider of a region: how much of what is asked of it stands how in time."""

from datetime import date

from service.domain.alike_reports import Owed
from service.domain.contracts.compliance import provider_lines
from service.domain.dues import DueState
from service.domain.formats.calendar import Request
from service.domain.periods import parse_period

FORMAT = "voorbeeldregio-noord/kwartaal"
NAMES = {"06011234": "Zorg Een", "06015678": "Zorg Twee"}


def owed(quarter, *providers):
    period = parse_period(quarter)
    return Owed(
        municipality="0014",
        format=FORMAT,
        period=period,
        requests=(Request(municipality="0014", format=FORMAT, begin=date(2026, 1, 1)),),
        expected=frozenset(providers),
        alike=(),
        extended={},
    )


def test_everything_that_is_asked_is_counted_for_whom_it_is_asked_of_and_stands_on_a_line():
    asked = [owed("2026-Q1", *NAMES), owed("2026-Q2", *NAMES), owed("2026-Q3", "06011234", "99999999")]

    lines = provider_lines(NAMES, [], asked, {}, today=date(2026, 8, 15))

    assert [(line.name, dict(line.states), line.expected, line.received) for line in lines] == [
        ("Zorg Een", {DueState.MISSING: 2, DueState.NOT_YET: 1}, 3, 0),
        ("Zorg Twee", {DueState.MISSING: 2}, 2, 0),
    ]
