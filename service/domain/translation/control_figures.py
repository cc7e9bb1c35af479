"""Control figures: what a provider's books say per municipality and law, held against what it handed in."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from service.domain.failures import TerminalError
from service.domain.formats.rows import Submitted
from service.domain.formats.shape import FieldReference
from service.domain.translation.fates import Fates
from service.domain.translation.selection import PRESTATIE, signed_cents
from service.domain.wording import Wording

COLUMNS = ("gemeentecode", "wet", "rijen", "bedrag")
_AMOUNT = re.compile(r"-?\d+([.,]\d{1,2})?")
_MOST_LINES = 2_000
NOT_IN_BOOKS, NOT_HANDED_IN, NO_SINGLE_CAUSE = "not-in-books", "not-handed-in", "no-single-cause"
Key = tuple[str, str]
"""Gemeentecode and law."""


class NoControlFiguresError(TerminalError):
    """What was given cannot be read as control figures; `words` say which line and what is expected."""

    def __init__(self, words: Wording) -> None:
        """The words are for whoever gave it."""
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True)
class Amount:
    """Rows, and signed cents: bedrag x +1 for D, -1 for C."""

    rows: int = 0
    cents: int = 0

    def minus(self, other: "Amount") -> "Amount":
        """How much more this is."""
        return Amount(self.rows - other.rows, self.cents - other.cents)

    def as_json(self) -> dict[str, int]:
        """Rows and cents."""
        return {"rows": self.rows, "cents": self.cents}


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedFigure:
    """One municipality and law: what the books say beside what was handed in, and what became of that."""

    municipality: str
    law: str
    books: Amount | None
    """None when the books say nothing of it."""
    handed_in: Amount
    parts: Mapping[str, Amount]
    """What was handed in by the name under which it went out; reported under the empty name."""

    @property
    def difference(self) -> Amount:
        """How much more was handed in than the books say."""
        return self.handed_in.minus(self.books or Amount())

    @property
    def is_the_same(self) -> bool:
        """Whether rows and cents agree."""
        return self.difference == Amount()

    @property
    def causes(self) -> tuple[str, ...]:
        """Names whose rows and cents are exactly what was handed in more: the books leave those out."""
        if self.is_the_same:
            return ()
        return tuple(name for name, part in self.parts.items() if name and part == self.difference)

    @property
    def why(self) -> tuple[str, ...]:
        """What makes the difference: its causes, or NOT_IN_BOOKS, NOT_HANDED_IN or NO_SINGLE_CAUSE."""
        if self.is_the_same or self.causes:
            return self.causes
        if self.books is None:
            return (NOT_IN_BOOKS,)
        return (NO_SINGLE_CAUSE if self.handed_in.rows else NOT_HANDED_IN,)

    def as_json(self) -> dict[str, object]:
        """A line of `eenmaal balance --control --json`, and as it is kept."""
        return {
            "municipality": self.municipality,
            "law": self.law,
            "books": self.books.as_json() if self.books else None,
            "handed_in": self.handed_in.as_json(),
            "parts": {name: part.as_json() for name, part in self.parts.items()},
        }

    @classmethod
    def parse(cls, kept: Mapping[str, object]) -> "ComparedFigure":
        """What `as_json` gave."""
        parts, books = kept["parts"], kept["books"]
        several = parts.items() if isinstance(parts, dict) else ()
        return cls(
            municipality=str(kept["municipality"]),
            law=str(kept["law"]),
            books=_amount(books) if books else None,
            handed_in=_amount(kept["handed_in"]),
            parts={str(name): _amount(part) for name, part in several},
        )


def _amount(kept: object) -> Amount:
    return Amount(int(kept["rows"]), int(kept["cents"])) if isinstance(kept, dict) else Amount()


def parse_control_figures(text: str) -> Mapping[Key, Amount]:
    """By municipality and law. Raises NoControlFiguresError for the first line that cannot be read."""
    lines = text.removeprefix("\ufeff").splitlines()
    head = lines[0] if lines else ""
    found = csv.reader(lines, delimiter=";" if ";" in head else ",")
    header = tuple(each.strip().casefold() for each in next(found, ()))
    if header != COLUMNS:
        raise NoControlFiguresError(_NO_HEADER)
    if len(lines) > _MOST_LINES:
        raise NoControlFiguresError(_TOO_MANY.fill(most=_MOST_LINES))
    figures: dict[Key, Amount] = {}
    for number, cells in enumerate(found, start=2):
        if any(cells):
            key, amount = _line(number, [each.strip() for each in cells])
            if key in figures:
                raise NoControlFiguresError(_TWICE.fill(line=number, municipality=key[0], law=key[1]))
            figures[key] = amount
    return figures


def _line(number: int, cells: Sequence[str]) -> tuple[Key, Amount]:
    if len(cells) != len(COLUMNS):
        raise NoControlFiguresError(_OTHER_COLUMNS.fill(line=number, found=len(cells)))
    municipality, law, rows, euro = cells
    is_right = re.fullmatch(r"\d{4}", municipality) and law.upper() in {"JW", "WMO"} and rows.isdecimal()
    if not is_right or not _AMOUNT.fullmatch(euro):
        raise NoControlFiguresError(_WRONG_CELL.fill(line=number, found=", ".join(cells)))
    cents = int(Decimal(euro.replace(",", ".")) * 100)
    return (municipality, law.upper()), Amount(int(rows), cents)


_NO_HEADER = Wording(
    "De eerste regel noemt niet de vier kolommen. Verwacht: gemeentecode;wet;rijen;bedrag. Zet die op de "
    "eerste regel van het csv-bestand.",
    "The first line does not name the four columns. Expected: gemeentecode;wet;rijen;bedrag. Put those on "
    "the first line of the csv.",
)
_OTHER_COLUMNS = Wording(
    "Regel {line} heeft {found} cellen. Verwacht: vier, gemeentecode;wet;rijen;bedrag.",
    "Line {line} has {found} cells. Expected: four, gemeentecode;wet;rijen;bedrag.",
)
_WRONG_CELL = Wording(
    "Regel {line} is niet te lezen: {found}. Verwacht: een gemeentecode van vier cijfers, JW of WMO, een "
    "heel aantal rijen en een bedrag in euro's zonder punten voor duizendtallen, zoals 0344;JW;12;1234,50.",
    "Line {line} cannot be read: {found}. Expected: a gemeentecode of four digits, JW or WMO, a whole number "
    "of rows and an amount in euros without signs for thousands, such as 0344;JW;12;1234,50.",
)
_TWICE = Wording(
    "Regel {line} noemt gemeente {municipality} met {law} voor de tweede keer. Tel beide op tot één regel.",
    "Line {line} names municipality {municipality} with {law} a second time. Add both up to one line.",
)
_TOO_MANY = Wording("Er staan meer dan {most} regels in.", "It has more than {most} lines.")


def compare(submitted: Submitted, fates: Fates, books: Mapping[Key, Amount]) -> tuple[ComparedFigure, ...]:
    """Every municipality and law of the books or of the rows of prestatie, in order.

    The parts of one are together what was handed in: every row has one fate.
    """
    cents = signed_cents(submitted, PRESTATIE)
    own = _keys(submitted)
    keys, numbers = np.unique(own, return_inverse=True)
    every = {_split(key): number for number, key in enumerate(keys.tolist())}
    return tuple(
        ComparedFigure(
            municipality=key[0],
            law=key[1],
            books=books.get(key),
            handed_in=amount_of(numbers == every.get(key, -1), cents),
            parts=dict(amounts_by_name(numbers == every.get(key, -1), fates, cents)),
        )
        for key in sorted({*books, *every})
    )


def _keys(submitted: Submitted) -> npt.NDArray[np.str_]:
    municipality, law = (
        submitted.through(PRESTATIE, _FIELDS[name]).plain_texts() for name in ("gemeentecode", "wet")
    )
    return np.char.add(np.char.add(municipality, " "), law)


_FIELDS = {
    "gemeentecode": FieldReference(PRESTATIE, "gemeentecode"),
    "wet": FieldReference("toewijzing", "wet"),
}


def _split(key: str) -> Key:
    municipality, _, law = key.partition(" ")
    return municipality, law


def amounts_by_name(
    mask: npt.NDArray[np.bool_], fates: Fates, cents: npt.NDArray[np.int64]
) -> Iterator[tuple[str, Amount]]:
    """Some rows by the name under which they went out, of those names that they have."""
    for number, (_, name) in enumerate(fates.names):
        here = mask & (fates.numbers == number)
        if here.any():
            yield name, amount_of(here, cents)


def amount_of(mask: npt.NDArray[np.bool_], cents: npt.NDArray[np.int64]) -> Amount:
    """Some rows together; `cents` are those of every row."""
    return Amount(int(mask.sum()), int(cents[mask].sum()))


def differing(figures: Iterable[ComparedFigure]) -> tuple[ComparedFigure, ...]:
    """Those that are not the same."""
    return tuple(each for each in figures if not each.is_the_same)
