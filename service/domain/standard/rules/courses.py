"""The rules about the course of help: its start, its stop, and the allocation it is under."""

import numpy as np
import numpy.typing as npt

from service.domain.findings import Severity
from service.domain.standard.cells import Mask
from service.domain.standard.columns import first_in, is_again
from service.domain.standard.rules import told
from service.domain.standard.rules.allocation_overlaps import overlapped
from service.domain.standard.rules.rule import TableRows, rule, where_known
from service.domain.wording import Wording

_TABLE = "verloop"


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
    tells=lambda rows: {"begin": told.days(rows.day("begindatum"))},
)
def help_ends_before_it_begins(rows: TableRows) -> Mask:
    """Require that help ends on or after the day on which it begins (TR018)."""
    return rows.day("einddatum") < rows.day("begindatum")


@rule(
    "stop-without-reason",
    Severity.WARNS,
    _TABLE,
    "reden_beeindiging",
    title=Wording("einde zonder reden", "end without a reason"),
    words=Wording(
        "Vul in kolom {column}, rij {row}, in waarom de hulp is geëindigd, of herstel de einddatum.",
        "Fill in why help ended in column {column}, row {row}, or repair the end.",
    ),
)
def stop_has_no_reason(rows: TableRows) -> Mask:
    """Expect a reason with every end: RedenBeeindiging is mandatory in JW307."""
    perhaps_the_begin = where_known(rows, lambda courses: ~courses.has("begindatum"))
    return rows.has("einddatum") & ~rows.has("reden_beeindiging") & ~perhaps_the_begin


@rule(
    "reason-without-stop",
    Severity.WARNS,
    _TABLE,
    "einddatum",
    title=Wording("reden zonder einde", "reason without an end"),
    words=Wording(
        "Vul in kolom {column}, rij {row}, de einddatum in. Is er geen einde, maak dan reden_beeindiging "
        "leeg, of zet wat daar staat in de kolom waar het hoort.",
        "Fill in the end in column {column}, row {row}. If there is no end, clear reden_beeindiging, or put "
        "what is there in the column it belongs to.",
    ),
)
def reason_has_no_stop(rows: TableRows) -> Mask:
    """Expect an end with every reason: Einddatum is mandatory in JW307."""
    return rows.has("reden_beeindiging") & ~rows.has("einddatum")


@rule(
    "start-before-allocation",
    Severity.WARNS,
    _TABLE,
    "begindatum",
    title=Wording("hulp begint voor de toewijzing", "help begins before the allocation"),
    words=Wording(
        "Kolom {column}, rij {row}: de hulp begint op {value}, voor de toewijzing ({other}). Controleer "
        "beide data, het toewijzingnummer en de gemeentecode.",
        "Column {column}, row {row}: help begins on {value}, before its allocation ({other}). Check both "
        "dates, the allocation number and the gemeentecode.",
    ),
    tells=lambda rows: {"other": told.days(rows.allocation.day("ingangsdatum"))},
)
def help_starts_before_its_allocation(rows: TableRows) -> Mask:
    """Expect that help begins within its allocation (JW305 refers to it by number and begin)."""
    return rows.day("begindatum") < rows.allocation.day("ingangsdatum")


@rule(
    "start-after-allocation",
    Severity.WARNS,
    _TABLE,
    "begindatum",
    title=Wording("hulp begint na de toewijzing", "help begins after the allocation"),
    words=Wording(
        "Kolom {column}, rij {row}: de hulp begint op {value}, na het einde van de toewijzing ({other}). "
        "Controleer beide, het toewijzingnummer en de gemeentecode.",
        "Column {column}, row {row}: help begins on {value}, after its allocation ended ({other}). Check "
        "both dates, the allocation number and the gemeentecode.",
    ),
    tells=lambda rows: {"other": told.days(rows.allocation.day("einddatum"))},
)
def help_starts_after_its_allocation(rows: TableRows) -> Mask:
    """Expect that help begins before its allocation ends."""
    return rows.day("begindatum") > rows.allocation.day("einddatum")


@rule(
    "stop-after-allocation",
    Severity.WARNS,
    _TABLE,
    "einddatum",
    title=Wording("hulp eindigt na de toewijzing", "help ends after the allocation"),
    words=Wording(
        "Kolom {column}, rij {row}: de hulp eindigt op {value}, na het einde van de toewijzing ({other}). "
        "Controleer beide, het toewijzingnummer en de gemeentecode.",
        "Column {column}, row {row}: help ends on {value}, after its allocation ended ({other}). Check both "
        "dates, the allocation number and the gemeentecode.",
    ),
    tells=lambda rows: {"other": told.days(rows.allocation.day("einddatum"))},
)
def help_stops_after_its_allocation(rows: TableRows) -> Mask:
    """Expect that help under an allocation ends with it at the latest."""
    return rows.day("einddatum") > rows.allocation.day("einddatum")


@rule(
    "start-after-period",
    Severity.WARNS,
    _TABLE,
    "begindatum",
    title=Wording("hulp begint na de periode", "help begins after the period"),
    words=Wording(
        "Kolom {column}, rij {row}: de hulp begint op {value}, na het einde van de periode. "
        "Controleer de datum en de periode; kloppen die, laat deze rij dan weg.",
        "Column {column}, row {row}: help begins on {value}, after the period ended. Check the date and "
        "the period; if they are right, leave this row out.",
    ),
)
def help_starts_after_the_period(rows: TableRows) -> Mask:
    """Expect help that began in the period or before it (a start that is announced has not happened)."""
    return rows.day("begindatum") > rows.of_delivery("periode_eind")


