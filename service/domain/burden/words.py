"""How the measure speaks: the range before the point, one significant step, no cents, in two languages."""

from math import floor, log10

from service.domain.burden.added import Added
from service.domain.burden.estimate import Interval
from service.domain.burden.measure import SECONDS_OF_COPYING, Measurement
from service.domain.burden.municipal import MunicipalActivity
from service.domain.burden.residual import Cause
from service.domain.burden.tables import Driver, EvidenceClass
from service.domain.periods import Period
from service.domain.wording import NOTHING, Wording, same

_HOUR = 60
_HALF = 30
_SECONDS = 60
_CAUSES = {
    Cause.NOT_IN_STANDARD: Wording("gegeven niet in de standaard", "element not in the standard"),
    Cause.DEFINITION_DIFFERS: Wording("definitie verschilt", "definition differs"),
    Cause.NARRATIVE: Wording("vrije tekst gevraagd", "free text asked"),
    Cause.DATA_QUALITY: Wording("fout in de gegevens", "fault in the data"),
    Cause.CHANGED_WITHOUT_NOTICE: Wording(
        "formaat gewijzigd zonder bericht", "format changed without notice"
    ),
    Cause.PORTAL_OR_SIGNATURE: Wording("portaal, e-mail of handtekening", "portal, e-mail or signature"),
    Cause.REJECTED: Wording("afgekeurd door de gemeente", "rejected by the municipality"),
    Cause.ACCOUNTANT: Wording("accountant of verklaring", "accountant or statement"),
    Cause.MAY_NOT_BE_SHARED: Wording("mag niet gedeeld worden", "may not be shared"),
    Cause.OUR_DEFECT: Wording("onze eigen fout", "our own defect"),
}
_EVIDENCE = {
    EvidenceClass.A: Wording("gemeten in een steekproef met de hand", "measured in a sample made by hand"),
    EvidenceClass.B: Wording("geijkt op eigen metingen", "calibrated on own measurements"),
    EvidenceClass.C: Wording("standaardtijden, niet gemeten", "standard times, not measured"),
    EvidenceClass.D: Wording("schatting van deskundigen, niet gemeten", "experts' guess, not measured"),
}


_DRIVERS = {
    Driver.SELECT: Wording("gegevens van één gemeente selecteren", "select the data of one municipality"),
    Driver.CHECK: Wording("controleren vóór verzenden", "check before sending"),
    Driver.CORRECT: Wording("fouten herstellen", "repair faults"),
    Driver.SEND: Wording("versturen of in een portaal zetten", "send, or put in a portal"),
    Driver.RENAME: Wording("een kolom hernoemen", "rename a column"),
    Driver.FORMAT: Wording("een kolom een andere vorm geven", "give a column another form"),
    Driver.RECODE: Wording("een kolom hercoderen, één op één", "recode a column, one to one"),
    Driver.REGROUP: Wording("een kolom hercoderen, meer codes op één", "recode a column, many to one"),
    Driver.DERIVE: Wording("een kolom afleiden of uitrekenen", "derive or compute a column"),
    Driver.GRAIN: Wording("regels samenvoegen", "put lines together"),
    Driver.MANUAL: Wording("een rij met de hand invullen", "fill in a row by hand"),
    Driver.SERVICE_EXPORT: Wording("dienst: de ene export maken", "service: make the one export"),
    Driver.SERVICE_CHECK: Wording("dienst: de export controleren", "service: check the export"),
    Driver.SERVICE_FIX: Wording("dienst: bevindingen herstellen", "service: repair findings"),
    Driver.SERVICE_UPLOAD: Wording("dienst: aanleveren", "service: upload"),
    Driver.SERVICE_SIGN_IN: Wording(
        "dienst: inloggen en bijkomend", "service: sign in, and what comes with it"
    ),
    Driver.SERVICE_REVIEW: Wording("dienst: een rapportage nakijken", "service: review a report"),
    Driver.ONCE_LEARN: Wording("eenmalig: een formaat lezen", "once: read a format"),
    Driver.ONCE_TEMPLATE: Wording("eenmalig: een sjabloon opzetten", "once: set up a template"),
    Driver.ONCE_ONBOARDING: Wording("eenmalig: aansluiten", "once: join the service"),
}
_ACTIVITIES = {
    MunicipalActivity.CONFIRM: Wording(
        "ontvangst bevestigen en navragen wat ontbreekt",
        "confirm receipt and ask for what is missing",
    ),
    MunicipalActivity.FORMAL_CHECK: Wording("de vorm nakijken", "check the form"),
    MunicipalActivity.CONTENT_CHECK: Wording("de inhoud nakijken", "check the content"),
}


