"""Name the requests that reports answer: for each municipality the version that asked what was made."""

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from service.domain.proof.canonical import hash_of
from service.domain.proof.named_request import NamedRequest
from service.domain.proof.requests import Json, contents_of, named_by_content, next_versions
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.stores import Stores

_TRUSTED_FOR = 60.0
_Known = dict[tuple[str, str], NamedRequest]


@dataclass(frozen=True, slots=True)
class NameRequests:
    """What nobody set yet, because the calendar changed a moment ago, is set here and now.

    A version never changes, so that it is remembered which one asks what; for a minute, because another
    process may set the same content again under a later number.
    """

    stores: Stores
    catalogue: CurrentCatalogue
    _known: _Known = field(default_factory=dict, repr=False)
    _until: list[float] = field(default_factory=lambda: [0.0])

    def __call__(
        self, format_name: str, municipalities: Collection[str], moment: datetime
    ) -> Mapping[str, NamedRequest]:
        """By gemeentecode, of those that ask this format in the catalogue of `moment`."""
        contents = contents_of(self.catalogue(moment), municipalities, format_name)
        keys = {name: (name, hash_of(content)) for name, content in contents.items()}
        if time.monotonic() > self._until[0]:
            self._known.clear()
            self._until[0] = time.monotonic() + _TRUSTED_FOR
        unknown = {name: contents[name] for name, key in keys.items() if key not in self._known}
        if unknown:
            found = self._named(unknown)
            self._known.update({keys[name]: each for name, each in found.items()})
        return {name.partition("/")[0]: self._known[key] for name, key in keys.items()}

    def _named(self, contents: Mapping[str, Json]) -> Mapping[str, NamedRequest]:
        with self.stores.as_setter_of_requests() as work:
            named, lacking = named_by_content(contents, work.requests.known(contents.keys()))
            if not lacking:
                return named
            work.requests.set_alone()
            kept = work.requests.known(contents.keys())
            named, lacking = named_by_content(contents, kept)
            new = tuple(next_versions(lacking, kept, datetime.now(UTC)))
            work.requests.add(new)
            work.log.write(*(each.act for each in new))
            return {**named, **{each.id: each.named for each in new}}
