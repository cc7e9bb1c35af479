"""The whole service as users meet it: our front and a Celery worker on the bundled database and broker."""

import itertools
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import httpx
import pytest

from service.command_line.http_door import Visit, sign_in
from service.command_line.running_service import free_port
from service.domain.access import OrganisationKind
from service.domain.periods import parse_period
from service.files.export.writer import write_export
from service.files.standard.loader import load_standard
from service.sample import sample_tables
from service.settings import Settings, environment_of_children
from service.storage.schema import APPLICATION, DATABASE, OWNER, as_role
from service.wiring import build_registration
from tests.conftest import PostgresServer
from tests.tools.patience import AS_LONG_AS_IT_TAKES
from workers.bundled_valkey import BundledValkey
from workers.children import Child, Program

AGB_CODE = "06011234"
PASSWORD = "een wachtwoord"  # noqa: S105 - of accounts that live as long as a test
ASKING = ("0014", "0141")
"""Groningen and Almelo; both ask something."""


BOTH_WAYS = [
    pytest.param(True, id="with JavaScript"),
    pytest.param(False, id="without JavaScript", marks=pytest.mark.long),
]
"""For a fixture of browsers; test_main_paths.py does without JavaScript what every role does most."""

_numbers = itertools.count(1)


@dataclass(frozen=True)
class RunningService:
    """A service that is up, and an export to hand in."""

    address: str
    export: bytes
    settings: Settings
    visits: list[Visit] = field(default_factory=list)

    def visit(self, login: str) -> Visit:
        visit = sign_in(self.address, login, PASSWORD)
        self.visits.append(visit)
        return visit

    def reports_of(self, page: httpx.Response) -> list[str]:
        return sorted(set(_links(page, "/rapportages/", "/bestand")))


def _links(page: httpx.Response, begin: str, end: str) -> Iterator[str]:
    for part in page.text.split('href="')[1:]:
        address = part.partition('"')[0]
        if address.startswith(begin) and address.endswith(end):
            yield address


@contextmanager
def a_service(
    postgres_server: PostgresServer,
    broker_server: BundledValkey,
    state_dir: Path,
    more: Mapping[str, str] | None = None,
) -> Iterator[RunningService]:
    """A service with two providers, two municipalities and a bureau, and nothing handed in.

    `more`: settings besides; with any there is a reconciler too, which does what nobody asks for.
    """
    name, port = f"end_to_end_{next(_numbers)}", free_port(0)
    postgres_server.execute(
        f"CREATE DATABASE {name} TEMPLATE {DATABASE} OWNER {OWNER}",
        f"GRANT CONNECT ON DATABASE {name} TO {APPLICATION}",
    )
    server = postgres_server.postgres.superuser_url
    settings = Settings.from_environment(
        {
            "EENMAAL_STATE_DIR": str(state_dir),
            "EENMAAL_DATABASE_URL": as_role(server, APPLICATION, name),
            "EENMAAL_OWNER_DATABASE_URL": as_role(server, OWNER, name),
            "EENMAAL_BROKER_URL": f"{broker_server.url}?virtual_host={next(_numbers)}",
            "EENMAAL_SECRET_KEY": "only for tests, and long enough for them",
            "EENMAAL_ENCRYPTION_KEY": "only for tests and as long as a key must be",
            "EENMAAL_PORT": str(port),
            "EENMAAL_REQUESTS_PER_MINUTE": "100000",
            "EENMAAL_UPLOADS_PER_HOUR": "100000",
            **(more or {}),
        }
    )
    _register(settings)
    children = [_start(settings, "worker", *_WORKER), _start(settings, "web", "service.web.server")]
    if more:
        children.append(_start(settings, "reconciler", "workers.reconciler"))
    address = f"http://127.0.0.1:{port}"
    _wait_for(address, children[1])
    running = RunningService(address, _export(settings), settings)
    yield running
    for visit in running.visits:
        visit.browser.close()
    for child in children:
        child.stop()
    postgres_server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="package")
def service(postgres_server, broker_server, tmp_path_factory) -> Iterator[RunningService]:
    """One service for all files of this folder that say nothing else; to start one takes long."""
    with a_service(postgres_server, broker_server, tmp_path_factory.mktemp("state")) as running:
        yield running


@pytest.fixture(scope="module")
def fresh_service(postgres_server, broker_server, tmp_path_factory) -> Iterator[RunningService]:
    """One for a file that counts all that was ever handed in."""
    with a_service(postgres_server, broker_server, tmp_path_factory.mktemp("state")) as running:
        yield running


_WORKER = ("celery", "--app", "workers.application", "--quiet", "worker", "--concurrency", "1")


def _start(settings: Settings, name: str, *command: str) -> Child:
    house = str(Path(__file__).parents[2])
    temporary = settings.state_dir / "tmp"
    temporary.mkdir(exist_ok=True)
    environment = environment_of_children(settings) | {"PYTHONPATH": house, "TMPDIR": str(temporary)}
    log = settings.state_dir / f"{name}.log"
    return Child(
        Program(name=name, command=[sys.executable, "-m", *command], log=log, environment=environment)
    )


def _wait_for(address: str, web: Child) -> None:
    with httpx.Client(transport=httpx.HTTPTransport(retries=10)) as browser:
        assert browser.get(f"{address}/readyz", timeout=AS_LONG_AS_IT_TAKES).status_code == httpx.codes.OK, (
            web.program.log
        )


def _register(settings: Settings) -> None:
    register = build_registration(settings)
    for kind, code, login in (
        (OrganisationKind.PROVIDER, AGB_CODE, "aanbieder"),
        (OrganisationKind.PROVIDER, "06015678", "andere-aanbieder"),
        (OrganisationKind.MUNICIPALITY, "0014", "groningen"),
        (OrganisationKind.MUNICIPALITY, "0141", "almelo"),
        (OrganisationKind.BUREAU, "voorbeeld", "bureau"),
    ):
        organisation = register.organisation(kind, code, login.title())
        register.account(organisation, login, PASSWORD)
        if kind is OrganisationKind.BUREAU:
            register.members(organisation, ["0014"], date(2020, 1, 1))
    register.close()


def _export(settings: Settings) -> bytes:
    standard = load_standard(settings.mappings_dir)
    tables = sample_tables(
        standard, seed=1, municipalities=ASKING, clients=40, period=parse_period("2026-Q1"), prestaties=60
    )
    return write_export(tables, standard, "xlsx")
