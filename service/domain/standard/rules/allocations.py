"""The rules about an allocation: its days, its size, its product, and what it has to do with the others."""

import numpy as np
import numpy.typing as npt

from service.domain.findings import Severity
from service.domain.standard.cells import Mask
from service.domain.standard.columns import is_again
from service.domain.standard.physical import MOST_PER
from service.domain.standard.products import HELP_OF_CATEGORY, category_of
from service.domain.standard.rules.rule import Rows, rule

_TABLE = "toewijzing"
_LTA = "55"
_LTA_DAYS = 365
_WEEKLY = "2"
_LONG_AGO = np.datetime64("1800-01-01", "D")
_NEVER = np.datetime64("2200-01-01", "s")
_DAYS_OF_TIME = 200_000
"""More than there are days between the two."""


@rule(
    "end-before-begin", Severity.QUARANTINES, _TABLE, "einddatum",
    nl="Kolom {column}, rij {row}: de einddatum {value} ligt voor de begindatum. Herstel een van beide "
       "data.",
    en="Column {column}, row {row}: the end {value} is before the begin. Repair one of the two dates.",
)  # fmt: skip
def allocation_ends_before_it_begins(rows: Rows) -> Mask:
    """Require that an allocation has at least one day."""
    return rows.day("einddatum") < rows.day("ingangsdatum")


@rule(
    "allocation-after-period", Severity.WARNS, _TABLE, "ingangsdatum",
    nl="Kolom {column}, rij {row}: de toewijzing begint op {value}, na het einde van de periode. Lever "
       "haar aan met de periode waarin zij begint.",
    en="Column {column}, row {row}: the allocation begins on {value}, after the period. Deliver it with "
       "the period in which it begins.",
)  # fmt: skip
def allocation_begins_after_the_period(rows: Rows) -> Mask:
    """Expect allocations that began before the period ended."""
    return rows.day("ingangsdatum") > rows.of_delivery("periode_eind")


@rule(
    "allocation-not-needed", Severity.WARNS, _TABLE, "einddatum",
    nl="Rij {row}: de toewijzing eindigde op {value}, voor de periode, en niets in de export gaat over "
       "haar. Laat haar weg: lever niet meer persoonsgegevens aan dan nodig.",
    en="Row {row}: the allocation ended on {value}, before the period, and nothing in the export is about "
       "it. Leave it out: deliver no more personal data than needed.",
)  # fmt: skip
def allocation_is_not_needed(rows: Rows) -> Mask:
    """Expect only allocations that the period or another row needs (Regeling Jeugdwet 6a.3)."""
    over = rows.day("einddatum") < rows.of_delivery("periode_begin")
    if not over.any():
        return over
    used = np.zeros(len(rows) + 1, bool)
    for name in ("prestatie", "verloop", "uitkomst"):
        used[rows.positions_of(name)] = True
    same = rows.group("gemeentecode", "toewijzingnummer")
    among = np.zeros(int(same.max(initial=-1)) + 1, bool)
    among[same[used[:-1]]] = True
    return over & ~among[same]


@rule(
    "registered-after-begin", Severity.WARNS, _TABLE, "aanmelddatum",
    nl="Kolom {column}, rij {row}: de aanmelding {value} ligt na het begin van de toewijzing. Controleer "
       "de aanmelddatum; de wachttijd wordt daarmee berekend.",
    en="Column {column}, row {row}: the registration {value} is after the allocation began. Check it; the "
       "waiting time is computed from it.",
)  # fmt: skip
def registration_is_after_the_begin(rows: Rows) -> Mask:
    """Expect that a client registered on or before the day on which the allocation begins."""
    return rows.day("aanmelddatum") > rows.day("ingangsdatum")


@rule(
    "volume-without-unit", Severity.WARNS, _TABLE, "eenheid",
    nl="Vul in kolom {column}, rij {row}, de eenheid van het toegewezen volume in.",
    en="Fill in the unit of the allocated volume in column {column}, row {row}.",
)  # fmt: skip
def volume_has_no_unit(rows: Rows) -> Mask:
    """Expect a unit beside a volume: Omvang in JW301 has both."""
    return rows.has("volume") & ~rows.has("eenheid")


