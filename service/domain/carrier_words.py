"""How a place is called in the words of what a table was written in: a workbook, a text file, a message."""

import re
from collections.abc import Sequence
from enum import StrEnum
from functools import lru_cache

from service.domain.wording import Wording


class Carrier(StrEnum):
    """What a table was written in, which decides how a place in it is called."""

    WORKBOOK = "workbook"
    TEXT_FILE = "text-file"
    """A csv or parquet file: it has no sheets, and its cells have no look."""
    MESSAGE = "message"


_Said = Sequence[tuple[str, str]]
_FILE: tuple[_Said, _Said] = (
    (
        (r"Excel maakt soms van .* de celopmaak Standaard en vul het getal opnieuw in", "Vul het getal in"),
        (r"[Gg]eef de kolom(?: \{field\})? de celopmaak Tekst en vul", "Vul"),
        (r"; geef de kolom de celopmaak Tekst(?=[.,])", "; schrijf daar de volledige code"),
        (r", of als echte datum met de celopmaak Datum", ""),
        (r"; kies in Excel Converteren naar getal om dit te voorkomen", ""),
        (r"\bBlad (?=\{sheet\})", "Bestand "),
        (r"\bOp blad (?=\{sheet\})", "In bestand "),
        (r"\bop blad (?=\{sheet\})", "in bestand "),
        (r"\bblad (?=\{sheet\})", "bestand "),
    ),
    (
        (r"Excel may make .* the cell format General and fill in the number again", "Fill in the number"),
        (r"[Gg]ive (?:the )?column(?: \{field\})? the cell format Text and fill in", "Fill in"),
        (r"; give the column the cell format Text(?=[.,])", "; write the whole code there"),
        (r", or as a real date with the cell format Date", ""),
        (r"; choose Convert to number in Excel to prevent this", ""),
        (r"\bSheet (?=\{sheet\})", "File "),
        (r"\bOn sheet (?=\{sheet\})", "In file "),
        (r"\bon sheet (?=\{sheet\})", "in file "),
        (r"\bsheet (?=\{sheet\})", "file "),
    ),
)
_MESSAGE: tuple[_Said, _Said] = (
    (
        *_FILE[0][:5],
        (r"Kolom \{column\}, rij \{row\}(?: \(\{field\}\))?", "Bericht {sheet}, {line}, {field}"),
        (r"Kolom \{column\}", "Bericht {sheet}, {line}, {field}"),
        (r"Rij \{row\} van (?:blad|bestand) \{sheet\}", "Bericht {sheet}, {line}"),
        (r"Rij \{row\}", "Bericht {sheet}, {line}"),
        (r"(?:op blad \{sheet\} )?in kolom \{column\}, rij \{row\},", "in bericht {sheet}, {line},"),
        (r"kolom \{column\}", "{field}"),
        (r"rij \{row\}", "{line}"),
        (r"rij \{first\}", "{first}"),
        (r"\b([Bb])(?:lad|estand) (?=\{sheet\})", r"\1ericht "),
    ),
    (
        *_FILE[1][:5],
        (r"Column \{column\}, row \{row\}(?: \(\{field\}\))?", "Message {sheet}, {line}, {field}"),
        (r"Column \{column\}", "Message {sheet}, {line}, {field}"),
        (r"Row \{row\} of (?:sheet|file) \{sheet\}", "Message {sheet}, {line}"),
        (r"Row \{row\}", "Message {sheet}, {line}"),
        (r"(?:on sheet \{sheet\} )?in column \{column\}, row \{row\},", "in message {sheet}, {line},"),
        (r"column \{column\}", "{field}"),
        (r"row \{row\}", "{line}"),
        (r"row \{first\}", "{first}"),
        (r"\bSheet (?=\{sheet\})|\bFile (?=\{sheet\})", "Message "),
        (r"\bsheet (?=\{sheet\})|\bfile (?=\{sheet\})", "message "),
    ),
)


@lru_cache(maxsize=1_024)
def in_words_of(carrier: Carrier, words: Wording) -> Wording:
    """Say a finding that is worded for a workbook in the words of another carrier."""
    match carrier:
        case Carrier.WORKBOOK:
            return words
        case Carrier.TEXT_FILE:
            return Wording(_said(words.nl, _FILE[0]), _said(words.en, _FILE[1]))
        case Carrier.MESSAGE:
            return Wording(_said(words.nl, _MESSAGE[0]), _said(words.en, _MESSAGE[1]))


def _said(template: str, instead: _Said) -> str:
    for form, new in instead:
        template = re.sub(form, new, template)
    return template
