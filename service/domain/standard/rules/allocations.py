"""The rules about an allocation: its days, its size and its product."""

import numpy as np
import numpy.typing as npt

from service.domain.findings import Severity
from service.domain.standard.cells import Mask
from service.domain.standard.physical import MOST_PER
from service.domain.standard.products import HELP_OF_CATEGORY, category_of
from service.domain.standard.rules import told
from service.domain.standard.rules.rule import TableRows, rule
from service.domain.wording import Wording

_TABLE = "toewijzing"
_LTA = "55"
_LTA_DAYS = 365
_WEEKLY = "2"
_LONG = np.timedelta64(3652, "D")
"""Ten years, which nobody waits for help."""


@rule(
    "end-before-begin",
    Severity.QUARANTINES,
    _TABLE,
    "einddatum",
    title=Wording("einddatum ligt voor de begindatum", "end date lies before the begin date"),
    words=Wording(
        "Kolom {column}, rij {row}: de einddatum {value} ligt voor de begindatum {begin}. Herstel een "
        "van beide data, of wissel ze om als zij verwisseld zijn.",
        "Column {column}, row {row}: the end {value} is before the begin {begin}. Repair one of the two "
        "dates, or swap them if they changed places.",
    ),
    tells=lambda rows: {"begin": told.days(rows.day("ingangsdatum"))},
)
def allocation_ends_before_it_begins(rows: TableRows) -> Mask:
    """Require that an allocation has at least one day."""
    return rows.day("einddatum") < rows.day("ingangsdatum")


@rule(
    "allocation-after-period",
    Severity.WARNS,
    _TABLE,
    "ingangsdatum",
    title=Wording("toewijzing begint na de periode", "allocation begins after the period"),
    words=Wording(
        "Kolom {column}, rij {row}: de toewijzing begint op {value}, na het einde van de periode. "
        "Controleer de datum en de periode; kloppen die, lever haar dan aan met de periode waarin zij "
        "begint.",
        "Column {column}, row {row}: the allocation begins on {value}, after the period. Check the "
        "date and the period; if they are right, deliver it with the period in which it begins.",
    ),
)
def allocation_begins_after_the_period(rows: TableRows) -> Mask:
    """Expect allocations that began before the period ended."""
    return rows.day("ingangsdatum") > rows.of_delivery("periode_eind")


@rule(
    "allocation-not-needed",
    Severity.WARNS,
    _TABLE,
    "einddatum",
    title=Wording("toewijzing is niet nodig", "allocation is not needed"),
    words=Wording(
        "Rij {row}: de toewijzing eindigde op {value}, voor de periode, en niets in de export gaat over "
        "haar. Klopt die datum en ontbreekt er niets, laat haar dan weg: lever niet meer persoonsgegevens"
        " aan dan nodig.",
        "Row {row}: the allocation ended on {value}, before the period, and nothing in the export is "
        "about it. If that day is right and nothing lacks, leave it out: deliver no more personal data "
        "than needed.",
    ),
)
def allocation_is_not_needed(rows: TableRows) -> Mask:
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
    "registered-after-begin",
    Severity.WARNS,
    _TABLE,
    "aanmelddatum",
    title=Wording("aanmelding na het begin van de toewijzing", "registration after the allocation began"),
    words=Wording(
        "Kolom {column}, rij {row}: de aanmelding {value} ligt na het begin van de toewijzing ({other}). "
        "Controleer beide data; de wachttijd wordt ermee berekend.",
        "Column {column}, row {row}: the registration {value} is after the allocation began ({other}). Check "
        "both; the waiting time is computed from them.",
    ),
    tells=lambda rows: {"other": told.days(rows.day("ingangsdatum"))},
)
def registration_is_after_the_begin(rows: TableRows) -> Mask:
    """Expect that a client registered on or before the day on which the allocation begins."""
    return rows.day("aanmelddatum") > rows.day("ingangsdatum")


@rule(
    "registered-long-before",
    Severity.WARNS,
    _TABLE,
    "aanmelddatum",
    title=Wording(
        "aanmelding lang voor het begin van de toewijzing", "registration long before the allocation began"
    ),
    words=Wording(
        "Kolom {column}, rij {row}: de aanmelding {value} ligt meer dan tien jaar voor het begin van de "
        "toewijzing ({other}). Controleer beide data; de wachttijd wordt ermee berekend.",
        "Column {column}, row {row}: the registration {value} is more than ten years before the allocation "
        "began ({other}). Check both; the waiting time is computed from them.",
    ),
    tells=lambda rows: {"other": told.days(rows.day("ingangsdatum"))},
)
def registration_is_long_before_the_begin(rows: TableRows) -> Mask:
    """Expect that a client registered within ten years before the allocation begins."""
    return rows.day("ingangsdatum") - rows.day("aanmelddatum") > _LONG


