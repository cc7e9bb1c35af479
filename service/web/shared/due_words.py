"""The words and icons for how something that is owed stands in time."""

from service.domain.dues import Due, DueState, LateCause
from service.domain.lateness import DAYS_WITH_A_FORMAT
from service.web.shared.languages import gettext, message
from service.web.shared.notation import day

_STATES = {
    DueState.MISSING: message("Ontbreekt"),
    DueState.EXTENDED: message("Uitstel"),
    DueState.DUE: message("Nu aan de beurt"),
    DueState.LATE: message("Te laat"),
    DueState.NOT_YET: message("Nog niet aan de beurt"),
    DueState.ON_TIME: message("Op tijd"),
}
_WITH_DAY = {
    DueState.MISSING: message("Ontbreekt: moest er zijn op %(day)s"),
    DueState.EXTENDED: message("Uitstel tot en met %(day)s"),
    DueState.DUE: message("Nu aan de beurt: uiterlijk %(day)s"),
    DueState.LATE: message("Te laat: verstuurd op %(day)s"),
    DueState.NOT_YET: message("Nog niet aan de beurt: uiterlijk %(day)s"),
    DueState.ON_TIME: message("Op tijd: verstuurd op %(day)s"),
}
_MARKS = {
    DueState.MISSING: "stopped",
    DueState.EXTENDED: "paused",
    DueState.DUE: "busy",
    DueState.LATE: "warning",
    DueState.NOT_YET: "waiting",
    DueState.ON_TIME: "done",
}
_CAUSES = {
    LateCause.PROVIDER: message("Oorzaak: bij de aanbieder"),
    LateCause.FORMAT: message("Oorzaak: het formaat kwam minder dan %(days)s dagen vóór de uiterste dag"),
    LateCause.SERVICE: message("Oorzaak: bij Eenmaal, de aanlevering was niet op tijd verwerkt"),
    LateCause.NOT_FETCHED: message("De gemeente heeft het nog niet opgehaald"),
}


def due_state_name(state: DueState) -> str:
    """The state alone."""
    return gettext(_STATES[state])


def due_state_mark(state: DueState) -> str:
    """The icon beside it."""
    return _MARKS[state]


def due_name(due: Due) -> str:
    """The state with the day that decides it: of sending, or the last one."""
    return gettext(_WITH_DAY[due.state]) % {"day": day(due.sent_on or due.last_day)}


def due_cause(due: Due) -> str:
    """Why it is late, missing or not fetched; empty when it is none of these."""
    return gettext(_CAUSES[due.cause]) % {"days": DAYS_WITH_A_FORMAT} if due.cause else ""


def due_mark(due: Due) -> str:
    """The icon beside it."""
    return _MARKS[due.state]
