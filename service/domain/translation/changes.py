"""What changed per figure between a report and the one that takes its place."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from service.domain.translation.content import ReportContent, ValueKind, text_of_number

ReportName = tuple[str, str]
"""Municipality and format."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """One figure of one report that is not what it was; empty: it was, or is, not there."""

    municipality: str
    format: str
    figure: str
    """`sheet!address` of a cell, `sheet: header` of the sum of a column, `sheet: rijen` of its rows."""
    former: str
    later: str


def figures_of(content: ReportContent) -> dict[str, str]:
    """Return every figure of a report as exact text: single cells, sums of number columns, counts of rows."""
    figures = {
        f"{sheet}!{address}": "" if value is None else str(value)
        for (sheet, address), value in content.cells.items()
    }
    for sheet in content.sheets:
        figures[f"{sheet.sheet}: rijen"] = str(sheet.row_count)
        for header, values in sheet.columns.items():
            if values.kind is ValueKind.NUMBER:
                total = int(np.where(values.blank, 0, values.numbers).sum())
                figures[f"{sheet.sheet}: {header}"] = text_of_number(total, values.digits)
    return figures


def summary_of_changes(
    former: Mapping[ReportName, Mapping[str, str]], later: Mapping[ReportName, Mapping[str, str]]
) -> tuple[FigureChange, ...]:
    """List what differs between the figures (`figures_of`) of former and later reports."""
    return tuple(
        FigureChange(
            municipality=municipality,
            format=format_name,
            figure=figure,
            former=before.get(figure, ""),
            later=after.get(figure, ""),
        )
        for municipality, format_name in sorted({*former, *later})
        for name in [(municipality, format_name)]
        for before, after in [(former.get(name, {}), later.get(name, {}))]
        for figure in dict.fromkeys((*before, *after))
        if before.get(figure, "") != after.get(figure, "")
    )
