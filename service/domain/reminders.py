"""What is told as the last day of a report comes near and goes by: which step, to whom, in which words."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from service.domain.access import OrganisationKind
from service.domain.burden.amounts import counted
from service.domain.dues import Due
from service.domain.dutch_days import day_in_words
from service.domain.notices.kinds import (
    DUE_IN_THREE_DAYS,
    DUE_IN_TWO_WEEKS,
    MISSING_REPORTS,
    OVERDUE,
    REPORT_MISSING,
    Notice,
    NoticeKind,
)
from service.domain.period_words import period_words
from service.domain.wording import Wording

_STEPS: tuple[tuple[range, tuple[NoticeKind, ...]], ...] = (
    (range(4, 15), (DUE_IN_TWO_WEEKS,)),
    (range(4), (DUE_IN_THREE_DAYS,)),
    (range(-7, 0), (OVERDUE, REPORT_MISSING)),
)
"""By the days that are left: a step that nobody could take on its day is taken on a later one of it."""
_ONE, _MORE = Wording("rapportage", "report"), Wording("rapportages", "reports")


@dataclass(frozen=True, slots=True)
class Reminder:
    """One notice on its way to one organisation."""

    notice: Notice
    code: str
    """Of who reads it: an AGB code, a gemeentecode, or the code of a bureau."""
    municipality: str = ""
    """Gemeentecode of who is to get the report; empty when it is about several."""


def reminders_of(
    dues: Iterable[Due], titles: Mapping[str, str], municipalities: Mapping[str, str], today: date
) -> Iterator[Reminder]:
    """What is to be told on `today` of what is not delivered.

    The key of each has the last day in it: more time is another last day, and its steps are taken anew.
    """
    for due in dues:
        if not due.state.is_open:
            continue
        left = (due.last_day - today).days
        kinds = next((kinds for days, kinds in _STEPS if left in days), ())
        for kind in kinds:
            yield _reminder(kind, due, titles, municipalities)


def bureau_reminders(told: Iterable[Reminder], bureaus: Mapping[str, Iterable[str]]) -> Iterator[Reminder]:
    """For each bureau that works for who lacks something: how many of `told` say so for the first time.

    `bureaus`: by the code of a bureau, gemeentecodes.
    """
    new = [each for each in told if each.notice.kind is OVERDUE]
    for code, municipalities in bureaus.items():
        own = set(municipalities)
        count = sum(each.municipality in own for each in new)
        if count:
            yield Reminder(Notice(MISSING_REPORTS, {"reports": counted(count, _ONE, _MORE)}), code)


def _reminder(
    kind: NoticeKind, due: Due, titles: Mapping[str, str], municipalities: Mapping[str, str]
) -> Reminder:
    asked = due.asked
    is_for_provider = kind.reader is OrganisationKind.PROVIDER
    reader, other = asked.provider_code, asked.municipality
    if not is_for_provider:
        reader, other = other, reader
    facts: dict[str, str | Wording] = {
        "title": titles.get(asked.format, asked.format),
        "provider": due.provider_name,
        "municipality": municipalities.get(asked.municipality, asked.municipality),
        "period": period_words(asked.period),
        "day": day_in_words(due.last_day),
    }
    key = "/".join((other, asked.format, asked.period.label, str(due.last_day)))
    return Reminder(Notice(kind, facts, key), reader, asked.municipality)
