"""Columns that moved by a row, where that follows from the other rows of a client or a declaration."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.said import plain
from service.domain.standard.cells import Mask, shown
from service.domain.standard.fitting import ReadTable
from service.domain.standard.products import category_of

_CLIENT, _BSN, _GENDER = "clientnummer", "bsn", "geslacht"
_FACTS = (_BSN, "geboortedatum", _GENDER)
_CATEGORY, _PRODUCT = "productcategorie", "productcode"
_DECLARATION, _PLACE = "declaratienummer", "gemeentecode"
_LEAST_ROWS, _LEAST_CLIENTS = 2, 2
"""Rows that contradict another one of their client, and of how many: fewer are no matter of a column."""
_LEAST_OF_FEW_VALUES = 3
"""Rows that contradict, of a column that has hardly two values: fewer fit by chance."""
_MOST_ROWS = 5_000
"""Of more rows nobody moves a column by hand, and each is looked at."""

Texts = npt.NDArray[np.object_]
Numbers = npt.NDArray[np.intp]


def moved_beside_clients(table: ReadTable) -> list[str]:
    """The columns with which no row contradicts its client any more once they are moved back by a row.

    The cell that was left behind stands there twice, or is empty. None where more than one column may have
    moved.
    """
    if table.rows > _MOST_ROWS or not {_CLIENT, *_FACTS} & set(table.matched.columns):
        return []
    columns = {each: _numbered(each, table) for each in (_CLIENT, *_FACTS) if each in table.matched.columns}
    contradicting = _contradicting(columns) if _CLIENT in columns else np.zeros(0, np.intp)
    if not _is_of_many(contradicting):
        return []
    found = list(dict.fromkeys(_moved(columns)))
    is_sure = found != [_GENDER] or len(contradicting) >= _LEAST_OF_FEW_VALUES
    return found if len(found) == 1 and is_sure else []


def moved_declarations(table: ReadTable) -> list[str]:
    """The numbers of declarations, where each has one municipality once they are moved back by a row."""
    if table.rows > _MOST_ROWS or not {_DECLARATION, _PLACE} <= set(table.matched.columns):
        return []
    own, places = _numbered(_DECLARATION, table), _numbered(_PLACE, table)
    if not _is_of_many(_differing(own, places)):
        return []
    moved = (_is_left_behind(own, back) and not len(_differing(back(own), places)) for back in (_up, _down))
    return [_DECLARATION] if any(moved) else []


def moved_categories(table: ReadTable) -> list[str]:
    """The categories of products, where each is that of the product in its row once they are moved back."""
    if table.rows > _MOST_ROWS or not {_CATEGORY, _PRODUCT} <= set(table.matched.columns):
        return []
    own, wanted = (np.array(_texts(name, table), object) for name in (_CATEGORY, _PRODUCT))
    wanted = np.array([category_of(each) for each in wanted], object)
    if np.count_nonzero(_are_apart(own, wanted)) < _LEAST_OF_FEW_VALUES:
        return []
    numbers = pd.factorize(own)[0]
    moved = (
        _is_left_behind(numbers, way) and not _are_apart(np.roll(own, step)[inner], wanted[inner]).any()
        for way, step, inner in ((_up, -1, slice(None, -1)), (_down, 1, slice(1, None)))
    )
    return [_CATEGORY] if any(moved) else []


def _are_apart(own: Texts, wanted: Texts) -> Mask:
    """Per row whether the product says another category than that of the row."""
    apart: Mask = (own != "") & (wanted != "") & (own != wanted)
    return apart


def _texts(name: str, table: ReadTable) -> list[str]:
    return [str(plain(shown(each))) for each in table.cells_of(name)]


def _numbered(name: str, table: ReadTable) -> Numbers:
    """Per row the number of what its cell says; -1 where it is empty."""
    texts = [each or None for each in _texts(name, table)]
    numbers: Numbers = pd.factorize(np.array(texts, object))[0]
    return numbers


def _moved(columns: dict[str, Numbers]) -> Iterator[str]:
    for name, own in columns.items():
        for back in (_up, _down):
            if _is_left_behind(own, back) and not len(_contradicting({**columns, name: back(own)})):
                yield name


def _up(numbers: Numbers) -> Numbers:
    return np.append(numbers[1:], -1)


def _down(numbers: Numbers) -> Numbers:
    return np.insert(numbers[:-1], 0, -1)


def _is_left_behind(own: Numbers, back: object) -> bool:
    """Whether the first cell, or the last, is that of the row beside it as well, or empty."""
    left, beside = (own[0], own[1]) if back is _up else (own[-1], own[-2])
    return bool(left in (-1, beside))


def _is_of_many(clients: Numbers) -> bool:
    return len(clients) >= _LEAST_ROWS and len(np.unique(clients)) >= _LEAST_CLIENTS


def _contradicting(columns: dict[str, Numbers]) -> Numbers:
    """The client of each row that says something else than the first of its client that says anything.

    So too of each row with the BSN of another client.
    """
    found = [_differing(columns[_CLIENT], columns[each]) for each in _FACTS if each in columns]
    again = [_differing(columns[_BSN], columns[_CLIENT])] if _BSN in columns else []
    return np.concatenate([np.zeros(0, np.intp), *found, *again])


def _differing(client: Numbers, fact: Numbers) -> Numbers:
    known = (client >= 0) & (fact >= 0)
    clients, facts = client[known], fact[known]
    _, first, place = np.unique(clients, return_index=True, return_inverse=True)
    differing: Numbers = clients[facts != facts[first][place]]
    return differing
