"""The rules about the days of a prestatie: one month, cut by its allocation, within the reporting period."""

import numpy as np
import numpy.typing as npt

from service.domain.findings import Severity
from service.domain.standard.cells import Mask
from service.domain.standard.rules import told
from service.domain.standard.rules.rule import TableRows, rule, where_known
from service.domain.wording import Wording

_TABLE = "prestatie"
_FIVE_YEARS = np.timedelta64(5 * 365 + 1, "D")
_DECEASED = "02"
_FAR = np.iinfo(np.int64).max


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
def product_period_ends_before_it_begins(rows: TableRows) -> Mask:
    """Require that a product period has at least one day."""
    return rows.day("einddatum") < rows.day("begindatum")


@rule(
    "period-over-months",
    Severity.QUARANTINES,
    _TABLE,
    "einddatum",
    title=Wording("prestatie over meer dan één maand", "care over more than one month"),
    words=Wording(
        "Rij {row}: de productperiode loopt door in een andere maand (einddatum {value}). Splits de regel "
        "in één regel per kalendermaand, of verbeter de data.",
        "Row {row}: the product period runs into another month (end {value}). Split the row into one row "
        "per calendar month, or correct the dates.",
    ),
)
def product_period_spans_months(rows: TableRows) -> Mask:
    """Require that a product period lies within one calendar month (CS337)."""
    return rows.day("einddatum") > rows.month_end("begindatum")


def _is_one_month(rows: TableRows) -> Mask:
    begin, end = rows.day("begindatum"), rows.day("einddatum")
    return (end >= begin) & (end <= rows.month_end("begindatum"))


def _is_inside(rows: TableRows) -> Mask:
    early = rows.day("begindatum") < rows.allocation.day("ingangsdatum")
    late = rows.day("einddatum") > rows.allocation.day("einddatum")
    return ~(early | late)


@rule(
    "outside-allocation",
    Severity.WARNS,
    _TABLE,
    "begindatum",
    title=Wording("buiten de looptijd van de toewijzing", "outside the term of the allocation"),
    words=Wording(
        "Rij {row}: de productperiode (begin {value}, eind {until}) ligt niet binnen de toewijzing (begin "
        "{begin}, eind {end}). Controleer de data van deze regel en van de toewijzing, het "
        "toewijzingnummer en de gemeentecode.",
        "Row {row}: the product period (begin {value}, end {until}) is not within the allocation (begin "
        "{begin}, end {end}). Check the dates of this row and of the allocation, the allocation number and "
        "the gemeentecode.",
    ),
    tells=lambda rows: {
        "until": told.days(rows.day("einddatum")),
        "begin": told.days(rows.allocation.day("ingangsdatum")),
        "end": told.days(rows.allocation.day("einddatum")),
    },
)
def product_period_is_outside_allocation(rows: TableRows) -> Mask:
    """Expect that a product period lies within its allocation (TR307, TR308)."""
    return ~_is_inside(rows)


@rule(
    "product-period-begins-late",
    Severity.WARNS,
    _TABLE,
    "begindatum",
    title=Wording("productperiode begint te laat", "product period begins late"),
    words=Wording(
        "Kolom {column}, rij {row}: de productperiode begint op {value}. Zij begint op de eerste dag van "
        "de maand, of op de ingangsdatum van de toewijzing als die later is. Controleer beide, en "
        "of de rij de goede toewijzing noemt.",
        "Column {column}, row {row}: the product period begins on {value}. It begins on the first day of "
        "the month, or on the first day of the allocation when that is later. Check both, and "
        "whether the row names the right allocation.",
    ),
)
def product_period_begins_late(rows: TableRows) -> Mask:
    """Expect the first of the month, or the begin of the allocation when that is later (TR387, IV089)."""
    begin, allocated = rows.day("begindatum"), rows.allocation.day("ingangsdatum")
    first = np.where(allocated > rows.month("begindatum"), allocated, rows.month("begindatum"))
    return (begin > first) & (rows.allocation_position >= 0) & ~np.isnat(allocated)


