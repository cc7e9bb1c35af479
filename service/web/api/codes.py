"""Codes zonder betekenis: what waits for a code that a format lacks, and what it is proposed to mean."""

from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from flask import Response, abort
from pydantic import Field
from werkzeug.wrappers import Response as AnyResponse

from service.domain.failures import FormatError
from service.domain.formats.meaning_proposals import (
    MOST_SIGNS_OF_A_MEANING,
    MeaningProposal,
    ProposalState,
    WrittenMeaning,
)
from service.domain.formats.unknown_codes import CodeToWrite, TableOfFormat
from service.domain.translation.waiting_codes import HiddenCode
from service.web.api.answers import answer, once
from service.web.api.part import part
from service.web.api.problems import wrong_parameter
from service.web.api.shapes import Dag, Shape, moment
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.downloads import as_attachment

blueprint = part("api_codes", "Formaten")
_STATES = {
    ProposalState.PROPOSED: "voorgesteld",
    ProposalState.APPROVED: "goedgekeurd",
    ProposalState.SENT_BACK: "teruggestuurd",
    ProposalState.WITHDRAWN: "ingetrokken",
}


class OnbekendeCode(Shape):
    """Wat op één code wacht, zonder van wie."""

    code: str | None = Field(None, description="Ontbreekt als hij alleen geteld wordt.")
    rijen: int
    centen: int
    aanbieders: int
    voorstel: str | None = Field(None, description=f"Een van: {', '.join(_STATES.values())}.")

    @classmethod
    def of(cls, found: CodeToWrite) -> "OnbekendeCode":
        """As its page shows it."""
        unknown = found.unknown
        return cls(
            code=unknown.code if unknown.hidden is HiddenCode.NOT else None,
            rijen=unknown.rows,
            centen=unknown.cents,
            aanbieders=unknown.providers,
            voorstel=_STATES[found.proposal.state] if found.proposal else None,
        )


class TabelMetCodes(Shape):
    """Een codetabel van een formaat."""

    formaat: str
    codetabel: str
    mag_schrijven: bool
    landelijk: bool
    wetten: list[str] = Field(description="Die de tabel uit elkaar houdt; leeg als zij dat niet doet.")
    codes: list[OnbekendeCode]

    @classmethod
    def of(cls, found: TableOfFormat) -> "TabelMetCodes":
        """As its page shows it."""
        return cls(
            formaat=found.format,
            codetabel=found.code_table,
            mag_schrijven=found.may_write,
            landelijk=found.is_national,
            wetten=list(found.laws),
            codes=[OnbekendeCode.of(each) for each in found.codes],
        )


class Voorstel(Shape):
    """Wat iemand schreef dat een code betekent."""

    id: UUID
    formaat: str
    codetabel: str
    code: str
    wordt: str
    wet: str | None = None
    stand: str = Field(description=f"Een van: {', '.join(_STATES.values())}.")
    door: str
    voorgesteld_op: datetime
    opmerking: str | None = Field(None, description="Waarom het teruggestuurd werd.")

    @classmethod
    def of(cls, found: MeaningProposal) -> "Voorstel":
        """As its page shows it."""
        return cls(
            id=found.id,
            formaat=found.meaning.format,
            codetabel=found.meaning.code_table,
            code=found.meaning.line.code,
            wordt=found.meaning.line.becomes,
            wet=found.meaning.line.law or None,
            stand=_STATES[found.state],
            door=found.proposer,
            voorgesteld_op=moment(found.proposed_at),
            opmerking=found.remark or None,
        )


class Codes(Shape):
    """Wat wacht, en wat voorgesteld is; een voorstel keurt een tweede mens goed, op de pagina *Codes*."""

    tabellen: list[TabelMetCodes]
    voorstellen: list[Voorstel]


class NieuwVoorstel(Shape):
    """Wat een code betekent."""

    formaat: str
    codetabel: str
    code: str
    wordt: str = Field(max_length=MOST_SIGNS_OF_A_MEANING)
    wet: str = Field("", description="Leeg: elke wet.")
    geldig_van: Dag | None = None
    geldig_tot: Dag | None = None


class Voorgesteld(Shape):
    """Het kenmerk van het voorstel."""

    id: UUID


class GoedgekeurdQuery(Shape):
    """Van welke codetabel."""

    formaat: str
    codetabel: str


@blueprint.get("/codes", summary="Codes zonder betekenis", responses={200: Codes})
def show() -> Response:
    """Aantallen rijen en aanbieders, nooit van wie."""
    page = current_wiring().formats.show_codes(current_viewer())
    told = Codes(
        tabellen=[TabelMetCodes.of(each) for each in page.tables],
        voorstellen=[Voorstel.of(each) for each in (*page.proposals, *page.decided)],
    )
    return answer(told)


@blueprint.post("/codes/voorstellen", summary="Stel een betekenis voor", responses={201: Voorgesteld})
def propose(body: NieuwVoorstel) -> AnyResponse:
    """Een tweede mens keurt het goed; daarna gaan de rijen vanzelf mee."""
    written = WrittenMeaning(
        format=body.formaat,
        code_table=body.codetabel,
        code=body.code,
        becomes=body.wordt,
        law=body.wet,
        valid_from=body.geldig_van,
        valid_until=body.geldig_tot,
    )

    def lay_before() -> Response:
        try:
            proposal = current_wiring().formats.propose_meaning(current_viewer(), written)
        except FormatError as fault:
            abort(wrong_parameter("wordt", fault.words))
        return answer(Voorgesteld(id=proposal), HTTPStatus.CREATED)

    return once(lay_before, body.model_dump_json())


@blueprint.get("/codes/goedgekeurd", summary="De goedgekeurde regels van een codetabel")
def export(query: GoedgekeurdQuery) -> AnyResponse:
    """Als csv, om naast het formaat te bewaren."""
    export_meanings = current_wiring().formats.export_meanings
    return as_attachment(export_meanings(current_viewer(), query.formaat, query.codetabel))
