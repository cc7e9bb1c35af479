"""One table of access rules: which kinds of organisation may use which route; no rule, no access."""

from collections.abc import Mapping

from flask import Flask, request

from service.domain.access import NotAllowedError, NotFoundError, Role, Viewer
from service.domain.second_factor import SecondStepMissingError
from service.web.access_of_programs import RULES_OF_PROGRAMS
from service.web.access_rule import (
    BUREAU,
    CHANNEL_KEEPER,
    FORMAT_WRITER,
    MUNICIPALITY,
    PROVIDER,
    PROVIDER_OR_MUNICIPALITY,
    PUBLIC,
    SIGNED_IN,
    AccessRule,
    by_administrator,
)
from service.web.api.refused import ProgramRefusedError, what_lacks
from service.web.assurance import require_assurance
from service.web.authorisation import require_decided
from service.web.people.visitor import current_scopes, current_viewer, is_of_a_program

ACCESS_RULES: Mapping[str, AccessRule] = {
    "static": PUBLIC,
    "health.is_alive": PUBLIC,
    "health.is_ready": PUBLIC,
    "metrics.show": PUBLIC,
    "home.show": PUBLIC,
    "help.show": PUBLIC,
    "help.of_kind": PUBLIC,
    "help.proof": PUBLIC,
    "help.findings": PUBLIC,
    "help.finding": PUBLIC,
    "brand.show": PUBLIC,
    "information.accessibility": PUBLIC,
    "information.security_contact": PUBLIC,
    "information.choose_language": PUBLIC,
    "information.blank_workbook": PUBLIC,
    "sign_in.ask": PUBLIC,
    "sign_in.enter": PUBLIC,
    "sign_in.ask_code": PUBLIC,
    "sign_in.confirm": PUBLIC,
    "sign_in.leave": SIGNED_IN,
    "new_password.ask": PUBLIC,
    "new_password.send": PUBLIC,
    "new_password.show": PUBLIC,
    "new_password.choose": PUBLIC,
    "passkeys.ask": PUBLIC,
    "passkeys.enter": PUBLIC,
    "passkeys.show": SIGNED_IN,
    "passkeys.add": SIGNED_IN,
    "passkeys.forget": SIGNED_IN,
    "outside_sign_in.leave": PUBLIC,
    "outside_sign_in.come_back": PUBLIC,
    "account.show": SIGNED_IN,
    "account.notices": SIGNED_IN,
    "account.choose": SIGNED_IN,
    "account.end_session": SIGNED_IN,
    "account.end_sessions": SIGNED_IN,
    "account.change_password": SIGNED_IN,
    "account.begin_second_factor": SIGNED_IN,
    "account.confirm_second_factor": SIGNED_IN,
    "account.end_second_factor": SIGNED_IN,
    "persons.ask": PROVIDER,
    "persons.find": PROVIDER,
    "account.make_calendar": SIGNED_IN,
    "account.revoke_calendar": SIGNED_IN,
    "provider.submissions": PROVIDER,
    "provider.receive": PROVIDER,
    "provider.submission": PROVIDER,
    "provider.progress": PROVIDER,
    "provider.findings": PROVIDER,
    "findings_list.show": PROVIDER,
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
    "books.show": PROVIDER,
    "books.compare": PROVIDER,
    "books.show_period": PROVIDER,
    "books.compare_period": PROVIDER,
    "balance.show": PROVIDER,
    "signals.show": PROVIDER,
    "trace.show": PROVIDER,
    "trace.rows": PROVIDER,
    "municipality.reports": MUNICIPALITY,
    "report.show": SIGNED_IN,
    "report.download": PROVIDER_OR_MUNICIPALITY,
    "report.download_all": MUNICIPALITY,
    "report.download_submission": PROVIDER,
    "report.judge": MUNICIPALITY,
    "report.replay": SIGNED_IN,
    "report.compare_with_now": PROVIDER_OR_MUNICIPALITY,
    "deadlines.show": SIGNED_IN,
    "deadlines.calendar": PUBLIC,
    "deadlines.ask": MUNICIPALITY,
    "deadlines.grant": MUNICIPALITY,
    "delivery_figures.show": SIGNED_IN,
    "explanation.show": SIGNED_IN,
    "explanation.export": PROVIDER,
    "totals.show": SIGNED_IN,
    "period_totals.show": SIGNED_IN,
    "provider_balance.show": SIGNED_IN,
    "period_balance.show": FORMAT_WRITER,
    "threads.every": SIGNED_IN,
    "threads.show": SIGNED_IN,
    "threads.ask": MUNICIPALITY,
    "threads.begin": MUNICIPALITY,
    "threads.reply": PROVIDER_OR_MUNICIPALITY,
    "threads.close": MUNICIPALITY,
    "compliance.every": FORMAT_WRITER,
    "compliance.one": SIGNED_IN,
    "compliance.statement": SIGNED_IN,
    "statements.every": SIGNED_IN,
    "periods.compare": SIGNED_IN,
    "bureau.deliveries": BUREAU,
    "bureau.pair": BUREAU,
    "bureau.balances": FORMAT_WRITER,
    "public_log.checkpoint": PUBLIC,
    "public_log.checkpoint_at": PUBLIC,
    "public_log.tile": PUBLIC,
    "public_log.cosign": PUBLIC,
    "proof.log": SIGNED_IN,
    "proof.make": SIGNED_IN,
    "proof.prove": SIGNED_IN,
    "requests.show": SIGNED_IN,
    "requests.download": SIGNED_IN,
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
    "draft_checks.change": FORMAT_WRITER,
    "draft_code_tables.show": FORMAT_WRITER,
    "draft_code_tables.begin": FORMAT_WRITER,
    "draft_code_tables.change": FORMAT_WRITER,
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
    "question_map.show": SIGNED_IN,
    "burden_year.show": SIGNED_IN,
    "drop_list.show": SIGNED_IN,
    "drop_list.table": SIGNED_IN,
    "drop_list.as_data": SIGNED_IN,
    "drop_list.letter": SIGNED_IN,
    "drop_list.letters": SIGNED_IN,
    "burden.publish": BUREAU,
    "burden.withdraw": BUREAU,
    "burden.published_data": PUBLIC,
    "burden.published_table": PUBLIC,
    "burden.published": PUBLIC,
    "burden.studies": PROVIDER,
    "burden.tell_made_today": PROVIDER,
    "burden.choose_timed_reviews": PROVIDER,
    "burden.start_study": PROVIDER,
    "burden.change_study": PROVIDER,
    "burden.tell_work_left": PROVIDER,
    "baseline.show": PROVIDER,
    "baseline.choose": PROVIDER,
    "baseline.start": PROVIDER,
    "baseline.change": PROVIDER,
    "calibration.share": PROVIDER,
    "calibration.hold_out": PROVIDER,
    "calibration.compare": PROVIDER,
    "calibration.find_wrong": PROVIDER,
    "calibration.perceived": PROVIDER,
    "calibration.tell_perceived": PROVIDER,
    "tokens.show": SIGNED_IN,
    "tokens.make": SIGNED_IN,
    "tokens.revoke": SIGNED_IN,
    "webhooks.show": SIGNED_IN,
    "webhooks.make": SIGNED_IN,
    "webhooks.start": SIGNED_IN,
    "webhooks.remove": SIGNED_IN,
    "channels.show": PROVIDER_OR_MUNICIPALITY,
    "channels.make": CHANNEL_KEEPER,
    "channels.confirm": CHANNEL_KEEPER,
    "channels.look": CHANNEL_KEEPER,
    "channels.probe": CHANNEL_KEEPER,
    "channels.start": CHANNEL_KEEPER,
    "channels.remove": CHANNEL_KEEPER,
    "colleagues.show": SIGNED_IN,
    "colleagues.invite": by_administrator(SIGNED_IN),
    "colleagues.withdraw": by_administrator(SIGNED_IN),
    "colleagues.change_role": by_administrator(SIGNED_IN),
    "colleagues.end": by_administrator(SIGNED_IN),
    "colleagues.give": by_administrator(MUNICIPALITY),
    "colleagues.end_delegation": by_administrator(MUNICIPALITY),
    "colleagues.act_for": BUREAU,
    "colleagues.act_for_own": SIGNED_IN,
    "invitation.show": PUBLIC,
    "invitation.take_up": PUBLIC,
    **RULES_OF_PROGRAMS,
}
"""By endpoint. A report is for both its ends; a bureau gets no file.

The calendar of deadlines is for who has its secret address, which is looked up by its hash.
"""


