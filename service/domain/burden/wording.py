"""How the measure speaks: the range before the point, one significant step, no cents, in two languages."""

from math import floor, log10

from service.domain.burden.added import Added
from service.domain.burden.estimate import Interval
from service.domain.burden.measure import SECONDS_OF_COPYING, Measurement
from service.domain.burden.municipal import MunicipalActivity
from service.domain.burden.residual import Cause
from service.domain.burden.tables import Driver, EvidenceClass
from service.domain.periods import Period
from service.domain.wording import Language

_HOUR = 60
_HALF = 30
_SECONDS = 60
_CAUSES = {
    Cause.NOT_IN_STANDARD: ("gegeven niet in de standaard", "element not in the standard"),
    Cause.DEFINITION_DIFFERS: ("definitie verschilt", "definition differs"),
    Cause.NARRATIVE: ("vrije tekst gevraagd", "free text asked"),
    Cause.DATA_QUALITY: ("fout in de gegevens", "fault in the data"),
    Cause.CHANGED_WITHOUT_NOTICE: ("formaat gewijzigd zonder bericht", "format changed without notice"),
    Cause.PORTAL_OR_SIGNATURE: ("portaal, e-mail of handtekening", "portal, e-mail or signature"),
    Cause.REJECTED: ("afgekeurd door de gemeente", "rejected by the municipality"),
    Cause.ACCOUNTANT: ("accountant of verklaring", "accountant or statement"),
    Cause.MAY_NOT_BE_SHARED: ("mag niet gedeeld worden", "may not be shared"),
    Cause.OUR_DEFECT: ("onze eigen fout", "our own defect"),
}
_EVIDENCE = {
    EvidenceClass.A: ("gemeten in een steekproef met de hand", "measured in a sample made by hand"),
    EvidenceClass.B: ("geijkt op eigen metingen", "calibrated on own measurements"),
    EvidenceClass.C: ("standaardtijden, niet gemeten", "standard times, not measured"),
    EvidenceClass.D: ("schatting van deskundigen, niet gemeten", "experts' guess, not measured"),
}


_DRIVERS = {
    Driver.SELECT: ("gegevens van één gemeente selecteren", "select the data of one municipality"),
    Driver.CHECK: ("controleren vóór verzenden", "check before sending"),
    Driver.CORRECT: ("fouten herstellen", "repair faults"),
    Driver.SEND: ("versturen of in een portaal zetten", "send, or put in a portal"),
    Driver.RENAME: ("een kolom hernoemen", "rename a column"),
    Driver.FORMAT: ("een kolom een andere vorm geven", "give a column another form"),
    Driver.RECODE: ("een kolom hercoderen, één op één", "recode a column, one to one"),
    Driver.REGROUP: ("een kolom hercoderen, meer codes op één", "recode a column, many to one"),
    Driver.DERIVE: ("een kolom afleiden of uitrekenen", "derive or compute a column"),
    Driver.GRAIN: ("regels samenvoegen", "put lines together"),
    Driver.MANUAL: ("een rij met de hand invullen", "fill in a row by hand"),
    Driver.SERVICE_EXPORT: ("dienst: de ene export maken", "service: make the one export"),
    Driver.SERVICE_CHECK: ("dienst: de export controleren", "service: check the export"),
    Driver.SERVICE_FIX: ("dienst: bevindingen herstellen", "service: repair findings"),
    Driver.SERVICE_UPLOAD: ("dienst: aanleveren", "service: upload"),
    Driver.SERVICE_SIGN_IN: ("dienst: inloggen en bijkomend", "service: sign in, and what comes with it"),
    Driver.SERVICE_REVIEW: ("dienst: een rapportage nakijken", "service: review a report"),
    Driver.ONCE_LEARN: ("eenmalig: een formaat lezen", "once: read a format"),
    Driver.ONCE_TEMPLATE: ("eenmalig: een sjabloon opzetten", "once: set up a template"),
    Driver.ONCE_ONBOARDING: ("eenmalig: aansluiten", "once: join the service"),
}
_ACTIVITIES = {
    MunicipalActivity.CONFIRM: (
        "ontvangst bevestigen en navragen wat ontbreekt",
        "confirm receipt and ask for what is missing",
    ),
    MunicipalActivity.FORMAL_CHECK: ("de vorm nakijken", "check the form"),
    MunicipalActivity.CONTENT_CHECK: ("de inhoud nakijken", "check the content"),
}