@rule(
    "volume-without-frequency", Severity.WARNS, _TABLE, "frequentie",
    nl="Vul in kolom {column}, rij {row}, de frequentie van het toegewezen volume in (per dag, week, "
       "maand of totaal).",
    en="Fill in the frequency of the allocated volume in column {column}, row {row} (per day, week, month "
       "or in total).",
)  # fmt: skip
def volume_has_no_frequency(rows: Rows) -> Mask:
    """Expect a frequency beside a volume: Omvang in JW301 has both."""
    return rows.has("volume") & ~rows.has("frequentie")


@rule(
    "frequency-without-volume", Severity.WARNS, _TABLE, "volume",
    nl="Vul in kolom {column}, rij {row}, het volume in dat bij de frequentie hoort.",
    en="Fill in the volume that belongs to the frequency in column {column}, row {row}.",
)  # fmt: skip
def frequency_has_no_volume(rows: Rows) -> Mask:
    """Expect a volume beside a frequency: Omvang in JW301 has both."""
    return rows.has("frequentie") & ~rows.has("volume")


@rule(
    "weekly-without-end", Severity.WARNS, _TABLE, "einddatum",
    nl="Vul in kolom {column}, rij {row}, de einddatum in: een toewijzing per week heeft er altijd een.",
    en="Fill in the end in column {column}, row {row}: a weekly allocation always has one.",
)  # fmt: skip
def weekly_allocation_has_no_end(rows: Rows) -> Mask:
    """Expect an end when the frequency is per week (variants of allocations, SAP-I)."""
    return rows.is_one_of("frequentie", _WEEKLY) & ~rows.has("einddatum")


@rule(
    "budget-without-end", Severity.WARNS, _TABLE, "einddatum",
    nl="Vul in kolom {column}, rij {row}, de einddatum in: een aspecifieke toewijzing met een budget "
       "heeft er altijd een.",
    en="Fill in the end in column {column}, row {row}: an aspecific allocation with a budget always has "
       "one.",
)  # fmt: skip
def budget_has_no_end(rows: Rows) -> Mask:
    """Expect an end when a budget is allocated without a product code (variants of allocations, SAP-I)."""
    return rows.has("budget") & ~rows.has("productcode") & ~rows.has("einddatum")


@rule(
    "unit-does-not-fit-variant", Severity.WARNS, _TABLE, "eenheid",
    nl="Kolom {column}, rij {row}: eenheid {value} hoort niet bij deze uitvoeringsvariant: inspanning is "
       "in tijd of stuks inspanning, output in stuks output of euro's.",
    en="Column {column}, row {row}: unit {value} does not belong to this variant: effort is in time or "
       "pieces of effort, output in pieces of output or euros.",
)  # fmt: skip
def unit_does_not_fit_the_variant(rows: Rows) -> Mask:
    """Expect units 82 and 83 with output, and the others with inspanning (SAP-I, SAP-O)."""
    is_output = rows.is_one_of("eenheid", "82", "83")
    effort = rows.is_one_of("uitvoeringsvariant", "inspanning") & is_output
    return effort | (rows.is_one_of("uitvoeringsvariant", "output") & rows.has("eenheid") & ~is_output)


@rule(
    "code-of-other-category", Severity.WARNS, _TABLE, "productcode",
    nl="Kolom {column}, rij {row}: productcode {value} hoort naar haar vorm bij een andere "
       "productcategorie. Controleer beide codes.",
    en="Column {column}, row {row}: by its form product code {value} belongs to another category. Check "
       "both codes.",
)  # fmt: skip
def allocated_code_is_of_another_category(rows: Rows) -> Mask:
    """Expect that a code formed as category, letter, two digits begins with its category (TR381)."""
    return code_is_of_another_category(rows)


