"""The rules about waiting lists."""

from service.domain.findings import Severity
from service.domain.standard.cells import Mask
from service.domain.standard.rules.rule import TableRows, rule
from service.domain.wording import Wording

_TABLE = "wachtlijst"
_TWO_YEARS = 730


@rule(
    "waiting-time-without-waiting",
    Severity.WARNS,
    _TABLE,
    "wachttijd_dagen",
    title=Wording("wachttijd zonder wachtenden", "waiting time with nobody waiting"),
    words=Wording(
        "Kolom {column}, rij {row}: er wacht niemand, en toch is de wachttijd {value} dagen. Controleer "
        "beide.",
        "Column {column}, row {row}: nobody waits, and yet the waiting time is {value} days. Check both.",
    ),
)
def nobody_waits_and_yet_there_is_a_waiting_time(rows: TableRows) -> Mask:
    """Expect no waiting time where nobody waits."""
    broken: Mask = (
        rows.has("wachtenden") & (rows.number("wachtenden") == 0) & (rows.number("wachttijd_dagen") > 0)
    )
    return broken


@rule(
    "waiting-without-waiting-time",
    Severity.WARNS,
    _TABLE,
    "wachttijd_dagen",
    title=Wording("wachtenden zonder wachttijd", "people waiting without a waiting time"),
    words=Wording(
        "Vul in kolom {column}, rij {row}, de wachttijd in dagen in, of herstel wachtenden: er wachten "
        "mensen.",
        "Fill in the waiting time in days in column {column}, row {row}, or repair wachtenden: people are "
        "waiting.",
    ),
)
def people_wait_without_a_waiting_time(rows: TableRows) -> Mask:
    """Expect an estimated waiting time where people wait (Regeling Jeugdwet 8g)."""
    return (rows.number("wachtenden") > 0) & ~rows.has("wachttijd_dagen")


@rule(
    "waiting-time-over-two-years",
    Severity.WARNS,
    _TABLE,
    "wachttijd_dagen",
    title=Wording("wachttijd van meer dan twee jaar", "waiting time of over two years"),
    words=Wording(
        "Kolom {column}, rij {row}: een wachttijd van {value} dagen is meer dan twee jaar. Zijn het wel "
        "dagen? Controleer het aantal dagen.",
        "Column {column}, row {row}: a waiting time of {value} days is more than two years. Are they days? "
        "Check the number of days.",
    ),
)
def waiting_time_is_over_two_years(rows: TableRows) -> Mask:
    """Expect a waiting time below two years; more is nearly always another unit."""
    return rows.number("wachttijd_dagen") > _TWO_YEARS


@rule(
    "counted-outside-period",
    Severity.WARNS,
    _TABLE,
    "peildatum",
    title=Wording("geteld buiten de periode", "counted outside the period"),
    words=Wording(
        "Kolom {column}, rij {row}: peildatum {value} ligt buiten de periode van de aanlevering. "
        "Controleer de peildatum of de periode.",
        "Column {column}, row {row}: the day of counting {value} is outside the period of the delivery. "
        "Check the date or the period.",
    ),
)
def waiting_list_is_counted_outside_the_period(rows: TableRows) -> Mask:
    """Expect waiting lists that were counted within the reporting period."""
    day = rows.day("peildatum")
    return (day < rows.of_delivery("periode_begin")) | (day > rows.of_delivery("periode_eind"))


@rule(
    "waiting-without-help-form",
    Severity.WARNS,
    _TABLE,
    "hulpvorm",
    title=Wording("wachtlijst zonder hulpvorm", "waiting list without a hulpvorm"),
    words=Wording(
        "Vul in kolom {column}, rij {row}, de hulpvorm in, of herstel de wet: voor de Jeugdwet is de "
        "wachtlijst per hulpvorm.",
        "Fill in the hulpvorm in column {column}, row {row}, or repair the wet: under the Jeugdwet the list "
        "is per hulpvorm.",
    ),
)
def youth_waiting_list_has_no_help_form(rows: TableRows) -> Mask:
    """Expect a hulpvorm under the Jeugdwet (Regeling Jeugdwet 8g: per hulpvorm per region)."""
    return rows.is_one_of("wet", "JW") & ~rows.has("hulpvorm")


@rule(
    "help-form-under-wmo",
    Severity.WARNS,
    _TABLE,
    "hulpvorm",
    title=Wording("hulpvorm bij de Wmo", "hulpvorm under the Wmo"),
    words=Wording(
        "Kolom {column}, rij {row}: hulpvorm {value} is een code voor jeugdhulp; laat haar bij de Wmo leeg, "
        "of herstel de wet.",
        "Column {column}, row {row}: hulpvorm {value} is a code for youth care; leave it empty under the "
        "Wmo, or repair the wet.",
    ),
)
def waiting_list_of_wmo_has_a_help_form(rows: TableRows) -> Mask:
    """Expect a hulpvorm under the Jeugdwet only (CBS Beleidsinformatie Jeugd 3.3)."""
    return rows.is_one_of("wet", "WMO") & rows.has("hulpvorm")
