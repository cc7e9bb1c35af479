"""The first lines of the report that a draft would make: for one municipality, and never who a client is."""

from collections.abc import Mapping, Sequence

from service.domain.access import NotAllowedError, OrganisationKind, Viewer
from service.domain.formats.drafts.draft import RunKind
from service.domain.formats.plan import Column, Plan
from service.domain.formats.rows import Submitted
from service.domain.periods import Period
from service.domain.standard.model import Classification
from service.domain.translation.content import (
    ReportContent,
    SheetContent,
    ValueKind,
    Values,
    text_of_cell,
    text_of_number,
)
from service.domain.translation.translate import translate

MOST_LINES = 10
HIDDEN = "●●●"
"""What stands in the place of who a client is."""


def preview_of(
    submitted: Submitted, plan: Plan, period: Period, municipality: tuple[str, str], *, hides_persons: bool
) -> dict[str, object]:
    """As JSON: the single cells, and of each sheet its headers, first lines and how many lines it would have.

    Only rows of `municipality` (code, name). With `hides_persons` every column that tells who a client is
    shows HIDDEN. Raises BalanceDoesNotCloseError when a check of the format fails.
    """
    translation = translate(submitted.to_try(), plan, period, dict([municipality]))
    report = translation.reports[0]
    hidden = {name for name, column in _columns(plan).items() if hides_persons and _tells_who(plan, column)}
    counted: dict[str, int] = {}
    for finding in translation.findings:
        counted[finding.kind.code] = counted.get(finding.kind.code, 0) + 1
    rows = report.balance.rows
    return {
        "period": period.label,
        "municipality": municipality[1],
        "filename": report.filename,
        "cells": _cells(report.content, hidden),
        "sheets": [_sheet(sheet, hidden) for sheet in report.content.sheets],
        "hidden": sorted(hidden),
        "findings": counted,
        "rows": {"in": rows.came_in, "reported": rows.reported},
    }


def is_row_by_row(plan: Plan) -> bool:
    """Whether a line of some sheet is one row of one client, also where it does not say whose."""
    return any(not sheet.format.rows.per for sheet in plan.sheets)


def latest_period(submitted: Period, plan: Plan) -> Period | None:
    """The last reporting period within a submission, one for which the plan holds if there is any."""
    parts = list(submitted.parts(plan.format.period))
    holding = [part for part in parts if plan.valid.contains(part)]
    return next(reversed(holding or parts), None)


def _columns(plan: Plan) -> dict[str, Column]:
    cells = {f"{sheet}!{cell}": column for (sheet, cell), column in plan.cells.items()}
    return {**cells, **{f"{s.name}.{column.header}": column for s in plan.sheets for column in s.columns}}


def _tells_who(plan: Plan, column: Column) -> bool:
    tables = plan.standard.tables
    return any(
        tables[each.table].fields[each.name].classification
        in (Classification.PERSON, Classification.IDENTIFIER)
        for each in column.shape.individual
        if each.table != "aanlevering"
    )


def _cells(content: ReportContent, hidden: set[str]) -> list[list[str]]:
    found = []
    for (sheet, cell), value in content.cells.items():
        address = f"{sheet}!{cell}"
        text = text_of_cell(value)
        found.append([address, HIDDEN if address in hidden else text])
    return found


def _sheet(sheet: SheetContent, hidden: set[str]) -> Mapping[str, object]:
    columns = {
        header: _texts(values.part(0, MOST_LINES), is_hidden=f"{sheet.sheet}.{header}" in hidden)
        for header, values in sheet.columns.items()
    }
    return {
        "name": sheet.sheet,
        "headers": list(columns),
        "lines": [list(line) for line in zip(*columns.values(), strict=True)],
        "count": sheet.row_count,
        "numbers": [values.kind is ValueKind.NUMBER for values in sheet.columns.values()],
    }


def _texts(values: Values, *, is_hidden: bool) -> Sequence[str]:
    if is_hidden:
        return [HIDDEN] * len(values)
    if values.kind is ValueKind.NUMBER:
        texts = [text_of_number(number, values.digits, ",") for number in values.numbers.tolist()]
    elif values.kind is ValueKind.DATE:
        texts = [str(day) for day in values.items.astype("datetime64[D]").tolist()]
    else:
        texts = [str(item) for item in values.items.tolist()]
    return ["" if blank else text for text, blank in zip(texts, values.blank.tolist(), strict=True)]


def require_may_see(asker: Viewer, plan: Plan, kind: RunKind) -> None:
    """Raise NotAllowedError where a preview would show a bureau lines about single persons."""
    is_bureau = asker.organisation.kind is OrganisationKind.BUREAU
    if kind is RunKind.PREVIEW and is_bureau and (plan.format.level == "person" or is_row_by_row(plan)):
        raise NotAllowedError("a bureau sees no lines about single persons")
