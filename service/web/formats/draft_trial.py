"""Looking before publishing: first lines, what changes, past submissions, and the word of a second person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from flask import Blueprint, Response, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.domain.access import NotAllowedError, OrganisationKind
from service.domain.failures import FormatError, TerminalError
from service.domain.formats.diff import diff
from service.domain.formats.drafts.draft import DraftId, DraftRun, FourEyesError, RunKind, RunState
from service.domain.formats.drafts.preview import require_may_see
from service.domain.submissions.submission import SubmissionId
from service.domain.wording import Wording
from service.pipeline.sample_preview import preview_on_sample
from service.use_cases.formats.show_draft import DraftPage
from service.use_cases.formats.show_trial import Trial
from service.web.formats import words as format_words
from service.web.formats.drafts import opened
from service.web.formats.pages import address_of
from service.web.people.visitor import current_viewer
from service.web.shared import words
from service.web.shared.current import current_wiring
from service.web.shared.downloads import as_attachment
from service.web.shared.languages import gettext, in_language

blueprint = Blueprint("draft_trial", __name__)

Answer = AnyResponse | str | tuple[str, int]
_SAMPLE = "verzonnen"


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDifference:
    """What one rule changes, over all past submissions together."""

    where: str
    rule: str
    cells: int = 0
    reports: int = 0
    before: str = ""
    after: str = ""


@blueprint.get("/formaten/concepten/<uuid:draft_id>/voorbeeld")
def preview(draft_id: UUID) -> str:
    """The first lines on invented rows, and on each submission that was asked for."""
    page = opened(draft_id).page
    trial = current_wiring().formats.show_trial(current_viewer(), DraftId(draft_id), RunKind.PREVIEW)
    sample, trouble = _on_sample(page) if not trial.runs or _SAMPLE in request.args else ({}, "")
    return render_template(
        "formats/preview.html",
        page=page,
        draft=page.draft,
        trial=trial,
        run=trial.runs[-1] if trial.runs else None,
        chosen=_chosen(trial),
        sample=sample,
        trouble=trouble,
        refusal=_refusal(page),
        finding_words=words.finding_title,
        fault_words=_run_fault,
        is_waiting=any(run.state is RunState.WAITING for run in trial.runs[-1:]),
        words=format_words,
    )


@blueprint.get("/formaten/concepten/<uuid:draft_id>/voorbeeld/bestand")
def filled_sample(draft_id: UUID) -> AnyResponse | tuple[str, int]:
    """The municipality's own file, filled with the invented rows of the preview."""
    page = opened(draft_id).page
    fill_sample = current_wiring().formats.fill_sample
    try:
        made, _ = fill_sample(current_viewer(), DraftId(draft_id), shown_municipality(page))
    except TerminalError:
        return preview(draft_id), 409
    return as_attachment(made)


@blueprint.get("/formaten/concepten/<uuid:draft_id>/voorbeeld/werkmap")
def pictured_sample(draft_id: UUID) -> str | tuple[str, int]:
    """The first cells of that file, sheet by sheet."""
    page = opened(draft_id).page
    fill_sample = current_wiring().formats.fill_sample
    try:
        made, pictures = fill_sample(current_viewer(), DraftId(draft_id), shown_municipality(page))
    except TerminalError:
        return preview(draft_id), 409
    return render_template(
        "formats/picture.html", draft=page.draft, made=made, pictures=pictures, words=format_words
    )


@blueprint.post("/formaten/concepten/<uuid:draft_id>/voorbeeld")
def ask_preview(draft_id: UUID) -> AnyResponse:
    """Have the first lines made of one submission."""
    wanted = request.form.get("aanlevering", "")
    if wanted == _SAMPLE or not wanted:
        return redirect(url_for(".preview", draft_id=draft_id, verzonnen="ja"), code=303)
    chosen = request.form.get("aanlevering", type=UUID)
    if chosen is None:
        abort(400)
    current_wiring().formats.ask_for_runs(current_viewer(), DraftId(draft_id), only=SubmissionId(chosen))
    return redirect(url_for(".preview", draft_id=draft_id), code=303)


@blueprint.get("/formaten/concepten/<uuid:draft_id>/verschil")
def changes(draft_id: UUID) -> str:
    """What changes in words, and what it would have changed in past submissions."""
    page = opened(draft_id).page
    trial = current_wiring().formats.show_trial(current_viewer(), DraftId(draft_id), RunKind.TRY_OUT)
    plan, old = page.proof.plan, page.replaced
    done = [run for run in trial.runs if run.state is not RunState.WAITING]
    return render_template(
        "formats/changes.html",
        page=page,
        draft=page.draft,
        old=old,
        sentences=[in_language(each) for each in diff(old, plan)] if plan and old else (),
        trial=trial,
        done=len(done),
        failed=[run for run in done if "fault" in run.result],
        reports=sum(_count(run.result.get("reports")) for run in done),
        differences=_by_rule(done),
        is_waiting=len(done) < len(trial.runs),
        fault_words=_run_fault,
        words=format_words,
    )


@blueprint.post("/formaten/concepten/<uuid:draft_id>/verschil")
def ask_try_out(draft_id: UUID) -> AnyResponse:
    """Have the draft run over every past submission."""
    current_wiring().formats.ask_for_runs(current_viewer(), DraftId(draft_id))
    return redirect(url_for(".changes", draft_id=draft_id), code=303)


