"""Seeded defects: each takes one safeguard away, and names the tests that have to notice.

As a plugin of pytest (`-p tests.faults.defects`) it seeds the one that the variable EENMAAL_DEFECT names.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import create_engine, text, update

from service.domain import readiness, sign_in_brake
from service.domain.submissions import filenames
from service.files.separate_process import parsing
from service.settings import Settings
from service.storage import blobs, connections, job_care, jobs, leases, schema, tables
from service.storage.sign_in_brake import SignInBrake
from service.use_cases.jobs import fail, reconcile
from service.use_cases.submissions import receive
from service.web import front, proxies
from service.web.shared import errors, plain_values
from tests.faults import history
from workers import keeper

JOBS = "tests/integration/test_jobs.py"
BY_HAND = "tests/integration/test_jobs_by_hand.py"


@dataclass(frozen=True)
class Defect:
    seed: Callable[[], None]
    noticed_by: tuple[str, ...]


def _put(owner: object, name: str, value: object) -> Callable[[], None]:
    """Raises AttributeError at once for a safeguard that has another name by now: nothing would be seeded."""
    getattr(owner, name)
    return lambda: setattr(owner, name, value)


def _nothing(*_said: object, **_named: object) -> None:
    return None


def _close_without_fencing(self: Any, job: Any, **values: object) -> None:
    self._connection.execute(update(tables.JobRow).where(tables.JobRow.id == job.id).values(**values))


def _renew_for_anybody(self: Any, held: Any, lease: timedelta) -> None:  # noqa: ARG001 - what it takes the place of
    with connections.transaction(self._engine, "dispatch") as connection:
        connection.execute(
            update(tables.JobRow)
            .where(tables.JobRow.id.in_(held.values()))
            .values(lease_until=text("now() + interval '1 hour'"))
        )


def _rescue_always() -> None:
    reconcile._RESCUING = ()  # noqa: SLF001 - the safeguard that is taken away


def _give_up_without_fencing(self: Any, job: Any, failure: str) -> bool:
    row = tables.JobRow
    done = self._connection.execute(
        update(row).where(row.id == job, row.state.in_(["ready", "running"])).values(failure=failure)
    )
    return bool(done.rowcount)


def _open_a_table() -> None:
    migrate = schema.migrate

    def migrate_and_open(owner_url: str) -> None:
        migrate(owner_url)
        engine = create_engine(owner_url)
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE report DISABLE ROW LEVEL SECURITY"))
        engine.dispose()

    schema.migrate = migrate_and_open
    import tests.conftest  # noqa: PLC0415 - it has taken the function by name already

    tests.conftest.migrate = migrate_and_open


def _count_everything(_error: BaseException) -> bool:
    return True


def _count_outside() -> None:
    fail.counts = _count_everything


DEFECTS = {
    "fencing off": Defect(_put(jobs.Jobs, "_close", _close_without_fencing), (JOBS,)),
    "a full disk is an attempt": Defect(_count_outside, (JOBS,)),
    "nobody is told again": Defect(_put(jobs.Dispatch, "_unsend", _nothing), (JOBS,)),
    "messages are forgotten": Defect(_put(jobs.Dispatch, "to_send", lambda *_: ()), (JOBS,)),
    "what was sent is not remembered": Defect(_put(jobs.Dispatch, "mark_sent", _nothing), (JOBS,)),
    "a lease is renewed for anybody": Defect(_put(leases.Leases, "renew", _renew_for_anybody), (JOBS,)),
    "a lease is never renewed": Defect(_put(leases.Leases, "renew", _nothing), (JOBS,)),
    "the dead keep their jobs": Defect(_put(leases.Leases, "free", lambda *_, **__: 1), (JOBS,)),
    "losses without end": Defect(_put(jobs, "MOST_LOSSES", 10**6), (JOBS,)),
    "failures without end": Defect(_put(jobs, "MOST_FAILURES", 10**6), (JOBS,)),
    "rescued while nobody could renew": Defect(_rescue_always, (JOBS,)),
    "nobody stands in": Defect(_put(jobs.Dispatch, "is_work_left_lying", lambda *_: False), (JOBS,)),
    "stands in beside workers": Defect(_put(jobs.Dispatch, "is_work_left_lying", lambda *_: True), (JOBS,)),
    "settled before all is translated": Defect(
        _put(jobs.Jobs, "still_translating", lambda *_: 0), (JOBS, "-k", "settled")
    ),
    "the watchdog is off": Defect(
        _put(keeper.Hearing, "is_lost", lambda *_, **__: False),
        ("tests/faults/test_nobody_hears.py", "-k", "who_takes_no_messages"),
    ),
    "retried in name only": Defect(_put(job_care.JobCare, "retry", lambda *_: True), (BY_HAND,)),
    "given up and published all the same": Defect(
        _put(job_care.JobCare, "give_up", _give_up_without_fencing), (BY_HAND,)
    ),
    "a disk that fell away has lost its files": Defect(
        _put(blobs.FolderBlobs, "_marker", property(lambda self: self._root)),
        ("tests/integration/test_blobs.py",),
    ),
    "row-level security off on one table": Defect(
        _open_a_table, ("tests/integration/test_row_level_security.py",)
    ),
    "an almighty role": Defect(
        _put(connections, "_refuse_a_powerful_role", _nothing),
        ("tests/integration/test_what_is_refused_at_the_start.py", "-k", "later"),
    ),
    "tries are not counted": Defect(
        _put(SignInBrake, "_count", _nothing), ("tests/integration/test_signing_in.py",)
    ),
    "nobody waits": Defect(
        _put(sign_in_brake.WrongTries, "wait", lambda *_: timedelta()),
        ("tests/integration/test_signing_in.py",),
    ),
    "every proxy is believed": Defect(
        _put(proxies.Proxies, "_is_trusted", lambda *_: True), ("tests/unit/web/test_proxies.py",)
    ),
    "http is good enough": Defect(
        _put(proxies.Proxies, "_is_safe", lambda *_, **__: True), ("tests/unit/web/test_proxies.py",)
    ),
    "no deadline for headers": Defect(
        _put(front.Front, "_patience_for", lambda *_: 10.0**9), ("tests/integration/test_the_front.py",)
    ),
    "no place for newcomers": Defect(
        _put(front, "_make_room", _nothing), ("tests/integration/test_the_front.py", "-k", "newcomers")
    ),
    "a BSN stays in a name": Defect(
        lambda: [_put(each, "without_bsn", lambda name: name)() for each in (filenames, receive)] and None,
        ("tests/unit/submissions/test_filenames.py",),
    ),
    "a reader that was killed has read": Defect(
        _put(parsing, "_FROM_OUTSIDE", frozenset()), ("tests/hostile/test_reading_apart.py",)
    ),
    "a reader outlives who asked": Defect(
        _put(parsing, "_end_with_who_asked", _nothing), ("tests/hostile/test_reading_apart.py",)
    ),
    "always ready": Defect(
        _put(readiness.Readiness, "is_taking_uploads", True), ("tests/unit/web/test_doors.py",)
    ),
    "not said that nothing was kept": Defect(
        _put(errors, "_words_about_an_upload", _nothing), ("tests/unit/web/test_provider_pages.py",)
    ),
    "odd values come in": Defect(
        _put(plain_values, "_is_odd", lambda _value: False), ("tests/unit/web/test_doors.py",)
    ),
    "any key will do": Defect(
        _put(Settings, "_refuse_what_is_unsafe", _nothing), ("tests/unit/settings/test_settings.py",)
    ),
    "what waits for a wrong moment goes on waiting": Defect(
        _put(job_care.JobCare, "bring_forward", lambda *_: 0), (JOBS, "-k", "clock")
    ),
    "fencing off, in any order": Defect(
        _put(jobs.Jobs, "_close", _close_without_fencing), ("tests/faults/test_in_any_order.py",)
    ),
    "the checker sees nothing": Defect(
        _put(history, "check", lambda *_: history.Verdict([], [], [])), ("tests/faults/test_the_checker.py",)
    ),
}
"""By what is wrong then."""


def pytest_configure() -> None:
    """Seed the defect that was asked for, before any test is collected."""
    if name := os.environ.get("EENMAAL_DEFECT"):
        DEFECTS[name].seed()
