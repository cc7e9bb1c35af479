"""The keys of a sheet: what it has one line for, a field or something made of each row."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import BeforeValidator, WithJsonSchema

from service.domain.formats.faults.bands import KEY_PUTS_TOGETHER
from service.domain.formats.rows import Groups, Positions, Rows, ranks, take
from service.domain.formats.shape import FieldReference, LanguageError, MadeKey, Scope
from service.domain.formats.verb import EXPRESSION_PLACE, CodeTableOf, Expression, parse_expression
from service.domain.formats.verbs.field_value import FieldValue
from service.domain.translation.content import Values
from service.domain.wording import Wording, same


@dataclass(frozen=True, slots=True)
class Key:
    """One of the values that all rows of a line have alike."""

    expression: Expression

    @property
    def field(self) -> str:
        """The name of the field that it is, as it is written; empty for what is made."""
        (first, *more) = self.expression.steps
        return first.of if isinstance(first, FieldValue) and not more else ""

    def __str__(self) -> str:
        """The field, or what is made, as facts and hashes name it."""
        return self.field or self.expression.sentence().en

    def sentence(self) -> Wording:
        """In words."""
        return same(self.field) if self.field else self.expression.sentence()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and self.expression.steps == other.expression.steps

    def __hash__(self) -> int:
        return hash(str(self))

    def values(self, groups: Groups) -> Values:
        """Its value in each line."""
        return groups.field(self.field) if self.field else self.expression.apply(groups)

    def fields(self, scope: Scope) -> set[FieldReference]:
        """The fields it reads."""
        return self.expression.fields(scope)


def _read(written: object) -> Key:
    return written if isinstance(written, Key) else Key(parse_expression(written))


WrittenKey = Annotated[Key, BeforeValidator(_read), WithJsonSchema(EXPRESSION_PLACE)]
"""A key as a format writes it: the name of a field, or an expression."""


def prove_keys(keys: Sequence[Key], scope: Scope) -> tuple[tuple[FieldReference, ...], tuple[MadeKey, ...]]:
    """The fields among the keys, and what is made; raises LanguageError for what no row has by itself."""
    rows = scope.of_keys
    fields, made = [], []
    for key in keys:
        if key.field:
            fields.append(scope.find(key.field)[0])
            continue
        if key.expression.gathers:
            raise LanguageError(KEY_PUTS_TOGETHER.fault(key=key.sentence()))
        made.append(MadeKey(key.expression.steps, key.expression.shapes(rows), key.sentence()))
    return tuple(fields), tuple(made)


def key_not_listed(keys: Sequence[Key], listed_by: Sequence[Expression], scope: Scope) -> Wording | None:
    """What there is a line for, while a listed line is found by something else; None when nothing is."""
    if not keys:
        return Wording("rij", "row")
    found_by = [_steps(each, scope.of_keys) for each in listed_by]
    for key in keys:
        own = _steps(key.expression, scope.of_keys)
        if not any(steps[: len(own)] == own for steps in found_by):
            return key.sentence()
    return None


def _steps(expression: Expression, scope: Scope) -> tuple[object, ...]:
    """The verbs, a field by what it is and not by how it is called."""
    return tuple(
        scope.find(step.of)[0] if isinstance(step, FieldValue) else step for step in expression.steps
    )


def shown_by(fields: Sequence[FieldReference], made: Sequence[MadeKey]) -> tuple[FieldReference, ...]:
    """The fields of which each line of these keys shows the value of a row."""
    return (*fields, *(reference for key in made for reference in key.shapes[-1].individual))


def key_ranks(rows: Rows, keys: Sequence[Key]) -> list[tuple[Positions, int]]:
    """Per key the place of each row among its different values, in the order of the lines."""
    return [_ranks(rows, key.expression) for key in keys]


def _ranks(rows: Rows, expression: Expression) -> tuple[Positions, int]:
    return ranks_of_key(expression, expression.apply(rows), rows.code_table)


def ranks_of_key(expression: Expression, values: Values, table: CodeTableOf) -> tuple[Positions, int]:
    """The place of each value of a key among the different ones, in the order of the lines."""
    sorted_as = expression.steps[-1].sorts_as(values, table)
    return ranks(values if sorted_as is None else sorted_as)


def made_values(groups: Groups, keys: Sequence[Key]) -> tuple[tuple[tuple[object, ...], Values], ...]:
    """What is made, per line: the verbs that make it, and its values."""
    return tuple(
        (key.expression.steps, take(key.expression.apply(groups.rows), groups.first))
        for key in keys
        if not key.field
    )
