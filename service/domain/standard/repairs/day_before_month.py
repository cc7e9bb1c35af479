"""Days that are written as jjjj-dd-mm: what they must be, and what the others of their column may be."""

from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.dutch_days import day_in_words
from service.domain.said import Fact
from service.domain.standard.repairs.repair import Column
from service.domain.wording import Wording

_TURNED = r"^\s*\d{4}-(?:1[3-9]|2\d|3[01])-(?:0[1-9]|1[0-2])\s*$"
"""No month is above 12: the day stands before it."""
_IN_ORDER = r"^\s*\d{4}-\d{2}-(?:1[3-9]|2\d|3[01])"
_LEAST_ROWS, _LEAST_SHARE = 3, 0.25
"""Rows that prove the order for a column, and of all that are written with the year first."""
_MUST_BE = Wording(
    "dag en maand staan omgekeerd, bedoeld is waarschijnlijk {turned}",
    "day and month changed places, {turned} is probably meant",
)
_MAY_BE = Wording(
    "andere datums in deze kolom staan als jjjj-dd-mm, dus is dit {turned} of {written}",
    "other dates in this column are written as yyyy-dd-mm, so this is {turned} or {written}",
)


def readings_of_turned(column: Column) -> dict[str, Fact]:
    """Per text what is said of it; nothing where no day stands before its month.

    Where many are written so, and none in the usual order, that is asked of the others as well.
    """
    texts, indices = column.cells.text.dictionary, column.cells.text.indices
    turned = pc.match_substring_regex(texts, _TURNED)
    if not turned.true_count:
        return {}
    said = {text: _MUST_BE.fill(turned=day_in_words(day)) for text, day in _days(texts.filter(turned))}
    numbers = pc.fill_null(indices, -1).to_numpy(zero_copy_only=False)
    rows = np.count_nonzero(np.append(turned.to_numpy(zero_copy_only=False), False)[numbers])
    is_usual = rows >= max(_LEAST_ROWS, _LEAST_SHARE * np.count_nonzero(numbers >= 0))
    has_others = pc.match_substring_regex(texts, _IN_ORDER).true_count > 0
    return {**said, **({} if has_others or not is_usual else _asked(texts.filter(pc.invert(turned))))}


def _asked(texts: pa.Array) -> dict[str, Fact]:
    """Of texts that are a day in either order; those of one number twice are the same."""
    found: dict[str, Fact] = {}
    for text, day in _days(texts):
        if day.day != day.month:
            written = day.replace(day=day.month, month=day.day)
            found[text] = _MAY_BE.fill(turned=day_in_words(day), written=day_in_words(written))
    return found


def _days(texts: pa.Array) -> list[tuple[str, date]]:
    """Per text as jjjj-dd-mm the day that it is."""
    days = [(text, _day(text)) for text in texts.to_pylist()]
    return [(text, day) for text, day in days if day is not None]


def _day(text: str) -> date | None:
    try:
        year, day, month = map(int, text.strip().split("-"))
        return date(year, month, day)
    except ValueError:
        return None
