"""One PostgreSQL and one Valkey per test process, an empty database per test, and a region to work in."""

import gc
import io
import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from flask import Flask

from service import ONE_THREAD

os.environ.setdefault(*ONE_THREAD)

from service.domain.access import AccountId, Organisation, OrganisationKind, Role, Viewer
from service.domain.failures import TerminalError, TransientError
from service.domain.submissions.jobs import Job, JobId, JobKind
from service.domain.submissions.submission import SubmissionId
from service.process.start import choose_at_start
from service.settings import Settings, are_fast_paths_on
from service.storage.schema import APPLICATION, DATABASE, OWNER, as_role, create_roles_and_database, migrate
from service.use_cases.jobs.reconcile import Reconcile
from service.wiring import Wiring, build, build_registration
from service.wiring.people import Registration
from tests.tools.compiled_routes import keep_compiled_routes
from tests.tools.compiled_statements import keep_compiled_statements
from tests.tools.compiled_templates import CompiledTemplates
from tests.tools.kept_connections import KEPT, superuser
from tests.tools.late_grammars import compile_grammars_late
from tests.tools.used_databases import UsedDatabases
from tests.written_engine import WrittenEngine
from workers.bundled_postgres import BundledPostgres
from workers.bundled_valkey import BundledValkey
from workers.children import Child

_numbers = itertools.count(1)
_OBJECTS_BETWEEN_COLLECTIONS = 20_000
"""Instead of 700: collecting is tests and modules of which most stays, and so are engines of a database."""


def pytest_configure() -> None:
    """As every entry point does: the whole suite runs with EENMAAL_FAST_PATHS=off as well."""
    choose_at_start(fast_paths=are_fast_paths_on(os.environ))
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS, 20, 20)
    keep_compiled_routes()
    keep_compiled_statements()
    compile_grammars_late()
    Flask.jinja_options = {**Flask.jinja_options, "bytecode_cache": CompiledTemplates()}


_SLOWEST_FIRST = ("end_to_end", "faults", "integration", "property", "fidelity", "mutants")
"""Folders of which a file takes long: begun last, one of them would leave the other process with nothing."""


_OF_THE_WHOLE = ("end_to_end", "faults")
"""Folders that start the whole service, as users meet it, and mostly a browser or a death besides."""


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first, the others in their own order after them; who starts the whole service is marked."""
    rank = {name: place for place, name in enumerate(_SLOWEST_FIRST)}
    items.sort(key=lambda item: rank.get(_folder(item), len(rank)))
    for item in items:
        if _folder(item) in _OF_THE_WHOLE:
            item.add_marker("whole")


def pytest_collection_finish() -> None:
    """What was collected stays until the end: the collector of cycles need not go over it again and again."""
    gc.collect()
    gc.freeze()


def _folder(item: pytest.Item) -> str:
    return item.path.relative_to(Path(__file__).parent).parts[0]


@dataclass(frozen=True, kw_only=True)
class Database:
    """The addresses of a fresh, migrated database."""

    name: str
    url: str
    """As the application."""
    owner_url: str
    superuser_url: str


@dataclass(frozen=True)
class PostgresServer:
    postgres: BundledPostgres
    child: Child

    def execute(self, *statements: str) -> None:
        with superuser(self.postgres.superuser_url) as connection:
            for statement in statements:
                connection.execute(statement)


@pytest.fixture(scope="session")
def servers_dir() -> Iterator[Path]:
    """A directory with a short path, below which the servers' own user may come."""
    directory = Path(tempfile.mkdtemp(prefix="eenmaal-test-"))
    directory.chmod(0o711)
    yield directory
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server(servers_dir: Path) -> Iterator[PostgresServer]:
    unsafe_but_fast = {
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "wal_level": "minimal",
        "max_wal_senders": "0",
        "autovacuum": "off",
        "jit": "off",
    }
    postgres = BundledPostgres(servers_dir / "pg" / "data", servers_dir / "pgs", unsafe_but_fast)
    (servers_dir / "pg").mkdir()
    (servers_dir / "pg").chmod(0o711)
    postgres.prepare()
    child = Child(postgres.program())
    postgres.wait_until_answering(child)
    create_roles_and_database(postgres.superuser_url)
    migrate(as_role(postgres.superuser_url, OWNER))
    yield PostgresServer(postgres, child)
    KEPT.close()
    child.stop()


@contextmanager
def new_database(server: PostgresServer, template: str = DATABASE) -> Iterator[Database]:
    """A database that holds what `template` holds, until the end of the block."""
    name = f"test_{next(_numbers)}"
    KEPT.close(template)
    server.execute(
        f"CREATE DATABASE {name} TEMPLATE {template} OWNER {OWNER} STRATEGY file_copy",
        f"GRANT CONNECT ON DATABASE {name} TO {APPLICATION}",
    )
    url = server.postgres.superuser_url
    yield Database(
        name=name,
        url=as_role(url, APPLICATION, name),
        owner_url=as_role(url, OWNER, name),
        superuser_url=as_role(url, "postgres", name),
    )
    KEPT.close(name)
    server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def copies_of(server: PostgresServer, template: str) -> Iterator[UsedDatabases[Database]]:
    """Databases that hold what `template` holds, put back as it was for each test that is lent one."""
    copies = UsedDatabases(lambda: new_database(server, template))
    with copies.made:
        yield copies


