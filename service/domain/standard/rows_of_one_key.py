"""What to do about two rows with one key: they are one row twice, or two that each need their own."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from service.domain.standard.columns import Columns
from service.domain.wording import Wording

_WHO_AND_WHAT = (
    "clientnummer",
    "bsn",
    "geboortedatum",
    "gemeentecode",
    "toewijzingnummer",
    "productcategorie",
    "productcode",
    "hulpvorm",
    "ingangsdatum",
    "begindatum",
)
"""Fields in which two rows about the same do not differ; in one of them somebody may have mistyped."""
_UNTIL = "einddatum"
"""In which a row and its newer version may differ."""
_LEAST_DIFFERENT = 2
_ONE = Wording("Verwijder een van beide rijen, of", "Remove one of the two rows, or")
_PERHAPS_TWO = Wording(
    "Zij verschillen in {names}. Gaan zij over hetzelfde, laat dan alleen de rij staan die klopt; anders",
    "They differ in {names}. If they are about the same, keep only the row that is right; otherwise",
)
_TWO = Wording(
    "Zij verschillen in {names}, dus het zijn er twee. Haal geen van beide weg, en",
    "They differ in {names}, so they are two. Remove neither of them, and",
)
"""Each goes on with what is to be repaired."""


def remedies(
    rows: Columns, key: Sequence[str], positions: npt.NDArray[np.intp], others: npt.NDArray[np.intp]
) -> npt.NDArray[np.object_]:
    """Per row with the key of another one what to do about both: the begin of a sentence, as a Wording."""
    names = [name for name in (*_WHO_AND_WHAT, _UNTIL) if name not in key and _is_there(rows, name)]
    pattern = np.zeros((len(positions), len(names)), bool)
    for at, name in enumerate(names):
        group, has = rows.group(name), rows.has(name)
        pattern[:, at] = (group[positions] != group[others]) & has[positions] & has[others]
    said = {each: _said(names, each) for each in set(map(tuple, pattern.tolist()))}
    found = np.empty(len(positions), object)
    found[:] = [said[tuple(each)] for each in pattern.tolist()]
    return found


def _is_there(rows: Columns, name: str) -> bool:
    return rows.has_column(name) and rows.knows(name)


def _said(names: Sequence[str], differs: Sequence[bool]) -> Wording:
    different = [name for name, is_it in zip(names, differs, strict=True) if is_it]
    are_two = len([each for each in different if each != _UNTIL]) >= _LEAST_DIFFERENT
    words = _TWO if are_two else _PERHAPS_TWO if different else _ONE
    return words.fill(names=", ".join(different))
