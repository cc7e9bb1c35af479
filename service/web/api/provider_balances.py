"""Sluitende telling van een aanbieder over een periode: al zijn aanleveringen die tellen, samen."""

from datetime import datetime
from uuid import UUID

from flask import Response
from pydantic import Field

from service.domain.access import NotFoundError
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
    sluit: bool
    telling: SluitendeTelling

    @classmethod
    def of(cls, each: CountedBalance) -> "TellingVanGemeente":
        """As its page shows it."""
        return cls(
            gemeente_code=each.municipality or None,
            vraagt_iets=each.is_asked,
            sluit=each.balance.closes,
            telling=SluitendeTelling.of(each.balance),
        )


class TellingVanAanlevering(Shape):
    """Wat van één aanlevering meetelt."""

    aanlevering: UUID
    ontvangen: datetime | None
    is_afgewezen: bool
    telling: SluitendeTelling
    gemeenten: list[TellingVanGemeente]

    @classmethod
    def of(cls, each: CountedSubmission) -> "TellingVanAanlevering":
        """As its page shows it."""
        return cls(
            aanlevering=each.submission,
            ontvangen=moment(each.received_at),
            is_afgewezen=each.is_refused,
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


@blueprint.get(
    "/telling",
    summary="De sluitende telling van een aanbieder over een periode",
    responses={200: TellingVanAanbieder},
)
def show(query: TellingVanAanbiederQuery) -> Response:
    """Over al zijn aanleveringen; per gemeente telt de laatste die zij kreeg."""
    found = current_wiring().reports.show_provider_balance(current_viewer(), query.aanbieder, query.periode)
    if found is None or (found.period is None and query.periode is not None):
        raise NotFoundError(query.aanbieder)
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
