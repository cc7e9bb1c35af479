"""Bands: a number becomes the band in which it falls, by a table with a lowest and a highest per line."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from service.domain.faults import Fault
from service.domain.formats.bounds import are_at_least
from service.domain.formats.code_tables import CodeLine, CodeTable
from service.domain.formats.faults.bands import (
    BAND_WITHOUT_NUMBERS,
    BANDS_OVERLAP,
    BANDS_WITH_A_GAP,
    LOWEST_ABOVE_HIGHEST,
)
from service.domain.formats.rows import Mask
from service.domain.translation.content import Values

ELSE = ".."
"""The band of what is in no other, and of an empty value: both its ends are empty."""
_BAND = re.compile(r"(-?[0-9.]*[0-9])?\.\.(-?[0-9.]*[0-9])?")


@dataclass(frozen=True, slots=True)
class Band:
    """One line of a table of bands; None: without an end on that side."""

    lowest: Decimal | None
    highest: Decimal | None
    becomes: str

    def holds(self, values: Values) -> Mask:
        """The numbers in it, both ends included."""
        inside = ~values.blank
        if self.lowest is not None:
            inside &= are_at_least(values, self.lowest)
        if self.highest is not None:
            inside &= ~are_at_least(values, self.highest, above=True)
        return inside


def code_of_band(lowest: str, highest: str) -> str:
    """How a line of a band table is called among codes: `0..11`, `18..`, or `..` for everything else."""
    return "..".join(text.strip().replace(",", ".") for text in (lowest, highest))


def is_of_bands(codes: Iterable[str]) -> bool:
    """Whether a code table is one of bands: every code is a band."""
    every = list(codes)
    return bool(every) and all(_BAND.fullmatch(code) for code in every)


def bands_of(becomes: Mapping[str, str]) -> tuple[list[Band], str | None]:
    """The bands of one day, and what everything else becomes; None when the rest has no band."""
    bands = [Band(*_ends(code), text) for code, text in becomes.items() if code != ELSE]
    return bands, becomes.get(ELSE)


def banded(values: Values, becomes: Mapping[str, str]) -> tuple[npt.NDArray[np.int64], list[str]]:
    """Per value the place of its band among the texts that there are, −1 where it has none.

    The texts stand in the order of the table, that of everything else last.
    """
    bands, rest = bands_of(becomes)
    texts = list(dict.fromkeys([band.becomes for band in bands] + ([] if rest is None else [rest])))
    places = np.full(len(values), -1 if rest is None else texts.index(rest), dtype=np.int64)
    free = np.ones(len(values), dtype=bool)
    for band in bands:
        inside = band.holds(values) & free
        places[inside] = texts.index(band.becomes)
        free &= ~inside
    return places, texts


def digits_of_bands(codes: Iterable[str]) -> int:
    """With how many decimals the ends are written: between two bands there is no other number."""
    ends = (end for code in codes if code != ELSE for end in _ends(code))
    return max((-int(end.as_tuple().exponent) for end in ends if end is not None), default=0)


def fault_of_bands(table: CodeTable) -> tuple[Fault, int] | None:
    """What is wrong with a table of bands, and on which line: ends that are none, a gap or an overlap."""
    for line in table.lines:
        fault = _fault_of_ends(line)
        if fault is not None:
            return fault, line.line
    return next((found for lines in _on_each_day(table) for found in _between(lines)), None)


def _on_each_day(table: CodeTable) -> Iterator[list[CodeLine]]:
    """The lines that hold together: per law, from each day on which one begins."""
    days = sorted({line.valid_from for line in table.lines})
    for law in sorted({line.law for line in table.lines}):
        lines = [line for line in table.lines if line.law in ("", law)]
        for day in days:
            yield [line for line in lines if line.valid_from <= day <= line.valid_until]


def _fault_of_ends(line: CodeLine) -> Fault | None:
    written, _, until = line.code.partition("..")
    if not _BAND.fullmatch(line.code):
        return BAND_WITHOUT_NUMBERS.fault(lowest=written, highest=until)
    try:
        lowest, highest = _ends(line.code)
    except InvalidOperation:
        return BAND_WITHOUT_NUMBERS.fault(lowest=written, highest=until)
    if lowest is not None and highest is not None and lowest > highest:
        return LOWEST_ABOVE_HIGHEST.fault(lowest=written, highest=until)
    return None


def _between(lines: list[CodeLine]) -> Iterator[tuple[Fault, int]]:
    """Faults between bands that follow each other on one day."""
    step = Decimal(1).scaleb(-digits_of_bands(line.code for line in lines))
    ordered = sorted(
        (line for line in lines if line.code != ELSE),
        key=lambda line: (_ends(line.code)[0] is not None, _ends(line.code)[0] or 0),
    )
    for earlier, later in pairwise(ordered):
        highest, lowest = _ends(earlier.code)[1], _ends(later.code)[0]
        facts = {"earlier": earlier.becomes, "later": later.becomes}
        if highest is None or lowest is None or lowest <= highest:
            yield BANDS_OVERLAP.fault(**facts), max(earlier.line, later.line)
        elif lowest - highest != step:
            yield BANDS_WITH_A_GAP.fault(highest=str(highest), lowest=str(lowest), **facts), later.line


def _ends(code: str) -> tuple[Decimal | None, Decimal | None]:
    found = _BAND.fullmatch(code)
    lowest, highest = found.groups() if found else (None, None)
    return Decimal(lowest) if lowest else None, Decimal(highest) if highest else None
