"""Read digits, dashes and letters of other scripts and widths as the plain ones, and unseen signs as none."""

import unicodedata

from service.domain.standard.repairs.repair import Wanted
from service.domain.standard.repairs.surroundings import INVISIBLE

_DASHES = dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-")
"""What Word, a browser or a phone makes of a hyphen; nobody sees the difference."""
_WIDE = {chr(sign + 0xFEE0): chr(sign) for sign in range(0x21, 0x7F)}
"""Signs of double width, as a keyboard for Chinese or Japanese types them."""
_PLAIN = str.maketrans({**_WIDE, **_DASHES})


def in_plain_signs(text: str, wanted: Wanted) -> str | None:
    """Give the same in plain signs, where only values of a certain form can stand; None when it is that.

    A number of one's own keeps its signs but for those that nobody sees; prose keeps these too.
    """
    if text.isascii() or (wanted.is_prose and not wanted.is_typed):
        return None
    plain = INVISIBLE.sub("", text) if wanted.is_identifier and not wanted.is_typed else plainly(text)
    return None if plain == text else plain


def plainly(text: str) -> str:
    """Give a text with plain digits, dashes and letters, without signs that nobody sees."""
    if text.isascii():
        return text
    return "".join(map(_digit, INVISIBLE.sub("", text).translate(_PLAIN)))


def _digit(sign: str) -> str:
    digit = unicodedata.decimal(sign, None)
    return sign if digit is None else str(digit)
