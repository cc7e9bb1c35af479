"""What a rule tells beside its place: the limit, the total or the other date that it holds a row against."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.said import Fact, said_count, said_day, said_euros
from service.domain.standard.cells import Mask
from service.domain.standard.columns import Columns, Days, Numbers
from service.domain.standard.look_alikes import by_sight, hidden_difference
from service.domain.wording import Wording

_OPEN = Wording("open", "open")
_ALIKE = Wording(
    ' Zij lijken gelijk: teken {place} van de eerste is {found}, en van de andere "{expected}".',
    ' They look the same: sign {place} of the first is {found}, and of the other "{expected}".',
)
_BETWEEN = "\x1f"


@dataclass(frozen=True, slots=True)
class Told:
    """One value per row of a table, and how it is said."""

    values: npt.NDArray[Any]
    say: Callable[[Any], Fact]
    otherwise: Fact = ""
    """What is said of a row that has no value."""

    def at(self, positions: npt.NDArray[np.intp]) -> npt.NDArray[np.object_]:
        """What is said of some rows; every different value is said once."""
        places, different = pd.factorize(self.values[positions])
        said = np.empty(len(different) + 1, dtype=object)
        said[:-1] = [self.say(each) for each in different.tolist()]
        said[-1] = self.otherwise
        return said[places]


Tells = Mapping[str, Told]
"""By the name that the words of the rule fill in."""


def days(values: Days) -> Told:
    """Days; one that is missing is open."""
    return Told(values.astype("datetime64[s]"), _day, _OPEN)


def euros(cents: Numbers) -> Told:
    """Amounts in whole cents."""
    return Told(cents, said_euros)


def counts(numbers: Numbers) -> Told:
    """Whole numbers."""
    return Told(numbers, said_count)


def where(rows: Mask, words: Wording) -> Told:
    """The same words in some rows, and nothing in the others."""
    return Told(rows, lambda says: words if says else "")


def codes(columns: Columns, name: str) -> Told:
    """Codes, quoted as they stand in the other table."""
    return Told(columns.series(name).to_numpy(object), str)


def alike(own: Columns, other: Columns, name: str) -> Told:
    """In which sign two codes differ that look the same; nothing of others."""
    pairs = own.series(name).astype(object) + _BETWEEN + other.series(name).astype(object)
    return Told(pairs.to_numpy(object), _difference)


def _difference(pair: str) -> Fact:
    one, _, other = pair.partition(_BETWEEN)
    hidden = hidden_difference(one, by_sight([other]))
    return "" if hidden is None else _ALIKE.filled(hidden.facts)


def _day(moment: datetime) -> Wording:
    return said_day(moment.date())
