"""The steps that a submission goes through, as its provider sees them."""

from dataclasses import dataclass
from enum import StrEnum

from service.domain.submissions.jobs import JobKind, Progress
from service.domain.submissions.submission import SubmissionState
from service.web.shared.languages import gettext, ngettext
from service.web.shared.notation import number


class StepState(StrEnum):
    """How far a step is."""

    DONE = "done"
    BUSY = "busy"
    WAITING = "waiting"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Step:
    """One step with the words beside it."""

    name: str
    state: StepState
    detail: str = ""

    @property
    def state_name(self) -> str:
        """How far it is, in words: an icon alone says nothing to who cannot see it."""
        return {
            StepState.DONE: gettext("klaar"),
            StepState.BUSY: gettext("bezig"),
            StepState.WAITING: gettext("nog niet begonnen"),
            StepState.STOPPED: gettext("gestopt"),
        }[self.state]


_CHECKED, _TRANSLATED, _CLOSED = 1, 2, 3


def steps_of(state: SubmissionState, progress: Progress, reports: int) -> tuple[Step, ...]:
    """Received, checked, translated per municipality, balance closed."""
    names = (
        gettext("Ontvangen"),
        gettext("Gecontroleerd"),
        gettext("Vertaald per gemeente"),
        gettext("Telling gesloten"),
    )
    at = _now_at(state, progress)
    return tuple(
        Step(name, _step_state(place, at, state), _detail(place, at, state, progress, reports))
        for place, name in enumerate(names)
    )


def announcement(state: SubmissionState, progress: Progress, *, is_whole: bool = True) -> str:
    """Where it stands in one sentence, for who listens; `is_whole`: every report that is asked is there."""
    if progress.is_held_up and not state.is_final:
        return gettext(
            "Uw bestand is bewaard. Een onderdeel van ons werkt nu even niet; daarna gaat het vanzelf verder."
        )
    return _in_one_sentence(state, progress, is_whole=is_whole)


def _in_one_sentence(state: SubmissionState, progress: Progress, *, is_whole: bool) -> str:
    match state:
        case SubmissionState.RECEIVED:
            return gettext("Uw bestand is veilig ontvangen en wordt nu gecontroleerd.")
        case SubmissionState.TRANSLATING:
            return gettext("%(done)s van %(total)s stappen klaar.") % {
                "done": number(progress.done),
                "total": number(progress.total),
            }
        case SubmissionState.READY if not is_whole:
            return gettext("Klaar, maar niet elke rapportage kon worden gemaakt; zie de bevindingen.")
        case SubmissionState.READY:
            return gettext("Klaar: alle rapportages zijn gemaakt en de telling sluit.")
        case SubmissionState.REJECTED:
            return gettext("Afgekeurd: er is niets vertaald. Verbeter het bestand en lever het opnieuw aan.")
        case SubmissionState.FAILED:
            return gettext("Er ging bij ons iets mis. U hoeft niets te doen; wij zoeken het uit.")


def _now_at(state: SubmissionState, progress: Progress) -> int:
    match state:
        case SubmissionState.RECEIVED | SubmissionState.REJECTED:
            return _CHECKED
        case SubmissionState.TRANSLATING:
            return _CLOSED if progress.done >= progress.total - 1 else _TRANSLATED
        case SubmissionState.FAILED:
            kinds = {job.kind for job in progress.quarantined}
            failed_at = {JobKind.CHECK: _CHECKED, JobKind.TRANSLATE: _TRANSLATED, JobKind.SETTLE: _CLOSED}
            return min((failed_at[kind] for kind in kinds), default=_CLOSED)
        case SubmissionState.READY:
            return _CLOSED + 1


def _step_state(place: int, at: int, state: SubmissionState) -> StepState:
    if place < at:
        return StepState.DONE
    if place > at:
        return StepState.WAITING
    stopped = state in {SubmissionState.REJECTED, SubmissionState.FAILED}
    return StepState.STOPPED if stopped else StepState.BUSY


def _detail(place: int, at: int, state: SubmissionState, progress: Progress, reports: int) -> str:
    if place == _CHECKED and state is SubmissionState.REJECTED:
        return gettext("afgekeurd")
    if place != _TRANSLATED or at < _TRANSLATED:
        return ""
    if at > _TRANSLATED:
        words = ngettext("%(count)s rapportage", "%(count)s rapportages", reports)
        return words % {"count": number(reports)}
    total = max(progress.total - 2, 0)
    words = ngettext("%(done)s van %(total)s formaat", "%(done)s van %(total)s formaten", total)
    return words % {"done": number(max(progress.done - 1, 0)), "total": number(total)}
