"""What a page about burden says: counts and estimates in words, and charts with their summary."""

from collections.abc import Iterable, Sequence

from service.domain.burden.advice import Change, Several
from service.domain.burden.element_words import element_words
from service.domain.burden.letters import why_no_letter
from service.domain.burden.measure import Measurement
from service.domain.burden.municipal import ACCOUNT_EVIDENCE
from service.domain.burden.residual import Cause
from service.domain.burden.trend import TrendPoint
from service.domain.burden.wording import (
    activity_words,
    amount,
    beyond_copying,
    bounds_words,
    cause_words,
    duration_range,
    euro_range,
    evidence_words,
    known_before,
    new_words,
    sentence,
    share,
)
from service.use_cases.burden.show import BurdenPage
from service.web.burden.charts import Bar, bars
from service.web.shared.house import house
from service.web.shared.languages import current_language, gettext
from service.web.shared.notation import period_name

_MOST_ADVICE = 12


def content_of(page: BurdenPage, who: str) -> dict[str, object]:
    """Everything the template of a page about burden fills in."""
    language = current_language()
    if page.measured is None or page.period is None:
        return {"page": page, "measured": None}
    measured = page.measured
    return {
        "page": page,
        "measured": measured,
        "sentence": _together(sentence(measured, who, period_name(page.period), language)),
        "before": known_before(measured.added, language),
        "new": new_words(measured.added, language) if measured.added.since else "",
        "beyond": beyond_copying(measured, language),
        "asking": len({each.municipality for each in measured.deliveries}),
        "chart": _chart(measured),
        "causes": [
            (cause.value, cause_words(cause, language), amount(minutes, language))
            for cause, minutes in measured.residual.by_cause.items()
        ],
        "not_there": [
            (each.value, cause_words(each, language))
            for each in Cause
            if each not in measured.residual.by_cause
        ],
        "all_causes": [(each.value, cause_words(each, language)) for each in Cause],
        "service": amount(measured.residual.service_minutes, language),
        "all_left": amount(measured.residual.minutes, language),
        "by_hand": share(measured.level_zero.by_hand, measured.level_zero.cells, language),
        "converted": share(measured.level_zero.converted, measured.level_zero.cells, language),
        "municipalities": house().calendar.municipalities(),
        "diverging": sorted(measured.divergence.index.items(), key=lambda pair: (-pair[1], pair[0])),
        "titles": house().calendar.titles(),
        "errors": _errors(page),
        **_municipal(page),
        **_estimated(measured),
        **_advised(page, measured),
    }


def _together(words: str) -> str:
    """An amount stays with its signs at the end of a line."""
    return words.replace("-€", "-\u2060€").replace("€ ", "€\u00a0")


def _estimated(measured: Measurement) -> dict[str, object]:
    language = current_language()
    found = measured.estimate
    return {
        "net": duration_range(found.net, language),
        "net_each_time": duration_range(found.net_each_time, language),
        "per_cell": _per_cell(measured),
        "left": duration_range(found.spent_with_service, language),
        "once": [duration_range(each, language) for each in found.once],
        "euro": _together(euro_range(found.money.euro, language)),
        "evidence": f"{found.evidence.value}: {evidence_words(found.evidence, language)}",
        "weakest": f"{found.weakest_evidence.value}: {evidence_words(found.weakest_evidence, language)}",
    }


def _municipal(page: BurdenPage) -> dict[str, object]:
    """A municipality's own account: activity, how often, minutes of one time, all together."""
    account, language = page.municipal, current_language()
    if account is None:
        return {}
    return {
        "account": [
            (
                activity_words(each.activity, language),
                each.count,
                f"{each.time.low:.0f}, {each.time.middle:.0f}, {each.time.high:.0f}",
                bounds_words(each.minutes, language),
            )
            for each in account.lines
        ],
        "account_total": bounds_words(account.minutes, language),
        "account_evidence": f"{ACCOUNT_EVIDENCE.value}: {evidence_words(ACCOUNT_EVIDENCE, language)}",
        "account_version": account.version,
    }


def _errors(page: BurdenPage) -> tuple[str, str] | None:
    """Cells found wrong in handmade reports and in ours, beside all they had; None before anyone looked."""
    found, language = page.errors, current_language()
    if not found.judged:
        return None
    return share(found.by_hand, found.cells, language), share(found.ours, found.cells, language)


def _per_cell(measured: Measurement) -> tuple[int, int] | None:
    """Seconds of net per converted cell, as it is said and with shared formats converted each time."""
    once, each_time = measured.seconds_per_converted_cell, measured.seconds_per_cell_each_time
    return None if once is None or each_time is None else (round(once), round(each_time))


