"""What a region makes public: counts and ranges in words, and nobody's name but the region's own."""

from service.domain.burden.advice import FEWEST_PROVIDERS, Change
from service.domain.burden.amounts import amount, duration_range, euro_range, share
from service.domain.burden.element_words import element_words
from service.domain.burden.headline_words import headline, in_two_sentences, what_matters
from service.domain.burden.measure import Measurement
from service.domain.burden.residual import Cause
from service.domain.burden.words import beyond_copying, cause_words, lettered_evidence, sentence
from service.domain.burden.words_of_new import known_before, new_words
from service.domain.period_words import period_words
from service.domain.periods import Period
from service.domain.wording import LANGUAGES, Language, Wording, same

_MOST_ADVICE = 12


def may_be_public(measured: Measurement) -> bool:
    """Not about fewer than five providers: each could work out what the others do."""
    return len({each.provider for each in measured.deliveries}) >= FEWEST_PROVIDERS


def public_content(measured: Measurement, who: str, period: Period) -> dict[str, object]:
    """The page in both languages, to be kept as it is; every share has its counts, every euro its range."""
    found = measured.estimate
    words = _words(measured, who, period_words(period))
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
        "facts": measured.questions.as_json(),
        **{language: _words_in(language, words) for language in LANGUAGES},
    }


def _words_in(language: Language, words: object) -> object:
    """The same, with every Wording in it in one language."""
    match words:
        case Wording():
            return words.to(language)
        case dict():
            return {name: _words_in(language, part) for name, part in words.items()}
        case list():
            return [_words_in(language, part) for part in words]
    return words


def _words(measured: Measurement, who: str, when: Wording) -> dict[str, object]:
    found, level, left = measured.estimate, measured.level_zero, measured.residual
    return {
        "period": when,
        "headline": headline(measured, who, when),
        "in_short": in_two_sentences(found),
        "matters": what_matters(found),
        "sentence": sentence(measured, who, when),
        "before": known_before(measured.added),
        "new": new_words(measured.added) if measured.added.since else "",
        "beyond": beyond_copying(measured),
        "net": duration_range(found.net),
        "each_time": duration_range(found.net_each_time) if measured.has_shared_formats else "",
        "left": duration_range(found.spent_with_service),
        "euro": euro_range(found.money.euro),
        "evidence": lettered_evidence(found.evidence),
        "weakest": lettered_evidence(found.weakest_evidence),
        "converted": share(level.converted, level.cells),
        "by_hand": share(level.by_hand, level.cells),
        "service": amount(left.service_minutes),
        "all_left": amount(left.minutes),
        "causes": [
            [
                each.value,
                cause_words(each),
                amount(left.by_cause[each]) if each in left.by_cause else _UNKNOWN,
            ]
            for each in Cause
        ],
        "advice": [
            [
                _WHO_CHANGES.fill(element=element_words(each.change.element), towns=_towns(each.change)),
                duration_range(each.without_interval),
                duration_range(each.with_interval),
                each.fewer_representations,
            ]
            for each in measured.advice[:_MOST_ADVICE]
        ],
    }


_UNKNOWN = Wording("niets bekend", "nothing known")
_WHO_CHANGES = same("{element} ({towns})")


def _towns(change: Change) -> Wording:
    """How many municipalities would change something; never which."""
    count = len(change.municipalities)
    one = Wording("{count} gemeente", "{count} municipality")
    more = Wording("{count} gemeenten", "{count} municipalities")
    return (one if count == 1 else more).fill(count=count)
