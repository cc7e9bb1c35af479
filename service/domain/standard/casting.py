"""Cast a column of cells to the type of its field, exactly, and say which cells do not fit."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.findings import FindingKind
from service.domain.said import Fact
from service.domain.standard.casting_numbers import cast_number, letters_of
from service.domain.standard.cells import Cells, Mask, as_mask, places_of
from service.domain.standard.columns import NumberedTexts
from service.domain.standard.faults import ColumnFaults, FieldFault
from service.domain.standard.findings import cells as kinds
from service.domain.standard.model import CodeList, Field, FieldType
from service.domain.standard.own_texts import odd_texts
from service.domain.standard.repairs import Doubt
from service.domain.standard.repairs.day_numbers import are_serials, said_serials
from service.domain.standard.universal_time import said_dutch_days
from service.domain.wording import Wording

_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{FFFE}\x{FFFF}]"
_SELDOM = r"[\x00-\x1f\x7f\x{FFFE}\x{FFFF}]|E[+-]\d"
"""A sign that nobody types, or a number written with an exponent: in one question, for RE2 compiles each."""
_SCIENTIFIC = r"^\s*-?\d(?:[.,]\d+)?E[+-]\d+\s*$"
_ERROR = (
    r"^\s*#(?i:N/A|N/B|REF!|VERW!|VALUE!|WAARDE!|DIV/0!|DEEL/0!|NAME\?|NAAM\?|NUM!|GETAL!|NULL!|LEEG!)\s*$"
)
"""What stands in a text file where the workbook that it was made of had an error."""
_STORY = 100
"""Characters: what may be longer is written for people, and may be about anything."""
_SHORTEN = Wording("een kortere tekst", "a shorter text")
_WHOLE_CODE = Wording("de code of het nummer zelf", "the code or number itself")
_WITH_TIME = (
    r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/. ](?:\d{1,2}|[A-Za-z]{3,9}\.?)[-/. ]\d{4})"
    r"(?:T|,? +)(?:om )?\d{1,2}[:.]\d{2}\b.*"
)
"""A date as it is written here or as jjjj-mm-dd, and a time of day behind it."""
_ISO_DATE = r"^\d{4}-\d{2}-\d{2}$"
_SHORT_YEAR = r"\d{1,2}([-/. ])(?:\d{1,2}|[A-Za-z]{3,9})\.?\1\d{2}"
_OR_EMPTY = Wording(", of laat de cel leeg als er geen is", ", or leave the cell empty if there is none")
_SIGN = Wording(
    "; of een prestatie credit is, staat in debet_credit (C)",
    "; whether a service is a credit is said in debet_credit (C)",
)
_HAVE_SIGN_ELSEWHERE = frozenset({"volume", "tarief", "bedrag"})
_DECLARED = "iJw 323"
"""What a declaration says: an allocation has a volume too, and no credit."""
_FIRST_DAY = np.datetime64("1900-03-01", "s")
"""Excel counts a 29 February 1900 that never was: what it numbers up to 60 is not certain."""
_FIRST_YEAR = np.datetime64("0001-01-01", "s")
_LAST_DAY = np.datetime64("2100-12-31", "s")
_NO_DAY = np.datetime64("NaT", "s")
_MOST_EXACT = 2.0**53
_TextCheck = tuple[FindingKind, pa.Array, dict[str, Fact]]
"""A kind of finding, which different texts have it, and its facts."""
_NO_TEXT = pa.scalar(None, pa.large_string())
_SHORTEST_BSN = 7
"""Digits: a BSN has at most two leading zeros."""
_BSN_WEIGHTS = np.array([9, 8, 7, 6, 5, 4, 3, 2, -1])


@dataclass(frozen=True, slots=True)
class CastColumn:
    """A column in the type that `Export` promises; missing wherever a fault was found."""

    column: pd.Series | NumberedTexts
    faults: list[FieldFault]
    is_as_written: bool
    """Whether it says everywhere what the cells say, letter for letter."""

    @property
    def series(self) -> pd.Series:
        """The values as a column of pandas."""
        return self.column.series() if isinstance(self.column, NumberedTexts) else self.column


def cast(
    cells: Cells,
    field: Field,
    decimal_sign: str,
    code_list: CodeList | None,
    doubts: Iterable[Doubt] = (),
) -> CastColumn:
    """Cast one column.

    `decimal_sign` is that of numbers written as text in this file, empty where nothing proves it.
    Cells that there are `doubts` about are not cast: their doubt is what there is to say of them.
    """
    faults = ColumnFaults(field.name, len(cells), _facts_of(field))
    for doubt in doubts:
        faults.add(doubt.kind, doubt.where, row_facts=doubt.row_facts)
    faults.add(kinds.FORMULA_WITHOUT_VALUE, cells.formula)
    faults.add(kinds.ERROR_CELL, cells.error)
    if not _is_story(field):  # a story may be about such an error
        _note_errors_in_text(cells, faults)
    if field.required:
        faults.add(kinds.MISSING_VALUE, cells.empty)
    values = _cast(cells, field, decimal_sign, code_list, faults)
    is_as_written = cells.is_only_text and not faults.found and field.type in (FieldType.TEXT, FieldType.CODE)
    return CastColumn(values, faults.found, is_as_written)


def _note_errors_in_text(cells: Cells, faults: ColumnFaults) -> None:
    """Hardly a text has its sign, which is found without compiling a pattern for each column."""
    different = cells.text.dictionary
    if pc.match_substring(different, "#").true_count:
        says_error = pc.match_substring_regex(different, _ERROR)
        faults.add(kinds.ERROR_CELL, as_mask(says_error.take(cells.text.indices)))


def _is_story(field: Field) -> bool:
    return field.type is FieldType.TEXT and (field.size or _STORY) >= _STORY


def or_empty_of(field: Field) -> dict[str, Fact]:
    """What the advice about a cell of a field may add: that it can be empty."""
    return {} if field.required else {"or_empty": _OR_EMPTY}


def _facts_of(field: Field) -> dict[str, Fact]:
    """What the advice about a cell of a field may add: that it can be empty, and where its sign stands."""
    return or_empty_of(field) | ({"sign": _SIGN} if _has_sign_elsewhere(field) else {})


def _has_sign_elsewhere(field: Field) -> bool:
    return field.name in _HAVE_SIGN_ELSEWHERE and _DECLARED in field.already_reported_in


def _cast(
    cells: Cells, field: Field, decimal_sign: str, code_list: CodeList | None, faults: ColumnFaults
) -> pd.Series | NumberedTexts:
    match field.type:
        case FieldType.TEXT | FieldType.CODE:
            return _cast_text(cells, field, code_list, faults)
        case FieldType.DATE:
            return _cast_date(cells, faults)
        case FieldType.INTEGER | FieldType.MONEY | FieldType.DECIMAL:
            return cast_number(cells, field, decimal_sign, faults)


def _cast_text(cells: Cells, field: Field, code_list: CodeList | None, faults: ColumnFaults) -> NumberedTexts:
    faults.add(kinds.NOT_TEXT, cells.odd)
    if cells.day is not None:
        faults.add(kinds.NOT_TEXT, ~np.isnat(cells.day))
    text = cells.text
    if cells.number is not None:
        text = _with_numbers(cells, cells.number, field, code_list, faults)
    else:
        text = _with_zeros(text, field, code_list, faults)
    _check_text(text, field, faults)
    return NumberedTexts.of(text)


def _with_numbers(
    cells: Cells,
    number: npt.NDArray[np.float64],
    field: Field,
    code_list: CodeList | None,
    faults: ColumnFaults,
) -> pa.DictionaryArray:
    """Read whole numbers as text where that text fits the field; the rest of them is a fault."""
    is_number = ~np.isnan(number)
    is_whole = is_number & (np.abs(number) < _MOST_EXACT) & (number == np.rint(number))
    digits = np.where(is_whole, number, 0).astype(np.int64)
    written = pc.cast(pa.array(digits, mask=~is_whole), pa.large_string())
    fits = _fits(written, field, code_list) & is_whole
    if field.name == "productcode":
        faults.add(kinds.CODE_AS_NUMBER, is_number & _is_made_of_code(number, field.size or 1))
    unfit = pc.dictionary_encode(pc.if_else(pa.array(fits | ~is_whole), _NO_TEXT, written))
    restored = _with_zeros(unfit, field, code_list, faults).dictionary_decode()
    is_restored = as_mask(pc.not_equal(restored, written))
    lacks_zeros = is_whole & ~fits & ~is_restored & _may_lack_zeros(written, field, code_list)
    faults.add(kinds.LEADING_ZEROS_LOST, lacks_zeros)
    faults.add(kinds.NOT_TEXT, is_number & ~is_whole)
    faults.add(kinds.NUMBER_IN_TEXT_COLUMN, fits, is_summed=True)
    readable = pc.if_else(pa.array(is_restored), restored, written)
    texts = pc.if_else(pa.array(is_whole & ~lacks_zeros), readable, cells.text.dictionary_decode())
    return pc.dictionary_encode(texts)


def _is_made_of_code(number: npt.NDArray[np.float64], size: int) -> Mask:
    """Tell where a number is one or two digits and then only zeros, more of them than there is room for.

    Typed as 02E16 in a cell that was not text, a code of the form of productcodes becomes just that.
    """
    safe = np.where((number >= 10.0**size) & np.isfinite(number), number, 1.0)
    exponent = np.floor(np.log10(safe)) - 1
    made: Mask = (exponent > 1) & np.isclose(safe / 10.0**exponent % 1.0, 0.0, atol=1e-9)
    return made


def _is_number_below(text: str, width: int) -> bool:
    return 0 < len(text) < width and text.isascii() and text.isdigit() and not text.startswith("0")


def _proven(different: Iterable[str], width: int, code_list: CodeList | None) -> dict[str, str]:
    """Per text that lacks zeros the code that it must have been."""
    short = [(each, each.zfill(width)) for each in different if _is_number_below(each, width)]
    return {each: padded for each, padded in short if _is_proven(each, padded, code_list)}


def _with_zeros(
    text: pa.DictionaryArray, field: Field, code_list: CodeList | None, faults: ColumnFaults
) -> pa.DictionaryArray:
    """Put leading zeros back where the elfproef or the code list proves which code is meant."""
    width = _width(field, code_list)
    if width is None or not len(text):
        return text
    different = text.dictionary.to_pylist()
    proven = _proven(different, width, code_list)
    if not proven:
        return text
    proof = "codelijst" if code_list else "elfproef"
    where = as_mask(pc.take(pa.array([each in proven for each in different]), text.indices))
    faults.add(kinds.LEADING_ZEROS_RESTORED, where, {"proof": proof}, is_summed=True)
    mended = pa.array([proven.get(each, each) for each in different], pa.large_string())
    # A code that stood there with and without its zeros is one text from here on.
    return pc.dictionary_encode(mended.take(text.indices))


def _width(field: Field, code_list: CodeList | None) -> int | None:
    """Return the one width that every value of the field has, None when there is none or no proof."""
    if code_list is not None:
        return code_list.width
    return field.size if field.name == "bsn" else None


def _is_proven(text: str, padded: str, code_list: CodeList | None) -> bool:
    if code_list is not None:
        return padded in code_list.codes and text not in code_list.codes
    return len(text) >= _SHORTEST_BSN and bool(passes_elfproef([padded])[0])


def _fits(written: pa.Array, field: Field, code_list: CodeList | None) -> Mask:
    fits = ~as_mask(pc.starts_with(written, "-"))
    if field.size is not None:
        fits &= ~as_mask(pc.greater(pc.utf8_length(written), field.size))
    if field.pattern:
        fits &= as_mask(pc.match_substring_regex(written, f"^(?:{field.pattern})$"))
    if code_list is not None:
        fits &= as_mask(code_list.has(written))
    return fits


def _may_lack_zeros(written: pa.Array, field: Field, code_list: CodeList | None) -> Mask:
    """Tell where zeros in front make a number of the form that the field has, when that has one of digits.

    Of a list without a form that means one of its codes.
    """
    is_number = pc.match_substring_regex(written, r"^[1-9]\d*$")
    if field.pattern and field.size is not None:
        padded = pc.utf8_lpad(written, field.size, "0")
        has_form = pc.match_substring_regex(padded, f"^(?:{field.pattern})$")
        return as_mask(pc.and_(is_number, has_form))
    codes = [code for code in (code_list.codes if code_list else ()) if code.isdigit()]
    shortened = pa.array([code.lstrip("0") for code in codes if code.startswith("0")], pa.large_string())
    return as_mask(pc.and_(is_number, pc.is_in(written, shortened)))


def _check_text(text: pa.DictionaryArray, field: Field, faults: ColumnFaults) -> None:
    """Look at every different text once."""
    values, indices = text.dictionary, text.indices
    for kind, bad, facts in (*_checks_of_form(values, field), *_odd_ones(values, field)):
        if bad.true_count:
            letters = letters_of(values, indices) if kind is kinds.MALFORMED else None
            faults.add(kind, as_mask(pc.take(bad, indices)), facts, letters)


def _odd_ones(values: pa.Array, field: Field) -> list[_TextCheck]:
    """What is no text or number of somebody's own."""
    return [(kind, odd, {}) for kind, odd in odd_texts(values, field)]