@rule(
    "product-period-ends-early",
    Severity.WARNS,
    _TABLE,
    "einddatum",
    title=Wording("productperiode eindigt te vroeg", "product period ends early"),
    words=Wording(
        "Kolom {column}, rij {row}: de productperiode eindigt op {value}. Zij eindigt op de laatste dag "
        "van de maand, of op de einddatum van de toewijzing als die eerder is. Controleer beide, "
        "en of de rij de goede toewijzing noemt.",
        "Column {column}, row {row}: the product period ends on {value}. It ends on the last day of the "
        "month, or on the last day of the allocation when that is earlier. Check both, and "
        "whether the row names the right allocation.",
    ),
)
def product_period_ends_early(rows: TableRows) -> Mask:
    """Expect the last of the month, or the end of the allocation when that is earlier (TR388, IV089)."""
    end, allocated = rows.day("einddatum"), rows.allocation.day("einddatum")
    last = np.where(allocated < rows.month_end("einddatum"), allocated, rows.month_end("einddatum"))
    is_known = (rows.allocation_position >= 0) & ~rows.is_unread_of_allocation("einddatum")
    return (end < last) & is_known & _is_one_month(rows)


@rule(
    "outside-reporting-period",
    Severity.WARNS,
    _TABLE,
    "begindatum",
    title=Wording("buiten de periode van de aanlevering", "outside the period of the delivery"),
    words=Wording(
        "Kolom {column}, rij {row}: de productperiode (begin {value}) ligt buiten de periode van de "
        "aanlevering ({begin} tot en met {end}) en komt daardoor in geen rapportage. Controleer de "
        "datum of de periode.",
        "Column {column}, row {row}: the product period (begin {value}) is outside the period of the "
        "delivery ({begin} to {end}) and so in no report. Check the date or the period.",
    ),
    tells=lambda rows: {
        "begin": told.days(np.full(len(rows), rows.of_delivery("periode_begin"))),
        "end": told.days(np.full(len(rows), rows.of_delivery("periode_eind"))),
    },
)
def product_period_is_outside_the_reporting_period(rows: TableRows) -> Mask:
    """Expect product periods that begin within the reporting period (the balance says where they go)."""
    begin = rows.day("begindatum")
    return (begin < rows.of_delivery("periode_begin")) | (begin > rows.of_delivery("periode_eind"))


@rule(
    "not-yet-delivered",
    Severity.WARNS,
    _TABLE,
    "einddatum",
    title=Wording("hulp die nog moet komen", "help that is still to come"),
    words=Wording(
        "Kolom {column}, rij {row}: de productperiode eindigt op {value}, na de dag waarop de export is "
        "gemaakt. Controleer de datum en aangemaakt_op; kloppen die, laat de regel dan weg tot de hulp is "
        "geleverd.",
        "Column {column}, row {row}: the product period ends on {value}, after the day on which the export "
        "was made. Check the date and aangemaakt_op; if they are right, leave the row out until the help "
        "has been delivered.",
    ),
)
def help_is_not_yet_delivered(rows: TableRows) -> Mask:
    """Expect only periods that are over when the export is made (TR319, TR134)."""
    return rows.day("einddatum") > rows.of_delivery("aangemaakt_op")


@rule(
    "older-than-five-years",
    Severity.WARNS,
    _TABLE,
    "einddatum",
    title=Wording("ouder dan vijf jaar", "older than five years"),
    words=Wording(
        "Kolom {column}, rij {row}: de productperiode eindigde op {value}, meer dan vijf jaar voor deze "
        "export. Zo oud mag niet meer gedeclareerd worden. Controleer de einddatum en aangemaakt_op; "
        "kloppen die, laat de regel dan weg.",
        "Column {column}, row {row}: the product period ended on {value}, more than five years before "
        "this export. That may not be declared any more. Check the end and aangemaakt_op; if those are "
        "right, leave the row out.",
    ),
)
def product_period_is_older_than_five_years(rows: TableRows) -> Mask:
    """Expect an end at most five years before the export was made (TR335)."""
    return rows.of_delivery("aangemaakt_op") - rows.day("einddatum") > _FIVE_YEARS