def code_is_of_another_category(rows: Rows) -> Mask:
    """Compare the category within the product code with the category beside it."""
    category = rows.numbered("productcategorie")
    place = {text: at for at, text in enumerate(rows.texts("productcategorie"))}
    within = [category_of(code) for code in rows.texts("productcode")]
    meant: npt.NDArray[np.intp] = np.array(
        [place.get(each, -2) if each else -1 for each in within] + [-1], dtype=np.intp
    )[rows.numbered("productcode")]
    broken: Mask = (meant != -1) & (category >= 0) & (meant != category)
    return broken


@rule(
    "help-form-under-wmo", Severity.WARNS, _TABLE, "hulpvorm",
    nl="Kolom {column}, rij {row}: hulpvorm {value} is een code voor jeugdhulp; laat haar bij de Wmo "
       "leeg.",
    en="Column {column}, row {row}: hulpvorm {value} is a code for youth care; leave it empty under the "
       "Wmo.",
)  # fmt: skip
def help_form_is_given_under_wmo(rows: Rows) -> Mask:
    """Expect a hulpvorm under the Jeugdwet only (CBS Beleidsinformatie Jeugd 3.3)."""
    return rows.is_one_of("wet", "WMO") & rows.has("hulpvorm")


@rule(
    "help-form-does-not-fit", Severity.WARNS, _TABLE, "hulpvorm",
    nl="Kolom {column}, rij {row}: hulpvorm {value} past niet bij de productcategorie. Controleer beide "
       "codes.",
    en="Column {column}, row {row}: hulpvorm {value} does not fit the product category. Check both codes.",
)  # fmt: skip
def help_form_does_not_fit_the_category(rows: Rows) -> Mask:
    """Expect the hulpvorm that categories 31 to 38 name by themselves (CBS 3.3 beside JZ020)."""
    wrong = np.zeros(len(rows), bool)
    for category, form in HELP_OF_CATEGORY.items():
        wrong |= rows.is_one_of("productcategorie", category) & ~rows.is_one_of("hulpvorm", form)
    return wrong & rows.has("hulpvorm") & rows.is_one_of("wet", "JW")


@rule(
    "national-care-too-long", Severity.WARNS, _TABLE, "einddatum",
    nl="Kolom {column}, rij {row}: landelijk ingekochte zorg (categorie 55) wordt voor hooguit 365 dagen "
       "toegewezen; deze loopt tot {value}.",
    en="Column {column}, row {row}: nationally contracted care (category 55) is allocated for at most 365 "
       "days; this runs until {value}.",
)  # fmt: skip
def national_care_is_too_long(rows: Rows) -> Mask:
    """Expect at most 365 days for category 55 (LTA protocol)."""
    return rows.is_one_of("productcategorie", _LTA) & (rows.days("ingangsdatum", "einddatum") > _LTA_DAYS)


@rule(
    "national-care-without-budget", Severity.WARNS, _TABLE, "budget",
    nl="Vul in kolom {column}, rij {row}, het budget in: landelijk ingekochte zorg (categorie 55) wordt "
       "als budget toegewezen.",
    en="Fill in the budget in column {column}, row {row}: nationally contracted care (category 55) is "
       "allocated as a budget.",
)  # fmt: skip
def national_care_has_no_budget(rows: Rows) -> Mask:
    """Expect a budget with category 55, which is aspecific with a budget (LTA protocol)."""
    return rows.is_one_of("productcategorie", _LTA) & ~rows.has("budget")


@rule(
    "allocated-volume-impossible", Severity.WARNS, _TABLE, "volume",
    nl="Kolom {column}, rij {row}: {value} past niet in de tijd: zoveel is er niet in een dag, week of "
       "maand. Controleer volume, eenheid en frequentie.",
    en="Column {column}, row {row}: {value} does not fit in the time: a day, week or month does not have "
       "so many. Check volume, unit and frequency.",
)  # fmt: skip
def allocated_volume_is_impossible(rows: Rows) -> Mask:
    """Expect no more minutes, hours, day parts or nights than a day (1), week (2) or month (4) has."""
    impossible = np.zeros(len(rows), bool)
    for (frequency, unit), most in MOST_PER.items():
        fits = rows.is_one_of("frequentie", frequency) & rows.is_one_of("eenheid", unit)
        impossible |= fits & (rows.number("volume") > most)
    return impossible