def activity_words(activity: MunicipalActivity) -> Wording:
    """What a municipality does with a report."""
    return _ACTIVITIES[activity]


def bounds_words(minutes: tuple[float, float, float]) -> Wording:
    """`8 uur tot 61 uur, midden 40 uur`: everything low and everything high, which is no likelihood."""
    low, middle, high = map(duration, minutes)
    return _BOUNDS.fill(low=low, middle=middle, high=high)


_BOUNDS = Wording("{low} tot {high}, midden {middle}", "{low} to {high}, middle {middle}")


def driver_words(driver: Driver) -> Wording:
    """What an operation is called."""
    return _DRIVERS[driver]


def cause_words(cause: Cause) -> Wording:
    """What a cause of residual burden is called."""
    return _CAUSES[cause]


def evidence_words(evidence: EvidenceClass) -> Wording:
    """What an evidence class means."""
    return _EVIDENCE[evidence]


def lettered_evidence(evidence: EvidenceClass) -> Wording:
    """`C: standaardtijden, niet gemeten`."""
    return same(f"{evidence.value}: ") + evidence_words(evidence)


def duration(minutes: float) -> Wording:
    """`20 minuten`, `5½ uur`: one significant step; a minus sign in front when it is less than nothing."""
    if abs(_one_step(minutes)) < _HOUR:
        return Wording("{minutes} minuten", "{minutes} minutes").fill(minutes=f"{_one_step(minutes):.0f}")
    halves = round(minutes / _HALF)
    if abs(halves) >= 2 * 10:
        hours = _grouped(_two_steps(minutes / _HOUR))
    else:
        sign, whole, half = "-" if halves < 0 else "", abs(halves) // 2, abs(halves) % 2
        hours = same(f"{sign}{whole}{'½' if half else ''}")
    return Wording("{hours} uur", "{hours} hours").fill(hours=hours)


def period_words(period: Period) -> Wording:
    """`eerste kwartaal 2026`; a month or anything else by its own label."""
    year, _, part = period.label.partition("-")
    if part[:1] not in _KINDS:
        return same(period.label)
    return _KINDS[part[0]].fill(which=_PLACES[int(part[1:]) - 1], year=year)


_PLACES = (
    Wording("eerste", "first"),
    Wording("tweede", "second"),
    Wording("derde", "third"),
    Wording("vierde", "fourth"),
)
_KINDS = {
    "Q": Wording("{which} kwartaal {year}", "{which} quarter of {year}"),
    "H": Wording("{which} halfjaar {year}", "{which} half of {year}"),
}


def amount(minutes: float) -> Wording:
    """One figure by itself, as a duration; something that rounds to nothing is said to be something."""
    if minutes == 0:
        return _NO_TIME
    if minutes > 0 and not _one_step(minutes):
        return Wording("minder dan 5 minuten", "less than 5 minutes")
    return duration(minutes)


_NO_TIME = Wording("niets", "nothing")


def duration_range(minutes: Interval) -> Wording:
    """`tussen 20 minuten en 5½ uur, ongeveer 2 uur`: the range before the point."""
    if minutes.p10 == minutes.p90 == 0:
        return _NO_TIME
    low, middle, high = map(duration, (minutes.p10, minutes.p50, minutes.p90))
    if minutes.p10 >= 0 and (not _one_step(minutes.p50) or (not _one_step(minutes.p10) and middle == high)):
        return Wording("waarschijnlijk hoogstens {most}", "likely {most} at most").fill(
            most=amount(minutes.p90)
        )
    return _RANGE.fill(low=low, middle=middle, high=high)


_RANGE = Wording(
    "waarschijnlijk tussen {low} en {high}, ongeveer {middle}",
    "likely between {low} and {high}, about {middle}",
)


