"""Texts that the encoding of a municipality's file has no place for, found before anything is written."""

from collections.abc import Iterator

import numpy as np

from service.domain.findings import FindingKind, Severity
from service.domain.formats.output import CsvOutput, FileOutput, FixedWidthOutput
from service.domain.formats.plan import Column
from service.domain.formats.rows import Rows
from service.domain.formats.verb import Expression, Refused, applied
from service.domain.formats.verbs.exact import per_distinct
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording

NOT_IN_ENCODING = FindingKind(
    "character-not-in-encoding",
    Severity.QUARANTINES,
    Wording(
        "teken bestaat niet in het bestand van de gemeente",
        "character does not exist in the municipality's file",
    ),
    Wording(
        "Blad {sheet}, rij {row}, kolom {column}: het teken {character} bestaat niet in "
        "{encoding}, dat formaat "
        "{format} vraagt. De regel wacht; schrijf het zonder dat teken, of vraag de gemeente om UTF-8.",
        "Sheet {sheet}, row {row}, column {column}: the character {character} does not exist in {encoding}, "
        "which format {format} asks. The row waits; write it without that character, or "
        "ask the municipality for "
        "UTF-8.",
    ),
)

_LACKS_CHARACTERS = "windows-1252"
"""The one encoding among those of formats that cannot hold every character."""


def can_lack_characters(output: FileOutput) -> bool:
    """Whether some text cannot be written in the encoding of these files."""
    return isinstance(output, CsvOutput | FixedWidthOutput) and output.encoding == _LACKS_CHARACTERS


def refused_by_encoding(column: Column, rows: Rows) -> Iterator[Refused]:
    """The rows of which a text in this column has a character that windows-1252 lacks, per character."""
    if column.source is None:
        return
    for texts in _texts(column.expression, rows):
        lacking = np.where(texts.blank, "", per_distinct(texts.items, _first_lacking))
        for character in sorted(set(lacking.tolist()) - {""}):
            facts = {"character": f"{character} (U+{ord(character):04X})", "encoding": _LACKS_CHARACTERS}
            yield Refused(
                kind=NOT_IN_ENCODING,
                mask=np.asarray(lacking == character, dtype=bool),
                values=texts,
                facts=facts,
            )


def _texts(expression: Expression, rows: Rows) -> Iterator[Values]:
    """What an expression takes from each row, up to where rows are put together."""
    values: Values | None = None
    for step in expression.steps:
        if step.gathers and not rows.many:
            for part in step.parts():
                yield from _texts(part, rows)
            return
        values = applied(step, values, rows)
    if values is not None and values.kind is ValueKind.TEXT:
        yield values


def _first_lacking(text: str) -> str:
    try:
        text.encode(_LACKS_CHARACTERS)
    except UnicodeEncodeError as fault:
        return text[fault.start]
    return ""
