"""Code tables: what a municipality calls what the standard calls otherwise, dated."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Protocol

import numpy as np
import numpy.typing as npt
import pandas as pd

OF_THE_STANDARD = "standaard/"
"""How the names of the lists of the standard begin: what they say is nobody's to write."""
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

    def by_law(self, day: date, laws: Iterable[str]) -> dict[str, dict[str, str]]:
        """Per law code → what it becomes on that day; under "" for all of them when no line is of a law."""
        if not any(line.law for line in self.lines):
            return {"": self.on(day, ())}
        return {law: self.on(day, (law,)) for law in laws}

    def differs_by_law(self, laws: Iterable[str]) -> str:
        """The first code that means something else under one of these laws than under another; else empty."""
        wanted = ("", *laws)
        meanings: dict[str, dict[str, set[str]]] = {}
        for line in self.lines:
            if line.law in wanted:
                meanings.setdefault(line.code, {}).setdefault(line.law, set()).add(line.becomes)
        several = (code for code, by in meanings.items() if any(by[law] != by[next(iter(by))] for law in by))
        return next(several, "")

    @property
    def is_one_to_one(self) -> bool:
        """Whether the code can be read back from what it becomes."""
        seen: dict[tuple[str, str], str] = {}
        return all(seen.setdefault((line.law, line.becomes), line.code) == line.code for line in self.lines)

    @property
    def changes_nothing(self) -> bool:
        """Whether every code becomes itself."""
        return all(line.becomes == line.code for line in self.lines)

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

    def clashes_between_laws(self) -> Iterator[CodeLine]:
        """Lines of a law for whose code a line without a law says something else on one day."""
        of_all = [line for line in self.lines if not line.law]
        for line in self.lines:
            if line.law and any(
                line.code == each.code and line.becomes != each.becomes and _meet(line, each)
                for each in of_all
            ):
                yield line


def _meet(one: CodeLine, other: CodeLine) -> bool:
    """Whether both hold on some day."""
    return one.valid_from <= other.valid_until and other.valid_from <= one.valid_until


class LinesOfLaws(Protocol):
    """Lines of which each is of a law, or all are of one."""

    def meanings(self, name: str) -> dict[str, dict[str, str]]:
        """Per law code → what a table makes of it; under "" for all of them."""

    def laws_of_lines(self) -> npt.NDArray[np.generic]:
        """The law of each line."""


def translate_by_law(
    items: npt.NDArray[np.generic], name: str, lines: LinesOfLaws
) -> tuple[npt.NDArray[np.generic], npt.NDArray[np.bool_]]:
    """As `translate_items`, each line by what the table says for its own law."""
    meanings = lines.meanings(name)
    if len(meanings) == 1:
        return translate_items(items, next(iter(meanings.values())))
    laws = lines.laws_of_lines()
    texts, unknown = np.full(len(items), "", dtype=object), np.ones(len(items), dtype=bool)
    for law, known in meanings.items():
        mask = np.asarray(laws == law, dtype=bool)
        texts[mask], unknown[mask] = translate_items(items[mask], known)
    return texts, unknown


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
