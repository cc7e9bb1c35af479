"""Rows that have no place in a block: their line is not listed, or they come under no head."""

from collections.abc import Callable, Iterator

import numpy as np

from service.domain.findings import FindingKind, Severity
from service.domain.formats.across import different_keys, head_numbers
from service.domain.formats.blocks import Across, Listed, TableHeads
from service.domain.formats.plan import SheetPlan
from service.domain.formats.rows import Mask, Rows
from service.domain.formats.shape import FieldReference, Scope
from service.domain.formats.verb import Expression, Refused
from service.domain.translation.content import ValueKind, Values, texts_of_values
from service.domain.wording import Wording

NOT_LISTED = FindingKind(
    "line-not-listed",
    Severity.QUARANTINES,
    Wording("de werkmap van de gemeente heeft hier geen regel voor", "the municipality lists no line for it"),
    Wording(
        "Blad {sheet}, rij {row}, kolom {column}: {value} staat niet in de vaste lijst van formaat {format}. "
        "De regel wacht tot de gemeente haar lijst aanvult; u hoeft niets opnieuw in te dienen.",
        "Sheet {sheet}, row {row}, column {column}: {value} is not in the fixed list of format {format}. "
        "The row waits until the municipality completes its list; you need not submit again.",
    ),
)
UNDER_NO_HEAD = FindingKind(
    "row-under-no-head",
    Severity.QUARANTINES,
    Wording("de werkmap van de gemeente heeft hier geen kolom voor", "the municipality has no column for it"),
    Wording(
        "Blad {sheet}, rij {row}, kolom {column}: {value} hoort bij geen van de kolommen van formaat "
        "{format}. De regel wacht tot de gemeente haar werkmap aanvult; u hoeft niets opnieuw in te dienen.",
        "Sheet {sheet}, row {row}, column {column}: {value} belongs under none of the columns of format "
        "{format}. The row waits until the municipality completes its workbook; you need not submit again.",
    ),
)


def refused_by_place(
    sheet: SheetPlan, scope: Scope
) -> Iterator[tuple[FieldReference | None, Callable[[Rows], Iterator[Refused]]]]:
    """What refuses rows for want of a place, each with the field that the place goes by."""
    across, listed = sheet.format.across, sheet.format.listed
    if across is not None:
        yield _source([across.by], scope), lambda rows: _under_no_head(across, sheet, rows)
    if listed is not None and listed.not_listed != "below":
        yield _source(list(listed.by.values()), scope), lambda rows: _not_listed(listed, sheet, rows)


def _source(expressions: list[Expression], scope: Scope) -> FieldReference | None:
    return min((field for each in expressions for field in each.fields(scope)), key=str, default=None)


def _under_no_head(across: Across, sheet: SheetPlan, rows: Rows) -> Iterator[Refused]:
    mask = head_numbers(across, sheet.heads, rows) < 0
    if mask.any():
        texts = texts_of_values(across.by.apply(rows))
        is_block = across.not_in_heads == "block"
        yield _refused(UNDER_NO_HEAD, mask, texts, facts=_table_of(across), whole_report=is_block)


def _table_of(across: Across) -> dict[str, str]:
    """The code table that would give the row a head, when the heads come from one."""
    return {"code_table": across.heads.table} if isinstance(across.heads, TableHeads) else {}


def _not_listed(listed: Listed, sheet: SheetPlan, rows: Rows) -> Iterator[Refused]:
    columns = [texts_of_values(expression.apply(rows)) for expression in listed.by.values()]
    places, keys = different_keys(columns)
    known = set(sheet.listed)
    mask = np.array([*(key not in known for key in keys), False])[places]
    if mask.any():
        texts = np.array([*(" / ".join(part or _EMPTY for part in key) for key in keys), ""], dtype=object)[
            places
        ]
        yield _refused(NOT_LISTED, mask, texts, facts={}, whole_report=listed.not_listed == "block")


_EMPTY = "(leeg)"
"""How an empty key is told."""


def _refused(
    kind: FindingKind, mask: Mask, texts: np.ndarray, *, facts: dict[str, str], whole_report: bool
) -> Refused:
    values = Values(ValueKind.TEXT, texts, np.zeros(len(texts), dtype=bool))
    return Refused(kind=kind, mask=mask, values=values, facts=facts, whole_report=whole_report)
