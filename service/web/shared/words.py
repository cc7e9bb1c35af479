"""The words on screen for names that the code uses: states, severities, tables, rules and findings."""

from collections.abc import Mapping

from service.domain.access import OrganisationKind
from service.domain.findings import Severity, Verdict
from service.domain.submissions.submission import Submission, SubmissionState
from service.domain.words import FINDING_TITLES, RULE_NAMES
from service.web.shared.languages import gettext, message

_STATES = {
    SubmissionState.RECEIVED: message("Wordt gecontroleerd"),
    SubmissionState.TRANSLATING: message("Wordt vertaald"),
    SubmissionState.READY: message("Klaar"),
    SubmissionState.REJECTED: message("Afgekeurd"),
    SubmissionState.FAILED: message("Storing bij ons"),
}
_READY_WITH_WARNINGS = message("Klaar, met aandachtspunten")
_STATE_MARKS = {
    SubmissionState.RECEIVED: "busy",
    SubmissionState.TRANSLATING: "busy",
    SubmissionState.READY: "done",
    SubmissionState.REJECTED: "stopped",
    SubmissionState.FAILED: "warning",
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
    if name in RULE_NAMES:
        return gettext(RULE_NAMES[name])
    if name.startswith("where-"):
        return gettext("de gemeente vraagt deze waarde van %(field)s niet") % {
            "field": name.removeprefix("where-")
        }
    return finding_title(name) or name


def finding_title(code: str) -> str:
    """What findings of this code are about; empty for one that says it all in its own sentence."""
    title = FINDING_TITLES.get(code)
    return gettext(title) if title else ""


def state_name(submission: Submission) -> str:
    """Where a submission stands."""
    is_ready = submission.state is SubmissionState.READY
    if is_ready and submission.verdict is Verdict.ACCEPTED_WITH_WARNINGS:
        return gettext(_READY_WITH_WARNINGS)
    return gettext(_STATES[submission.state])


def state_mark(submission: Submission) -> str:
    """The icon beside the state; it adds nothing that the words do not say."""
    return _STATE_MARKS[submission.state]


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
