"""Numbers of somebody's own in which a letter stands where others have a digit: R26O1 for R2601."""

import re
from collections import Counter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

_AMONG_DIGITS = r"[0-9][OoIl]+[0-9]|[0-9][OoIl]+$"
_DIGITS = str.maketrans("OoIl", "0011")
_BEFORE = re.compile(r"^[^0-9]*")
_LEAST_OTHERS = 2
"""Numbers of the same build with digits only: those show what is usual."""
_MOST_LETTERS = 100
"""Numbers with such a letter: where there are more, letters are usual."""


def letters_for_digits(values: pa.Array) -> pa.Array | None:
    """Which of these different numbers have the build of others once the letters are digits; None of none."""
    found = pc.match_substring_regex(values, _AMONG_DIGITS)
    if not 0 < (found.true_count or 0) <= _MOST_LETTERS:
        return None
    perhaps = np.array(found, bool)
    others = Counter(map(_build, values.filter(pa.array(~perhaps)).to_pylist()))
    odd = np.zeros(len(values), bool)
    for at in np.flatnonzero(perhaps).tolist():
        text = values[at].as_py()
        letters = _BEFORE.match(text)
        begin = letters.end() if letters else 0
        odd[at] = others[_build(text[:begin] + text[begin:].translate(_DIGITS))] >= _LEAST_OTHERS
    return pa.array(odd) if odd.any() else None


def _build(number: str) -> str:
    return "".join("9" if sign.isdigit() else sign for sign in number)
