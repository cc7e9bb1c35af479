"""The pages of a draft: beginning one, its overview, its YAML, and its way in and out as a file."""

from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.domain.failures import FormatError
from service.domain.formats.code_lines import written_line
from service.domain.formats.code_tables import OF_THE_STANDARD
from service.domain.formats.describe import describe_rows
from service.domain.formats.drafts.draft import DraftId, NewRequest
from service.domain.formats.drafts.naming import own_prefix
from service.domain.formats.faults.writing import NOT_UTF8
from service.domain.reports import Download
from service.files.drafts import CodeTableLines, Layout, layout_of
from service.files.workbook import MOST_CHANGES
from service.use_cases.formats.show_draft import DraftPage
from service.web.formats import words as format_words
from service.web.formats.checks import SIDES, told_checks, totals_of
from service.web.formats.pages import as_yaml, may_write
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.downloads import as_attachment
from service.web.shared.languages import current_language, gettext, in_language

blueprint = Blueprint("drafts", __name__)

Answer = AnyResponse | str | tuple[str, int]


class OpenDraft(NamedTuple):
    """A draft with what its pages show."""

    page: DraftPage
    layout: Layout


def opened(draft_id: UUID) -> OpenDraft:
    """The draft of this request. Raises NotFoundError."""
    formats = current_wiring().formats
    page = formats.show_draft(current_viewer(), DraftId(draft_id))
    return OpenDraft(page, layout_of(page.draft.text, formats.prover.sources))


def revision_sent() -> int:
    """Which state of the text the form was made from; 0 when it does not say."""
    sent = request.form.get("stand", "")
    return int(sent) if sent.isdecimal() else 0


def back_to_draft(draft_id: UUID, place: str = "") -> AnyResponse:
    """On to the overview, at the place where something was changed."""
    return redirect(url_for("drafts.show", draft_id=draft_id, _anchor=place or None), code=303)


@blueprint.get("/formaten/nieuw")
def new() -> Answer:
    """Three ways to begin."""
    return _new_page()


@blueprint.post("/formaten/nieuw/versie")
def begin_from_version() -> AnyResponse:
    """A next version, or a version of one's own, of what is asked today."""
    begin = current_wiring().formats.begin_from_version
    name, version = request.form.get("formaat", ""), request.form.get("versie", "")
    return back_to_draft(begin(current_viewer(), name, version))


@blueprint.post("/formaten/nieuw/yaml")
def begin_from_text() -> Answer:
    """A draft of an uploaded or pasted YAML."""
    text = request.form.get("tekst", "").replace("\r\n", "\n")
    try:
        text = _uploaded_text() or text
        draft = current_wiring().formats.begin_from_text(current_viewer(), text, _asked())
    except FormatError as fault:
        return _new_page(fault, text), 400
    return back_to_draft(draft)


@blueprint.post("/formaten/nieuw/werkmap")
def begin_from_workbook() -> Answer:
    """A draft proposed for a blank workbook."""
    upload = request.files.get("bestand")
    if upload is None or not upload.filename:
        return _new_page(is_file_missing=True), 400
    try:
        draft = current_wiring().formats.begin_from_workbook(
            current_viewer(), upload.stream.read(), upload.filename, _asked()
        )
    except FormatError as fault:
        return _new_page(fault), 400
    return back_to_draft(draft)


@blueprint.get("/formaten/concepten/<uuid:draft_id>")
def show(draft_id: UUID) -> str:
    """Everything that can be changed, sheet by sheet, with every fault where it belongs."""
    return overview(draft_id)


def overview(draft_id: UUID, fault: FormatError | None = None) -> str:
    """The overview, with what went wrong with a change."""
    draft = opened(draft_id)
    proof = draft.page.proof
    return render_template(
        "formats/draft.html",
        page=draft.page,
        draft=draft.page.draft,
        layout=draft.layout,
        proof=proof,
        refused=in_language(fault.words) if fault else "",
        fault=in_language(proof.fault.words) if proof.fault else "",
        notes=_notes(draft.page),
        told=_told(draft.page),
        tables=[(each.name, len(each.lines)) for each in code_tables_of(draft)],
        checks=told_checks(draft.layout),
        totals=totals_of(proof.plan),
        sides=[(side, gettext(words)) for side, words in SIDES.items()],
        standard=current_wiring().catalogue.standard,
        words=format_words,
    )


def code_tables_of(draft: OpenDraft) -> list[CodeTableLines]:
    """The code tables that it has itself, then those that it shares; lists of the standard are none of them.

    While the format is not right yet, those that it has itself.
    """
    plan, own = draft.page.proof.plan, draft.layout.code_tables
    names = [each.name for each in own]
    shared = [
        CodeTableLines(name=name, lines=tuple(map(written_line, table.lines)), is_own=False)
        for name, table in (plan.code_tables if plan is not None else {}).items()
        if not name.startswith(OF_THE_STANDARD) and name not in names
    ]
    return [*own, *shared]


