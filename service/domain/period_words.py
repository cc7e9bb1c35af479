"""How a reporting period is called in a sentence, in both languages."""

from service.domain.dutch_days import month_words
from service.domain.periods import Period
from service.domain.wording import Wording, same


def period_words(period: Period) -> Wording:
    """`eerste kwartaal 2026`, `maart 2026`; a year or any other range of days by its own label."""
    year, _, part = period.label.partition("-")
    if part[:1] in _PARTS:
        return _PARTS[part[0]].fill(which=_PLACES[int(part[1:]) - 1], year=year)
    if part.isdigit():
        return month_words(period.begin.month) + same(f" {year}")
    return same(period.label)


def with_article(period: Period) -> Wording:
    """`het eerste kwartaal 2026`; a month or a year has none."""
    has_article = period.label.partition("-")[2][:1] in _PARTS
    return (Wording("het ", "the ") if has_article else same("")) + period_words(period)


_PLACES = (
    Wording("eerste", "first"),
    Wording("tweede", "second"),
    Wording("derde", "third"),
    Wording("vierde", "fourth"),
)
_PARTS = {
    "Q": Wording("{which} kwartaal {year}", "{which} quarter of {year}"),
    "H": Wording("{which} halfjaar {year}", "{which} half of {year}"),
}
