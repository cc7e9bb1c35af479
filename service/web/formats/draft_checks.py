"""Checks of a draft by form: a total in the municipality's file that has to be what the balance says."""

from uuid import UUID

from flask import Blueprint, request
from werkzeug.wrappers import Response as AnyResponse

from service.domain.failures import FormatError
from service.domain.formats.drafts.draft import DraftId
from service.files.catalogue import with_value, without
from service.web.formats.drafts import back_to_draft, opened, overview, revision_sent
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = Blueprint("draft_checks", __name__)


@blueprint.post("/formaten/concepten/<uuid:draft_id>/controles")
def change(draft_id: UUID) -> AnyResponse | tuple[str, int]:
    """One check more, or one less."""
    known = list(opened(draft_id).layout.checks)
    chosen = (request.form.get("totaal", ""), request.form.get("gelijk-aan", ""))
    wanted = [each for each in known if each != chosen]
    if request.form.get("doe") != "weg":
        wanted.append(chosen)

    def changed(text: str) -> str:
        if not wanted:
            return without(text, ("checks",)) if known else text
        return with_value(text, ("checks",), [{"total": total, "equals": side} for total, side in wanted])

    try:
        current_wiring().formats.change_draft(current_viewer(), DraftId(draft_id), revision_sent(), changed)
    except FormatError as fault:
        return overview(draft_id, fault), 400
    return back_to_draft(draft_id, "controles")
