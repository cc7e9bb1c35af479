"""The words of the pages about formats: states, kinds of file, and how versions and fields are called."""

from collections.abc import Mapping

from service.domain.formats.drafts.draft import DraftState
from service.domain.formats.plan import Plan
from service.domain.periods import parse_period
from service.domain.standard.model import Field
from service.web.shared.languages import gettext, message
from service.web.shared.notation import period_name

_STATES = {
    DraftState.DRAFT: message("Concept"),
    DraftState.SUBMITTED: message("Wacht op tweede persoon"),
    DraftState.SENT_BACK: message("Teruggestuurd"),
    DraftState.PUBLISHED: message("Gepubliceerd"),
    DraftState.WITHDRAWN: message("Ingetrokken"),
}
_STATE_MARKS = {
    DraftState.DRAFT: "waiting",
    DraftState.SUBMITTED: "paused",
    DraftState.SENT_BACK: "warning",
    DraftState.PUBLISHED: "done",
    DraftState.WITHDRAWN: "none",
}
_PERIODS = {
    "month": message("per maand"),
    "quarter": message("per kwartaal"),
    "half-year": message("per halfjaar"),
    "year": message("per jaar"),
}
_KINDS: Mapping[str, str] = {
    "xlsx": message("Excel-werkmap"),
    "ods": message("OpenDocument-werkmap"),
    "docx": message("Word-document"),
    "zip": message("zip met meer bestanden"),
    "csv": message("csv-bestand"),
    "fixed-width": message("bestand met vaste breedtes"),
    "xml": message("xml-bestand"),
    "json": message("json-bestand"),
}


def state_name(state: DraftState) -> str:
    """Where a draft stands."""
    return gettext(_STATES[state])


def state_mark(state: DraftState) -> str:
    """The icon beside the state."""
    return _STATE_MARKS[state]


def period_of(plan: Plan) -> str:
    """How often it is asked."""
    return gettext(_PERIODS[plan.format.period.value])


def kind_of_file(plan: Plan) -> str:
    """What kind of file it fills."""
    return gettext(_KINDS[plan.format.output.kind])


def provenance_of(plan: Plan) -> str:
    """Whether it is really theirs."""
    if plan.format.provenance == "official":
        return gettext("officieel: %(source)s") % {"source": plan.format.source}
    return gettext("voorbeeld, niet van een gemeente")


def level_of(plan: Plan) -> str:
    """Whether it tells about persons."""
    if plan.format.level == "person":
        return gettext("over personen")
    return gettext("alleen aantallen en bedragen")


def validity_of(plan: Plan) -> str:
    """For which reporting periods a version holds."""
    begin, until = period_told(plan.version), plan.format.valid.until
    if until:
        return gettext("%(begin)s tot en met %(until)s") % {"begin": begin, "until": period_told(until)}
    return gettext("vanaf %(begin)s") % {"begin": begin}


def period_told(label: str) -> str:
    """What a draft says as its first or last period, as people write it; as it stands when it is none."""
    try:
        return period_name(parse_period(label))
    except ValueError:
        return label


def field_words(table: str, field: Field) -> str:
    """A field as someone finds it in a list: its name and what it is."""
    return f"{table}.{field.name} – {field.description}"
