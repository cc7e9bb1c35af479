"""Proeven van een concept: on invented rows and on what came in before; and handing it in."""

from datetime import datetime
from http import HTTPStatus
from typing import Literal
from uuid import UUID

from flask import Response, abort
from pydantic import Field
from werkzeug.wrappers import Response as AnyResponse

from service.domain.access import NotAllowedError
from service.domain.failures import FormatError, TerminalError
from service.domain.formats.diff import diff
from service.domain.formats.drafts.draft import DraftId, DraftRun, RunKind, RunState
from service.domain.submissions.submission import SubmissionId
from service.domain.wording import Wording
from service.storage.format_runs import SeenSubmission
from service.web.api.answers import answer, once
from service.web.api.part import part
from service.web.api.problems import language_of_request, problem, wrong_parameter
from service.web.api.shapes import ById, Periode, Shape, moment
from service.web.formats.draft_trial import shown_municipality
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.downloads import as_attachment

blueprint = part("api_trials", "Formaten")
_STATES = {RunState.WAITING: "bezig", RunState.DONE: "klaar", RunState.FAILED: "mislukt"}
_CANNOT_BE_MADE = Wording(
    "Dit is met verzonnen rijen niet te maken. Kijk naar de opmerkingen en de controles van het concept.",
    "This cannot be made of invented rows. Look at the remarks and checks of the draft.",
)
Soort = Literal["voorbeeld", "terugblik"]
_KINDS: dict[Soort, RunKind] = {"voorbeeld": RunKind.PREVIEW, "terugblik": RunKind.TRY_OUT}


class ProevenQuery(Shape):
    """Welke proeven."""

    soort: Soort = Field("voorbeeld", description="De eerste regels, of wat er in het verleden anders was.")


class Proef(Shape):
    """Eén concept op één aanlevering, door een worker."""

    id: UUID
    aanlevering: UUID
    stand: str = Field(description=f"Een van: {', '.join(_STATES.values())}.")
    gevraagd_op: datetime | None = None
    uitkomst: dict[str, object] = Field(description="De eerste regels, of de verschillen per regel.")

    @classmethod
    def of(cls, found: DraftRun) -> "Proef":
        """With what came of it."""
        return cls(
            id=found.id,
            aanlevering=found.submission,
            stand=_STATES[found.state],
            gevraagd_op=moment(found.created_at),
            uitkomst=dict(found.result),
        )


class TeProberen(Shape):
    """Een aanlevering waarop het geprobeerd kan worden."""

    id: UUID
    aanbieder: str
    periode: Periode
    ontvangen_op: datetime
    gemeenten: list[str]

    @classmethod
    def of(cls, found: SeenSubmission) -> "TeProberen":
        """As a municipality may know it."""
        return cls(
            id=found.id,
            aanbieder=found.provider_name,
            periode=Periode.of(found.period),
            ontvangen_op=moment(found.received_at),
            gemeenten=list(found.municipalities),
        )


class Proeven(Shape):
    """Van het concept zoals het nu is."""

    proeven: list[Proef]
    te_proberen: list[TeProberen]


class NieuweProef(Shape):
    """Waarop."""

    aanlevering: UUID | None = Field(None, description="Ontbreekt zij, dan op alles van het verleden.")


class Verschillen(Shape):
    """Wat er anders wordt dan in de versie waarvoor het in de plaats komt."""

    vervangt: str | None = None
    zinnen: list[str]


class Besluit(Shape):
    """Wat u met uw concept doet."""

    doe: Literal["indienen", "terugnemen", "intrekken"]


@blueprint.get("/concepten/<uuid:id>/proeven", summary="De proeven van een concept", responses={200: Proeven})
def every(path: ById, query: ProevenQuery) -> Response:
    """Een voorbeeld blijft een uur, een terugblik een dag."""
    show_trial, kind = current_wiring().formats.show_trial, _KINDS[query.soort]
    trial = show_trial(current_viewer(), DraftId(path.id), kind)
    told = Proeven(
        proeven=[Proef.of(each) for each in trial.runs],
        te_proberen=[TeProberen.of(each) for each in trial.submissions],
    )
    return answer(told)


@blueprint.post("/concepten/<uuid:id>/proeven", summary="Probeer een concept", responses={202: Proeven})
def ask(path: ById, body: NieuweProef) -> AnyResponse:
    """Een worker doet het; vraag daarna de proeven op."""
    formats, viewer, draft = current_wiring().formats, current_viewer(), DraftId(path.id)
    only, kind = (
        (None, RunKind.TRY_OUT)
        if body.aanlevering is None
        else (SubmissionId(body.aanlevering), RunKind.PREVIEW)
    )

    def have_it_run() -> Response:
        formats.ask_for_runs(viewer, draft, only=only)
        runs = formats.show_trial(viewer, draft, kind).runs
        told = Proeven(proeven=[Proef.of(each) for each in runs], te_proberen=[])
        return answer(told, HTTPStatus.ACCEPTED)

    return once(have_it_run, body.model_dump_json())


@blueprint.get("/concepten/<uuid:id>/voorbeeld", summary="De rapportage met verzonnen rijen")
def sample(path: ById) -> AnyResponse:
    """Het bestand van de gemeente zelf, gevuld; 409 zolang de tekst nog geen formaat is."""
    formats, viewer, draft = current_wiring().formats, current_viewer(), DraftId(path.id)
    page = formats.show_draft(viewer, draft)
    try:
        made, _ = formats.fill_sample(viewer, draft, shown_municipality(page))
    except FormatError as fault:
        return problem(HTTPStatus.CONFLICT, detail=fault.words)
    except NotAllowedError:
        raise
    except TerminalError:
        return problem(HTTPStatus.CONFLICT, detail=_CANNOT_BE_MADE)
    return as_attachment(made)


@blueprint.get("/concepten/<uuid:id>/verschillen", summary="Wat anders wordt", responses={200: Verschillen})
def changes(path: ById) -> Response:
    """In zinnen, in de taal van Accept-Language."""
    page = current_wiring().formats.show_draft(current_viewer(), DraftId(path.id))
    old, plan, language = page.replaced, page.proof.plan, language_of_request()
    told = Verschillen(
        vervangt=f"{old.name}@{old.version}" if old else None,
        zinnen=[each.to(language) for each in diff(old, plan)] if plan and old else [],
    )
    return answer(told)


@blueprint.post("/concepten/<uuid:id>/besluiten", summary="Dien in, neem terug of trek in")
def decide(path: ById, body: Besluit) -> AnyResponse:
    """Goedkeuren en terugsturen doet een tweede mens, op de pagina."""
    formats, viewer, draft = current_wiring().formats, current_viewer(), DraftId(path.id)

    def do() -> Response:
        try:
            match body.doe:
                case "indienen":
                    formats.submit_draft(viewer, draft)
                case "terugnemen":
                    formats.show_draft(viewer, draft).draft.require_handed_in_by(viewer)
                    formats.send_back_draft(viewer, draft, "")
                case "intrekken":
                    formats.withdraw_draft(viewer, draft)
        except FormatError as fault:
            abort(wrong_parameter("doe", fault.words))
        return Response(status=HTTPStatus.NO_CONTENT)

    return once(do, body.model_dump_json())
