"""Where in an expression a verb may stand: first, or after a value of the right kind."""

from service.domain.formats.shape import FieldReference, Grain, LanguageError, Scope, Shape, kind_of
from service.domain.translation.content import ValueKind


def must_start(before: Shape | None) -> None:
    """Raise LanguageError unless nothing stands before."""
    if before is not None:
        raise LanguageError("This verb starts an expression; write it first, and only once.")


def must_follow(before: Shape | None, *kinds: ValueKind) -> Shape:
    """The shape before, proven to be there and of one of `kinds`."""
    if before is None:
        raise LanguageError("This verb changes a value; write field, sum or count before it.")
    if before.kind not in kinds:
        expected = " or ".join(kinds)
        raise LanguageError(f"This verb changes a {expected}, and what stands before it is a {before.kind}.")
    return before


def must_put_together(before: Shape | None, scope: Scope) -> None:
    """Raise LanguageError unless this verb starts and the lines are groups of rows."""
    must_start(before)
    if scope.grain is not Grain.GROUP:
        raise LanguageError(
            "This verb puts rows together; the sheet needs `per`, the fields it has a line for."
        )


def must_be_lines(scope: Scope) -> None:
    """Raise LanguageError in a single cell."""
    if scope.grain is Grain.REPORT:
        raise LanguageError("This verb works on lines; a single cell has none.")


def must_be_row(scope: Scope) -> None:
    """Raise LanguageError where rows are put together already."""
    if scope.grain is not Grain.ROW:
        raise LanguageError("This verb works on a row; write it inside sum, average or first.")


def dates_of(scope: Scope, *names: str) -> tuple[FieldReference, ...]:
    """The fields of those names, proven to be dates with one value per line."""
    found = []
    for name in names:
        reference, field = scope.find(name)
        if kind_of(field) is not ValueKind.DATE:
            raise LanguageError(f"{reference} is not a date.")
        scope.require_key(reference)
        found.append(reference)
    return tuple(found)
