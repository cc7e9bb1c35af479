"""A request as an object that the log signs: who asks what of whom, why, over which periods, by when."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from service.domain.access import Organisation
from service.domain.formats.calendar import Request
from service.domain.formats.catalogue import Catalogue
from service.domain.proof.acts import ActKind, LoggedAct, moment_text
from service.domain.proof.canonical import canonical, hash_of
from service.domain.proof.named_request import NamedRequest
from service.domain.proof.notes import SignedNote, SignerKey

Json = dict[str, object]
BY_THE_SERVICE: Json = {"kind": "service", "organisation": ""}
"""What stands in the folders of the installation is of who runs it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedPart:
    """What is asked over some periods of some providers."""

    begin: date
    """First day of the first reporting period."""
    until: date | None
    """Last day of the last one; None while there is no end."""
    days: int
    """Within how many days after a period it is due."""
    working_days: int
    """Within how many working days instead; none when calendar days count."""
    purpose: str
    legal_ground: str
    providers: tuple[str, ...]
    """AGB codes; empty for every provider."""
    without: tuple[str, ...]
    """AGB codes of providers that are not asked."""

    @classmethod
    def of(cls, request: Request) -> "AskedPart":
        """As one entry of the calendar says it."""
        return cls(
            begin=request.begin,
            until=request.until,
            days=0 if request.deadline_working_days else request.deadline_days,
            working_days=request.deadline_working_days,
            purpose=request.purpose,
            legal_ground=request.legal_ground,
            providers=tuple(sorted(request.providers)),
            without=tuple(sorted(request.without)),
        )

    def as_json(self) -> Json:
        """As it is signed."""
        working = {"working_days": self.working_days}
        return {
            "from": self.begin.isoformat(),
            "until": self.until.isoformat() if self.until else None,
            "deadline": working if self.working_days else {"days": self.days},
            "purpose": self.purpose,
            "legal_ground": self.legal_ground,
            "providers": list(self.providers),
            "without": list(self.without),
        }

    @classmethod
    def parse(cls, written: Mapping[str, Any]) -> "AskedPart":
        """What `as_json` gave."""
        return cls(
            begin=date.fromisoformat(written["from"]),
            until=date.fromisoformat(written["until"]) if written["until"] else None,
            days=written["deadline"].get("days", 0),
            working_days=written["deadline"].get("working_days", 0),
            purpose=written["purpose"],
            legal_ground=written["legal_ground"],
            providers=tuple(written["providers"]),
            without=tuple(written["without"]),
        )

    def asks(self, agb_code: str) -> bool:
        """Whether this provider is asked."""
        return agb_code not in self.without and (not self.providers or agb_code in self.providers)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetRequest:
    """One version of a request. Nothing in it ever changes; the next one has the next number."""

    id: str
    number: int
    content: Json
    """What is asked; two versions with the same content ask the same."""
    set_at: str
    """When it was set: UTC, to the microsecond."""
    set_by: Json
    """The kind of organisation and its code."""

    @property
    def municipality(self) -> str:
        """Who asks: its gemeentecode."""
        return self.id.partition("/")[0]

    @property
    def format(self) -> str:
        """What is asked: the name of a format."""
        return self.id.partition("/")[2]

    @property
    def parts(self) -> tuple[AskedPart, ...]:
        """What is asked of whom; nothing once it has ended."""
        asked = self.content["asked"]
        return tuple(AskedPart.parse(each) for each in asked) if isinstance(asked, list) else ()

    @property
    def has_ended(self) -> bool:
        """Whether nothing is asked any more."""
        return not self.parts

    def asks(self, agb_code: str) -> bool:
        """Whether this provider is asked anything, or was when it ended."""
        return self.has_ended or any(each.asks(agb_code) for each in self.parts)

    @property
    def content_sha256(self) -> str:
        """By which the same content is known again."""
        return hash_of(self.content)

    @property
    def as_json(self) -> Json:
        """The object itself: its canonical JSON is what is hashed and signed."""
        return {
            "kind": "eenmaal-request",
            "version": 1,
            "id": self.id,
            "number": self.number,
            "set_at": self.set_at,
            "set_by": self.set_by,
            **self.content,
        }

    @property
    def named(self) -> NamedRequest:
        """By what reports name it."""
        return NamedRequest(self.id, self.number, hash_of(self.as_json))

    @property
    def act(self) -> LoggedAct:
        """That it was set, as the log tells it."""
        facts = {"request": self.id, "number": self.number, "request_sha256": self.named.sha256}
        return LoggedAct(
            kind=ActKind.REQUEST_SET,
            subject=f"request {self.id}@{self.number}",
            municipality=self.municipality,
            facts=facts,
        )

    def signed(self, signer: SignerKey) -> SignedNote:
        """By the key of the log. No checkpoint begins as an object does: none passes for the other."""
        text = canonical(self.as_json).decode() + "\n"
        return SignedNote(text, (signer.sign(text),))