@rule(
    "volume-without-unit",
    Severity.WARNS,
    _TABLE,
    "eenheid",
    title=Wording("volume zonder eenheid", "volume without a unit"),
    words=Wording(
        "Vul in kolom {column}, rij {row}, de eenheid van het toegewezen volume in, of herstel het volume.",
        "Fill in the unit of the allocated volume in column {column}, row {row}, or repair the volume.",
    ),
)
def volume_has_no_unit(rows: TableRows) -> Mask:
    """Expect a unit beside a volume: Omvang in JW301 has both."""
    return rows.has("volume") & ~rows.has("eenheid")


@rule(
    "volume-without-frequency",
    Severity.WARNS,
    _TABLE,
    "frequentie",
    title=Wording("volume zonder frequentie", "volume without a frequency"),
    words=Wording(
        "Vul in kolom {column}, rij {row}, de frequentie van het toegewezen volume in (per dag, week, maand "
        "of totaal), of herstel het volume.",
        "Fill in the frequency of the allocated volume in column {column}, row {row} (per day, week, month "
        "or in total), or repair the volume.",
    ),
)
def volume_has_no_frequency(rows: TableRows) -> Mask:
    """Expect a frequency beside a volume: Omvang in JW301 has both."""
    return rows.has("volume") & ~rows.has("frequentie")


@rule(
    "frequency-without-volume",
    Severity.WARNS,
    _TABLE,
    "volume",
    title=Wording("frequentie zonder volume", "frequency without a volume"),
    words=Wording(
        "Vul in kolom {column}, rij {row}, het volume in dat bij de frequentie hoort, of herstel de "
        "frequentie.",
        "Fill in the volume that belongs to the frequency in column {column}, row {row}, or repair the "
        "frequency.",
    ),
)
def frequency_has_no_volume(rows: TableRows) -> Mask:
    """Expect a volume beside a frequency: Omvang in JW301 has both."""
    return rows.has("frequentie") & ~rows.has("volume")


@rule(
    "weekly-without-end",
    Severity.WARNS,
    _TABLE,
    "einddatum",
    title=Wording("toewijzing per week zonder einddatum", "weekly allocation without an end"),
    words=Wording(
        "Vul in kolom {column}, rij {row}, de einddatum in, of herstel de frequentie: een toewijzing per "
        "week heeft altijd een einddatum.",
        "Fill in the end in column {column}, row {row}, or repair the frequency: a weekly allocation always "
        "has an end.",
    ),
)
def weekly_allocation_has_no_end(rows: TableRows) -> Mask:
    """Expect an end when the frequency is per week (variants of allocations, SAP-I)."""
    return rows.is_one_of("frequentie", _WEEKLY) & ~rows.has("einddatum")


@rule(
    "budget-without-end",
    Severity.WARNS,
    _TABLE,
    "einddatum",
    title=Wording("aspecifiek budget zonder einddatum", "aspecific budget without an end"),
    words=Wording(
        "Vul in kolom {column}, rij {row}, de einddatum in: een toewijzing zonder productcode en met een "
        "budget heeft altijd een einddatum. Of vul de productcode in die ontbreekt, of haal het budget "
        "weg als het er niet hoort.",
        "Fill in the end in column {column}, row {row}: an allocation without a product code and with a "
        "budget always has an end. Or fill in the product code that lacks, or remove the budget if it "
        "does not belong there.",
    ),
    follows=("productcode",),
)
def budget_has_no_end(rows: TableRows) -> Mask:
    """Expect an end when a budget is allocated without a product code (variants of allocations, SAP-I)."""
    return rows.has("budget") & ~rows.has("productcode") & ~rows.has("einddatum")


@rule(
    "unit-does-not-fit-variant",
    Severity.WARNS,
    _TABLE,
    "eenheid",
    title=Wording("eenheid past niet bij de uitvoeringsvariant", "unit does not fit the variant"),
    words=Wording(
        "Kolom {column}, rij {row}: eenheid {value} hoort niet bij deze uitvoeringsvariant: inspanning is "
        "in tijd of stuks inspanning, output in stuks output of euro's. "
        "Controleer eenheid en uitvoeringsvariant.",
        "Column {column}, row {row}: unit {value} does not belong to this variant: effort is in time or "
        "pieces of effort, output in pieces of output or euros. Check unit and variant.",
    ),
)
def unit_does_not_fit_the_variant(rows: TableRows) -> Mask:
    """Expect units 82 and 83 with output, and the others with inspanning (SAP-I, SAP-O)."""
    is_output = rows.is_one_of("eenheid", "82", "83")
    effort = rows.is_one_of("uitvoeringsvariant", "inspanning") & is_output
    return effort | (rows.is_one_of("uitvoeringsvariant", "output") & rows.has("eenheid") & ~is_output)


