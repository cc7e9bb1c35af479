"""Seconds of processor time of every page about burden: `python -m tests.benchmarks.burden_pages`.

It starts a PostgreSQL of its own and delivers real exports to it: six providers, of whom two over two
quarters and one to twenty-three municipalities; a provider, a municipality and a bureau of all of them look.
`--profile bureau:period` tells where one page goes; `--http` asks a service that is up, as a browser does,
and reads the processor time of its web process.
"""

import argparse
import cProfile
import gc
import os
import pstats
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from flask.testing import FlaskClient

from service import ONE_THREAD

os.environ.setdefault(*ONE_THREAD)

from service.command_line.http_door import sign_in
from service.command_line.running_service import RunningService, free_port, started_service
from service.command_line.sample import municipalities_for_a_sample
from service.domain.access import OrganisationKind
from service.settings import Settings
from service.web.application import create_app
from service.web.people.visitor import SESSION_COOKIE
from service.wiring import Wiring, build, build_registration
from tests.benchmarks.log import a_database
from tests.conftest import Hands, KeptQueue
from tests.tools.burden_region import export_of
from tests.tools.exports import the_standard

PASSWORD = "een wachtwoord dat lang is"  # noqa: S105 - of an account that lives as long as this
TIMES, TIMES_OVER_HTTP, OF_A_REGION = 9, 40, 23
PAGES = {
    "period": "/regeldruk?periode=2026-Q1",
    "map": "/regeldruk/wie-vraagt-wat?periode=2026-Q1",
    "drop list": "/regeldruk/schraplijst?periode=2026-Q1",
    "year": "/regeldruk/jaar",
    "csv": "/regeldruk?periode=2026-Q1&als=csv",
}
OWN = {
    "aanbieder": {
        "measurements": "/regeldruk/metingen",
        "hold-out": "/regeldruk/steekproef",
    },
    "gemeente": {},
    "bureau": {"to publish": "/regeldruk/openbaar?periode=2026-Q1"},
}


@contextmanager
def a_region(providers: int = 6, towns: int = OF_A_REGION) -> Iterator[tuple[Wiring, dict[str, str]]]:
    """A service with their deliveries, and the login of each kind of reader."""
    with a_database() as (owner, url), tempfile.TemporaryDirectory() as folder:
        settings = Settings.from_environment(
            {**_environment(folder, owner, url), "EENMAAL_BROKER_URL": "redis://127.0.0.1:1/0"}
        )
        queue = KeptQueue()
        wiring = build(settings, queue=queue)
        codes = municipalities_for_a_sample(towns, seed=4)
        yield wiring, _deliver(wiring, Hands(wiring, queue), settings, codes, providers)
        wiring.close()


def _environment(folder: str, owner: str, url: str) -> dict[str, str]:
    return {
        "EENMAAL_STATE_DIR": folder,
        "EENMAAL_DATABASE_URL": url,
        "EENMAAL_OWNER_DATABASE_URL": owner,
        "EENMAAL_SECRET_KEY": "only for tests, and long enough for them",
        "EENMAAL_ENCRYPTION_KEY": "only for tests and as long as a key must be",
        "EENMAAL_BLOB_DIR": str(Path(folder) / "blobs"),
        "EENMAAL_REQUESTS_PER_MINUTE": "100000",
    }


def _deliver(
    wiring: Wiring, hands: Hands, settings: Settings, codes: Sequence[str], providers: int
) -> dict[str, str]:
    """Logins by kind of reader."""
    register, standard = build_registration(settings), the_standard()
    bureau = register.organisation(OrganisationKind.BUREAU, "voorbeeld", "Bureau")
    register.account(bureau, "bureau", PASSWORD)
    register.members(bureau, codes, date(2020, 1, 1))
    register.account(
        register.organisation(OrganisationKind.MUNICIPALITY, codes[0], "Gemeente"), "gemeente", PASSWORD
    )
    for number in range(1, providers + 1):
        code, login = f"0602{number:04d}", f"zorg-{number}"
        own = register.organisation(OrganisationKind.PROVIDER, code, login)
        register.account(own, login, PASSWORD)
        viewer = wiring.people.find_viewer(login)
        asking = codes if number == 1 else codes[: 4 + number]
        for period in ("2025-Q4", "2026-Q1") if number <= 2 else ("2026-Q1",):
            hands.deliver(viewer, export_of(standard, code, login, asking, period, seed=number))
    register.close()
    return {"aanbieder": "zorg-1", "gemeente": "gemeente", "bureau": "bureau"}


