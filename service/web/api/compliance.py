"""Naleving: how providers stand beside what they were asked and what was agreed."""

from datetime import date

from flask import Response
from pydantic import Field

from service.domain.access import NotFoundError
from service.domain.contracts.ceilings import CeilingUse
from service.domain.contracts.comparison import ComparedLine
from service.domain.contracts.compliance import ContractLine, ProviderLine
from service.domain.contracts.figures import ContractFigures
from service.domain.contracts.statements import OwedStatement
from service.domain.dues import DueState
from service.domain.periods import parse_period
from service.use_cases.reports.show_compliance import Compliance
from service.web.api.answers import Bladzijde, ListQuery, PeriodeQuery, answer, page_of, period_asked
from service.web.api.part import part
from service.web.api.shapes import Shape
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = part("api_compliance", "Naleving")


class ContractCijfers(Shape):
    """Tellingen en bedragen in centen; credit is eraf."""

    prestaties: int
    centen: int
    wachtende_rijen: int
    budgetten: int = Field(description="Toewijzingen met een budget waaronder iets geleverd is.")
    budget_centen: int
    gedeclareerd_onder_budget_centen: int
    eerder_gedeclareerd_onder_budget_centen: int
    budgetten_overschreden: int
    boven_budget_centen: int
    rijen_boven_volume: int
    rijen_met_contracttarief: int
    rijen_met_ander_tarief: int
    verschil_door_tarief_centen: int

    @classmethod
    def of(cls, found: ContractFigures) -> "ContractCijfers":
        """As its page shows them."""
        return cls(
            prestaties=found.rows,
            centen=found.cents,
            wachtende_rijen=found.waiting,
            budgetten=found.budgeted,
            budget_centen=found.budget_cents,
            gedeclareerd_onder_budget_centen=found.of_budget_cents,
            eerder_gedeclareerd_onder_budget_centen=found.earlier_cents,
            budgetten_overschreden=found.over_budget,
            boven_budget_centen=found.over_budget_cents,
            rijen_boven_volume=found.over_volume,
            rijen_met_contracttarief=found.agreed,
            rijen_met_ander_tarief=found.off_tariff,
            verschil_door_tarief_centen=found.off_tariff_cents,
        )


class AanbiederNaleving(Shape):
    """Eén aanbieder over een periode."""

    agb_code: str
    naam: str
    verwacht: int
    geleverd: int
    op_tijd: int
    te_laat: int
    ontbreekt: int
    beoordeeld: int
    gecorrigeerd: int
    signalen: list[str] = Field(description="`budget`, `volume`, `tarief` of `plafond`.")
    cijfers: ContractCijfers | None = Field(None, description="Ontbreekt bij te weinig cliënten.")

    @classmethod
    def of(cls, line: ProviderLine) -> "AanbiederNaleving":
        """As its page shows it."""
        return cls(
            agb_code=line.code,
            naam=line.name,
            verwacht=line.expected,
            geleverd=line.received,
            op_tijd=line.states.get(DueState.ON_TIME, 0),
            te_laat=line.states.get(DueState.LATE, 0),
            ontbreekt=line.states.get(DueState.MISSING, 0),
            beoordeeld=line.judged,
            gecorrigeerd=line.corrected,
            signalen=[each.value for each in line.signals],
            cijfers=ContractCijfers.of(line.figures) if line.figures else None,
        )


class Naleving(Bladzijde[AanbiederNaleving]):
    """Op naam van de aanbieder."""


class NalevingQuery(PeriodeQuery, ListQuery):
    """Over welke periode, en welk deel van de lijst."""


class ContractNaleving(Shape):
    """Eén gemeente, wet en productcategorie."""

    gemeente_code: str
    wet: str
    productcategorie: str
    signalen: list[str]
    cijfers: ContractCijfers | None = None

    @classmethod
    def of(cls, line: ContractLine) -> "ContractNaleving":
        """As its page shows it."""
        return cls(
            gemeente_code=line.key.municipality,
            wet=line.key.law,
            productcategorie=line.key.category,
            signalen=[each.value for each in line.signals],
            cijfers=ContractCijfers.of(line.figures) if line.figures else None,
        )


class PlafondGebruik(Shape):
    """Een plafond van een contract en hoeveel daarvan geleverd is."""

    gemeente_code: str
    wet: str
    productcategorie: str | None = Field(None, description="Leeg voor alle categorieën samen.")
    begin: date
    einde: date
    eenheid: str | None = None
    volume: int | None = None
    centen: int | None = None
    geleverd_volume: float | None = None
    geleverd_centen: int | None = Field(None, description="Ontbreekt bij te weinig cliënten.")
    overschreden: bool

    @classmethod
    def of(cls, use: CeilingUse) -> "PlafondGebruik":
        """As its page shows it."""
        return cls(
            gemeente_code=use.ceiling.municipality,
            wet=use.ceiling.law,
            productcategorie=use.ceiling.category or None,
            begin=use.ceiling.begin,
            einde=use.ceiling.until,
            eenheid=use.ceiling.unit or None,
            volume=use.ceiling.volume,
            centen=use.ceiling.cents,
            geleverd_volume=None if use.volume is None else float(use.volume),
            geleverd_centen=use.cents,
            overschreden=use.is_exceeded,
        )


class Bron(Shape):
    """Een rapportage waar het op steunt."""

    gemeente_code: str
    formaat: str
    sha256: str