def activity_words(activity: MunicipalActivity, language: Language) -> str:
    """What a municipality does with a report."""
    return _ACTIVITIES[activity][language == "en"]


def bounds_words(minutes: tuple[float, float, float], language: Language) -> str:
    """`8 uur tot 61 uur, midden 40 uur`: everything low and everything high, which is no likelihood."""
    low, middle, high = (duration(each, language) for each in minutes)
    return f"{low} tot {high}, midden {middle}" if language == "nl" else f"{low} to {high}, middle {middle}"


def driver_words(driver: Driver, language: Language) -> str:
    """What an operation is called."""
    return _DRIVERS[driver][language == "en"]


def cause_words(cause: Cause, language: Language) -> str:
    """What a cause of residual burden is called."""
    return _CAUSES[cause][language == "en"]


def evidence_words(evidence: EvidenceClass, language: Language) -> str:
    """What an evidence class means."""
    return _EVIDENCE[evidence][language == "en"]


def duration(minutes: float, language: Language) -> str:
    """`20 minuten`, `5½ uur`: one significant step; a minus sign in front when it is less than nothing."""
    if abs(_one_step(minutes)) < _HOUR:
        word = "minuten" if language == "nl" else "minutes"
        return f"{_one_step(minutes):.0f} {word}"
    halves = round(minutes / _HALF)
    if abs(halves) >= 2 * 10:
        hours = f"{_grouped(_two_steps(minutes / _HOUR), language)}"
    else:
        sign, whole, half = "-" if halves < 0 else "", abs(halves) // 2, abs(halves) % 2
        hours = f"{sign}{whole}{'½' if half else ''}"
    return f"{hours} {'uur' if language == 'nl' else 'hours'}"


def period_words(period: Period, language: Language) -> str:
    """`1e kwartaal 2026`; a month or anything else by its own label."""
    year, _, part = period.label.partition("-")
    if part[:1] not in ("Q", "H"):
        return period.label
    which = _PLACES[language == "en"][int(part[1:]) - 1]
    kind = _KINDS[language == "en"][part[0] == "H"]
    return f"{which} {kind} {year}"


_PLACES = (("eerste", "tweede", "derde", "vierde"), ("first", "second", "third", "fourth"))
_KINDS = (("kwartaal", "halfjaar"), ("quarter of", "half of"))


def amount(minutes: float, language: Language) -> str:
    """One figure by itself, as a duration; something that rounds to nothing is said to be something."""
    if minutes == 0:
        return _NOTHING[language == "en"]
    if minutes > 0 and not _one_step(minutes):
        return "minder dan 5 minuten" if language == "nl" else "less than 5 minutes"
    return duration(minutes, language)


_NOTHING = ("niets", "nothing")


def duration_range(minutes: Interval, language: Language) -> str:
    """`tussen 20 minuten en 5½ uur, ongeveer 2 uur`: the range before the point."""
    if minutes.p10 == minutes.p90 == 0:
        return _NOTHING[language == "en"]
    low, middle, high = (duration(each, language) for each in (minutes.p10, minutes.p50, minutes.p90))
    if minutes.p10 >= 0 and (not _one_step(minutes.p50) or (not _one_step(minutes.p10) and middle == high)):
        most = amount(minutes.p90, language)
        return f"waarschijnlijk hoogstens {most}" if language == "nl" else f"likely {most} at most"
    if language == "nl":
        return f"waarschijnlijk tussen {low} en {high}, ongeveer {middle}"
    return f"likely between {low} and {high}, about {middle}"


def euro_range(euro: Interval, language: Language) -> str:
    """`€ 17 tot € 256, ongeveer € 95`: whole euros."""
    low, middle, high = (
        f"{'-' if each < 0 else ''}€ {_grouped(abs(each), language)}"
        for each in (_two_steps(euro.p10), _two_steps(euro.p50), _two_steps(euro.p90))
    )
    return f"{low} tot {high}, ongeveer {middle}" if language == "nl" else f"{low} to {high}, about {middle}"