def _advised(page: BurdenPage, measured: Measurement) -> dict[str, object]:
    language = current_language()
    return {
        "advice": [
            (
                each,
                _named(each.change),
                duration_range(each.without_interval, language),
                duration_range(each.with_interval, language),
            )
            for each in measured.advice[:_MOST_ADVICE]
        ],
        "best": _one_after_another(page.best),
        "pairs": [_pair(each) for each in page.pairs],
        "same_order": round(100 * page.same_order),
        "no_letter": why_no_letter(measured.advice, language),
        "publishable": [_named(each.change) for each in measured.advice if each.is_publishable],
        **_own(page),
        "trend": _trend(page),
        "trend_chart": _trend_chart(page.trend),
    }


def _own(page: BurdenPage) -> dict[str, object]:
    """What a municipality asks otherwise, what that costs, and how many others ask it so."""
    language = current_language()
    beside = {(each.format, each.element): each for each in page.others}
    return {
        "own": [
            (
                each,
                element_words(each.changes[0].element, language),
                amount(each.without, language),
                amount(each.with_service, language),
                beside.get((each.changes[0].formats[0], each.changes[0].element)),
            )
            for each in page.own_differences[:_MOST_ADVICE]
        ],
        "only_own": sorted(
            {element_words(each.element, language) for each in page.others if each.is_asked_by_no_other}
        ),
    }


def _trend(page: BurdenPage) -> list[tuple[TrendPoint, str, str, str, str]]:
    """Every period of this kind: like for like, with what is new as work, and that work both ways."""
    language = current_language()
    return [
        (
            point,
            duration_range(point.like_for_like.net, language),
            duration_range(point.with_new.net, language),
            duration_range(point.added.without, language),
            duration_range(point.added.with_service, language),
        )
        for point in page.trend
    ]


def _trend_chart(points: Iterable[TrendPoint]) -> object:
    language = current_language()
    lines = []
    for point in points:
        name = period_name(point.period)
        for label, each, kind in (
            (name, point.like_for_like.net, "saved"),
            (gettext("nieuw werk, zonder de dienst"), point.added.without, "left"),
        ):
            words = duration_range(each, language)
            lines.append(Bar(label, each.p10, each.p50, each.p90, words, kind))
    summary = " ".join(f"{each.label}: {each.words}." for each in lines)
    title = gettext("Netto tijd die niet is besteed, vergelijkbaar, naast werk dat er bij kwam")
    return bars("verloop", title, summary, lines)


def _named(change: Change) -> str:
    """The element; for lines that are put together also in which format, which is what differs."""
    words = element_words(change.element, current_language())
    if change.element:
        return words
    titles = house().calendar.titles()
    return f"{words}: {', '.join(titles.get(each, each) for each in change.formats)}"


def _several(each: Several) -> tuple[str, str, str, int]:
    """Names, minutes without and with the service, and forms fewer, of a set of changes."""
    language = current_language()
    names = " + ".join(map(_named, each.changes))
    without, with_service = amount(each.without, language), amount(each.with_service, language)
    return names, without, with_service, each.fewer_representations


def _pair(each: Several) -> tuple[str, str, str, int]:
    names, without, with_service, fewer = _several(each)
    return gettext("Paar: %(changes)s") % {"changes": names}, without, with_service, fewer


def _one_after_another(sets: Sequence[Several]) -> list[tuple[str, str, str, int]]:
    """Each set holds the one before it: only what it adds is named."""
    found = []
    for number, each in enumerate(sets, 1):
        _, without, with_service, fewer = _several(each)
        words = gettext("%(number)s. en ook %(change)s") if number > 1 else gettext("%(number)s. %(change)s")
        name = words % {"number": number, "change": _named(each.changes[-1])}
        found.append((name, without, with_service, fewer))
    return found


def _chart(measured: Measurement) -> object:
    found = measured.estimate
    each_time = (gettext("Idem, telkens opnieuw"), found.net_each_time, "saved")
    lines = (
        (gettext("Niet besteed (netto)"), found.net, "saved"),
        *([each_time] if measured.has_shared_formats else []),
        (gettext("Blijft over"), found.spent_with_service, "left"),
    )
    return drawn(
        [
            Bar(label, each.p10, each.p50, each.p90, duration_range(each, current_language()), kind)
            for label, each, kind in lines
        ]
    )


def drawn(lines: Sequence[Bar]) -> object:
    """The saving and what is left on one scale."""
    summary = " ".join(f"{each.label}: {each.words}." for each in lines)
    return bars("tijd", gettext("Tijd die niet is besteed naast tijd die overblijft"), summary, lines)
