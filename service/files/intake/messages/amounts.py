"""Amounts of messages, which are whole cents."""

from lxml import etree

from service.files.intake.messages.gathered import Row
from service.files.intake.messages.message import MissingElementError, text


def euros(cents: str) -> str:
    """Write whole cents as euros with two decimals; what is no number stays as it is, to be found later."""
    return f"{cents[:-2] or '0'}.{cents[-2:].zfill(2)}" if cents.isdigit() else cents


def cents(row: Row) -> int:
    """The amount of a row with its sign."""
    digits = row["bedrag"].replace(".", "")
    return (int(digits) if digits.isdigit() else 0) * (-1 if row["debet_credit"] == "C" else 1)


def signed(element: etree._Element, name: str) -> int:
    """A total with its sign. Raises MissingElementError when it is no number."""
    total = text(element, f"{name}/TotaalBedrag")
    if not total.isdigit():
        raise MissingElementError(f"{name}/TotaalBedrag")
    return -int(total) if text(element, f"{name}/DebetCredit") == "C" else int(total)
