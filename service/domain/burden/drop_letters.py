"""Letters to municipalities: what to stop asking, or to ask as the others do; in plain Dutch, as text."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from textwrap import fill

from service.domain.burden.amounts import counted, duration_range
from service.domain.burden.drop_list import DropList, Ground, Question
from service.domain.burden.drop_list_words import form_words, remarks_of, where_words
from service.domain.burden.element_words import element_words
from service.domain.burden.elsewhere import Clause
from service.domain.wording import Wording

_WIDTH = 92
_TASK_BASED = (
    "Bij taakgerichte bekostiging gaan er geen 323-berichten. Geldt dat voor een contract, dan kunt u wat "
    "hierboven onder 323 staat daar niet uit halen."
)
_NO_CLAUSE = (
    "Voor de Jeugdwet kennen wij zo'n afspraak alleen voor gecertificeerde instellingen. Voor andere "
    "jeugdhulpaanbieders is dit een verzoek; kijk ook in uw eigen contract."
)


def drop_letter(
    found: DropList, municipality: str, names: Mapping[str, str], titles: Mapping[str, str]
) -> str:
    """The letter to one municipality; empty when it has nothing on the list.

    It names formats of this municipality only, and nothing that a law or national agreement prescribes.
    """
    questions = found.of(municipality)
    if not questions:
        return ""
    parts = [
        f"Aan de gemeente {names.get(municipality, municipality)}",
        "Onderwerp: vragen die u niet meer hoeft te stellen, of zoals anderen kunt stellen",
        _opening(questions),
        *_by_format(found, questions, titles),
        *_kept_by_law(found, municipality, titles),
        *_agreements(questions),
        *_worth(found, municipality),
        *_what_is_lost(questions),
    ]
    return "\n\n".join(parts) + "\n"


def drop_letters(found: DropList, names: Mapping[str, str], titles: Mapping[str, str]) -> dict[str, str]:
    """By name of its file the letter to each municipality that has something on the list."""
    texts = {code: drop_letter(found, code, names, titles) for code in found.municipalities}
    return {f"{code}-{_plain(names.get(code, ''))}.txt": text for code, text in texts.items() if text}


def _plain(name: str) -> str:
    return "".join(each if each.isalnum() else "-" for each in name.lower()).strip("-") or "gemeente"


def _opening(questions: Sequence[Question]) -> str:
    stops = len({each.element for each in questions if each.ground.is_to_stop})
    others = len({each.element for each in questions if not each.ground.is_to_stop})
    asked = []
    if stops:
        asked.append(f"{_elements(stops)} niet meer te vragen")
    if others:
        asked.append(f"{_elements(others)} te vragen zoals de meeste andere gemeenten")
    return _filled(f"Wij vragen u {' en '.join(asked)}. Hieronder staat per uitvraag welke, en waarom.")


def _elements(count: int) -> str:
    return counted(count, Wording("gegeven", "element"), Wording("gegevens", "elements")).nl


def _by_format(found: DropList, questions: Sequence[Question], titles: Mapping[str, str]) -> Iterator[str]:
    whole = {(each.municipality, each.format) for each in found.whole}
    for name, several in groupby(questions, key=lambda each: each.format):
        own = list(several)
        title = titles.get(name, name)
        lines = [title, "-" * len(title)]
        if (own[0].municipality, name) in whole:
            lines.append(_filled(_WHOLE))
        yield "\n".join([*lines, *_asked_of(own, titles)])


_WHOLE = (
    "Deze uitvraag kan in haar geheel vervallen: alles wat erin staat, hebt u al of kunt u elders krijgen."
)


def _asked_of(own: Sequence[Question], titles: Mapping[str, str]) -> Iterator[str]:
    stops = [each for each in own if each.ground.is_to_stop]
    in_full, less = _parted(stops, lambda each: not each.says_less)
    others = [each for each in own if not each.ground.is_to_stop]
    if in_full:
        yield "Niet meer vragen:"
        yield from (_stop(each, titles) for each in in_full)
    if less:
        yield _IF_ENOUGH
        yield from (_stop(each, titles) for each in less)
    if others:
        yield "Vragen zoals de anderen:"
        yield from map(_as_others, others)


def _parted(
    every: Iterable[Question], is_first: Callable[[Question], bool]
) -> tuple[list[Question], list[Question]]:
    known = list(every)
    return [each for each in known if is_first(each)], [each for each in known if not is_first(each)]


_IF_ENOUGH = "Niet meer vragen, als u genoeg hebt aan wat elders staat:"


def _called(each: Question) -> str:
    """What the municipality calls it, and what it is in the standard where that is something else."""
    name = element_words(each.element).nl
    return f"„{each.header}”: {name}" if each.header else name


def _stop(each: Question, titles: Mapping[str, str]) -> str:
    where = where_words(each, titles).nl
    why = {
        Ground.ELSEWHERE: f"staat in {where}",
        Ground.AGAIN: f"vraagt u al {where}",
        Ground.BY_HAND: f"staat in geen administratie en wordt met de hand ingevuld; {where}",
    }[each.ground]
    remark = remarks_of(each)
    return _item(f"{_called(each)}; {why}{f' ({remark})' if remark else ''}.")


def _as_others(each: Question) -> str:
    towns = len(each.otherwise)
    usual = form_words(each.form_of_others or ()).nl
    return _item(
        f"{_called(each)}; u vraagt het {form_words(each.form).nl}; de meeste van de {towns} "
        f"gemeenten die het anders vragen, vragen het {usual}."
    )


def _kept_by_law(found: DropList, municipality: str, titles: Mapping[str, str]) -> Iterator[str]:
    prescribed = found.prescribed.get(municipality, ())
    if prescribed:
        named = "; ".join(f"{titles.get(name, name)} ({each.ground})" for name, each in prescribed)
        yield _filled(f"Deze brief gaat niet over wat een wet of landelijke afspraak voorschrijft: {named}.")


def _agreements(questions: Sequence[Question]) -> Iterator[str]:
    stops = [each for each in questions if each.ground.is_to_stop]
    if stops:
        clauses = dict.fromkeys(chain.from_iterable(each.clauses for each in stops))
        is_youth = any("JW" in each.laws for each in stops)
        lines = ["Waar dit op berust:", *map(_clause, clauses), *([_filled(_NO_CLAUSE)] if is_youth else [])]
        yield "\n".join(lines)
    places = chain.from_iterable(each.places for each in stops)
    if any("323" in place.source for place in places):
        yield _filled(_TASK_BASED)


def _clause(each: Clause) -> str:
    return _item(f"{each.name} (geldt voor {each.of_whom}): „{each.text}” Bron: {each.source}.")


def _worth(found: DropList, municipality: str) -> Iterator[str]:
    effect = found.together.get(municipality)
    if effect is None or not effect.reports:
        return
    counts = f"{effect.askings} keer minder gevraagd, rapportages: {effect.reports}"
    lines = [f"Wat het scheelt over deze periode: {counts}."]
    if effect.without is not None and effect.with_service is not None:
        lines += [
            _item(f"tijd voor aanbieders die één keer aanleveren: {duration_range(effect.with_service).nl};"),
            _item(f"tijd voor aanbieders die dat niet doen: {duration_range(effect.without).nl}."),
            _filled(
                "Die twee gaan over verschillende aanbieders en zijn niet op te tellen. Het is een "
                "schatting, geen meting. Wat een aanbieder voor een andere gemeente toch al maakt, telt "
                "niet mee."
            ),
        ]
    yield "\n".join(lines)


def _what_is_lost(questions: Sequence[Question]) -> Iterator[str]:
    by_hand = [element_words(each.element).nl for each in questions if each.ground is Ground.BY_HAND]
    words = "Wat u verliest: een gegeven dat u elders haalt, moet u daar zelf optellen of opzoeken."
    if by_hand:
        words += f" Deze gegevens krijgt u dan niet meer: {', '.join(dict.fromkeys(by_hand))}."
    yield _filled(words)


def _filled(words: str) -> str:
    return fill(words, _WIDTH)


def _item(words: str) -> str:
    return fill(words, _WIDTH, initial_indent="- ", subsequent_indent="  ")
