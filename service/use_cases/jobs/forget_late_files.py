"""Forget the parts of files that were never handed in."""

from dataclasses import dataclass

from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ForgetLateFiles:
    """Until when a file is kept, the database knows."""

    stores: Stores

    def __call__(self) -> int:
        """How many files were forgotten."""
        return self.stores.forget_late_files()
