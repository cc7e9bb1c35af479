"""The web application on a written house: use cases that answer what a test tells them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from service.domain.access import (
    AccountId,
    NotFoundError,
    Organisation,
    OrganisationId,
    OrganisationKind,
    Viewer,
)
from service.domain.burden.residual import Cause, ReportVerdict
from service.domain.findings import Severity, Verdict
from service.domain.periods import parse_period
from service.domain.reports import DeliveryMatrix, Download, ReportId, ReportPage, ReportSummary
from service.domain.submissions.jobs import JobState, Progress
from service.domain.submissions.page import SubmissionPage, SubmissionProgress
from service.domain.submissions.submission import (
    FindingExample,
    FindingGroup,
    Received,
    Submission,
    SubmissionId,
    SubmissionState,
)
from service.domain.translation.balance import Balance, Tally
from service.pipeline.current_catalogue import CurrentCatalogue
from service.settings import Settings
from service.use_cases.people.sign_in import SignedIn
from service.web.application import create_app
from service.web.people.visitor import SESSION_COOKIE

QUARTER = parse_period("2026-Q1")
WHEN = datetime(2026, 4, 1, 12, 5, tzinfo=UTC)
SUBMISSION = SubmissionId(UUID(int=7))
REPORT = ReportId(UUID(int=8))
BALANCE = Balance(
    Tally(1290, 1190, {"outside-period": 98}, {"code-not-in-table": 2}),
    Tally(123_456_789, 123_350_000, {"outside-period": 100_000}, {"code-not-in-table": 6_789}),
)


def viewer(kind: OrganisationKind, language: str = "nl") -> Viewer:
    organisation = Organisation(OrganisationId(UUID(int=2)), kind, "06011234", f"De {kind.value}")
    return Viewer(AccountId(UUID(int=1)), kind.value, language, organisation)


def a_submission(state: SubmissionState = SubmissionState.READY, **others: object) -> Submission:
    facts = {
        "id": SUBMISSION,
        "provider": OrganisationId(UUID(int=2)),
        "filename": "export.xlsx",
        "sha256": "ab" * 32,
        "bytes": 191_000,
        "state": state,
        "received_at": WHEN,
        "period": QUARTER,
        "verdict": Verdict.ACCEPTED,
    }
    return Submission(**{**facts, **others})


def a_report(**others: object) -> ReportSummary:
    facts = {
        "id": REPORT,
        "submission": SUBMISSION,
        "provider_code": "06011234",
        "provider_name": "Zorg Een",
        "municipality": "0014",
        "municipality_name": "Groningen",
        "format": "voorbeeldregio-noord/kwartaal",
        "format_sha256": "cd" * 32,
        "period": QUARTER,
        "filename": "kwartaal-0014.xlsx",
        "sha256": "ef" * 32,
        "bytes": 13_000,
        "balance": BALANCE,
        "published_at": WHEN,
        "is_superseded": False,
    }
    return ReportSummary(**{**facts, **others})


def a_finding(severity: Severity = Severity.BLOCKS, code: str = "not-a-date") -> FindingGroup:
    words = {"nl": "Kolom G, rij 20: vul een datum in.", "en": "Column G, row 20: fill in a date."}
    return FindingGroup(
        code, severity, "prestatie", "begindatum", 20, (FindingExample("prestatie", 20, "G", words),)
    )


def a_page(state: SubmissionState = SubmissionState.READY, **others: object) -> SubmissionPage:
    facts = {
        "submission": a_submission(state),
        "progress": Progress(4, 4),
        "rows": {"prestatie": 1290, "aanlevering": 1},
        "findings": (),
        "reports": (a_report(),),
        "balance": BALANCE,
        "burden": {"N": 6, "N_same": 3, "N_conv": 2, "N_man": 1, "D_fact": 2, "R_dup": 1, "D_file": 34},
    }
    return SubmissionPage(**{**facts, **others})


@dataclass
class WrittenVerdicts:
    """What a municipality said, as a test tells it."""

    said: ReportVerdict | None = None
    acts: list[tuple[ReportId, Cause | None, str]] = field(default_factory=list)

    def __call__(self, viewer: Viewer, report: ReportId, cause: Cause | None, remark: str = "") -> None:  # noqa: ARG002 - the same
        self.acts.append((report, cause, remark))

    def verdict(self, viewer: Viewer, report: ReportId) -> ReportVerdict | None:  # noqa: ARG002 - the same
        return self.said


@dataclass
class WrittenWiring:
    """Answers from memory. A failure put in `fails` is raised by every use case but signing in."""

    settings: Settings
    viewers: dict[str, Viewer] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)
    submissions: tuple[Submission, ...] = ()
    pages: dict[SubmissionId, SubmissionPage] = field(default_factory=dict)
    reports: tuple[ReportSummary, ...] = ()
    report_pages: dict[ReportId, ReportPage] = field(default_factory=dict)
    findings: tuple[dict[str, object], ...] = ()
    matrix: DeliveryMatrix = field(default_factory=lambda: DeliveryMatrix((), (), (), ()))
    uploads: list[tuple[str, bytes]] = field(default_factory=list)
    is_known: bool = False
    verdicts: WrittenVerdicts = field(default_factory=WrittenVerdicts)
    fails: Exception | None = None

    @property
    def catalogue(self) -> CurrentCatalogue:
        return CurrentCatalogue(self.settings.mappings_dir, self.settings.templates_dir)

    def _stand(self) -> None:
        if self.fails:
            raise self.fails

    def recognise_viewer(self, token: str, origin: str = "") -> Viewer | None:  # noqa: ARG002 - the use case has it
        return self.viewers.get(token)

    def sign_in(self, login: str, password: str, origin: str = "") -> SignedIn | None:  # noqa: ARG002 - the same
        if self.passwords.get(login) != password:
            return None
        return SignedIn(self.viewers[login], login)

    def sign_out(self, viewer: Viewer, token: str) -> None:
        del self.viewers[token], viewer

    def receive_submission(self, viewer: Viewer, upload: object, filename: str) -> Received:  # noqa: ARG002 - the same
        self._stand()
        self.uploads.append((filename, upload.read()))
        return Received(SUBMISSION, not self.is_known)

    def list_submissions(self, viewer: Viewer) -> tuple[Submission, ...]:  # noqa: ARG002 - the same
        self._stand()
        return self.submissions

    def show_submission(self, viewer: Viewer, submission: SubmissionId) -> SubmissionPage:  # noqa: ARG002 - the same
        if submission not in self.pages:
            raise NotFoundError(str(submission))
        return self.pages[submission]

    def follow_submission(self, viewer: Viewer, submission: SubmissionId) -> SubmissionProgress:
        page = self.show_submission(viewer, submission)
        has_copy = page.copy_state is JobState.DONE
        return SubmissionProgress(page.submission.state, page.progress, len(page.reports), has_copy)

    def list_findings(self, viewer: Viewer, submission: SubmissionId) -> tuple[dict[str, object], ...]:
        self.show_submission(viewer, submission)
        return self.findings

    def list_reports(self, viewer: Viewer) -> tuple[ReportSummary, ...]:  # noqa: ARG002 - the same
        return self.reports

    def show_report(self, viewer: Viewer, report: ReportId) -> ReportPage:  # noqa: ARG002 - the same
        if report in self.report_pages:
            return self.report_pages[report]
        found = next((one for one in self.reports if one.id == report), None)
        if found is None:
            raise NotFoundError(str(report))
        return ReportPage(found)

    def download_copy(self, viewer: Viewer, submission: SubmissionId, language: str) -> Download:
        copy = self.show_submission(viewer, submission).copies.get(language)
        if copy is None:
            raise NotFoundError(str(submission))
        return Download(copy.filename, copy.sha256, b"the copy")

    @property
    def judge_report(self) -> WrittenVerdicts:
        return self.verdicts

    def show_deliveries(self, viewer: Viewer) -> DeliveryMatrix:  # noqa: ARG002 - the same
        return self.matrix

    def download_report(self, viewer: Viewer, report: ReportId) -> Download:  # noqa: ARG002 - the same
        if report != REPORT:
            raise NotFoundError(str(report))
        return Download("kwartaal-0014.xlsx", "ef" * 32, b"the file")


@pytest.fixture
def wiring(tmp_path: Path) -> WrittenWiring:
    environ = {
        "EENMAAL_STATE_DIR": str(tmp_path),
        "EENMAAL_SECRET_KEY": "only for tests",
        "EENMAAL_UPLOAD_LIMIT": "2000",
    }
    return WrittenWiring(Settings.from_environment(environ))


SignInAs = Callable[..., FlaskClient]


@pytest.fixture
def anonymous(wiring: WrittenWiring) -> FlaskClient:
    app = create_app(wiring)
    app.config["WTF_CSRF_ENABLED"] = False
    return app.test_client()


@pytest.fixture
def sign_in_as(wiring: WrittenWiring, anonymous: FlaskClient) -> SignInAs:
    def sign_in(kind: OrganisationKind, language: str = "nl") -> FlaskClient:
        wiring.viewers[kind.value] = viewer(kind, language)
        anonymous.set_cookie(SESSION_COOKIE, kind.value)
        return anonymous

    return sign_in


@pytest.fixture
def provider(sign_in_as: SignInAs) -> FlaskClient:
    return sign_in_as(OrganisationKind.PROVIDER)


@pytest.fixture
def municipality(sign_in_as: SignInAs) -> FlaskClient:
    return sign_in_as(OrganisationKind.MUNICIPALITY)


@pytest.fixture
def bureau(sign_in_as: SignInAs) -> FlaskClient:
    return sign_in_as(OrganisationKind.BUREAU)
