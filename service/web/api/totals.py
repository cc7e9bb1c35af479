"""Totalen over een periode: wat berichten zeggen, wat de rijen zijn, wat in de bestanden staat."""

from flask import Response
from pydantic import Field

from service.domain.explanation.summed_totals import TotalsOf, TotalsOfFormat
from service.domain.translation.declared_over import DeclaredOver
from service.use_cases.reports.show_period_totals import WantedTotals
from service.web.api.answers import PeriodeQuery, answer
from service.web.api.balances import KolomTotaal
from service.web.api.part import part
from service.web.api.shapes import Periode, Shape
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = part("api_totals", "Bewijs")


class TotalenVan(Shape):
    """De kolommen van één formaat bij één gemeente of één aanbieder."""

    gemeente_code: str | None = None
    agb_code: str | None = None
    totalen: list[KolomTotaal]

    @classmethod
    def of(cls, each: TotalsOf) -> "TotalenVan":
        """As its page shows them."""
        return cls(
            gemeente_code=each.municipality,
            agb_code=each.provider,
            totalen=[KolomTotaal.of_many(total) for total in each.totals],
        )


class FormaatTotalen(Shape):
    """Alle rapportages in één formaat over een periode; formaten tellen niet bij elkaar op."""

    formaat: str
    totalen: list[KolomTotaal]
    niet_opgeteld_weinig_clienten: int = Field(
        description="Rapportages over losse personen of minder dan vijf cliënten, voor een bureau."
    )
    niet_opgeteld_onbekend: int = Field(description="Van voor totalen bewaard werden.")
    delen: list[TotalenVan] = Field(description="Per gemeente of per aanbieder, zoals gevraagd.")

    @classmethod
    def of(cls, each: TotalsOfFormat) -> "FormaatTotalen":
        """As its page shows them."""
        return cls(
            formaat=each.format,
            totalen=[KolomTotaal.of_many(total) for total in each.totals],
            niet_opgeteld_weinig_clienten=each.hidden,
            niet_opgeteld_onbekend=each.unknown,
            delen=[TotalenVan.of(one) for one in each.parts],
        )


class DeclaratiesSamen(Shape):
    """Wat declaraties als hun totaal noemen, naast hun rijen; per wet en gemeente of aanbieder."""

    wet: str
    gemeente_code: str | None = None
    agb_code: str | None = None
    declaraties: int
    volgens_berichten_centen: int
    gelezen_centen: int
    met_antwoord: int
    toegekend_volgens_antwoorden_centen: int
    toegekend_in_rijen_centen: int
    gerapporteerd_centen: int
    verschillen: int = Field(description="Declaraties waarvan de rijen iets anders zijn.")

    @classmethod
    def of(cls, each: DeclaredOver) -> "DeclaratiesSamen":
        """As their page shows them."""
        return cls(
            wet=each.law,
            gemeente_code=each.municipality,
            agb_code=each.provider,
            declaraties=each.declarations,
            volgens_berichten_centen=each.declared,
            gelezen_centen=each.read,
            met_antwoord=each.answered,
            toegekend_volgens_antwoorden_centen=each.granted,
            toegekend_in_rijen_centen=each.read_granted,
            gerapporteerd_centen=each.reported,
            verschillen=each.differing,
        )


class PeriodeTotalen(Shape):
    """Wat berichten zeggen, wat de rijen zijn en wat in de bestanden staat, over een periode."""

    periode: Periode | None = None
    formaten: list[FormaatTotalen]
    declaraties: list[DeclaratiesSamen]
    declaraties_niet_opgeteld: int = Field(description="Over minder dan vijf cliënten, voor een bureau.")


class PeriodeTotalenQuery(PeriodeQuery):
    """Over welke periode, en van wie."""

    gemeente: str = Field("", pattern=r"^(\d{4})?$", description="Gemeentecode.")
    aanbieder: str = Field("", pattern=r"^(\d{8})?$", description="AGB-code.")
    formaat: str = Field("", max_length=200)
    per: str = Field("gemeente", pattern="^(gemeente|aanbieder)$")


@blueprint.get(
    "/totalen",
    summary="Totalen over een periode, in berichten, rijen en bestanden",
    responses={200: PeriodeTotalen},
)
def over(query: PeriodeTotalenQuery) -> Response:
    """Van wat verstuurd is en geldt; een bureau van rapportages over vijf cliënten of meer."""
    wanted = WantedTotals(
        period=query.periode,
        municipality=query.gemeente,
        provider=query.aanbieder,
        format=query.formaat,
        by_provider=query.per == "aanbieder",
        of_messages=True,
    )
    found = current_wiring().reports.show_period_totals(current_viewer(), wanted)
    return answer(
        PeriodeTotalen(
            periode=Periode.of(found.period) if found.period else None,
            formaten=[FormaatTotalen.of(each) for each in found.formats],
            declaraties=[DeclaratiesSamen.of(each) for each in found.declared],
            declaraties_niet_opgeteld=found.kept_back,
        )
    )
