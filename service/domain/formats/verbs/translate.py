"""translate: a code becomes what the municipality calls it, by a dated code table."""

from collections import Counter
from dataclasses import replace
from typing import Literal

from service.domain.findings import FindingKind, Severity
from service.domain.formats.bands import is_of_bands
from service.domain.formats.code_tables import translate_by_law, translate_items
from service.domain.formats.faults.bands import A_TABLE_OF_BANDS
from service.domain.formats.faults.expressions import MEANING_BY_LAW, UNKNOWN_CODE_TABLE
from service.domain.formats.rows import Rows
from service.domain.formats.shape import CellClass, LanguageError, Scope, Shape
from service.domain.formats.verb import CodeTableName, CodeTableOf, Lines, Refused, Verb, verb
from service.domain.formats.verbs.places import must_follow
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording

UNKNOWN_CODE = FindingKind(
    "code-not-in-table",
    Severity.QUARANTINES,
    Wording("code staat niet in de tabel van de gemeente", "code is not in the municipality's table"),
    Wording(
        "Blad {sheet}, rij {row}, kolom {column}: code {value} staat niet in codetabel "
        "{code_table} van formaat "
        "{format}. De regel wacht tot de gemeente haar tabel aanvult; u hoeft niets opnieuw in te dienen.",
        "Sheet {sheet}, row {row}, column {column}: code {value} is not in code table {code_table} of format "
        "{format}. The row waits until the municipality completes its table; you need not submit again.",
    ),
)
KEPT_CODE = FindingKind(
    "code-kept-as-it-is",
    Severity.WARNS,
    Wording(
        "code onbekend bij de gemeente, ongewijzigd overgenomen",
        "code unknown to the municipality, kept as it is",
    ),
    Wording(
        "Blad {sheet}, rij {row}, kolom {column}: code {value} staat niet in codetabel "
        "{code_table} van formaat "
        "{format} en is ongewijzigd overgenomen. Vraag de gemeente of zij deze code kent.",
        "Sheet {sheet}, row {row}, column {column}: code {value} is not in code table {code_table} of format "
        "{format} and was passed on unchanged. Ask the municipality whether it knows this code.",
    ),
)


@verb(
    "translate",
    called=Wording("vertaal met een codetabel", "translate by a code table"),
    options={
        "table": Wording("codetabel", "code table"),
        "unknown": Wording("bij een onbekende code", "for an unknown code"),
    },
    choices={"keep": Wording("de code blijft staan en wordt gemeld", "the code stays and is reported")},
)
class Translate(Verb):
    """A code becomes what a code table says on the last day of the reporting period."""

    main = "table"
    may_find = (UNKNOWN_CODE, KEPT_CODE)
    table: CodeTableName
    unknown: Literal["block", "quarantine", "keep"] = "quarantine"
    """What happens to a code that the table does not have: the whole report waits, or only the row, or the
    code goes on as it is."""

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """Text, recoded 1:1 when the code can be read back and n:1 otherwise; as before if none changes."""
        shape = must_follow(before, ValueKind.TEXT)
        table = scope.code_tables.get(self.table)
        if table is None:
            known = ", ".join(sorted(scope.code_tables))
            raise LanguageError(UNKNOWN_CODE_TABLE.fault(table=self.table, known=known))
        if is_of_bands(line.code for line in table.lines):
            raise LanguageError(A_TABLE_OF_BANDS.fault(table=self.table))
        code = table.differs_by_law(scope.laws)
        if code and not scope.is_of_one_law:
            raise LanguageError(MEANING_BY_LAW.fault(table=self.table, code=code))
        if table.changes_nothing:
            return shape
        one_to_one = table.is_one_to_one and not code
        recode = CellClass.RECODE_ONE_TO_ONE if one_to_one else CellClass.RECODE_MANY_TO_ONE
        return replace(
            shape.with_representation(f"code list {self.table}"),
            cell_class=shape.cell_class.at_least(recode),
            reversible=shape.reversible and one_to_one,
        )

    def apply(self, before: Values, lines: Lines) -> Values:
        """The translated texts; an empty code stays empty."""
        texts, unknown = translate_by_law(before.items, self.table, lines)
        if self.unknown == "keep":
            texts[unknown] = before.items[unknown]
        return Values(ValueKind.TEXT, texts, before.blank.copy())

    def undone(self, after: Values, before: Shape, table: CodeTableOf) -> Values:  # noqa: ARG002 - the table decides
        """The codes. A text that several codes become stays as it is: see `round_trip.losses`."""
        forward = table(self.table)
        several = Counter(forward.values())
        back = {becomes: code for code, becomes in forward.items() if several[becomes] == 1}
        codes, unknown = translate_items(after.items, back)
        codes[unknown] = after.items[unknown]
        return Values(ValueKind.TEXT, codes, after.blank.copy())

    def refused(self, before: Values | None, rows: Rows) -> Refused | None:
        """The rows whose code the table does not have."""
        if before is None:
            return None
        _, unknown = translate_by_law(before.items, self.table, rows)
        kind = KEPT_CODE if self.unknown == "keep" else UNKNOWN_CODE
        facts = {"code_table": self.table}
        return Refused(
            kind=kind,
            mask=unknown & ~before.blank,
            values=before,
            facts=facts,
            whole_report=self.unknown == "block",
        )

    def sentence(self) -> Wording:
        """In words."""
        return Wording("vertaald met codetabel {table}", "translated by code table {table}").fill(
            table=self.table
        )
