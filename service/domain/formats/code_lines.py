"""A line of a code table as it is written: in a csv, or under `code_tables` of a format itself."""

from collections.abc import Iterator, Mapping
from datetime import date

from pydantic import BaseModel, ConfigDict

from service.domain.faults import Fault
from service.domain.formats.bands import code_of_band, fault_of_bands
from service.domain.formats.code_tables import OF_THE_STANDARD, CodeLine, CodeTable
from service.domain.formats.composition import Composed
from service.domain.formats.faults.code_tables import (
    CODE_AND_BAND,
    CODE_WITHOUT_MEANING,
    ENDS_BEFORE_IT_BEGINS,
    MEANING_WITHOUT_CODE,
    NOT_A_DAY,
    NOT_A_LAW,
    OWN_TABLE_OF_THE_STANDARD,
    TWO_MEANINGS,
    TWO_MEANINGS_BY_LAW,
)
from service.domain.formats.shape import LanguageError

LAWS = ("JW", "WMO")


class WrittenLine(BaseModel):
    """One line: a code or a band, what it becomes, and when and for which law it holds."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True, defer_build=True)

    code: str | None = None
    van: str | None = None
    """The lowest of a band; empty for everything below."""
    tot_en_met: str | None = None
    """The highest of a band, included; empty for everything above. Both empty: what is in no other band."""
    wordt: str
    """What stands in the report."""
    wet: str = ""
    """The law it holds for; empty for all."""
    geldig_van: str = ""
    """The first day on which it holds, jjjj-mm-dd; empty: always."""
    geldig_tot: str = ""
    """The last day; empty: for ever."""
    reden_leeg: str = ""
    """Why it becomes nothing, where `wordt` is empty."""

    @property
    def name(self) -> str:
        """The code, or how its band is called among codes."""
        is_band = self.code is None and (self.van is not None or self.tot_en_met is not None)
        return code_of_band(self.van or "", self.tot_en_met or "") if is_band else self.code or ""

    def read(self, line: int) -> CodeLine:
        """The line as it works. Raises LanguageError."""
        fault = self._fault_of_key() or self._fault_of_law()
        if fault is not None:
            raise LanguageError(fault)
        found = CodeLine(
            code=self.name,
            becomes=self.wordt,
            law=self.wet,
            valid_from=_day(self.geldig_van) or date.min,
            valid_until=_day(self.geldig_tot) or date.max,
            line=line,
        )
        if found.valid_until < found.valid_from:
            raise LanguageError(ENDS_BEFORE_IT_BEGINS.fault())
        return found

    def _fault_of_key(self) -> Fault | None:
        """It is a code or a band, and has a meaning or a reason to have none."""
        if self.code is not None and (self.van or self.tot_en_met):
            return CODE_AND_BAND.fault(code=self.code)
        if not self.name.strip():
            return MEANING_WITHOUT_CODE.fault(meaning=self.wordt)
        is_told = self.wordt.strip() or self.reden_leeg.strip()
        return None if is_told else CODE_WITHOUT_MEANING.fault(code=self.name)

    def _fault_of_law(self) -> Fault | None:
        is_known = self.wet in ("", *LAWS)
        return None if is_known else NOT_A_LAW.fault(law=self.wet, known=", ".join(LAWS))


def written_line(line: CodeLine) -> dict[str, str]:
    """A line that works as it is written: `WrittenLine` of it reads the same line back."""
    lowest, is_band, highest = line.code.partition("..")
    key = {"van": lowest, "tot_en_met": highest} if is_band else {"code": line.code}
    begin, until = line.valid_from, line.valid_until
    more = {
        "wet": line.law,
        "geldig_van": "" if begin == date.min else str(begin),
        "geldig_tot": "" if until == date.max else str(until),
        "reden_leeg": "" if line.becomes.strip() else "zo stond het in de codetabel",
    }
    return {**key, "wordt": line.becomes, **{name: text for name, text in more.items() if text}}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise LanguageError(NOT_A_DAY.fault(text=text)) from fault


def faults_of_table(table: CodeTable) -> Iterator[tuple[LanguageError, int]]:
    """What is wrong between its lines: a code with two meanings on one day, bands that clash.

    Each with the `CodeLine.line` at which it is.
    """
    for clash in table.clashes():
        yield LanguageError(TWO_MEANINGS.fault(code=clash.code)), clash.line
    for clash in table.clashes_between_laws():
        yield LanguageError(TWO_MEANINGS_BY_LAW.fault(code=clash.code, law=clash.law)), clash.line
    wrong = fault_of_bands(table) if table.lines and ".." in table.lines[0].code else None
    if wrong is not None:
        yield LanguageError(wrong[0]), wrong[1]


def own_tables(
    composed: Composed, written: Mapping[str, tuple[WrittenLine, ...]]
) -> Iterator[tuple[str, CodeTable]]:
    """The code tables that a format has itself. Raises FormatError with the line of what is wrong."""
    for name, lines in written.items():
        if name.startswith(OF_THE_STANDARD):
            raise composed.error(("code_tables", name), OWN_TABLE_OF_THE_STANDARD.fault(table=name))
        read = tuple(_read(composed, name, place, line) for place, line in enumerate(lines))
        table = CodeTable(name, read)
        for wrong, number in faults_of_table(table):
            raise composed.error(_path(name, number - 1), wrong.fault)
        yield name, table


def _read(composed: Composed, name: str, place: int, line: WrittenLine) -> CodeLine:
    try:
        return line.read(place + 1)
    except LanguageError as wrong:
        raise composed.error(_path(name, place), wrong.fault) from wrong


def _path(name: str, place: int) -> tuple[str, ...]:
    return ("code_tables", name, str(place))
