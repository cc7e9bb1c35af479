"""Read what people write where there is nothing as the empty cell that it means."""

import re

import numpy as np
import numpy.typing as npt

from service.domain.standard.cells import Mask
from service.domain.standard.model import FieldType
from service.domain.standard.repairs.repair import Wanted

_DASHES = frozenset({"-", "--", "---", "\u2013", "\u2014", "n.v.t.", "nvt", "n.v.t", "nvt.", "n/a"})
_APOSTROPHES = frozenset({"'", "\u2019", "''"})
"""What is left of a cell of which only was said that it is text."""
_OF_PROGRAMS = frozenset({"null", "(null)", "<null>", "none", "nan", "<na>", "nat"})
"""What a program writes for nothing; a name or number of somebody's own may be spelled so."""
_ENDLESS = re.compile(
    r"^(?:31([-/.])12\1|12([-/.])31\2)9999(?: \d{1,2}:\d{2}(?::\d{2})?)?$"
    r"|^9999-12-31(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$"
)
LAST_YEAR = np.datetime64("9999-12-31", "s")
"""The day that stands for "without end" in many administrations."""


def empty_where_allowed(text: str, wanted: Wanted) -> str | None:
    """Give an empty text for a sign of nothing, in a field that may be empty and has no such value.

    A number of somebody's own that must be there lacks then, which is said as such.
    """
    if wanted.field.required and (wanted.is_typed or not wanted.is_identifier):
        return None
    has_nothing = wanted.is_typed or wanted.is_identifier or not wanted.is_prose
    is_code = wanted.code_list is not None and text in wanted.code_list.codes
    return "" if has_nothing and not is_code and _says_nothing(text, wanted) else None


def _says_nothing(text: str, wanted: Wanted) -> bool:
    word = text.casefold()
    if word in _DASHES or word in _APOSTROPHES or (wanted.is_typed and word in _OF_PROGRAMS):
        return True
    return wanted.field.type is FieldType.DATE and _ENDLESS.match(text) is not None


def endless_days(day: npt.NDArray[np.datetime64], wanted: Wanted) -> Mask:
    """Tell where a real date is the one that stands for "without end", in a field that may be empty."""
    if wanted.field.required or wanted.field.type is not FieldType.DATE:
        return np.zeros(len(day), bool)
    endless: Mask = day == LAST_YEAR
    return endless
