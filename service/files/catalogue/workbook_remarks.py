"""What there is to remark on a format beside the blank workbook that it fills."""

import json
from collections.abc import Iterable, Iterator, Mapping

from service.domain.failures import FormatError
from service.domain.formats.blank_files import blank_of, named_templates
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.every_remark import own_remarks
from service.domain.formats.faults.publishing import STANDS_IN_THE_WAY
from service.domain.formats.files_of_zip import files_with_paths
from service.domain.formats.output import XlsxOutput
from service.domain.formats.plan import Plan
from service.domain.formats.remarks import (
    FORMULA_WITHOUT_DATA,
    LEFT_EMPTY_IS_FILLED,
    LEFT_EMPTY_IS_NOT_THERE,
    NOBODY_FILLS_IT,
    PREPARED_LINES,
    WORKBOOK_HAS_CHANGED,
    Remark,
    Weight,
    remark,
)
from service.files.catalogue.choice_remarks import remarks_on_choices
from service.files.catalogue.fitting import misfit
from service.files.catalogue.list_end_remarks import remarks_on_list_ends
from service.files.catalogue.listed_remarks import remarks_on_lists
from service.files.catalogue.overwriting import remarks_on_examples
from service.files.catalogue.surveying import (
    ready_lines,
    targets_of,
    targets_of_file,
)
from service.files.workbook import SheetTarget, headers_of, unfilled_columns


def remarks_on_workbook(plan: Plan, templates: Mapping[str, bytes]) -> Iterator[Remark]:
    """Columns of the workbook that nobody fills, and formulas that reckon with them.

    For a format that can still be written otherwise: what is published stays what it was.
    """
    yield from _remarks_on_cells(plan, templates)
    yield from _remarks_on_ready_lines(plan, templates)
    workbooks = [] if plan.is_published else list(_workbooks(plan, templates))
    for begin, workbook, targets in workbooks:
        yield from _nobody_fills(plan, begin, workbook, targets)
        known = {f"{begin}{name}": each for name, each in headers_of(workbook, targets).items()}
        yield from _left_empty_not_there(plan, known)
    for sheet in plan.sheets if workbooks else ():
        for header in sheet.format.left_empty.keys() & sheet.format.columns.keys():
            yield remark(plan, LEFT_EMPTY_IS_FILLED, sheet.name, header)


def _remarks_on_ready_lines(plan: Plan, templates: Mapping[str, bytes]) -> Iterator[Remark]:
    """Empty lines that stay below those that are filled, unless the format says what becomes of them."""
    blank = None if plan.is_published else blank_of(plan.format.output, templates)
    ready = {} if blank is None else dict(ready_lines(plan, blank))
    for sheet in plan.sheets if ready else ():
        lines = ready.get(sheet.name)
        if lines and lines.count and lines.are_followed and not sheet.format.prepared:
            yield remark(plan, PREPARED_LINES, sheet.name, first=lines.first, last=lines.last)


def _nobody_fills(
    plan: Plan, begin: str, workbook: bytes, targets: tuple[SheetTarget, ...]
) -> Iterator[Remark]:
    empty = {sheet.name: sheet.format.left_empty for sheet in plan.sheets}
    for column in unfilled_columns(workbook, targets):
        block = f"{begin}{column.block}"
        if column.used_by:
            yield remark(plan, FORMULA_WITHOUT_DATA, block, column.header, user=column.used_by)
        elif column.header not in empty.get(block, {}):
            yield remark(plan, NOBODY_FILLS_IT, block, column.header)


def _remarks_on_cells(plan: Plan, templates: Mapping[str, bytes]) -> Iterator[Remark]:
    """What stands in the cells that are filled: examples, lines that are listed, lists to choose from."""
    yield from remarks_on_examples(plan, blank_of(plan.format.output, templates))
    yield from remarks_on_lists(plan, templates)
    yield from remarks_on_list_ends(plan, templates)
    yield from remarks_on_choices(plan, templates)


def _left_empty_not_there(plan: Plan, known: Mapping[str, frozenset[str]]) -> Iterator[Remark]:
    for sheet in plan.sheets:
        for header in sorted(sheet.format.left_empty.keys() - known.get(sheet.name, sheet.format.left_empty)):
            yield remark(plan, LEFT_EMPTY_IS_NOT_THERE, sheet.name, header)


def _workbooks(
    plan: Plan, templates: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes, tuple[SheetTarget, ...]]]:
    """Each Excel workbook: what its sheets begin with in a zip, its bytes, and the blocks that are filled."""
    for path, begin, file in files_with_paths(plan.format.output):
        if isinstance(file, XlsxOutput) and file.template in templates:
            targets = targets_of_file(plan, path[-1]) if begin else targets_of(plan)
            yield begin, templates[file.template], targets


def require_nothing_in_the_way(plan: Plan, templates: Mapping[str, bytes]) -> None:
    """Raise FormatError for the first remark that is an error: what is published should be what is meant."""
    for each in (*own_remarks(plan), *remarks_on_workbook(plan, templates)):
        if each.weight is Weight.ERROR:
            raise FormatError(STANDS_IN_THE_WAY.fault(where=each.where or plan.name, text=each.text))


def templates_that_do_not_fit(catalogue: Catalogue, plans: Iterable[Plan]) -> Iterator[Remark]:
    """A remark for every workbook in which a header text, sheet or cell of its format is gone."""
    for plan in plans:
        found = misfit(plan, catalogue.templates)
        if found is not None:
            fault, path = found
            yield Remark(
                code="template-does-not-fit",
                format=f"{plan.name}@{plan.version}",
                where="",
                text=fault.placed_words,
                weight=Weight.ERROR,
                path=path,
            )


def changed_templates(catalogue: Catalogue, plans: Iterable[Plan]) -> Iterator[Remark]:
    """A remark for every blank file in the folder that is not the one a published version fills.

    Of a format of several files, for each of them.
    """
    for plan in plans:
        filled = named_templates(plan.format.output.model_dump()) if plan.is_published else {}
        written = named_templates(json.loads(plan.resolved)["format"]["output"])
        for file, kept in filled.items():
            now = catalogue.templates.get(written[file])
            if now is not None and now != catalogue.templates[kept]:
                yield remark(plan, WORKBOOK_HAS_CHANGED, template=written[file])
