"""Values as they are written in a Dutch letter: 31 maart 2026, and 1.234,50."""

import re
from datetime import date
from decimal import Decimal

from service.domain.translation.content import CellValue, ValueKind, Values
from service.domain.wording import Wording

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip
LONGEST_TEXT = 32_767
"""Characters in one place: what a cell of a workbook can hold, and far more than a letter has room for."""
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Char of XML 1.0, §2.2, turned round."""


def why_refused(text: str) -> Wording | None:
    """Why a document cannot hold a text, without the text itself; None when it can."""
    if len(text) > LONGEST_TEXT:
        return Wording(
            f"de tekst is langer dan {LONGEST_TEXT} tekens.",
            f"the text is longer than {LONGEST_TEXT} characters.",
        )
    found = _NOT_IN_XML.search(text)
    if found is None:
        return None
    return Wording(
        f"in de tekst staat het teken U+{ord(found[0]):04X}, dat niet in een document kan.",
        f"the text has the character U+{ord(found[0]):04X}, which a document cannot hold.",
    )


def words_of_cell(value: CellValue) -> str:
    """One value; a number with a point per thousand."""
    match value:
        case None:
            return ""
        case date():
            return f"{value.day} {MONTHS[value.month - 1]} {value.year}"
        case int():
            return _number(value, 0)
        case Decimal():
            digits = -int(value.as_tuple().exponent)
            return _number(int(value.scaleb(digits)), digits)
        case str():
            return value


def texts_of_column(values: Values) -> list[str]:
    """A column, empty where it is blank; a number with all its decimals."""
    match values.kind:
        case ValueKind.TEXT:
            written: list[str] = [str(each) for each in values.items.tolist()]
        case ValueKind.NUMBER:
            written = [_number(each, values.digits) for each in values.numbers.tolist()]
        case ValueKind.DATE:
            days = values.items.astype("datetime64[D]").tolist()
            written = [words_of_cell(each) for each in days]
    return ["" if blank else text for blank, text in zip(values.blank.tolist(), written, strict=True)]


def _number(numerator: int, digits: int) -> str:
    whole, rest = divmod(abs(numerator), 10**digits)
    decimals = f",{rest:0{digits}d}" if digits else ""
    return f"{'-' if numerator < 0 else ''}{whole:,}".replace(",", ".") + decimals
