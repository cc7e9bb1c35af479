"""What a page about burden says: counts and estimates in words, and charts with their summary."""

from collections.abc import Iterable, Mapping, Sequence

from service.domain.burden.advice import Change, Several
from service.domain.burden.amounts import amount, comparable, duration_range, euro_range, share
from service.domain.burden.bridge import Bridge, BridgeOperation
from service.domain.burden.bridge_words import lines_of_bridge, why_alike_differs
from service.domain.burden.element_words import element_words
from service.domain.burden.headline_words import headline, in_two_sentences, what_matters
from service.domain.burden.letters import why_no_letter
from service.domain.burden.measure import Measurement
from service.domain.burden.municipal import ACCOUNT_EVIDENCE
from service.domain.burden.page import BurdenPage
from service.domain.burden.residual import Cause, Residual
from service.domain.burden.trend import TrendPoint
from service.domain.burden.words import (
    activity_words,
    beyond_copying,
    bounds_words,
    cause_words,
    driver_words,
    lettered_evidence,
    sentence,
)
from service.domain.burden.words_of_new import known_before, new_words
from service.domain.wording import NOTHING, Wording, same
from service.web.burden.charts import Bar, bars
from service.web.shared.current import current_wiring
from service.web.shared.languages import gettext, in_language
from service.web.shared.notation import period_name, plain_number

_MOST_ADVICE = 12
Titles = Mapping[str, str]
"""What each format is called."""


def content_of(page: BurdenPage, who: str) -> dict[str, object]:
    """Everything the template of a page about burden fills in."""
    if page.measured is None or page.period is None:
        return {"page": page, "measured": None}
    measured, catalogue = page.measured, current_wiring().catalogue()
    titles = catalogue.titles()
    return {
        "page": page,
        "measured": measured,
        "headline": in_language(headline(measured, who, same(period_name(page.period)))),
        "in_short": together(in_language(in_two_sentences(measured.estimate))),
        "matters": in_language(what_matters(measured.estimate)),
        "sentence": together(in_language(sentence(measured, who, same(period_name(page.period))))),
        "before": in_language(known_before(measured.added)),
        "new": in_language(new_words(measured.added)) if measured.added.since else "",
        "beyond": in_language(beyond_copying(measured)),
        "asking": len({each.municipality for each in measured.deliveries}),
        "chart": _chart(measured),
        "by_hand": in_language(share(measured.level_zero.by_hand, measured.level_zero.cells)),
        "converted": in_language(share(measured.level_zero.converted, measured.level_zero.cells)),
        "municipalities": catalogue.municipalities,
        "diverging": sorted(measured.divergence.index.items(), key=lambda pair: (-pair[1], pair[0])),
        "titles": titles,
        "errors": _errors(page),
        "alike": in_language(_alike(page)),
        **_bridged(measured.bridge),
        **_left(measured.residual),
        **_municipal(page),
        **_estimated(measured),
        **_advised(page, measured, titles),
    }


def together(words: str) -> str:
    """An amount stays with its signs at the end of a line."""
    return words.replace("-€", "-\u2060€").replace("€ ", "€\u00a0")


def _estimated(measured: Measurement) -> dict[str, object]:
    found = measured.estimate
    return {
        "net": in_language(duration_range(found.net)),
        "net_each_time": in_language(duration_range(found.net_each_time)),
        "per_cell": _per_cell(measured),
        "left": in_language(duration_range(found.spent_with_service)),
        "once": [in_language(duration_range(each)) for each in found.once],
        "euro": together(in_language(euro_range(found.money.euro))),
        "evidence": in_language(lettered_evidence(found.evidence)),
        "weakest": in_language(lettered_evidence(found.weakest_evidence)),
    }


def _alike(page: BurdenPage) -> Wording:
    point = next((each for each in page.trend if each.period == page.period), None)
    return why_alike_differs(point.like_for_like, point.added) if point else NOTHING


def _bridged(bridge: Bridge) -> dict[str, object]:
    """The sum that leads to the net, and the operations behind it, both ways."""
    return {
        "bridge": [
            (in_language(words), minutes, is_sum) for words, minutes, is_sum in lines_of_bridge(bridge)
        ],
        "operations": [_operation(each) for each in (*bridge.operations_without, *bridge.operations_with)],
    }


def _operation(each: BridgeOperation) -> tuple[str, str, str, str]:
    """What it is called, how often, minutes of one time and of all."""
    count, minutes, together = (
        plain_number(round(one, 1)) for one in (each.count, each.minutes, each.together)
    )
    return in_language(driver_words(each.driver)), count, minutes, together


def _left(found: Residual) -> dict[str, object]:
    """Causes with what they take, those of which nothing is known, and what the service takes itself."""
    return {
        "causes": [
            (cause.value, in_language(cause_words(cause)), in_language(amount(minutes)))
            for cause, minutes in found.by_cause.items()
        ],
        "not_there": [
            (each.value, in_language(cause_words(each))) for each in Cause if each not in found.by_cause
        ],
        "all_causes": [(each.value, in_language(cause_words(each))) for each in Cause],
        "service": in_language(amount(found.service_minutes)),
        "all_left": in_language(amount(found.minutes)),
    }


def _municipal(page: BurdenPage) -> dict[str, object]:
    """A municipality's own account: activity, how often, minutes of one time, all together."""
    account = page.municipal
    if account is None:
        return {}
    return {
        "account": [
            (
                in_language(activity_words(each.activity)),
                each.count,
                f"{each.time.low:.0f}, {each.time.middle:.0f}, {each.time.high:.0f}",
                in_language(bounds_words(each.minutes)),
            )
            for each in account.lines
        ],
        "account_total": in_language(bounds_words(account.minutes)),
        "account_evidence": in_language(lettered_evidence(ACCOUNT_EVIDENCE)),
        "account_version": account.version,
    }


