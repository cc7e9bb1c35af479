"""Where in an expression a verb may stand: first, or after a value of the right kind."""

from service.domain.formats.faults.earlier import BESIDE_IS_NO_NUMBER, BESIDE_NEEDS_LINES
from service.domain.formats.faults.expressions import (
    MUST_FOLLOW,
    MUST_START,
    NOT_A_DATE,
    OTHER_KIND_BEFORE,
    PUT_TOGETHER_TWICE,
    PUTS_ROWS_TOGETHER,
    WORKS_ON_A_ROW,
    WORKS_ON_LINES,
    kind_words,
)
from service.domain.formats.shape import (
    ColumnBeside,
    FieldReference,
    Grain,
    LanguageError,
    Scope,
    Shape,
    kind_of,
)
from service.domain.formats.verb import Expression
from service.domain.translation.content import ValueKind


def must_start(before: Shape | None) -> None:
    """Raise LanguageError unless nothing stands before."""
    if before is not None:
        raise LanguageError(MUST_START.fault())


def must_follow(before: Shape | None, *kinds: ValueKind) -> Shape:
    """The shape before, proven to be there and of one of `kinds`."""
    if before is None:
        raise LanguageError(MUST_FOLLOW.fault())
    if before.kind not in kinds:
        raise LanguageError(
            OTHER_KIND_BEFORE.fault(expected=kind_words(*kinds), kind=kind_words(before.kind))
        )
    return before


def must_put_together(before: Shape | None, scope: Scope, of: Expression | None = None) -> None:
    """Raise LanguageError unless this verb starts and the lines are groups of rows.

    `of`: what it takes of each row, which may not put rows together itself.
    """
    must_start(before)
    if of is not None and of.gathers:
        raise LanguageError(PUT_TOGETHER_TWICE.fault())
    is_joined = scope.grain is Grain.ROW and bool(scope.many) and not scope.is_inside_many
    if scope.grain is not Grain.GROUP and not is_joined:
        raise LanguageError(PUTS_ROWS_TOGETHER.fault())


def number_beside(before: Shape | None, scope: Scope, address: str) -> ColumnBeside:
    """A column with numbers of the same block, for a verb that starts.

    Raises LanguageError for any other, and where there is no block of lines that have keys.
    """
    must_start(before)
    if scope.grain is not Grain.GROUP or address not in scope.beside:
        raise LanguageError(BESIDE_NEEDS_LINES.fault())
    beside = scope.beside[address]
    if beside.shape.kind is not ValueKind.NUMBER:
        raise LanguageError(BESIDE_IS_NO_NUMBER.fault(column=address))
    return beside


def must_be_lines(scope: Scope) -> None:
    """Raise LanguageError in a single cell."""
    if scope.grain is Grain.REPORT:
        raise LanguageError(WORKS_ON_LINES.fault())


def must_be_row(scope: Scope) -> None:
    """Raise LanguageError where rows are put together already."""
    if scope.grain is not Grain.ROW:
        raise LanguageError(WORKS_ON_A_ROW.fault())


def dates_of(scope: Scope, *names: str) -> tuple[FieldReference, ...]:
    """The fields of those names, proven to be dates with one value per line."""
    found = []
    for name in names:
        reference, field = scope.find(name)
        if kind_of(field) is not ValueKind.DATE:
            raise LanguageError(NOT_A_DATE.fault(field=str(reference)))
        scope.require_key(reference)
        found.append(reference)
    return tuple(found)
