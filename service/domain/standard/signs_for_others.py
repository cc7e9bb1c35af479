"""One sign that stands for another all over a sheet, as who replaces in a whole sheet leaves it: O for 0."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations, product
from string import digits

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.standard.cells import Cells, Mask
from service.domain.standard.columns import NumberedTexts
from service.domain.standard.faults import FieldFault
from service.domain.standard.findings import cells as cell_kinds
from service.domain.standard.findings import tables as kinds
from service.domain.standard.fitting import ReadTable
from service.domain.standard.model import Classification, Field, FieldType
from service.domain.wording import Wording, joined, same

_LETTERS = (("O", "0"), ("o", "0"), ("l", "1"), ("I", "1"))
"""What is easily taken for a digit, and that digit."""
_DIGITS = tuple(permutations(digits, 2))
_LEAST_ROWS = 3
"""Cells of a column that are wrong: fewer are matters of single cells."""
_LEAST_SHARE, _LEAST_OF_DIGIT = 0.5, 0.25
"""Of all cells that are filled: a digit for another makes other codes that are in a list as well."""
_AMONG_DIGITS = r"\d[OoIl]|[OoIl]\d"
_LOOKED_AT = 1_000
"""Different numbers that stand for all of a column."""
_LEAST_COLUMNS = 2
_LEAST_NUMBERS = 15
"""Different numbers: of so many hardly ever none has a certain digit."""
_MOST_PLACES = 6
"""Places of a sign in one code: each may be right or wrong."""
_LETTER = Wording("de letter {sign}", "the letter {sign}")
_DIGIT = Wording("het cijfer {sign}", "the digit {sign}")
_REPLACE = Wording(
    "Vervang het in die kolommen door dat cijfer, maar niet in gewone woorden; of maak de export opnieuw.",
    "Replace it in those columns by that digit, but not in plain words; or make the export again.",
)
_MAKE_AGAIN = Wording(
    "In geen enkele tekst van dit blad staat nog een {meant}. Terugzetten kan niet met zoeken en vervangen, "
    "want een {sign} kan ook goed zijn: maak de export opnieuw.",
    "No text on this sheet holds a {meant} any more. Replacing it back will not do, because a {sign} may be "
    "right as well: make the export again.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignForAnother:
    """What is said of it, and what follows for the columns in which it stands."""

    fault: FieldFault
    mended: Mapping[str, Cells]
    """Columns as they read with the right sign."""
    unreadable: tuple[str, ...]
    """Columns of which nobody knows where the sign is right and where it is not."""


@dataclass(frozen=True, slots=True)
class _Said:
    """Which sign stands for which, and what to do."""

    sign: Wording
    meant: str
    remedy: Wording


@dataclass(frozen=True, slots=True)
class _Wrong:
    """The texts of a column with a list or a form that are not in it."""

    name: str
    texts: tuple[str, ...]
    is_quarter: bool
    is_most: bool
    """Whether a quarter of the cells or more is wrong, or half of them."""


def sign_for_another(read: ReadTable, faults: Sequence[FieldFault]) -> SignForAnother | None:
    """Find the one sign that makes hardly anything fit in several columns; None where there is none.

    A letter that looks like a digit is only taken for that beside digits. A digit that stands for another
    is one when that other is in no text of the sheet: where it is right nobody can tell.
    """
    wrong = list(_wrong(read, faults))
    if not any(each.is_quarter for each in wrong) and not _numbers_with_letters(read):
        return None
    found = next(filter(None, (_of_letter(read, wrong, *pair) for pair in _LETTERS)), None)
    return found or _of_digit(read, wrong)


def _of_letter(read: ReadTable, wrong: list[_Wrong], sign: str, meant: str) -> SignForAnother | None:
    beside = re.compile(rf"{sign}+(?=\d)|(?<=\d){sign}+|^{sign}\d*$")
    codes = _codes_with(sign, meant, wrong, read)
    others = [each.name for each in _texts(read) if _stands_for(sign, meant, beside, each, read)]
    numbers = [each for each in others if _is_one_form(each, sign, meant, read)]
    names = _in_order({*codes, *(others if codes else numbers)}, read)
    if len(names) < _LEAST_COLUMNS and not numbers:
        return None
    mended = {name: _mended(name, sign, meant, beside, read) for name in names}
    said = _Said(_LETTER.fill(sign=sign), meant, _REPLACE)
    return SignForAnother(fault=_fault(read, mended, said), mended=mended, unreadable=())


def _codes_with(sign: str, meant: str, wrong: list[_Wrong], read: ReadTable) -> list[str]:
    """The columns of which every wrong text is right with the sign meant; in one most are wrong."""
    found = [
        each
        for each in wrong
        if all(_is_right(text.replace(sign, meant), each.name, read) for text in each.texts)
    ]
    return [each.name for each in found] if any(each.is_most for each in found) else []


def _of_digit(read: ReadTable, wrong: list[_Wrong]) -> SignForAnother | None:
    texts = {each.name: _different(each.name, read) for each in _texts(read)}
    pairs = [pair for pair in _possible(texts) if _explains(*pair, wrong, read)]
    if len(pairs) != 1:
        return None
    sign, meant = pairs[0]
    names = [name for name, some in texts.items() if any(sign in text for text in some)]
    other = {name: _cells(name, [text.replace(sign, meant) for text in texts[name]], read) for name in names}
    said = _Said(_DIGIT.fill(sign=sign), meant, _MAKE_AGAIN.fill(meant=meant, sign=sign))
    return SignForAnother(fault=_fault(read, other, said), mended={}, unreadable=tuple(names))


def _possible(texts: Mapping[str, list[str]]) -> list[tuple[str, str]]:
    """The digits that stand in texts, each with one that stands in none."""
    signs = {sign for some in texts.values() for text in some for sign in text}
    return [(sign, meant) for sign, meant in _DIGITS if sign in signs and meant not in signs]


def _explains(sign: str, meant: str, wrong: list[_Wrong], read: ReadTable) -> bool:
    """Whether wrong texts are right ones with the sign meant in some of their places: in two columns.

    In one, where numbers of somebody's own are so many that one of them would have the digit that is meant.
    """
    explained = [each for each in wrong if _is_explained(each, sign, meant, read)]
    is_enough = len(explained) >= _LEAST_COLUMNS or _count_numbers(read) >= _LEAST_NUMBERS
    return is_enough and any(each.is_quarter for each in explained)


def _is_explained(wrong: _Wrong, sign: str, meant: str, read: ReadTable) -> bool:
    return all(
        any(_is_right(one, wrong.name, read) for one in _otherwise(text, sign, meant)) for text in wrong.texts
    )


def _count_numbers(read: ReadTable) -> int:
    """How many different numbers of somebody's own there are, in the column that has most."""
    counts = (len(read.texts[each.name].different) for each in _texts(read) if _is_number(each))
    return max(counts, default=0)


