"""How days and numbers are written that the service says itself, apart from what it quotes."""

from datetime import date, datetime

from service.domain.periods import Period
from service.domain.wording import Wording, same

Fact = str | Wording
"""What a finding fills in.

A `str` is quoted, as it stands in the file or is called: who looks for it must find it so. A `Wording` is
said by the service: in Dutch 31-12-2025 and 1.234,56, in English 2025-12-31 and 1,234.56.
"""
_CENTS = 100


def said_day(day: date) -> Wording:
    """`31-12-2025`, `2025-12-31`."""
    return Wording(f"{day:%d-%m-}{day.year:04}", day.isoformat())


def said_moment(moment: datetime) -> Wording:
    """A day with its time."""
    return said_day(moment.date()) + same(f" {moment.time().isoformat()}")


def said_number(number: float | str) -> Wording:
    """`1234,5`, `1234.5`: with the decimal sign of each language and all its digits, thousands unmarked.

    A text is of a number with either sign and nothing between its thousands.
    """
    text = str(number)
    return Wording(text.replace(".", ","), text.replace(",", "."))


def said_per_cent(number: float) -> Wording:
    """`33,3%`, `33.3%`; a whole number has no decimals."""
    return said_number(int(number) if number.is_integer() else number) + same("%")


def said_euros(cents: int) -> Wording:
    """`1.234,56`, `1,234.56`; a negative one has its sign in front."""
    whole, rest = divmod(abs(cents), _CENTS)
    english = f"{'-' if cents < 0 else ''}{whole:,}.{rest:02}"
    return Wording(english.translate(str.maketrans(",.", ".,")), english)


def said_count(count: int) -> Wording:
    """`1.000.000`, `1,000,000`."""
    return Wording(f"{count:,}".replace(",", "."), f"{count:,}")


def said_period(period: Period) -> Wording:
    """By its name, `2026-Q1`; one that has none by its days."""
    if "--" not in period.label:
        return same(period.label)
    days = {"begin": said_day(period.begin), "end": said_day(period.end)}
    return Wording("{begin} tot en met {end}", "{begin} to {end}").filled(days)


def plain(fact: Fact) -> str:
    """A fact for machines, the same in every language: a day as 2025-12-31, a number with a point."""
    return fact if isinstance(fact, str) else fact.en
