"""Look at the running parts as a doctor does: web, worker, reconciler and broker."""

import socket
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from service.domain.examination import Look, Sight, well, wrong
from service.task_queue import BrokerWatch

_PATIENCE = 5.0
_OLDEST = 30.0
"""Seconds since a part last said that it is well; it does every second or so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamineParts:
    """Nothing is looked at before a look is called."""

    broker: BrokerWatch
    web: tuple[str, int]
    worker: Path
    """What the worker touches as long as it is well."""
    reconciler: Path
    is_one_machine: bool
    """Whether every part has to be here; else one that is not may run elsewhere."""

    def __call__(self) -> Mapping[str, Look]:
        """The looks, by check."""
        return {
            "broker": self._broker,
            "web": self._web,
            "worker": lambda: self._heard(self.worker),
            "reconciler": lambda: self._heard(self.reconciler),
        }

    def _broker(self) -> Sight:
        waiting = self.broker.waiting()
        if waiting is None:
            return wrong("nee", "it does not")
        return well(f"{waiting} berichten wachten", f"{waiting} messages wait")

    def _web(self) -> Sight:
        host, port = self.web
        try:
            with socket.create_connection(self.web, _PATIENCE) as connection:
                connection.settimeout(_PATIENCE)
                connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: doctor\r\nConnection: close\r\n\r\n")
                said = connection.recv(64)
        except OSError as error:
            return self._elsewhere(f"{host}:{port}, {type(error).__name__}")
        if b" 200 " not in said:
            return wrong(f"niet goed op {host}:{port}", f"not well at {host}:{port}")
        return well(f"{host}:{port}", f"{host}:{port}")

    def _heard(self, alive: Path) -> Sight:
        if not alive.exists():
            return self._elsewhere(str(alive))
        seconds = round(time.time() - alive.stat().st_mtime)
        if seconds > _OLDEST:
            return wrong(f"{seconds} seconden niets gehoord", f"nothing heard for {seconds} seconds")
        return well(f"{seconds} seconden geleden", f"{seconds} seconds ago")

    def _elsewhere(self, where: str) -> Sight:
        if self.is_one_machine:
            return wrong(f"niet te vinden: {where}", f"not to be found: {where}")
        return well(
            "niet op deze machine; draai dit ook op de andere",
            "not on this machine; run this on the others too",
        )
