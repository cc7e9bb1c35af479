"""The web application on a written house: use cases that answer what a test tells them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from types import SimpleNamespace
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from service.domain.access import (
    AccountId,
    NotFoundError,
    Organisation,
    OrganisationId,
    OrganisationKind,
    Role,
    Viewer,
)
from service.domain.burden.residual import Cause
from service.domain.delivery_figures import FiguresTable, Grouping, Wanted, figures_table
from service.domain.delivery_matrix import DeliveryMatrix, counts_of
from service.domain.due_piles import DuesPage
from service.domain.dues import Due, DueKey, DueState
from service.domain.findings import Severity, Verdict
from service.domain.formats.calendar import AskedReport
from service.domain.home import Waiting
from service.domain.periods import Period, parse_period
from service.domain.private_words import ClientMarks, TellsOfAClientError, tellings_in
from service.domain.readiness import Readiness
from service.domain.region_balances import FormatBalances
from service.domain.report_in_brief import in_brief
from service.domain.reports import Download, ReportId, ReportPage, ReportSummary
from service.domain.standard.intake import AS_USUAL
from service.domain.standard.repairs import DayOrder, Reading
from service.domain.submissions.answers import plain_answer
from service.domain.submissions.jobs import JobState, Progress
from service.domain.submissions.page import SubmissionPage, SubmissionProgress
from service.domain.submissions.sending import Outlook
from service.domain.submissions.submission import (
    FindingExample,
    Received,
    StoredFindingGroup,
    Submission,
    SubmissionId,
    SubmissionState,
)
from service.domain.threads.thread import Thread
from service.domain.translation.balance import Balance, Tally
from service.pipeline.current_catalogue import CurrentCatalogue
from service.settings import Settings
from service.use_cases.people.open_session import SignedIn
from service.use_cases.people.show_home import HomePage
from service.use_cases.people.show_second_factor import SecondFactorPage
from service.use_cases.people.sign_in import CodeAsked
from service.use_cases.reports.grant_extension import NoExtensionError
from service.use_cases.reports.judge import NoLongerHoldsError
from service.use_cases.reports.show_pair import Pair
from service.use_cases.submissions.hand_out_blank_standard import HandOutBlankStandard
from service.use_cases.submissions.send import LookAgainError
from service.use_cases.submissions.take_back import AlreadyTakenError
from service.web.application import create_app
from service.web.people.visitor import SESSION_COOKIE

READY = Readiness(database=True, files=True, broker=True)
QUARTER = parse_period("2026-Q1")
WHEN = datetime(2026, 4, 1, 12, 5, tzinfo=UTC)
SUBMISSION = SubmissionId(UUID(int=7))
REPORT = ReportId(UUID(int=8))
BALANCE = Balance(
    Tally(came_in=1290, reported=1190, excluded={"outside-period": 98}, quarantined={"code-not-in-table": 2}),
    Tally(
        came_in=123_456_789,
        reported=123_350_000,
        excluded={"outside-period": 100_000},
        quarantined={"code-not-in-table": 6_789},
    ),
)


def viewer(kind: OrganisationKind, language: str = "nl") -> Viewer:
    organisation = Organisation(OrganisationId(UUID(int=2)), kind, "06011234", f"De {kind.value}")
    return Viewer(
        account=AccountId(UUID(int=1)),
        login=kind.value,
        language=language,
        organisation=organisation,
        role=Role.ADMINISTRATOR,
    )


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


ASKED = AskedReport(
    provider_code="06011234",
    municipality="0014",
    format="voorbeeldregio-noord/kwartaal",
    period=QUARTER,
    deadline=date(2026, 4, 30),
    legal_ground="Inkoopovereenkomst, artikel 7",
)


def a_due(state: DueState = DueState.MISSING, **others: object) -> Due:
    facts = {"asked": ASKED, "provider_name": "Zorg Een", "municipality_name": "Groningen", "state": state}
    given = {**facts, **others}
    if isinstance(given.get("report"), ReportSummary):
        given["report"] = in_brief(given["report"])
    return Due(**given)


def a_finding(severity: Severity = Severity.BLOCKS, code: str = "not-a-date") -> StoredFindingGroup:
    words = {"nl": "Kolom G, rij 20: vul een datum in.", "en": "Column G, row 20: fill in a date."}
    return StoredFindingGroup(
        code=code,
        severity=severity,
        table="prestatie",
        field="begindatum",
        count=20,
        places=(FindingExample(sheet="prestatie", row=20, column="G", text=words),),
    )


def a_page(state: SubmissionState = SubmissionState.READY, **others: object) -> SubmissionPage:
    facts = {
        "submission": a_submission(state),
        "progress": Progress(4, 4),
        "rows": {"prestatie": 1290, "aanlevering": 1},
        "findings": (),
        "reading": AS_USUAL,
        "reading_now": AS_USUAL,
        "reports": (a_report(),),
        "balance": BALANCE,
        "burden": {"N": 6, "N_same": 3, "N_conv": 2, "N_man": 1, "D_fact": 2, "R_dup": 1, "D_file": 34},
    }
    return SubmissionPage(**{**facts, **others})


@dataclass
class WrittenVerdicts:
    """What a municipality said, as a test tells it."""

    acts: list[tuple[ReportId, Cause | None, str]] = field(default_factory=list)
    marks: ClientMarks = field(default_factory=ClientMarks)
    is_too_late: bool = False

    def judge(self, viewer: Viewer, report: ReportId, cause: Cause | None, remark: str = "") -> None:  # noqa: ARG002 - the same
        if self.is_too_late:
            raise NoLongerHoldsError(str(report))
        self.acts.append((report, cause, remark))

    def read_over(self, viewer: Viewer, report: ReportId, text: str) -> None:  # noqa: ARG002 - the same
        if found := tellings_in(text, self.marks):
            raise TellsOfAClientError(found)


@dataclass
class WrittenWiring:
    """Answers from memory. A failure put in `fails` is raised by every use case but signing in."""

    settings: Settings
    viewers: dict[str, Viewer] = field(default_factory=dict)
    passwords: dict[str, str] = field(default_factory=dict)
    handed_in: tuple[Submission, ...] = ()
    pages: dict[SubmissionId, SubmissionPage] = field(default_factory=dict)
    published: tuple[ReportSummary, ...] = ()
    report_pages: dict[ReportId, ReportPage] = field(default_factory=dict)
    findings: tuple[dict[str, object], ...] = ()
    matrix: DeliveryMatrix = field(
        default_factory=lambda: DeliveryMatrix(providers=(), municipalities=(), periods=(), period=None)
    )
    pair: Pair | None = None
    balances: tuple[FormatBalances, ...] = ()
    uploads: list[tuple[str, bytes]] = field(default_factory=list)
    is_known: bool = False
    reading: Reading = AS_USUAL
    additions: list[bool] = field(default_factory=list)
    """Whether each upload was said to be an addition."""
    switches: list[bool | None] = field(default_factory=list)
    """What the switch said at each upload."""
    goes_by_itself: bool = False
    outlook: Outlook | None = None
    """What there is to look at before sending."""
    sent: list[tuple[object, ...]] = field(default_factory=list)
    """Municipalities and what was seen, of each sending; a municipality of what was taken back."""
    said: list[tuple[bool | None, DayOrder | None]] = field(default_factory=list)
    answers: list[tuple[object, ...]] = field(default_factory=list)
    verdicts: WrittenVerdicts = field(default_factory=WrittenVerdicts)
    threads: tuple[Thread, ...] = ()
    dues: tuple[Due, ...] = ()
    formats_asked: list[frozenset[str] | None] = field(default_factory=list)
    extensions: list[tuple[DueKey, date, str]] = field(default_factory=list)
    fails: Exception | None = None
    burden: SimpleNamespace = field(default_factory=SimpleNamespace)
    readiness: Readiness = READY
    decision_point: None = None
    people: SimpleNamespace = field(init=False)
    submissions: SimpleNamespace = field(init=False)
    jobs: SimpleNamespace = field(init=False)
    reports: SimpleNamespace = field(init=False)
    formats: SimpleNamespace = field(init=False)
    home: HomePage = field(default_factory=lambda: HomePage(waiting=(), told=(), made=0))
    factor: SecondFactorPage = field(default_factory=lambda: SecondFactorPage(is_on=False, codes_left=0))
    """What the account page says of the second step; signing in asks a code when it is on."""
    decisions: tuple[Waiting, ...] = ()
    """What waits for a second person."""

    def __post_init__(self) -> None:
        self.people = SimpleNamespace(
            openid=None,
            ask_new_password=None,
            recognise_viewer=self._recognise,
            sign_in=self._sign_in,
            sign_out=self._sign_out,
            show_home=lambda _viewer: self.home,
            show_second_factor=lambda _viewer: self.factor,
            list_sessions=lambda _viewer, _token: (),
            confirm_sign_in=self._confirm_sign_in,
        )
        self.formats = SimpleNamespace(count_decisions=lambda _viewer: self.decisions)
        self.submissions = SimpleNamespace(
            receive=self._receive,
            show_reading=lambda _viewer: self.reading,
            change_reading=self._change_reading,
            answer_warnings=self._answer,
            withdraw_answer=self._withdraw,
            list=self._list_submissions,
            show=self._show_submission,
            follow=self._follow,
            list_findings=self._list_findings,
            download_copy=self._download_copy,
            show_sending=lambda _viewer: self.goes_by_itself,
            choose_sending=self._choose_sending,
            look=self._look,
            send=self._send,
            take_back=self._take_back,
            hand_out_blank_standard=HandOutBlankStandard(self.settings.mappings_dir),
        )
        self.jobs = SimpleNamespace(tell_readiness=lambda: self.readiness, measure_replays=lambda: None)
        self.reports = SimpleNamespace(
            list=lambda _viewer: self.published,
            show=self._show_report,
            download=self._download_report,
            judge=self.verdicts.judge,
            read_over=self.verdicts.read_over,
            list_dues=lambda _viewer, _period=None: self.dues,
            grant_extension=self._grant_extension,
            show_deliveries=self._show_deliveries,
            show_balances=self._show_balances,
            page_dues=self._page_dues,
            count_deliveries=self._count_deliveries,
            show_pair=lambda _viewer, _provider, _municipality, _label: self.pair,
            list_threads=lambda _viewer, _report=None: self.threads,
            count_threads=lambda _viewer: len(self.threads),
        )

    @cached_property
    def catalogue(self) -> CurrentCatalogue:
        return CurrentCatalogue(
            mappings_dir=self.settings.mappings_dir, templates_dir=self.settings.templates_dir
        )

    def _show_deliveries(
        self, _viewer: Viewer, label: str | None = None, formats: frozenset[str] | None = None
    ) -> DeliveryMatrix:
        self.formats_asked.append(formats)
        chosen = [each for each in self.matrix.periods if label in (None, each.label)]
        return replace(self.matrix, period=max(chosen, default=None))

    def _page_dues(
        self, _viewer: Viewer, states: Iterable[DueState], begin: int = 0, most: int = 100
    ) -> DuesPage:
        wanted = [each for each in self.dues if each.state in set(states)]
        begin = begin if begin < len(wanted) else 0
        return DuesPage(
            counts=counts_of(each.state for each in self.dues),
            total=len(wanted),
            begin=begin,
            dues=tuple(wanted[begin : begin + most]),
        )

    def _count_deliveries(self, _viewer: Viewer, per: Grouping, wanted: Wanted) -> FiguresTable:
        names = {
            Grouping.PROVIDER: {each.asked.provider_code: each.provider_name for each in self.dues},
            Grouping.MUNICIPALITY: {each.asked.municipality: each.municipality_name for each in self.dues},
        }
        return figures_table(((each.asked.key, each.state) for each in self.dues), per, wanted, names)

    def _show_balances(
        self, viewer: Viewer, label: str | None
    ) -> tuple[Period, tuple[FormatBalances, ...]] | None:
        matrix = self._show_deliveries(viewer, label)
        return None if matrix.period is None else (matrix.period, self.balances)

    def _stand(self) -> None:
        if self.fails:
            raise self.fails

    def _recognise(self, token: str, origin: str = "") -> Viewer | None:  # noqa: ARG002 - the use case has it
        return self.viewers.get(token)

    def _sign_in(self, login: str, password: str, origin: str = "") -> SignedIn | CodeAsked | None:  # noqa: ARG002 - the same
        if self.passwords.get(login) != password:
            return None
        if self.factor.is_on:
            return CodeAsked(login)
        return SignedIn(self.viewers[login], login)

    def _confirm_sign_in(self, login: str, code: str, origin: str) -> SignedIn | None:  # noqa: ARG002 - the same
        self._stand()
        return SignedIn(self.viewers[login], login) if code == "123456" else None

    def _sign_out(self, viewer: Viewer, token: str) -> None:
        del self.viewers[token], viewer

    def _answer(self, viewer: Viewer, submission: SubmissionId, code: str, about: object, said: str) -> int:
        self._show_submission(viewer, submission)
        self.answers.append((code, about, plain_answer(said)))
        return 1

    def _withdraw(self, viewer: Viewer, submission: SubmissionId, code: str, identity: str) -> None:
        self._show_submission(viewer, submission)
        self.answers.append((code, identity, None))

    def _choose_sending(self, viewer: Viewer, *, by_itself: bool) -> None:  # noqa: ARG002 - the same
        self.goes_by_itself = by_itself

    def _look(self, viewer: Viewer, submission: SubmissionId) -> Outlook:
        page = self._show_submission(viewer, submission)
        return self.outlook or Outlook(submission=page.submission, addressees=())

    def _send(self, viewer: Viewer, submission: SubmissionId, municipalities: set[str], seen: str) -> None:
        outlook = self._look(viewer, submission)
        if seen != outlook.seen:
            raise LookAgainError(str(submission))
        self.sent.append((sorted(municipalities), seen))

    def _take_back(self, viewer: Viewer, submission: SubmissionId, municipality: str) -> None:
        outlook = self._look(viewer, submission)
        if not any(each.can_be_taken_back for each in outlook.sent if each.municipality == municipality):
            raise AlreadyTakenError(municipality)
        self.sent.append((municipality,))

    def _change_reading(
        self,
        viewer: Viewer,
        submission: SubmissionId,
        *,
        repairs: bool | None = None,
        day_order: DayOrder | None = None,
    ) -> bool:
        page = self._show_submission(viewer, submission)
        self.said.append((repairs, day_order))
        return page.submission.state is SubmissionState.REJECTED

    def _receive(
        self,
        viewer: Viewer,  # noqa: ARG002 - the same
        upload: object,
        filename: str,
        *,
        repairs: bool | None = None,
        is_addition: bool = False,
    ) -> Received:
        self._stand()
        self.additions.append(is_addition)
        self.switches.append(repairs)
        self.uploads.append((filename, upload.read()))
        return Received(SUBMISSION, not self.is_known)

    def _list_submissions(self, viewer: Viewer) -> tuple[Submission, ...]:  # noqa: ARG002 - the same
        self._stand()
        return self.handed_in

    def _show_submission(self, viewer: Viewer, submission: SubmissionId) -> SubmissionPage:  # noqa: ARG002 - the same
        if submission not in self.pages:
            raise NotFoundError(str(submission))
        return self.pages[submission]

    def _follow(self, viewer: Viewer, submission: SubmissionId) -> SubmissionProgress:
        page = self._show_submission(viewer, submission)
        has_copy = page.copy_state is JobState.DONE
        return SubmissionProgress(page.submission.state, page.progress, len(page.reports), has_copy)

    def _list_findings(self, viewer: Viewer, submission: SubmissionId) -> tuple[dict[str, object], ...]:
        self._show_submission(viewer, submission)
        return self.findings

    def _grant_extension(self, viewer: Viewer, key: DueKey, until: date, reason: str) -> None:  # noqa: ARG002 - the same
        if found := tellings_in(reason, ClientMarks()):
            raise TellsOfAClientError(found)
        if until <= date(2026, 4, 30):
            raise NoExtensionError(reason)
        self.extensions.append((key, until, reason))

    def _show_report(self, viewer: Viewer, report: ReportId) -> ReportPage:  # noqa: ARG002 - the same
        if report in self.report_pages:
            return self.report_pages[report]
        found = next((one for one in self.published if one.id == report), None)
        if found is None:
            raise NotFoundError(str(report))
        return ReportPage(report=found)

    def _download_copy(self, viewer: Viewer, submission: SubmissionId, language: str) -> Download:
        copy = self._show_submission(viewer, submission).copies.get(language)
        if copy is None:
            raise NotFoundError(str(submission))
        return Download(copy.filename, copy.sha256, b"the copy")

    def _download_report(self, viewer: Viewer, report: ReportId) -> Download:  # noqa: ARG002 - the same
        if report != REPORT:
            raise NotFoundError(str(report))
        return Download("kwartaal-0014.xlsx", "ef" * 32, b"the file")


@pytest.fixture
def wiring(tmp_path: Path) -> WrittenWiring:
    environ = {
        "EENMAAL_STATE_DIR": str(tmp_path),
        "EENMAAL_SECRET_KEY": "only for tests, and long enough for them",
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
