"""Texts of somebody's own that are none: words for something that stands elsewhere, signs that stray."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import groupby

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.findings import FindingKind
from service.domain.standard.cells import Mask
from service.domain.standard.findings import own_texts as kinds
from service.domain.standard.letters_for_digits import letters_for_digits
from service.domain.standard.model import Classification, Field

_WORDS = (
    r"^(?:\?+|\"|,,|x+|idem|ja|nee|true|false|geen|onbekend|n\.?n\.?b\.?|tbd|\(?niet ingevuld\)?"
    r"|n\.?v\.?t\.?|volgt(?: nog)?|zie \p{L}+(?: \p{L}+)?|\(?null\)?|<null>|none|nil|nan|nat|<na>|#?n/[ab])$"
)
"""What people write for something that stands elsewhere or is not known yet, and programs for nothing."""
_NO_STORY = (
    r"^(?:\?+|\"|,,|idem|n\.?n\.?b\.?|tbd|\(?niet ingevuld\)?|n\.?v\.?t\.?|zie boven|null|none|nan|nat)$"
)
"""Of these those that are no story either: a story may be as short as *ja*."""
_SIGNS = (
    r"^[=_*]|^#(?:\p{Lu}?\p{Ll}|\p{Lu}?\d)|[;*_|]$|\.\.$|</?[A-Za-z][^>]*>|&[A-Za-z]+;|^\".*\"$|^\(.*\)$|[\n\r]"
    r"|(?:^|\s)\S(?:\s{2,}\S){2,}|\((?:oud|nieuw)\)$|/ ?(?:oud|nieuw):| - zie "
)
"""Formulas, marks, mark-up, text in quotes or brackets, l  e  t  t  e  r  s apart, notes behind it."""
_SIGNS_OF_STORIES = (
    r"^[=_]\p{L}|^#\p{Lu}?\p{Ll}|</?(?:b|i|u|p|br|div|span)\b[^>]*>|&nbsp;|(?:^|\s)\S(?:\s{2,}\S){4,}"
    r"| / ?(?:oud|nieuw): "
)
_MAY_BE_WORD = r"^[?\",xijntfgovzXIJNTFGOVZ(<#][^0-9]*$"
"""As every such word begins; none has a digit."""
_PLAIN = r"^[0-9A-Za-z]+(?:[ ,.'@+-][0-9A-Za-z]+)*$"
"""Most of all texts: words of ASCII with one sign between two of them, in which none of these signs stray."""
_STORY = 1000
"""Characters: a text that may be longer is a story, in which most of these may stand."""
_LEAST_ALIKE, _MOST_OTHERS = 5, 0.1
"""Numbers of one build, and of all of them those of another: those are odd."""
_LOOKED_AT = 300
_ANY_LETTER = re.compile(r"\\p\{L[ul]?\}")
_LETTER_OR_BEYOND = r"[A-Za-z\x{80}-\x{10FFFF}]"
_LETTERS_OF_ASCII = {r"\p{Lu}": "[A-Z]", r"\p{Ll}": "[a-z]"}


def odd_texts(values: pa.Array, field: Field) -> Iterator[tuple[FindingKind, pa.Array]]:
    """Per kind of finding which of these different texts are odd in a field in which any text may stand.

    Of numbers, of which there are many, only those are looked at that are built otherwise than the others.
    """
    is_number = field.classification is Classification.IDENTIFIER
    if _has_form(field) or not len(values):
        return
    otherwise = _built_otherwise(values) if is_number else None
    no_words, no_signs = _patterns_of(field)
    yield from _with_letters(values, field)
    if otherwise is not None and not (otherwise.true_count or _has_signs(values[0].as_py(), no_signs)):
        return
    words = _words_in(values, no_words)
    signs = pc.and_not(_signs_in(values, no_signs), words)
    yield kinds.NO_NUMBER_ITSELF if is_number else kinds.NO_TEXT_ITSELF, words
    yield kinds.STRAY_SIGNS, signs
    if otherwise is not None:
        yield kinds.BUILT_OTHERWISE, pc.and_not(otherwise, pc.or_(words, signs))


def _with_letters(values: pa.Array, field: Field) -> Iterator[tuple[FindingKind, pa.Array]]:
    """The numbers in which a letter stands where others have a digit."""
    is_number = field.classification is Classification.IDENTIFIER
    letters = letters_for_digits(values) if is_number else None
    if letters is not None:
        yield kinds.LETTER_FOR_DIGIT, letters


def _has_signs(number: str, no_signs: str) -> bool:
    """Whether something strays in a number: where all are built alike, that is so of all."""
    return not number.isalnum() and bool(_signs_in(pa.array([number]), no_signs).true_count)


def _has_form(field: Field) -> bool:
    """Whether a list or a form says already what may stand there; a number may have a form and be odd."""
    is_text_of_form = bool(field.pattern) and field.classification is not Classification.IDENTIFIER
    return bool(field.code_list) or is_text_of_form


def _patterns_of(field: Field) -> tuple[str, str]:
    """Of words and of signs; fewer where a story may stand."""
    is_story = (field.size or _STORY) >= _STORY
    return (_NO_STORY, _SIGNS_OF_STORIES) if is_story else (_WORDS, _SIGNS)


def _words_in(values: pa.Array, no_words: str) -> pa.Array:
    perhaps = _flags(pc.match_substring_regex(values, _MAY_BE_WORD))
    return _found_among(perhaps, values, no_words, ignore_case=True)


def _signs_in(values: pa.Array, no_signs: str) -> pa.Array:
    perhaps = ~_flags(pc.match_substring_regex(values, _PLAIN))
    return _found_among(perhaps, values, no_signs)


def _found_among(perhaps: Mask, values: pa.Array, pattern: str, *, ignore_case: bool = False) -> pa.Array:
    """Which texts something is found in, of those in which it may be.

    RE2 compiles a pattern at each question, these in 0.1 ms, and 0.2 ms more for each letter of any alphabet:
    so a wider one is asked first, in which all beyond ASCII is a letter, and this one of what that finds.
    """
    found = perhaps.copy()
    for each in dict.fromkeys((_wider(pattern), pattern)):
        if (places := np.flatnonzero(found)).size:
            among = values.take(pa.array(places))
            found[places] = _flags(pc.match_substring_regex(among, each, ignore_case=ignore_case))
    return pa.array(found)


@cache
def _wider(pattern: str) -> str:
    return _ANY_LETTER.sub(lambda _: _LETTER_OR_BEYOND, pattern)


def _flags(found: pa.Array) -> Mask:
    flags: Mask = np.array(found, dtype=bool)
    return flags


def _built_otherwise(values: pa.Array) -> pa.Array | None:
    """Which numbers are built otherwise than nearly all are; None where they have several forms.

    Most have only letters of ASCII, which RE2 compiles in a tenth of the time: the others are asked again.
    """
    usual = _usual_build(values)
    if not usual:
        return None
    narrower = _ANY_LETTER.sub(lambda letter: _LETTERS_OF_ASCII[letter[0]], usual)
    otherwise = ~_flags(pc.match_substring_regex(values, narrower))
    if narrower != usual and (perhaps := np.flatnonzero(otherwise)).size:
        otherwise[perhaps] = ~_flags(pc.match_substring_regex(values.take(pa.array(perhaps)), usual))
    return pa.array(otherwise)


def _usual_build(values: pa.Array) -> str:
    """The form of nearly all of these numbers by letters and digits; empty where they have several.

    What is so of numbers from all over the column is taken to be so of all.
    """
    step = max(1, len(values) // _LOOKED_AT)
    forms = Counter(map(_form_of, values.take(pa.array(range(0, len(values), step))).to_pylist()))
    form, found = forms.most_common(1)[0]
    others = forms.total() - found
    is_usual = found >= _LEAST_ALIKE and others <= max(1, _MOST_OTHERS * forms.total())
    return f"^{form}$" if is_usual else ""


def _form_of(number: str) -> str:
    """A pattern of runs of digits, of capitals and of small letters, and of any other sign by itself."""
    return "".join(f"{_sign_of(sign)}+" for sign, _ in groupby(number.translate(_KINDS_OF_SIGNS)))


class _KindsOfSigns(dict[int, str]):
    """What stands for a sign: one of its kind, or itself; each is looked up once."""

    def __missing__(self, place: int) -> str:
        sign = chr(place)
        kinds_of_signs = ((str.isdigit, "0"), (str.isupper, "A"), (str.islower, "a"))
        self[place] = next((one for is_it, one in kinds_of_signs if is_it(sign)), sign)
        return self[place]


_KINDS_OF_SIGNS = _KindsOfSigns()
_PATTERNS = {"0": "[0-9]", "A": r"\p{Lu}", "a": r"\p{Ll}"}


def _sign_of(sign: str) -> str:
    return _PATTERNS.get(sign) or re.escape(sign)