def euro_range(euro: Interval) -> Wording:
    """`€ 17 tot € 256, ongeveer € 95`: whole euros."""
    low, middle, high = (
        same(f"{'-' if each < 0 else ''}€ ") + _grouped(abs(each))
        for each in (_two_steps(euro.p10), _two_steps(euro.p50), _two_steps(euro.p90))
    )
    return Wording("{low} tot {high}, ongeveer {middle}", "{low} to {high}, about {middle}").fill(
        low=low, middle=middle, high=high
    )


def share(part: int, whole: int) -> Wording:
    """`602 van 2.542 (23,7%)`: never a percentage without what it is of."""
    counts = _of(part, whole)
    if not whole:
        return counts
    percentage = f"{100 * part / whole:.1f}"
    return counts + Wording(f" ({percentage.replace('.', ',')}%)", f" ({percentage}%)")


def sentence(measured: Measurement, who: str, when: Wording) -> Wording:
    """The whole measure in one paragraph, as the method prescribes it."""
    level, found = measured.level_zero, measured.estimate
    cause = _BECAUSE.fill(cause=cause_words(Cause.NOT_IN_STANDARD)) if level.by_hand else NOTHING
    return _SENTENCE.fill(
        when=Wording(_capitalised(when.nl), _capitalised(when.en)),
        who=who,
        uploads=counted(
            measured.uploads, Wording("aanlevering", "upload"), Wording("aanleveringen", "uploads")
        ),
        reports=counted(
            len(measured.deliveries),
            Wording("aanvaarde rapportage", "accepted delivery"),
            Wording("aanvaarde rapportages", "accepted deliveries"),
        ),
        cells=_grouped(level.cells),
        converted=share(level.converted, level.cells),
        by_hand=_grouped(level.by_hand),
        cause=cause,
        time=duration_range(found.net),
        evidence=lettered_evidence(found.evidence),
        hourly=round(found.money.tariff.middle / 100),
        euro=euro_range(found.money.euro),
        automated=_automated(found.automated),
        shared=_SHARED if measured.has_shared_formats else NOTHING,
        added=_not_counted(measured.added),
    )


_SENTENCE = Wording(
    "{when}, {who}: {uploads} → {reports}, {cells} cellen; {converted} moesten een andere vorm krijgen; "
    "{by_hand} bleven handwerk{cause}. Geschatte tijd die niet is besteed: {time} (bewijsklasse {evidence}); "
    "waarde bij € {hourly} per uur: {euro}. Niet geteld: registratie van zorg, controle door gemeenten, "
    "werk dat al geautomatiseerd was ({automated}){shared}{added}.",
    "{when}, {who}: {uploads} → {reports}, {cells} cells; {converted} had to take another form; {by_hand} "
    "stayed by hand{cause}. Estimated time not spent: {time} (evidence class {evidence}); at € {hourly} per "
    "hour: {euro}. Not counted: care registration, municipal checks, what was automated already "
    "({automated}){shared}{added}.",
)
_BECAUSE = Wording(" (oorzaak: {cause})", " (cause: {cause})")


def _capitalised(words: str) -> str:
    return words[:1].upper() + words[1:]


def _automated(mean: float) -> Wording:
    """A third while it is assumed; what the hold-out makes of it once that has said something else."""
    if abs(mean - 1 / 3) < _ABOUT_A_THIRD:
        return Wording("aangenomen: een derde", "assumed: a third")
    return Wording("ongeveer {tenths} van de 10 minuten", "about {tenths} in 10 minutes").fill(
        tenths=round(10 * mean)
    )


_ABOUT_A_THIRD = 0.03
_SHARED = Wording(
    ", een formaat dat gemeenten delen nog eens omzetten",
    ", converting once more a format that municipalities share",
)


def _not_counted(added: Added) -> Wording:
    if not added.is_any or added.since is None:
        return NOTHING
    return _TAKEN_OFF.fill(
        since=_with_article(added.since), counts=new_words(added), work=duration_range(added.with_service)
    )


_TAKEN_OFF = Wording(
    ", en wat na {since} voor het eerst is gevraagd: {counts}; het werk daaraan met de dienst is afgetrokken "
    "({work})",
    ", and what was asked for the first time after {since}: {counts}; the work on it with the service is "
    "taken off ({work})",
)


