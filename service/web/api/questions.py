"""Vragen: what a municipality asks about a report, what its provider answers, and that it is closed."""

from datetime import datetime
from http import HTTPStatus
from typing import Annotated
from uuid import UUID

from flask import Response, url_for
from pydantic import Field
from werkzeug.wrappers import Response as AnyResponse

from service.domain.failures import TerminalError
from service.domain.private_words import TellsOfAClientError
from service.domain.reports import ReportId
from service.domain.threads.thread import (
    LONGEST_TEXT,
    Message,
    NoSuchPlaceError,
    NoTextError,
    Side,
    Thread,
    ThreadClosedError,
    ThreadId,
    ThreadPlace,
    ThreadState,
)
from service.domain.wording import Wording
from service.use_cases.reports.judge import NoLongerHoldsError
from service.web.api.answers import Bladzijde, ListQuery, answer, chosen, once, page_of
from service.web.api.part import part
from service.web.api.problems import problem, wrong_parameter
from service.web.api.shapes import ById, OneOf, Organisatie, Periode, Shape, moment
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.municipality_names import municipality_of

blueprint = part("api_questions", "Vragen")
_STATES = {
    ThreadState.OPEN: "open",
    ThreadState.ANSWERED: "beantwoord",
    ThreadState.CLOSED: "gesloten",
    ThreadState.REPLACED: "rapportage-vervangen",
}
_SIDES = {Side.MUNICIPALITY: "gemeente", Side.PROVIDER: "aanbieder"}
_TEXT = Wording(f"heeft 1 tot {LONGEST_TEXT} tekens", f"has 1 to {LONGEST_TEXT} characters")
_PERSONAL = Wording("noemt een cliënt uit deze aanlevering", "names a client of this submission")
_NO_PLACE = Wording(
    "is geen cel van dit bestand en geen kolom van dit formaat",
    "is no cell of this file and no column of this format",
)
_NO_LONGER = Wording(
    "Deze rapportage geldt niet meer: er kwam een andere voor in de plaats.",
    "This report does not hold any more: another one took its place.",
)
_CLOSED = Wording("Deze vraag is gesloten.", "This question is closed.")
Kant = Annotated[str, OneOf(_SIDES.values())]
Stand = Annotated[str, OneOf(_STATES.values())]


class Plaats(Shape):
    """Waar de vraag over gaat: een cel, een kolom van een tabel, of (leeg) de hele rapportage."""

    cel: str | None = Field(None, examples=["Productie!E14"])
    tabel: str | None = None
    kolom: str | None = None

    @classmethod
    def of(cls, place: ThreadPlace) -> "Plaats":
        """The same place."""
        return cls(cel=place.cell or None, tabel=place.block or None, kolom=place.column or None)


class Bericht(Shape):
    """Wat een van beide zei."""

    van: Kant
    gezegd_op: datetime
    door: str | None = Field(None, description="Niet voor een bureau.")
    tekst: str | None = Field(None, description="Niet voor een bureau.")
    sha256: str | None = Field(
        None, description="Van zout en tekst; hieraan bindt het logboek de tekst. Niet voor een bureau."
    )
    zout: str | None = Field(None, description="Zestien bytes, hexadecimaal. Niet voor een bureau.")

    @classmethod
    def of(cls, said: Message) -> "Bericht":
        """As whoever asks may see it."""
        return cls(
            van=_SIDES[said.side],
            gezegd_op=moment(said.at) or said.at,
            door=said.author or None,
            tekst=said.text,
            sha256=said.sha256 or None,
            zout=said.salt or None,
        )


class Vraag(Shape):
    """Een vraag van een gemeente over een rapportage, met alles wat erop volgde."""

    id: UUID
    rapportage: UUID
    aanbieder: Organisatie
    gemeente: Organisatie
    formaat: str
    periode: Periode
    plaats: Plaats
    stand: Stand
    aan_zet: Kant | None = Field(None, description="Wie nu iets moet doen; ontbreekt als niemand dat moet.")
    gevraagd_op: datetime
    gesloten_op: datetime | None = None
    berichten: list[Bericht]

    @classmethod
    def of(cls, thread: Thread) -> "Vraag":
        """As whoever asks may see it."""
        report, turns = thread.report, {each.value: told for each, told in _SIDES.items()}
        return cls(
            id=thread.id,
            rapportage=report.id,
            aanbieder=Organisatie(code=report.provider_code, naam=report.provider_name),
            gemeente=Organisatie(code=report.municipality, naam=municipality_of(report)),
            formaat=report.format,
            periode=Periode.of(report.period),
            plaats=Plaats.of(thread.place),
            stand=_STATES[thread.state],
            aan_zet=turns.get(thread.state.turn.value),
            gevraagd_op=moment(thread.asked_at) or thread.asked_at,
            gesloten_op=moment(thread.closed_at),
            berichten=[Bericht.of(each) for each in thread.messages],
        )


