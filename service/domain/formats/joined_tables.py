"""Of which joined tables a verb that makes one of many rows reads a field."""

from collections.abc import Iterator
from typing import Protocol

from service.domain.formats.shape import FieldReference, Grain, Scope
from service.domain.standard.model import Standard


class ReadsFields(Protocol):
    """What reads fields of the standard: a verb."""

    def fields(self, scope: Scope) -> Iterator[FieldReference]:
        """The fields that it reads."""
        ...


def joined_tables(
    step: ReadsFields, tables: tuple[str, ...], many: tuple[str, ...], standard: Standard
) -> tuple[str, ...]:
    """The joined tables of which a verb that makes one of many reads a field."""
    scope = Scope(standard=standard, code_tables={}, laws=(), grain=Grain.ROW, tables=tables, many=many)
    return tuple(sorted({reference.table for reference in step.fields(scope)} & set(many)))
