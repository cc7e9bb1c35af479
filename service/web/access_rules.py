"""One table of access rules: which kinds of organisation may use which route; no rule, no access."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Flask, request

from service.domain.access import NotAllowedError, NotFoundError, OrganisationKind
from service.web.people.visitor import current_viewer


@dataclass(frozen=True, slots=True)
class AccessRule:
    """Who may use a route. What they then see is decided once more by row-level security."""

    is_public: bool = False
    """Also for whoever is not signed in."""
    kinds: frozenset[OrganisationKind] = frozenset(OrganisationKind)


PUBLIC = AccessRule(is_public=True)
SIGNED_IN = AccessRule()
PROVIDER = AccessRule(kinds=frozenset({OrganisationKind.PROVIDER}))
MUNICIPALITY = AccessRule(kinds=frozenset({OrganisationKind.MUNICIPALITY}))
BUREAU = AccessRule(kinds=frozenset({OrganisationKind.BUREAU}))
FORMAT_WRITER = AccessRule(kinds=frozenset({OrganisationKind.MUNICIPALITY, OrganisationKind.BUREAU}))
PROVIDER_OR_MUNICIPALITY = AccessRule(
    kinds=frozenset({OrganisationKind.PROVIDER, OrganisationKind.MUNICIPALITY})
)

ACCESS_RULES: Mapping[str, AccessRule] = {
    "static": PUBLIC,
    "health.is_alive": PUBLIC,
    "health.is_ready": PUBLIC,
    "metrics.show": PUBLIC,
    "information.home": PUBLIC,
    "information.accessibility": PUBLIC,
    "information.security_contact": PUBLIC,
    "information.choose_language": PUBLIC,
    "information.blank_workbook": PUBLIC,
    "sign_in.ask": PUBLIC,
    "sign_in.enter": PUBLIC,
    "sign_in.leave": SIGNED_IN,
    "account.show": SIGNED_IN,
    "account.notices": SIGNED_IN,
    "account.choose": SIGNED_IN,
    "account.change_password": SIGNED_IN,
    "persons.ask": PROVIDER,
    "persons.find": PROVIDER,
    "account.make_calendar": SIGNED_IN,
    "account.revoke_calendar": SIGNED_IN,
    "provider.submissions": PROVIDER,
    "provider.receive": PROVIDER,
    "provider.submission": PROVIDER,
    "provider.progress": PROVIDER,
    "provider.findings": PROVIDER,
    "provider.retry": PROVIDER,
    "sending.look": PROVIDER,
    "sending.send": PROVIDER,
    "sending.take_back": PROVIDER,
    "sending.receipt": PROVIDER,
    "sending.receipt_as_pdf": PROVIDER,
    "sending.choose": PROVIDER,
    "reading.change": PROVIDER,
    "answers.give": PROVIDER,
    "answers.withdraw": PROVIDER,
    "provider.annotated_copy": PROVIDER,
    "trace.show": PROVIDER,
    "trace.rows": PROVIDER,
    "municipality.reports": MUNICIPALITY,
    "report.show": SIGNED_IN,
    "report.download": PROVIDER_OR_MUNICIPALITY,
    "report.download_all": MUNICIPALITY,
    "report.download_submission": PROVIDER,
    "report.judge": MUNICIPALITY,
    "report.replay": SIGNED_IN,
    "deadlines.show": SIGNED_IN,
    "deadlines.calendar": PUBLIC,
    "deadlines.ask": MUNICIPALITY,
    "deadlines.grant": MUNICIPALITY,
    "explanation.show": SIGNED_IN,
    "explanation.export": PROVIDER,
    "bureau.deliveries": BUREAU,
    "bureau.balances": BUREAU,
    "public_log.checkpoint": PUBLIC,
    "public_log.checkpoint_at": PUBLIC,
    "public_log.tile": PUBLIC,
    "public_log.cosign": PUBLIC,
    "proof.log": SIGNED_IN,
    "proof.make": SIGNED_IN,
    "proof.prove": SIGNED_IN,
    "formats.library": SIGNED_IN,
    "formats.version": SIGNED_IN,
    "formats.export": SIGNED_IN,
    "drafts.new": FORMAT_WRITER,
    "drafts.begin_from_version": FORMAT_WRITER,
    "drafts.begin_from_text": FORMAT_WRITER,
    "drafts.begin_from_workbook": FORMAT_WRITER,
    "drafts.show": FORMAT_WRITER,
    "drafts.yaml": FORMAT_WRITER,
    "drafts.save_yaml": FORMAT_WRITER,
    "drafts.export": FORMAT_WRITER,
    "drafts.import_file": FORMAT_WRITER,
    "drafts.workbook": FORMAT_WRITER,
    "drafts.replace_workbook": FORMAT_WRITER,
    "draft_form.column": FORMAT_WRITER,
    "draft_form.save_column": FORMAT_WRITER,
    "draft_form.change_lines": FORMAT_WRITER,
    "draft_form.rows": FORMAT_WRITER,
    "draft_form.change_rows": FORMAT_WRITER,
    "draft_form.change_head": FORMAT_WRITER,
    "draft_form.change_left_empty": FORMAT_WRITER,
    "draft_form.change_not_asked": FORMAT_WRITER,
    "draft_history.show": FORMAT_WRITER,
    "draft_trial.preview": FORMAT_WRITER,
    "draft_trial.ask_preview": FORMAT_WRITER,
    "draft_trial.filled_sample": FORMAT_WRITER,
    "draft_trial.pictured_sample": FORMAT_WRITER,
    "draft_trial.changes": FORMAT_WRITER,
    "draft_trial.ask_try_out": FORMAT_WRITER,
    "draft_trial.progress": FORMAT_WRITER,
    "draft_trial.decision": FORMAT_WRITER,
    "draft_trial.decide": FORMAT_WRITER,
    "codes.show": FORMAT_WRITER,
    "codes.propose": FORMAT_WRITER,
    "codes.decide": FORMAT_WRITER,
    "codes.export": FORMAT_WRITER,
    "burden.show": SIGNED_IN,
    "burden.public": BUREAU,
    "burden.letter_to_a_municipality": BUREAU,
    "burden.publish": BUREAU,
    "burden.withdraw": BUREAU,
    "burden.published": PUBLIC,
    "burden.studies": PROVIDER,
    "burden.start_study": PROVIDER,
    "burden.change_study": PROVIDER,
    "burden.tell_work_left": PROVIDER,
    "calibration.hold_out": PROVIDER,
    "calibration.compare": PROVIDER,
    "calibration.find_wrong": PROVIDER,
    "calibration.perceived": PROVIDER,
    "calibration.tell_perceived": PROVIDER,
}
"""By endpoint. A report is for both its ends; a bureau gets no file.

The calendar of deadlines is for who has its secret address, which is looked up by its hash.
"""


def install(app: Flask) -> None:
    """Hold every request against the table before anything of it is read."""
    app.before_request(_require_access)


def _require_access() -> None:
    if request.endpoint is None:
        return
    rule = ACCESS_RULES.get(request.endpoint)
    if rule is None:
        raise NotFoundError(request.endpoint)
    if rule.is_public:
        return
    if current_viewer().organisation.kind not in rule.kinds:
        raise NotAllowedError(request.endpoint)
