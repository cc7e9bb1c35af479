"""The totals of columns as they are written, line by line as the format rounds, and why they differ."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

import numpy as np

from service.domain.explanation.contributions import KEEP_SUMS
from service.domain.explanation.links import rows_in_column
from service.domain.explanation.written_total import SMALL_LEFT_OUT, WrittenTotal
from service.domain.formats.across import under_head
from service.domain.formats.plan import Column
from service.domain.formats.rows import Groups, Rows
from service.domain.formats.verb import applied
from service.domain.formats.verbs.count import Count
from service.domain.formats.verbs.field_value import FieldValue
from service.domain.formats.verbs.only import Only
from service.domain.formats.verbs.rounding import Round
from service.domain.formats.verbs.split_sign import SplitSign
from service.domain.formats.verbs.suppress_below import SuppressBelow
from service.domain.formats.verbs.total import Sum
from service.domain.translation.content import ValueKind, Values
from service.domain.translation.filled_sheet import FilledSheet
from service.domain.wording import Wording

CAUSES: Mapping[str, Wording] = {
    Round.name: Wording("afgerond per regel", "rounded line by line"),
    SMALL_LEFT_OUT: Wording("kleine aantallen weggelaten", "small counts left out"),
    Only.name: Wording("telt alleen onder een voorwaarde mee", "counts under a condition only"),
    SplitSign.name: Wording("zonder minteken opgeschreven", "written without its minus sign"),
}
"""By the verb that makes a written total differ from the exact one."""
_Lines = Rows | Groups


def written_totals(filled: FilledSheet, codes: tuple[str, ...]) -> Iterator[WrittenTotal]:
    """Of every column of a block that adds up, for each municipality (`codes`, by number) that has lines."""
    for column in filled.plan.columns:
        steps = _values_by_step(filled, column)
        for number, code in enumerate(codes) if steps else ():
            start, stop = int(filled.bounds[number]), int(filled.bounds[number + 1])
            if start < stop:
                totals = [(name, _total(values.part(start, stop))) for name, values in steps]
                yield _written_total(code, filled.plan.name, column.header, totals)


def _written_total(code: str, block: str, header: str, totals: list[tuple[str, Fraction]]) -> WrittenTotal:
    differences: dict[str, Fraction] = {}
    for (_, before), (cause, after) in pairwise(totals):
        if after != before:
            differences[cause] = differences.get(cause, Fraction(0)) + after - before
    return WrittenTotal(
        municipality=code,
        block=block,
        column=header,
        exact=totals[0][1],
        written=totals[-1][1],
        differences=differences,
    )


def _values_by_step(filled: FilledSheet, column: Column) -> list[tuple[str, Values]]:
    """What stands on each line after the part that adds up, and after each verb that changes a total.

    Empty for a column of which the total means nothing: text, a share, a number that is no amount.
    """
    if not _adds_up(column):
        return []
    counts = rows_in_column(filled, column)
    lines: _Lines = (
        under_head(filled.lines, np.flatnonzero(counts)) if column.head is not None else filled.lines
    )
    found: list[tuple[str, Values]] = []
    values: Values | None = None
    for step in column.expression.steps:
        values = applied(step, values, lines)
        is_exact = not found or (isinstance(step, KEEP_SUMS) and len(found) == 1)
        found = [("", values)] if is_exact else [*found, (step.name, values)]
    return found


def _adds_up(column: Column) -> bool:
    first, *more = column.expression.steps
    is_amount = isinstance(first, FieldValue) and column.shapes[0].denominator > 1
    begins = isinstance(first, Sum | Count) or is_amount
    goes_on = all(isinstance(step, (*KEEP_SUMS, *_CHANGE)) for step in more)
    return begins and goes_on and column.shape.kind is ValueKind.NUMBER


_CHANGE = (Round, SuppressBelow, Only, SplitSign)


def _total(values: Values) -> Fraction:
    return Fraction(int(values.numbers[~values.blank].sum()), values.denominator)
