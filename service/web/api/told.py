"""Meldingen en uitstel: what an organisation was told, and more time that a municipality gives."""

from datetime import datetime
from http import HTTPStatus

from flask import Response
from pydantic import Field
from werkzeug.wrappers import Response as AnyResponse

from service.domain.dues import Extension
from service.domain.private_words import TellsOfAClientError
from service.domain.wording import Wording
from service.storage.notices import ToldNotice
from service.use_cases.reports.grant_extension import LONGEST_REASON, NoExtensionError
from service.web.api.answers import Bladzijde, ListQuery, answer, once, page_of, period_asked
from service.web.api.part import part
from service.web.api.problems import wrong_parameter
from service.web.api.shapes import Dag, Shape, Tekst, moment
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = part("api_told", "Meldingen")
_DAY = Wording(
    f"is een dag na de uiterste dag en binnen een jaar daarna; de reden heeft 1 tot {LONGEST_REASON} tekens",
    f"is a day after the last day and within a year of it; the reason has 1 to {LONGEST_REASON} characters",
)
_PERSONAL = Wording("noemt een persoon", "names a person")


class Melding(Shape):
    """Iets dat uw organisatie gemeld is; nooit met iets over een cliënt."""

    soort: str
    tekst: Tekst
    pagina: str = Field(description="Waar het over gaat, op deze installatie.")
    gemeld_op: datetime

    @classmethod
    def of(cls, told: ToldNotice) -> "Melding":
        """As its page shows it."""
        return cls(
            soort=told.notice.kind.code,
            tekst=Tekst.of(told.notice.words),
            pagina=told.notice.path,
            gemeld_op=moment(told.told_at) or told.told_at,
        )


class Meldingen(Bladzijde[Melding]):
    """De laatste honderd, de nieuwste eerst."""


class NieuwUitstel(Shape):
    """Meer tijd voor één rapportage; de aanbieder leest de reden."""

    aanbieder_code: str
    gemeente_code: str
    formaat: str
    periode: str
    tot: Dag
    reden: str


class Uitstel(NieuwUitstel):
    """Gegeven meer tijd."""

    door: str

    @classmethod
    def of(cls, given: Extension) -> "Uitstel":
        """As it stands."""
        return cls(
            aanbieder_code=given.provider_code,
            gemeente_code=given.municipality,
            formaat=given.format,
            periode=given.period.label,
            tot=given.until,
            reden=given.reason,
            door=given.granted_by,
        )


@blueprint.get("/meldingen", summary="Wat uw organisatie gemeld is", responses={200: Meldingen})
def notices(query: ListQuery) -> Response:
    """Zoals op de pagina Meldingen."""
    told = list(enumerate(current_wiring().people.list_notices(current_viewer())))
    return page_of(Meldingen, told, query, lambda each: str(each[0]), lambda each: Melding.of(each[1]))


@blueprint.post("/uitvragen/uitstel", summary="Geef uitstel", responses={201: Uitstel})
def grant(body: NieuwUitstel) -> AnyResponse:
    """Alleen de gemeente die het vraagt; het laatste uitstel geldt."""
    period = period_asked(body.periode)

    def give() -> Response:
        key = (body.aanbieder_code, body.gemeente_code, body.formaat, period)
        try:
            given = current_wiring().reports.grant_extension(current_viewer(), key, body.tot, body.reden)
        except TellsOfAClientError:
            return wrong_parameter("reden", _PERSONAL)
        except NoExtensionError:
            return wrong_parameter("tot", _DAY)
        return answer(Uitstel.of(given), HTTPStatus.CREATED)

    return once(give, body.model_dump_json())
