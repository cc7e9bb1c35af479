"""Bevindingen en antwoorden: what there is to say about a submission, and what its provider says of it."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated

from flask import Response, abort
from pydantic import Field
from werkzeug.wrappers import Response as AnyResponse

from service.domain.findings import Severity
from service.domain.submissions.answers import LONGEST_ANSWER, NotAnAnswerError, PersonalAnswerError
from service.domain.submissions.submission import SubmissionId
from service.domain.wording import Wording
from service.web.api.answers import Bladzijde, ListQuery, answer, chosen, once, page_of
from service.web.api.part import part
from service.web.api.problems import wrong_parameter
from service.web.api.shapes import GEMEENTE_CODE, SEVERITIES, ById, OneOf, Shape, Tekst
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = part("api_findings", "Bevindingen")
_ONE_OR_ALL = Wording("geef óf kenmerk, óf tabel en veld", "give either kenmerk, or tabel and veld")
_NO_ANSWER = Wording(f"heeft 1 tot {LONGEST_ANSWER} tekens", f"has 1 to {LONGEST_ANSWER} characters")
_PERSONAL = Wording(
    "noemt een persoon: laat BSN, e-mailadres, geboortedatum en cliëntnummer weg",
    "names a person: leave out BSN, e-mail address, birth date and client number",
)


Ernst = Annotated[str, OneOf(SEVERITIES.values())]


class Herstel(Shape):
    """Een cel die anders gelezen is dan er staat."""

    stond_er: str
    gelezen_als: str


class Bevinding(Shape):
    """Iets om te zeggen over één plaats in het bestand."""

    code: str
    ernst: Ernst
    tabel: str
    blad: str = Field(description="Het blad, csv-bestand of bericht, zoals het in uw bestand heet.")
    rij: int | None = Field(None, description="Zoals Excel telt; ontbreekt in een bericht.")
    regel: str | None = Field(None, description="In een bericht: welke regel.")
    kolom: str
    veld: str
    tekst: Tekst
    aantal: int
    kenmerk: str | None = Field(
        None, description="Waaraan het over uploads heen herkend wordt; alleen bij een aandachtspunt."
    )
    antwoord: str | None = None
    gemeente: str | None = Field(None, description="Gemeentecode van de rij, als die er een noemt.")
    herstel: Herstel | None = None

    @classmethod
    def of(cls, found: Mapping[str, object]) -> "Bevinding":
        """Of a finding in the shape F of docs/json.md."""
        repair = found.get("repair")
        return cls.model_validate(
            {
                "code": found["code"],
                "ernst": SEVERITIES[Severity(str(found["severity"]))],
                "tabel": found["table"],
                "blad": found["sheet"],
                "rij": found["row"],
                "regel": found.get("line"),
                "kolom": found["column"],
                "veld": found["field"],
                "tekst": found["text"],
                "aantal": found["count"],
                "kenmerk": found.get("identity"),
                "antwoord": found.get("answer"),
                "gemeente": found.get("municipality"),
                "herstel": {"stondEr": repair["value"], "gelezenAls": repair["new"]}
                if isinstance(repair, Mapping)
                else None,
            }
        )


class Bevindingen(Bladzijde[Bevinding]):
    """In de volgorde van het bestand."""


class BevindingenQuery(ListQuery):
    """Welke bevindingen."""

    ernst: Ernst | None = None
    code: str | None = None
    tabel: str | None = None
    gemeente: str | None = Field(None, pattern=GEMEENTE_CODE, description="Gemeentecode.")


class NieuwAntwoord(Shape):
    """Het klopt zoals het er staat, en waarom."""

    code: str
    kenmerk: str | None = Field(None, description="Van één bevinding.")
    tabel: str | None = Field(
        None, description="Met `veld`: alle bevindingen met deze code die nog geen antwoord hebben."
    )
    veld: str | None = None
    antwoord: str


class Beantwoord(Shape):
    """Hoeveel bevindingen nu beantwoord zijn."""

    aantal: int


class IngetrokkenAntwoord(Shape):
    """Van welke bevinding het antwoord niet meer geldt."""

    code: str
    kenmerk: str


@blueprint.get(
    "/aanleveringen/<uuid:id>/bevindingen", summary="Alle bevindingen", responses={200: Bevindingen}
)
def every(path: ById, query: BevindingenQuery) -> Response:
    """Elke plaats apart, zonder maximum."""
    found = current_wiring().submissions.list_findings(current_viewer(), SubmissionId(path.id))
    wanted = chosen(
        found,
        ernst=(query.ernst, lambda each: SEVERITIES[Severity(str(each["severity"]))]),
        code=(query.code, lambda each: str(each["code"])),
        tabel=(query.tabel, lambda each: str(each["table"])),
        gemeente=(query.gemeente, lambda each: str(each.get("municipality"))),
    )
    numbered = list(enumerate(wanted))
    return page_of(
        Bevindingen, numbered, query, lambda each: str(each[0]), lambda each: Bevinding.of(each[1])
    )


@blueprint.post(
    "/aanleveringen/<uuid:id>/antwoorden", summary="Beantwoord aandachtspunten", responses={201: Beantwoord}
)
def give(path: ById, body: NieuwAntwoord) -> AnyResponse:
    """Eén, of alle van een soort; zij worden over uploads heen onthouden."""
    if (body.kenmerk is None) == (body.tabel is None or body.veld is None):
        abort(wrong_parameter("kenmerk", _ONE_OR_ALL))
    about = body.kenmerk if body.kenmerk is not None else (body.tabel or "", body.veld or "")

    def keep() -> Response:
        try:
            count = current_wiring().submissions.answer_warnings(
                current_viewer(), SubmissionId(path.id), body.code, about, body.antwoord
            )
        except PersonalAnswerError:
            return wrong_parameter("antwoord", _PERSONAL)
        except NotAnAnswerError:
            return wrong_parameter("antwoord", _NO_ANSWER)
        return answer(Beantwoord(aantal=count), HTTPStatus.CREATED)

    return once(keep, body.model_dump_json())


@blueprint.post("/aanleveringen/<uuid:id>/ingetrokken-antwoorden", summary="Trek een antwoord in")
def withdraw(path: ById, body: IngetrokkenAntwoord) -> Response:
    """Het aandachtspunt staat er dan weer zonder antwoord."""
    current_wiring().submissions.withdraw_answer(
        current_viewer(), SubmissionId(path.id), body.code, body.kenmerk
    )
    return Response(status=HTTPStatus.NO_CONTENT)
