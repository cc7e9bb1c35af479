"""Sluitende telling per niveau, haar rijen, en de totalen van een rapportage."""

from collections.abc import Mapping
from fractions import Fraction
from uuid import UUID

from flask import Response
from pydantic import Field

from service.domain.contracts.compliance import Signal
from service.domain.contracts.figures import ContractKey
from service.domain.explanation.explanation import number_in_json
from service.domain.explanation.summed_totals import SummedTotal
from service.domain.explanation.written_total import WrittenTotal
from service.domain.reports import ReportId
from service.domain.submissions.submission import SubmissionId
from service.domain.translation.declared_totals import ReconciledTotal
from service.domain.translation.levels import Level, LevelBalance
from service.pipeline.balancing import FormatTotals
from service.use_cases.reports.show_totals import ShownTotal
from service.use_cases.submissions.balance import BalancedSubmission
from service.use_cases.submissions.list_rows import WantedRows
from service.web.api.answers import answer
from service.web.api.part import part
from service.web.api.shapes import ById, Periode, Shape, SluitendeTelling, Tekst
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = part("api_balances", "Bewijs")
_MOST_ROWS = 10_000
_LEVELS = {
    Level.SUBMISSION: "aanlevering",
    Level.MUNICIPALITY: "gemeente",
    Level.FORMAT: "formaat",
    Level.PERIOD: "periode",
    Level.REPORT: "rapportage",
}
_CAUSES = {
    "round": "afgerond",
    "suppress_below": "kleine-aantallen-weggelaten",
    "only": "onder-voorwaarde",
    "split_sign": "zonder-minteken",
}


class TellingOpNiveau(Shape):
    """De telling over één gemeente, formaat, periode of rapportage, of over alles."""

    niveau: str = Field(description=f"Een van: {', '.join(_LEVELS.values())}.")
    gemeente_code: str | None = None
    formaat: str | None = None
    periode: Periode | None = None
    rapportage: UUID | None = None
    sluit: bool
    telling: SluitendeTelling

    @classmethod
    def of(cls, each: LevelBalance, report: ReportId | None) -> "TellingOpNiveau":
        """As its page shows it."""
        return cls(
            niveau=_LEVELS[each.level],
            gemeente_code=each.municipality or None,
            formaat=each.format or None,
            periode=Periode.of(each.period) if each.period else None,
            rapportage=report,
            sluit=each.balance.closes,
            telling=SluitendeTelling.of(each.balance),
        )


class Bedragen(Shape):
    """Rijen en eurocenten; credit is een min."""

    rijen: int
    centen: int


class DeclaratieTotaal(Shape):
    """Wat een declaratie als haar totaal noemt, naast de rijen die eronder vallen."""

    bericht: str
    wet: str
    gemeente_code: str
    declaratie: str
    volgens_bericht_centen: int
    toegekend_volgens_antwoord_centen: int | None = Field(None, description="Leeg zonder antwoord (325).")
    gelezen: Bedragen
    toegekend_in_rijen: Bedragen
    gerapporteerd: Bedragen
    niet_gerapporteerd: dict[str, Bedragen] = Field(description="Per reden.")

    @classmethod
    def of(cls, each: ReconciledTotal) -> "DeclaratieTotaal":
        """As its page shows it."""
        amounts = {name: Bedragen(rijen=one.rows, centen=one.cents) for name, one in each.parts.items()}
        return cls(
            bericht=each.declared.message,
            wet=each.declared.law,
            gemeente_code=each.declared.municipality,
            declaratie=each.declared.declaration,
            volgens_bericht_centen=each.declared.cents,
            toegekend_volgens_antwoord_centen=each.declared.granted,
            gelezen=Bedragen(rijen=each.read.rows, centen=each.read.cents),
            toegekend_in_rijen=Bedragen(rijen=each.granted.rows, centen=each.granted.cents),
            gerapporteerd=amounts.pop("", Bedragen(rijen=0, centen=0)),
            niet_gerapporteerd=amounts,
        )


