"""The drop list as lines of a table and as JSON, with every column that a reader may want to sort on."""

from collections.abc import Iterator, Mapping

from service.domain.burden.drop_list import DropList, Question
from service.domain.burden.drop_list_words import (
    form_words,
    ground_words,
    proposal_words,
    remarks_of,
    where_words,
)
from service.domain.burden.effect import Effect
from service.domain.burden.element_words import element_words
from service.domain.burden.estimate import Interval
from service.domain.wording import Language

HEADS = (
    "gemeentecode", "gemeente", "formaat", "titel", "kolom", "gegeven", "element", "voorstel", "grond",
    "waar", "let op", "zegt minder", "hele uitvraag kan vervallen", "afspraken", "grondslag van de uitvraag",
    "vragen het ook in deze vorm", "vragen het ook anders", "deze vorm", "vorm van de meeste anderen",
    "gegevens minder", "keer minder gevraagd", "waarvan nog eens gevraagd", "rapportages",
    "minuten zonder de dienst p10", "minuten zonder de dienst p50", "minuten zonder de dienst p90",
    "minuten met de dienst p10", "minuten met de dienst p50", "minuten met de dienst p90",
)  # fmt: skip
"""Of the csv; names of columns stay Dutch, so that what reads it can rely on them."""

Line = tuple[str | int, ...]


def lines_of(
    found: DropList, names: Mapping[str, str], titles: Mapping[str, str], language: Language
) -> Iterator[Line]:
    """One line for each question, under HEADS."""
    whole = {(each.municipality, each.format) for each in found.whole}
    for each in found.questions:
        yield (
            *_what(each, names, titles, language),
            _yes((each.municipality, each.format) in whole),
            "; ".join(clause.name for clause in each.clauses),
            each.legal_ground,
            " ".join(each.alike),
            " ".join(each.otherwise),
            form_words(each.form).to(language),
            "" if each.form_of_others is None else form_words(each.form_of_others).to(language),
            *_effect(each.effect),
        )


def _what(each: Question, names: Mapping[str, str], titles: Mapping[str, str], language: Language) -> Line:
    return (
        each.municipality,
        names.get(each.municipality, each.municipality),
        each.format,
        titles.get(each.format, each.format),
        each.header,
        element_words(each.element).to(language),
        each.element,
        proposal_words(each.ground).to(language),
        ground_words(each.ground).to(language),
        where_words(each, titles).to(language),
        remarks_of(each),
        _yes(each.says_less),
    )


def _yes(is_so: bool) -> str:  # noqa: FBT001 - it is what is said
    return "ja" if is_so else "nee"


def _effect(effect: Effect) -> Line:
    return (
        effect.elements,
        effect.askings,
        effect.again,
        effect.reports,
        *_minutes(effect.without),
        *_minutes(effect.with_service),
    )


def _minutes(minutes: Interval | None) -> Line:
    if minutes is None:
        return "", "", ""
    return round(minutes.p10), round(minutes.p50), round(minutes.p90)


def as_json(found: DropList, period: str) -> dict[str, object]:
    """The shape of `eenmaal burden drop-list --json`."""
    account = found.account
    return {
        "period": period,
        "asked": account.asked,
        "available_elsewhere": account.elsewhere,
        "listed": account.listed,
        "gone_along": account.gone_along,
        "kept": {each.value: count for each, count in account.kept.items()},
        "questions": [_question(each) for each in found.questions],
        "whole_formats": [
            {
                "municipality": each.municipality,
                "format": each.format,
                "questions": each.questions,
                "effect": each.effect.as_json(),
            }
            for each in found.whole
        ],
        "prescribed": {
            town: [{"format": name, "ground": each.ground} for name, each in several]
            for town, several in found.prescribed.items()
        },
        "together": {town: each.as_json() for town, each in found.together.items()},
        "everybody": found.everybody.as_json(),
        "tables": dict(found.versions),
    }


def _question(each: Question) -> dict[str, object]:
    return {
        "municipality": each.municipality,
        "format": each.format,
        "element": each.element,
        "header": each.header,
        "ground": each.ground.value,
        "stop": each.ground.is_to_stop,
        "says_less": each.says_less,
        "places": [
            {"source": place.source, "where": place.where, "remark": place.remark} for place in each.places
        ],
        "asked_in": each.asked_in,
        "clauses": [clause.name for clause in each.clauses],
        "legal_ground": each.legal_ground,
        "form": list(each.form),
        "form_of_others": None if each.form_of_others is None else list(each.form_of_others),
        "asked_alike_by": list(each.alike),
        "asked_otherwise_by": list(each.otherwise),
        "effect": each.effect.as_json(),
    }
