"""Look at the kept files as a doctor does: whether new ones are taken, and old ones still open."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from service.domain.examination import Look, Sight, well, wrong
from service.domain.keeping import KeptKind
from service.storage.blobs import BlobStore
from service.storage.keys.data_keys import KeyPlace
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamineFiles:
    """Nothing is looked at before a look is called; a file that is written to try is gone again."""

    stores: Stores
    blobs: BlobStore
    blob_dir: Path

    def __call__(self) -> Mapping[str, Look]:
        """The looks, by check."""
        return {
            "files": self._takes,
            "encryption-key": self._opens,
        }

    def _takes(self) -> Sight:
        if not self.blob_dir.exists() and os.access(self.blob_dir.parent, os.W_OK):
            return well(
                f"{self.blob_dir} komt er bij de eerste upload", f"{self.blob_dir} comes with an upload"
            )
        if not self.blobs.is_taking_files():
            return wrong(
                f"in {self.blob_dir} is geen bestand te schrijven",
                f"no file can be written in {self.blob_dir}",
            )
        return well(str(self.blob_dir), str(self.blob_dir))

    def _opens(self) -> Sight:
        """The newest and the oldest submission that has a file: a key that was changed fails on either."""
        with self.stores.as_key_keeper() as keys:
            gone = keys.destroyed(KeptKind.UPLOAD)
            places = [place for place in keys.submissions() if place.submission not in gone]
        found = {self._first_key(places), self._first_key(reversed(places))} - {""}
        for key in found:
            self.blobs.get(key)
        if places and not found and self._is_empty():
            return wrong(
                f"er zijn {len(places)} aanleveringen, en {self.blob_dir} is leeg",
                f"there are {len(places)} submissions, and {self.blob_dir} is empty",
            )
        return well("ja", "it does") if found else well("er is nog geen bestand", "there is no file yet")

    def _first_key(self, places: Iterable[KeyPlace]) -> str:
        """That of a file of the first place that has one; those of before there were keys have none."""
        for place in places:
            folder = self.blob_dir / str(place)
            if folder.is_dir() and (names := _visible(folder)):
                return f"{place}/{min(names)}"
        return ""

    def _is_empty(self) -> bool:
        return not self.blob_dir.is_dir() or not _visible(self.blob_dir)


def _visible(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if not each.name.startswith(".")]