_FOR_DELEGATES = frozenset(
    {
        *("home", "municipality", "report", "deadlines", "delivery_figures", "explanation", "totals"),
        *("period_totals", "period_balance", "provider_balance", "threads", "codes", "requests"),
        *("formats", "drafts", "draft_form", "draft_checks", "draft_code_tables", "draft_history"),
        *("draft_trial", "burden", "drop_list", "proof"),
    }
)
"""What somebody sees who acts for another: the work, and nothing of who does it or where files go."""
_TOWARDS_A_SECOND_STEP = frozenset(
    {
        *("account.show", "account.begin_second_factor", "account.confirm_second_factor", "sign_in.leave"),
        *("passkeys.show", "passkeys.add"),
    }
)
"""All that somebody does who needs a second step and has none."""
_BACK = frozenset({"colleagues.act_for_own", "sign_in.leave"})


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
    viewer = current_viewer()
    if viewer.lacks_second_step and request.endpoint not in _TOWARDS_A_SECOND_STEP:
        raise SecondStepMissingError(request.endpoint)
    if not (_fits(rule, viewer) and _may_as_delegate(viewer)):
        raise _refused(rule, viewer)
    if not is_of_a_program():
        require_assurance(request.endpoint, viewer)
    if request.endpoint not in _BACK:
        require_decided(request.endpoint, viewer)


def _refused(rule: AccessRule, viewer: Viewer) -> NotAllowedError:
    """For a program with what it lacks."""
    endpoint = request.endpoint or ""
    if is_of_a_program():
        return ProgramRefusedError(endpoint, what_lacks(rule, viewer, current_scopes()))
    return NotAllowedError(endpoint)


def _fits(rule: AccessRule, viewer: Viewer) -> bool:
    """Whether a rule is met by who asks, and by the token by which a program asks."""
    is_fit = rule.scope is None or rule.scope in current_scopes()
    is_fit &= viewer.role is Role.ADMINISTRATOR or not rule.is_of_administrators
    return is_fit and viewer.organisation.kind in rule.kinds


def _may_as_delegate(viewer: Viewer) -> bool:
    """Whether somebody who acts for another may do this; its own people always may."""
    if viewer.on_behalf_by is None or request.endpoint in _BACK:
        return True
    is_looking = request.method in {"GET", "HEAD"}
    return request.blueprint in _FOR_DELEGATES and (is_looking or not viewer.looks_only)