class NalevingVanAanbieder(Shape):
    """Eén aanbieder per contract, met de bronnen."""

    agb_code: str
    naam: str
    periode: str
    contracten: list[ContractNaleving]
    plafonds: list[PlafondGebruik]
    bronnen: list[Bron]
    logboek_omvang: int | None = None
    logboek_wortel: str | None = None

    @classmethod
    def of(cls, found: Compliance) -> "NalevingVanAanbieder":
        """As its page shows it."""
        return cls(
            agb_code=found.code,
            naam=found.provider,
            periode=found.period.label,
            contracten=[ContractNaleving.of(each) for each in found.contracts],
            plafonds=[PlafondGebruik.of(each) for each in found.ceilings],
            bronnen=[
                Bron(gemeente_code=each.municipality, formaat=each.format, sha256=each.sha256)
                for each in found.reports
            ],
            logboek_omvang=found.checkpoint.size if found.checkpoint else None,
            logboek_wortel=found.checkpoint.root.hex() if found.checkpoint else None,
        )


class AanbiederPath(Shape):
    """Een aanbieder."""

    agb_code: str


@blueprint.get("/naleving", summary="Hoe elke aanbieder ervoor staat", responses={200: Naleving})
def every(query: NalevingQuery) -> Response:
    """Van wat aan uw gemeente is verstuurd, of aan de gemeenten van uw bureau."""
    label = period_asked(query.periode).label if query.periode else None
    found = current_wiring().reports.list_compliance(current_viewer(), label)
    return page_of(Naleving, found.lines, query, lambda each: each.code, AanbiederNaleving.of)


@blueprint.get(
    "/naleving/<agb_code>", summary="Eén aanbieder per contract", responses={200: NalevingVanAanbieder}
)
def one(path: AanbiederPath, query: PeriodeQuery) -> Response:
    """Een aanbieder ziet zichzelf; een bureau ziet geen getallen van minder dan vijf cliënten."""
    label = period_asked(query.periode).label if query.periode else None
    found = current_wiring().reports.show_compliance(current_viewer(), path.agb_code, label)
    if found is None:
        raise NotFoundError(path.agb_code)
    return answer(NalevingVanAanbieder.of(found))


class Verklaring(Shape):
    """Welke verklaring een aanbieder een gemeente moet geven."""

    agb_code: str
    naam: str
    gemeente_code: str
    wet: str
    productcategorie: str | None = Field(None, description="Waar de grens per overeenkomst geldt.")
    verklaring: str = Field(description="`controleverklaring` of `bestuursverklaring`.")
    centen: int | None = Field(None, description="Voor deze gemeente; ontbreekt bij te weinig cliënten.")
    centen_voor_de_grens: int | None = None
    grens_centen: int
    grens_over: str
    bron: str

    @classmethod
    def of(cls, found: OwedStatement) -> "Verklaring":
        """As its page shows it."""
        return cls(
            agb_code=found.provider,
            naam=found.name,
            gemeente_code=found.municipality,
            wet=found.law,
            productcategorie=found.category or None,
            verklaring=found.kind.value,
            centen=found.cents,
            centen_voor_de_grens=found.held,
            grens_centen=found.threshold.cents,
            grens_over=found.threshold.scope.value,
            bron=found.threshold.source,
        )


class Verklaringen(Bladzijde[Verklaring]):
    """Op naam van de aanbieder."""


class VerklaringenQuery(ListQuery):
    """Over welk jaar."""

    jaar: int = Field(ge=2015, le=2100)


@blueprint.get("/verklaringen", summary="Wie welke verklaring moet geven", responses={200: Verklaringen})
def statements(query: VerklaringenQuery) -> Response:
    """Naar wat u hier kunt zien; wat elders geleverd is, telt voor de grens ook mee."""
    found = current_wiring().reports.list_statements(current_viewer(), parse_period(str(query.jaar)))
    return page_of(
        Verklaringen,
        found,
        query,
        lambda each: f"{each.provider}/{each.municipality}/{each.law}/{each.category}",
        Verklaring.of,
    )


class Vergeleken(Shape):
    """Eén aanbieder of gemeente."""

    code: str
    naam: str
    eerst: ContractCijfers | None = None
    nu: ContractCijfers | None = None
    te_klein: bool = Field(description="Of er geen getallen staan omdat het te weinig cliënten zijn.")

    @classmethod
    def of(cls, line: ComparedLine) -> "Vergeleken":
        """As its page shows it."""
        return cls(
            code=line.code,
            naam=line.name,
            eerst=ContractCijfers.of(line.before) if line.before else None,
            nu=ContractCijfers.of(line.after) if line.after else None,
            te_klein=line.is_hidden,
        )


class PeriodesVergeleken(Bladzijde[Vergeleken]):
    """Het grootste verschil in euro eerst."""


class VergelijkingQuery(ListQuery):
    """Welke twee periodes."""

    van: str = Field(description="Zoals 2025-Q4.")
    naar: str = Field(description="Zoals 2026-Q1.")
    per_gemeente: bool = False


@blueprint.get("/vergelijking", summary="Twee periodes vergeleken", responses={200: PeriodesVergeleken})
def compare(query: VergelijkingQuery) -> Response:
    """Per aanbieder, of per gemeente."""
    before, after = period_asked(query.van).label, period_asked(query.naar).label
    found = current_wiring().reports.compare_periods(
        current_viewer(), before, after, by_municipality=query.per_gemeente
    )
    return page_of(PeriodesVergeleken, found.lines, query, lambda each: each.code, Vergeleken.of)