@rule(
    "before-start-of-help",
    Severity.WARNS,
    _TABLE,
    "einddatum",
    title=Wording("prestatie voor de start van de hulp", "delivery before help started"),
    words=Wording(
        "Rij {row}: de productperiode (tot {value}) ligt voor de start van de hulp op blad verloop "
        "({other}). Controleer beide data, en bij beide toewijzingnummer en gemeentecode.",
        "Row {row}: the product period (until {value}) is before help started on sheet verloop ({other}). "
        "Check both dates, and of both the allocation number and the gemeentecode.",
    ),
    tells=lambda rows: {"other": _told_of_course(rows, "begindatum", np.minimum, _FAR)},
)
def product_period_is_before_the_start_of_help(rows: TableRows) -> Mask:
    """Expect no product period that was over before help under its allocation started (JW305)."""
    starts = _of_course(rows, "begindatum", np.minimum, _FAR)
    broken: Mask = rows.has("einddatum") & (starts != _FAR) & (_numbers(rows.day("einddatum")) < starts)
    return broken


@rule(
    "after-stop-of-help",
    Severity.WARNS,
    _TABLE,
    "begindatum",
    title=Wording("prestatie na het einde van de hulp", "delivery after help ended"),
    words=Wording(
        "Rij {row}: de productperiode (vanaf {value}) begint na het einde van de hulp op blad verloop "
        "({other}). Controleer beide data, en bij beide toewijzingnummer en gemeentecode.",
        "Row {row}: the product period (from {value}) begins after help ended on sheet verloop ({other}). "
        "Check both dates, and of both the allocation number and the gemeentecode.",
    ),
    tells=lambda rows: {"other": _told_of_course(rows, "einddatum", np.maximum, -_FAR)},
)
def product_period_is_after_the_stop_of_help(rows: TableRows) -> Mask:
    """Expect no product period that begins when all help under its allocation had ended (JW307)."""
    # Of what was delivered after a decease that is said.
    stops = _of_course(rows, "einddatum", np.maximum, -_FAR)
    broken: Mask = (stops != -_FAR) & (_numbers(rows.day("begindatum")) > stops)
    return broken & ~where_known(rows, product_period_is_after_the_death)


@rule(
    "after-death",
    Severity.QUARANTINES,
    _TABLE,
    "begindatum",
    title=Wording("prestatie na overlijden", "care after death"),
    words=Wording(
        "Rij {row}: de hulp eindigde door overlijden ({other}) voor deze productperiode (vanaf {value}) "
        "begon. Controleer de data, de reden op blad verloop, en bij beide toewijzingnummer en "
        "gemeentecode; tot dan wacht deze rij.",
        "Row {row}: help ended by decease ({other}) before this product period (from {value}) began. "
        "Check the dates, the reason on sheet verloop, and of both the allocation number and the "
        "gemeentecode; until then this row waits.",
    ),
    tells=lambda rows: {"other": _told_of_course(rows, "einddatum", np.maximum, -_FAR, only=_DECEASED)},
)
def product_period_is_after_the_death(rows: TableRows) -> Mask:
    """Require that no help is delivered after a decease (JZ588 and WMO588, reason 02)."""
    deceased = _of_course(rows, "einddatum", np.maximum, -_FAR, only=_DECEASED)
    broken: Mask = (deceased != -_FAR) & (_numbers(rows.day("begindatum")) > deceased)
    return broken


def _numbers(days: npt.NDArray[np.datetime64]) -> npt.NDArray[np.int64]:
    return days.astype("datetime64[s]").astype(np.int64)


def _told_of_course(rows: TableRows, name: str, extreme: np.ufunc, neutral: int, only: str = "") -> told.Told:
    """What `_of_course` found, as the day that it is."""
    seconds = _of_course(rows, name, extreme, neutral, only)
    is_known = seconds != neutral
    found = np.where(is_known, seconds, 0).astype("datetime64[s]")
    return told.days(np.where(is_known, found, np.datetime64("NaT", "s")))


def _of_course(
    rows: TableRows, name: str, extreme: np.ufunc, neutral: int, only: str = ""
) -> npt.NDArray[np.int64]:
    """Per row the first or last day of all help under its allocation, `neutral` where that is not known.

    An end that is still open makes the last day `neutral`: help goes on.
    """
    course, positions = rows.tables["verloop"], rows.positions_of("verloop")
    days = _numbers(course.day(name))
    counts = (positions >= 0) & (course.is_one_of("reden_beeindiging", only) if only else True)
    known = course.has(name)
    found = np.full(len(rows.tables["toewijzing"]) + 1, neutral, np.int64)
    at = counts & known
    extreme.at(found, positions[at], days[at])
    if name == "einddatum" and not only:
        found[positions[counts & ~known]] = neutral
    found[-1] = neutral
    return found[rows.allocation_position]