@dataclass(frozen=True, slots=True)
class KnownVersion:
    """A version that is kept, without its content."""

    named: NamedRequest
    content_sha256: str


def contents_of(
    catalogue: Catalogue, municipalities: Collection[str] | None = None, format_name: str = ""
) -> Mapping[str, Json]:
    """By id what is asked now: of all, or only by these municipalities and in this format."""
    asked = (each for each in catalogue.requests if format_name in ("", each.format))
    wanted = sorted(
        (each for each in asked if municipalities is None or each.municipality in municipalities), key=_order
    )
    versions = {name: _versions(catalogue, name) for name in {each.format for each in wanted}}
    return {
        f"{code}/{name}": {
            "municipality": code,
            "format": name,
            "formats": versions[name],
            "asked": [AskedPart.of(each).as_json() for each in several],
        }
        for (code, name), several in groupby(wanted, key=lambda each: (each.municipality, each.format))
    }


def _order(request: Request) -> tuple[object, ...]:
    return (
        request.municipality,
        request.format,
        request.begin,
        sorted(request.providers),
        request.deadline_days,
    )


def _versions(catalogue: Catalogue, name: str) -> list[Json]:
    return [{"from": each.version, "sha256": each.sha256} for each in catalogue.plans[name]]


def named_by_content(
    contents: Mapping[str, Json], kept: Iterable[KnownVersion]
) -> tuple[Mapping[str, NamedRequest], Mapping[str, Json]]:
    """By id the last version that asks exactly this; and what no version asks yet."""
    known = {(each.named.id, each.content_sha256): each.named for each in kept}
    found = {name: known.get((name, hash_of(content))) for name, content in contents.items()}
    return (
        {name: each for name, each in found.items() if each is not None},
        {name: contents[name] for name, each in found.items() if each is None},
    )


def next_versions(
    contents: Mapping[str, Json],
    kept: Iterable[KnownVersion],
    set_at: datetime,
    set_by: Organisation | None = None,
) -> Iterator[SetRequest]:
    """A next version of each that was never there, or of which the last one asks something else.

    `kept`: every version, in order of number.
    """
    last = {each.named.id: each for each in kept}
    by: Json = BY_THE_SERVICE
    if set_by is not None:
        by = {"kind": set_by.kind.value, "organisation": set_by.code}
    for name, content in sorted(contents.items()):
        before = last.get(name)
        if before is None or before.content_sha256 != hash_of(content):
            yield SetRequest(
                id=name,
                number=before.named.number + 1 if before else 1,
                content=content,
                set_at=moment_text(set_at),
                set_by=by,
            )


def no_longer_asked(catalogue: Catalogue, kept: Iterable[KnownVersion]) -> Mapping[str, Json]:
    """By id the content of a request that has ended: nothing is asked. A broken format ends none."""
    asked = {(each.municipality, each.format) for each in catalogue.requests}
    asked |= {(each.municipality, each.format) for each in catalogue.requests_of_broken}
    ids = dict.fromkeys(each.named.id for each in kept)
    pairs = {each: (each.partition("/")[0], each.partition("/")[2]) for each in ids}
    return {
        each: {"municipality": pair[0], "format": pair[1], "formats": [], "asked": []}
        for each, pair in pairs.items()
        if pair not in asked
    }
