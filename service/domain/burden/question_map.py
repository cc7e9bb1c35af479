"""Who asks what in which form: every question beside every municipality that asks it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from service.domain.burden.demand import Delivery, Demand, accepted_once
from service.domain.burden.drop_list import Form
from service.domain.burden.from_reports import CountedReport, deliveries_of
from service.domain.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedForm:
    """One form of a question, and who asks it so."""

    form: Form
    """Empty for the form of the standard."""
    municipalities: tuple[str, ...]
    """By their codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MappedQuestion:
    """One element, in each form in which somebody asks it."""

    element: str
    forms: tuple[AskedForm, ...]
    """That of most municipalities first."""
    already_reported_in: tuple[str, ...]
    """Where else it can be had; empty when nowhere."""

    @property
    def municipalities(self) -> frozenset[str]:
        """Everyone who asks it, in whatever form."""
        return frozenset(code for each in self.forms for code in each.municipalities)

    def asked_by(self, municipality: str) -> tuple[int, ...]:
        """The places in `forms` of those in which a municipality asks it; empty when it does not."""
        return tuple(place for place, each in enumerate(self.forms) if municipality in each.municipalities)


@dataclass(frozen=True, slots=True)
class QuestionMap:
    """All questions of some deliveries."""

    municipalities: tuple[str, ...]
    """Whoever asks anything, by code."""
    questions: tuple[MappedQuestion, ...]
    """What most municipalities ask first, then what is asked in most forms."""


@dataclass(frozen=True, slots=True)
class MapPage:
    """The map of one period, and of which other periods there is one."""

    periods: tuple[Period, ...]
    period: Period | None = None
    found: QuestionMap | None = None
    """None where nothing was delivered."""


def map_page(reports: Iterable[CountedReport], demands: Mapping[str, Demand], label: str | None) -> MapPage:
    """Of the latest period, or of the one called `label`."""
    standing = (each for each in reports if not each.is_rejected)
    deliveries = accepted_once(deliveries_of(standing, demands))
    periods = tuple(sorted({each.period for each in deliveries}, key=lambda each: (each.end, each.begin)))
    period = next((each for each in periods if each.label == label), periods[-1] if periods else None)
    if period is None:
        return MapPage(periods)
    return MapPage(periods, period, question_map(each for each in deliveries if each.period == period))


def question_map(deliveries: Iterable[Delivery]) -> QuestionMap:
    """What was asked of these deliveries; a question that a format asks twice in two forms has both."""
    asked: dict[str, dict[Form, set[str]]] = {}
    sources: dict[str, set[str]] = {}
    for municipality, element, form, places in set(_askings(deliveries)):
        asked.setdefault(element, {}).setdefault(form, set()).add(municipality)
        sources.setdefault(element, set()).update(places)
    questions = [_question(element, forms, sources[element]) for element, forms in asked.items()]
    questions.sort(key=lambda each: (-len(each.municipalities), -len(each.forms), each.element))
    towns = {code for each in questions for code in each.municipalities}
    return QuestionMap(tuple(sorted(towns)), tuple(questions))


def _askings(deliveries: Iterable[Delivery]) -> Iterator[tuple[str, str, Form, tuple[str, ...]]]:
    """Municipality, element, form and where else it can be had."""
    for each in {(each.municipality, id(each.demand)): each for each in deliveries}.values():
        for one in each.demand.asked:
            yield each.municipality, one.element, one.representation, one.already_reported_in
        for element, form in each.demand.further_forms:
            yield each.municipality, element, form, ()


def _question(element: str, forms: dict[Form, set[str]], sources: set[str]) -> MappedQuestion:
    most_first = sorted(forms.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return MappedQuestion(
        element=element,
        forms=tuple(AskedForm(form=form, municipalities=tuple(sorted(towns))) for form, towns in most_first),
        already_reported_in=tuple(sorted(sources)),
    )