def _checks_of_form(values: pa.Array, field: Field) -> list[_TextCheck]:
    has_seldom = pc.match_substring_regex(values, _SELDOM).true_count > 0
    checks = _checks_of_seldom(values, field) if has_seldom else []
    if field.size is not None and not field.code_list:  # what is in a list is right or unknown, never long
        longer = pc.greater(pc.utf8_length(values), field.size)
        if field.pattern and longer.true_count:  # what has another form would not fit when it was shorter
            begin = pc.utf8_slice_codeunits(values, 0, field.size)
            longer = pc.and_(longer, pc.match_substring_regex(begin, f"^(?:{field.pattern})$"))
        remedy = _SHORTEN if field.is_prose else _WHOLE_CODE
        checks.append((kinds.TOO_LONG, longer, {"size": str(field.size), "remedy": remedy}))
    if field.pattern:
        form = f"^(?:{field.pattern})$"
        malformed = pc.invert(pc.match_substring_regex(values, form))
        checks.append((kinds.MALFORMED, malformed, {"example": field.example}))
    if field.name == "bsn":
        checks.append((kinds.BSN_FAILS, pa.array(~passes_elfproef(values.to_pylist())), {}))
    return checks


def _checks_of_seldom(values: pa.Array, field: Field) -> list[_TextCheck]:
    return [
        (kinds.CONTROL_CHARACTERS, pc.match_substring_regex(values, _CONTROL), {}),
        (kinds.CONTROL_CHARACTERS, _breaks_off(values, field), {}),
        (kinds.SCIENTIFIC_NOTATION, pc.match_substring_regex(values, _SCIENTIFIC), {}),
    ]


