"""The drop list: every question that could go, be taken from elsewhere, or be asked as the others ask it."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import chain

from service.domain.burden.asked_already import AskedFormat, Asking, asked_already
from service.domain.burden.demand import AskedElement, Demand, Operation
from service.domain.burden.effect import Change, Effect, Effects, without_elements
from service.domain.burden.elsewhere import Clause, Elsewhere, Place
from service.domain.burden.prescribed import LegallyRequired, Prescription
from service.domain.burden.questions import is_about_the_provider
from service.domain.periods import Period

Form = tuple[str, ...]
"""How an element is represented; empty as the standard does."""


class Ground(StrEnum):
    """Why a question stands on the list, the strongest first."""

    ELSEWHERE = "elders"
    """The municipality has it, or can have it, from a message, CBS or NZa."""
    AGAIN = "nog-eens"
    """Another of its formats asks it already, of the same rows and at least as often."""
    BY_HAND = "met-de-hand"
    """No rule can fill it: somebody types it in."""
    OWN_FORM = "eigen-vorm"
    """Others ask it in one form, and it in another."""

    @property
    def is_to_stop(self) -> bool:
        """Whether it is asked to stop; otherwise to ask it as the others do."""
        return self is not Ground.OWN_FORM


class Kept(StrEnum):
    """Why something that can be had elsewhere does not stand on the list."""

    PRESCRIBED = "voorgeschreven"
    NEEDED = "nodig"
    """It says who the provider is, which period it is, or which row or client a line is about."""
    NOT_POINTED_OUT = "niet-aan-te-wijzen"
    """The standard says that it is elsewhere, and the table of places knows no element that is it."""


Fates = dict[str, list[tuple[AskedElement, Ground | Kept]]]
"""By element of one municipality: each asking of it, and what became of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One line of the list."""

    municipality: str
    format: str
    element: str
    header: str = ""
    """What it is called in the municipality's own file."""
    ground: Ground
    laws: frozenset[str] = frozenset()
    says_less: bool = False
    """Whether every place says less than what is asked: counted, or per region."""
    places: tuple[Place, ...] = ()
    clauses: tuple[Clause, ...] = ()
    asked_in: str = ""
    """The format that asks it already."""
    form: Form = ()
    form_of_others: Form | None = None
    """The form that most municipalities ask, where this is another; None where it is the same or nobody's."""
    alike: tuple[str, ...] = ()
    """Other municipalities that ask it in the same form."""
    otherwise: tuple[str, ...] = ()
    """Those that ask it, but only in another form."""
    legal_ground: str = ""
    effect: Effect = field(default_factory=Effect)


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeFormat:
    """A format of which nothing is left when what is on the list is no longer asked."""

    municipality: str
    format: str
    questions: int
    effect: Effect


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Where everything that can be had elsewhere went: listed + gone along + kept is all of it."""

    asked: int = 0
    """Elements, each once per municipality: Y of the headline."""
    elsewhere: int = 0
    """X."""
    listed: int = 0
    gone_along: int = 0
    """What tells which row it is, in a format that can go as a whole."""
    kept: Mapping[Kept, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class DropList:
    """The list of some municipalities."""

    questions: tuple[Question, ...]
    whole: tuple[WholeFormat, ...]
    account: Account
    prescribed: Mapping[str, tuple[tuple[str, Prescription], ...]]
    """By municipality the formats that are left alone, each with what prescribes it."""
    together: Mapping[str, Effect] = field(default_factory=dict)
    """By municipality what all that it is asked to stop would leave undone, worked out as a whole."""
    everybody: Effect = field(default_factory=Effect)
    """The same when all these municipalities stop: more than the sum, for what they share goes then."""
    versions: Mapping[str, str] = field(default_factory=dict)

    def of(self, municipality: str) -> tuple[Question, ...]:
        """The lines of one municipality."""
        return tuple(each for each in self.questions if each.municipality == municipality)

    @property
    def municipalities(self) -> tuple[str, ...]:
        """Those that have something on it."""
        return tuple(sorted({each.municipality for each in self.questions}))


@dataclass(frozen=True, slots=True, kw_only=True)
class DropListBasis:
    """What a list is made with."""

    asking: Asking
    """Of all municipalities: who else asks it is asked of everybody."""
    period: Period
    required: LegallyRequired
    elsewhere: Elsewhere
    effects: Effects


def drop_list(towns: Iterable[str], basis: DropListBasis) -> DropList:
    """Of these municipalities, by municipality, format and ground."""
    forms = _Forms.of(basis.asking)
    found = [_Town(town, basis, forms) for town in sorted(set(towns)) if basis.asking.get(town)]
    for one in found:
        one.look()
    together = {one.name: basis.effects.of_change(one.name, *one.stopping) for one in found}
    return DropList(
        questions=tuple(sorted(chain.from_iterable(one.questions for one in found), key=_order)),
        whole=tuple(chain.from_iterable(one.whole for one in found)),
        account=_added([one.account for one in found]),
        prescribed={one.name: tuple(one.prescribed) for one in found},
        together=together,
        everybody=basis.effects.of_everybody({one.name: one.stopping[0] for one in found}, together.values()),
        versions=basis.elsewhere.versions,
    )


def _stopped(whole: frozenset[str], gone: Mapping[str, set[str]]) -> Change:
    return lambda demand: (
        None if demand.format in whole else without_elements(demand, gone.get(demand.format, ()))
    )


def _order(each: Question) -> tuple[str, str, int, str]:
    return each.municipality, each.format, list(Ground).index(each.ground), each.element


@dataclass(frozen=True, slots=True)
class _Forms:
    """Who asks an element, and in which form."""

    by_element: Mapping[str, Mapping[Form, frozenset[str]]]
    example: Mapping[tuple[str, Form], AskedElement]
    """How an element is asked in a form."""

    @classmethod
    def of(cls, asking: Asking) -> "_Forms":
        found: dict[str, dict[Form, set[str]]] = {}
        example: dict[tuple[str, Form], AskedElement] = {}
        for town, formats in asking.items():
            for each in (one for asked in formats for one in asked.demand.asked):
                found.setdefault(each.element, {}).setdefault(each.representation, set()).add(town)
                example.setdefault((each.element, each.representation), each)
        by_element = {
            element: {form: frozenset(towns) for form, towns in forms.items()}
            for element, forms in found.items()
        }
        return cls(by_element, example)

    def usual(self, asked: AskedElement) -> Form | None:
        """The form that most municipalities ask, when it is another than this and more ask it."""
        forms = self.by_element[asked.element]
        best = max(sorted(forms), key=lambda form: len(forms[form]))
        own = len(forms[asked.representation])
        return best if best != asked.representation and len(forms[best]) > max(own, 1) else None

    def others(self, town: str, asked: AskedElement) -> tuple[tuple[str, ...], tuple[str, ...]]:
        forms = self.by_element[asked.element]
        alike = forms[asked.representation] - {town}
        everybody = frozenset().union(*forms.values()) - {town}
        return tuple(sorted(alike)), tuple(sorted(everybody - alike))


class _Town:
    """What is found of one municipality."""

    def __init__(self, name: str, basis: DropListBasis, forms: _Forms) -> None:
        self.name, self._basis, self._forms = name, basis, forms
        self.questions: list[Question] = []
        self.whole: list[WholeFormat] = []
        self.prescribed: list[tuple[str, Prescription]] = []
        self._fates: Fates = {}

    def look(self) -> None:
        """At every format that it asks."""
        for asked in self._basis.asking[self.name]:
            by_law = self._basis.required.find(asked.demand.format, "", self._basis.period)
            if by_law:
                self.prescribed.append((asked.demand.format, by_law))
            self._look_at(asked)

    def _look_at(self, asked: AskedFormat) -> None:
        own = [found for each in asked.demand.asked if (found := self._question(each, asked))]
        self.questions += own
        listed = {each.element: each.ground for each in own}
        if _can_go(asked.demand, own):
            name = asked.demand.format
            effect = self._basis.effects.of_change(self.name, _stopped(frozenset({name}), {}), name)
            self.whole.append(
                WholeFormat(municipality=self.name, format=name, questions=len(own), effect=effect)
            )
            listed |= {each.element: Ground.ELSEWHERE for each in asked.demand.asked if _is_needed(each)}
        for each in asked.demand.asked:
            fate = listed.get(each.element) or _why_kept(each)
            self._fates.setdefault(each.element, []).append((each, fate))

    def _question(self, each: AskedElement, asked: AskedFormat) -> Question | None:
        if each.is_legally_required or _is_needed(each):
            return None
        places = self._basis.elsewhere.of(each)
        before = "" if places else asked_already(each, asked, self._basis.asking[self.name])
        usual = self._forms.usual(each)
        ground = _ground(each, places, before, usual)
        if ground is None:
            return None
        alike, otherwise = self._forms.others(self.name, each)
        return Question(
            municipality=self.name,
            format=asked.demand.format,
            element=each.element,
            header=each.header,
            ground=ground,
            laws=asked.laws,
            says_less=bool(places)
            and all(place.says_less(of_persons=asked.is_of_persons) for place in places),
            places=places,
            clauses=_clauses(ground, places, asked, self._basis.elsewhere),
            asked_in=before,
            form=each.representation,
            form_of_others=usual,
            alike=alike,
            otherwise=otherwise,
            legal_ground=asked.legal_ground,
            effect=self._effect(each, asked.demand.format, None if ground.is_to_stop else usual),
        )

    def _effect(self, each: AskedElement, name: str, usual: Form | None) -> Effect:
        effects = self._basis.effects
        if usual is None:
            return effects.of_question(self.name, name, each.element)
        change = _as_others(name, each.element, self._forms.example[each.element, usual])
        return effects.of_change(self.name, change, (name, each.element, usual))

    @property
    def account(self) -> Account:
        """Where everything went that can be had elsewhere."""
        return _account(self._fates)

    @property
    def stopping(self) -> tuple[Change, Hashable]:
        """What it would ask when it stops all that it is asked to, and what tells that change."""
        gone: dict[str, set[str]] = {}
        for each in self.questions:
            if each.ground.is_to_stop:
                gone.setdefault(each.format, set()).add(each.element)
        whole = frozenset(each.format for each in self.whole)
        key = (whole, frozenset((name, frozenset(elements)) for name, elements in gone.items()))
        return _stopped(whole, gone), key


def _as_others(name: str, element: str, instead: AskedElement) -> Change:
    """The same format, with one element as the others ask it."""

    def change(demand: Demand) -> Demand:
        is_it = demand.format == name and element in demand.elements
        parts = (instead if each.element == element else each for each in demand.asked)
        return replace(demand, asked=tuple(parts)) if is_it else demand

    return change


def _is_needed(asked: AskedElement) -> bool:
    """Whether it only says whose report it is, over what, and of which row."""
    is_head = is_about_the_provider(asked.element) or asked.element.startswith("municipality_")
    return not asked.is_manual and (is_head or asked.identifies or not asked.times)


def _can_go(demand: Demand, listed: Iterable[Question]) -> bool:
    """Whether all it asks, beside what tells which row it is, is had already in full."""
    asked = {each.element for each in demand.asked if not _is_needed(each)}
    stops = (Ground.ELSEWHERE, Ground.AGAIN)
    return bool(asked) and asked <= {
        each.element for each in listed if each.ground in stops and not each.says_less
    }


def _why_kept(asked: AskedElement) -> Kept:
    if asked.is_legally_required:
        return Kept.PRESCRIBED
    return Kept.NEEDED if _is_needed(asked) else Kept.NOT_POINTED_OUT


def _ground(asked: AskedElement, places: Sequence[Place], before: str, usual: Form | None) -> Ground | None:
    if places:
        return Ground.ELSEWHERE
    if before:
        return Ground.AGAIN
    if asked.operation is Operation.MANUAL:
        return Ground.BY_HAND
    return None if usual is None else Ground.OWN_FORM


def _clauses(
    ground: Ground, places: Iterable[Place], asked: AskedFormat, known: Elsewhere
) -> tuple[Clause, ...]:
    if ground is Ground.AGAIN:
        return known.clauses_on([ground.value], asked.laws)
    return known.clauses_on({each.source.split(" ", maxsplit=1)[0] for each in places}, asked.laws)


def _account(fates: Fates) -> Account:
    """Of one municipality: an element that several formats ask went where the strongest of its fates is."""
    order = [*Ground, *Kept]
    counts: Counter[Ground | Kept] = Counter()
    along = 0
    for several in fates.values():
        if any(each.already_reported_in for each, _ in several):
            each, fate = min(
                ((one, fate) for one, fate in several if fate), key=lambda two: order.index(two[1])
            )
            is_along = isinstance(fate, Ground) and _is_needed(each)
            along += is_along
            counts[fate] += not is_along
    return Account(
        asked=len(fates),
        elsewhere=sum(counts.values()) + along,
        listed=sum(counts[each] for each in Ground),
        gone_along=along,
        kept={each: counts[each] for each in Kept},
    )


def _added(every: Sequence[Account]) -> Account:
    return Account(
        asked=sum(each.asked for each in every),
        elsewhere=sum(each.elsewhere for each in every),
        listed=sum(each.listed for each in every),
        gone_along=sum(each.gone_along for each in every),
        kept={kept: sum(each.kept.get(kept, 0) for each in every) for kept in Kept},
    )
