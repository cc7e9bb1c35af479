"""The application factory: settings and use cases in, a Flask application out."""

from flask import Flask
from flask_wtf.csrf import CSRFProtect

from service.settings import Settings
from service.web import access_rules
from service.web.api import access as api_access
from service.web.api import arriving as api_arriving
from service.web.api import asked as api_asked
from service.web.api import balances as api_balances
from service.web.api import baseline as api_baseline
from service.web.api import books as api_books
from service.web.api import burden as api_burden
from service.web.api import channels as api_channels
from service.web.api import clocks as api_clocks
from service.web.api import codes as api_codes
from service.web.api import compliance as api_compliance
from service.web.api import description as api_description
from service.web.api import drafts as api_drafts
from service.web.api import findings as api_findings
from service.web.api import happened as api_happened
from service.web.api import leaving as api_leaving
from service.web.api import proofs as api_proofs
from service.web.api import provider_balances as api_provider_balances
from service.web.api import publications as api_publications
from service.web.api import questions as api_questions
from service.web.api import reading as api_reading
from service.web.api import receipts as api_receipts
from service.web.api import reports as api_reports
from service.web.api import submissions as api_submissions
from service.web.api import told as api_told
from service.web.api import totals as api_totals
from service.web.api import trials as api_trials
from service.web.api import webhooks as api_webhooks
from service.web.api.problems import wrong_request
from service.web.burden import baseline, calibration, drop_list, question_map, year
from service.web.burden import pages as burden
from service.web.formats import codes as formats_codes
from service.web.formats import draft_checks as formats_checks
from service.web.formats import draft_code_tables as formats_code_tables
from service.web.formats import draft_form as formats_form
from service.web.formats import draft_history as formats_history
from service.web.formats import draft_trial as formats_trial
from service.web.formats import drafts as formats_drafts
from service.web.formats import pages as formats
from service.web.people import (
    account,
    channels,
    colleagues,
    home,
    invitation,
    new_password,
    outside_sign_in,
    passkeys,
    persons,
    sign_in,
    tokens,
    webhooks,
)
from service.web.people.visitor import SecureWhenHttps
from service.web.proof import pages as proof
from service.web.proof import public_log
from service.web.proof import requests as proof_requests
from service.web.reports import (
    bureau,
    compliance,
    deadlines,
    delivery_figures,
    explanation,
    municipality,
    period_balance,
    period_totals,
    periods_compared,
    provider_balance,
    statements_owed,
    threads,
    totals,
)
from service.web.reports import pages as report
from service.web.shared import (
    brand,
    compression,
    current,
    errors,
    guide,
    headers,
    health,
    information,
    languages,
    metrics,
    pages,
    plain_values,
    rate_limits,
    traces,
)
from service.web.shared.sealed_uploads import SealedRequest
from service.web.submissions import answers, balance, books, findings_list, reading, sending, signals, trace
from service.web.submissions import pages as provider
from service.wiring import Wiring

MULTIPART_ROOM = 64 * 1024
"""What a form may add around the file."""
_MOST_FIELDS = 20


_PAGES_BY_NOUN = (
    *(
        sign_in,
        new_password,
        outside_sign_in,
        passkeys,
        account,
        persons,
        provider,
        reading,
        sending,
        answers,
        findings_list,
        books,
        balance,
        signals,
        trace,
        municipality,
        report,
        explanation,
        totals,
        period_balance,
        period_totals,
        provider_balance,
        bureau,
    ),
    *(compliance, periods_compared, statements_owed, deadlines, delivery_figures, threads),
    *(tokens, webhooks, channels, colleagues, invitation, api_description, api_access),
    *(proof, public_log, proof_requests),
    *(baseline, burden, calibration, drop_list, question_map, year),
    *(home, guide, brand),
    *(information, health, metrics),
    *(formats, formats_drafts, formats_form, formats_trial, formats_history, formats_codes, formats_checks),
    formats_code_tables,
)
"""The modules with pages."""
_PARTS_OF_THE_API = (
    *(api_submissions, api_findings, api_reports, api_books, api_balances, api_totals),
    *(api_asked, api_compliance, api_happened, api_baseline, api_burden, api_webhooks, api_channels),
    *(api_proofs, api_told, api_questions, api_provider_balances),
    *(api_arriving, api_clocks, api_codes, api_drafts, api_publications, api_reading, api_receipts),
    api_trials,
)


def create_app(wiring: Wiring) -> Flask:
    """Every page and route. No I/O happens here, except reading our own translations.

    A route that has no access rule answers 404 to everybody.
    """
    settings = wiring.settings
    app = _bare(settings)
    current.install(app, wiring)
    health.install(app.extensions)
    traces.install(app)
    languages.install(app)
    pages.install(app)
    errors.install(app)
    compression.install(app)
    headers.install(app)
    limiter = rate_limits.limit_addresses(app, settings)
    access_rules.install(app)
    rate_limits.limit_organisations(app, settings, limiter)
    protect = CSRFProtect(app)
    protect.exempt(public_log.cosign)  # by programs, and the signature itself says whose it is
    protect.exempt(api_access.blueprint)  # what a program signs says who it is
    plain_values.install(app)
    for each in _PAGES_BY_NOUN:
        app.register_blueprint(each.blueprint)
    for part in _PARTS_OF_THE_API:
        app.register_api(part.blueprint)
        protect.exempt(part.blueprint)  # by programs, which are known by no cookie
    api_description.install(app)
    api_leaving.install(app)
    return app


def _bare(settings: Settings) -> api_description.DescribedApplication:
    """Without a route: what holds for every one."""
    app = api_description.DescribedApplication(
        "service.web",
        template_folder=str(settings.templates_dir / "pages"),
        validation_error_callback=wrong_request,
    )
    app.session_interface = SecureWhenHttps()
    app.request_class = SealedRequest
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=settings.upload_limit + MULTIPART_ROOM,
        MAX_FORM_PARTS=_MOST_FIELDS,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,
    )
    return app