def _errors(page: BurdenPage) -> tuple[str, str] | None:
    """Cells found wrong in handmade reports and in ours, beside all they had; None before anyone looked."""
    found = page.errors
    if not found.judged:
        return None
    return in_language(share(found.by_hand, found.cells)), in_language(share(found.ours, found.cells))


def _per_cell(measured: Measurement) -> tuple[int, int] | None:
    """Seconds of net per converted cell, as it is said and with shared formats converted each time."""
    once, each_time = measured.seconds_per_converted_cell, measured.seconds_per_cell_each_time
    return None if once is None or each_time is None else (round(once), round(each_time))


def _advised(page: BurdenPage, measured: Measurement, titles: Titles) -> dict[str, object]:
    return {
        "advice": [
            (
                each,
                _named(each.change, titles),
                in_language(duration_range(each.without_interval)),
                in_language(duration_range(each.with_interval)),
            )
            for each in measured.advice[:_MOST_ADVICE]
        ],
        "best": _one_after_another(page.best, titles),
        "pairs": [_pair(each, titles) for each in page.pairs],
        "same_order": round(100 * page.same_order),
        "no_letter": in_language(why_no_letter(measured.advice)),
        "publishable": [_named(each.change, titles) for each in measured.advice if each.is_publishable],
        **_own(page),
        "trend": _trend(page),
        "trend_chart": _trend_chart(page.trend),
    }


def _own(page: BurdenPage) -> dict[str, object]:
    """What a municipality asks otherwise, what that costs, and how many others ask it so."""
    beside = {(each.format, each.element): each for each in page.others}
    return {
        "own": [
            (
                each,
                in_language(element_words(each.changes[0].element)),
                in_language(amount(each.without)),
                in_language(amount(each.with_service)),
                beside.get((each.changes[0].formats[0], each.changes[0].element)),
            )
            for each in page.own_differences[:_MOST_ADVICE]
        ],
        "only_own": sorted(
            {in_language(element_words(each.element)) for each in page.others if each.is_asked_by_no_other}
        ),
    }


def _trend(page: BurdenPage) -> list[tuple[TrendPoint, str, str, str, str]]:
    """Every period of this kind: like for like, with what is new as work, and that work both ways."""
    return [
        (
            point,
            in_language(comparable(point.like_for_like)),
            in_language(comparable(point.with_new)),
            in_language(duration_range(point.added.without)),
            in_language(duration_range(point.added.with_service)),
        )
        for point in page.trend
    ]


def _trend_chart(points: Iterable[TrendPoint]) -> object:
    lines = []
    for point in points:
        name = period_name(point.period)
        alike = [(name, point.like_for_like, "saved")] if point.like_for_like else []
        for label, each, kind in (
            *alike,
            (gettext("nieuw werk, zonder de dienst"), point.added.without, "left"),
        ):
            words = in_language(duration_range(each))
            lines.append(
                Bar(label=label, low=each.p10, middle=each.p50, high=each.p90, words=words, kind=kind)
            )
    summary = " ".join(f"{each.label}: {each.words}." for each in lines)
    title = gettext("Netto tijd die niet is besteed, vergelijkbaar, naast werk dat er bij kwam")
    return bars("verloop", title, summary, lines)


def _named(change: Change, titles: Titles) -> str:
    """The element; for lines that are put together also in which format, which is what differs."""
    words = in_language(element_words(change.element))
    if change.element:
        return words
    return f"{words}: {', '.join(titles.get(each, each) for each in change.formats)}"


def _several(each: Several, titles: Titles) -> tuple[str, str, str, int]:
    """Names, minutes without and with the service, and forms fewer, of a set of changes."""
    names = " + ".join(_named(one, titles) for one in each.changes)
    without, with_service = in_language(amount(each.without)), in_language(amount(each.with_service))
    return names, without, with_service, each.fewer_representations


def _pair(each: Several, titles: Titles) -> tuple[str, str, str, int]:
    names, without, with_service, fewer = _several(each, titles)
    return gettext("Paar: %(changes)s") % {"changes": names}, without, with_service, fewer


def _one_after_another(sets: Sequence[Several], titles: Titles) -> list[tuple[str, str, str, int]]:
    """Each set holds the one before it: only what it adds is named."""
    found = []
    for number, each in enumerate(sets, 1):
        _, without, with_service, fewer = _several(each, titles)
        words = gettext("%(number)s. en ook %(change)s") if number > 1 else gettext("%(number)s. %(change)s")
        name = words % {"number": number, "change": _named(each.changes[-1], titles)}
        found.append((name, without, with_service, fewer))
    return found


def _chart(measured: Measurement) -> object:
    found = measured.estimate
    each_time = (
        gettext("Idem, elke rapportage apart"),
        found.net_each_time,
        "saved",
    )
    lines = (
        (gettext("Niet besteed (netto)"), found.net, "saved"),
        *([each_time] if measured.has_shared_formats else []),
        (gettext("Blijft over"), found.spent_with_service, "left"),
    )
    return drawn(
        [
            Bar(
                label=label,
                low=each.p10,
                middle=each.p50,
                high=each.p90,
                words=in_language(duration_range(each)),
                kind=kind,
            )
            for label, each, kind in lines
        ]
    )


def drawn(lines: Sequence[Bar]) -> object:
    """The saving and what is left on one scale."""
    summary = " ".join(f"{each.label}: {each.words}." for each in lines)
    return bars("tijd", gettext("Tijd die niet is besteed naast tijd die overblijft"), summary, lines)
