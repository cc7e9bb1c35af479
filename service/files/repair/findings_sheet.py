"""The sheet that lists every finding with a link to its cell, as the XML of a worksheet."""

import re
from collections.abc import Sequence
from html import escape

from service.domain.submissions.annotations import Mark, Weight
from service.domain.submissions.answers import ANSWER, MARK
from service.domain.wording import Language, Wording
from service.files.repair.looks import Looks
from service.files.workbook import MAIN

SHEET_NAME = Wording("Bevindingen", "Findings")
HEADINGS = (
    Wording("Blad", "Sheet"),
    Wording("Rij", "Row"),
    Wording("Kolom", "Column"),
    Wording("Veld", "Field"),
    Wording("Ernst", "Weight"),
    Wording("Wat er is en wat te doen", "What it is and what to do"),
)
ANSWERS = (ANSWER, MARK)
"""Headings behind these: where a warning is answered, and by what it is known again."""
WEIGHTS = {
    Weight.BLOCKS: Wording("eerst verbeteren", "repair first"),
    Weight.QUARANTINES: Wording("wacht", "waits"),
    Weight.WARNS: Wording("let op", "note"),
    Weight.REPAIRED: Wording("hersteld", "repaired"),
}
LONGEST_TEXT = 30_000
_WIDTHS = (18, 8, 8, 24, 18, 110, 50, 12)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def title_of(total: int, shown: int, repaired: int = 0) -> Wording:
    """How many findings there are, how many cells were repaired, and how many of both stand here."""
    title = Wording("{total} bevindingen", "{total} findings").fill(total=total - repaired)
    if repaired:
        title += Wording(", {count} cellen hersteld", ", {count} cells repaired").fill(count=repaired)
    first = Wording("; de eerste {shown} staan hier", "; the first {shown} are here").fill(shown=shown)
    return title + first if shown < total else title


def free_sheet_name(taken: Sequence[str], language: Language) -> str:
    """What the sheet is called in a workbook that has these sheets."""
    plain, known = SHEET_NAME.to(language), {each.casefold() for each in taken}
    name = plain
    number = 2
    while name.casefold() in known:
        name = f"{plain} {number}"
        number += 1
    return name


def findings_sheet(
    marks: Sequence[Mark], title: Wording, sheets: Sequence[str], looks: Looks, language: Language
) -> bytes:
    """The sheet: a title, headings, a line per mark. Texts are inline, so that none becomes a formula.

    A mark with a row on one of `sheets` gets a link to its cell. The list can be filtered and printed.
    It asks for answers only where there is a warning to answer.
    """
    bold, link, wrapped = looks.bold(), looks.link(), looks.wrapped()
    headings = (*HEADINGS, *ANSWERS) if any(mark.mark for mark in marks) else HEADINGS
    last = "ABCDEFGH"[len(headings) - 1]
    rows = [
        _row(1, [(title.to(language), bold)]),
        _row(2, [(heading.to(language), bold) for heading in headings]),
    ]
    linked = {number for number, mark in enumerate(marks, start=3) if mark.row and mark.sheet in sheets}
    for number, mark in enumerate(marks, start=3):
        looks_of = (link if number in linked else 0, looks.marked(0, mark.weight), wrapped)
        rows.append(_row(number, _cells(mark, looks_of, language)))
    columns = _columns(len(headings))
    address = f"{last}{len(marks) + 2}"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
        f'<worksheet xmlns="{MAIN}"><sheetPr><tabColor rgb="FFB3261E"/><pageSetUpPr fitToPage="1"/>'
        "</sheetPr>"
        f'<dimension ref="A1:{address}"/><sheetViews><sheetView tabSelected="1" workbookViewId="0">'
        '<pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{columns}</cols><sheetData>{''.join(rows)}</sheetData>"
        f'<autoFilter ref="A2:{address}"/>'
        f"{_links(marks, sorted(linked))}"
        '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
    ).encode()


def _cells(mark: Mark, looks_of: tuple[int, int, int], language: Language) -> list[tuple[str | int, int]]:
    """The line of a mark; `looks_of` its row number, its weight and its texts."""
    link, look, wrapped = looks_of
    row = "" if mark.row is None else mark.row
    weight = WEIGHTS[mark.weight].to(language)
    answered: list[tuple[str | int, int]] = [(mark.answer, wrapped), (mark.mark, 0)] if mark.mark else []
    place: list[tuple[str | int, int]] = [(mark.sheet, 0), (row, link), (mark.column, 0), (mark.field, 0)]
    return [*place, (weight, look), (mark.said, wrapped), *answered]


def _columns(count: int) -> str:
    return "".join(
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
        for at, width in enumerate(_WIDTHS[:count], 1)
    )


def _row(number: int, cells: Sequence[tuple[str | int, int]]) -> str:
    made = "".join(_cell(f"{letter}{number}", *cell) for letter, cell in zip("ABCDEFGH", cells, strict=False))
    return f'<row r="{number}">{made}</row>'


def _cell(address: str, value: str | int, style: int) -> str:
    look = f' s="{style}"' if style else ""
    if isinstance(value, int):
        return f'<c r="{address}"{look}><v>{value}</v></c>'
    if not value:
        return f'<c r="{address}"{look}/>' if style else ""
    text = escape(_NOT_IN_XML.sub("", value)[:LONGEST_TEXT], quote=False)
    return f'<c r="{address}"{look} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


def _links(marks: Sequence[Mark], linked: Sequence[int]) -> str:
    links = "".join(_link(number, marks[number - 3]) for number in linked)
    return f"<hyperlinks>{links}</hyperlinks>" if links else ""


def _link(number: int, mark: Mark) -> str:
    quoted = mark.sheet.replace("'", "''")
    target = escape(f"'{quoted}'!{mark.column or 'A'}{mark.row}")
    return f'<hyperlink ref="B{number}" location="{target}"/>'
