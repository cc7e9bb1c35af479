"""The real Celery application and tasks around a written engine that can be made to hang, die or wait."""

import os
import signal
import time
from pathlib import Path

from service.domain.jobs import Subject
from service.settings import Settings
from service.use_cases.engine import CheckedUpload, MadeReport
from service.wiring import Wiring, build
from tests.written_engine import WrittenEngine
from workers.tasks import application_with_tasks

TRACES = Path(os.environ["TRACES"])


class FaultyEngine(WrittenEngine):
    """`slow` takes seconds the first time; `deadly` always kills its own process."""

    def check(self, content: bytes, filename: str) -> CheckedUpload:
        _trace("check")
        return super().check(content, filename)

    def produce(self, tables: bytes, subject: Subject) -> list[MadeReport]:
        times_before = _trace(subject.format)
        if subject.format == "slow" and not times_before:
            time.sleep(60)
        if subject.format == "deadly":
            os.kill(os.getpid(), signal.SIGKILL)
        return super().produce(tables, subject)


def _trace(what: str) -> int:
    """Leave a file that says that, and where, this was done; returns how often it was done before."""
    before = len(list(TRACES.glob(f"{what}-*")))
    (TRACES / f"{what}-{time.monotonic_ns()}").write_text(str(os.getpid()))
    return before


def wire(settings: Settings) -> Wiring:
    return build(settings, engine=FaultyEngine())


app = application_with_tasks(Settings.load(), wire)
