"""The rules about figures of the organisation (kengetallen)."""

import numpy as np

from service.domain.findings import Severity
from service.domain.standard.cells import Mask
from service.domain.standard.export import DECIMAL_SCALE
from service.domain.standard.rules.rule import TableRows, rule
from service.domain.wording import Wording

_TABLE = "kengetal"
_UNITS = {
    "aantal": ("klachten", "incidenten", "calamiteiten", "liquiditeit"),
    "fte": ("fte_in_loondienst", "fte_niet_in_loondienst"),
    "procent": ("ziekteverzuim_procent",),
    "euro": (
        "opbrengsten_totaal",
        "opbrengsten_jeugdwet",
        "bedrijfsresultaat",
        "werkkapitaal",
        "overige_bedrijfskosten",
        "onderhanden_productie",
    ),
}
_COUNTS = ("klachten", "incidenten", "calamiteiten")
_MAY_BE_NEGATIVE = ("bedrijfsresultaat", "werkkapitaal", "liquiditeit")
_OF_ALL = ("bedrijfsresultaat", "werkkapitaal", "liquiditeit", "ziekteverzuim_procent")
_CENT = DECIMAL_SCALE // 100
_HUNDRED = 100 * DECIMAL_SCALE


@rule(
    "unit-of-figure",
    Severity.WARNS,
    _TABLE,
    "eenheid",
    title=Wording("eenheid past niet bij het kengetal", "unit does not fit the figure"),
    words=Wording(
        "Kolom {column}, rij {row}: eenheid {value} hoort niet bij dit kengetal. Controleer kengetal en "
        "eenheid.",
        "Column {column}, row {row}: unit {value} does not belong to this figure. Check figure and unit.",
    ),
)
def unit_does_not_fit_the_figure(rows: TableRows) -> Mask:
    """Expect the unit that each figure has: counts, fte, percent or euro."""
    wrong = np.zeros(len(rows), bool)
    for unit, figures in _UNITS.items():
        wrong |= rows.is_one_of("kengetal", *figures) & ~rows.is_one_of("eenheid", unit)
    return wrong & rows.has("eenheid")


@rule(
    "negative-figure",
    Severity.WARNS,
    _TABLE,
    "waarde",
    title=Wording("negatief kengetal", "negative figure"),
    words=Wording(
        "Kolom {column}, rij {row}: {value} is negatief en dit kengetal kan dat niet zijn. "
        "Vul het zonder minteken in, of herstel het kengetal.",
        "Column {column}, row {row}: {value} is negative, which this figure cannot be. "
        "Fill it in without a minus sign, or repair the figure.",
    ),
    follows=("kengetal",),
)
def figure_is_negative(rows: TableRows) -> Mask:
    """Expect no negative figure but a result, working capital or liquidity."""
    return (rows.number("waarde") < 0) & ~rows.is_one_of("kengetal", *_MAY_BE_NEGATIVE)


@rule(
    "fraction-of-count",
    Severity.WARNS,
    _TABLE,
    "waarde",
    title=Wording("aantal met decimalen", "count with decimals"),
    words=Wording(
        "Kolom {column}, rij {row}: {value} is geen geheel getal, en een aantal is dat wel. "
        "Vul een geheel getal in, of herstel het kengetal.",
        "Column {column}, row {row}: {value} is not whole, and a count is. Fill in a whole number, or repair "
        "the figure.",
    ),
)
def count_is_not_whole(rows: TableRows) -> Mask:
    """Expect whole numbers of complaints, incidents and calamities."""
    broken: Mask = rows.is_one_of("kengetal", *_COUNTS) & (rows.number("waarde") % DECIMAL_SCALE != 0)
    return broken


@rule(
    "percentage-over-hundred",
    Severity.WARNS,
    _TABLE,
    "waarde",
    title=Wording("meer dan honderd procent", "over a hundred percent"),
    words=Wording(
        "Kolom {column}, rij {row}: {value} is meer dan 100 procent. Controleer het getal, het kengetal "
        "en de eenheid.",
        "Column {column}, row {row}: {value} is more than 100 per cent. Check the number, the figure and "
        "the unit.",
    ),
)
def percentage_is_over_a_hundred(rows: TableRows) -> Mask:
    """Expect at most 100 percent."""
    return rows.is_one_of("eenheid", "procent") & (rows.number("waarde") > _HUNDRED)


@rule(
    "euro-with-more-than-cents",
    Severity.WARNS,
    _TABLE,
    "waarde",
    title=Wording("meer dan twee decimalen bij euro's", "more than two decimals of euros"),
    words=Wording(
        "Kolom {column}, rij {row}: {value} heeft meer dan twee decimalen. Controleer het bedrag; klopt "
        "het, rond het dan op centen af.",
        "Column {column}, row {row}: {value} has more than two decimals. Check the amount; if it is "
        "right, round it to cents.",
    ),
)
def euro_has_more_than_cents(rows: TableRows) -> Mask:
    """Expect whole cents where the unit is euro."""
    broken: Mask = rows.is_one_of("eenheid", "euro") & (rows.number("waarde") % _CENT != 0)
    return broken


@rule(
    "part-larger-than-whole",
    Severity.WARNS,
    _TABLE,
    "waarde",
    title=Wording("deel groter dan het geheel", "part larger than the whole"),
    words=Wording(
        "Kolom {column}, rij {row}: de opbrengsten uit de Jeugdwet ({value}) zijn hoger dan de totale "
        "opbrengsten. Controleer beide bedragen.",
        "Column {column}, row {row}: the revenue of the Jeugdwet ({value}) is higher than all revenue. "
        "Check both amounts.",
    ),
)
def youth_revenue_is_more_than_all(rows: TableRows) -> Mask:
    """Expect revenue of the Jeugdwet within the revenue of the same municipality, or of all of them."""
    youth = rows.is_one_of("kengetal", "opbrengsten_jeugdwet")
    total = rows.is_one_of("kengetal", "opbrengsten_totaal") & rows.has("waarde")
    if not (youth.any() and total.any()):
        return np.zeros(len(rows), bool)
    place = rows.group("gemeentecode")
    most = np.full(int(place.max(initial=0)) + 1, np.iinfo(np.int64).max)
    most[place[total]] = rows.number("waarde")[total]
    return youth & (rows.number("waarde") > most[place])


@rule(
    "figure-of-organisation",
    Severity.WARNS,
    _TABLE,
    "gemeentecode",
    title=Wording(
        "kengetal van de organisatie bij een gemeente", "figure of the organisation with a municipality"
    ),
    words=Wording(
        "Kolom {column}, rij {row}: dit kengetal gaat over de hele organisatie. Laat de gemeentecode leeg, "
        "of herstel het kengetal.",
        "Column {column}, row {row}: this figure is about the whole organisation. Leave gemeentecode empty, "
        "or repair the figure.",
    ),
)
def figure_of_the_organisation_has_a_municipality(rows: TableRows) -> Mask:
    """Expect result, working capital, liquidity and absence of the organisation only (art. 8g)."""
    return rows.has("gemeentecode") & rows.is_one_of("kengetal", *_OF_ALL)