def _otherwise(text: str, sign: str, meant: str) -> Iterator[str]:
    """The text with the other sign in one or more of the places where it may stand."""
    if 0 < text.count(sign) <= _MOST_PLACES:
        choices = [(each, meant) if each == sign else (each,) for each in text]
        yield from ("".join(each) for each in product(*choices))


def _wrong(read: ReadTable, faults: Sequence[FieldFault]) -> Iterator[_Wrong]:
    """The columns with a list or a form of which a cell is not in it."""
    odd = {each.field for each in faults if each.kind is cell_kinds.MALFORMED}
    odd |= {name for name, _ in read.unknown_codes()}
    for name in _in_order(odd & set(read.texts), read):
        numbered = read.texts[name]
        is_wrong = _are_wrong(numbered.different, name, read)
        rows = np.count_nonzero(np.append(is_wrong, False)[numbered.numbers])
        filled = np.count_nonzero(numbered.numbers >= 0)
        texts = tuple(numbered.different.filter(pa.array(is_wrong)).to_pylist())
        shares = (max(_LEAST_ROWS, share * filled) for share in (_LEAST_OF_DIGIT, _LEAST_SHARE))
        yield _Wrong(name, texts, *(bool(rows >= share) for share in shares))


def _are_wrong(texts: pa.Array, name: str, read: ReadTable) -> Mask:
    """Which texts are not in the list of a column, or have not its form."""
    field = read.matched.table.fields[name]
    code_list = read.standard.code_list_of(field)
    if code_list is not None:
        right = code_list.has(texts)
    else:
        right = pc.match_substring_regex(texts, f"^(?:{field.pattern})$")
    wrong: Mask = ~right.to_numpy(zero_copy_only=False)
    return wrong