def _breaks_off(values: pa.Array, field: Field) -> pa.Array:
    """Tell which numbers of one's own have a new line or tab within: without it they are others."""
    has_form = field.pattern or field.code_list or field.is_prose
    return pa.nulls(len(values), pa.bool_()) if has_form else pc.match_substring_regex(values, r"[\t\n\r]")


def bsn_faults(texts: NumberedTexts) -> list[FieldFault]:
    """Of a column of BSNs that were cast: those that fail the elfproef."""
    failing = np.append(~passes_elfproef(texts.different.to_pylist()), False)  # the last one: missing
    positions = np.flatnonzero(failing[texts.numbers])
    return [FieldFault(kind=kinds.BSN_FAILS, field="bsn", positions=positions)] if len(positions) else []


def passes_elfproef(texts: list[str]) -> Mask:
    """Per text whether it is a BSN: nine digits, not all zero, whose weighted sum is a multiple of 11."""
    nine = len(_BSN_WEIGHTS)
    passes = np.array([len(text) == nine and text.isascii() and text.isdigit() for text in texts], dtype=bool)
    if passes.any():
        written = np.array(texts, dtype=f"U{nine}")[passes]
        digits = written.view(np.uint32).reshape(-1, nine).astype(np.int64) - ord("0")
        passes[passes] = ((digits @ _BSN_WEIGHTS) % 11 == 0) & digits.any(axis=1)
    return passes


