"""Conditions on the value of a field: what `where` and `only` choose rows by."""

from collections.abc import Mapping
from typing import Annotated

import numpy as np
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from service.domain.formats.faults.expressions import NOT_A_CODE, UNKNOWN_CODE
from service.domain.formats.rows import Mask
from service.domain.formats.shape import LanguageError, Scope, kind_of
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import AND, OR, Wording, joined, same


def _read(written: object) -> object:
    if isinstance(written, list):
        return {"in": written}
    return written if isinstance(written, Mapping) else {"in": [written]}


class Condition(BaseModel):
    """`{in: [...]}`, `{not_in: [...]}` or `{filled: true}`; a bare value or list means `in`."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, coerce_numbers_to_str=True)

    is_in: tuple[str, ...] | None = Field(default=None, alias="in")
    not_in: tuple[str, ...] | None = None
    filled: bool | None = None

    def mask(self, values: Values) -> Mask:
        """True where the condition holds. An empty cell is in no list, and so satisfies every `not_in`."""
        holds = np.ones(len(values), dtype=bool)
        if self.is_in is not None:
            holds &= _is_one_of(values, self.is_in)
        if self.not_in is not None:
            holds &= ~_is_one_of(values, self.not_in)
        if self.filled is not None:
            holds &= values.blank != self.filled
        return holds

    def sentence(self, name: str) -> Wording:
        """The condition in words."""
        parts = []
        if self.is_in is not None:
            parts.append(
                Wording("{name} is {codes}", "{name} is {codes}").fill(codes=_listed(self.is_in), name=name)
            )
        if self.not_in is not None:
            is_not = Wording("{name} is niet {codes}", "{name} is not {codes}")
            parts.append(is_not.fill(codes=_listed(self.not_in), name=name))
        if self.filled is not None:
            word = Wording("gevuld", "filled") if self.filled else Wording("leeg", "empty")
            parts.append(Wording("{name} is {word}", "{name} is {word}").fill(name=name, word=word))
        return joined(AND, parts)


_CODE: dict[str, object] = {"type": ["string", "number"]}
_CODES: dict[str, object] = {"type": "array", "items": _CODE}
_SCHEMA: dict[str, object] = {
    "anyOf": [
        _CODE,
        _CODES,
        {
            "type": "object",
            "properties": {"in": _CODES, "not_in": _CODES, "filled": {"type": "boolean"}},
            "additionalProperties": False,
        },
    ]
}

Conditions = dict[str, Annotated[Condition, BeforeValidator(_read), WithJsonSchema(_SCHEMA)]]
"""By field; all of them have to hold."""


def check_conditions(conditions: Conditions, scope: Scope) -> None:
    """Raise LanguageError for a field that is not there, not text, or a code that its list does not have."""
    for name, condition in conditions.items():
        reference, field = scope.find(name)
        if kind_of(field) is not ValueKind.TEXT and condition.filled is None:
            raise LanguageError(NOT_A_CODE.fault(field=str(reference)))
        code_list = scope.standard.code_lists.get(field.code_list) if field.code_list else None
        for code in (*(condition.is_in or ()), *(condition.not_in or ())):
            if code_list is not None and code not in code_list.codes:
                raise LanguageError(
                    UNKNOWN_CODE.fault(code=code, code_list=str(field.code_list), field=str(reference))
                )


def _is_one_of(values: Values, codes: tuple[str, ...]) -> Mask:
    if not codes:
        return np.zeros(len(values), dtype=bool)
    matches = [np.asarray(values.items == code, dtype=bool) for code in codes]
    is_allowed: Mask = np.logical_or.reduce(matches)
    return is_allowed & ~values.blank


def _listed(codes: tuple[str, ...]) -> Wording:
    if len(codes) < 2:  # noqa: PLR2004 - one code needs no word between
        return same("".join(codes))
    return joined(OR, (same(", ".join(codes[:-1])), same(codes[-1])))
