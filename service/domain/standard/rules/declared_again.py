"""What is told of a row that declares what another one declares already: perhaps it is that row once more."""

import numpy as np
import numpy.typing as npt

from service.domain.standard.columns import Columns
from service.domain.standard.rules.told import Told
from service.domain.wording import Wording

_NUMBER = "referentienummer"
_THE_REST = ("eenheid", "volume", "tarief", "bedrag", "status", "declaratienummer")
"""What two rows of one product period may differ in when they are two."""
_EQUAL = Wording(
    " Ook de rest is gelijk: staat dezelfde hulp er twee keer, verwijder dan een van beide rijen. Is het "
    "andere hulp?",
    " The rest is the same too: if the same care is there twice, remove one of the two rows. Is it other "
    "care?",
)
_BEHIND = Wording(
    " Ook de rest is gelijk, en achter een van beide referentienummers staat alleen iets extra: "
    "waarschijnlijk staat dezelfde hulp er twee keer, verwijder dan die rij. Is het andere hulp?",
    " The rest is the same too, and one of the two reference numbers only has something behind it: probably "
    "the same care is there twice, then remove that row. Is it other care?",
)


def said_when_equal(rows: Columns, others: npt.NDArray[np.intp]) -> Told:
    """Per row whether it is the other one but for its number; `others` gives the place of that."""
    first = np.clip(others, 0, max(len(rows) - 1, 0))
    rest = rows.group(*[name for name in _THE_REST if rows.has_column(name) and rows.knows(name)])
    said = np.full(len(rows), None, object)
    said[rest == rest[first]] = "equal"
    if rows.has_column(_NUMBER) and rows.knows(_NUMBER):
        texts, own = np.array([*rows.texts(_NUMBER), ""], object), rows.numbered(_NUMBER)
        for at in np.flatnonzero((rest == rest[first]) & (first < np.arange(len(rows)))):
            short, long = sorted((texts[own[at]], texts[own[first[at]]]), key=len)
            said[at] = "behind" if short and long.startswith(short) else "equal"
    return Told(said, lambda how: _BEHIND if how == "behind" else _EQUAL)
