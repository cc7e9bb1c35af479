"""What kinds and states of work are called on these pages."""

from service.domain.submissions.jobs import JobKind, JobState
from service.web.shared.languages import gettext, message

_KINDS = {
    JobKind.CHECK: message("Controleren"),
    JobKind.TRANSLATE: message("Vertalen"),
    JobKind.SETTLE: message("Afronden"),
    JobKind.TRY_FORMAT: message("Een concept proberen"),
    JobKind.ANNOTATE: message("Kopie met opmerkingen maken"),
    JobKind.RELEASE: message("Vertalen wat wachtte"),
    JobKind.TELL_ANSWERS: message("Antwoorden meesturen"),
    JobKind.SEND_EMAIL: message("E-mail versturen"),
    JobKind.BRING_EVENTS: message("Gebeurtenissen brengen"),
    JobKind.DELIVER: message("Rapportage bezorgen"),
    JobKind.FETCH: message("Bestanden ophalen"),
}
_STATES = {
    JobState.READY: message("Wacht op een werker"),
    JobState.RUNNING: message("Bezig"),
    JobState.DONE: message("Klaar"),
    JobState.QUARANTINED: message("Apart gezet"),
}


def kind_words(kind: JobKind) -> str:
    """What a job does."""
    return gettext(_KINDS[kind])


def state_words(state: JobState) -> str:
    """Where it stands."""
    return gettext(_STATES[state])
