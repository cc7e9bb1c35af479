"""The pages of a bureau whose region is as large as one is: milliseconds and statements of each.

Run by itself: `python -m tests.benchmarks.a_large_region`. It starts a PostgreSQL of its own, with its usual
safety on, and fills it by SQL: 400 providers that each sent 23 municipalities a report over 8 quarters.
"""

import gc
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine

from service.domain.access import OrganisationKind
from service.domain.periods import parse_period
from service.settings import Settings
from service.storage.schema import as_role
from service.web.application import create_app
from service.web.people.visitor import SESSION_COOKIE
from service.wiring import build, build_registration
from tests.benchmarks.everyone import formats_for_everyone
from tests.benchmarks.log import a_database
from tests.conftest import KeptQueue
from tests.tools.filled_region import fill_region

PROVIDERS, MUNICIPALITIES, QUARTERS, TIMES = 400, 23, 8, 40
FORMAT = "voorbeeldregio-noord/kwartaal"
PASSWORD = "een wachtwoord dat lang is"  # noqa: S105 - of an account that lives as long as this
PAGES = {
    "first page": "/overzicht?periode=2025-Q4",
    "last page": "/overzicht?periode=2025-Q4&vanaf=350",
    "one municipality": "/overzicht?periode=2025-Q4&gemeente={municipality}",
    "one provider": "/overzicht?periode=2025-Q4&aanbieder=Zorg 17",
    "what is missing": "/overzicht?periode=2025-Q4&stand=missing",
    "one report": "/overzicht?periode=2025-Q4&formaat=voorbeeldregio-noord/kwartaal",
    "one pair": "/overzicht/2025-Q4/06020017/{municipality}",
    "balances": "/overzicht/telling?periode=2025-Q4",
    "one balance": "/telling/06020017?periode=2025-Q4",
    "of the region": "/telling?periode=2025-Q4",
    "its last page": "/telling?periode=2025-Q4&vanaf=350",
    "of a municipality": "/telling?periode=2025-Q4&gemeente={municipality}",
    "of one line": "/telling/06020017?periode=2025-Q4&gemeente={municipality}",
    "totals": "/totalen?periode=2025-Q4",
    "totals per one": "/totalen?periode=2025-Q4&per=aanbieder",
    "totals of messages": "/totalen?periode=2025-Q4&per=aanbieder&wat=berichten",
    "deadlines": "/termijnen",
    "on time": "/termijnen?stand=on-time&vanaf=5000",
    "figures": "/termijnen/cijfers?per=gemeente",
    "of providers": "/termijnen/cijfers?per=aanbieder&wet=JW",
    "home": "/",
    "compliance": "/naleving?periode=2025-Q4",
    "with a signal": "/naleving?periode=2025-Q4&signaal=budget",
    "one provider's": "/naleving/06020017?periode=2025-Q4",
    "statements": "/verklaringen?jaar=2025",
    "two periods": "/vergelijken?van=2025-Q3&naar=2025-Q4",
}


@contextmanager
def a_bureau() -> Iterator[tuple[FlaskClient, str]]:
    """A browser of a bureau of such a region, and one of its municipalities."""
    with a_database() as (owner, url), tempfile.TemporaryDirectory() as folder:
        formats = formats_for_everyone(Path(folder), FORMAT)
        settings = Settings.from_environment(
            {
                "EENMAAL_STATE_DIR": folder,
                "EENMAAL_MAPPINGS_DIR": str(formats),
                "EENMAAL_DATABASE_URL": url,
                "EENMAAL_OWNER_DATABASE_URL": owner,
                "EENMAAL_BROKER_URL": "redis://127.0.0.1:1/0",
                "EENMAAL_SECRET_KEY": "only for tests, and long enough for them",
                "EENMAAL_ENCRYPTION_KEY": "only for tests and as long as a key must be",
                "EENMAAL_BLOB_DIR": str(Path(folder) / "blobs"),
                "EENMAAL_REQUESTS_PER_MINUTE": "100000",
            }
        )
        codes = _codes(formats)
        _register(settings, codes)
        with psycopg.connect(as_role(owner, "postgres").replace("+psycopg", "")) as connection:
            fill_region(connection, FORMAT, codes, providers=PROVIDERS, quarters=QUARTERS)
        wiring = build(settings, queue=KeptQueue())
        browser = create_app(wiring).test_client()
        browser.set_cookie(SESSION_COOKIE, wiring.people.sign_in("bureau", PASSWORD, "test").token)
        browser.get("/overzicht")
        gc.freeze()  # as the server does
        yield browser, codes[0]
        wiring.close()


def _codes(formats: Path) -> list[str]:
    lines = (formats / "codelijsten" / "gemeenten.csv").read_text(encoding="utf-8").splitlines()
    return [line.split(",")[0] for line in lines[1:]][:MUNICIPALITIES]


def _register(settings: Settings, codes: list[str]) -> None:
    register = build_registration(settings)
    bureau = register.organisation(OrganisationKind.BUREAU, "bureau", "Het bureau")
    register.account(bureau, "bureau", PASSWORD)
    for code in codes:
        register.organisation(OrganisationKind.MUNICIPALITY, code, f"Gemeente {code}")
    register.members(bureau, codes, parse_period("2020").begin)
    register.close()


def main() -> None:
    """Ask each page so many times and tell what it took."""
    statements: list[str] = []
    event.listen(Engine, "before_cursor_execute", lambda _c, _k, statement, *_: statements.append(statement))
    with a_bureau() as (browser, municipality):
        print(f"{PROVIDERS} x {MUNICIPALITIES} x {QUARTERS}, load {os.getloadavg()[0]:.1f}")
        for name, address in PAGES.items():
            path = address.format(municipality=municipality)
            assert browser.get(path).status_code == 200, path
            took = []
            for _ in range(TIMES):
                statements.clear()
                begin = time.perf_counter()
                size = len(browser.get(path).data)
                took.append((time.perf_counter() - begin) * 1000)
            middle, worst = statistics.median(took), statistics.quantiles(took, n=20)[18]
            print(
                f"{name:18} p50 {middle:6.0f} ms  p95 {worst:6.0f} ms"
                f"  {len(statements)} statements  {size / 1000:.0f} kB",
                flush=True,
            )


if __name__ == "__main__":
    main()
