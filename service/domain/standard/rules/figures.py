"""The rules about figures of the organisation (kengetallen)."""

import numpy as np

from service.domain.findings import Severity
from service.domain.standard.cells import Mask
from service.domain.standard.export import DECIMAL_SCALE
from service.domain.standard.rules.rule import Rows, rule

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
    "unit-of-figure", Severity.WARNS, _TABLE, "eenheid",
    nl="Kolom {column}, rij {row}: eenheid {value} hoort niet bij dit kengetal. Controleer kengetal en "
       "eenheid.",
    en="Column {column}, row {row}: unit {value} does not belong to this figure. Check figure and unit.",
)  # fmt: skip
def unit_does_not_fit_the_figure(rows: Rows) -> Mask:
    """Expect the unit that each figure has: counts, fte, percent or euro."""
    wrong = np.zeros(len(rows), bool)
    for unit, figures in _UNITS.items():
        wrong |= rows.is_one_of("kengetal", *figures) & ~rows.is_one_of("eenheid", unit)
    return wrong & rows.has("eenheid")


@rule(
    "negative-figure", Severity.WARNS, _TABLE, "waarde",
    nl="Kolom {column}, rij {row}: {value} is negatief en dit kengetal kan dat niet zijn.",
    en="Column {column}, row {row}: {value} is negative, which this figure cannot be.",
)  # fmt: skip
def figure_is_negative(rows: Rows) -> Mask:
    """Expect no negative figure but a result, working capital or liquidity."""
    return (rows.number("waarde") < 0) & ~rows.is_one_of("kengetal", *_MAY_BE_NEGATIVE)


@rule(
    "fraction-of-count", Severity.WARNS, _TABLE, "waarde",
    nl="Kolom {column}, rij {row}: {value} is geen geheel getal, en een aantal is dat wel.",
    en="Column {column}, row {row}: {value} is not whole, and a count is.",
)  # fmt: skip
def count_is_not_whole(rows: Rows) -> Mask:
    """Expect whole numbers of complaints, incidents and calamities."""
    broken: Mask = rows.is_one_of("kengetal", *_COUNTS) & (rows.number("waarde") % DECIMAL_SCALE != 0)
    return broken


@rule(
    "percentage-over-hundred", Severity.WARNS, _TABLE, "waarde",
    nl="Kolom {column}, rij {row}: {value} procent is meer dan 100.",
    en="Column {column}, row {row}: {value} percent is more than 100.",
)  # fmt: skip
def percentage_is_over_a_hundred(rows: Rows) -> Mask:
    """Expect at most 100 percent."""
    return rows.is_one_of("eenheid", "procent") & (rows.number("waarde") > _HUNDRED)


@rule(
    "euro-with-more-than-cents", Severity.WARNS, _TABLE, "waarde",
    nl="Kolom {column}, rij {row}: {value} heeft meer dan twee decimalen. Rond het bedrag op centen af.",
    en="Column {column}, row {row}: {value} has more than two decimals. Round the amount to cents.",
)  # fmt: skip
def euro_has_more_than_cents(rows: Rows) -> Mask:
    """Expect whole cents where the unit is euro."""
    broken: Mask = rows.is_one_of("eenheid", "euro") & (rows.number("waarde") % _CENT != 0)
    return broken


@rule(
    "part-larger-than-whole", Severity.WARNS, _TABLE, "waarde",
    nl="Kolom {column}, rij {row}: de opbrengsten uit de Jeugdwet ({value}) zijn hoger dan de totale "
       "opbrengsten.",
    en="Column {column}, row {row}: the revenue of the Jeugdwet ({value}) is higher than all revenue.",
)  # fmt: skip
def youth_revenue_is_more_than_all(rows: Rows) -> Mask:
    """Expect revenue of the Jeugdwet within the revenue of the same municipality, or of all of them."""
    youth = rows.is_one_of("kengetal", "opbrengsten_jeugdwet")
    total = rows.is_one_of("kengetal", "opbrengsten_totaal")
    if not (youth.any() and total.any()):
        return np.zeros(len(rows), bool)
    place = rows.group("gemeentecode")
    most = np.full(int(place.max(initial=0)) + 1, np.iinfo(np.int64).max)
    most[place[total]] = rows.number("waarde")[total]
    return youth & (rows.number("waarde") > most[place])


@rule(
    "figure-of-organisation", Severity.WARNS, _TABLE, "gemeentecode",
    nl="Kolom {column}, rij {row}: dit kengetal gaat over de hele organisatie. Laat de gemeentecode leeg.",
    en="Column {column}, row {row}: this figure is about the whole organisation. Leave gemeentecode "
       "empty.",
)  # fmt: skip
def figure_of_the_organisation_has_a_municipality(rows: Rows) -> Mask:
    """Expect result, working capital, liquidity and absence of the organisation only (art. 8g)."""
    return rows.has("gemeentecode") & rows.is_one_of("kengetal", *_OF_ALL)
