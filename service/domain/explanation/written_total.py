"""The total of a column of a report, as its rows hold it and as a reader of its file adds it up."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from service.domain.explanation.explanation import number_in_json

SMALL_LEFT_OUT = "suppress_below"
"""The verb that leaves out what is small: of all causes the one that the exact total would tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenTotal:
    """The total of one column of one report, exact and as a reader of the file adds it up."""

    municipality: str
    block: str
    column: str
    exact: Fraction
    """What the rows hold, in the unit of the column."""
    written: Fraction
    differences: Mapping[str, Fraction]
    """By cause; together with `exact` they are `written`."""

    @property
    def leaves_out(self) -> bool:
        """Whether something small was left out, which the exact total would tell."""
        return SMALL_LEFT_OUT in self.differences

    def as_json(self) -> dict[str, object]:
        """One total of an E in docs/json.md."""
        return {
            "municipality": self.municipality,
            "block": self.block,
            "column": self.column,
            "exact": number_in_json(self.exact),
            "written": number_in_json(self.written),
            "differences": {cause: number_in_json(each) for cause, each in self.differences.items()},
        }