@pytest.fixture(scope="session")
def used_databases(postgres_server: PostgresServer) -> UsedDatabases[Database]:
    """Those that are left are not dropped one by one, half a second each: they go with their server."""
    return UsedDatabases(lambda: new_database(postgres_server))


@pytest.fixture
def database(used_databases: UsedDatabases[Database]) -> Iterator[Database]:
    """A database with all tables and no rows, of this test alone until its end."""
    with used_databases.lend() as lent:
        yield lent


@pytest.fixture(scope="session")
def broker_server(servers_dir: Path) -> Iterator[BundledValkey]:
    (servers_dir / "vk").mkdir()
    valkey = BundledValkey(servers_dir / "vk" / "data", servers_dir / "vks")
    valkey.prepare()
    child = Child(valkey.program())
    valkey.wait_until_answering(child)
    yield valkey
    child.stop()


@pytest.fixture
def broker(broker_server: BundledValkey) -> BundledValkey:
    """A broker with nothing in it."""
    client = broker_server.connect()
    client.flushall()
    client.close()
    return broker_server


def settings_on(database: Database, broker: BundledValkey, state_dir: Path) -> Settings:
    """Settings of a service on these servers, with all that it keeps in one folder."""
    return Settings.from_environment(
        {
            "EENMAAL_STATE_DIR": str(state_dir),
            "EENMAAL_DATABASE_URL": database.url,
            "EENMAAL_OWNER_DATABASE_URL": database.owner_url,
            "EENMAAL_BROKER_URL": broker.url,
            "EENMAAL_SECRET_KEY": "only for tests, and long enough for them",
            "EENMAAL_ENCRYPTION_KEY": "only for tests and as long as a key must be",
            "EENMAAL_BLOB_DIR": str(state_dir / "blobs"),
            "PATH": os.environ.get("PATH", ""),
        }
    )


@pytest.fixture
def settings(database: Database, broker: BundledValkey, tmp_path: Path) -> Settings:
    """Settings of a service on this test's own database and broker."""
    return settings_on(database, broker, tmp_path)


@dataclass
class KeptQueue:
    """A queue that keeps what it was sent."""

    sent: list[tuple[JobKind, UUID]] = field(default_factory=list)

    def send(self, kind: JobKind, job: UUID) -> None:
        self.sent.append((kind, job))

    def take(self) -> list[tuple[JobKind, UUID]]:
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


def a_viewer(register: Registration, login: str, kind: OrganisationKind, code: str, title: str) -> Viewer:
    """Somebody of an organisation that is registered for it, and who cannot sign in."""
    organisation = Organisation(register.organisation(kind, code, title), kind, code, title)
    with register.stores.registering() as registry:
        registry.register_account(organisation.id, login, "no password", "nl")
    return Viewer(
        account=AccountId(UUID(int=1)),
        login=login,
        language="nl",
        organisation=organisation,
        origin="test",
        role=Role.ADMINISTRATOR,
    )


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
        viewers[name] = a_viewer(register, name, kind, code, title)
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
    yield replace(made, jobs=replace(made.jobs, reconcile=without_the_calendar(made.jobs.reconcile)))
    made.close()


def without_the_calendar(reconcile: Reconcile) -> Reconcile:
    """Rounds that do not set all that the calendar asks, some 800 requests in every new database.

    `wiring.proof.set_requests()` does, and a report that answers one sets it by itself.
    """
    return Reconcile({name: duty for name, duty in reconcile.duties.items() if name != "requests"})


def send_to_all(wiring: Wiring, viewer: Viewer, submission: SubmissionId) -> tuple[str, ...]:
    """What a provider does after it looked; nothing for a submission that cannot be sent."""
    outlook = wiring.submissions.look(viewer, submission)
    everyone = [each.municipality for each in outlook.unsent]
    return wiring.submissions.send(viewer, submission, everyone, outlook.seen) if everyone else ()


@dataclass
class Hands:
    """Does by hand what a worker would do with the messages in the queue, and what its provider would."""

    wiring: Wiring
    queue: KeptQueue

    def upload(self, viewer: Viewer, content: bytes = b"kwartaal jaar") -> SubmissionId:
        return self.wiring.submissions.receive(viewer, io.BytesIO(content), "export.xlsx").submission

    def send(self, viewer: Viewer, submission: SubmissionId) -> tuple[str, ...]:
        """Look, and send all that can be sent."""
        return send_to_all(self.wiring, viewer, submission)

    def do(self, job_id: UUID) -> Job | None:
        job = self.wiring.jobs.claim(JobId(job_id), "hands")
        if job is None:
            return None
        try:
            self.perform(job)
        except (TerminalError, TransientError, ConnectionError) as error:
            self.wiring.jobs.fail(job, error)
        return job

    def perform(self, job: Job) -> None:
        self.wiring.jobs.perform[job.kind](job)

    def do_everything(self) -> None:
        while messages := self.queue.take():
            for _, job in messages:
                self.do(job)

    def deliver(self, viewer: Viewer, content: bytes = b"kwartaal jaar") -> SubmissionId:
        submission = self.upload(viewer, content)
        self.do_everything()
        self.send(viewer, submission)
        return submission


@pytest.fixture
def hands(wiring: Wiring, queue: KeptQueue) -> Hands:
    return Hands(wiring, queue)


@pytest.fixture
def ask(database):
    """Run one statement as superuser, beyond row-level security; returns its rows."""

    def execute(statement: str, *values: object) -> list[tuple[object, ...]]:
        with superuser(database.superuser_url) as connection:
            cursor = connection.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    return execute