@blueprint.get("/formaten/concepten/<uuid:draft_id>/voortgang/<kind>")
def progress(draft_id: UUID, kind: str) -> Response:
    """What a page asks for while runs are under way: how many are done."""
    asked = RunKind.TRY_OUT if kind == RunKind.TRY_OUT.value else RunKind.PREVIEW
    runs = current_wiring().formats.show_trial(current_viewer(), DraftId(draft_id), asked).runs
    done = sum(run.state is not RunState.WAITING for run in runs)
    steps = progress_words(done, len(runs))
    return jsonify(state=str(done), is_final=done == len(runs), announcement=steps, steps=steps)


@blueprint.get("/formaten/concepten/<uuid:draft_id>/publiceren")
def decision(draft_id: UUID) -> str:
    """Hand it in, or the second person's word; and who did what before."""
    return _decision_page(draft_id)


@blueprint.post("/formaten/concepten/<uuid:draft_id>/publiceren")
def decide(draft_id: UUID) -> Answer:
    """Hand in, take back, approve, send back or withdraw."""
    formats, viewer, draft = current_wiring().formats, current_viewer(), DraftId(draft_id)
    remark = request.form.get("opmerking", "").strip()
    try:
        match request.form.get("doe"):
            case "indienen":
                formats.submit_draft(viewer, draft)
            case "goedkeuren":
                plan = formats.approve_draft(viewer, draft)
                return redirect(address_of(plan.name, plan.version), code=303)
            case "terugsturen" if not remark:
                return _decision_page(draft_id, is_remark_missing=True), 400
            case "terugsturen" | "terugnemen":
                formats.send_back_draft(viewer, draft, remark)
            case "intrekken":
                formats.withdraw_draft(viewer, draft)
    except FormatError as fault:
        return _decision_page(draft_id, fault), 400
    except FourEyesError:
        return _decision_page(draft_id, is_own_work=True), 403
    return redirect(url_for(".decision", draft_id=draft_id), code=303)


def progress_words(done: int, total: int) -> str:
    """How far it is."""
    return gettext("%(done)s van %(total)s klaar") % {"done": done, "total": total}


def _decision_page(draft_id: UUID, fault: FormatError | None = None, **more: object) -> str:
    page = opened(draft_id).page
    old, plan = page.replaced, page.proof.plan
    return render_template(
        "formats/decision.html",
        page=page,
        draft=page.draft,
        proof=page.proof,
        old=old,
        sentences=[in_language(each) for each in diff(old, plan)] if plan and old else (),
        refused=in_language(fault.words) if fault else "",
        fault=in_language(page.proof.fault.words) if page.proof.fault else "",
        municipalities=current_wiring().catalogue().municipalities,
        words=format_words,
        **more,
    )


def _on_sample(page: DraftPage) -> tuple[Mapping[str, object], str]:
    if page.proof.plan is None:
        return {}, ""
    wiring = current_wiring()
    catalogue, municipality = wiring.catalogue(), shown_municipality(page)
    try:
        return preview_on_sample(page.proof.plan, municipality, catalogue, wiring.settings.mappings_dir), ""
    except FormatError as fault:
        return {}, in_language(fault.words)
    except TerminalError as failure:
        return {}, _run_fault(type(failure).__name__)


def shown_municipality(page: DraftPage) -> tuple[str, str]:
    """Code and name of whose report is shown: the viewer's own, or one that is to be asked it."""
    organisation, names = current_viewer().organisation, current_wiring().catalogue().municipalities
    is_one = organisation.kind is OrganisationKind.MUNICIPALITY and organisation.code in names
    code = organisation.code if is_one else next(iter(page.draft.asked.municipalities), "0014")
    return code, names.get(code, code)


def _refusal(page: DraftPage) -> str:
    """Why this viewer cannot see lines of a real submission; empty when it can."""
    if page.proof.plan is None:
        return ""
    try:
        require_may_see(current_viewer(), page.proof.plan, RunKind.PREVIEW)
    except NotAllowedError:
        return gettext(
            "Dit formaat heeft regels over één persoon. Een bureau ziet die niet; "
            "het voorbeeld met verzonnen gegevens wel."
        )
    return ""


def _chosen(trial: Trial) -> str:
    """The submission of the last run, to be chosen again."""
    return str(trial.runs[-1].submission) if trial.runs else ""


def _run_fault(kept: str | Mapping[str, str]) -> str:
    """A code in words; the fault of a format is kept in both languages."""
    if not isinstance(kept, str):
        return in_language(Wording.of_json(kept))
    return {
        "gone": gettext("Het concept of de aanlevering is intussen veranderd. Vraag het opnieuw."),
        "no-period": gettext("In deze aanlevering ligt geen hele rapportageperiode van dit formaat."),
        "NotAllowedError": gettext("Dit formaat heeft regels over één persoon; een bureau ziet die niet."),
        "BalanceDoesNotCloseError": gettext(
            "Een controle van het formaat klopt niet met de sluitende telling. "
            "Zo zou er niets gepubliceerd worden: kijk naar de controles."
        ),
    }.get(kept, kept)


def _by_rule(runs: Sequence[DraftRun]) -> list[ShownDifference]:
    """The differences of all submissions added up, those with most cells first."""
    found: dict[tuple[str, str], ShownDifference] = {}
    for run in runs:
        for each in _list(run.result.get("differences")):
            where, rule = key = (str(each["where"]), str(each["rule"]))
            so_far = found.get(key) or ShownDifference(
                where=where, rule=rule, before=str(each["before"]), after=str(each["after"])
            )
            found[key] = replace(
                so_far,
                cells=so_far.cells + _count(each["cells"]),
                reports=so_far.reports + _count(each["reports"]),
            )
    return sorted(found.values(), key=lambda each: (-each.cells, each.where))


def _list(value: object) -> list[Mapping[str, object]]:
    return value if isinstance(value, list) else []


def _count(value: object) -> int:
    return value if isinstance(value, int) else 0
