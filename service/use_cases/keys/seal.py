"""Seal the files of a submission that were kept before there were data keys."""

from dataclasses import dataclass

from service.domain.access import Actor
from service.domain.keeping import KeptKind
from service.storage.blobs import BlobMissingError, BlobStore, place_of
from service.storage.keys.data_keys import KeyPlace
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class SealSubmission:
    """The sealed file is there before a row names it, and the plain one until no row does."""

    stores: Stores
    blobs: BlobStore
    actor: Actor

    def __call__(self, place: KeyPlace) -> int:
        """How many files were sealed; once more seals nothing. Only an older version minds."""
        with self.stores.as_organisation(place.organisation, self.actor) as work:
            plain = {each for each in work.files.of(place.submission) if place_of(each[1]) is None}
            tables = work.files.tables_of_reports(place.submission)
        if not plain:
            return 0
        found = plain | self._tables_of_before(plain, tables)
        moved = {each: self._sealed(place, *each) for each in sorted(found)}
        with self.stores.as_organisation(place.organisation, self.actor) as work:
            work.files.move(place.submission, moved)
            work.acts.record("files_sealed", str(place.submission), files=len(moved))
        self._remove(place, {key for _, key in found})
        return len(moved)

    def _tables_of_before(
        self, plain: set[tuple[KeptKind, str]], tables: tuple[str, ...]
    ) -> set[tuple[KeptKind, str]]:
        """Those that reports were made of and that no row names any more: a replay asks for them."""
        upload = next((key for kind, key in plain if kind is KeptKind.UPLOAD), None)
        beside = [self.blobs.beside(upload, each) for each in tables] if upload else []
        return {(KeptKind.UPLOAD, each) for each in beside if self.blobs.exists(each)}

    def _sealed(self, place: KeyPlace, kind: KeptKind, key: str) -> str:
        own = KeyPlace(place.organisation, place.submission, kind)
        try:
            return self.blobs.put(own, [self.blobs.get(key)]).key
        except BlobMissingError:
            return f"{own}/{key.rpartition('/')[2]}"  # it is not there either, and then is said to be missing

    def _remove(self, place: KeyPlace, keys: set[str]) -> None:
        with self.stores.as_organisation(place.organisation, self.actor) as work:
            unused = [key for key in sorted(keys) if not work.files.is_used(key)]
        for key in unused:
            self.blobs.remove(key)