def new_words(added: Added) -> Wording:
    """`1 van 7 rapportages, 10 van 70 gegevens (geteld per rapportage)`: what is new, of how many."""
    heavier = counted(added.heavier, Wording("gegeven", "element"), Wording("gegevens", "elements"))
    return _NEW.fill(
        reports=_of(added.deliveries, added.of_deliveries),
        elements=_of(added.elements, added.of_elements),
        more=_HEAVIER.fill(heavier=heavier) if added.heavier else NOTHING,
    )


_NEW = Wording(
    "{reports} rapportages, {elements} gegevens (geteld per rapportage){more}",
    "{reports} reports, {elements} elements (counted per report){more}",
)
_HEAVIER = Wording(", {heavier} in een zwaardere vorm dan toen", ", {heavier} in a heavier form than then")


def known_before(added: Added) -> Wording:
    """What is known of the time before, and what new demand would take and takes: a line of its own."""
    if added.since is None:
        return _NOTHING_KNOWN
    since = _with_article(added.since)
    if not added.is_any:
        return _NOTHING_NEW.fill(since=since)
    without, with_service = map(duration_range, (added.without, added.with_service))
    return _SPARES_NOBODY.fill(since=since, without=without, with_service=with_service)


_NOTHING_KNOWN = Wording(
    "Over de tijd hiervoor is niets bekend: alles wat gevraagd wordt, telt alsof het altijd gevraagd werd.",
    "Nothing is known of the time before: everything that is asked counts as if it had always been asked.",
)
_NOTHING_NEW = Wording(
    "Na {since} is niets voor het eerst gevraagd.",
    "Nothing was asked for the first time after {since}.",
)
_SPARES_NOBODY = Wording(
    "Wat na {since} voor het eerst is gevraagd, bespaart niemand iets: het was er niet. Het werk daaraan "
    "zonder de dienst: {without}; met de dienst: {with_service}. Dat laatste is van de bespaarde tijd "
    "afgetrokken.",
    "What was asked for the first time after {since} spares nobody anything: it was not there. The work on "
    "it without the service: {without}; with it: {with_service}. The latter is taken off the time spared.",
)


def _with_article(period: Period) -> Wording:
    words = period_words(period)
    return words if words == same(period.label) else Wording("het ", "the ") + words


def _of(part: int, whole: int) -> Wording:
    return Wording("{part} van {whole}", "{part} of {whole}").fill(part=_grouped(part), whole=_grouped(whole))


def beyond_copying(measured: Measurement) -> Wording:
    """Where the net comes from when it is more than copying its cells could take; nothing when it is less."""
    found, seconds = measured.estimate, measured.seconds_per_converted_cell
    if not measured.is_more_than_copying or seconds is None:
        return NOTHING
    return _BEYOND.fill(
        seconds=f"{seconds:.0f}",
        typing=SECONDS_OF_COPYING,
        copying=duration(measured.converted_before * SECONDS_OF_COPYING / _SECONDS),
        but=_WITHOUT_NEW if measured.added.converted else NOTHING,
        whole=duration(found.without),
        part=duration(found.handling),
    )


_BEYOND = Wording(
    "Per omgezette cel is dat {seconds} seconden; overtikken kost er hoogstens {typing}, dus {copying} voor "
    "alle cellen samen{but}. Het verschil is werk dat niet per cel gaat: van {whole} zonder de dienst is "
    "{part} selecteren, controleren, herstellen en versturen, en een kolom omzetten kost voor tien regels "
    "evenveel als voor duizend.",
    "Per converted cell that is {seconds} seconds; typing takes {typing} at most, so {copying} for all cells "
    "together{but}. The difference is work that does not go by the cell: of {whole} without the service "
    "{part} is selecting, checking, repairing and sending, and converting a column takes as much for ten "
    "lines as for a thousand.",
)
_WITHOUT_NEW = Wording(", die in nieuwe rapportages niet meegeteld", ", those in new reports left out")


def counted(number: int, one: Wording, more: Wording) -> Wording:
    """`1 rapportage`, `1.200 rapportages`."""
    return _grouped(number) + same(" ") + (one if number == 1 else more)


def _grouped(number: float) -> Wording:
    text = f"{number:,.0f}"
    return Wording(text.replace(",", "."), text)


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
