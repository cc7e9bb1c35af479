"""What a forked process does: run tests until one notices the change, or say which test runs which lines."""

import json
import os
import signal
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.mutants import tracing

_AGAIN = 10.0
_PASSED = (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
_OPTIONS = ("-m", "not long", "-W", "ignore::pytest.PytestAssertRewriteWarning")
"""Whoever forked us has imported plugins of pytest before pytest did."""


class Chosen:
    """Runs the tests that have a limit, each for at most so many seconds."""

    def __init__(self, limits: Mapping[str, float]) -> None:
        self.limits = limits
        self.failed = ""
        self.hung = False
        self._now = ""

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """File by file in the order that was asked, whatever order the tests have by themselves."""
        files: dict[str, int] = {}
        for node in self.limits:
            files.setdefault(_file_of(node), len(files))
        items[:] = [item for item in items if item.nodeid in self.limits]
        items.sort(key=lambda item: files[_file_of(item.nodeid)])

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item):
        self._now = item.nodeid
        signal.signal(signal.SIGALRM, self._on_alarm)
        signal.setitimer(signal.ITIMER_REAL, self.limits[item.nodeid], _AGAIN)
        try:
            return (yield)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._failed(report)

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        self._failed(report)

    def _failed(self, report: pytest.TestReport | pytest.CollectReport) -> None:
        if report.failed and not self.failed:
            self.failed = report.nodeid

    def _on_alarm(self, *_: object) -> None:
        self.hung, self.failed = True, self._now
        raise KeyboardInterrupt


def judge(batches: Sequence[Mapping[str, float]]) -> dict[str, Any]:
    """The first test that fails twice, or hangs; each batch is test → seconds that it may take."""
    for batch in batches:
        limits = dict(batch)
        while limits:
            code, failed, hung = _run(limits)
            if code in _PASSED:
                break
            if hung or failed not in limits or _run({failed: limits[failed]})[0] not in _PASSED:
                return {"failed": failed or "whatever is run", "hung": hung}
            del limits[failed]  # it fails for another reason as well
    return {"failed": "", "hung": False}


def _run(limits: Mapping[str, float]) -> tuple[int, str, bool]:
    chosen = Chosen(limits)
    files = dict.fromkeys(map(_file_of, limits))
    code = pytest.main(["-x", *_OPTIONS, *files], plugins=[chosen])
    return code, chosen.failed, chosen.hung


def _file_of(node: str) -> str:
    return node.partition("::")[0]


class Recorder:
    """Keeps of every test how long it takes, whether it passes, and which lines it runs.

    What makes something for several tests counts for each of them.
    """

    def __init__(self, tracer: tracing.Tracer) -> None:
        self.tests: dict[str, dict[str, Any]] = {}
        self.lines: list[bytes] = []
        self._tracer = tracer
        self._shared: dict[object, tuple[float, bytes]] = {}
        self._seconds_shared = 0.0

    def pytest_collection_finish(self) -> None:
        self._tracer.begin()  # what runs at import says nothing

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any):
        if fixturedef.scope == "function":
            return (yield)
        before, start = self._tracer.take(), time.monotonic()
        try:
            return (yield)
        finally:
            seconds = time.monotonic() - start
            self._shared[fixturedef] = (seconds, self._tracer.take())
            self._tracer.put(before)
            self._seconds_shared += seconds

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Function):
        self._tracer.take()
        start, self._seconds_shared = time.monotonic(), 0.0
        try:
            return (yield)
        finally:
            own = time.monotonic() - start - self._seconds_shared
            closure = item._fixtureinfo.name2fixturedefs.values()  # noqa: SLF001 - nothing else knows
            shared = [self._shared[each] for defs in closure for each in defs if each in self._shared]
            test = self.tests.setdefault(item.nodeid, {"passes": True})
            test |= {"seconds": own, "shared": sum(seconds for seconds, _ in shared)}
            self.lines.append(_either([self._tracer.take(), *(lines for _, lines in shared)]))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.tests.setdefault(report.nodeid, {})["passes"] = False


def _either(marks: Sequence[bytes]) -> bytes:
    """Marked in one of them."""
    joined = 0
    for each in marks:
        joined |= int.from_bytes(each, "big")
    return joined.to_bytes(len(marks[0]), "big")


def record(test_file: str, told: str) -> dict[str, Any]:
    """Trace the tests of a file; in the file `told` comes per test a byte per line."""
    recorder = Recorder(tracing.tracer())
    code = pytest.main([*_OPTIONS, test_file], plugins=[recorder])
    Path(told).write_bytes(b"".join(recorder.lines))
    return {"tests": recorder.tests, "code": int(code)}


def run(asked: Mapping[str, Any]) -> None:
    """Do what is asked, and write the answer where it is asked."""
    os.environ.update(asked["environment"])
    told = judge(asked["batches"]) if "batches" in asked else record(asked["test_file"], asked["lines"])
    Path(asked["answer"]).write_text(json.dumps(told), encoding="utf-8")
