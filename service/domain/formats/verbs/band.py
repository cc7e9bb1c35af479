"""band: the band in which a number falls, by a table of bands."""

from typing import Literal

import numpy as np

from service.domain.findings import FindingKind, Severity
from service.domain.formats.bands import ELSE, banded, digits_of_bands, is_of_bands
from service.domain.formats.faults.bands import (
    BAND_OF_A_TOTAL_NEEDS_REST,
    BANDS_ARE_COARSER,
    NO_NUMBER_FOR_A_BAND,
    NOT_A_TABLE_OF_BANDS,
)
from service.domain.formats.faults.expressions import MEANING_BY_LAW, UNKNOWN_CODE_TABLE, kind_words
from service.domain.formats.rows import Rows
from service.domain.formats.shape import CellClass, LanguageError, Scope, Shape
from service.domain.formats.verb import (
    CodeTableName,
    CodeTableOf,
    Expression,
    InnerExpression,
    Lines,
    Refused,
    Verb,
    verb,
)
from service.domain.formats.verbs.places import must_start
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording

OUTSIDE = FindingKind(
    "value-outside-bands",
    Severity.QUARANTINES,
    Wording("waarde die in geen band valt", "value that falls in no band"),
    Wording(
        'Blad {sheet}, rij {row}, kolom {column}: "{value}" valt in geen band van codetabel {code_table} van '
        "formaat {format}. De regel wacht. Is de waarde goed, dan vult de gemeente de tabel aan.",
        'Sheet {sheet}, row {row}, column {column}: "{value}" falls in no band of code table {code_table} of '
        "format {format}. The row waits. If the value is right, the municipality adds to the table.",
    ),
)


@verb(
    "band",
    called=Wording("band waarin een getal valt", "band in which a number falls"),
    options={
        "table": Wording("tabel met banden", "table of bands"),
        "unknown": Wording("als het in geen band valt", "when it falls in no band"),
    },
)
class BandOfNumber(Verb):
    """What a number falls in: `{ band: voorbeeldregio-noord/leeftijdsgroepen, of: { age: period_end } }`.

    The table is a csv with `van`, `tot_en_met` and `wordt`, both ends included; an empty end is open. What
    is in no band, or empty, gets the line with both ends empty; without that line its row waits.
    Lines per band stand in the order of the table.
    """

    main = "table"
    may_find = (OUTSIDE,)
    table: CodeTableName
    of: InnerExpression
    unknown: Literal["quarantine", "block"] = "quarantine"

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """Text; which number it was is not seen any more."""
        must_start(before)
        inner = self.of.shape(scope)
        if inner.kind is not ValueKind.NUMBER:
            raise LanguageError(NO_NUMBER_FOR_A_BAND.fault(kind=kind_words(inner.kind)))
        self._require_bands(scope, inner.denominator)
        return Shape(
            kind=ValueKind.TEXT,
            grain=scope.grain,
            source=inner.source,
            element=(*inner.element, f"band {self.table}"),
            cell_class=inner.cell_class.at_least(CellClass.DERIVED),
            reversible=False,
        )

    def _require_bands(self, scope: Scope, denominator: int) -> None:
        if self.table not in scope.code_tables:
            raise LanguageError(
                UNKNOWN_CODE_TABLE.fault(table=self.table, known=", ".join(sorted(scope.code_tables)))
            )
        codes = [line.code for line in scope.code_tables[self.table].lines]
        code = scope.code_tables[self.table].differs_by_law(scope.laws)
        if code:
            raise LanguageError(MEANING_BY_LAW.fault(table=self.table, code=code))
        if not is_of_bands(codes):
            raise LanguageError(NOT_A_TABLE_OF_BANDS.fault(table=self.table))
        digits = digits_of_bands(codes)
        if 10**digits % denominator:
            raise LanguageError(BANDS_ARE_COARSER.fault(digits=digits))
        if self.of.gathers and ELSE not in codes:
            raise LanguageError(BAND_OF_A_TOTAL_NEEDS_REST.fault(table=self.table))

    def apply(self, before: Values | None, lines: Lines) -> Values:  # noqa: ARG002 - nothing stands before a source
        """The texts of the bands; blank where there is none."""
        places, texts = banded(self.of.apply(lines), lines.code_table(self.table))
        return Values(ValueKind.TEXT, np.array([*texts, ""], dtype=object)[places], places < 0)

    def refused(self, before: Values | None, rows: Rows) -> Refused | None:  # noqa: ARG002 - it starts
        """The rows whose number is in no band, or that have none."""
        values = self.of.apply(rows)
        places, _ = banded(values, rows.code_table(self.table))
        return Refused(
            kind=OUTSIDE,
            mask=places < 0,
            values=values,
            facts={"code_table": self.table},
            whole_report=self.unknown == "block",
        )

    def sorts_as(self, after: Values, table: CodeTableOf) -> Values:
        """By the order of the table."""
        places = {text: place for place, text in enumerate(dict.fromkeys(table(self.table).values()))}
        texts, rest = list(places), table(self.table).get(ELSE)
        order = [text for text in texts if text != rest] + ([] if rest is None else [rest])
        numbers = np.full(len(after), len(order), dtype=np.int64)
        for place, text in enumerate(order):
            numbers[np.asarray(after.items == text, dtype=bool)] = place
        return Values(ValueKind.NUMBER, numbers, after.blank)

    def parts(self) -> tuple[Expression, ...]:
        """The number."""
        return (self.of,)

    def sentence(self) -> Wording:
        """In words."""
        return Wording("de band van {of} volgens {table}", "the band of {of} by {table}").fill(
            of=self.of.sentence(), table=self.table
        )
