"""How the measure speaks of operations, causes and evidence, and the whole measure in one paragraph."""

from collections.abc import Mapping

from service.domain.burden.amounts import counted, duration, duration_range, euro_range, grouped, share
from service.domain.burden.made_today import Way
from service.domain.burden.measure import SECONDS_OF_COPYING, Measurement
from service.domain.burden.municipal import MunicipalActivity
from service.domain.burden.residual import Cause
from service.domain.burden.tables import Driver, EvidenceClass
from service.domain.burden.time_studies import TimedWork
from service.domain.burden.words_of_new import not_counted
from service.domain.wording import NOTHING, Wording, same

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


def work_words(work: str) -> Wording:
    """What a stop-watch was started on: one of four kinds of work, or one operation, as it was before."""
    return _WORK.get(work) or _DRIVERS[Driver(work)]


_WORK: Mapping[str, Wording] = {
    TimedWork.HANDLING: Wording(
        "een rapportage zonder de dienst: gegevens opzoeken, controleren, herstellen en versturen",
        "a report without the service: find its data, check, repair and send",
    ),
    TimedWork.GRAIN: Wording(
        "regels samenvoegen voor een rapportage, zonder de dienst",
        "put lines together for a report, without the service",
    ),
    TimedWork.UPLOAD: Wording(
        "één keer aanleveren met de dienst: exporteren, controleren, herstellen en uploaden",
        "deliver once with the service: export, check, repair and upload",
    ),
    TimedWork.REVIEW: Wording("een rapportage van de dienst nakijken", "review a report of the service"),
}


def way_words(way: Way) -> Wording:
    """How a provider makes a format today."""
    return _WAYS[way]


_WAYS = {
    Way.BY_HAND: Wording("met de hand", "by hand"),
    Way.SCRIPT: Wording("met een eigen macro of script", "by a macro or script of our own"),
    Way.SYSTEM: Wording("ons ECD maakt het", "our record system makes it"),
}


def cause_words(cause: Cause) -> Wording:
    """What a cause of residual burden is called."""
    return _CAUSES[cause]


def evidence_words(evidence: EvidenceClass) -> Wording:
    """What an evidence class means."""
    return _EVIDENCE[evidence]


def lettered_evidence(evidence: EvidenceClass) -> Wording:
    """`C: standaardtijden, niet gemeten`."""
    return same(f"{evidence.value}: ") + evidence_words(evidence)


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
        cells=grouped(level.cells),
        converted=share(level.converted, level.cells),
        by_hand=grouped(level.by_hand),
        cause=cause,
        time=duration_range(found.net),
        evidence=lettered_evidence(found.evidence),
        hourly=round(found.money.tariff.middle / 100),
        euro=euro_range(found.money.euro),
        automated=_automated(found.automated),
        shared=_SHARED if measured.has_shared_formats else NOTHING,
        added=not_counted(measured.added),
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
    if abs(mean - 1 / 2) < _ABOUT_A_THIRD:
        return Wording("aangenomen: een derde tot twee derde", "assumed: a third to two thirds")
    if abs(mean - 1 / 3) < _ABOUT_A_THIRD:
        return Wording("aangenomen: een derde", "assumed: a third")
    return Wording("ongeveer {tenths} van de 10 minuten", "about {tenths} in 10 minutes").fill(
        tenths=round(10 * mean)
    )


_ABOUT_A_THIRD = 0.03
_SHARED = Wording(
    ", iets dat een gemeente nog eens vraagt, een formaat dat gemeenten delen nog eens omzetten",
    ", what a municipality asks once more, converting once more a format that municipalities share",
)


def beyond_copying(measured: Measurement) -> Wording:
    """Where the net comes from when it is more than copying its cells could take; nothing when it is less."""
    found, seconds = measured.estimate, measured.seconds_per_converted_cell
    if not measured.is_more_than_copying or seconds is None:
        return NOTHING
    return _BEYOND.fill(
        seconds=counted(round(seconds), Wording("seconde", "second"), Wording("seconden", "seconds")),
        typing=SECONDS_OF_COPYING,
        copying=duration(measured.converted_before * SECONDS_OF_COPYING / _SECONDS),
        but=_WITHOUT_NEW if measured.added.converted else NOTHING,
        whole=duration(found.without),
        part=duration(found.handling),
    )


_BEYOND = Wording(
    "Per omgezette cel is dat {seconds}; overtikken kost er hoogstens {typing}, dus {copying} voor "
    "alle cellen samen{but}. Het verschil is werk dat niet per cel gaat: van {whole} zonder de dienst is "
    "{part} selecteren, controleren, herstellen en versturen, en een kolom omzetten kost voor tien regels "
    "evenveel als voor duizend.",
    "Per converted cell that is {seconds}; typing takes {typing} at most, so {copying} for all cells "
    "together{but}. The difference is work that does not go by the cell: of {whole} without the service "
    "{part} is selecting, checking, repairing and sending, and converting a column takes as much for ten "
    "lines as for a thousand.",
)
_WITHOUT_NEW = Wording(", die in nieuwe rapportages niet meegeteld", ", those in new reports left out")