def _browser(wiring: Wiring, login: str) -> FlaskClient:
    browser = create_app(wiring).test_client()
    browser.set_cookie(SESSION_COOKIE, wiring.people.sign_in(login, PASSWORD, "test").token)
    return browser


def seconds_of(browser: FlaskClient, path: str) -> list[float]:
    """Of processor time, of as many requests, after one that warms up."""
    taken = []
    for _ in range(TIMES + 1):
        begun = time.process_time()
        answer = browser.get(path)
        taken.append(time.process_time() - begun)
        assert answer.status_code == 200, (path, answer.status_code)
    return taken[1:]


def over_http(settings: Settings, people: Mapping[str, str]) -> None:
    """Print the processor time that the web process of a service that is up takes for each page."""
    with up_with(settings) as service:
        web = _web_process(service.settings.port)
        for who, login in people.items():
            browser = sign_in(service.address, login, PASSWORD).browser
            for name, path in {**PAGES, **OWN[who]}.items():
                assert browser.get(path).status_code == 200, path
                begun = _processor_seconds(web)
                for _ in range(TIMES_OVER_HTTP):
                    browser.get(path)
                each = (_processor_seconds(web) - begun) / TIMES_OVER_HTTP
                _tell(f"{who:10} {name:14} over http, mean of {TIMES_OVER_HTTP}: {each:.3f} s")
            browser.close()


@contextmanager
def up_with(settings: Settings) -> Iterator[RunningService]:
    """A service that is up, as `eenmaal up` starts it, with the database and the files of these settings."""
    folder = str(settings.state_dir)
    os.environ.update(_environment(folder, settings.owner_database_url, settings.database_url))
    with started_service(Path(folder), free_port(0)) as service:
        yield service


def _web_process(port: int) -> int:
    """The process that was started as the web and has that port in its environment."""
    for found in Path("/proc").glob("[0-9]*/cmdline"):
        if b"service.web.server" in found.read_bytes():
            environment = (found.parent / "environ").read_bytes().split(b"\0")
            if f"EENMAAL_PORT={port}".encode() in environment:
                return int(found.parent.name)
    raise ProcessLookupError(port)


def _processor_seconds(process: int) -> float:
    """Of itself and of the children that ended."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def _tell(line: str) -> None:
    print(f"{line}  load {os.getloadavg()[0]:.1f}", flush=True)


def main() -> None:
    """Each page of each reader; or one page under a profiler."""
    wanted = argparse.ArgumentParser()
    wanted.add_argument("--profile", default="")
    wanted.add_argument("--http", action="store_true")
    chosen = wanted.parse_args()
    with a_region() as (wiring, people):
        if chosen.http:
            over_http(wiring.settings, people)
        else:
            in_this_process(wiring, people, chosen.profile)


def in_this_process(wiring: Wiring, people: Mapping[str, str], profiled: str) -> None:
    """Print what every page takes, or where the time of the one goes that is `profiled`."""
    gc.freeze()  # as the server does
    for who, login in people.items():
        browser = _browser(wiring, login)
        for name, path in {**PAGES, **OWN[who]}.items():
            if profiled and profiled != f"{who}:{name}":
                continue
            if profiled:
                _profile(browser, path)
            taken = seconds_of(browser, path)
            _tell(f"{who:10} {name:14} p50 {statistics.median(taken):.3f} s  most {max(taken):.3f} s")


def _profile(browser: FlaskClient, path: str) -> None:
    browser.get(path)
    with cProfile.Profile() as profile:
        for _ in range(TIMES):
            browser.get(path)
    pstats.Stats(profile).sort_stats("cumulative").print_stats(70)


if __name__ == "__main__":
    main()
