"""required: the municipality's column may not be empty."""

from typing import Literal

from service.domain.findings import FindingKind, Severity
from service.domain.formats.rows import Rows
from service.domain.formats.shape import Scope, Shape
from service.domain.formats.verb import CodeTableOf, Lines, Refused, Verb, verb
from service.domain.formats.verbs.places import must_follow
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording

EMPTY = FindingKind(
    "empty-but-required-by-format",
    Severity.QUARANTINES,
    Wording("leeg, en het formaat kan niet zonder", "empty, and the format cannot do without"),
    Wording(
        "Blad {sheet}, rij {row}, kolom {column}: deze cel is leeg en formaat {format} kan niet zonder. "
        "De regel wacht; vul de cel en dien opnieuw in.",
        "Sheet {sheet}, row {row}, column {column}: this cell is empty and format "
        "{format} cannot do without. "
        "The row waits; fill the cell and submit again.",
    ),
)
LEFT_EMPTY = FindingKind(
    "empty-though-asked-by-format",
    Severity.WARNS,
    Wording("leeg, en de gemeente vraagt erom", "empty, and the municipality asks for it"),
    Wording(
        "Blad {sheet}, rij {row}, kolom {column}: deze cel is leeg en formaat {format} vraagt er wel om. "
        "Vul hem als u het weet.",
        "Sheet {sheet}, row {row}, column {column}: this cell is empty though format {format} asks for it. "
        "Fill it if you know it.",
    ),
)

_WORDS = {
    "block": Wording(
        "verplicht: is het leeg, dan wacht de hele rapportage", "required: if empty, the report waits"
    ),
    "quarantine": Wording("verplicht: is het leeg, dan wacht de regel", "required: if empty, the row waits"),
    "warn": Wording("gevraagd: is het leeg, dan wordt dat gemeld", "asked: if empty, that is said"),
}


@verb(
    "required",
    called=Wording("mag niet leeg zijn", "may not be empty"),
    choices={"warn": Wording("alleen melden", "only say so")},
)
class Required(Verb):
    """An empty value lets its row wait: `required: quarantine`; or the whole report, or it is only said."""

    main = "empty"
    may_find = (EMPTY, LEFT_EMPTY)
    empty: Literal["block", "quarantine", "warn"]

    def shape(self, before: Shape | None, scope: Scope) -> Shape:  # noqa: ARG002 - the same in every scope
        """The same type."""
        return must_follow(before, *ValueKind)

    def apply(self, before: Values, lines: Lines) -> Values:  # noqa: ARG002 - the value alone decides
        """The same values."""
        return before

    def undone(self, after: Values, before: Shape, table: CodeTableOf) -> Values:  # noqa: ARG002 - nothing was done
        """The same values."""
        return after

    def refused(self, before: Values | None, rows: Rows) -> Refused | None:  # noqa: ARG002 - the value alone decides
        """The rows in which it is empty."""
        if before is None:
            return None
        kind = LEFT_EMPTY if self.empty == "warn" else EMPTY
        return Refused(
            kind=kind, mask=before.blank.copy(), values=before, facts={}, whole_report=self.empty == "block"
        )

    def sentence(self) -> Wording:
        """In words."""
        return _WORDS[self.empty]
