"""Changing a draft by filling in forms: a column, the rows of a sheet, its facts, what is not asked."""

import json
from collections.abc import Mapping, Sequence
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.domain.access import NotFoundError
from service.domain.failures import FormatError
from service.domain.formats.drafts.draft import DraftId
from service.domain.formats.faults.writing import NO_COLUMN_NAMED, NO_FIELD_CHOSEN
from service.domain.formats.joins import JOINED
from service.domain.formats.shape import LanguageError
from service.domain.formats.verb import parse_expression
from service.domain.wording import NOTHING, Wording, same
from service.files.catalogue import moved, with_name, with_value, without
from service.files.drafts import Layout, Line
from service.web.formats import verb_words
from service.web.formats.answers import Answers
from service.web.formats.block_form import block_answers, block_fields
from service.web.formats.choices import Lists, lists_for
from service.web.formats.drafts import OpenDraft, back_to_draft, opened, overview, revision_sent
from service.web.formats.expression_forms import BESIDE, conditions_of, form_of
from service.web.formats.new_table import fault_beside, fault_of_new_table, name_asked, with_new_table
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.languages import in_language

blueprint = Blueprint("draft_form", __name__)

Answer = AnyResponse | str | tuple[str, int]
PARTS_OF_A_DATE = ("month", "quarter", "week", "year")
_HEAD = ("title", "source", "purpose", "legal_ground")
"""What is one line of text."""


@blueprint.get("/formaten/concepten/<uuid:draft_id>/kolom")
def column(draft_id: UUID) -> str:
    """One column or cell; a new one when no name is given."""
    draft = opened(draft_id)
    sheet, address = request.args.get("blad", ""), request.args.get("kolom", "")
    line = draft.layout.line(sheet, address)
    if address and line is None:
        raise NotFoundError(address)
    written = _verbs_of(line)
    return _column_page(draft, sheet, address, address, written)


@blueprint.post("/formaten/concepten/<uuid:draft_id>/kolom")
def save_column(draft_id: UUID) -> Answer:
    """Save the column; or show the form again with a step more, a step less or a step moved."""
    draft = opened(draft_id)
    answers = Answers(request.form)
    written = answers.expression("w")
    sheet, address = request.form.get("blad", ""), request.form.get("kolom", "")
    header = request.form.get("kop", "").strip()
    if request.form.get("doe") != "opslaan" or answers.is_unfinished:
        return _column_page(draft, sheet, address, header, written, is_new_step=answers.is_unfinished)
    if not header:
        return _column_page(draft, sheet, address, header, written, is_nameless=True), 400

    def change(text: str) -> str:
        return _with_column(text, draft.layout, sheet, address, header, written)

    fault = _changed(draft_id, change)
    if fault is not None:
        return _column_page(draft, sheet, address, header, written, fault=fault), 400
    if request.form.get("verder"):
        return redirect(url_for(".column", draft_id=draft_id, blad=sheet, kolom=header), code=303)
    return back_to_draft(draft_id, _place(sheet, draft.layout))


@blueprint.post("/formaten/concepten/<uuid:draft_id>/regels")
def change_lines(draft_id: UUID) -> Answer:
    """Take a column, cell or sheet away, or give it another place."""
    sheet, address = request.form.get("blad", ""), request.form.get("kolom", "")
    path = _path(opened(draft_id).layout, sheet, address)
    what = request.form.get("doe", "")

    def change(text: str) -> str:
        if what == "weg":
            return without(text, path)
        return moved(text, path, -1 if what == "omhoog" else 1)

    return _answer(draft_id, _changed(draft_id, change), _place(sheet, opened(draft_id).layout))


@blueprint.post("/formaten/concepten/<uuid:draft_id>/rijen")
def change_rows(draft_id: UUID) -> Answer:
    """Which rows a sheet has, and on which row of the workbook its headers are; or a sheet more."""
    layout = opened(draft_id).layout
    sheet = request.form.get("blad", "").strip()
    former = layout.sheet(sheet)
    rows = _rows(former.rows if former else {})
    if former is None or request.form.get("tabelnaam"):
        refused = fault_of_new_table(layout)
        if refused is not None:
            return _rows_form(draft_id, "", fault_beside(refused)), 400
        fault = _changed(draft_id, lambda text: with_new_table(text, rows))
        return _answer(draft_id, fault, _place(name_asked(), opened(draft_id).layout))

    def change(text: str) -> str:
        wanted = {**block_answers(former), "rows": rows}
        for name, value in wanted.items():
            if value != former.written.get(name):
                path = (*former.path, name)
                text = without(text, path) if value is None else with_value(text, path, value)
        return text

    return _answer(draft_id, _changed(draft_id, change), _place(sheet, opened(draft_id).layout))


@blueprint.get("/formaten/concepten/<uuid:draft_id>/rijen")
def rows(draft_id: UUID) -> str:
    """The form about the rows of one sheet; of a new sheet when none is named."""
    return _rows_form(draft_id, request.args.get("blad", ""), {})


