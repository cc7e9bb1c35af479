"""Read amounts as people write them, € 1.320,20, where the cells of the column prove their signs."""

import re
from collections.abc import Iterable

from service.domain.standard.model import FieldType
from service.domain.standard.repairs.percents import OF_RATES, RATE_OF_SHARE
from service.domain.standard.repairs.repair import NumberSigns, Wanted

NUMBERS = (FieldType.INTEGER, FieldType.MONEY, FieldType.DECIMAL)
PLAIN = r"^\s*[+-]?\d+(?:[.,]\d+)?\s*$"
_BLANKS = " \u00a0\u2009\u202f'"
_EURO = re.compile(r"^(?:€|eur|euro)\s*(?=[\d+-])|(?<=\d)\s*(?:€|eur|euro)$|(?<=^[+-])\s*€\s*", re.IGNORECASE)
_NO_CENTS = re.compile(r"(?<=\d)[.,](?:--?|=|\u2013|\u2014)$")
"""Behind an amount in whole euros: `66,-`."""
_GROUPED = re.compile(r"^[+-]?\d{1,3}(?:([.,])\d{3})+$")
_MIXED = re.compile(r"^[+-]?\d{1,3}(?:([.,])\d{3})+(?!\1)([.,])(\d+)$")
_DECIMAL = re.compile(r"^[+-]?\d+([.,])(\d+)$")
_SPACED = re.compile(rf"^[+-]?\d{{1,3}}(?:[{_BLANKS}]\d{{3}})+(?:[.,]\d+)?$")
_PER_CENT = re.compile(r"^(\d+(?:[.,]\d+)?)\s*%$")


def without_clothes(text: str) -> str:
    """Leave out the sign of the euro, that there are no cents, and blanks between thousands.

    Nobody can take these for a decimal.
    """
    dressed = _EURO.sub("", text.strip()).strip()
    bare = _NO_CENTS.sub("", dressed)
    if bare != dressed and _GROUPED.match(bare):  # what stands before no cents are thousands
        return re.sub(r"[.,]", "", bare)
    return re.sub(rf"[{_BLANKS}]", "", bare) if _SPACED.match(bare) else bare


def is_ambiguous(text: str) -> bool:
    """Tell whether a number may be grouped by thousands or have three decimals: 1.234, not 0.234."""
    bare = without_clothes(text)
    return _GROUPED.match(bare) is not None and len(re.findall(r"[.,]", bare)) == 1 and not _is_share(bare)


def _is_share(bare: str) -> bool:
    return bare.lstrip("+-").startswith("0")


def proven_signs(texts: Iterable[str]) -> NumberSigns:
    """The signs that the numbers of one column prove; empty where none does, or two disagree."""
    decimals: set[str] = set()
    thousands: set[str] = set()
    for text in map(without_clothes, texts):
        if (mixed := _MIXED.match(text)) is not None:
            thousands.add(mixed[1])
            decimals.add(mixed[2])
        elif (grouped := _GROUPED.match(text)) is not None and not _is_share(text):
            if len(re.findall(r"[.,]", text)) > 1:
                thousands.add(grouped[1])
        elif (decimal := _DECIMAL.match(text)) is not None:
            decimals.add(decimal[1])
    if len(decimals) > 1 or len(thousands) > 1 or decimals & thousands:
        return NumberSigns()
    return NumberSigns("".join(decimals), "".join(thousands))


def as_plain_number(text: str, wanted: Wanted) -> str | None:
    """Give a number without euro sign and thousands, where it can be read in one way only."""
    if wanted.field.type not in NUMBERS:
        return None
    bare = without_clothes(text)
    thousands = wanted.evidence.signs.thousands
    if (mixed := _MIXED.match(bare)) is not None:
        bare = bare.replace(mixed[1], "")
    elif _GROUPED.match(bare) is not None and not _is_share(bare) and thousands and thousands in bare:
        bare = bare.replace(thousands, "")
    return bare if bare != text.strip() and re.match(PLAIN, bare) and not is_ambiguous(bare) else None


def as_percents(text: str, wanted: Wanted) -> str | None:
    """Give 21 for 21%, and for the 0,21 that Excel holds under a rate of VAT shown as 21%."""
    bare = text.strip()
    if bare not in wanted.evidence.percents:
        return None
    shares = {str(share): rate for share, rate in RATE_OF_SHARE.items()}
    if wanted.field.name == OF_RATES and bare.replace(",", ".") in shares:
        return shares[bare.replace(",", ".")]
    found = _PER_CENT.match(bare)
    return found[1] if found is not None else None
