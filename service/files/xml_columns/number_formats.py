"""Which cell formats of a workbook show a number in per cent: 0.9 as 90%."""

import re

from lxml import etree

PERCENT_NUMBERS = frozenset({9, 10})
"""The formats 0% and 0.00%, which every workbook has by number (ECMA-376 part 1, §18.8.30)."""
_IS_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What a number format shows as it stands, or takes as an instruction: a % in it counts for nothing."""
_DIGITS = re.compile(r"[0#?]")


def shows_percents(number_format: str) -> bool:
    """Tell whether numbers are shown a hundredfold with a %, negative ones too if they are shown.

    A format has up to four parts; the first two are of numbers, above zero and below.
    """
    above, *others = _IS_LITERAL.sub("", number_format).split(";")
    return "%" in above and all("%" in part for part in others[:1] if _DIGITS.search(part))


def percent_formats(styles: bytes) -> frozenset[int]:
    """Give the places, from 0, of the cell formats of `xl/styles.xml` (empty: none) that show per cent."""
    if not styles:
        return frozenset()
    root = etree.fromstring(styles, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    numbers = PERCENT_NUMBERS | {
        int(each.get("numFmtId", "0"))
        for each in root.iterfind("{*}numFmts/{*}numFmt")
        if shows_percents(each.get("formatCode", ""))
    }
    formats = root.iterfind("{*}cellXfs/{*}xf")
    return frozenset(at for at, each in enumerate(formats) if int(each.get("numFmtId", "0")) in numbers)