class KolomTotaal(Shape):
    """Eén kolom van een rapportage: wat de rijen optellen en wat er in het bestand staat."""

    formaat: str | None = None
    periode: str | None = None
    gemeente_code: str | None = None
    tabel: str
    kolom: str
    in_de_rijen: float | None = Field(None, description="Leeg waar kleine aantallen weggelaten zijn.")
    in_het_bestand: float
    verschillen: dict[str, float] = Field(description=f"Per oorzaak: {', '.join(_CAUSES.values())}.")
    rapportages: int | None = Field(None, description="In hoeveel de kolom staat; leeg bij één rapportage.")

    @classmethod
    def of_format(cls, found: FormatTotals, total: WrittenTotal) -> "KolomTotaal":
        """Of one of the reports of a submission."""
        return cls(
            formaat=found.format,
            periode=found.period.label,
            gemeente_code=total.municipality,
            tabel=total.block,
            kolom=total.column,
            in_de_rijen=number_in_json(total.exact),
            in_het_bestand=number_in_json(total.written),
            verschillen=_by_cause(total.differences),
        )

    @classmethod
    def of(cls, total: ShownTotal | SummedTotal) -> "KolomTotaal":
        """Of the report that was asked."""
        return cls(
            tabel=total.block,
            kolom=total.column,
            in_de_rijen=None if total.exact is None else number_in_json(total.exact),
            in_het_bestand=number_in_json(total.written),
            verschillen=_by_cause(total.differences),
        )

    @classmethod
    def of_many(cls, total: SummedTotal) -> "KolomTotaal":
        """Of many reports together."""
        return cls.of(total).model_copy(update={"rapportages": total.reports})


class TellingPerNiveau(Shape):
    """De sluitende telling op elk niveau; leeg zolang de aanlevering niet klaar is."""

    niveaus: list[TellingOpNiveau]
    declaraties: list[DeclaratieTotaal] = Field(description="Van de berichten (323) die erbij zaten.")
    totalen: list[KolomTotaal]

    @classmethod
    def of(cls, found: BalancedSubmission) -> "TellingPerNiveau":
        """Everything that its page and its files show."""
        if found.balance is None:
            return cls(niveaus=[], declaraties=[], totalen=[])
        ids = {each.key: each.id for each in found.reports}
        return cls(
            niveaus=[
                TellingOpNiveau.of(
                    each, ids.get((each.municipality, each.format, each.period)) if each.period else None
                )
                for each in found.balance.levels
            ],
            declaraties=[DeclaratieTotaal.of(each) for each in found.balance.declared],
            totalen=[
                KolomTotaal.of_format(each, total) for each in found.balance.totals for total in each.totals
            ],
        )


class RijenQuery(Shape):
    """Welke rijen."""

    reden: str = Field(description="De naam in de telling.", examples=["other-law"], max_length=200)
    rapportage: UUID | None = Field(None, description="Alleen van de rijen van deze rapportage.")
    telling: str | None = Field(
        None, max_length=40, description="Alleen wat over deze periode meetelt, zoals 2026-Q1."
    )
    gemeente: str | None = Field(
        None,
        pattern=r"^(\d{4})?$",
        description="Met `telling`: alleen van deze gemeente; leeg voor rijen zonder.",
    )


class RijInTelling(Shape):
    """Waar een rij staat in wat er is aangeleverd, en haar bedrag."""

    blad: str | None = None
    rij: int
    centen: int


class RijenInTelling(Shape):
    """De rijen van prestatie onder één naam; ten hoogste de eerste tienduizend."""

    aantal: int
    centen: int
    rijen: list[RijInTelling]


class SignaalQuery(Shape):
    """Welk signaal van welk contract."""

    gemeente: str = Field(pattern=r"^\d{4}$")
    wet: str = Field(pattern="^(JW|WMO)$")
    categorie: str = Field("", max_length=10, description="Leeg voor alle productcategorieën samen.")
    signaal: Signal


