"""Look at the machine as a doctor does: room on its disks, keys, and the way to the mail server."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from service.domain.examination import Look, Sight, well, wrong
from service.mail_server import SmtpPostman

_GIGABYTE = 1024**3
_LEAST_FREE = 2 * _GIGABYTE


@dataclass(frozen=True, slots=True)
class ExamineMachine:
    """Possible while nothing runs. Nothing is looked at before a look is called."""

    folders: tuple[Path, ...]
    has_log_key: bool
    postman: SmtpPostman | None
    """None: no mail server is given."""
    least_free: int = _LEAST_FREE
    """Bytes."""

    def __call__(self) -> Mapping[str, Look]:
        """The looks, by check."""
        return {"free-space": self._room, "keys": self._keys, "mail": self._mail}

    def _room(self) -> Sight:
        free = {folder: shutil.disk_usage(_on_disk(folder)).free for folder in self.folders}
        least = min(free, key=lambda each: free[each])
        room = f"{free[least] / _GIGABYTE:.1f}"
        if free[least] < self.least_free:
            return wrong(
                f"bij {least} is {room} GB vrij; er moet {self.least_free // _GIGABYTE} GB vrij zijn",
                f"at {least} {room} GB is free; {self.least_free // _GIGABYTE} GB has to be",
            )
        return well(f"{room} GB vrij", f"{room} GB free")

    def _keys(self) -> Sight:
        if not self.has_log_key:
            return wrong(
                "EENMAAL_LOG_KEY ontbreekt: handelingen wachten op hun plaats in het logboek",
                "EENMAAL_LOG_KEY is not given: acts wait for their place in the log",
            )
        return well("ja", "it is")

    def _mail(self) -> Sight:
        if self.postman is None:
            return well("geen ingesteld; er gaat geen e-mail", "none is set; no e-mail goes")
        self.postman.greet()
        return well("ja", "it does")


def _on_disk(folder: Path) -> Path:
    """The folder, or where it will come."""
    return next(each for each in (folder, *folder.parents) if each.is_dir())
