"""Concepten: formats that are being written, with their workbook and every state of their text."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from http import HTTPStatus
from typing import Annotated, Literal
from uuid import UUID

from flask import Response, abort, url_for
from pydantic import Field
from werkzeug.wrappers import Response as AnyResponse

from service.domain.access import NotFoundError
from service.domain.failures import FormatError
from service.domain.formats.drafts.draft import Draft, DraftId, DraftState, NewRequest, Revision
from service.domain.formats.remarks import Remark, Weight
from service.domain.reports import Download
from service.files.workbook import BlankChange
from service.use_cases.formats.show_draft import DraftPage
from service.web.api.answers import Bladzijde, ListQuery, answer, once, page_of
from service.web.api.part import part
from service.web.api.problems import language_of_request, wrong_parameter
from service.web.api.shapes import Bestand, ById, Heel, Shape, moment
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.downloads import as_attachment

blueprint = part("api_drafts", "Formaten")
_STATES = {
    DraftState.DRAFT: "concept",
    DraftState.SUBMITTED: "wacht-op-tweede-persoon",
    DraftState.SENT_BACK: "teruggestuurd",
    DraftState.PUBLISHED: "gepubliceerd",
    DraftState.WITHDRAWN: "ingetrokken",
}
_WEIGHTS = {Weight.ERROR: "fout", Weight.REMARK: "opmerking"}
_LONGEST_TEXT = 1_000_000


class Concept(Shape):
    """Een versie van een formaat waaraan gewerkt wordt."""

    id: UUID
    formaat: str
    versie: str
    stand: str = Field(description=f"Een van: {', '.join(_STATES.values())}.")
    eigenaar: str
    revisie: int = Field(description="Stuur dit mee als u de tekst verandert.")
    gebaseerd_op: str | None = None
    gewijzigd_op: datetime | None = None
    opmerking: str | None = Field(None, description="Waarom het teruggestuurd werd.")

    @classmethod
    def of(cls, found: Draft) -> "Concept":
        """As a list shows it."""
        return cls(**_facts(found))


class Opmerking(Shape):
    """Iets om naar te kijken; een fout houdt het publiceren tegen."""

    code: str
    ernst: str = Field(description=f"Een van: {', '.join(_WEIGHTS.values())}.")
    waar: str
    tekst: str

    @classmethod
    def of(cls, found: Remark) -> "Opmerking":
        """In the language of the request."""
        text = found.text.to(language_of_request())
        return cls(code=found.code, ernst=_WEIGHTS[found.weight], waar=found.where, tekst=text)


class Stand(Shape):
    """Eén bewaarde stand van de tekst."""

    nummer: int
    door: str
    bewaard_op: datetime
    sha256: str

    @classmethod
    def of(cls, found: Revision) -> "Stand":
        """Who saved it, and when."""
        return cls(
            nummer=found.number, door=found.login, bewaard_op=moment(found.saved_at), sha256=found.sha256
        )


class VolledigConcept(Concept):
    """Een concept met zijn tekst en alles wat ervan bekend is."""

    tekst: str = Field(description="YAML, byte voor byte.")
    werkmap: str | None = Field(None, description="De naam van de lege werkmap.")
    fout: str | None = Field(None, description="Waarom de tekst nog geen formaat is.")
    opmerkingen: list[Opmerking]
    voorstellen: list[str] = Field(description="Uit een werkmap: blad, kop, zekerheid en reden, met tabs.")
    mag_wijzigen: bool
    standen: list[Stand]

    @classmethod
    def of_page(cls, page: DraftPage) -> "VolledigConcept":
        """What its pages show."""
        draft, proof = page.draft, page.proof
        return cls(
            **_facts(draft),
            tekst=draft.text,
            werkmap=draft.workbook or None,
            fout=proof.fault.words.to(language_of_request()) if proof.fault else None,
            opmerkingen=[Opmerking.of(each) for each in proof.remarks],
            voorstellen=list(draft.notes),
            mag_wijzigen=page.may_edit,
            standen=[Stand.of(each) for each in draft.revisions],
        )


class Concepten(Bladzijde[Concept]):
    """Die u mag zien."""


class UitVersie(Shape):
    """Een volgende versie, of een eigen versie, van wat gevraagd wordt."""

    uit: Literal["versie"]
    formaat: str
    versie: str


class UitTekst(Shape):
    """Een nieuwe tekst."""

    uit: Literal["tekst"]
    tekst: str = Field(max_length=_LONGEST_TEXT)
    in_plaats_van: str = Field("", description="Het formaat dat uw gemeenten dan niet meer vragen.")
    dagen: Heel = Field(30, ge=0, le=366, description="Termijn na de periode.")
    grondslag: str = ""
    doel: str = ""


class NieuwConcept(Shape):
    """Waarmee het begint."""

    begin: Annotated[UitVersie | UitTekst, Field(discriminator="uit")]


class NieuweWerkmap(Shape):
    """Een lege werkmap, waarvoor een concept voorgesteld wordt."""

    bestand: Bestand
    in_plaats_van: str = ""
    dagen: int = Field(30, ge=0, le=366)
    grondslag: str = ""
    doel: str = ""


class Begonnen(Shape):
    """Het kenmerk van het concept."""

    id: UUID


class NieuweTekst(Shape):
    """De tekst zoals zij moet worden."""

    tekst: str = Field(max_length=_LONGEST_TEXT)
    revisie: Heel = Field(description="Die van de tekst die u veranderde.")


class Werkmap(Shape):
    """De lege werkmap die erbij hoort."""

    bestand: Bestand


class VeranderdeCel(Shape):
    """Een cel die anders is; zonder adres is het een heel blad."""

    blad: str
    cel: str | None = None
    eerst: str
    nu: str
    formule: bool

    @classmethod
    def of(cls, found: BlankChange) -> "VeranderdeCel":
        """The same."""
        return cls(
            blad=found.sheet,
            cel=found.cell or None,
            eerst=found.before,
            nu=found.after,
            formule=found.is_formula,
        )


class AndereWerkmap(Shape):
    """Wat er anders is dan in de vorige."""

    wijzigingen: list[VeranderdeCel]


class StandPath(ById):
    """One saved state."""

    nummer: int


class TekstVanToen(Stand):
    """Eén bewaarde stand met haar tekst."""

    tekst: str


@blueprint.get("/concepten", summary="Alle concepten", responses={200: Concepten})
def every(query: ListQuery) -> Response:
    """Van uw organisatie, en die op u wachten."""
    found = current_wiring().formats.list(current_viewer()).drafts
    return page_of(Concepten, found, query, lambda each: str(each.id), Concept.of)


@blueprint.post("/concepten", summary="Begin een concept", responses={201: Begonnen})
def begin(body: NieuwConcept) -> AnyResponse:
    """Van wat nu gevraagd wordt, of van een eigen tekst."""
    formats, viewer, how = current_wiring().formats, current_viewer(), body.begin

    def make() -> DraftId:
        if isinstance(how, UitVersie):
            return formats.begin_from_version(viewer, how.formaat, how.versie)
        return formats.begin_from_text(viewer, how.tekst, _asked(how))

    return once(lambda: _begun(make, "tekst"), body.model_dump_json())


@blueprint.post("/concepten/werkmappen", summary="Begin met een werkmap", responses={201: Begonnen})
def begin_from_workbook(form: NieuweWerkmap) -> AnyResponse:
    """Wat herkend wordt, wordt voorgesteld; wat niet, staat in `voorstellen`."""
    begin_from, viewer, content = current_wiring().formats.begin_from_workbook, current_viewer(), form.bestand
    read = content.read()

    def make() -> DraftId:
        return begin_from(viewer, read, content.filename or "", _asked(form))

    return once(lambda: _begun(make, "bestand"), sha256(read).hexdigest())


@blueprint.get("/concepten/<uuid:id>", summary="Eén concept", responses={200: VolledigConcept})
def one(path: ById) -> Response:
    """Met zijn tekst, wat eraan mankeert en wat op te merken is, in de taal van Accept-Language."""
    return answer(_whole(path.id))


@blueprint.put("/concepten/<uuid:id>/tekst", summary="Verander de tekst", responses={200: VolledigConcept})
def change(path: ById, body: NieuweTekst) -> Response:
    """Alles wat de formulieren doen, is een andere tekst. Wie als tweede bewaart, hoort 409."""
    text = body.tekst.replace("\r\n", "\n")
    change_draft = current_wiring().formats.change_draft
    try:
        change_draft(current_viewer(), DraftId(path.id), body.revisie, lambda _: text)
    except FormatError as fault:
        abort(wrong_parameter("tekst", fault.words))
    return answer(_whole(path.id))


@blueprint.get("/concepten/<uuid:id>/werkmap", summary="De lege werkmap")
def workbook(path: ById) -> AnyResponse:
    """Die erbij hoort."""
    found = current_wiring().formats.hand_out_workbook(current_viewer(), DraftId(path.id))
    if found is None:
        raise NotFoundError(str(path.id))
    name = found.name.rpartition("/")[2]
    return as_attachment(Download(name, sha256(found.content).hexdigest(), found.content))


@blueprint.put("/concepten/<uuid:id>/werkmap", summary="Een andere werkmap", responses={200: AndereWerkmap})
def replace_workbook(path: ById, form: Werkmap) -> Response:
    """Zegt cel voor cel wat er anders is."""
    keep_workbook = current_wiring().formats.keep_workbook
    try:
        changes = keep_workbook(current_viewer(), DraftId(path.id), form.bestand.read())
    except FormatError as fault:
        abort(wrong_parameter("bestand", fault.words))
    return answer(AndereWerkmap(wijzigingen=[VeranderdeCel.of(each) for each in changes]))


@blueprint.get(
    "/concepten/<uuid:id>/standen/<int:nummer>", summary="De tekst van toen", responses={200: TekstVanToen}
)
def revision(path: StandPath) -> Response:
    """Zoals zij bewaard werd."""
    found = current_wiring().formats.read_revision(current_viewer(), DraftId(path.id), path.nummer)
    return answer(TekstVanToen(**Stand.of(found.revision).model_dump(), tekst=found.text))


def _begun(make: Callable[[], DraftId], name: str) -> Response:
    try:
        draft = make()
    except FormatError as fault:
        abort(wrong_parameter(name, fault.words))
    return answer(Begonnen(id=draft), HTTPStatus.CREATED, url_for(".one", id=draft))


def _asked(told: UitTekst | NieuweWerkmap) -> NewRequest:
    return NewRequest(
        instead_of=told.in_plaats_van,
        deadline_days=told.dagen,
        legal_ground=told.grondslag.strip(),
        purpose=told.doel.strip(),
    )


def _whole(draft: UUID) -> VolledigConcept:
    return VolledigConcept.of_page(current_wiring().formats.show_draft(current_viewer(), DraftId(draft)))


def _facts(found: Draft) -> dict[str, object]:
    return {
        "id": found.id,
        "formaat": found.name,
        "versie": found.version,
        "stand": _STATES[found.state],
        "eigenaar": found.owner,
        "revisie": found.revision,
        "gebaseerd_op": found.based_on or None,
        "gewijzigd_op": moment(found.changed_at),
        "opmerking": found.remark or None,
    }
