"""What in a free text tells of a client: a number of a person, a date of birth, a number of a provider."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from service.domain.failures import TerminalError
from service.domain.submissions.filenames import without_bsn

SHORTEST_NUMBER = 5
"""A shorter number of a client stands in too many sentences that are about nobody."""
_WORDS_OF_A_NUMBER = 3
_MONTHS = (
    ("januari", "january", "jan"),
    ("februari", "february", "feb"),
    ("maart", "march", "mrt", "mar"),
    ("april", "apr"),
    ("mei", "may"),
    ("juni", "june", "jun"),
    ("juli", "july", "jul"),
    ("augustus", "august", "aug"),
    ("september", "sept", "sep"),
    ("oktober", "october", "okt", "oct"),
    ("november", "nov"),
    ("december", "dec"),
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_DATES = (
    re.compile(r"(?<!\d)(?P<d>\d{1,2})\s*[-/. ]\s*(?P<m>\d{1,2})\s*[-/. ]\s*(?P<y>\d{4}|\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>\d{4})\s*[-/. ]\s*(?P<m>\d{1,2})\s*[-/. ]\s*(?P<d>\d{1,2})(?!\d)"),
    re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})[-.\s]*(?P<m>{_NAMES})[-.\s]*(?P<y>\d{{4}}|\d{{2}})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<d>\d{2})(?P<m>\d{2})(?P<y>\d{4})(?!\d)"),
)
_BORN = re.compile(r"(?:geboren|geboortedatum|\bgeb\b\.?|\bborn\b|\bbirth)[^.\d]{0,20}$")
_LOOK_BACK = 40


class Telling(StrEnum):
    """What tells of a client."""

    BSN = "bsn"
    BIRTH_DATE = "birth-date"
    NUMBER = "number"
    """By which its provider, or its municipality, knows a client or what was allotted to it."""


class TellsOfAClientError(TerminalError):
    """A text for somebody else that tells of a client; it is not kept."""

    def __init__(self, found: frozenset[Telling]) -> None:
        """Names what was found, and never the words themselves."""
        super().__init__(", ".join(sorted(found)))
        self.found = found


@dataclass(frozen=True, slots=True)
class ClientMarks:
    """By what the clients of one municipality in one submission are known."""

    numbers: frozenset[str] = frozenset()
    """As they are written in the export."""
    birth_dates: frozenset[date] = frozenset()


def tellings_in(text: str, marks: ClientMarks) -> frozenset[Telling]:
    """What in `text` tells of a client, however it is spaced, joined or spelled."""
    plain = _plain(text)
    found = set()
    if without_bsn(plain) != plain:
        found.add(Telling.BSN)
    if any(day in marks.birth_dates or is_born for day, is_born in _dates_in(plain)):
        found.add(Telling.BIRTH_DATE)
    known = {_squeezed(_plain(number)) for number in marks.numbers}
    if any(word in known for word in _words_in(plain) if len(word) >= SHORTEST_NUMBER):
        found.add(Telling.NUMBER)
    return frozenset(found)


def _plain(text: str) -> str:
    """In small letters, with digits and spaces of one kind and without signs that nobody sees."""
    same = unicodedata.normalize("NFKC", text)
    return "".join(sign for sign in same if unicodedata.category(sign) != "Cf").casefold()


def _squeezed(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _words_in(text: str) -> Iterator[str]:
    """Every word, and every few words behind each other as one."""
    parts = re.findall(r"[^\W_]+", text)
    for count in range(1, _WORDS_OF_A_NUMBER + 1):
        for at in range(len(parts) - count + 1):
            yield "".join(parts[at : at + count])


def _dates_in(text: str) -> Iterator[tuple[date, bool]]:
    """Every day that is written, and whether it is said to be one of birth."""
    for pattern in _DATES:
        for found in pattern.finditer(text):
            is_born = bool(_BORN.search(text[max(0, found.start() - _LOOK_BACK) : found.start()]))
            for year in _years(found["y"]):
                day = _day(year, found["m"], found["d"])
                if day is not None:
                    yield day, is_born


def _years(written: str) -> tuple[int, ...]:
    """Of two digits both centuries that a client can be of."""
    year = int(written)
    return (year,) if len(written) > len("26") else (year + 2000, year + 1900)


def _day(year: int, month: str, day: str) -> date | None:
    try:
        return date(year, _MONTH.get(month) or int(month), int(day))
    except ValueError:
        return None