def _rows_form(draft_id: UUID, name: str, faults: Mapping[str, Wording]) -> str:
    draft = opened(draft_id)
    sheet = draft.layout.sheet(name)
    if name and sheet is None:
        raise NotFoundError(name)
    written = sheet.rows if sheet else {"of": "prestatie", "with": ["toewijzing"]}
    per, lists = written.get("per", []), _lists(written)
    return render_template(
        "formats/rows.html",
        faults={field: in_language(words) for field, words in faults.items()},
        posted=request.form,
        draft=draft.page.draft,
        sheet=sheet,
        block=block_fields(sheet),
        written=written,
        per=_named_keys(per, lists),
        made={name: in_language(said) for name, said in _made_keys(per).items()},
        conditions=conditions_of(written.get("where"), "w"),
        lists=lists,
        words=verb_words,
        joined=JOINED,
        tables=[
            name for name in _standard_tables() if name not in ("aanlevering", "kengetal", "toelichting")
        ],
    )


def _named_keys(per: object, lists: Lists) -> list[str]:
    """The keys that are a field."""
    return [lists.chosen(each) for each in per if isinstance(each, str)] if isinstance(per, list) else []


@blueprint.post("/formaten/concepten/<uuid:draft_id>/gegevens")
def change_head(draft_id: UUID) -> Answer:
    """The facts at the top."""
    head = opened(draft_id).layout.head
    wanted: dict[tuple[str, ...], object] = {(name,): request.form.get(name, "").strip() for name in _HEAD}
    wanted["valid", "from"] = request.form.get("vanaf", "").strip()
    wanted["valid", "until"] = request.form.get("tot", "").strip()
    wanted[("level",)] = request.form.get("level", "aggregate")
    wanted[("law",)] = request.form.getlist("law") or ["JW"]

    def change(text: str) -> str:
        for path, value in wanted.items():
            former = _at(head, path)
            if value != former and (value or former):
                text = with_value(text, path, value) if value else without(text, path)
        return text

    return _answer(draft_id, _changed(draft_id, change), "gegevens")


@blueprint.post("/formaten/concepten/<uuid:draft_id>/niet-gevraagd")
def change_not_asked(draft_id: UUID) -> Answer:
    """A field that is not asked, with its reason; without a reason it is taken off the list."""
    name, reason = request.form.get("veld", "").strip(), request.form.get("reden", "").strip()

    def change(text: str) -> str:
        return with_value(text, ("not_asked", name), reason) if reason else without(text, ("not_asked", name))

    fault = _changed(draft_id, change) if name else FormatError(NO_FIELD_CHOSEN.fault())
    return _answer(draft_id, fault, "niet-gevraagd")


@blueprint.post("/formaten/concepten/<uuid:draft_id>/blijft-leeg")
def change_left_empty(draft_id: UUID) -> Answer:
    """A column of the workbook that stays empty, with its reason; without one it is taken off the list."""
    layout, sheet = opened(draft_id).layout, request.form.get("blad", "")
    found = layout.sheet(sheet)
    if found is None:
        raise NotFoundError(sheet)
    header, reason = request.form.get("kolom", "").strip(), request.form.get("reden", "").strip()
    path = (*found.path, "left_empty", header)

    def change(text: str) -> str:
        return with_value(text, path, reason) if reason else without(text, path)

    fault = _changed(draft_id, change) if header else FormatError(NO_COLUMN_NAMED.fault())
    return _answer(draft_id, fault, _place(sheet, layout))


def _column_page(
    draft: OpenDraft,
    sheet: str,
    address: str,
    header: str,
    written: object,
    *,
    fault: FormatError | None = None,
    **more: object,
) -> str:
    found = draft.layout.sheet(sheet)
    proof = draft.page.proof
    placed = (
        proof.fault if proof.fault and (proof.fault.sheet, proof.fault.column) == (sheet, address) else None
    )
    return render_template(
        "formats/column.html",
        draft=draft.page.draft,
        sheet=sheet,
        address=address,
        header=header,
        line=draft.layout.line(sheet, address),
        form=form_of(written, "w"),
        lists=_lists(found.rows if found else None, draft.layout),
        words=verb_words,
        sentence=in_language(proof.sentences.get((sheet, address), NOTHING)),
        refused=in_language(fault.words) if fault else "",
        fault=in_language(placed.words) if placed else "",
        **more,
    )


def _changed(draft_id: UUID, change: object) -> FormatError | None:
    try:
        current_wiring().formats.change_draft(
            current_viewer(),
            DraftId(draft_id),
            revision_sent(),
            change,  # type: ignore[arg-type] # each caller gives a function of text to text
        )
    except FormatError as fault:
        return fault
    return None


def _answer(draft_id: UUID, fault: FormatError | None, place: str) -> Answer:
    return back_to_draft(draft_id, place) if fault is None else (overview(draft_id, fault), 400)


