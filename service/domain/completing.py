"""Working out again what older versions did not keep, and what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Completion(StrEnum):
    """What came of one report or submission of which something was not kept."""

    KEPT = "kept"
    """It was worked out again and is kept from now on."""
    NO_SOURCE = "no-source"
    """The rows that it was made of are not kept any more."""
    NO_FORMAT = "no-format"
    """This installation does not have the version of the format that it was made by."""
    DIFFERENT = "different"
    """It comes out otherwise than it was published, so that nothing made of it can be trusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Completed:
    """What came of all of them."""

    reports: Mapping[Completion, int] = field(default_factory=dict)
    """Of which the totals were not kept."""
    submissions: Mapping[Completion, int] = field(default_factory=dict)
    """Of which the balances by municipality, and what messages declare, were not kept."""
