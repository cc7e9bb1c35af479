"""Codes that a format does not know: what waits for them, and what two people write that they mean."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.domain.failures import FormatError
from service.domain.formats.drafts.draft import FourEyesError
from service.domain.formats.faults.code_tables import NOT_A_DAY
from service.domain.formats.meaning_proposals import MOST_SIGNS_OF_A_MEANING, ProposalId, WrittenMeaning
from service.web.formats import code_words
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.downloads import as_attachment
from service.web.shared.languages import in_language

blueprint = Blueprint("codes", __name__)

Answer = AnyResponse | tuple[str, int]
MOST_SIGNS_OF_A_REMARK = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Refused:
    """What stands in the way of what was sent, and where it was typed."""

    words: str = ""
    typed: Mapping[str, str] | None = None
    """The form of a meaning as it was filled in."""
    proposal: str = ""
    """The proposal that it was about."""
    is_remark_missing: bool = False
    is_own_work: bool = False

    def is_about(self, name: str, code_table: str, code: str) -> bool:
        """Whether the form of this code was refused."""
        typed = self.typed or {}
        sent = (typed.get("formaat"), typed.get("codetabel"), typed.get("code"))
        return sent == (name, code_table, code)


@blueprint.get("/codes")
def show() -> str:
    """What waits per format and code table, and what was proposed."""
    return _page(_Refused())


@blueprint.post("/codes/voorstel")
def propose() -> Answer:
    """Lay a meaning before a second person; what was typed is shown again when it cannot be so."""
    try:
        current_wiring().formats.propose_meaning(current_viewer(), _written())
    except FormatError as fault:
        return _page(_Refused(words=in_language(fault.words), typed=request.form)), 400
    return redirect(url_for(".show", _anchor="voorstellen"), code=303)


@blueprint.post("/codes/voorstel/<uuid:proposal_id>")
def decide(proposal_id: UUID) -> Answer:
    """Approve a proposal, send it back with a reason, or withdraw it."""
    formats, viewer, proposal = current_wiring().formats, current_viewer(), ProposalId(proposal_id)
    remark = request.form.get("opmerking", "").strip()[:MOST_SIGNS_OF_A_REMARK]
    try:
        match request.form.get("doe"):
            case "goedkeuren":
                formats.approve_meaning(viewer, proposal)
            case "intrekken":
                formats.withdraw_meaning(viewer, proposal)
            case "terugsturen" if not remark:
                return _page(_Refused(proposal=str(proposal), is_remark_missing=True)), 400
            case "terugsturen":
                formats.send_back_meaning(viewer, proposal, remark)
    except FourEyesError:
        return _page(_Refused(proposal=str(proposal), is_own_work=True)), 403
    except FormatError as fault:
        return _page(_Refused(proposal=str(proposal), words=in_language(fault.words))), 400
    return redirect(url_for(".show", _anchor="voorstellen"), code=303)


@blueprint.get("/codes/goedgekeurd")
def export() -> AnyResponse:
    """The approved lines of one code table of one format, for who keeps the csv beside it."""
    name, code_table = request.args.get("formaat", ""), request.args.get("codetabel", "")
    export_meanings = current_wiring().formats.export_meanings
    return as_attachment(export_meanings(current_viewer(), name, code_table))


def _page(refused: _Refused) -> str:
    return render_template(
        "formats/codes.html",
        page=current_wiring().formats.show_codes(current_viewer()),
        refused=refused,
        most=MOST_SIGNS_OF_A_MEANING,
        most_of_remark=MOST_SIGNS_OF_A_REMARK,
        words=code_words,
    )


def _written() -> WrittenMeaning:
    """The form. Raises FormatError for a day that is none."""
    sent = request.form
    return WrittenMeaning(
        format=sent.get("formaat", ""),
        code_table=sent.get("codetabel", ""),
        code=sent.get("code", ""),
        becomes=sent.get("wordt", ""),
        law=sent.get("wet", ""),
        valid_from=_day(sent.get("geldig_van", "")),
        valid_until=_day(sent.get("geldig_tot", "")),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError as error:
        raise FormatError(NOT_A_DAY.fault(text=text)) from error