@rule(
    "stop-after-period",
    Severity.WARNS,
    _TABLE,
    "einddatum",
    title=Wording("hulp eindigt na de periode", "help ends after the period"),
    words=Wording(
        "Kolom {column}, rij {row}: de hulp eindigt op {value}, na het einde van de periode. "
        "Controleer de datum en de periode; loopt de hulp nog, laat einddatum en reden dan leeg.",
        "Column {column}, row {row}: help ends on {value}, after the period ended. Check the date and the "
        "period; if help still goes on, leave the end and the reason empty.",
    ),
)
def help_stops_after_the_period(rows: TableRows) -> Mask:
    """Expect a stop only when it happened within the period or before (TR134: no date beyond the message)."""
    return rows.day("einddatum") > rows.of_delivery("periode_eind")


@rule(
    "start-after-export",
    Severity.WARNS,
    _TABLE,
    "begindatum",
    title=Wording("hulp begint na de dag van de export", "help begins after the day of the export"),
    words=Wording(
        "Kolom {column}, rij {row}: de hulp begint op {value}, na de dag waarop de export is gemaakt. "
        "Controleer de datum en aangemaakt_op; kloppen die, laat deze rij dan weg: een start die nog komt, "
        "is nog geen start.",
        "Column {column}, row {row}: help begins on {value}, after the day on which the export was made. "
        "Check the date and aangemaakt_op; if they are right, leave this row out: a start to come is no "
        "start yet.",
    ),
)
def help_starts_after_the_export_was_made(rows: TableRows) -> Mask:
    """Expect no start beyond the day on which the export was made (TR134)."""
    after = rows.day("begindatum") > rows.of_delivery("aangemaakt_op")
    return after & ~where_known(rows, help_starts_after_the_period)


@rule(
    "stop-after-export",
    Severity.WARNS,
    _TABLE,
    "einddatum",
    title=Wording("hulp eindigt na de dag van de export", "help ends after the day of the export"),
    words=Wording(
        "Kolom {column}, rij {row}: de hulp eindigt op {value}, na de dag waarop de export is gemaakt. "
        "Controleer de datum en aangemaakt_op; loopt de hulp nog, laat einddatum en reden dan leeg.",
        "Column {column}, row {row}: help ends on {value}, after the day on which the export was made. "
        "Check the date and aangemaakt_op; if help goes on, leave end and reason empty.",
    ),
)
def help_stops_after_the_export_was_made(rows: TableRows) -> Mask:
    """Expect no stop beyond the day on which the export was made (TR134)."""
    after = rows.day("einddatum") > rows.of_delivery("aangemaakt_op")
    return after & ~where_known(rows, help_stops_after_the_period)


@rule(
    "start-twice",
    Severity.WARNS,
    _TABLE,
    "begindatum",
    title=Wording("start staat er twee keer", "start is there twice"),
    words=Wording(
        "Rij {row}: deze start ({value}) staat al op rij {first}, bij dezelfde toewijzing. Verwijder er "
        "een, of herstel wat in een van beide niet klopt.",
        "Row {row}: this start ({value}) is on row {first} already, of the same allocation. Remove one, or "
        "repair what is not right in one of both.",
    ),
    clashes_with=lambda rows: first_in(_under_an_allocation(rows, "begindatum")),
)
def help_starts_twice_on_a_day(rows: TableRows) -> Mask:
    """Expect the key of a start once: allocation and begin (TR074)."""
    return is_again(_under_an_allocation(rows, "begindatum"))


@rule(
    "start-before-stop",
    Severity.WARNS,
    _TABLE,
    "begindatum",
    title=Wording("nieuwe start terwijl de hulp nog liep", "new start while help was going on"),
    words=Wording(
        "Rij {row}: de hulp begint op {value} terwijl zij volgens rij {first} nog liep. Vul daar de "
        "einddatum in, verbeter toewijzingnummer of gemeente, of verwijder deze rij als zij er niet hoort.",
        "Row {row}: help begins on {value} although by row {first} it was still going on. Fill in the end "
        "there, correct allocation number or municipality, or remove this row if it does not belong here.",
    ),
    clashes_with=lambda rows: overlapped(
        _under_an_allocation(rows), rows.day("begindatum"), rows.day("einddatum")
    ),
)
def help_starts_before_the_last_stop(rows: TableRows) -> Mask:
    """Expect a start only when no earlier start is without a stop (TR326)."""
    again = is_again(_under_an_allocation(rows, "begindatum"))
    clash = overlapped(_under_an_allocation(rows), rows.day("begindatum"), rows.day("einddatum"))
    return (clash >= 0) & ~again


@rule(
    "crisis-under-wmo",
    Severity.WARNS,
    _TABLE,
    "gestart_met_crisis",
    title=Wording("crisis bij de Wmo", "crisis under the Wmo"),
    words=Wording(
        "Kolom {column}, rij {row}: gestart_met_crisis is een gegeven over jeugdhulp; laat het bij de Wmo"
        " leeg, of herstel het toewijzingnummer, de gemeentecode of de wet van de toewijzing.",
        "Column {column}, row {row}: gestart_met_crisis is about youth care; leave it empty under the "
        "Wmo, or repair the allocation number, the gemeentecode or the wet of the allocation.",
    ),
)
def crisis_is_given_under_wmo(rows: TableRows) -> Mask:
    """Expect gestart_met_crisis under the Jeugdwet only (CBS Beleidsinformatie Jeugd 3.4)."""
    is_wmo = rows.allocation.is_one_of("wet", "WMO") & ~rows.is_unread_of_allocation("wet")
    return rows.has("gestart_met_crisis") & is_wmo


def _under_an_allocation(rows: TableRows, *names: str) -> npt.NDArray[np.intp]:
    return rows.group("gemeentecode", "toewijzingnummer", *names, among=rows.allocation_position >= 0)
