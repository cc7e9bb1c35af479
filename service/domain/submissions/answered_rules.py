"""How often what a rule warns about is right as it stands, so that warnings stay few."""

from dataclasses import dataclass

FEWEST_CASES = 20
"""With fewer nobody can say of a rule that it is nearly always answered the same."""
_NEARLY_ALWAYS = 95
"""Of 100."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnsweredRule:
    """The warnings of one rule, of all providers together; nothing of anybody."""

    code: str
    cases: int
    """Different warnings, each counted once however often it was handed in."""
    right: int
    """Those that their provider answered: it is right as it stands."""
    providers: int
    """How many were warned."""

    @property
    def is_nearly_always_right(self) -> bool:
        """Whether it is worth asking what the rule is for."""
        return self.cases >= FEWEST_CASES and 100 * self.right > _NEARLY_ALWAYS * self.cases

    def as_json(self) -> dict[str, object]:
        """R in docs/json.md."""
        return {
            "code": self.code,
            "cases": self.cases,
            "right": self.right,
            "providers": self.providers,
            "nearly_always_right": self.is_nearly_always_right,
        }
