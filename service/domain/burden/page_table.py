"""Everything that a page about burden counts and estimates, as lines of one table to take along."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from service.domain.burden.bridge_words import lines_of_bridge
from service.domain.burden.element_words import element_words
from service.domain.burden.estimate import Interval
from service.domain.burden.measure import Measurement
from service.domain.burden.page import BurdenPage
from service.domain.burden.trend import TrendPoint
from service.domain.burden.words import cause_words
from service.domain.wording import Language

HEADS = ("onderdeel", "wat", "eenheid", "p10", "waarde", "p90", "toelichting")
"""Names of columns stay Dutch, so that what reads them can rely on them. A count has a value only."""

Line = tuple[str | int | Decimal, ...]


def lines_of(
    page: BurdenPage, municipalities: Mapping[str, str], titles: Mapping[str, str], language: Language
) -> Iterator[Line]:
    """Under HEADS; nothing where nothing was measured."""
    measured = page.measured
    if measured is None:
        return
    yield from _counted("feiten", measured.questions.as_json())
    if measured.questions_before is not None:
        yield from _counted("feiten een jaar eerder", measured.questions_before.as_json())
    yield from _counted("cellen", measured.level_zero.as_json())
    yield from _counted("nieuw gevraagd", measured.added.as_json())
    yield from _estimated(measured)
    for words, minutes, is_sum in lines_of_bridge(measured.bridge):
        yield "van bruto naar netto", words.to(language), "minuten", "", minutes, "", "som" if is_sum else ""
    yield from _left(measured, language)
    for code, index in sorted(measured.divergence.index.items()):
        yield "afwijkingsindex", code, "", "", round(index, 4), "", municipalities.get(code, code)
    for each in measured.advice:
        name, formats = element_words(each.change.element).to(language), ", ".join(each.change.formats)
        titled = ", ".join(titles.get(one, one) for one in each.change.formats)
        yield _range("gelijk trekken, zonder de dienst", f"{name} ({formats})", each.without_interval, titled)
        yield _range("gelijk trekken, met de dienst", f"{name} ({formats})", each.with_interval, titled)
    yield from _over_time(page.trend)


def _counted(part: str, counts: Mapping[str, object]) -> Iterator[Line]:
    """Only whole numbers: what is more than one number stands in the JSON."""
    for name, count in counts.items():
        if isinstance(count, int):
            yield part, name, "aantal", "", count, "", ""


def _estimated(measured: Measurement) -> Iterator[Line]:
    found = measured.estimate
    basis = f"bewijsklasse {found.evidence.value}; " + ", ".join(
        f"{name} {version}" for name, version in sorted(found.versions.items())
    )
    for name, interval in (
        ("netto niet besteed", found.net),
        ("netto niet besteed, telkens opnieuw", found.net_each_time),
        ("blijft over", found.spent_with_service),
        ("eenmalig zonder de dienst", found.once[0]),
        ("eenmalig met de dienst", found.once[1]),
    ):
        yield _range("tijd", name, interval, basis)
    euro = found.money.euro
    yield "waarde", "netto niet besteed", "euro", round(euro.p10), round(euro.p50), round(euro.p90), basis
    yield (
        "tijd",
        "kans dat het netto niets oplevert",
        "deel",
        "",
        Decimal(f"{found.p_net_negative:.4f}"),
        "",
        basis,
    )


def _left(measured: Measurement, language: Language) -> Iterator[Line]:
    for cause, minutes in measured.residual.by_cause.items():
        words = cause_words(cause).to(language)
        yield "blijft over door", cause.value, "minuten", "", round(minutes), "", words
    yield (
        "blijft over door",
        "de dienst zelf",
        "minuten",
        "",
        round(measured.residual.service_minutes),
        "",
        "",
    )


def _over_time(points: Iterable[TrendPoint]) -> Iterator[Line]:
    for each in points:
        label = each.period.label
        if each.like_for_like is not None:
            yield _range("verloop, vergelijkbaar", label, each.like_for_like, "")
        if each.with_new is not None:
            yield _range("verloop, alles", label, each.with_new, "")
        yield _range("verloop, nieuw werk zonder de dienst", label, each.added.without, "")
        yield _range("verloop, nieuw werk met de dienst", label, each.added.with_service, "")


def _range(part: str, name: str, interval: Interval, remark: str) -> Line:
    return part, name, "minuten", round(interval.p10), round(interval.p50), round(interval.p90), remark
