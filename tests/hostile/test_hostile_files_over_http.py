"""Damaged files handed in by HTTP, checked by the service, and read again from what it keeps.

Each is kept exactly as an independent reader reads it, or refused with an address; no page answers with a
failure of ours, and nothing hangs. The damage and the readers are those of `tests/property`.
`FILES=2000 SEED=50000 RECORD=1 pytest -m long tests/hostile/test_hostile_files_over_http.py` adds up.
"""

import io
import os
import time
from collections import Counter
from dataclasses import dataclass, field, replace
from functools import partial
from types import SimpleNamespace

import pytest

from service.domain.access import OrganisationKind
from service.domain.submissions.jobs import JobId, JobKind
from service.domain.submissions.submission import SubmissionState
from service.files.export.tables import unpack_tables
from service.web.application import create_app
from service.web.people.visitor import SESSION_COOKIE
from service.wiring import build, build_registration
from tests.conftest import KeptQueue, new_database, settings_on
from tests.faults.record import write_down
from tests.property import test_mutations_of_exports as exports
from tests.property import test_mutations_of_workbooks as workbooks

_SLOWEST = 30.0
"""Seconds within which everybody has an answer, as `reliability` of readers asks."""
_UNREADABLE = "file-cannot-be-read"

csv_parts, workbook_parts = exports.parts, workbooks.parts


@dataclass
class Door:
    """The service as a provider meets it, with a worker's hands behind it."""

    wiring: object
    browser: object
    queue: KeptQueue
    seen: Counter
    checked: list
    """What the check that was done last found."""
    known: dict = field(default_factory=dict)
    """The same of each file that was ever handed in."""

    def check(self, files, _standard):
        """Hand this in, have it checked, and read what is kept."""
        ((name, content),) = files
        begun = time.monotonic()
        answer = self.browser.post("/aanleveringen", data={"bestand": (io.BytesIO(content), name)})
        assert answer.status_code == 303, answer.status_code
        for kind, job in self.queue.take():
            if kind is JobKind.CHECK:
                self.wiring.jobs.perform[kind](self.wiring.jobs.claim(JobId(job), "hands"))
        self.queue.take()
        page = self.browser.get(answer.headers["Location"])
        assert page.status_code == 200, page.status_code
        assert time.monotonic() - begun < _SLOWEST
        if self.checked:
            self.known[content] = self.checked.pop()
        return self._kept(self.known[content])  # the same file once more is the submission of then

    def _kept(self, checked):
        assert not [each for each in checked.findings if each.kind.code == _UNREADABLE]
        state = SubmissionState.REJECTED if not checked.tables else SubmissionState.TRANSLATING
        self.seen[state] += 1
        export = unpack_tables(checked.tables) if checked.tables else None
        return SimpleNamespace(verdict=checked.verdict, findings=checked.findings, export=export)


class Remembering:
    """The engine of the service, of which is remembered what a check found."""

    def __init__(self, engine, checked):
        self._engine, self._checked = engine, checked

    def __getattr__(self, name):
        return getattr(self._engine, name)

    def given(self, earlier):
        return Remembering(self._engine.given(earlier), self._checked)

    def as_of(self, moment):
        return Remembering(self._engine.as_of(moment), self._checked)

    def check(self, *said, **named):
        found = self._engine.check(*said, **named)
        self._checked.append(found)
        return found


@pytest.fixture(scope="module")
def door(postgres_server, broker_server, tmp_path_factory):
    with new_database(postgres_server) as database:
        settings = settings_on(database, broker_server, tmp_path_factory.mktemp("hostile"))
        settings = replace(settings, requests_per_minute=10**6, uploads_per_hour=10**6)
        register, plain, checked = build_registration(settings), build(settings, queue=KeptQueue()), []
        engine = Remembering(plain.jobs.perform[JobKind.CHECK].engine, checked)
        queue = KeptQueue()
        wiring = build(settings, engine=engine, queue=queue)
        organisation = register.organisation(OrganisationKind.PROVIDER, "06011234", "Zorg")
        register.account(organisation, "fatima", "een wachtwoord")
        app = create_app(wiring)
        app.config.update(WTF_CSRF_ENABLED=False, RATELIMIT_ENABLED=False)
        browser = app.test_client()
        browser.set_cookie(SESSION_COOKIE, wiring.people.sign_in("fatima", "een wachtwoord", "test").token)
        yield Door(wiring, browser, queue, Counter(), checked)
        for each in (wiring, plain, register):
            each.close()


def struck(door, holds, seeds):
    """What went wrong, by seed, and how many were read and refused."""
    wrong, seen = [], Counter()
    for seed in seeds:
        try:
            seen["read" if holds(seed, check=door.check) else "refused"] += 1
        except AssertionError as fault:
            wrong.append((seed, str(fault)[:200]))
            door.checked.clear()
    return wrong, seen


@pytest.mark.parametrize(
    "files", [20, pytest.param(int(os.environ.get("FILES", "10000")), marks=pytest.mark.long)]
)
def test_damaged_files_are_kept_exactly_or_refused(door, csv_parts, workbook_parts, files):
    first, begun = int(os.environ.get("SEED", "50000")), time.monotonic()
    half = range(first, first + files // 2)

    wrong, seen = struck(door, partial(exports.require_exact_or_refused, csv_parts), half)
    of_workbooks, more = struck(door, partial(workbooks.require_exact_or_refused, workbook_parts), half)

    wrong, seen = wrong + of_workbooks, seen + more
    if "RECORD" in os.environ:
        outcome = {"seconds": round(time.monotonic() - begun), "uploads": files, "wrong": len(wrong)}
        write_down("hostile", first, outcome | {"kinds": seen})
    print(seen, wrong)
    assert wrong == []
