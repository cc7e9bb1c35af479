"""What to look at where a fixed list ends: rows below it that look like more of its lines."""

from collections.abc import Iterator, Mapping, Sequence

from service.domain.formats.files_of_zip import files_with_paths
from service.domain.formats.output import OdsOutput, XlsxOutput
from service.domain.formats.plan import Plan
from service.domain.formats.remarks import Remark, RemarkKind, Weight, remark
from service.domain.wording import Wording
from service.files.catalogue.surveying import targets_of, targets_of_file
from service.files.open_document import open_lists_that_go_on
from service.files.workbook import GoingOn, lists_that_go_on

LIST_GOES_ON = RemarkKind(
    "list-goes-on",
    Wording(
        "De vaste lijst stopt op rij {last}, maar daaronder staan regels die erop lijken: {lines}. Die "
        "blijven leeg, en wat ervoor geleverd is, wacht. Horen ze bij de lijst, schrijf dan bij `listed` "
        "`until` met de tekst die onder de laatste staat. Is het een deel met eigen rijen, maak er dan een "
        "tweede tabel van met `after`.",
        "The fixed list stops at row {last}, but below it stand rows that look like more of it: {lines}. "
        "They stay empty, and what is delivered for them waits. If they belong to the list, write `until` "
        "under `listed` with the text below the last of them. If they are a part with rows of its own, make "
        "them a second table with `after`.",
    ),
)
LISTED_AGAIN = RemarkKind(
    "listed-again-below",
    Wording(
        "De vaste lijst stopt op rij {last}, maar daaronder staan dezelfde regels nog eens: {lines}. Alles "
        "wat daarvoor geleverd is, komt nu bij de eerste te staan. Maak van elk deel een tabel, met `after` "
        "en `until`, en zeg bij `rows` met `where` welke rijen er horen. Vult de aanbieder dat deel zelf in, "
        "zet zijn cellen dan met `manual` onder `cells`.",
        "The fixed list stops at row {last}, but below it the same lines stand once more: {lines}. All that "
        "is delivered for them goes to the first now. Make each part a table, with `after` and `until`, and "
        "say with `where` under `rows` which rows belong there. If the provider fills that part by hand, put "
        "its cells under `cells` with `manual`.",
    ),
    Weight.ERROR,
)
LIST_WITHOUT_END = RemarkKind(
    "list-without-end",
    Wording(
        "De tekst {until} bij `until` staat niet onder de lijst: zij loopt nu door tot het einde van het "
        "blad. Neem de tekst over zoals hij in de werkmap staat, of schrijf `empty_lines: passed`.",
        "The text {until} at `until` does not stand below the list: it goes on to the end of the sheet now. "
        "Write the text as it stands in the workbook, or write `empty_lines: passed`.",
    ),
    Weight.ERROR,
)
_MOST_NAMED = 12


def remarks_on_list_ends(plan: Plan, templates: Mapping[str, bytes]) -> Iterator[Remark]:
    """For a format that can still be written otherwise: what is published stays what it was."""
    for block, found in {} if plan.is_published else dict(_found(plan, templates)).items():
        again = found.listed_again
        if again:
            yield remark(plan, LISTED_AGAIN, block, last=found.last_row, lines=_named(again))
        elif found.lines:
            yield remark(plan, LIST_GOES_ON, block, last=found.last_row, lines=_named(found.lines))
        if found.has_no_end:
            yield remark(plan, LIST_WITHOUT_END, block, until=repr(found.until))


def _found(plan: Plan, templates: Mapping[str, bytes]) -> Iterator[tuple[str, GoingOn]]:
    """By block, what stands below its list; of a zip, of each file."""
    for path, begin, file in files_with_paths(plan.format.output):
        if not isinstance(file, XlsxOutput | OdsOutput) or file.template not in templates:
            continue
        targets = targets_of_file(plan, path[-1]) if begin else targets_of(plan)
        cells = [(sheet.removeprefix(begin), cell) for sheet, cell in plan.cells if sheet.startswith(begin)]
        read = lists_that_go_on if isinstance(file, XlsxOutput) else open_lists_that_go_on
        for each in read(templates[file.template], targets, cells):
            yield f"{begin}{each.block}", each


def _named(lines: Sequence[tuple[int, str]]) -> str:
    told = ", ".join(f"{row} {text!r}" for row, text in lines[:_MOST_NAMED])
    return f"{told}, …" if len(lines) > _MOST_NAMED else told
