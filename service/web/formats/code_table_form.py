"""One line of a code table, or of a table of bands, as a form shows and reads it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import request

from service.domain.failures import FormatError
from service.domain.formats.code_lines import WrittenLine, faults_of_table
from service.domain.formats.code_tables import CodeLine, CodeTable
from service.domain.formats.faults.bands import (
    BAND_WITHOUT_NUMBERS,
    BANDS_OVERLAP,
    BANDS_WITH_A_GAP,
    LOWEST_ABOVE_HIGHEST,
)
from service.domain.formats.faults.code_tables import (
    CODE_WITHOUT_MEANING,
    ENDS_BEFORE_IT_BEGINS,
    MEANING_WITHOUT_CODE,
    NOT_A_DAY,
    TWO_MEANINGS,
    TWO_MEANINGS_BY_LAW,
)
from service.domain.formats.shape import LanguageError
from service.domain.wording import Wording

Line = Mapping[str, str]

_ENDS = ("van", "tot_en_met")
_FIELDS = ("wordt", "wet", "geldig_van", "geldig_tot", "reden_leeg")
_BESIDE = {
    TWO_MEANINGS.code: "code",
    TWO_MEANINGS_BY_LAW.code: "wet",
    MEANING_WITHOUT_CODE.code: "code",
    CODE_WITHOUT_MEANING.code: "wordt",
    ENDS_BEFORE_IT_BEGINS.code: "geldig_tot",
    BAND_WITHOUT_NUMBERS.code: "van",
    LOWEST_ABOVE_HIGHEST.code: "van",
    BANDS_OVERLAP.code: "van",
    BANDS_WITH_A_GAP.code: "van",
}


@dataclass(frozen=True)
class LineForm:
    """What stands in the fields, and what is wrong with one of them."""

    values: Line
    place: int | None = None
    """Which line it changes, from 0; None for a new one."""
    faults: Mapping[str, Wording] = field(default_factory=dict)
    """By field; under the empty name what is about none."""


def has_bands(lines: Sequence[Line], asked: str = "") -> bool:
    """Whether it is a table of bands; of one without lines, what was `asked`."""
    return any(name in line for line in lines for name in _ENDS) if lines else asked == "banden"


def line_sent(*, is_band: bool) -> Line:
    """The line that was filled in: what is empty is not written, but for the ends of a band."""
    sent = {name: request.form.get(name, "").strip() for name in (*_ENDS, "code", *_FIELDS)}
    keys = _ENDS if is_band else ("code",)
    return {**{key: sent[key] for key in keys}, "wordt": sent["wordt"]} | {
        name: sent[name] for name in _FIELDS if sent[name]
    }


def faults_of(lines: Sequence[Line], place: int) -> Mapping[str, Wording]:
    """By the field of the form, what is wrong with the line at `place` among the others; nothing if right."""
    try:
        own = WrittenLine(**lines[place]).read(place + 1)
        table = CodeTable("", tuple(_others(lines, place, own)))
        found = next(faults_of_table(table), None)
        if found is not None:
            raise found[0]
    except LanguageError as wrong:
        return {_field_of(wrong, lines[place]): wrong.fault.words()}
    return {}


def _others(lines: Sequence[Line], place: int, own: CodeLine) -> list[CodeLine]:
    """The lines that can be read, with this one last: what clashes with it is told at it."""
    read = []
    for number, line in enumerate(lines):
        try:
            read.append(own if number == place else WrittenLine(**line).read(number + 1))
        except (LanguageError, ValueError):
            continue
    return read


def _field_of(wrong: LanguageError, line: Line) -> str:
    code = wrong.fault.kind.code
    if code == NOT_A_DAY.code:
        told = wrong.fault.facts.get("text")
        return "geldig_van" if line.get("geldig_van") == told else "geldig_tot"
    found = _BESIDE.get(code, "")
    return "van" if found == "code" and "van" in line else found


def moved_line(lines: Sequence[Line], place: int, by: int) -> list[Line]:
    """The lines in which one has changed places with its neighbour; as they were when it has none."""
    found, other = list(lines), place + by
    if 0 <= place < len(found) and 0 <= other < len(found):
        found[place], found[other] = found[other], found[place]
    return found


def beside(fault: FormatError) -> Mapping[str, Wording]:
    """A fault that is about no field of the form."""
    return {"": fault.words}
