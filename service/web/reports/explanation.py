"""What stands behind the cells of a report: a picture of it, and one cell in words, rows and codes."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from service.domain.explanation.explanation import Explanation
from service.domain.reports import Download, ReportId
from service.domain.standard.export import RowPlace
from service.domain.translation.content import Values
from service.files.workbook import SheetPicture
from service.pipeline.explaining import ReplayedReport
from service.pipeline.told_to_others import ToldToOthers
from service.use_cases.reports.explain import ExplainableReport
from service.web.people.visitor import current_viewer
from service.web.reports.explained_values import rows_as_csv, text_of_number, texts_of
from service.web.shared.current import current_wiring
from service.web.shared.downloads import as_attachment

blueprint = Blueprint("explanation", __name__)
_MOST_LINES = 40
_MOST_ROWS = 500


@dataclass(frozen=True, slots=True)
class PicturedCell:
    """What a cell shows, and its address when the format fills it."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PicturedTable:
    """The first cells of a sheet, or of a block of a file that is no workbook."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, tuple[PicturedCell, ...]], ...]
    is_cut: bool
    left_out: int = 0
    """Lines that are not told: about too few people for who looks."""


@blueprint.get("/rapportages/<uuid:report_id>/uitleg")
def show(report_id: UUID) -> str:
    """The report with a link at each filled cell; with `?cel=` what stands behind that cell."""
    viewer, report = current_viewer(), ReportId(report_id)
    found = current_wiring().reports.explain(viewer, report)
    address = request.args.get("cel", "").strip()
    cell = told_of_cell(found, address)
    told = cell["told"]
    catalogue = current_wiring().catalogue()
    return render_template(
        "reports/explanation.html",
        report=found.report,
        title=catalogue.titles().get(found.report.format, found.report.format),
        plan=catalogue.plan(found.report.format, found.report.format_sha256),
        replayed=found.replayed,
        address=address,
        threads=current_wiring().reports.list_threads(viewer, report),
        for_others=found.for_others,
        is_hidden=found.is_hidden,
        tables=() if told else _tables_of(found),
        **cell,
    )


def told_of_cell(found: ExplainableReport, address: str) -> Mapping[str, object]:
    """What the page of a cell needs: what there is to tell to who looks, and its first rows as texts."""
    told = found.explain(address) if address else None
    if told is None:
        return {"told": None}
    return {
        "told": told,
        "rows": _rows(told),
        "value": texts_of(told.value)[0],
        "total": text_of_number(told.total) if told.total is not None else "",
        "most": _MOST_ROWS,
    }


@blueprint.get("/rapportages/<uuid:report_id>/uitleg.csv")
def export(report_id: UUID) -> Response:
    """All rows behind one cell, as a file that Excel opens."""
    found = current_wiring().reports.explain(current_viewer(), ReportId(report_id))
    told = found.explain(request.args.get("cel", "").strip())
    if told is None:
        raise NotFound
    content = rows_as_csv(told)
    return as_attachment(Download("uitleg.csv", sha256(content).hexdigest(), content))


def _rows(told: Explanation) -> list[tuple[str, RowPlace, str, str]]:
    """Table, where the row was handed in, what it says and what it adds, as texts; the first of them."""
    return [
        (each.table, place, value, adds)
        for each in told.rows
        for place, value, adds in zip(
            each.stand.at(slice(_MOST_ROWS)),
            texts_of(each.values.part(0, _MOST_ROWS)),
            texts_of(each.contributions.part(0, _MOST_ROWS)),
            strict=True,
        )
    ]


def _tables_of(found: ExplainableReport) -> list[PicturedTable]:
    if found.for_others is not None:
        return _for_others(found.for_others)
    return [] if found.replayed is None else _tables(found, found.replayed)


def _for_others(told: ToldToOthers) -> list[PicturedTable]:
    """Every line of which anything may be told, as far as a page goes."""
    single = tuple((address, (PicturedCell(_shown(value), address),)) for address, value in told.cells)
    tables = [PicturedTable(name="", heads=("",), rows=single, is_cut=False)] if single else []
    for block in told.blocks:
        rows = tuple(
            (
                str(line.number),
                tuple(
                    PicturedCell("–") if each is None else PicturedCell(_shown(each[0]), each[1])
                    for each in line.cells
                ),
            )
            for line in block.lines[:_MOST_LINES]
        )
        tables.append(
            PicturedTable(
                name=block.name,
                heads=block.headers,
                rows=rows,
                is_cut=len(block.lines) > _MOST_LINES,
                left_out=block.left_out,
            )
        )
    return tables


def _shown(value: Values) -> str:
    return texts_of(value)[0] or "·"


def _tables(found: ExplainableReport, replayed: ReplayedReport) -> list[PicturedTable]:
    pictures = found.pictures()
    if pictures:
        return [_of_sheet(each, replayed) for each in pictures]
    return [*_of_cells(replayed), *(_of_block(replayed, at) for at in range(len(replayed.blocks)))]


def _of_sheet(picture: SheetPicture, replayed: ReplayedReport) -> PicturedTable:
    def cell(text: str, letter: str, number: int) -> PicturedCell:
        address = f"{picture.name}!{letter}{number}"
        return PicturedCell(text or "·", address) if replayed.is_filled(address) else PicturedCell(text)

    rows = tuple(
        (
            str(number),
            tuple(cell(text, letter, number) for text, letter in zip(texts, picture.letters, strict=True)),
        )
        for number, texts in picture.rows
    )
    return PicturedTable(name=picture.name, heads=picture.letters, rows=rows, is_cut=picture.is_cut)


def _of_cells(replayed: ReplayedReport) -> list[PicturedTable]:
    cells = replayed.single_cells()
    if not cells:
        return []
    rows = tuple((address, (PicturedCell(_shown(value), address),)) for address, value in cells)
    return [PicturedTable(name="", heads=("",), rows=rows, is_cut=False)]


def _of_block(replayed: ReplayedReport, at: int) -> PicturedTable:
    """The first lines of a list."""
    block = replayed.blocks[at]
    texts = {head: texts_of(values.part(0, _MOST_LINES)) for head, values in block.columns.items()}
    rows = tuple(
        (
            str(line + 1),
            tuple(PicturedCell(texts[h][line] or "·", replayed.line_address(at, h, line)) for h in texts),
        )
        for line in range(min(block.row_count, _MOST_LINES))
    )
    return PicturedTable(name=block.name, heads=tuple(texts), rows=rows, is_cut=block.row_count > _MOST_LINES)