def share(part: int, whole: int, language: Language) -> str:
    """`602 van 2.542 (23,7%)`: never a percentage without what it is of."""
    counts = _of(part, whole, language)
    if not whole:
        return counts
    percentage = f"{100 * part / whole:.1f}"
    return f"{counts} ({percentage.replace('.', ',') if language == 'nl' else percentage}%)"


def sentence(measured: Measurement, who: str, when: str, language: Language) -> str:
    """The whole measure in one paragraph, as the method prescribes it."""
    when = when[:1].upper() + when[1:]
    level, found = measured.level_zero, measured.estimate
    converted = share(level.converted, level.cells, language)
    evidence = f"{found.evidence.value}: {evidence_words(found.evidence, language)}"
    hourly = round(found.money.tariff.middle / 100)
    time, euro = duration_range(found.net, language), euro_range(found.money.euro, language)
    uploads, reports = measured.uploads, len(measured.deliveries)
    by_hand, cells = _grouped(level.by_hand, language), _grouped(level.cells, language)
    cause = cause_words(Cause.NOT_IN_STANDARD, language)
    automated = _automated(found.automated, language)
    shared = _SHARED[language == "en"] if measured.has_shared_formats else ""
    added = _not_counted(measured.added, language)
    if language == "nl":
        return (
            f"{when}, {who}: {counted(uploads, 'aanlevering', 'aanleveringen')} → "
            f"{counted(reports, 'aanvaarde rapportage', 'aanvaarde rapportages')}, {cells} cellen; "
            f"{converted} moesten een andere vorm krijgen; {by_hand} bleven handwerk"
            f"{f' (oorzaak: {cause})' if level.by_hand else ''}. Geschatte tijd die niet is besteed: {time} "
            f"(bewijsklasse {evidence}); waarde bij € {hourly} per uur: {euro}. Niet geteld: registratie van "
            f"zorg, controle door gemeenten, werk dat al geautomatiseerd was ({automated})"
            f"{shared}{added}."
        )
    return (
        f"{when}, {who}: {counted(uploads, 'upload', 'uploads', 'en')} → "
        f"{counted(reports, 'accepted delivery', 'accepted deliveries', 'en')}, {cells} cells; {converted} "
        f"had to take another form; {by_hand} stayed by hand{f' (cause: {cause})' if level.by_hand else ''}. "
        f"Estimated time not spent: {time} (evidence class {evidence}); at € {hourly} per hour: {euro}. "
        f"Not counted: care registration, municipal checks, what was automated already ({automated})"
        f"{shared}{added}."
    )


def _automated(mean: float, language: Language) -> str:
    """A third while it is assumed; what the hold-out makes of it once that has said something else."""
    if abs(mean - 1 / 3) < _ABOUT_A_THIRD:
        return "aangenomen: een derde" if language == "nl" else "assumed: a third"
    tenths = round(10 * mean)
    return f"ongeveer {tenths} van de 10 minuten" if language == "nl" else f"about {tenths} in 10 minutes"


_ABOUT_A_THIRD = 0.03
_SHARED = (
    ", een formaat dat gemeenten delen nog eens omzetten",
    ", converting once more a format that municipalities share",
)


def _not_counted(added: Added, language: Language) -> str:
    if not added.is_any or added.since is None:
        return ""
    counts, work = new_words(added, language), duration_range(added.with_service, language)
    since = _with_article(added.since, language)
    if language == "nl":
        return (
            f", en wat na {since} voor het eerst is gevraagd: {counts}; het werk daaraan met de dienst is "
            f"afgetrokken ({work})"
        )
    return (
        f", and what was asked for the first time after {since}: {counts}; the work on it with the service "
        f"is taken off ({work})"
    )


def new_words(added: Added, language: Language) -> str:
    """`1 van 7 rapportages, 10 van 70 gegevens (geteld per rapportage)`: what is new, of how many."""
    reports = _of(added.deliveries, added.of_deliveries, language)
    elements = _of(added.elements, added.of_elements, language)
    if language == "nl":
        heavier = counted(added.heavier, "gegeven", "gegevens")
        more = f", {heavier} in een zwaardere vorm dan toen" if added.heavier else ""
        return f"{reports} rapportages, {elements} gegevens (geteld per rapportage){more}"
    heavier = counted(added.heavier, "element", "elements", "en")
    more = f", {heavier} in a heavier form than then" if added.heavier else ""
    return f"{reports} reports, {elements} elements (counted per report){more}"


