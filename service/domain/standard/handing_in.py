"""How an export is handed in: as the whole, or as an addition of which each row says what it does."""

from collections.abc import Mapping
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from service.domain.standard.cells import Cell, Cells
from service.domain.standard.model import Table

KIND_OF_DELIVERY = "soort_aanlevering"
"""Column of the sheet aanlevering, beside the fields of the standard."""
KIND_OF_CHANGE = "mutatie"
"""Column of every other sheet, beside the fields of the standard."""
_DELIVERY = "aanlevering"
_OF_TABLES_WITHOUT: Mapping[str, tuple[str, ...]] = {
    "verloop": ("gemeentecode", "toewijzingnummer", "begindatum"),
    "uitkomst": ("gemeentecode", "toewijzingnummer", "meetdatum", "informant"),
    "toelichting": ("gemeentecode", "wet", "onderwerp"),
}
"""For tables of which the standard allows two rows with one key: these are changed and withdrawn together."""


class Change(StrEnum):
    """What one row of an addition does. A row that does not say is added, or changes what has its key."""

    ANY = ""
    NEW = "nieuw"
    CHANGED = "wijziging"
    WITHDRAWN = "intrekking"


class Handing(StrEnum):
    """What an export is."""

    UNSAID = ""
    WHOLE = "volledig"
    ADDITION = "aanvulling"


CHANGES = {
    "": Change.ANY,
    **dict.fromkeys(("nieuw", "1"), Change.NEW),
    **dict.fromkeys(("wijziging", "gewijzigd", "2"), Change.CHANGED),
    **dict.fromkeys(("intrekking", "ingetrokken", "verwijderd", "3"), Change.WITHDRAWN),
}
"""As people write it; the numbers are those of StatusAanlevering in iJw and iWmo."""
HANDINGS = {"": Handing.UNSAID, "volledig": Handing.WHOLE, "aanvulling": Handing.ADDITION}


def sign_of(table: str) -> str:
    """The header under which the rows of a table say how they are handed in."""
    return KIND_OF_DELIVERY if table == _DELIVERY else KIND_OF_CHANGE


def key_fields(table: Table) -> tuple[str, ...]:
    """The fields by which a row is known; none of aanlevering, which is one row."""
    return table.key.fields if table.key else _OF_TABLES_WITHOUT.get(table.name, ())


def must_have(table: Table, signs: Cells | None) -> tuple[str, ...]:
    """The columns that a sheet must have: of one in which every row is a withdrawal those of the key."""
    if signs is None or not len(signs) or table.name == _DELIVERY:
        return table.required
    is_gone = bool((changes_in(signs) == Change.WITHDRAWN).all())
    return (
        tuple(each for each in key_fields(table) if table.fields[each].required)
        if is_gone
        else table.required
    )


def changes_in(signs: Cells) -> npt.NDArray[np.object_]:
    """What each cell of KIND_OF_CHANGE says, as a Change; None for anything else."""
    texts = [CHANGES.get(_written(each)) for each in signs.text.dictionary.to_pylist()]
    numbers = pc.fill_null(signs.text.indices, len(texts)).to_numpy(zero_copy_only=False)
    said: npt.NDArray[np.object_] = np.array([*texts, None], dtype=object)[numbers]
    said[signs.empty] = Change.ANY
    if signs.number is not None:
        for number in np.unique(signs.number[~np.isnan(signs.number)]).tolist():
            said[signs.number == number] = CHANGES.get(_written(number))
    return said


def handing_of(cell: Cell) -> Handing | None:
    """What a cell of KIND_OF_DELIVERY says; None for anything else."""
    return HANDINGS.get(_written(cell))


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    whole = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    return str(whole).strip().casefold()
