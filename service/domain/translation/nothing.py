"""Reports, and whole submissions, in which there is nothing: said with counts before anything is sent."""

from collections.abc import Callable, Iterable, Iterator

from service.domain.findings import Finding, FindingKind, Place, warns
from service.domain.said import Fact, said_euros
from service.domain.standard.export import Export
from service.domain.standard.nil_returns import nil_returns
from service.domain.translation.balance import Balance
from service.domain.translation.fates import NOT_IN_THIS_FORMAT
from service.domain.translation.translate import MeantReport
from service.domain.wording import Wording

_STORIES, _CARE = "toelichting", "prestatie"
_MOST_REASONS = 3

REPORT_OF_NOTHING = warns(
    "report-of-nothing",
    Wording("rapportage zonder prestaties", "report without care delivered"),
    Wording(
        "Gemeente {municipality} krijgt een {format} over {period} zonder prestaties: van de {rows} "
        "aangeleverde ({euros} euro) komt er geen in. Reden: {reasons_nl}. Controleer of dat klopt.",
        "Municipality {municipality} gets a {format} over {period} without care delivered: of the {rows} "
        "rows handed in ({euros} euros) none is in it. Reason: {reasons_en}. Check whether that is right.",
    ),
)
NOTHING_REPORTED = warns(
    "nothing-reported",
    Wording("niets van de aanlevering in een rapportage", "nothing of the submission in a report"),
    Wording(
        "Van de {rows} prestaties in deze aanlevering ({euros} euro) komt er geen in een rapportage. Reden: "
        "{reasons_nl}. Controleer periode, wet en gemeenten voordat u dit laat gelden.",
        "Of the {rows} rows of care delivered in this submission ({euros} euros) none comes into a report. "
        "Reason: {reasons_en}. Check period, law and municipalities before you let this hold.",
    ),
)
NOTHING_HANDED_IN = warns(
    "nothing-handed-in",
    Wording("geen prestaties aangeleverd", "no care delivered handed in"),
    Wording(
        "Er staat geen enkele prestatie in deze aanlevering. Hoort dat zo, zet dan op blad toelichting per "
        "gemeente een rij met haar gemeentecode, onderwerp nihil en een zin als tekst: dan is het een "
        "nihilopgave. Zo niet, vul dan blad prestatie.",
        "There is no care delivered in this submission. If that is right, put on sheet toelichting a row per "
        "municipality with its gemeentecode, onderwerp nihil and a sentence as tekst: then it is a nil "
        "return. If not, fill sheet prestatie.",
    ),
)
NIL_WITH_CARE = warns(
    "nil-return-with-care",
    Wording("nihil gemeld en toch prestaties", "nil return and care delivered all the same"),
    Wording(
        "Voor gemeente {municipality} is nihil gemeld, maar er zijn {rows} prestaties van die gemeente. "
        "Haal de rij nihil van blad toelichting, of de prestaties van blad prestatie.",
        "For municipality {municipality} a nil return was given, but there are {rows} rows of care of it. "
        "Remove the row nihil from sheet toelichting, or the rows from sheet prestatie.",
    ),
)
KINDS = (REPORT_OF_NOTHING, NOTHING_REPORTED, NOTHING_HANDED_IN, NIL_WITH_CARE)
_Told = Callable[[str], Wording]
"""A reason of the balance → what it is called."""


def about_reports(reports: Iterable[MeantReport], told: _Told) -> Iterator[Finding]:
    """About each report from which every row of care delivered stays out, though it is about that."""
    for each in reports:
        rows = each.balance.rows
        if rows.came_in and not rows.reported and set(rows.excluded) != {NOT_IN_THIS_FORMAT}:
            facts = {"municipality": each.municipality, "format": each.plan.name, "period": each.period.label}
            yield _about(REPORT_OF_NOTHING, each.balance, told, facts)


def about_whole(balance: Balance, export: Export, told: _Told) -> Iterator[Finding]:
    """About a whole submission of which nothing is reported, or in which there is nothing."""
    nil, care = nil_returns(export), export.tables[_CARE]["gemeentecode"]
    if balance.rows.came_in and not balance.rows.reported:
        yield _about(NOTHING_REPORTED, balance, told, {})
    if not balance.rows.came_in and not nil and _should_hold_care(export):
        yield Finding(NOTHING_HANDED_IN, Place(table=_CARE))
    for code, rows in care[care.isin(nil)].value_counts().sort_index().items():
        yield Finding(NIL_WITH_CARE, Place(table=_STORIES), {"municipality": str(code), "rows": str(rows)})


def _should_hold_care(export: Export) -> bool:
    """Whether it has allocations, or nothing at all; a waiting list alone needs no care delivered."""
    others = ("verloop", "uitkomst", "wachtlijst", "kengetal", "toelichting")
    return len(export.tables["toewijzing"]) > 0 or not any(len(export.tables[each]) for each in others)


def _about(kind: FindingKind, balance: Balance, told: _Told, facts: dict[str, str]) -> Finding:
    rows = balance.rows
    reasons: dict[str, int] = {}
    for part in (rows.excluded, rows.quarantined, rows.not_made):
        reasons |= part
    most = sorted(reasons, key=lambda each: (-reasons[each], each))[:_MOST_REASONS]
    said = {
        f"reasons_{language}": ", ".join(f"{reasons[each]} × {told(each).to(language)}" for each in most)
        for language in ("nl", "en")
    }
    counts: dict[str, Fact] = {"rows": str(rows.came_in), "euros": said_euros(balance.cents.came_in)}
    return Finding(kind, Place(table=_CARE), {**facts, **counts, **said}, rows.came_in)
