"""Sluitende telling van een aanbieder over een periode: al zijn aanleveringen die tellen, samen."""

from datetime import datetime
from uuid import UUID

from flask import Response
from pydantic import Field

from service.domain.access import NotFoundError
from service.domain.period_balance import NamedBalance
from service.domain.provider_balance import CountedBalance, CountedSubmission
from service.web.api.answers import PeriodeQuery, answer
from service.web.api.part import part
from service.web.api.shapes import Organisatie, Periode, Shape, SluitendeTelling, moment
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = part("api_provider_balances", "Bewijs")


class TellingVanGemeente(Shape):
    """De rijen van één gemeente in de aanlevering die voor haar telt."""

    gemeente_code: str | None = Field(None, description="Leeg voor rijen zonder gemeente.")
    vraagt_iets: bool
    rapportages: int = Field(description="Die deze rijen vragen; een rij in meer van hen telt één keer.")
    sluit: bool
    telling: SluitendeTelling

    @classmethod
    def of(cls, each: CountedBalance) -> "TellingVanGemeente":
        """As its page shows it."""
        return cls(
            gemeente_code=each.municipality or None,
            vraagt_iets=each.is_asked,
            rapportages=each.reports,
            sluit=each.balance.closes,
            telling=SluitendeTelling.of(each.balance),
        )


class TellingVanAanlevering(Shape):
    """Wat van één aanlevering meetelt."""

    aanlevering: UUID
    ontvangen: datetime | None
    is_afgewezen: bool
    rapportages: int = Field(description="Die deze rijen vragen; een rij in meer van hen telt één keer.")
    telling: SluitendeTelling
    gemeenten: list[TellingVanGemeente]

    @classmethod
    def of(cls, each: CountedSubmission) -> "TellingVanAanlevering":
        """As its page shows it."""
        return cls(
            aanlevering=each.submission,
            ontvangen=moment(each.received_at),
            is_afgewezen=each.is_refused,
            rapportages=each.reports,
            telling=SluitendeTelling.of(each.balance),
            gemeenten=[TellingVanGemeente.of(line) for line in each.lines],
        )


class TellingVanAanbieder(Shape):
    """Waar elke rij en elke cent van een aanbieder over een periode terechtkwam."""

    aanbieder: Organisatie
    periode: Periode | None = None
    sluit: bool
    telling: SluitendeTelling
    aanleveringen: list[TellingVanAanlevering]
    niet_opgeteld_onbekend: int = Field(
        description="Gemeenten met een aanlevering van voor de telling per gemeente bewaard werd."
    )
    wacht: list[UUID] = Field(description="Eigen aanleveringen die nog niet, of niet overal, meetellen.")


class TellingVanAanbiederQuery(PeriodeQuery):
    """Van wie, en over welke periode."""

    aanbieder: str = Field(
        "", pattern=r"^(\d{8})?$", description="AGB-code; een aanbieder krijgt zijn eigen telling."
    )
    gemeente: str | None = Field(
        None, pattern=r"^(\d{4})?$", description="Alleen van deze gemeente; leeg voor rijen zonder gemeente."
    )


@blueprint.get(
    "/telling",
    summary="De sluitende telling van een aanbieder over een periode",
    responses={200: TellingVanAanbieder},
)
def show(query: TellingVanAanbiederQuery) -> Response:
    """Over al zijn aanleveringen; per gemeente telt de laatste die zij kreeg.

    Wat is afgewezen of nog niet is verstuurd, staat alleen in de telling die de aanbieder zelf vraagt.
    """
    found = current_wiring().reports.show_provider_balance(current_viewer(), query.aanbieder, query.periode)
    if found is None or (found.period is None and query.periode is not None):
        raise NotFoundError(query.aanbieder)
    found = found.only(municipality=query.gemeente)
    return answer(
        TellingVanAanbieder(
            aanbieder=Organisatie(code=found.provider, naam=found.name),
            periode=Periode.of(found.period) if found.period else None,
            sluit=found.balance.closes,
            telling=SluitendeTelling.of(found.balance),
            aanleveringen=[TellingVanAanlevering.of(each) for each in found.submissions],
            niet_opgeteld_onbekend=found.unknown,
            wacht=[each.id for each in found.waiting],
        )
    )


class TellingVanEen(Shape):
    """Eén gemeente of één aanbieder in de telling van een periode."""

    code: str = Field(description="Gemeentecode of AGB-code.")
    naam: str
    rapportages: int = Field(description="Die deze rijen vragen; een rij in meer van hen telt één keer.")
    sluit: bool
    telling: SluitendeTelling

    @classmethod
    def of(cls, each: NamedBalance) -> "TellingVanEen":
        """As its page shows it."""
        return cls(
            code=each.code,
            naam=each.name,
            rapportages=each.reports,
            sluit=each.balance.closes,
            telling=SluitendeTelling.of(each.balance),
        )


class TellingVanPeriode(Shape):
    """Elke rij telt één keer; de gemeenten zijn samen het geheel, en de aanbieders ook."""

    periode: Periode | None = None
    gemeente_code: str | None = Field(None, description="De enige waar dit over gaat; leeg voor alle.")
    rapportages: int = Field(description="Die deze rijen vragen; een rij in meer van hen telt één keer.")
    sluit: bool
    telling: SluitendeTelling
    gemeenten: list[TellingVanEen]
    aanbieders: list[TellingVanEen]
    niet_opgeteld_onbekend: int = Field(
        description="Keren dat van een aanbieder en een gemeente de telling niet bewaard is."
    )


class TellingVanPeriodeQuery(PeriodeQuery):
    """Over welke periode, en van welke gemeente."""

    gemeente: str = Field("", pattern=r"^(\d{4})?$", description="Gemeentecode; leeg voor alle gemeenten.")


@blueprint.get(
    "/telling/periode",
    summary="De sluitende telling van een periode, van alle aanbieders samen",
    responses={200: TellingVanPeriode},
)
def over(query: TellingVanPeriodeQuery) -> Response:
    """Van een regio of een gemeente; per aanbieder en gemeente telt de laatste aanlevering.

    Alleen wat verstuurd is: wat is afgewezen of nog niet is verstuurd, ziet alleen de aanbieder zelf.
    """
    found = current_wiring().reports.show_period_balance(current_viewer(), query.periode, query.gemeente)
    if found is None or (found.period is None and query.periode is not None):
        raise NotFoundError(query.gemeente or str(query.periode))
    return answer(
        TellingVanPeriode(
            periode=Periode.of(found.period) if found.period else None,
            gemeente_code=found.municipality or None,
            rapportages=found.reports,
            sluit=found.balance.closes,
            telling=SluitendeTelling.of(found.balance),
            gemeenten=[TellingVanEen.of(each) for each in found.municipalities],
            aanbieders=[TellingVanEen.of(each) for each in found.providers],
            niet_opgeteld_onbekend=found.unknown,
        )
    )
