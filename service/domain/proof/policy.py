"""Whom to believe (C2SP tlog-policy): the keys of logs and witnesses, and how many witnesses are needed."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from service.domain.proof.failures import NotProvenError
from service.domain.proof.notes import COSIGNATURE, NOTE, Signature, SignedNote, VerifierKey

_NONE = "none"


@dataclass(frozen=True, slots=True)
class Group:
    """A number of witnesses or groups, of which some are enough."""

    enough: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A policy file, read."""

    logs: tuple[VerifierKey, ...]
    witnesses: Mapping[str, VerifierKey]
    """By the names that the file gives them."""
    groups: Mapping[str, Group]
    quorum: str
    """A witness, a group, or `none`."""
    text: str
    """The file itself."""

    @property
    def needs_witnesses(self) -> bool:
        """Whether no checkpoint is enough without cosignatures."""
        return self.quorum != _NONE

    def log_of(self, note: SignedNote, origin: str) -> VerifierKey:
        """The log that signed it. Raises NotProvenError."""
        keys = [each for each in self.logs if each.name == origin]
        if not keys:
            raise NotProvenError("log-unknown", origin)
        signed = note.signed_by(keys)
        if not signed:
            raise NotProvenError("signature-missing", origin)
        return next(iter(signed))

    def cosigned(self, note: SignedNote) -> Mapping[str, Signature]:
        """The witnesses that signed it. Raises NotProvenError for a wrong signature."""
        found = {name: note.signed_by([key]) for name, key in self.witnesses.items()}
        return {name: next(iter(signed.values())) for name, signed in found.items() if signed}

    def is_enough(self, witnesses: Collection[str]) -> bool:
        """Whether these witnesses are the quorum."""
        return self.quorum == _NONE or self._has(self.quorum, witnesses)

    def first_enough(self, notes: Iterable[SignedNote]) -> SignedNote | None:
        """The first that the quorum signed; None too when no witness is needed."""
        if not self.needs_witnesses:
            return None
        return next((each for each in notes if self.is_enough(self.cosigned(each).keys())), None)

    def _has(self, name: str, witnesses: Collection[str]) -> bool:
        if name in self.witnesses:
            return name in witnesses
        group = self.groups[name]
        return sum(self._has(each, witnesses) for each in group.members) >= group.enough


def parse_policy(text: str) -> Policy:
    """Raises NotProvenError with the code `policy-damaged`, which names the line."""
    reader = _Reader()
    for number, line in enumerate(text.split("\n"), start=1):
        words = line.split()
        if words and not words[0].startswith("#"):
            try:
                reader.take(words)
            except (KeyError, ValueError, IndexError, NotProvenError) as error:
                raise NotProvenError("policy-damaged", f"line {number}") from error
    if not reader.quorum:
        raise NotProvenError("policy-damaged", "no quorum")
    return Policy(
        logs=tuple(reader.logs),
        witnesses=reader.witnesses,
        groups=reader.groups,
        quorum=reader.quorum,
        text=text,
    )


def policy_of_log_alone(key: VerifierKey) -> Policy:
    """Of a log that nobody watches yet."""
    return parse_policy(f"log {key.text}\nquorum {_NONE}\n")


class _Reader:
    """Takes a policy file line by line."""

    def __init__(self) -> None:
        self.logs: list[VerifierKey] = []
        self.witnesses: dict[str, VerifierKey] = {}
        self.groups: dict[str, Group] = {}
        self.quorum = ""
        self._members: set[str] = set()

    def take(self, words: list[str]) -> None:
        """Raises KeyError, ValueError or IndexError for a line that cannot be."""
        kinds: dict[str, Callable[[list[str]], None]] = {
            "log": self._log,
            "witness": self._witness,
            "group": self._group,
            "quorum": self._quorum,
        }
        kinds[words[0]](words[1:])

    def _log(self, words: list[str]) -> None:
        key = _key(words[0], NOTE)
        if key.public in {each.public for each in self.logs}:
            raise ValueError(key.name)
        self.logs.append(key)

    def _witness(self, words: list[str]) -> None:
        name, key = self._new(words[0]), _key(words[1], COSIGNATURE)
        if key.public in {each.public for each in self.witnesses.values()}:
            raise ValueError(name)
        self.witnesses[name] = key

    def _group(self, words: list[str]) -> None:
        name, members = self._new(words[0]), tuple(words[2:])
        enough = {"any": 1, "all": len(members)}.get(words[1]) or int(words[1])
        if not 1 <= enough <= len(members) or self._members & set(members):
            raise ValueError(name)
        if len(set(members)) < len(members) or not all(self._is_known(each) for each in members):
            raise ValueError(name)
        self._members |= set(members)
        self.groups[name] = Group(enough, members)

    def _quorum(self, words: list[str]) -> None:
        (name,) = words
        if self.quorum or not (name == _NONE or self._is_known(name)):
            raise ValueError(name)
        self.quorum = name

    def _new(self, name: str) -> str:
        if name == _NONE or self._is_known(name):
            raise ValueError(name)
        return name

    def _is_known(self, name: str) -> bool:
        return name in self.witnesses or name in self.groups


def _key(text: str, kind: int) -> VerifierKey:
    key = VerifierKey.parse(text)
    if key.kind != kind:
        raise ValueError(key.name)
    return key
