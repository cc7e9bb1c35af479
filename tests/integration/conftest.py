"""A region of one provider, two municipalities and a bureau, with a written engine instead of the real one."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from uuid import UUID

import psycopg
import pytest

from service.domain.access import AccountId, Organisation, OrganisationKind, Viewer
from service.domain.balance import Balance, Tally
from service.domain.failures import TerminalError
from service.domain.findings import Finding, FindingKind, Place, Severity, Verdict
from service.domain.jobs import Job, JobId, Subject
from service.domain.periods import Period, parse_period
from service.domain.submissions import SubmissionId
from service.settings import Settings
from service.task_queue import TaskName
from service.use_cases.engine import CheckedUpload, MadeReport, Settled
from service.wiring import Wiring, build, build_registration

QUARTER = parse_period("2026-Q1")
BALANCE = Balance(Tally(3, 2, {"not-in-this-format": 1}), Tally(300, 250, {"not-in-this-format": 50}))
BURDEN = {"N": 6, "N_same": 3, "N_conv": 2, "N_man": 1, "D_fact": 2, "R_dup": 1, "D_file": 1}
ODD_CODE = FindingKind("odd-code", Severity.WARNS, "Code {code} op rij {row}.", "Code {code} in row {row}.")
BROKEN = FindingKind("broken", Severity.BLOCKS, "Niet te lezen.", "Cannot be read.")


@dataclass
class WrittenEngine:
    """An engine that finds and makes what its upload says: `formats a b; fail translate`."""

    municipalities: tuple[str, ...] = ("0344", "0363")
    agb_code: str = "41234567"
    failures: dict[str, list[Exception]] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)

    def check(self, content: bytes, filename: str) -> CheckedUpload:
        self._do("check")
        if content.startswith(b"broken"):
            return self._checked(Verdict.REJECTED, (Finding(BROKEN),), b"", ())
        findings = tuple(
            Finding(ODD_CODE, Place("prestatie", "Prestatie", row, "C", "productcode"), {"code": "X"})
            for row in range(2, 14)
        )
        formats = content.decode().split()
        return self._checked(Verdict.ACCEPTED_WITH_WARNINGS, findings, content, tuple(map(subject, formats)))

    def produce(self, tables: bytes, subject: Subject) -> list[MadeReport]:
        self._do(f"produce {subject.format}")
        return [self._report(code, subject, tables) for code in self.municipalities]

    def settle(self, tables: bytes) -> Settled:
        self._do("settle")
        return Settled(BALANCE, BURDEN)

    def _do(self, what: str) -> None:
        self.calls.append(what)
        if waiting := self.failures.get(what):
            raise waiting.pop(0)

    def _checked(
        self,
        verdict: Verdict,
        findings: tuple[Finding, ...],
        tables: bytes,
        subjects: tuple[Subject, ...],
    ) -> CheckedUpload:
        return CheckedUpload(
            verdict=verdict,
            findings=findings,
            agb_code=self.agb_code,
            period=QUARTER,
            rows={"prestatie": 3},
            tables=tables,
            subjects=subjects,
            municipalities=frozenset(self.municipalities if subjects else ()),
        )

    @staticmethod
    def _report(municipality: str, subject: Subject, tables: bytes) -> MadeReport:
        content = b"%s for %s from %s" % (subject.format.encode(), municipality.encode(), tables)
        return MadeReport(
            municipality=municipality,
            format=subject.format,
            format_sha256=subject.format_sha256,
            period=subject.period,
            filename=f"{municipality}-{subject.format}.csv",
            sha256=sha256(content).hexdigest(),
            content=content,
            balance=BALANCE,
            cell_counts={"same": 2},
        )


def subject(format_name: str, period: Period = QUARTER) -> Subject:
    return Subject(format_name, sha256(format_name.encode()).hexdigest(), period)


@dataclass
class KeptQueue:
    """A queue that keeps what it was sent."""

    sent: list[tuple[TaskName, UUID]] = field(default_factory=list)

    def send(self, task: TaskName, job: UUID) -> None:
        self.sent.append((task, job))

    def take(self) -> list[tuple[TaskName, UUID]]:
        sent, self.sent = self.sent, []
        return sent


@dataclass(frozen=True)
class Region:
    """Who takes part in these tests."""

    provider: Viewer
    other_provider: Viewer
    utrecht: Viewer
    amsterdam: Viewer
    bureau: Viewer
    """Works for Utrecht only."""


@pytest.fixture
def region(settings: Settings) -> Iterator[Region]:
    register = build_registration(settings)
    viewers = {}
    for name, kind, code, title in (
        ("provider", OrganisationKind.PROVIDER, "41234567", "Zorg Een"),
        ("other_provider", OrganisationKind.PROVIDER, "47654321", "Zorg Twee"),
        ("utrecht", OrganisationKind.MUNICIPALITY, "0344", "Utrecht"),
        ("amsterdam", OrganisationKind.MUNICIPALITY, "0363", "Amsterdam"),
        ("bureau", OrganisationKind.BUREAU, "voorbeeldregio", "Bureau Voorbeeld"),
    ):
        organisation = Organisation(register.organisation(kind, code, title), kind, code, title)
        viewers[name] = Viewer(AccountId(UUID(int=1)), name, "nl", organisation, "test")
    register.members(viewers["bureau"].organisation.id, ["0344"], date(2020, 1, 1))
    yield Region(**viewers)
    register.close()


@pytest.fixture
def engine() -> WrittenEngine:
    return WrittenEngine()


@pytest.fixture
def queue() -> KeptQueue:
    return KeptQueue()


@pytest.fixture
def wiring(settings: Settings, engine: WrittenEngine, queue: KeptQueue) -> Iterator[Wiring]:
    made = build(settings, engine=engine, queue=queue)
    yield made
    made.close()


@dataclass
class Hands:
    """Does by hand what a worker would do with the messages in the queue."""

    wiring: Wiring
    queue: KeptQueue

    def upload(self, viewer: Viewer, content: bytes = b"kwartaal jaar") -> SubmissionId:
        return self.wiring.receive_submission(viewer, io.BytesIO(content), "export.xlsx").submission

    def do(self, task: TaskName, job_id: UUID) -> Job | None:
        job = self.wiring.claim_job(JobId(job_id), "hands")
        if job is None:
            return None
        try:
            self.perform(task, job)
        except (TerminalError, ConnectionError) as error:
            self.wiring.fail_job(job, error)
        return job

    def perform(self, task: TaskName, job: Job) -> None:
        act = {
            TaskName.CHECK: self.wiring.check_submission,
            TaskName.TRANSLATE: self.wiring.translate_submission,
            TaskName.SETTLE: self.wiring.settle_submission,
        }[task]
        act(job)

    def do_everything(self) -> None:
        while messages := self.queue.take():
            for task, job in messages:
                self.do(task, job)

    def deliver(self, viewer: Viewer, content: bytes = b"kwartaal jaar") -> SubmissionId:
        submission = self.upload(viewer, content)
        self.do_everything()
        return submission


@pytest.fixture
def hands(wiring: Wiring, queue: KeptQueue) -> Hands:
    return Hands(wiring, queue)


@pytest.fixture
def ask(database):
    """Run one statement as superuser, beyond row-level security; returns its rows."""
    address = database.superuser_url.replace("postgresql+psycopg", "postgresql")

    def execute(statement: str, *values: object) -> list[tuple[object, ...]]:
        with psycopg.connect(address, autocommit=True) as connection:
            cursor = connection.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    return execute
