"""Gemeenten, formaten en uitvragen: who there are, what they ask, and what is owed by when."""

from datetime import date
from typing import Annotated
from uuid import UUID

from flask import Response
from pydantic import Field

from service.domain.dues import Due, DueState, LateCause
from service.domain.formats.library import FormatEntry, VersionPage
from service.domain.formats.plan import Plan
from service.web.api.answers import Bladzijde, ListQuery, answer, chosen, page_of, period_asked
from service.web.api.part import part
from service.web.api.shapes import AGB_CODE, GEMEENTE_CODE, OneOf, Organisatie, Periode, Shape
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = part("api_asked", "Uitvragen")
_DUE_STATES = {
    DueState.MISSING: "ontbreekt",
    DueState.EXTENDED: "uitstel",
    DueState.DUE: "nu-aan-de-beurt",
    DueState.LATE: "te-laat",
    DueState.NOT_YET: "nog-niet-aan-de-beurt",
    DueState.ON_TIME: "op-tijd",
}
_LATE_CAUSES = {
    LateCause.PROVIDER: "aanbieder",
    LateCause.FORMAT: "formaat-te-laat-gepubliceerd",
    LateCause.SERVICE: "dienst",
    LateCause.NOT_FETCHED: "niet-opgehaald",
}
Stand = Annotated[str, OneOf(_DUE_STATES.values())]


class Gemeente(Organisatie):
    """Een gemeente van nu."""


class Gemeenten(Bladzijde[Gemeente]):
    """Op code."""


class Formaatversie(Shape):
    """Eén versie van wat een gemeente vraagt."""

    versie: str
    sha256: str
    geldig_vanaf: date
    geldig_tot: date | None = None

    @classmethod
    def of(cls, plan: Plan) -> "Formaatversie":
        """When it holds, and its fingerprint."""
        return cls(
            versie=plan.version,
            sha256=plan.sha256,
            geldig_vanaf=plan.valid.begin,
            geldig_tot=plan.valid.end if plan.format.valid.until else None,
        )


class Formaat(Shape):
    """Wat gemeenten vragen, met alle versies; de laatste eerst."""

    naam: str
    titel: str
    gemeenten: list[str] = Field(description="Gemeentecodes van wie het vraagt.")
    versies: list[Formaatversie]

    @classmethod
    def of(cls, entry: FormatEntry) -> "Formaat":
        """As a list shows it."""
        return cls(
            naam=entry.name,
            titel=entry.title,
            gemeenten=list(entry.municipalities),
            versies=[Formaatversie.of(each) for each in entry.versions],
        )


class VolledigeVersie(Formaatversie):
    """Een versie met haar tekst."""

    naam: str
    titel: str
    yaml: str | None = Field(None, description="De tekst van het formaat.")

    @classmethod
    def of_page(cls, page: VersionPage) -> "VolledigeVersie":
        """As its page shows it."""
        known = Formaatversie.of(page.plan)
        return cls(**known.model_dump(), naam=page.entry.name, titel=page.entry.title, yaml=page.text)


class Formaten(Bladzijde[Formaat]):
    """Op titel."""


class FormaatPath(Shape):
    """A format: who owns it, and its own name."""

    eigenaar: str
    formaat: str


class VersiePath(FormaatPath):
    """One version of it."""

    versie: str


class Uitvraag(Shape):
    """Eén rapportage die een gemeente van een aanbieder vraagt, en hoe het ermee staat."""

    aanbieder: Organisatie
    gemeente: Organisatie
    formaat: str
    periode: Periode
    uiterlijk: date = Field(description="De laatste dag, met uitstel erbij.")
    grondslag: str
    stand: Stand
    oorzaak: Annotated[str, OneOf(_LATE_CAUSES.values())] | None = Field(None, description="Waarom te laat.")
    geleverd_op: date | None = None
    rapportage: UUID | None = None

    @classmethod
    def of(cls, due: Due) -> "Uitvraag":
        """As the page of deadlines shows it."""
        asked = due.asked
        return cls(
            aanbieder=Organisatie(code=asked.provider_code, naam=due.provider_name),
            gemeente=Organisatie(code=asked.municipality, naam=due.municipality_name),
            formaat=asked.format,
            periode=Periode.of(asked.period),
            uiterlijk=due.last_day,
            grondslag=asked.legal_ground,
            stand=_DUE_STATES[due.state],
            oorzaak=_LATE_CAUSES[due.cause] if due.cause else None,
            geleverd_op=due.sent_on,
            rapportage=due.report.id if due.report else None,
        )


class Uitvragen(Bladzijde[Uitvraag]):
    """Het meest dringende eerst."""


class UitvragenQuery(ListQuery):
    """Welke uitvragen."""

    periode: str | None = Field(
        None, description="Zoals 2026-Q1; anders die van het afgelopen jaar en wat loopt."
    )
    stand: Stand | None = None
    gemeente_code: str | None = Field(None, pattern=GEMEENTE_CODE, description="Vier cijfers.")
    aanbieder_code: str | None = Field(None, pattern=AGB_CODE, description="AGB-code: acht cijfers.")


@blueprint.get("/gemeenten", summary="Alle gemeenten", responses={200: Gemeenten})
def municipalities(query: ListQuery) -> Response:
    """Code en naam."""
    known = sorted(current_wiring().catalogue().municipalities.items())
    return page_of(
        Gemeenten, known, query, lambda each: each[0], lambda each: Gemeente(code=each[0], naam=each[1])
    )


@blueprint.get("/formaten", summary="Alle uitvraagformaten", responses={200: Formaten})
def formats(query: ListQuery) -> Response:
    """Die u aangaan."""
    found = current_wiring().formats.list(current_viewer()).formats
    return page_of(Formaten, found, query, lambda each: each.name, Formaat.of)


@blueprint.get(
    "/formaten/<eigenaar>/<formaat>/versies/<versie>",
    summary="Eén versie van een formaat",
    responses={200: VolledigeVersie},
)
def version(path: VersiePath) -> Response:
    """Met haar tekst: wat gevraagd wordt is openbaar voor wie het gevraagd wordt."""
    name = f"{path.eigenaar}/{path.formaat}"
    page = current_wiring().formats.show_version(current_viewer(), name, path.versie)
    return answer(VolledigeVersie.of_page(page))


@blueprint.get("/uitvragen", summary="Wat wanneer geleverd moet zijn", responses={200: Uitvragen})
def asked(query: UitvragenQuery) -> Response:
    """Van en voor uw organisatie, met de stand."""
    period = period_asked(query.periode) if query.periode else None
    found = chosen(
        current_wiring().reports.list_dues(current_viewer(), period),
        stand=(query.stand, lambda each: _DUE_STATES[each.state]),
        gemeente=(query.gemeente_code, lambda each: each.asked.municipality),
        aanbieder=(query.aanbieder_code, lambda each: each.asked.provider_code),
    )
    return page_of(Uitvragen, found, query, lambda each: "/".join(_key(each)), Uitvraag.of)


def _key(due: Due) -> tuple[str, str, str, str]:
    asked_report = due.asked
    return (
        asked_report.provider_code,
        asked_report.municipality,
        asked_report.format,
        asked_report.period.label,
    )
