"""last: of the rows of a line, the value of the last one."""

from typing import Literal

from service.domain.formats.verb import verb
from service.domain.formats.verbs.first import OneByOrder
from service.domain.wording import Wording


@verb(
    "last",
    called=Wording("de laatste waarde", "the last value"),
    choices={
        "after_all": Wording("komt het vóór alle andere", "it comes before all others"),
        "is_latest": Wording("is het de laatste", "it is the last"),
    },
)
class Last(OneByOrder):
    """The value that comes last: `{ last: reden_beeindiging, by: einddatum }`.

    Rows in which `by` is empty come before all others; of equals the first in the export is taken. With
    `empty: is_latest` an empty `by` counts as later than any other, as an end that is still open does.
    """

    @property
    def which(self) -> Literal["first", "last"]:
        """The last."""
        return "last"