class RijAchterSignaal(Shape):
    """Een rij van prestatie, wat er staat en waar dat naast ligt."""

    blad: str | None = None
    rij: int
    centen: int
    woorden: Tekst


class RijenAchterSignaal(Shape):
    """Alle rijen achter een signaal; ten hoogste de eerste tienduizend."""

    aantal: int
    rijen: list[RijAchterSignaal]


class RapportageTotalen(Shape):
    """De totalen van de kolommen die optellen."""

    is_te_maken: bool = Field(description="Of de rapportage nog precies zo te maken is als toen.")
    is_verborgen: bool = Field(
        description="Over losse personen of minder dan vijf cliënten, voor een bureau."
    )
    totalen: list[KolomTotaal]


@blueprint.get(
    "/aanleveringen/<uuid:id>/telling",
    summary="De sluitende telling op elk niveau",
    responses={200: TellingPerNiveau},
)
def levels(path: ById) -> Response:
    """Met wat berichten als totaal noemen en wat er in de bestanden staat."""
    found = current_wiring().submissions.balance(current_viewer(), SubmissionId(path.id))
    return answer(TellingPerNiveau.of(found))


@blueprint.get(
    "/aanleveringen/<uuid:id>/telling/rijen",
    summary="De rijen onder een naam in de telling",
    responses={200: RijenInTelling},
)
def rows(path: ById, query: RijenQuery) -> Response:
    """Van de hele aanlevering, van één rapportage, of van wat over een periode meetelt."""
    wanted = WantedRows(
        name=query.reden,
        report=ReportId(query.rapportage) if query.rapportage else None,
        period=query.telling,
        municipality=query.gemeente,
    )
    found = current_wiring().submissions.list_rows(current_viewer(), SubmissionId(path.id), wanted)
    lines = zip(found.rows.places[:_MOST_ROWS], found.rows.cents[:_MOST_ROWS], strict=True)
    return answer(
        RijenInTelling(
            aantal=len(found.rows.places),
            centen=sum(found.rows.cents),
            rijen=[
                RijInTelling(blad=place.sheet or None, rij=place.row, centen=cents) for place, cents in lines
            ],
        )
    )


@blueprint.get(
    "/aanleveringen/<uuid:id>/signalen/rijen",
    summary="De rijen achter een signaal van een contract",
    responses={200: RijenAchterSignaal},
)
def signal_rows(path: ById, query: SignaalQuery) -> Response:
    """Welke signalen er zijn, staat bij naleving."""
    key = ContractKey(municipality=query.gemeente, law=query.wet, category=query.categorie)
    found = current_wiring().submissions.list_signal_rows(
        current_viewer(), SubmissionId(path.id), key, query.signaal
    )
    return answer(
        RijenAchterSignaal(
            aantal=len(found.rows),
            rijen=[
                RijAchterSignaal(
                    blad=each.place.sheet or None,
                    rij=each.place.row,
                    centen=each.cents,
                    woorden=Tekst.of(each.words),
                )
                for each in found.rows[:_MOST_ROWS]
            ],
        )
    )


@blueprint.get(
    "/rapportages/<uuid:id>/totalen",
    summary="De totalen van een rapportage, in de rijen en in het bestand",
    responses={200: RapportageTotalen},
)
def totals(path: ById) -> Response:
    """Als een gemeente ze opvraagt, telt dat als ophalen."""
    found = current_wiring().reports.show_totals(current_viewer(), ReportId(path.id))
    return answer(
        RapportageTotalen(
            is_te_maken=found.is_remade,
            is_verborgen=found.is_hidden,
            totalen=[KolomTotaal.of(each) for each in found.totals],
        )
    )


def _by_cause(differences: Mapping[str, Fraction]) -> dict[str, float]:
    return {_CAUSES[cause]: number_in_json(by) for cause, by in differences.items()}
