"""The standard as values: its tables, their fields, keys and references, and the code lists they name."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

_FEW = 64
"""Texts that are looked up in a set sooner than a table of the codes is made for them."""
_LONGEST_CODE = 20
"""Characters: a longer text is a name or a story, in which blanks and dashes are the writer's own."""


class FieldType(StrEnum):
    """What a field holds; `service.domain.standard.export.Export` says how each is kept."""

    TEXT = "text"
    CODE = "code"
    INTEGER = "integer"
    DECIMAL = "decimal"
    MONEY = "money"
    DATE = "date"


class Classification(StrEnum):
    """What a field says about whom, which decides who may see it."""

    ORGANISATION = "organisation"
    IDENTIFIER = "identifier"
    PERSON = "person"
    CARE = "care"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One column of a table of the standard."""

    name: str
    type: FieldType
    classification: Classification
    required: bool = False
    size: int | None = None
    """For text the most characters, for integer and decimal the most digits."""
    code_list: str = ""
    """The name of the code list that the value comes from, empty when there is none."""
    already_reported_in: tuple[str, ...] = ()
    """Where the provider reports the same fact today: an iJw message, CBS, NZa."""
    description: str = ""
    """In Dutch."""
    pattern: str = ""
    """A regular expression that the whole text matches."""
    minimum: int | None = None
    maximum: int | None = None
    example: str = ""
    """What a value may look like, for fields with a pattern."""

    @property
    def is_text(self) -> bool:
        """Whether the value is kept to the character: text and codes."""
        return self.type in (FieldType.TEXT, FieldType.CODE)

    @property
    def is_prose(self) -> bool:
        """Whether it holds a name or a story, and no code or number."""
        return self.type is FieldType.TEXT and (self.size or _LONGEST_CODE + 1) > _LONGEST_CODE


@dataclass(frozen=True, slots=True)
class Key:
    """Fields that together occur once in a table; an empty field counts as a value of its own."""

    fields: tuple[str, ...]
    per_law: bool = False
    """True when the key holds within one wet, and the wet is that of the allocation the row refers to."""


@dataclass(frozen=True, slots=True)
class Reference:
    """The fields by which a row points at exactly one row of another table, under the same names there."""

    fields: tuple[str, ...]
    table: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table of the standard, its fields in the order of publication."""

    name: str
    fields: Mapping[str, Field]
    title: str = ""
    description: str = ""
    key: Key | None = None
    reference: Reference | None = None

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the fields that every row has to fill."""
        return tuple(each.name for each in self.fields.values() if each.required)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeEntry:
    """One code, with the wet and the days for which it holds; empty means: for both, without end."""

    code: str
    description: str
    law: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    more: Mapping[str, str] = field(default_factory=dict)
    """Further columns of the list, such as `provincie` and `jeugdregio` of a municipality."""

    @property
    def is_dated(self) -> bool:
        """Whether the code holds for a range of days only."""
        return self.valid_from is not None or self.valid_until is not None


@dataclass(frozen=True)
class CodeList:
    """A code list: codes are text, and one code may mean something else per wet."""

    name: str
    entries: tuple[CodeEntry, ...]
    title: str = ""

    @cached_property
    def codes(self) -> frozenset[str]:
        """Every code, whatever its wet or validity."""
        return frozenset(entry.code for entry in self.entries)

    @cached_property
    def column(self) -> pa.Array:
        """Every code once, in order: a large_string to look texts up in."""
        return pa.array(sorted(self.codes), pa.large_string())

    def has(self, texts: pa.Array) -> pa.BooleanArray:
        """Tell per text whether it is a code of the list, whatever its wet or validity."""
        if len(texts) > _FEW:
            return pc.is_in(texts, self.column)
        return pa.array([each in self.codes for each in texts.to_pylist()], pa.bool_())

    @cached_property
    def width(self) -> int | None:
        """The one length that all codes have; None where they have several."""
        widths = {len(code) for code in self.codes}
        return widths.pop() if len(widths) == 1 else None

    @cached_property
    def timeless(self) -> frozenset[str]:
        """Every code that holds on any day, for one wet at least."""
        return frozenset(entry.code for entry in self.entries if not entry.is_dated)

    @cached_property
    def is_per_law(self) -> bool:
        """Whether some code holds for one wet only."""
        return any(entry.law for entry in self.entries)

    @cached_property
    def by_spelling(self) -> Mapping[str, str]:
        """The one code that is written so, whatever its capitals and blanks; none where two are."""
        return _only_one((code, code) for code in self.codes)

    @cached_property
    def by_name(self) -> Mapping[str, str]:
        """The one code that has this name, whatever its capitals and blanks; none where two have it."""
        return _only_one((entry.description, entry.code) for entry in self.entries)

    def entry(self, code: str, law: str = "") -> CodeEntry | None:
        """Return the entry of a code, for one wet when the list has it per wet; None for an unknown code."""
        return next((e for e in self.entries if e.code == code and law in ("", e.law or law)), None)

    def contains(
        self, codes: "pd.Series[str]", law: "pd.Series[str] | None" = None, on: "pd.Series | None" = None
    ) -> npt.NDArray[np.bool_]:
        """Per row whether the code is in the list, for its wet and on its day where those are given.

        A missing code is not in the list. Where `law` or `on` is missing, any wet or any day will do.
        """
        at, different = _places(codes)
        if law is None or not self.is_per_law:
            known = _is_in(different, self._timeless(""))[at]
        else:
            law_at, laws = _places(law)
            of_each = [_is_in(different, self._timeless(name)) for name in (*laws, "")]
            known = np.array(of_each)[law_at, at]
        places = {code: place for place, code in enumerate(different)}
        for entry in self._dated():
            if entry.code in places:
                known |= _matches(entry, at == places[entry.code], law, on)
        return known

    def _timeless(self, law: str) -> frozenset[str]:
        return frozenset(e.code for e in self.entries if not e.is_dated and (not law or e.law in ("", law)))

    def _dated(self) -> Iterable[CodeEntry]:
        return (entry for entry in self.entries if entry.is_dated)


def plain_spelling(text: str) -> str:
    """Return a text as codes and names are compared: capitals and blanks do not count."""
    return " ".join(text.casefold().split())


def _only_one(written: Iterable[tuple[str, str]]) -> dict[str, str]:
    codes: dict[str, set[str]] = {}
    for text, code in written:
        codes.setdefault(plain_spelling(text), set()).add(code)
    return {text: next(iter(each)) for text, each in codes.items() if text and len(each) == 1}


def _places(texts: "pd.Series[str]") -> tuple[npt.NDArray[np.intp], list[str]]:
    """Per row the place of its text among the different ones; -1, the last, where it is missing."""
    places, different = pd.factorize(texts)
    return places, [str(text) for text in different]


def _is_in(texts: Sequence[str], wanted: Collection[str]) -> npt.NDArray[np.bool_]:
    """Which of these are wanted; behind them the missing one, which never is."""
    return np.array([*(text in wanted for text in texts), False])


def _matches(
    entry: CodeEntry, here: npt.NDArray[np.bool_], law: "pd.Series[str] | None", on: "pd.Series | None"
) -> npt.NDArray[np.bool_]:
    """In which of the rows that have this code it holds."""
    matches = here
    if law is not None and entry.law:
        matches = matches & (law.eq(entry.law) | law.isna()).to_numpy(bool)
    if on is not None and entry.valid_from:
        matches = matches & (on.ge(pd.Timestamp(entry.valid_from)) | on.isna()).to_numpy(bool)
    if on is not None and entry.valid_until:
        matches = matches & (on.le(pd.Timestamp(entry.valid_until)) | on.isna()).to_numpy(bool)
    return matches


@dataclass(frozen=True, slots=True)
class Standard:
    """One version of the standard, complete."""

    version: str
    tables: Mapping[str, Table]
    """By name, in the order of publication."""
    code_lists: Mapping[str, CodeList]
    """By name; every list that a field names is here."""

    def field(self, address: str) -> Field:
        """Return the field at `table.field`. Raises KeyError when there is none."""
        table, _, name = address.partition(".")
        return self.tables[table].fields[name]

    def code_list_of(self, wanted: Field) -> CodeList | None:
        """Return the code list that a field's values come from, None for a free field."""
        return self.code_lists[wanted.code_list] if wanted.code_list else None
