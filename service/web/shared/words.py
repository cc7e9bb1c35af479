"""The words on screen for names that the code uses: states, severities, tables, rules and findings."""

from collections.abc import Mapping

from service.domain import words
from service.domain.access import OrganisationKind
from service.domain.burden.residual import Cause
from service.domain.burden.words import cause_words
from service.domain.findings import Severity, Verdict
from service.domain.reports import ReportSummary
from service.domain.standing import ReportStanding, SubmissionStanding
from service.domain.submissions.submission import Submission
from service.domain.threads.thread import ThreadState
from service.domain.words import reason_words
from service.web.shared.languages import gettext, in_language, message

_READY = message("Klaar")
_STATES = {
    SubmissionStanding.CHECKING: message("Wordt gecontroleerd"),
    SubmissionStanding.TRANSLATING: message("Wordt vertaald"),
    SubmissionStanding.REFUSED: message("Afgekeurd"),
    SubmissionStanding.FAILED: message("Storing bij ons"),
    SubmissionStanding.NOT_ASKED: _READY,
    SubmissionStanding.TO_SEND: _READY,
    SubmissionStanding.SENT: _READY,
    SubmissionStanding.REJECTED: message("Afgekeurd door de gemeente"),
    SubmissionStanding.REPLACED: message("Vervangen door een latere aanlevering"),
}
_APART = {
    SubmissionStanding.NOT_ASKED: message("Niets van gevraagd"),
    SubmissionStanding.TO_SEND: message("Nog te versturen"),
    SubmissionStanding.SENT: message("Verstuurd"),
}
"""How those that are all ready are told apart where one chooses between them."""
_READY_WITH_WARNINGS = message("Klaar, met aandachtspunten")
_STATE_MARKS = {
    SubmissionStanding.CHECKING: "busy",
    SubmissionStanding.TRANSLATING: "busy",
    SubmissionStanding.REFUSED: "stopped",
    SubmissionStanding.FAILED: "warning",
    SubmissionStanding.NOT_ASKED: "done",
    SubmissionStanding.TO_SEND: "done",
    SubmissionStanding.SENT: "done",
    SubmissionStanding.REJECTED: "stopped",
    SubmissionStanding.REPLACED: "none",
}
_REPORT_STANDINGS = {
    ReportStanding.UNSENT: message("Nog niet verstuurd"),
    ReportStanding.SENT: message("Verstuurd, nog niet opgehaald"),
    ReportStanding.TAKEN: message("Opgehaald, nog geen oordeel"),
    ReportStanding.ACCEPTED: message("Aanvaard"),
    ReportStanding.REJECTED: message("Afgekeurd"),
    ReportStanding.REPLACED: message("Vervangen"),
    ReportStanding.LAPSED: message("Vervallen"),
}
_REPORT_MARKS = {
    ReportStanding.UNSENT: "waiting",
    ReportStanding.SENT: "busy",
    ReportStanding.TAKEN: "busy",
    ReportStanding.ACCEPTED: "done",
    ReportStanding.REJECTED: "stopped",
    ReportStanding.REPLACED: "none",
    ReportStanding.LAPSED: "none",
}
_THREAD_STATES = {
    ThreadState.OPEN: message("Wacht op antwoord van de aanbieder"),
    ThreadState.ANSWERED: message("Beantwoord; de gemeente is aan zet"),
    ThreadState.CLOSED: message("Gesloten door de gemeente"),
    ThreadState.REPLACED: message("Gesloten: deze rapportage geldt niet meer"),
}
_THREAD_MARKS = {
    ThreadState.OPEN: "waiting",
    ThreadState.ANSWERED: "busy",
    ThreadState.CLOSED: "done",
    ThreadState.REPLACED: "none",
}
_SEVERITIES = {
    Severity.BLOCKS: message("Eerst verbeteren"),
    Severity.QUARANTINES: message("Deze rijen wachten"),
    Severity.WARNS: message("Aandachtspunt"),
}
_SEVERITY_MARKS = {Severity.BLOCKS: "stopped", Severity.QUARANTINES: "paused", Severity.WARNS: "warning"}
_KINDS = {
    OrganisationKind.PROVIDER: message("aanbieder"),
    OrganisationKind.MUNICIPALITY: message("gemeente"),
    OrganisationKind.BUREAU: message("bureau"),
}
_TABLES = {
    "aanlevering": message("Aanlevering"),
    "toewijzing": message("Toewijzingen"),
    "verloop": message("Start en stop van hulp"),
    "prestatie": message("Prestaties"),
    "uitkomst": message("Uitkomsten"),
    "wachtlijst": message("Wachtlijst"),
    "kengetal": message("Kengetallen"),
    "toelichting": message("Toelichtingen"),
}


def rule_name(name: str) -> str:
    """Why a row is not in a report: a rule that leaves it out, or the finding for which it waits."""
    return in_language(reason_words(name))


def difference_name(name: str) -> str:
    """Why books and what was handed in differ."""
    return in_language(words.difference_words(name))


def finding_title(code: str) -> str:
    """What findings of this code are about; empty for one that says it all in its own sentence."""
    return in_language(words.finding_title(code))


def state_name(submission: Submission) -> str:
    """Where a submission stands."""
    words = _STATES[submission.standing]
    if words is _READY and submission.verdict is Verdict.ACCEPTED_WITH_WARNINGS:
        return gettext(_READY_WITH_WARNINGS)
    return gettext(words)


def submission_standing_name(standing: str) -> str:
    """Of a standing alone, by its value."""
    return gettext({**_STATES, **_APART}[SubmissionStanding(standing)])


def state_mark(submission: Submission) -> str:
    """The icon beside the state; it adds nothing that the words do not say."""
    return _STATE_MARKS[submission.standing]


def standing_name(report: ReportSummary) -> str:
    """Where a report stands, in the same words for its provider, its municipality and a bureau."""
    return gettext(_REPORT_STANDINGS[report.standing])


def report_standing_name(standing: str) -> str:
    """The same of a standing alone, by its value."""
    return gettext(_REPORT_STANDINGS[ReportStanding(standing)])


def standing_mark(report: ReportSummary) -> str:
    """The icon beside it."""
    return _REPORT_MARKS[report.standing]


def cause_name(cause: Cause) -> str:
    """Why a municipality rejected a report, in one of ten words."""
    return in_language(cause_words(cause))


def thread_state_name(state: ThreadState) -> str:
    """Where a question stands and whose turn it is, in the same words for everyone."""
    return gettext(_THREAD_STATES[state])


def thread_state_mark(state: ThreadState) -> str:
    """The icon beside it."""
    return _THREAD_MARKS[state]


def severity_name(severity: Severity) -> str:
    """What a finding means for who has to deal with it."""
    return gettext(_SEVERITIES[severity])


def severity_mark(severity: Severity) -> str:
    """The icon beside the severity."""
    return _SEVERITY_MARKS[severity]


def table_name(name: str) -> str:
    """A table of the standard as people call it."""
    return gettext(_TABLES[name]) if name in _TABLES else name


def tables_in_order(rows: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    """Counts per table, in the order of the standard."""
    order = list(_TABLES)
    return tuple(
        sorted(rows.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order))
    )


def organisation_kind_name(kind: OrganisationKind) -> str:
    """Which of the three kinds."""
    return gettext(_KINDS[kind])
