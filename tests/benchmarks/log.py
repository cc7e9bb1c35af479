"""What the log of acts costs: leaves a second, a million leaves checked, and its part of a run.

Run by itself: `python -m tests.benchmarks.log`. It starts a PostgreSQL of its own, with its usual safety on.
"""

import shutil
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine

from service.domain.access import Actor, OrganisationId, OrganisationKind
from service.domain.periods import parse_period
from service.domain.proof.acts import ActKind, LoggedAct, Performer, leaf_of
from service.domain.proof.growth import grown_log
from service.domain.proof.keys import new_log_key, signer_of
from service.domain.proof.tree import root_of
from service.files.export.writer import write_export
from service.sample import sample_tables
from service.settings import Settings
from service.storage.log import Log
from service.storage.schema import APPLICATION, OWNER, as_role, create_roles_and_database, migrate
from service.storage.stores import OwnerStores, Stores, engine_for
from service.use_cases.jobs.grow_log import GrowLog
from service.wiring import build, build_registration
from tests.conftest import Hands, KeptQueue, a_viewer
from workers.bundled_postgres import BundledPostgres
from workers.children import Child

MILLION, PER_ACT, ACTS, WRITERS = 1_000_000, 10, 1_500, 2
"""A transaction writes so many leaves; so many of them by each of two at the same time."""
SIGNER = signer_of(new_log_key("bench.localhost/logboek", bytes(32)))
AT = datetime(2026, 4, 1, tzinfo=UTC)


@contextmanager
def a_database():
    directory = Path(tempfile.mkdtemp(prefix="eenmaal-bench-"))
    directory.chmod(0o711)
    postgres = BundledPostgres(directory / "data", directory / "s", {})
    postgres.prepare()
    child = Child(postgres.program())
    postgres.wait_until_answering(child)
    create_roles_and_database(postgres.superuser_url)
    owner = as_role(postgres.superuser_url, OWNER)
    migrate(owner)
    yield owner, as_role(postgres.superuser_url, APPLICATION)
    child.stop()
    shutil.rmtree(directory, ignore_errors=True)


def acts(count):
    made = LoggedAct(
        kind=ActKind.TRANSLATED, submission=uuid4(), municipality="0344", facts={"sha256": "ab" * 32}
    )
    return [replace(made, report=uuid4()) for _ in range(count)]


def leaves_a_second():
    """Written by two at once in transactions of ten, while a third gives them their places."""
    with a_database() as (owner, url):
        stores, owners = Stores(engine_for(url)), OwnerStores(create_engine(owner))
        with owners.registering() as registry:
            organisation = registry.register_organisation(OrganisationKind.PROVIDER, "41234567", "Zorg Een")
        actor, grow = Actor("bench", "service"), GrowLog(stores, SIGNER)

        def write(_):
            for _ in range(ACTS):
                with stores.as_organisation(OrganisationId(organisation), actor) as work:
                    work.log.write(*acts(PER_ACT))

        begin, placed, total = time.perf_counter(), 0, WRITERS * ACTS * PER_ACT
        with ThreadPoolExecutor(WRITERS) as writers:
            running = [writers.submit(write, each) for each in range(WRITERS)]
            while placed < total and not any(each.done() and each.exception() for each in running):
                placed += grow()
                time.sleep(0.2)
        seconds = time.perf_counter() - begin
        stores.close()
        owners.close()
        return placed / seconds


def price_of_a_report():
    """Seconds that a transaction of 342 reports takes longer by its leaves, per report; placing included."""
    with a_database() as (owner, url):
        stores, owners = Stores(engine_for(url)), OwnerStores(create_engine(owner))
        with owners.registering() as registry:
            organisation = registry.register_organisation(OrganisationKind.PROVIDER, "41234567", "Zorg Een")
        grow, taken = GrowLog(stores, SIGNER), []
        for count in (0, 342) * 6:
            begin = time.perf_counter()
            with stores.as_organisation(OrganisationId(organisation), Actor("bench", "service")) as work:
                work.log.write(*acts(count))
            grow()
            taken.append(time.perf_counter() - begin)
        stores.close()
        owners.close()
    without, with_leaves = min(taken[::2]), min(taken[1::2])
    return (with_leaves - without) / 342


def part_of_a_run():
    """Which part of the time from upload to sent reports is spent on leaves and their places."""
    with a_database() as (owner, url), tempfile.TemporaryDirectory() as state:
        settings = Settings.from_environment(
            {
                "EENMAAL_STATE_DIR": state,
                "EENMAAL_DATABASE_URL": url,
                "EENMAAL_OWNER_DATABASE_URL": owner,
                "EENMAAL_BROKER_URL": "redis://nowhere",
                "EENMAAL_SECRET_KEY": "only to measure, and long enough for it",
                "EENMAAL_ENCRYPTION_KEY": "only to measure and as long as a key must be",
                "EENMAAL_LOG_KEY": SIGNER.text,
            }
        )
        queue = KeptQueue()
        wiring, register = build(settings, queue=queue), build_registration(settings)
        catalogue = wiring.catalogue()
        viewer = a_viewer(register, "bench", OrganisationKind.PROVIDER, "06011234", "Zorg Een")
        tables = sample_tables(
            catalogue.standard,
            seed=1,
            municipalities=sorted({each.municipality for each in catalogue.requests}),
            clients=1_000,
            period=parse_period("2026-Q1"),
            prestaties=5_000,
        )
        hands, spent, write = Hands(wiring, queue), [], Log.write

        def timed_write(self, *acts):
            begin = time.perf_counter()
            leaves = write(self, *acts)
            spent.append(time.perf_counter() - begin)
            return leaves

        Log.write = timed_write
        begin = time.perf_counter()
        hands.deliver(viewer, write_export(tables, catalogue.standard, "xlsx"))
        grown_at = time.perf_counter()
        placed = wiring.proof.grow()
        end = time.perf_counter()
        reports = len(wiring.reports.list(viewer))
        Log.write = write
        wiring.close()
        register.close()
    return reports, placed, (sum(spent) + end - grown_at) / (end - begin)


def a_million_checked():
    performer = Performer("provider", "41234567", "service")
    (act,) = acts(1)
    leaf = leaf_of(act, performer, AT, bytes(16)).content
    leaves = [leaf + str(each).encode() for each in range(MILLION)]
    _, checkpoint = grown_log("bench", 0, {}, leaves)
    begin = time.perf_counter()
    assert root_of(leaves) == checkpoint.head
    return time.perf_counter() - begin


if __name__ == "__main__":
    print(f"{leaves_a_second():.0f} leaves a second, written and placed")
    print(f"{1000 * price_of_a_report():.3f} ms for the leaf of a report")
    print("{} reports, {} leaves: {:.2%} of the run".format(*part_of_a_run()))
    print(f"{a_million_checked():.1f} s for a million leaves")
