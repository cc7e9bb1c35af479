"""Faults: what can be wrong with a municipality's format, apart from how it is said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from service.domain.suggestions import suggestion
from service.domain.wording import NOTHING, Wording, joined, same


@dataclass(frozen=True, slots=True)
class FaultKind:
    """One kind of fault: its identity, what it says, and what to write instead.

    Both texts may use every fact that faults of this kind carry.
    """

    code: str
    words: Wording
    remedy: Wording = NOTHING

    def fault(self, **facts: str | int | Wording) -> "Fault":
        """A fault of this kind, with the facts that its texts fill in."""
        return Fault(self, facts)


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault, and the columns, steps and options in which it stands, the outermost first."""

    kind: FaultKind
    facts: Mapping[str, str | int | Wording] = field(default_factory=dict)
    within: tuple[Wording, ...] = ()

    def inside(self, *places: Wording) -> "Fault":
        """The same fault, standing in these as well."""
        return replace(self, within=(*places, *self.within))

    def words(self) -> Wording:
        """Where it stands, what is wrong and what to write instead, in both languages."""
        sentence_of_kind = self.kind.words.filled(self.facts)
        parts = (sentence_of_kind, self.kind.remedy.filled(self.facts), _meant(self.facts))
        sentence = joined(" ", filter(None, parts))
        return joined(": ", (*self.within, sentence))


def _meant(facts: Mapping[str, str | int | Wording]) -> Wording:
    """Which of what there is was probably meant by what is written; NOTHING when that cannot be told."""
    known = facts.get("known", facts.get("expected", ""))
    choices = [each.strip("' ") for each in str(known.en if isinstance(known, Wording) else known).split(",")]
    choices = [part for each in choices for part in each.split("' or '")]
    written = [str(fact) for name, fact in facts.items() if name not in {"known", "expected", "tables"}]
    found = next(filter(None, (suggestion(each, choices) for each in written)), "")
    return Wording("Bedoelt u {found}?", "Did you mean {found}?").fill(found=found) if found else NOTHING


def comma_list(names: Iterable[str]) -> Wording:
    """What there is to choose from, or that there is nothing."""
    found = ", ".join(names)
    return same(found) if found else Wording("geen", "none")
