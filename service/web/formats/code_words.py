"""Words on the page about codes: where a proposal stands, why a code is not shown, when a meaning holds."""

from datetime import date

from service.domain.formats.code_tables import CodeLine
from service.domain.formats.meaning_proposals import ProposalState
from service.domain.translation.waiting_codes import HiddenCode
from service.web.shared.languages import gettext, message
from service.web.shared.notation import day

_STATES = {
    ProposalState.PROPOSED: message("Wacht op tweede persoon"),
    ProposalState.APPROVED: message("Goedgekeurd"),
    ProposalState.SENT_BACK: message("Teruggestuurd"),
    ProposalState.WITHDRAWN: message("Ingetrokken"),
}
_STATE_MARKS = {
    ProposalState.PROPOSED: "paused",
    ProposalState.APPROVED: "done",
    ProposalState.SENT_BACK: "warning",
    ProposalState.WITHDRAWN: "none",
}
_HIDDEN = {
    HiddenCode.PERSON: message("niet getoond: dit kan over een persoon gaan"),
    HiddenCode.STORY: message("niet getoond: te lang voor een code, of meer dan één regel"),
}


def state_name(state: ProposalState) -> str:
    """Where a proposal stands."""
    return gettext(_STATES[state])


def state_mark(state: ProposalState) -> str:
    """The icon beside the state."""
    return _STATE_MARKS[state]


def why_hidden(hidden: HiddenCode) -> str:
    """Why a code is counted and not shown."""
    return gettext(_HIDDEN[hidden])


def validity_of(line: CodeLine) -> str:
    """On which days a meaning holds; empty when always."""
    begin, until = line.valid_from, line.valid_until
    if begin == date.min and until == date.max:
        return ""
    if until == date.max:
        return gettext("vanaf %(begin)s") % {"begin": day(begin)}
    if begin == date.min:
        return gettext("tot en met %(until)s") % {"until": day(until)}
    return gettext("%(begin)s tot en met %(until)s") % {"begin": day(begin), "until": day(until)}
