"""Conditions on the value of a field: what `where`, `only` and `choose` pick rows by."""

from collections.abc import Iterator, Mapping
from typing import Annotated

import numpy as np
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, model_validator

from service.domain.failures import RefusedValueError
from service.domain.formats.bounds import (
    Day,
    Number,
    PeriodDays,
    TwoNumbers,
    are_at_least,
    are_from,
    are_until,
    day_of,
    day_words,
)
from service.domain.formats.faults.conditions import (
    ASKS_NOTHING_OF_A_FIELD,
    NOT_FOR_THIS_KIND,
    NOTHING_IS_BETWEEN,
    UNKNOWN_CODE,
)
from service.domain.formats.faults.expressions import kind_words
from service.domain.formats.rows import Mask
from service.domain.formats.shape import LanguageError, Scope, kind_of
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import AND, OR, Wording, joined, same


def _read(written: object) -> object:
    if isinstance(written, list):
        return {"in": written}
    return written if isinstance(written, Mapping | Condition) else {"in": [written]}


_ASKED_OF: Mapping[ValueKind, tuple[str, ...]] = {
    ValueKind.TEXT: ("in", "not_in", "filled"),
    ValueKind.DATE: ("from", "until", "on", "filled"),
    ValueKind.NUMBER: ("above", "below", "at_least", "at_most", "between", "filled"),
}
"""What can be asked of each kind of value, as a format writes it."""


