"""What a region makes public: counts and ranges in words, and nobody's name but the region's own."""

from service.domain.burden.advice import FEWEST_PROVIDERS, Change
from service.domain.burden.element_words import element_words
from service.domain.burden.measure import Measurement
from service.domain.burden.residual import Cause
from service.domain.burden.wording import (
    amount,
    beyond_copying,
    cause_words,
    duration_range,
    euro_range,
    evidence_words,
    known_before,
    new_words,
    period_words,
    sentence,
    share,
)
from service.domain.periods import Period
from service.domain.wording import Language

_MOST_ADVICE = 12


def may_be_public(measured: Measurement) -> bool:
    """Not about fewer than five providers: each could work out what the others do."""
    return len({each.provider for each in measured.deliveries}) >= FEWEST_PROVIDERS


def public_content(measured: Measurement, who: str, period: Period) -> dict[str, object]:
    """The page in both languages, to be kept as it is; every share has its counts, every euro its range."""
    found = measured.estimate
    ranges = {"net": found.net, "left": found.spent_with_service}
    if measured.has_shared_formats:
        ranges = {"net": found.net, "each_time": found.net_each_time, "left": found.spent_with_service}
    return {
        "providers": len({each.provider for each in measured.deliveries}),
        "municipalities": len({each.municipality for each in measured.deliveries}),
        "reports": len(measured.deliveries),
        "tables": dict(found.versions),
        "p_net_negative": round(100 * found.p_net_negative),
        "minutes": {name: each.as_json() for name, each in ranges.items()},
        "level0": measured.level_zero.as_json(),
        "added": measured.added.as_json(),
        "nl": _words(measured, who, period_words(period, "nl"), "nl"),
        "en": _words(measured, who, period_words(period, "en"), "en"),
    }


def _words(measured: Measurement, who: str, when: str, language: Language) -> dict[str, object]:
    found, level, left = measured.estimate, measured.level_zero, measured.residual
    unknown = "niets bekend" if language == "nl" else "nothing known"
    return {
        "period": when,
        "sentence": sentence(measured, who, when, language),
        "before": known_before(measured.added, language),
        "new": new_words(measured.added, language) if measured.added.since else "",
        "beyond": beyond_copying(measured, language),
        "net": duration_range(found.net, language),
        "each_time": duration_range(found.net_each_time, language) if measured.has_shared_formats else "",
        "left": duration_range(found.spent_with_service, language),
        "euro": euro_range(found.money.euro, language),
        "evidence": f"{found.evidence.value}: {evidence_words(found.evidence, language)}",
        "weakest": f"{found.weakest_evidence.value}: {evidence_words(found.weakest_evidence, language)}",
        "converted": share(level.converted, level.cells, language),
        "by_hand": share(level.by_hand, level.cells, language),
        "service": amount(left.service_minutes, language),
        "all_left": amount(left.minutes, language),
        "causes": [
            [
                each.value,
                cause_words(each, language),
                amount(left.by_cause[each], language) if each in left.by_cause else unknown,
            ]
            for each in Cause
        ],
        "advice": [
            [
                f"{element_words(each.change.element, language)} ({_towns(each.change, language)})",
                duration_range(each.without_interval, language),
                duration_range(each.with_interval, language),
                each.fewer_representations,
            ]
            for each in measured.advice[:_MOST_ADVICE]
        ],
    }


def _towns(change: Change, language: Language) -> str:
    """How many municipalities would change something; never which."""
    count = len(change.municipalities)
    if language == "nl":
        return f"{count} {'gemeente' if count == 1 else 'gemeenten'}"
    return f"{count} {'municipality' if count == 1 else 'municipalities'}"
