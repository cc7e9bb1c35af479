"""Explain a cell of a report: what it holds in words, the rows behind it, and what else was used."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from service.domain.explanation.behind import merged, rows_behind_cell, rows_behind_line
from service.domain.explanation.explanation import Explanation, SourceRows, UsedCode, UsedReport, total_of
from service.domain.explanation.links import is_open, rows_of
from service.domain.explanation.replay import Cell, CellOfLine, Replay, SingleCell
from service.domain.explanation.row_words import (
    as_sentence,
    counted_rows,
    number_words,
    row_at,
    value_words,
)
from service.domain.formats.beside import used_by
from service.domain.formats.code_tables import translate_by_law
from service.domain.formats.joined_tables import joined_tables
from service.domain.formats.plan import Column
from service.domain.formats.rows import Groups, Rows, several_of
from service.domain.formats.verb import Expression, Verb
from service.domain.formats.verbs.average import Average
from service.domain.formats.verbs.band import BandOfNumber
from service.domain.formats.verbs.earlier import Earlier
from service.domain.formats.verbs.ratio import Ratio
from service.domain.formats.verbs.report_total import ReportTotal
from service.domain.formats.verbs.share import Share
from service.domain.formats.verbs.translate import Translate
from service.domain.translation.content import ValueKind, Values
from service.domain.translation.filled_sheet import FilledSheet
from service.domain.wording import NOTHING, Wording, joined

_NOTHING_DELIVERED = Wording(
    "Voor deze regel is niets geleverd. Hier komt anders {told}",
    "Nothing was delivered for this line. Otherwise this holds {told}",
)
_OF = Wording(" van {rows}", " of {rows}")
_OUTSIDE = Wording(
    "; dat ligt buiten de rapportageperiode en blijft leeg",
    "; that lies outside the reporting period and stays empty",
)
_UNDER_HEAD = Wording(", alleen onder “{head}”", ", only under “{head}”")


def explain(replay: Replay, cells: Sequence[Cell], *, report: str, address: str) -> Explanation:
    """What there is to tell of a cell; several cells only where one element of a file holds them all.

    The contributions of its rows add up to `total`, and that is the value, or what the words say is done
    with it gives the value.
    """
    first = cells[0]
    if isinstance(first, CellOfLine):
        return _of_line(replay, [each for each in cells if isinstance(each, CellOfLine)], report, address)
    return _of_single(replay, first, report, address)


def explain_sum(
    replay: Replay, cells: Sequence[Cell], *, report: str, address: str, formula: str
) -> Explanation:
    """What there is to tell of a formula of the municipality that adds up these filled cells."""
    parts = list(_summed(replay, cells))
    rows = [row for several, _ in parts for row in several]
    total = sum((part for _, part in parts), Fraction(0))
    told = Wording(
        "De formule {formula} in het bestand van de gemeente telt {cells} op.",
        "The formula {formula} in the municipality's file adds up {cells}.",
    )
    several = Wording("{count} ingevulde cellen", "{count} filled cells").fill(count=len(cells))
    one = Wording("één ingevulde cel", "one filled cell")
    return Explanation(
        report=report,
        address=address,
        value=_number(total),
        words=told.fill(formula=formula, cells=one if len(cells) == 1 else several),
        rows=merged(replay, rows),
        total=total_of(rows),
    )


def _summed(replay: Replay, cells: Sequence[Cell]) -> Iterator[tuple[tuple[SourceRows, ...], Fraction]]:
    """The rows and the sum of these cells, column by column and then the single ones."""
    of_lines = [cell for cell in cells if isinstance(cell, CellOfLine)]
    for block, header in dict.fromkeys((cell.block, cell.header) for cell in of_lines):
        own = [cell for cell in of_lines if (cell.block, cell.header) == (block, header)]
        values = replay.content.sheets[block].columns[header].at(np.array([cell.line for cell in own]))
        yield rows_behind_line(replay, own), _sum_of(values)
    for cell in cells:
        if not isinstance(cell, CellOfLine):
            yield rows_behind_cell(replay, cell), _sum_of(replay.value(cell))


def not_filled(*, report: str, address: str, text: str, formula: str) -> Explanation:
    """What there is to tell of a cell that no format fills."""
    if formula:
        told = Wording(
            "Hier staat een formule van de gemeente zelf: {formula}. Zij rekent met andere cellen; "
            "geen regel van de aanlevering staat hier rechtstreeks.",
            "A formula of the municipality itself stands here: {formula}. It works with other cells; "
            "no row of the submission stands here directly.",
        )
    elif text:
        told = Wording(
            "Deze cel vult het formaat niet: de tekst staat in het eigen bestand van de gemeente.",
            "The format does not fill this cell: the text stands in the municipality's own file.",
        )
    else:
        told = Wording(
            "Deze cel vult het formaat niet; zij is leeg in het bestand van de gemeente.",
            "The format does not fill this cell; it is empty in the municipality's file.",
        )
    value = Values(ValueKind.TEXT, np.array([text], dtype=object), np.array([not text]))
    return Explanation(report=report, address=address, value=value, words=told.fill(formula=formula))


def _sum_of(values: Values) -> Fraction:
    """What a formula of a spreadsheet adds up: the numbers."""
    if values.kind is not ValueKind.NUMBER:
        return Fraction(0)
    return Fraction(int(values.numbers[~values.blank].sum()), values.denominator)


def _number(number: Fraction) -> Values:
    """As a column of one; of what is no decimal number the nearest with six decimals."""
    denominator = next((10**n for n in range(_DIGITS) if (number * 10**n).denominator == 1), 10**_DIGITS)
    items = np.array([round(number * denominator)], dtype=np.int64)
    return Values(ValueKind.NUMBER, items, np.zeros(1, dtype=bool), denominator)


_DIGITS = 6


def _of_line(replay: Replay, cells: Sequence[CellOfLine], report: str, address: str) -> Explanation:
    column, filled = replay.column(cells[0]), replay.sheets[cells[0].block]
    rows = rows_behind_line(replay, cells)
    own = rows_of(filled)
    behind = _only(own, rows)
    return Explanation(
        report=report,
        address=address,
        value=replay.value(cells[0]),
        words=as_sentence(_words_of_line(replay, cells[0], column, rows)),
        rows=rows,
        total=total_of(rows),
        tables=tuple(dict.fromkeys(codes_used(column.expression, behind))),
        earlier=tuple(_earlier(replay, column)),
    )


def _of_single(replay: Replay, place: SingleCell, report: str, address: str) -> Explanation:
    expression = replay.plan.cells[place].expression
    rows = rows_behind_cell(replay, place)
    is_total = any(isinstance(step, ReportTotal) for step in expression.every_step())
    told = sentence_over(expression, _over(rows) if is_total else NOTHING)
    value = replay.value(place)
    return Explanation(
        report=report,
        address=address,
        value=value,
        words=as_sentence(told + _single_calculation(replay, expression, total_of(rows), value)),
        rows=rows,
        total=total_of(rows),
    )


def _words_of_line(replay: Replay, cell: CellOfLine, column: Column, rows: Sequence[SourceRows]) -> Wording:
    filled = replay.sheets[cell.block]
    line = int(replay.order(cell.block)[cell.line])
    expression = column.expression
    if line < 0:
        return _NOTHING_DELIVERED.fill(told=expression.sentence())
    told = sentence_over(expression, _rows_in_words(filled, expression, rows))
    if column.head is not None:
        told += _UNDER_HEAD.fill(head=filled.plan.heads[column.head])
    if not is_open(filled, column):
        return told + _OUTSIDE
    return told + calculation(replay, cell, column, rows)


def _rows_in_words(filled: FilledSheet, expression: Expression, rows: Sequence[SourceRows]) -> Wording:
    """` over 12 prestaties`, or ` van prestatie op rij 37`."""
    if not rows:
        return _over(rows) if expression.gathers and not used_by(expression) else NOTHING
    if isinstance(filled.lines, Groups):
        of = _OF.fill(rows=counted_rows(rows[0].table, rows[0].count))
        return _over(rows) if expression.gathers else of
    if not rows[0].count:
        return NOTHING
    row = _OF.fill(rows=row_at(rows[0].table, next(iter(rows[0].stand))))
    return row + _over(rows[1:]) if expression.gathers and rows[1:] else row


def _over(rows: Sequence[SourceRows]) -> Wording:
    first = rows[0] if rows else None
    counted = counted_rows(first.table, first.count) if first else Wording("geen regels", "no rows")
    return Wording(" over {rows}", " over {rows}").fill(rows=counted)


def sentence_over(expression: Expression, rows: Wording) -> Wording:
    """The expression in words, with the rows it is about behind the verb that it begins with."""
    first, *more = (step.sentence() for step in expression.steps)
    comma = Wording("," if ", " in first.nl and rows else "", "," if ", " in first.en and rows else "")
    return joined(", ", (first + comma + rows, *more))


def calculation(replay: Replay, cell: CellOfLine, column: Column, rows: Sequence[SourceRows]) -> Wording:
    """How the sum becomes the value, where it is not the value itself."""
    steps = column.expression.steps
    total = total_of(rows)
    if total is None:
        return NOTHING
    if isinstance(steps[0], Average):
        counted = sum(int((~each.contributions.blank).sum()) for each in rows)
        told = Wording(
            ": de som {total}, gedeeld door {count} regels met een waarde",
            ": the sum {total}, divided by {count} rows that have a value",
        )
        return told.fill(total=number_words(total), count=counted)
    shared = next((at for at, step in enumerate(steps) if isinstance(step, Share)), None)
    if shared:
        whole = _whole(replay, cell, Expression(steps[:shared]))
        told = Wording(": {total} van in totaal {whole}", ": {total} of {whole} in all")
        return told.fill(total=number_words(total), whole=number_words(whole))
    return _difference(total, replay.value(cell))


def _single_calculation(
    replay: Replay, expression: Expression, total: Fraction | None, value: Values
) -> Wording:
    """How what the rows add becomes the value of a single cell."""
    first = expression.steps[0]
    if not isinstance(first, Ratio) or total is None:
        return _difference(total, value)
    divisor = first.to.apply(replay.facts)
    by = Fraction(int(divisor.numbers[0]), divisor.denominator)
    told = Wording(": {total} gedeeld door {by}", ": {total} divided by {by}")
    return told.fill(total=number_words(total), by=number_words(by))


def _difference(total: Fraction | None, value: Values) -> Wording:
    """What the rows are together, where the value is another number."""
    if total is None or value.kind is not ValueKind.NUMBER or value.blank[0] or _is(value, total):
        return NOTHING
    told = Wording(
        "; de regels samen zijn {total}, hier staat {value}",
        "; the rows together are {total}, this says {value}",
    )
    return told.fill(total=number_words(total), value=value_words(value))


def _is(value: Values, total: Fraction) -> bool:
    if value.kind is not ValueKind.NUMBER or value.blank[0]:
        return False
    return Fraction(int(value.numbers[0]), value.denominator) == total


def _whole(replay: Replay, cell: CellOfLine, expression: Expression) -> Fraction:
    """The total of a column before it became a share."""
    values = expression.apply(replay.sheets[cell.block].lines)
    return Fraction(int(values.numbers[~values.blank].sum()), values.denominator)


def _only(rows: Rows, behind: Sequence[SourceRows]) -> Rows:
    """The rows of a block that stand behind the cell."""
    own = next((each for each in behind if each.table == rows.table), None)
    return replace(rows, positions=np.zeros(0, np.int64) if own is None else own.places)


def codes_used(expression: Expression, rows: Rows) -> Iterator[UsedCode]:
    """Every line of a code table that these rows were looked up in."""
    for at, step in enumerate(expression.steps):
        inside = _rows_inside(step, rows)
        for part in step.parts():
            yield from codes_used(part, inside)
        if isinstance(step, Translate) and at and not expression.gathers:
            yield from _codes_looked_up(step, Expression(expression.steps[:at]), rows)
        if isinstance(step, BandOfNumber):
            known = rows.code_table(step.table)
            yield from (UsedCode(step.table, code, becomes) for code, becomes in known.items())


def _codes_looked_up(step: Translate, before: Expression, rows: Rows) -> Iterator[UsedCode]:
    """The lines of its table for the codes that these rows have."""
    values = before.apply(rows)
    texts, unknown = translate_by_law(values.items, step.table, rows)
    there = ~values.blank & ~unknown
    pairs = sorted(set(zip(values.items[there].astype(str), texts[there].astype(str), strict=True)))
    yield from (UsedCode(step.table, code, becomes) for code, becomes in pairs)


def _rows_inside(step: Verb, rows: Rows) -> Rows:
    """The rows that a verb looks at: those that are joined to each row when it makes one of many."""
    if not (step.puts_together and rows.many):
        return rows
    tables = joined_tables(step, rows.tables, tuple(rows.many), rows.submitted.standard)
    return several_of(rows, tables[0]).rows if tables else rows


def _earlier(replay: Replay, column: Column) -> Iterator[UsedReport]:
    """The published reports that a column looks back on."""
    plan = replay.plan
    for step in column.expression.every_step():
        if isinstance(step, Earlier):
            for period in step.looks_at.periods(replay.period, plan.format.period):
                found = replay.submitted.earlier.find(replay.municipality, plan.name, period)
                if found is not None:
                    yield UsedReport(found.period, found.sha256)