def _cast_date(cells: Cells, faults: ColumnFaults) -> pd.Series:
    faults.add(kinds.NOT_A_DATE, cells.odd)
    if cells.number is not None:
        said = {"serial": said_serials(cells.number)}
        faults.add(kinds.NUMBER_FOR_DATE, ~np.isnan(cells.number), row_facts=said)
    faults.add(kinds.DATE_WITH_TIME, cells.has_time)
    day = np.full(len(cells), "NaT", "datetime64[s]") if cells.day is None else cells.day
    is_text = cells.has_text
    if is_text.any():
        day = np.where(is_text, _days_in_text(cells, is_text, faults), day)
    known = ~np.isnat(day)
    faults.add(kinds.DATE_OUT_OF_RANGE, known & ((day < _FIRST_DAY) | (day > _LAST_DAY)))
    return pd.Series(np.where(faults.seen, _NO_DAY, day).astype("datetime64[s]", copy=False))


def _days_in_text(cells: Cells, is_text: Mask, faults: ColumnFaults) -> npt.NDArray[np.datetime64]:
    different = cells.text.dictionary
    indices = places_of(cells.text, 0)
    if pc.match_substring_regex(different, _ISO_DATE).true_count < len(different):
        values = pd.Series(different.to_pylist(), dtype="str")
        return _days_in_any_text(values.str.strip(), indices, is_text, faults)
    days: npt.NDArray[np.datetime64] = _parsed_iso(different.to_pylist())[indices]
    faults.add(kinds.NOT_A_DATE, np.isnat(days) & is_text)
    return days


