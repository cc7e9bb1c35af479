"""How a year is said to a council: plain sentences, every part with what it is of."""

from collections.abc import Iterator
from operator import attrgetter

from service.domain.burden.amounts import counted, grouped
from service.domain.burden.headline_words import places_words
from service.domain.burden.year import MeasuredYear
from service.domain.wording import Wording, same

Line = tuple[Wording, Wording, Wording]
"""What was counted, how much in this year, and how much in the year before."""


def first_sentence(measured: MeasuredYear, year: str, town: str = "") -> Wording:
    """`In 2026 vroegen 25 gemeenten 6 aanbieders om 343 gegevens`, and how many of them stand elsewhere.

    `town`: the one that reads it, when what it asks itself is what it sees.
    """
    asked = measured.questions
    return _FIRST.fill(
        year=year,
        towns=_TOWN.fill(town=town) if town else _towns(asked.municipalities),
        providers=counted(
            measured.providers, Wording("aanbieder", "provider"), Wording("aanbieders", "providers")
        ),
        asked=counted(asked.asked, Wording("gegeven", "element"), Wording("gegevens", "elements")),
        elsewhere=grouped(asked.elsewhere),
        places=places_words(asked),
    )


def _towns(number: int) -> Wording:
    if number == 1:
        return Wording("vroeg 1 gemeente", "1 municipality asked")
    return Wording("vroegen {count} gemeenten", "{count} municipalities asked").fill(count=grouped(number))


_TOWN = Wording("vroeg {town}", "{town} asked")
_FIRST = Wording(
    "In {year} {towns} {providers} om {asked}. Daarvan zijn er {elsewhere} al ergens anders te "
    "krijgen{places}.",
    "In {year}, {towns} {providers} for {asked}. Of these, {elsewhere} can be had elsewhere already{places}.",
)


def lines_of(measured: MeasuredYear) -> Iterator[Line]:
    """The counts beside those of the year before."""
    for words, count in _COUNTS:
        before = grouped(count(measured.before)) if measured.before else _UNKNOWN
        yield words, grouped(count(measured.questions)), before


_UNKNOWN = same("–")
_COUNTS = (
    (Wording("Gegevens die gevraagd worden", "Elements that are asked"), attrgetter("asked")),
    (
        Wording("Daarvan al ergens anders te krijgen", "Of these, had elsewhere already"),
        attrgetter("elsewhere"),
    ),
    (
        Wording(
            "Keer dat een gemeente iets nog eens vroeg wat zij al had",
            "Times that a municipality asked again what it had",
        ),
        attrgetter("asked_again"),
    ),
    (
        Wording(
            "Manieren te veel waarop hetzelfde gegeven gevraagd wordt",
            "Ways too many in which the same element is asked",
        ),
        attrgetter("shapes"),
    ),
    (
        Wording(
            "Rapportages die niet apart gemaakt hoefden te worden, naast wat werd aangeleverd",
            "Reports that did not have to be made apart, beside what was handed in",
        ),
        attrgetter("files"),
    ),
)
"""They measure different things and are never added up."""
