"""Pick out the few texts of a column that are not simply what they should be, a whole column at a time."""

import pyarrow as pa
import pyarrow.compute as pc

from service.domain.standard.cells import BLANK_SIGN, Cells, blanks_only
from service.domain.standard.model import CodeList, Field, FieldType
from service.domain.standard.repairs.numbers import NUMBERS
from service.domain.standard.repairs.percents import PERCENTAGES
from service.domain.standard.repairs.repair import Column, Wanted
from service.domain.standard.repairs.surroundings import APOSTROPHES

_SIMPLE_DATE = r"^\s*[12]\d{3}-\d{2}-\d{2}(?:[T ]00:00(?::00(?:\.0+)?)?)?\s*$"
_SIMPLE_NUMBER = r"^\s*[+-]?(?:\d+|\d+[.,](?:\d{1,2}|\d{4,})|0+[.,]\d+|\d{4,}[.,]\d{3})\s*$"
_SHARE = r"^\s*0+[.,]\d+\s*$"
_PLAIN_NAME = r"^(?:[0-9A-Za-z][ -~]{5,}[!-~]|[0-9A-Za-z]*[0-9][0-9A-Za-z]*)$"
"""Of ASCII, and longer than what people write for nothing, or with a digit."""
_ODD_NAME = (
    rf"^(?:{BLANK_SIGN}|[{APOSTROPHES}])|{BLANK_SIGN}$|\p{{Cf}}|[\x{{FF01}}-\x{{FF5E}}]"
    r"|^(?i:-+|\x{2013}|\x{2014}|n\.?v\.?t\.?|n/a)$"
)


def column_of(field: Field, code_list: CodeList | None, cells: Cells) -> Column:
    """Sort the different texts of a column into odd ones and simple ones."""
    wanted = Wanted(field, code_list)
    texts = cells.text.dictionary
    is_odd = _is_odd(texts, wanted)
    if not is_odd.true_count:
        return Column(wanted=wanted, cells=cells, simple=texts)
    is_odd = pc.fill_null(is_odd, False)
    odd = tuple(texts.filter(is_odd).to_pylist())
    return Column(wanted=wanted, cells=cells, odd=odd, simple=texts.filter(pc.invert(is_odd)))


def fits(text: str, wanted: Wanted) -> bool:
    """Tell whether a repaired text is what the field should hold: nothing else is to be said of it."""
    if not text or not wanted.is_typed:
        return True
    return not bool(_is_odd(pa.array([text], pa.large_string()), wanted)[0].as_py())


def _is_odd(texts: pa.Array, wanted: Wanted) -> pa.Array:
    if wanted.field.type is FieldType.DATE:
        return pc.invert(pc.match_substring_regex(texts, _SIMPLE_DATE))
    if wanted.field.type in NUMBERS:
        is_odd = pc.invert(pc.match_substring_regex(texts, _SIMPLE_NUMBER))
        is_percents = wanted.field.name in PERCENTAGES
        return pc.or_(is_odd, pc.match_substring_regex(texts, _SHARE)) if is_percents else is_odd
    if wanted.code_list is not None:
        return pc.invert(wanted.code_list.has(texts))
    if wanted.field.pattern:
        return pc.invert(pc.match_substring_regex(texts, f"^(?:{wanted.field.pattern})$"))
    if wanted.is_prose:
        return pa.array(blanks_only(texts))
    return _odd_names(texts)


def _odd_names(texts: pa.Array) -> pa.Array:
    """Most are plain, and of those the pattern, which takes RE2 0.1 ms to compile, is not asked."""
    is_odd = pc.invert(pc.match_substring_regex(texts, _PLAIN_NAME))
    if not is_odd.true_count:
        return is_odd
    return pc.and_(is_odd, pc.match_substring_regex(texts, _ODD_NAME))
