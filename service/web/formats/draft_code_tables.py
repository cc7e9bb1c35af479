"""The code tables and bands of a draft by form: see them, change a line, add one, begin a table."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.domain.access import NotFoundError
from service.domain.failures import FormatError
from service.domain.formats.code_tables import OF_THE_STANDARD
from service.domain.formats.drafts.draft import DraftId
from service.domain.formats.faults.code_tables import (
    CODE_TABLE_IS_THERE,
    CODE_TABLE_WITHOUT_NAME,
    OWN_TABLE_OF_THE_STANDARD,
)
from service.domain.wording import Wording
from service.files.catalogue import with_lines, without
from service.files.drafts import CodeTableLines
from service.web.formats import words as format_words
from service.web.formats.code_table_form import (
    Line,
    LineForm,
    beside,
    faults_of,
    has_bands,
    line_sent,
    moved_line,
)
from service.web.formats.drafts import OpenDraft, code_tables_of, opened, revision_sent
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.languages import in_language

blueprint = Blueprint("draft_code_tables", __name__)

Answer = AnyResponse | str | tuple[str, int]
_MOST_SIGNS_OF_A_NAME = 60


@blueprint.get("/formaten/concepten/<uuid:draft_id>/codetabellen")
def show(draft_id: UUID) -> str:
    """Every code table that the draft uses; of one that is named its lines, and a form for one of them."""
    draft = opened(draft_id)
    name = request.args.get("tabel", "")
    if not name:
        return _page(draft, None)
    table = _table(draft, name)
    asked = request.args.get("regel", "")
    place = int(asked) if asked.isdecimal() and int(asked) < len(table.lines) else None
    return _page(draft, table, LineForm({} if place is None else table.lines[place], place))


@blueprint.post("/formaten/concepten/<uuid:draft_id>/codetabellen/nieuw")
def begin(draft_id: UUID) -> Answer:
    """A table that is this format's own: an empty one, or with the lines of one that it shares."""
    draft = opened(draft_id)
    shared = request.form.get("overnemen", "")
    name = shared or request.form.get("naam", "").strip()
    lines = _table(draft, shared).lines if shared else ()
    fault = _fault_of_name(draft, name)
    if fault is None:
        fault = _changed(draft_id, name, lines)
    if fault is not None:
        return _page(draft, None, LineForm({"naam": name}, None, {"naam": fault.words})), 400
    return _to_table(draft_id, name, request.form.get("soort", ""))


@blueprint.post("/formaten/concepten/<uuid:draft_id>/codetabellen")
def change(draft_id: UUID) -> Answer:
    """Save a line, take it out or give it another place; or take the whole table out."""
    draft, name = opened(draft_id), request.form.get("tabel", "")
    table = _table(draft, name)
    if request.form.get("doe") == "tabel-weg":
        fault = _changed(draft_id, name, None)
        return (
            _to_table(draft_id)
            if fault is None
            else (_page(draft, table, LineForm({}, None, beside(fault))), 400)
        )
    place, lines = _asked_lines(table)
    faults: Mapping[str, Wording] = {}
    if request.form.get("doe") == "regel":
        faults = faults_of(lines, len(lines) - 1 if place is None else place)
    if not faults:
        fault = _changed(draft_id, name, lines)
        faults = {} if fault is None else beside(fault)
    if faults:
        return _page(draft, table, LineForm(request.form, place, faults)), 400
    return _to_table(draft_id, name, request.form.get("soort", ""))


def _asked_lines(table: CodeTableLines) -> tuple[int | None, list[Line]]:
    """The line that was meant, None for a new one; and the lines as they are to be."""
    sent = request.form.get("regel", "")
    place = int(sent) if sent.isdecimal() and int(sent) < len(table.lines) else None
    lines: list[Line] = list(table.lines)
    match request.form.get("doe"):
        case "regel":
            line = line_sent(is_band=has_bands(lines, request.form.get("soort", "")))
            return place, [*lines, line] if place is None else [*lines[:place], line, *lines[place + 1 :]]
        case "weg" if place is not None:
            return place, [*lines[:place], *lines[place + 1 :]]
        case "omhoog" | "omlaag" as where if place is not None:
            return place, moved_line(lines, place, -1 if where == "omhoog" else 1)
    return place, lines


def _changed(draft_id: UUID, name: str, lines: Sequence[Line] | None) -> FormatError | None:
    """Save the lines of a table, or that it is gone; what stands in the way, or None."""
    path = ("code_tables", name)

    def changed(text: str) -> str:
        return without(text, path) if lines is None else with_lines(text, path, lines)

    try:
        current_wiring().formats.change_draft(current_viewer(), DraftId(draft_id), revision_sent(), changed)
    except FormatError as fault:
        return fault
    return None


def _fault_of_name(draft: OpenDraft, name: str) -> FormatError | None:
    if not name or len(name) > _MOST_SIGNS_OF_A_NAME or not name.isprintable():
        return FormatError(CODE_TABLE_WITHOUT_NAME.fault(most=_MOST_SIGNS_OF_A_NAME))
    if name.startswith(OF_THE_STANDARD):
        return FormatError(OWN_TABLE_OF_THE_STANDARD.fault(table=name))
    known = draft.layout.code_table(name)
    is_there = known is not None and known.is_own
    return FormatError(CODE_TABLE_IS_THERE.fault(table=name)) if is_there else None


def _table(draft: OpenDraft, name: str) -> CodeTableLines:
    """The table of that name: its own, or one that it shares. Raises NotFoundError."""
    found = next((each for each in code_tables_of(draft) if each.name == name), None)
    if found is None:
        raise NotFoundError(name)
    return found


def _to_table(draft_id: UUID, name: str = "", kind: str = "") -> AnyResponse:
    address = url_for(".show", draft_id=draft_id, tabel=name or None, soort=kind or None)
    return redirect(address, code=303)


def _page(draft: OpenDraft, table: CodeTableLines | None, form: LineForm | None = None) -> str:
    form = form or LineForm({})
    lines = table.lines if table else ()
    return render_template(
        "formats/code_tables.html",
        page=draft.page,
        draft=draft.page.draft,
        tables=code_tables_of(draft),
        table=table,
        form=form,
        faults={name: in_language(words) for name, words in form.faults.items()},
        is_bands=has_bands(lines, request.values.get("soort", "")),
        formats=format_words,
    )
