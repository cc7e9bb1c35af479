"""What was filled in on the form of an expression, back to what a format writes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from service.domain.formats.verb import known_verbs
from service.domain.formats.verb_options import Option, OptionKind, argument_of, options_of

MOST_PARTS = 40
"""More steps, cases or conditions than any format has."""
_SEVERAL = ("in", "not_in", "between")
"""What a condition asks by more than one value."""


@dataclass(slots=True)
class Answers:
    """Reads one posted form."""

    posted: Mapping[str, str]
    is_unfinished: bool = field(default=False)
    """Whether a step was chosen whose options nobody could fill in yet."""

    def expression(self, prefix: str) -> object:
        """What is written for a column: a bare name when it is only a field."""
        steps = self._with_added(self._moved(self._steps(prefix), prefix), prefix)
        named = steps.get("field")
        return named if set(steps) == {"field"} and isinstance(named, str) and named else steps

    def _steps(self, prefix: str) -> dict[str, object]:
        """The steps that stood on the form, without those that were taken away."""
        steps: dict[str, object] = {}
        for at in range(MOST_PARTS):
            step = f"{prefix}.{at}"
            verb = self.posted.get(f"{step}.verb")
            if verb is None:
                break
            if verb in known_verbs() and not self._is_removed(step):
                steps[verb] = self._argument(verb, step)
        return steps

    def _with_added(self, steps: dict[str, object], prefix: str) -> dict[str, object]:
        added = self.posted.get(f"{prefix}.nieuw", "")
        if added in known_verbs() and added not in steps:
            steps[added] = argument_of(added, {})
            self.is_unfinished = self.is_unfinished or any(each.is_required for each in options_of(added))
        return steps

    def conditions(self, prefix: str) -> dict[str, object]:
        """Conditions by field; an empty place is nothing, and two lines about one field are one condition."""
        found: dict[str, dict[str, object]] = {}
        for at in range(MOST_PARTS):
            name = self.posted.get(f"{prefix}.{at}.veld")
            if name is None:
                break
            if name:
                found.setdefault(name, {}).update(self._asked(f"{prefix}.{at}"))
        return {name: _shortest(asked) for name, asked in found.items()}

    def _asked(self, prefix: str) -> dict[str, object]:
        """What one line of the form asks of its field."""
        how = self.posted.get(f"{prefix}.hoe", "in")
        if how in ("filled", "empty"):
            return {"filled": how == "filled"}
        text = self.posted.get(f"{prefix}.waarden", "")
        values = [each.strip() for each in text.split(",") if each.strip()]
        return {how: values if how in _SEVERAL else text.strip()}

    def _argument(self, verb: str, prefix: str) -> object:
        options = {
            option.name: self._option(option, f"{prefix}.{option.name}") for option in options_of(verb)
        }
        return argument_of(verb, options)

    def _prefixes(self, prefix: str) -> list[str]:
        return [f"{prefix}.{at}" for at in range(self._count(prefix))]

    def _cases(self, prefix: str) -> list[object]:
        cases = map(self._case, self._prefixes(prefix))
        return [case for case in cases if case["when"] or case["then"]]

    def _option(self, option: Option, prefix: str) -> object:
        match option.kind:
            case OptionKind.EXPRESSION:
                return self.expression(prefix)
            case OptionKind.EXPRESSIONS:
                return [part for each in self._prefixes(prefix) if (part := self.expression(each))]
            case OptionKind.CONDITIONS:
                return self.conditions(prefix)
            case OptionKind.CASES:
                return self._cases(prefix)
            case _:
                return self._plain(option, self.posted.get(prefix, ""))

    def _plain(self, option: Option, text: str) -> object:
        is_number = option.kind is OptionKind.NUMBER and text.strip().lstrip("-").isdecimal()
        return int(text) if is_number else text.replace("\r\n", "\n")

    def _case(self, prefix: str) -> dict[str, object]:
        return {"when": self.conditions(f"{prefix}.when"), "then": self.expression(f"{prefix}.then")}

    def _count(self, prefix: str) -> int:
        """How many places a list had in the form."""
        begun = {
            name.removeprefix(f"{prefix}.").partition(".")[0]
            for name in self.posted
            if name.startswith(f"{prefix}.")
        }
        return min(max((int(each) + 1 for each in begun if each.isdecimal()), default=0), MOST_PARTS)

    def _is_removed(self, step: str) -> bool:
        return self.posted.get("doe") == f"weg:{step}"

    def _moved(self, steps: dict[str, object], prefix: str) -> dict[str, object]:
        """With the step that was asked to go up before the one that stood before it."""
        what, _, where = self.posted.get("doe", "").partition(":")
        place = where.removeprefix(f"{prefix}.")
        if what != "op" or not place.isdecimal() or not 0 < int(place) < len(steps):
            return steps
        names = list(steps)
        at = int(place)
        names[at - 1], names[at] = names[at], names[at - 1]
        return {name: steps[name] for name in names}


def _shortest(asked: Mapping[str, object]) -> object:
    """A condition as people write it: codes without `in`, and one code without a list."""
    codes = asked.get("in")
    if set(asked) != {"in"} or not isinstance(codes, list):
        return asked
    return codes[0] if len(codes) == 1 else codes