@rule(
    "allocations-overlap", Severity.WARNS, _TABLE, "ingangsdatum",
    nl="Rij {row}: deze cliënt heeft hetzelfde product over dezelfde dagen al in een andere toewijzing "
       "van deze gemeente. Controleer of er een vervallen toewijzing bij zit.",
    en="Row {row}: this client already has the same product over the same days in another allocation of "
       "this municipality. Check whether one of them has lapsed.",
)  # fmt: skip
def allocations_of_one_product_overlap(rows: Rows) -> Mask:
    """Expect that a client has a product once at a time within a municipality (TR302)."""
    complete = rows.has("ingangsdatum") & rows.has("clientnummer") & rows.has("productcode")
    complete &= ~is_again(
        rows.group("gemeentecode", "toewijzingnummer")
    )  # a row given twice is another fault
    same = rows.group("gemeentecode", "wet", "clientnummer", "productcode", among=complete)
    return overlaps(same, rows.day("ingangsdatum"), rows.day("einddatum"))


@rule(
    "aspecific-allocation-overlaps", Severity.WARNS, _TABLE, "ingangsdatum",
    nl="Rij {row}: deze cliënt heeft over dezelfde dagen al een toewijzing in dezelfde categorie, en een "
       "van de twee is zonder productcode: die geldt voor de hele categorie. Controleer beide.",
    en="Row {row}: this client already has an allocation of the same category over the same days, and one "
       "of the two has no product code: it is for the whole category. Check both.",
)  # fmt: skip
def aspecific_allocation_overlaps(rows: Rows) -> Mask:
    """Expect an allocation without a product code to be alone in its category at a time (TR302)."""
    aspecific = rows.has("productcategorie") & ~rows.has("productcode")
    if not aspecific.any():
        return aspecific
    complete = rows.has("ingangsdatum") & rows.has("clientnummer") & rows.has("productcategorie")
    complete &= ~is_again(rows.group("gemeentecode", "toewijzingnummer"))
    same = rows.group("gemeentecode", "wet", "clientnummer", "productcategorie", among=complete)
    begin, end = rows.day("ingangsdatum"), rows.day("einddatum")
    return overlaps(same, begin, end, earlier=aspecific) | (aspecific & overlaps(same, begin, end))


def overlaps(
    group: npt.NDArray[np.intp],
    begin: npt.NDArray[np.datetime64],
    end: npt.NDArray[np.datetime64],
    *,
    earlier: Mask | None = None,
) -> Mask:
    """Per row whether an earlier begun row of its group was not over when it began. No end: never over.

    `earlier`: the rows that count as such an earlier one; without it every row does.
    """
    found = np.zeros(len(group), bool)
    inside = np.flatnonzero((group >= 0) & ~np.isnat(begin))
    if not is_again(group[inside]).any():
        return found
    first = _day_numbers(begin[inside])
    last = _day_numbers(np.where(np.isnat(end[inside]), _NEVER, end[inside]))
    if earlier is not None:
        last = np.where(earlier[inside], last, 0)
    order = np.lexsort((first, group[inside]))
    shift = (
        group[inside][order].astype(np.int64) * _DAYS_OF_TIME
    )  # groups apart: one running maximum serves all
    reach = np.maximum.accumulate(last[order] + shift)
    found[inside[order[1:]]] = first[order[1:]] + shift[1:] <= reach[:-1]
    return found


def _day_numbers(days: npt.NDArray[np.datetime64]) -> npt.NDArray[np.int64]:
    return (days.astype("datetime64[D]") - _LONG_AGO).astype(np.int64)
