"""Columns that use other columns of their block: in which order they can be filled."""

from collections.abc import Mapping

from service.domain.faults import comma_list
from service.domain.formats.faults.earlier import NO_SUCH_COLUMN_BESIDE, USES_ITSELF
from service.domain.formats.shape import LanguageError
from service.domain.formats.verb import Expression


def used_by(expression: Expression) -> tuple[str, ...]:
    """The addresses of the columns of its block that have to be filled before it."""
    return tuple(address for step in expression.every_step() for address in step.beside())


def adds_up(expression: Expression) -> bool:
    """Whether the sum of what it gives over several periods means something."""
    return all(step.adds_up for step in expression.steps)


def in_order_of_use(uses: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Every column after those that it uses, otherwise as they are written.

    Raises LanguageError for a column that uses one that is not there, or that uses itself.
    """
    _require_known(uses)
    ordered: list[str] = []
    waiting = list(uses)
    while waiting:
        ready = [column for column in waiting if set(uses[column]) <= set(ordered)]
        if not ready:
            raise LanguageError(USES_ITSELF.fault(columns=comma_list(waiting)))
        ordered += ready
        waiting = [column for column in waiting if column not in ready]
    return tuple(ordered)


def _require_known(uses: Mapping[str, tuple[str, ...]]) -> None:
    unknown = [(column, each) for column, used in uses.items() for each in used if each not in uses]
    for column, used in unknown[:1]:
        known = comma_list([each for each in uses if each != column])
        raise LanguageError(NO_SUCH_COLUMN_BESIDE.fault(column=column, used=used, known=known))
