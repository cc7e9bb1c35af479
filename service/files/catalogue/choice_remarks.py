"""What a format writes in a cell with a drop-down list of the municipality, and that list does not have."""

from collections.abc import Iterator, Mapping

from service.domain.formats.files_of_zip import files_with_paths
from service.domain.formats.output import OdsOutput, XlsxOutput
from service.domain.formats.plan import Column, Plan, SheetPlan
from service.domain.formats.reachable import texts_of_key
from service.domain.formats.remarks import Remark, RemarkKind, remark
from service.domain.formats.shape import Grain, Scope
from service.domain.wording import Wording
from service.files.catalogue.surveying import targets_of, targets_of_file
from service.files.open_document import choices_in_open_document
from service.files.workbook import choices_in

OUTSIDE_DROP_DOWN = RemarkKind(
    "outside-drop-down",
    Wording(
        "De keuzelijst van de werkmap heeft hier {known}; het formaat kan ook {texts} schrijven, en dat "
        "keurt de werkmap van de gemeente af. Vertaal met een codetabel die deze woorden geeft.",
        "The drop-down list of the workbook has {known} here; the format can also write {texts}, which the "
        "municipality's own workbook rejects. Translate by a code table that gives these words.",
    ),
)
_MOST_NAMED = 12


def remarks_on_choices(plan: Plan, templates: Mapping[str, bytes]) -> Iterator[Remark]:
    """For a format that can still be written otherwise: what is published stays what it was."""
    if plan.is_published:
        return
    lists = dict(_choices(plan, templates))
    for sheet in plan.sheets:
        for column in sheet.once_per_head:
            yield from _about(plan, column, sheet, lists.get((sheet.name, column.header), frozenset()))
    for (sheet_name, cell), column in plan.cells.items():
        address = f"{sheet_name}!{cell}"
        yield from _about(plan, column, None, lists.get(("", address), frozenset()))


def _choices(plan: Plan, templates: Mapping[str, bytes]) -> Iterator[tuple[tuple[str, str], frozenset[str]]]:
    """The list of each column and cell that has one, as the format calls them; of a zip, of each file."""
    for path, begin, file in files_with_paths(plan.format.output):
        if not isinstance(file, XlsxOutput | OdsOutput) or file.template not in templates:
            continue
        targets = targets_of_file(plan, path[-1]) if begin else targets_of(plan)
        cells = [(sheet.removeprefix(begin), cell) for sheet, cell in plan.cells if sheet.startswith(begin)]
        read = choices_in if isinstance(file, XlsxOutput) else choices_in_open_document
        for (block, address), known in read(templates[file.template], targets, cells).items():
            yield ((f"{begin}{block}", address) if block else ("", f"{begin}{address}")), known


def _about(plan: Plan, column: Column, sheet: SheetPlan | None, known: frozenset[str]) -> Iterator[Remark]:
    every = texts_of_key(column.expression, _scope(plan, sheet)).every if known else None
    folded = {text.casefold() for text in known}
    outside = sorted(text for text in every or () if text and text.casefold() not in folded)
    if outside:
        place = (sheet.name, column.address) if sheet else ("", column.header)
        yield remark(plan, OUTSIDE_DROP_DOWN, *place, known=_named(sorted(known)), texts=_named(outside))


def _scope(plan: Plan, sheet: SheetPlan | None) -> Scope:
    return Scope(
        standard=plan.standard,
        code_tables=plan.code_tables,
        laws=plan.format.law,
        grain=Grain.ROW,
        tables=sheet.tables if sheet else ("aanlevering",),
        many=sheet.many if sheet else (),
        is_inside_many=True,
    )


def _named(texts: list[str]) -> str:
    told = ", ".join(repr(text) for text in texts[:_MOST_NAMED])
    return f"{told}, …" if len(texts) > _MOST_NAMED else told