def known_before(added: Added, language: Language) -> str:
    """What is known of the time before, and what new demand would take and takes: a line of its own."""
    if added.since is None:
        return _NOTHING_KNOWN[language == "en"]
    since = _with_article(added.since, language)
    if not added.is_any:
        return _NOTHING_NEW[language == "en"].format(since=since)
    without, with_service = (duration_range(each, language) for each in (added.without, added.with_service))
    if language == "nl":
        return (
            f"Wat na {since} voor het eerst is gevraagd, bespaart niemand iets: het was er niet. Het werk "
            f"daaraan zonder de dienst: {without}; met de dienst: {with_service}. Dat laatste is van de "
            "bespaarde tijd afgetrokken."
        )
    return (
        f"What was asked for the first time after {since} spares nobody anything: it was not there. The "
        f"work on it without the service: {without}; with it: {with_service}. The latter is taken off the "
        "time spared."
    )


_NOTHING_KNOWN = (
    "Over de tijd hiervoor is niets bekend: alles wat gevraagd wordt, telt alsof het altijd gevraagd werd.",
    "Nothing is known of the time before: everything that is asked counts as if it had always been asked.",
)
_NOTHING_NEW = (
    "Na {since} is niets voor het eerst gevraagd.",
    "Nothing was asked for the first time after {since}.",
)


def _with_article(period: Period, language: Language) -> str:
    words = period_words(period, language)
    article = "het" if language == "nl" else "the"
    return words if words == period.label else f"{article} {words}"


def _of(part: int, whole: int, language: Language) -> str:
    return f"{_grouped(part, language)} {'van' if language == 'nl' else 'of'} {_grouped(whole, language)}"


def beyond_copying(measured: Measurement, language: Language) -> str:
    """Where the net comes from when it is more than copying its cells could take; nothing when it is less."""
    found, seconds = measured.estimate, measured.seconds_per_converted_cell
    if not measured.is_more_than_copying or seconds is None:
        return ""
    part, whole = duration(found.handling, language), duration(found.without, language)
    copying = duration(measured.converted_before * SECONDS_OF_COPYING / _SECONDS, language)
    but = _WITHOUT_NEW[language == "en"] if measured.added.converted else ""
    if language == "nl":
        return (
            f"Per omgezette cel is dat {seconds:.0f} seconden; overtikken kost er hoogstens "
            f"{SECONDS_OF_COPYING}, dus {copying} voor alle cellen samen{but}. Het verschil is werk dat niet "
            f"per cel gaat: van {whole} zonder de dienst is {part} selecteren, controleren, herstellen en "
            "versturen, en een kolom omzetten kost voor tien regels evenveel als voor duizend."
        )
    return (
        f"Per converted cell that is {seconds:.0f} seconds; typing takes {SECONDS_OF_COPYING} at most, so "
        f"{copying} for all cells together{but}. The difference is work that does not go by the cell: of "
        f"{whole} without the service {part} is selecting, checking, repairing and sending, and converting a "
        "column takes as much for ten lines as for a thousand."
    )


_WITHOUT_NEW = (", die in nieuwe rapportages niet meegeteld", ", those in new reports left out")


def counted(number: int, one: str, more: str, language: Language = "nl") -> str:
    """`1 rapportage`, `1.200 rapportages`."""
    return f"{_grouped(number, language)} {one if number == 1 else more}"


def _grouped(number: float, language: Language) -> str:
    text = f"{number:,.0f}"
    return text.replace(",", ".") if language == "nl" else text


def _one_step(value: float) -> float:
    """To fives below a quarter of an hour, to tens above: what a person would say."""
    step = 5 if abs(value) < 2 * 10 else 10
    return round(value / step) * step


def _two_steps(value: float) -> int:
    """Two significant digits, whole."""
    if abs(value) < 1:
        return 0
    step = int(10 ** max(floor(log10(abs(value))) - 1, 0))
    return round(value / step) * step
