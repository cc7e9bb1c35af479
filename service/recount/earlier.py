"""The lines that earlier reports had in a block: they stay where a column shows an earlier period."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from service.domain.formats.earlier import PublishedReport
from service.domain.periods import Period
from service.recount.writing import as_options, expression_of


def earlier_lines(
    reports: Iterable[PublishedReport], block: str, now: Period, columns: Mapping[str, object]
) -> set[tuple[object, ...]]:
    """The keys of every line of the reports that one of these columns looks at."""
    asked = {period for written in columns.values() for period in _asked(written)}
    found: set[tuple[object, ...]] = set()
    for report in reports:
        if block in report.blocks and any(_is(each, report.period, now) for each in asked):
            found |= report.blocks[block].keys_as_exported()
    return found


def _asked(written: object) -> Iterator[str]:
    for verb, argument in expression_of(written).items():
        if verb == "earlier":
            yield str(as_options(verb, argument)["period"])


def _is(asked: str, then: Period, now: Period) -> bool:
    """Whether a period is one that is asked: just before, a year before, or earlier in the same year."""
    if asked == "previous":
        return then.end + timedelta(days=1) == now.begin
    if asked == "year_ago":
        return then.begin == date(now.begin.year - 1, now.begin.month, 1)
    return then.begin.year == now.begin.year and then.end < now.begin