def _with_column(text: str, layout: Layout, sheet: str, address: str, header: str, written: object) -> str:
    """The text with this column; what another text writes is taken over at its place, and said so."""
    line = layout.line(sheet, address) if address else None
    if line is not None and not line.is_own:
        beside = {"replaces": True} if header == address else {"instead_of": address}
        return with_value(text, _path(layout, sheet, header), _with(beside, written))
    if line is None:
        return with_value(text, _path(layout, sheet, header), written)
    return _with_own_column(text, line, header, written)


def _with_own_column(text: str, line: Line, header: str, written: object) -> str:
    """The text with another name or other verbs for a column that it writes itself."""
    path = line.path
    if header != line.address:
        text = with_name(text, path, header)
        path = (*path[:-1], header)
    beside = _beside(line)
    unchanged = not beside and written == line.written
    return text if unchanged else with_value(text, path, _with(beside, written))


def _with(beside: Mapping[str, object], written: object) -> object:
    if not beside:
        return written
    return {**beside, **(written if isinstance(written, Mapping) else {"field": written})}


def _beside(line: Line | None) -> dict[str, object]:
    written = line.written if line is not None else {}
    mapping = written if isinstance(written, Mapping) else {}
    return {name: mapping[name] for name in BESIDE if name in mapping}


def _verbs_of(line: Line | None) -> object:
    if line is None or not isinstance(line.written, Mapping):
        return line.written if line is not None else {}
    return {name: value for name, value in line.written.items() if name not in BESIDE}


def _keys(former: Mapping[str, object]) -> list[object]:
    """The fields a line is made per, as the format called them before where it did."""
    chosen, lists, known = request.form.getlist("per"), _lists(former), former.get("per", [])
    before = list(known) if isinstance(known, list) else []
    kept = [each for each in before if _key_name(each, lists) in chosen]
    there = {_key_name(each, lists) for each in before}
    part, of = request.form.get("deel", ""), request.form.get("deel-van", "")
    new: list[object] = [{part: of}] if part in PARTS_OF_A_DATE and of else []
    return [*kept, *(each for each in chosen if each not in there), *new]


def _key_name(key: object, lists: Lists) -> str:
    """How the form knows a key: a field as its list has it, what is made by what is written."""
    return lists.chosen(key) if isinstance(key, str) else json.dumps(key)


def _made_keys(per: object) -> dict[str, Wording]:
    """The keys that are no field, in words; one that cannot be read as it is written."""
    found: dict[str, Wording] = {}
    for key in per if isinstance(per, list) else ():
        if not isinstance(key, str):
            try:
                found[json.dumps(key)] = parse_expression(key).sentence()
            except LanguageError:
                found[json.dumps(key)] = same(json.dumps(key))
    return found


def _rows(former: Mapping[str, object]) -> dict[str, object]:
    per = _keys(former)
    rows: dict[str, object] = {"of": request.form.get("tabel", "prestatie")}
    one = ["toewijzing"] if request.form.get("toewijzing") and rows["of"] != "toewijzing" else []
    joined = [*one, *(table for table in request.form.getlist("met") if table != rows["of"])]
    if joined:
        rows["with"] = joined
    if per:
        rows["per"] = per
    where = Answers(request.form).conditions("w")
    return rows | _not_asked(former, joined) | ({"where": where} if where else {})


def _not_asked(former: Mapping[str, object], joined: Sequence[str]) -> dict[str, object]:
    """What the form says nothing of and a draft keeps, as far as its table is still joined."""
    kept = {name: former[name] for name in ("order", "overlapping") if name in former}
    whole = former.get("from_the_start")
    names = [each for each in whole if each in joined] if isinstance(whole, list) else []
    return kept | ({"from_the_start": names} if names else {})


def _path(layout: Layout, sheet: str, address: str) -> tuple[str, ...]:
    """Where the draft writes a column, a cell, or without an address a whole block."""
    line, found = layout.line(sheet, address), layout.sheet(sheet)
    if line is not None:
        return line.path
    if not sheet:
        return ("cells", address)
    if found is None:
        return ("sheets", sheet, "columns", address)
    return found.path_of(address) if address else found.path


def _place(sheet: str, layout: Layout) -> str:
    """Where on the overview a sheet stands."""
    names = [each.name for each in layout.sheets]
    return f"blad-{names.index(sheet) + 1}" if sheet in names else "cellen"


def _at(head: Mapping[str, object], path: tuple[str, ...]) -> object:
    value: object = head
    for name in path:
        value = value.get(name, "") if isinstance(value, Mapping) else ""
    return [str(each) for each in value] if isinstance(value, list) else str(value)


def _lists(rows: Mapping[str, object] | None, layout: Layout | None = None) -> Lists:
    """What can be chosen; with `layout` also the code tables that the draft has itself."""
    wiring = current_wiring()
    own = [each.name for each in layout.code_tables] if layout else []
    return lists_for(wiring.catalogue.standard, rows, {*wiring.formats.prover.sources.tables, *own})


def _standard_tables() -> tuple[str, ...]:
    return tuple(current_wiring().catalogue.standard.tables)