class Vragen(Bladzijde[Vraag]):
    """Eerst waarin u aan zet bent."""


class VragenQuery(ListQuery):
    """Welke vragen."""

    stand: Stand | None = None
    rapportage: UUID | None = None


class NieuwBericht(Shape):
    """Wat de ander leest. Noem geen cliënt, BSN of geboortedatum."""

    tekst: str


class NieuweVraag(NieuwBericht):
    """Over welke rapportage, en zo nodig welke cel of kolom."""

    rapportage: UUID
    plaats: Plaats = Field(default_factory=Plaats)


@blueprint.get("/vragen", summary="Alle vragen bij rapportages", responses={200: Vragen})
def every(query: VragenQuery) -> Response:
    """Die uw organisatie mag zien; een bureau ziet de stand en niet de tekst."""
    found = chosen(
        current_wiring().reports.list_threads(current_viewer()),
        stand=(query.stand, lambda each: _STATES[each.state]),
        rapportage=(str(query.rapportage) if query.rapportage else None, lambda each: str(each.report.id)),
    )
    return page_of(Vragen, found, query, lambda each: str(each.id), Vraag.of)


@blueprint.get("/vragen/<uuid:id>", summary="Eén vraag", responses={200: Vraag})
def one(path: ById) -> Response:
    """Met alles wat erop geantwoord is."""
    return answer(_now(ThreadId(path.id)))


@blueprint.post("/vragen", summary="Stel een vraag", responses={201: Vraag})
def ask(body: NieuweVraag) -> AnyResponse:
    """Alleen de gemeente van de rapportage. Wie iets vraagt heeft de rapportage: zij telt als opgehaald."""
    place = ThreadPlace(body.plaats.cel or "", body.plaats.tabel or "", body.plaats.kolom or "")

    def keep() -> Response:
        try:
            thread = current_wiring().reports.open_thread(
                current_viewer(), ReportId(body.rapportage), place, body.tekst
            )
        except _REFUSED as why:
            return _refused(why)
        location = url_for(".one", id=thread)
        return answer(_now(thread), HTTPStatus.CREATED, location)

    return once(keep, body.model_dump_json())


@blueprint.post("/vragen/<uuid:id>/berichten", summary="Beantwoord, of vraag verder", responses={201: Vraag})
def reply(path: ById, body: NieuwBericht) -> AnyResponse:
    """De ander krijgt er een melding van."""

    def keep() -> Response:
        try:
            current_wiring().reports.reply_in_thread(current_viewer(), ThreadId(path.id), body.tekst)
        except _REFUSED as why:
            return _refused(why)
        return answer(_now(ThreadId(path.id)), HTTPStatus.CREATED)

    return once(keep, body.model_dump_json())


@blueprint.post("/vragen/<uuid:id>/afsluitingen", summary="Sluit een vraag", responses={201: Vraag})
def close(path: ById) -> AnyResponse:
    """Alleen de gemeente die vroeg; wat gesloten is, blijft gesloten."""

    def keep() -> Response:
        current_wiring().reports.close_thread(current_viewer(), ThreadId(path.id))
        return answer(_now(ThreadId(path.id)), HTTPStatus.CREATED)

    return once(keep)


_REFUSED = (NoTextError, TellsOfAClientError, NoSuchPlaceError, NoLongerHoldsError, ThreadClosedError)


def _refused(why: TerminalError) -> Response:
    match why:
        case TellsOfAClientError():
            return wrong_parameter("tekst", _PERSONAL)
        case NoTextError():
            return wrong_parameter("tekst", _TEXT)
        case NoSuchPlaceError():
            return wrong_parameter("plaats", _NO_PLACE)
        case NoLongerHoldsError():
            return problem(HTTPStatus.CONFLICT, detail=_NO_LONGER)
    return problem(HTTPStatus.CONFLICT, detail=_CLOSED)


def _now(thread: ThreadId) -> Vraag:
    return Vraag.of(current_wiring().reports.show_thread(current_viewer(), thread))
