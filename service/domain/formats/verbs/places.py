"""Where in an expression a verb may stand: first, or after a value of the right kind."""

from service.domain.content import ValueKind
from service.domain.formats.shape import Grain, LanguageError, Scope, Shape


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
