"""Code tables: what a municipality calls what the standard calls otherwise, dated."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

_ALWAYS_FROM = date(1, 1, 1)
_ALWAYS_UNTIL = date(9999, 12, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeLine:
    """One line of a code table."""

    code: str
    becomes: str
    law: str = ""
    """The wet it holds for; empty for both."""
    valid_from: date = _ALWAYS_FROM
    valid_until: date = _ALWAYS_UNTIL
    line: int = 0
    """Where it stands in its file, from 1; 0 when it stands in none."""


@dataclass(frozen=True, slots=True)
class CodeTable:
    """A named table of translations, unique per law, code and day."""

    name: str
    lines: tuple[CodeLine, ...]

    def on(self, day: date, laws: Iterable[str]) -> dict[str, str]:
        """Code → what it becomes, for the lines that hold on that day and for one of those laws."""
        wanted = {"", *laws}
        return {
            line.code: line.becomes
            for line in self.lines
            if line.law in wanted and line.valid_from <= day <= line.valid_until
        }

    @property
    def is_one_to_one(self) -> bool:
        """Whether the code can be read back from what it becomes."""
        seen: dict[tuple[str, str], str] = {}
        return all(seen.setdefault((line.law, line.becomes), line.code) == line.code for line in self.lines)

    def clashes(self) -> list[CodeLine]:
        """The later line of codes with two meanings on one day, for one law: such a table cannot be used."""
        by_code: dict[tuple[str, str], list[CodeLine]] = {}
        for line in self.lines:
            by_code.setdefault((line.law, line.code), []).append(line)
        return [
            max(earlier, later, key=lambda each: each.line)
            for lines in by_code.values()
            for earlier, later in pairwise(sorted(lines, key=lambda line: line.valid_from))
            if later.valid_from <= earlier.valid_until
        ]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A line that two people wrote for one code table, as one format uses it."""

    format: str
    code_table: str
    line: CodeLine


def translate_items(
    items: npt.NDArray[np.generic], known: dict[str, str]
) -> tuple[npt.NDArray[np.generic], npt.NDArray[np.bool_]]:
    """Look up every text once per distinct value.

    Returns the translated texts (object array, empty text where unknown) and a mask of what is unknown.
    """
    codes, distinct = pd.factorize(np.asarray(items, dtype=object))
    becomes = np.array([known.get(text, "") for text in distinct] or [""], dtype=object)
    is_unknown = np.array([text not in known for text in distinct] or [True], dtype=bool)
    return becomes[codes], is_unknown[codes]