class Condition(BaseModel):
    """What a value has to be: `{in: [...]}`, `{from: 2026-01-01}`, `{above: 0}`, `{filled: true}`.

    A bare value or list means `in`. `from`, `until`, `at_least`, `at_most` and `between` include their ends.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, coerce_numbers_to_str=True, defer_build=True
    )

    is_in: tuple[str, ...] | None = Field(default=None, alias="in")
    not_in: tuple[str, ...] | None = None
    filled: bool | None = None
    first_day: Day | None = Field(default=None, alias="from")
    last_day: Day | None = Field(default=None, alias="until")
    on: Day | None = None
    above: Number | None = None
    below: Number | None = None
    at_least: Number | None = None
    at_most: Number | None = None
    between: TwoNumbers | None = None

    @model_validator(mode="after")
    def _can_be_met(self) -> "Condition":
        if not self.asks:
            raise RefusedValueError(ASKS_NOTHING_OF_A_FIELD.fault(known=", ".join(_every_option())))
        ends = [(self.first_day, self.last_day)] if _is_a_day(self.first_day, self.last_day) else []
        for lowest, highest in (*ends, *([self.between] if self.between else [])):
            if lowest > highest:  # type: ignore[operator] # both are days, or both are numbers
                raise RefusedValueError(NOTHING_IS_BETWEEN.fault(lowest=str(lowest), highest=str(highest)))
        return self

    @property
    def asks(self) -> tuple[str, ...]:
        """What it asks, as a format writes it."""
        return tuple(self.model_dump(by_alias=True, exclude_none=True))

    def mask(self, values: Values, period: PeriodDays) -> Mask:
        """True where the condition holds. An empty cell meets every `not_in` and no bound."""
        holds = np.ones(len(values), dtype=bool)
        if self.is_in is not None:
            holds &= _is_one_of(values, self.is_in)
        if self.not_in is not None:
            holds &= ~_is_one_of(values, self.not_in)
        if self.filled is not None:
            holds &= values.blank != self.filled
        for each in (*self._of_days(values, period), *self._of_numbers(values)):
            holds &= each & ~values.blank
        return holds

    def _of_days(self, values: Values, period: PeriodDays) -> Iterator[Mask]:
        for first in (self.first_day, self.on):
            if first is not None:
                yield are_from(values, day_of(first, period))
        for last in (self.last_day, self.on):
            if last is not None:
                yield are_until(values, day_of(last, period))

    def _of_numbers(self, values: Values) -> Iterator[Mask]:
        lowest, highest = self.between or (None, None)
        for least in (self.at_least, lowest):
            if least is not None:
                yield are_at_least(values, least)
        for most in (self.at_most, highest):
            if most is not None:
                yield ~are_at_least(values, most, above=True)
        if self.above is not None:
            yield are_at_least(values, self.above, above=True)
        if self.below is not None:
            yield ~are_at_least(values, self.below)

    def sentence(self, name: str | Wording) -> Wording:
        """The condition in words, of a field or of a value that is called so."""
        called = same(name) if isinstance(name, str) else name
        return joined(AND, (called + same(" is ") + each for each in self._told()))

    def _told(self) -> Iterator[Wording]:
        if self.is_in is not None:
            yield _listed(self.is_in)
        if self.not_in is not None:
            yield Wording("niet {codes}", "not {codes}").fill(codes=_listed(self.not_in))
        if self.filled is not None:
            yield Wording("gevuld", "filled") if self.filled else Wording("leeg", "empty")
        yield from self._told_of_bounds()

    def _told_of_bounds(self) -> Iterator[Wording]:
        for day, told in zip((self.first_day, self.last_day, self.on), _TOLD_OF_DAYS, strict=True):
            if day is not None:
                yield told.fill(day=day_words(day))
        numbers = (self.above, self.below, self.at_least, self.at_most)
        for number, told in zip(numbers, _TOLD_OF_NUMBERS, strict=True):
            if number is not None:
                yield told.fill(number=number)
        if self.between is not None:
            between = Wording("{lowest} tot en met {highest}", "{lowest} up to and including {highest}")
            yield between.fill(lowest=self.between[0], highest=self.between[1])


_TOLD_OF_DAYS = (
    Wording("{day} of later", "{day} or later"),
    Wording("{day} of eerder", "{day} or earlier"),
    Wording("{day}", "{day}"),
)
_TOLD_OF_NUMBERS = (
    Wording("meer dan {number}", "more than {number}"),
    Wording("minder dan {number}", "less than {number}"),
    Wording("{number} of meer", "{number} or more"),
    Wording("{number} of minder", "{number} or less"),
)
_CODE: dict[str, object] = {"type": ["string", "number"]}
_CODES: dict[str, object] = {"type": "array", "items": _CODE}


def _property(described: Mapping[str, object]) -> dict[str, object]:
    """What an option of a condition takes, without the null that means that it is left out."""
    several = described["anyOf"]
    found = [each for each in (several if isinstance(several, list) else []) if each.get("type") != "null"]
    return dict(found[0]) if len(found) == 1 else {"anyOf": found}


class _AsWritten:
    """What may be written for a condition, worked out when a schema is asked for: few processes do."""

    def __get_pydantic_json_schema__(
        self,
        _core: object,
        _handler: GetJsonSchemaHandler,
    ) -> dict[str, object]:
        properties = Condition.model_json_schema(by_alias=True)["properties"]
        options = {
            "type": "object",
            "properties": {
                **{name: _property(each) for name, each in properties.items()},
                "in": _CODES,
                "not_in": _CODES,
            },
            "additionalProperties": False,
            "minProperties": 1,
        }
        return {"anyOf": [_CODE, _CODES, options]}


Conditions = dict[str, Annotated[Condition, BeforeValidator(_read), _AsWritten()]]
"""By field; all of them have to hold."""


def check_conditions(conditions: Conditions, scope: Scope) -> None:
    """Raise LanguageError for a field that is not there, a question of another kind, or an unknown code."""
    for name, condition in conditions.items():
        reference, field = scope.find(name)
        check_kind(condition, kind_of(field), same(str(reference)))
        code_list = scope.standard.code_lists.get(field.code_list) if field.code_list else None
        for code in (*(condition.is_in or ()), *(condition.not_in or ())):
            if code_list is not None and code not in code_list.codes:
                known = ", ".join(code_list.codes)
                named = {"code": code, "code_list": code_list.name, "field": str(reference)}
                raise LanguageError(UNKNOWN_CODE.fault(**named, known=known))


def check_kind(condition: Condition, kind: ValueKind, name: Wording) -> None:
    """Raise LanguageError when a condition asks of a value what its kind cannot be asked."""
    known = _ASKED_OF[kind]
    for asked in condition.asks:
        if asked not in known:
            raise LanguageError(
                NOT_FOR_THIS_KIND.fault(
                    field=name, kind=kind_words(kind), asked=asked, known=", ".join(known)
                )
            )


def _every_option() -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in _ASKED_OF.values() for name in names))


def _is_a_day(*written: str | None) -> bool:
    """Whether all of them are days that are known before there is a period."""
    return all(each is not None and not each.startswith(("period_", "month_")) for each in written)


def _is_one_of(values: Values, codes: tuple[str, ...]) -> Mask:
    if not codes:
        return np.zeros(len(values), dtype=bool)
    is_allowed: Mask = values.per_text(
        lambda texts: np.logical_or.reduce([np.asarray(texts == code, dtype=bool) for code in codes])
    )
    return is_allowed & ~values.blank


def _listed(codes: tuple[str, ...]) -> Wording:
    if len(codes) < 2:  # noqa: PLR2004 - one code needs no word between
        return same("".join(codes))
    return joined(OR, (same(", ".join(codes[:-1])), same(codes[-1])))