def _is_right(text: str, name: str, read: ReadTable) -> bool:
    field = read.matched.table.fields[name]
    code_list = read.standard.code_list_of(field)
    if code_list is not None:
        return text in code_list.codes
    return re.fullmatch(field.pattern, text) is not None


def _texts(read: ReadTable) -> list[Field]:
    is_text = (FieldType.TEXT, FieldType.CODE)
    return [each for each in read.fields_in_order if each.type in is_text and each.name in read.texts]


def _different(name: str, read: ReadTable) -> list[str]:
    """Every text of a column once, of those that stand in it."""
    found: list[str] = read.texts[name].different.to_pylist()
    return found


def _is_number(field: Field) -> bool:
    return field.classification is Classification.IDENTIFIER and not field.pattern


def _numbers_with_letters(read: ReadTable) -> bool:
    """Whether some number of somebody's own has a letter between its digits."""
    return any(
        pc.match_substring_regex(read.texts[each.name].different[:_LOOKED_AT], _AMONG_DIGITS).true_count
        for each in _texts(read)
        if _is_number(each)
    )


def _stands_for(sign: str, meant: str, beside: re.Pattern[str], field: Field, read: ReadTable) -> bool:
    """Whether the sign stands among digits somewhere in a column in which the one meant never does."""
    texts = read.texts[field.name].different
    if pc.match_substring(texts, meant).true_count:
        return False
    having = texts.filter(pc.match_substring(texts, sign))
    return any(beside.search(text) for text in having.to_pylist())


def _is_one_form(name: str, sign: str, meant: str, read: ReadTable) -> bool:
    """Whether numbers of one's own have one form with the sign that is meant, and several as they stand."""
    texts = _different(name, read)
    before, after = (
        {re.sub(r"\d+", "9", each) for each in some}
        for some in (texts, [each.replace(sign, meant) for each in texts])
    )
    is_number = _is_number(read.matched.table.fields[name])
    return is_number and len(texts) >= _LEAST_ROWS and len(after) == 1 < len(before)


def _mended(name: str, sign: str, meant: str, beside: re.Pattern[str], read: ReadTable) -> Cells:
    """The cells of a column with the sign that is meant where the other is wrong, or stands among digits."""
    field = read.matched.table.fields[name]
    has_form = bool(field.code_list or field.pattern)

    def read_as(text: str) -> str:
        if has_form:
            return text if _is_right(text, name, read) else text.replace(sign, meant)
        return beside.sub(lambda found: found[0].replace(sign, meant), text)

    return _cells(name, [read_as(text) for text in _different(name, read)], read)


def _cells(name: str, texts: list[str], read: ReadTable) -> Cells:
    """The column with other texts in the place of each of its different ones."""
    places = read.texts[name].places
    return Cells(text=pc.dictionary_encode(pa.array(texts, pa.large_string()).take(places)))


def _in_order(names: Iterable[str], read: ReadTable) -> list[str]:
    return sorted(names, key=lambda name: read.matched.columns[name])


def _fault(read: ReadTable, mended: Mapping[str, Cells], said: _Said) -> FieldFault:
    """One finding for all columns, which counts the rows; how many cells it is stands in it."""
    rows, cells = np.zeros(read.rows, bool), 0
    for name, other in mended.items():
        where = _differ(read.texts[name], other)
        rows, cells = rows | where, cells + int(np.count_nonzero(where))
    columns = joined(", ", [same(f"{read.matched.letter(each)} ({each})") for each in mended])
    return FieldFault(
        kind=kinds.SIGN_FOR_ANOTHER,
        field=next(iter(mended)),
        positions=np.flatnonzero(rows),
        facts={
            "sign": said.sign,
            "meant": said.meant,
            "remedy": said.remedy,
            "columns": columns,
            "cells": str(cells),
        },
        is_summed=True,
        is_mended=True,
    )


def _differ(numbered: NumberedTexts, other: Cells) -> Mask:
    """Where a cell reads otherwise."""
    differs = pc.not_equal(numbered.different.take(numbered.places), other.text.dictionary_decode())
    where: Mask = pc.fill_null(differs, False).to_numpy(zero_copy_only=False)
    return where