def _told(page: DraftPage) -> dict[str, list[str]]:
    """Per block what its rows are, in words; nothing while the format is not right yet."""
    plan = page.proof.plan
    sheets = plan.sheets if plan else ()
    return {sheet.name: [in_language(each) for each in describe_rows(sheet)] for sheet in sheets}


@blueprint.get("/formaten/concepten/<uuid:draft_id>/yaml")
def yaml(draft_id: UUID) -> str:
    """The text itself."""
    return _yaml_page(draft_id)


@blueprint.post("/formaten/concepten/<uuid:draft_id>/yaml")
def save_yaml(draft_id: UUID) -> Answer:
    """Save the text as it was typed; a text that is no YAML is shown again and not lost."""
    typed = request.form.get("tekst", "").replace("\r\n", "\n")
    return _replace(draft_id, typed)


@blueprint.get("/formaten/concepten/<uuid:draft_id>/bestand")
def export(draft_id: UUID) -> Response | AnyResponse:
    """The text as a file, byte for byte."""
    draft = current_wiring().formats.show_draft(current_viewer(), DraftId(draft_id)).draft
    return as_yaml(draft.text, draft.name, draft.version)


@blueprint.post("/formaten/concepten/<uuid:draft_id>/bestand")
def import_file(draft_id: UUID) -> Answer:
    """The text from a file, byte for byte."""
    try:
        text = _uploaded_text()
    except FormatError as fault:
        return _yaml_page(draft_id, "", fault), 400
    return _replace(draft_id, text)


@blueprint.get("/formaten/concepten/<uuid:draft_id>/werkmap")
def workbook(draft_id: UUID) -> AnyResponse:
    """The blank workbook that goes with it."""
    found = current_wiring().formats.hand_out_workbook(current_viewer(), DraftId(draft_id))
    content = found.content if found else b""
    name = found.name.rpartition("/")[2] if found else "leeg.xlsx"
    return as_attachment(Download(name, sha256(content).hexdigest(), content))


@blueprint.post("/formaten/concepten/<uuid:draft_id>/werkmap")
def replace_workbook(draft_id: UUID) -> Answer:
    """Another blank workbook; tells what is otherwise in it, cell by cell."""
    upload = request.files.get("bestand")
    if upload is None or not upload.filename:
        return back_to_draft(draft_id, "werkmap")
    keep_workbook = current_wiring().formats.keep_workbook
    try:
        changes = keep_workbook(current_viewer(), DraftId(draft_id), upload.stream.read())
    except FormatError as fault:
        return overview(draft_id, fault), 400
    return render_template(
        "formats/workbook_changes.html",
        draft=opened(draft_id).page.draft,
        changes=changes,
        most=MOST_CHANGES,
        words=format_words,
    )


def _replace(draft_id: UUID, text: str) -> Answer:
    change_draft = current_wiring().formats.change_draft
    try:
        change_draft(current_viewer(), DraftId(draft_id), revision_sent(), lambda _: text)
    except FormatError as fault:
        return _yaml_page(draft_id, text, fault), 400
    return redirect(url_for(".yaml", draft_id=draft_id), code=303)


def _yaml_page(draft_id: UUID, typed: str | None = None, fault: FormatError | None = None) -> str:
    draft = opened(draft_id)
    proof = draft.page.proof
    return render_template(
        "formats/yaml.html",
        page=draft.page,
        draft=draft.page.draft,
        proof=proof,
        text=draft.page.draft.text if typed is None else typed,
        refused=in_language(fault.words) if fault else "",
        fault=in_language(proof.fault.words) if proof.fault and not fault else "",
        words=format_words,
    )


def _new_page(fault: FormatError | None = None, text: str = "", *, is_file_missing: bool = False) -> str:
    viewer = current_viewer()
    found = current_wiring().formats.list(viewer)
    return render_template(
        "formats/new.html",
        formats=found.formats,
        prefix=own_prefix(viewer),
        refused=in_language(fault.words) if fault else "",
        text=text,
        is_file_missing=is_file_missing,
        asked=_asked(),
        may_write=may_write(viewer),
        words=format_words,
        language=current_language(),
    )


def _uploaded_text() -> str:
    upload = request.files.get("bestand")
    if upload is None or not upload.filename:
        return ""
    try:
        return upload.stream.read().decode("utf-8")
    except UnicodeDecodeError as error:
        raise FormatError(NOT_UTF8.fault()) from error


def _asked() -> NewRequest:
    days = request.form.get("dagen", "30")
    return NewRequest(
        instead_of=request.form.get("in_plaats_van", ""),
        deadline_days=int(days) if days.isdecimal() else 30,
        legal_ground=request.form.get("grond", "").strip(),
        purpose=request.form.get("doel", "").strip(),
    )


def _notes(page: DraftPage) -> list[tuple[str, str, int, str]]:
    """Sheet, header, confidence and reason of what was proposed."""
    split = [note.split("\t") for note in page.draft.notes]
    return [(sheet, header, int(sure), why) for sheet, header, sure, why in split]