@rule(
    "code-of-other-category",
    Severity.WARNS,
    _TABLE,
    "productcode",
    title=Wording("productcode van een andere categorie", "product code of another category"),
    words=Wording(
        "Kolom {column}, rij {row}: productcode {value} hoort naar haar vorm bij een andere "
        "productcategorie. Controleer beide codes.",
        "Column {column}, row {row}: by its form product code {value} belongs to another category. Check "
        "both codes.",
    ),
    follows=("productcategorie",),
)
def allocated_code_is_of_another_category(rows: TableRows) -> Mask:
    """Expect that a code formed as category, letter, two digits begins with its category (TR381)."""
    return code_is_of_another_category(rows)


def code_is_of_another_category(rows: TableRows) -> Mask:
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
    "help-form-under-wmo",
    Severity.WARNS,
    _TABLE,
    "hulpvorm",
    title=Wording("hulpvorm bij de Wmo", "hulpvorm under the Wmo"),
    words=Wording(
        "Kolom {column}, rij {row}: hulpvorm {value} is een code voor jeugdhulp; laat haar bij de Wmo "
        "leeg, of herstel de wet.",
        "Column {column}, row {row}: hulpvorm {value} is a code for youth care; leave it empty under the "
        "Wmo, or repair the wet.",
    ),
)
def help_form_is_given_under_wmo(rows: TableRows) -> Mask:
    """Expect a hulpvorm under the Jeugdwet only (CBS Beleidsinformatie Jeugd 3.3)."""
    return rows.is_one_of("wet", "WMO") & rows.has("hulpvorm")


@rule(
    "help-form-does-not-fit",
    Severity.WARNS,
    _TABLE,
    "hulpvorm",
    title=Wording("hulpvorm past niet bij de categorie", "hulpvorm does not fit the category"),
    words=Wording(
        "Kolom {column}, rij {row}: hulpvorm {value} past niet bij de productcategorie. Controleer beide "
        "codes.",
        "Column {column}, row {row}: hulpvorm {value} does not fit the product category. Check both codes.",
    ),
)
def help_form_does_not_fit_the_category(rows: TableRows) -> Mask:
    """Expect the hulpvorm that categories 31 to 38 name by themselves (CBS 3.3 beside JZ020)."""
    wrong = np.zeros(len(rows), bool)
    for category, form in HELP_OF_CATEGORY.items():
        wrong |= rows.is_one_of("productcategorie", category) & ~rows.is_one_of("hulpvorm", form)
    return wrong & rows.has("hulpvorm") & rows.is_one_of("wet", "JW")


@rule(
    "national-care-too-long",
    Severity.WARNS,
    _TABLE,
    "einddatum",
    title=Wording("landelijk ingekochte zorg langer dan een jaar", "national care longer than a year"),
    words=Wording(
        "Kolom {column}, rij {row}: landelijk ingekochte zorg (categorie 55) wordt voor hooguit 365 dagen "
        "toegewezen; deze loopt tot {value}. Controleer beide data en de "
        "productcategorie.",
        "Column {column}, row {row}: nationally contracted care (category 55) is allocated for at most 365 "
        "days; this runs until {value}. Check both dates and the category.",
    ),
)
def national_care_is_too_long(rows: TableRows) -> Mask:
    """Expect at most 365 days for category 55 (LTA protocol)."""
    return rows.is_one_of("productcategorie", _LTA) & (rows.days("ingangsdatum", "einddatum") > _LTA_DAYS)


@rule(
    "national-care-without-budget",
    Severity.WARNS,
    _TABLE,
    "budget",
    title=Wording("landelijk ingekochte zorg zonder budget", "national care without a budget"),
    words=Wording(
        "Vul in kolom {column}, rij {row}, het budget in: landelijk ingekochte zorg (categorie 55) wordt "
        "als budget toegewezen. Of herstel de productcategorie.",
        "Fill in the budget in column {column}, row {row}: nationally contracted care (category 55) is "
        "allocated as a budget. Or repair the category.",
    ),
)
def national_care_has_no_budget(rows: TableRows) -> Mask:
    """Expect a budget with category 55, which is aspecific with a budget (LTA protocol)."""
    return rows.is_one_of("productcategorie", _LTA) & ~rows.has("budget")


@rule(
    "allocated-volume-impossible",
    Severity.WARNS,
    _TABLE,
    "volume",
    title=Wording("toegewezen volume past niet in de tijd", "allocated volume does not fit in the time"),
    words=Wording(
        "Kolom {column}, rij {row}: {value} past niet in de tijd: zoveel is er niet in een dag, week of "
        "maand. Controleer volume, eenheid en frequentie.",
        "Column {column}, row {row}: {value} does not fit in the time: a day, week or month does not have "
        "so many. Check volume, unit and frequency.",
    ),
)
def allocated_volume_is_impossible(rows: TableRows) -> Mask:
    """Expect no more minutes, hours, day parts or nights than a day (1), week (2) or month (4) has."""
    impossible = np.zeros(len(rows), bool)
    for (frequency, unit), most in MOST_PER.items():
        fits = rows.is_one_of("frequentie", frequency) & rows.is_one_of("eenheid", unit)
        impossible |= fits & (rows.number("volume") > most)
    return impossible