def _days_in_any_text(
    values: "pd.Series[str]", indices: npt.NDArray[np.int32], is_text: Mask, faults: ColumnFaults
) -> npt.NDArray[np.datetime64]:
    """Of texts of which some are no jjjj-mm-dd: say what each is instead."""
    at_midnight = values.str.replace(r"[T ]00:00(?::00(?:\.0+)?)?$", "", regex=True)
    is_iso = at_midnight.str.fullmatch(r"\d{4}-\d{2}-\d{2}").to_numpy(bool)
    has_time = values.str.fullmatch(_WITH_TIME).to_numpy(bool) & ~is_iso
    days = _parsed(at_midnight.where(is_iso))
    has_short_year = values.str.fullmatch(_SHORT_YEAR).to_numpy(bool)
    unreadable = (np.isnat(days) & ~has_time)[indices] & is_text
    _name_serials(values, indices, unreadable, faults)
    if has_time.any():
        zone = {"zone": said_dutch_days(values.where(has_time))[indices]}
        faults.add(kinds.DATE_WITH_TIME, has_time[indices] & is_text, row_facts=zone)
    faults.add(kinds.YEAR_OF_TWO_DIGITS, unreadable & has_short_year[indices])
    faults.add(kinds.NOT_A_DATE, unreadable)
    per_row: npt.NDArray[np.datetime64] = days[indices]
    return per_row


def _name_serials(
    values: "pd.Series[str]", indices: npt.NDArray[np.int32], unreadable: Mask, faults: ColumnFaults
) -> None:
    """Say of a text that is only the number of a day in Excel which day that is."""
    numbers = pd.to_numeric(values.where(values.str.fullmatch(r"\d{5}")), errors="coerce")
    number = numbers.to_numpy(np.float64)
    is_serial = are_serials(number)
    if is_serial.any():
        said = {"serial": said_serials(number)[indices]}
        faults.add(kinds.NUMBER_FOR_DATE, is_serial[indices] & unreadable, row_facts=said)


def _parsed_iso(texts: list[str]) -> npt.NDArray[np.datetime64]:
    """Days of texts that are four, two and two digits; of those that are no day pandas tells which."""
    try:
        days: npt.NDArray[np.datetime64] = np.array(texts, "datetime64[D]").astype("datetime64[s]")
    except ValueError:
        return _parsed(pd.Series(texts, dtype="str"))
    return days if (days >= _FIRST_YEAR).all() else _parsed(pd.Series(texts, dtype="str"))


def _parsed(texts: "pd.Series[str]") -> npt.NDArray[np.datetime64]:
    parsed = pd.to_datetime(texts, format="%Y-%m-%d", errors="coerce")
    days: npt.NDArray[np.datetime64] = np.asarray(parsed, dtype="datetime64[s]")
    return days
