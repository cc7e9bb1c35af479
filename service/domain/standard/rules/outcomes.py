"""The rules about outcome measurements."""

import numpy as np
import numpy.typing as npt

from service.domain.findings import Severity
from service.domain.standard.cells import Mask
from service.domain.standard.columns import first_in, is_again
from service.domain.standard.rules import told
from service.domain.standard.rules.rule import TableRows, rule
from service.domain.wording import Wording

_TABLE = "uitkomst"


@rule(
    "measured-before-allocation",
    Severity.WARNS,
    _TABLE,
    "meetdatum",
    title=Wording("gemeten voor de toewijzing begon", "measured before the allocation began"),
    words=Wording(
        "Kolom {column}, rij {row}: er is gemeten op {value}, voor de toewijzing begon ({other}). "
        "Controleer beide data, het toewijzingnummer en de gemeentecode.",
        "Column {column}, row {row}: it was measured on {value}, before the allocation began ({other}). "
        "Check both dates, the allocation number and the gemeentecode.",
    ),
    tells=lambda rows: {"other": told.days(rows.allocation.day("ingangsdatum"))},
)
def measured_before_the_allocation(rows: TableRows) -> Mask:
    """Expect an outcome to be measured after the allocation began."""
    return rows.day("meetdatum") < rows.allocation.day("ingangsdatum")


@rule(
    "measured-after-period",
    Severity.WARNS,
    _TABLE,
    "meetdatum",
    title=Wording("gemeten na de periode", "measured after the period"),
    words=Wording(
        "Kolom {column}, rij {row}: er is gemeten op {value}, na de periode. Controleer de datum en de "
        "periode; kloppen die, lever de meting dan aan met haar periode.",
        "Column {column}, row {row}: it was measured on {value}, after the period. Check the date and the "
        "period; if they are right, deliver the measurement with its period.",
    ),
)
def measured_after_the_period(rows: TableRows) -> Mask:
    """Expect measurements of the period, or before it."""
    return rows.day("meetdatum") > rows.of_delivery("periode_eind")


@rule(
    "measured-twice",
    Severity.WARNS,
    _TABLE,
    "meetdatum",
    title=Wording("dezelfde meting twee keer", "the same measurement twice"),
    words=Wording(
        "Rij {row}: deze meting ({value}) van deze informant staat al op rij {first}. Verwijder er een, of "
        "herstel wat in een van beide niet klopt.",
        "Row {row}: this measurement ({value}) by this informant is on row {first} already. Remove one, or "
        "repair what is not right in one of both.",
    ),
    clashes_with=lambda rows: first_in(_of_one_measurement(rows)),
)
def measured_twice_on_a_day(rows: TableRows) -> Mask:
    """Expect one measurement per allocation, day and informant."""
    return is_again(_of_one_measurement(rows))


def _of_one_measurement(rows: TableRows) -> npt.NDArray[np.intp]:
    among = rows.has("meetdatum") & (rows.allocation_position >= 0)
    return rows.group("gemeentecode", "toewijzingnummer", "meetdatum", "informant", among=among)


@rule(
    "more-than-two-informants",
    Severity.WARNS,
    _TABLE,
    "informant",
    title=Wording("meer dan twee informanten", "more than two informants"),
    words=Wording(
        "Rij {row}: dit is de derde informant op één dag; er zijn er hooguit twee per meting. Verwijder "
        "er een, of controleer meetdatum, informant en toewijzingnummer.",
        "Row {row}: this is the third informant on one day; a measurement has at most two. Remove one, or"
        " check the date, the informant and the allocation number.",
    ),
)
def more_than_two_informants(rows: TableRows) -> Mask:
    """Expect at most two measurements of one moment (CBS Beleidsinformatie Jeugd 4.5)."""
    among = rows.has("meetdatum") & (rows.allocation_position >= 0)
    moment = rows.group("gemeentecode", "toewijzingnummer", "meetdatum", among=among)
    second = is_again(moment)
    return is_again(np.where(second, moment, -1))


@rule(
    "empty-measurement",
    Severity.WARNS,
    _TABLE,
    "nut_cijfer",
    title=Wording("meting zonder uitkomst", "measurement without an outcome"),
    words=Wording(
        "Rij {row}: de meting heeft geen enkele uitkomst. Vul minstens een van de drie in, of verwijder de "
        "rij.",
        "Row {row}: the measurement has no outcome at all. Fill in at least one of the three, or remove "
        "the row.",
    ),
)
def measurement_is_empty(rows: TableRows) -> Mask:
    """Expect at least one of the outcomes 2, 3.1 and 3.4."""
    return ~(rows.has("nut_cijfer") | rows.has("zonder_hulp_verder") | rows.has("doelen_behaald"))


@rule(
    "informant-of-other-law",
    Severity.WARNS,
    _TABLE,
    "informant",
    title=Wording("informant van de andere wet", "informant of the other wet"),
    words=Wording(
        "Kolom {column}, rij {row}: informant {value} past niet bij de wet: jeugdige of ouder bij de "
        "Jeugdwet, client bij de Wmo. Vul de juiste informant in, of herstel wet, toewijzingnummer of "
        "gemeentecode.",
        "Column {column}, row {row}: informant {value} does not fit the wet: jeugdige or ouder under the "
        "Jeugdwet, client under the Wmo. Fill in the right informant, or repair wet, allocation number or "
        "gemeentecode.",
    ),
)
def informant_is_of_the_other_law(rows: TableRows) -> Mask:
    """Expect jeugdige or ouder under the Jeugdwet (CBS 4.5) and client under the Wmo."""
    young = rows.is_one_of("informant", "jeugdige", "ouder") & rows.allocation.is_one_of("wet", "WMO")
    client = rows.is_one_of("informant", "client") & rows.allocation.is_one_of("wet", "JW")
    return (young | client) & ~rows.is_unread_of_allocation("wet")
