"""The real Celery application and tasks around a written engine that can be made to hang, die or wait."""

import os
import signal
import time
from pathlib import Path

from service.domain.made_report import MadeReport
from service.domain.standard.intake import AS_USUAL
from service.domain.standard.repairs import Reading
from service.domain.submissions.jobs import Subject
from service.pipeline.engine import CheckedUpload, Settled
from service.settings import Settings
from service.wiring import Wiring, build
from tests.written_engine import BALANCE, HELD, WAITS, WrittenEngine
from workers.tasks import application_with_tasks

TRACES = Path(os.environ["TRACES"])


class FaultyEngine(WrittenEngine):
    """`slow` takes seconds the first time, `late` under a later catalogue; `deadly` kills its own process."""

    def catalogue_sha256(self) -> str:
        said = TRACES.parent / "catalogue"
        self.catalogue = said.read_text() if said.exists() else "first"
        return self.catalogue

    def settle(self, tables: bytes, made: object = None) -> Settled:
        knows = self.catalogue_sha256() != "first"
        self.waiting, self.balance = ((), BALANCE) if knows or b"late" not in tables else ((WAITS,), HELD)
        return super().settle(tables, made)

    def check(
        self, content: bytes, filename: str, reading: Reading = AS_USUAL, before: object = None
    ) -> CheckedUpload:
        _trace("check")
        return super().check(content, filename, reading, before)

    def produce(self, tables: bytes, subject: Subject, municipality: str = "") -> list[MadeReport]:
        times_before = _trace(subject.format)
        if subject.format == "slow" and not times_before:
            time.sleep(600)
        if subject.format == "late" and self.catalogue != "first":
            self.reported = "3"
            if not _trace("release"):
                time.sleep(600)
        if subject.format == "deadly":
            os.kill(os.getpid(), signal.SIGKILL)
        return super().produce(tables, subject, municipality)


def _trace(what: str) -> int:
    """Leave a file that says that, and where, this was done; returns how often it was done before."""
    before = len(list(TRACES.glob(f"{what}-*")))
    (TRACES / f"{what}-{time.monotonic_ns()}").write_text(str(os.getpid()))
    return before


def wire(settings: Settings) -> Wiring:
    return build(settings, engine=FaultyEngine())


app = application_with_tasks(Settings.load(), wire)
