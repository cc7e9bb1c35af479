"""One run of the harness: a strike, a shower of small faults, and how long until all is as it should be."""

import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from service.command_line.running_service import RunningService
from tests.faults.history import FINAL, Answer, History
from tests.faults.nemesis import Nemesis
from tests.faults.rain import Rain

_LONGEST_WAIT = 120.0
_LONGEST_PAUSE = 0.02
_AT_ONCE = 2
OPEN = "SELECT count(*) FROM submission WHERE state NOT IN ('ready', 'rejected', 'failed')"


@dataclass(kw_only=True)
class Run:
    """What happens to one service, and what was seen."""

    service: RunningService
    nemesis: Nemesis
    rain: Rain
    history: History
    recoveries: list[float] = field(default_factory=list)
    """Seconds from each fault until everything was done again, one that came after it among it."""
    after: list[float] = field(default_factory=list)
    """The same from each strike, and from the last fault of each shower: while it falls nobody recovers."""
    injected: Counter[str] = field(default_factory=Counter)
    begun: float = field(default_factory=time.monotonic)

    def strike(self, kind: str) -> None:
        """One fault, with uploads around it; then until all are done, and one that came after it."""
        busy = [threading.Thread(target=self.history.hand_in) for _ in range(_AT_ONCE)]
        for each in busy:
            each.start()
        time.sleep(self.nemesis.lot.uniform(0, 1.5))
        self.nemesis.kinds[kind]()
        self._count(kind, [time.monotonic()])
        for each in busy:
            each.join()

    def shower(self, seconds: float, uploads: int) -> None:
        """Small faults for so long, while so many exports come in; then as above."""
        struck: list[tuple[str, float]] = []
        until, before = time.monotonic() + seconds, Counter(self.rain.line.happened)
        with ThreadPoolExecutor(_AT_ONCE) as hands:
            handed_in = [hands.submit(self.history.hand_in) for _ in range(uploads)]
            while time.monotonic() < until or not all(each.done() for each in handed_in):
                kind = self.rain.fall()
                if kind is not None:
                    struck.append((kind, time.monotonic()))
                time.sleep(self.nemesis.lot.uniform(0, _LONGEST_PAUSE))
                if time.monotonic() > until + _LONGEST_WAIT:
                    break
            self.rain.line.planned.clear()
            wait(handed_in)
        self.injected.update(self.rain.line.happened - before)
        self.injected.update(kind for kind, _ in struck)
        self._count(f"shower of {len(struck)}", [moment for _, moment in struck], is_a_kind=False)

    def _count(self, what: str, moments: list[float], *, is_a_kind: bool = True) -> None:
        if is_a_kind:
            self.injected[what] += 1
        self._until_one_is_done(time.monotonic() + _LONGEST_WAIT)
        self.until_all_are_done()
        now = time.monotonic()
        self.recoveries.extend(now - moment for moment in moments)
        self.after.append(now - max(moments, default=now))
        longest = max((now - moment for moment in moments), default=0.0)
        print(f"{what}: {longest:.1f} s, upload {len(self.history.uploads)}", flush=True)

    def until_all_are_done(self) -> None:
        """Or until nobody would have waited any longer."""
        until = time.monotonic() + _LONGEST_WAIT
        while time.monotonic() < until:
            if self.nemesis.eye.ask(OPEN) == [(0,)]:
                return
            time.sleep(0.1)

    def _until_one_is_done(self, until: float) -> None:
        while time.monotonic() < until:
            upload = self.history.hand_in()
            if upload.answer is not Answer.KEPT:
                time.sleep(0.3)
                continue
            while time.monotonic() < until:
                if self.nemesis.eye.state(upload.submission) in FINAL:
                    return
                time.sleep(0.1)
