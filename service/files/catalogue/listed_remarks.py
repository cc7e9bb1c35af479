"""What to look at of listed lines: one that no code reaches, and a text of a table without a line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from service.domain.failures import FormatError
from service.domain.formats.blank_files import blank_of
from service.domain.formats.expressions import steps_of
from service.domain.formats.plan import Plan, SheetPlan
from service.domain.formats.remarks import Remark, RemarkKind, remark
from service.domain.wording import Wording
from service.files.catalogue.surveying import targets_of
from service.files.reports import check_headers
from service.files.workbook import SheetTarget

LINES_NOBODY_REACHES = RemarkKind(
    "lines-nobody-reaches",
    Wording(
        "Op deze regels van de werkmap kan niets komen: {lines}. Kopjes en subtotalen horen zo; is het een "
        "product of groep, laat dan in de codetabel een code deze tekst worden: dan komt er het gevraagde "
        "teken als er niets geleverd is.",
        "Nothing can come on these lines of the workbook: {lines}. That is right for headings and "
        "subtotals; if one is a product or group, let a code of the code table become "
        "this text: then it gets the sign that is asked when nothing was delivered.",
    ),
)
TEXTS_WITHOUT_LINE = RemarkKind(
    "texts-without-line",
    Wording(
        "Codetabel {table} heeft teksten waarvoor de werkmap geen regel heeft: {texts}. Wat daaronder "
        "geleverd is, wacht. Schrijf de tekst in de tabel precies zoals hij in de werkmap staat.",
        "Code table {table} has texts for which the workbook lists no line: {texts}. What is delivered "
        "under them waits. Write the text in the table just as it stands in the workbook.",
    ),
)
SAME_FIGURE_IN_TWO_LISTS = RemarkKind(
    "same-figure-in-two-lists",
    Wording(
        "De regels {lines} staan ook in {other}, met dezelfde rijen en hetzelfde in kolom {column}: wat "
        "geleverd is, komt op beide plaatsen. Zeg bij `rows` met `where` welke rijen in welke lijst horen.",
        "The lines {lines} stand in {other} too, of the same rows and with the same in column {column}: what "
        "is delivered comes in both places. Say with `where` under `rows` which rows belong in which list.",
    ),
)
_MOST_NAMED = 12
_STANDARD = "standaard/"


def remarks_on_lists(plan: Plan, templates: Mapping[str, bytes]) -> Iterator[Remark]:
    """For a format that can still be written otherwise: what is published stays what it was."""
    blank = blank_of(plan.format.output, templates)
    if plan.is_published or blank is None:
        return
    for place, sheet in enumerate(plan.sheets_in_the_file):
        if sheet.format.listed:
            yield from _of_list(plan, place, sheet, blank)
            yield from _of_other_lists(plan, sheet, plan.sheets_in_the_file[:place])


def _of_other_lists(plan: Plan, sheet: SheetPlan, others: Sequence[SheetPlan]) -> Iterator[Remark]:
    """The first list above this one that has some of its lines, and the same figure in them."""
    for other in others:
        lines = [" / ".join(key) for key in sheet.listed if key in other.listed]
        same = [header for header, told in _figures(sheet).items() if told in _figures(other).values()]
        if lines and same and sheet.format.rows == other.format.rows:
            facts = {"lines": _named(lines), "other": other.name, "column": same[0]}
            yield remark(plan, SAME_FIGURE_IN_TWO_LISTS, sheet.name, **facts)
            return


def _figures(sheet: SheetPlan) -> Mapping[str, str]:
    """What each column asks, by its header."""
    return {header: str(each.written) for header, each in sheet.format.columns.items()}


def _of_list(plan: Plan, place: int, sheet: SheetPlan, blank: bytes) -> Iterator[Remark]:
    lost = [" / ".join(key) for key in _every_key(plan, place, blank) if key not in sheet.listed]
    if lost:
        yield remark(plan, LINES_NOBODY_REACHES, sheet.name, lines=_named(lost))
    table, texts = _texts_of_table(sheet)
    without = sorted(texts - {key[0] for key in sheet.listed})
    if without and not _has_room(sheet):
        yield remark(plan, TEXTS_WITHOUT_LINE, sheet.name, table=table, texts=_named(without))


def _has_room(sheet: SheetPlan) -> bool:
    return sheet.format.listed is not None and sheet.format.listed.not_listed == "below"


def _every_key(plan: Plan, place: int, blank: bytes) -> tuple[tuple[str, ...], ...]:
    """The keys that a workbook lists, also those that no code becomes."""
    targets = [_with_any_key(each) for each in targets_of(plan)]
    try:
        return check_headers(blank, targets, list(plan.cells), plan.format.output)[place]
    except FormatError:
        return ()  # headings that stand there twice, or have a figure beside them: no list can be made of it


def _with_any_key(target: SheetTarget) -> SheetTarget:
    listed = target.place.listed
    if listed is None:
        return target
    return replace(target, place=replace(target.place, listed=replace(listed, keys=())))


def _texts_of_table(sheet: SheetPlan) -> tuple[str, frozenset[str]]:
    """The code table of the municipality by which lines are found, and all that it gives."""
    by = tuple(sheet.format.listed.by.values()) if sheet.format.listed else ()
    if len(by) != 1 or sheet.listed_keys[0].every is None:
        return "", frozenset()
    tables = [str(getattr(step, "table", "")) for step in steps_of(by[0])]
    own = next((table for table in tables if table and not table.startswith(_STANDARD)), "")
    return own, sheet.listed_keys[0].every if own else frozenset()


def _named(texts: list[str]) -> str:
    told = ", ".join(repr(text) for text in texts[:_MOST_NAMED])
    return f"{told}, …" if len(texts) > _MOST_NAMED else told
