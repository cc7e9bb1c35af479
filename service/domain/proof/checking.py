"""Check a package of evidence without the service: docs/evidence.md says what, and by which names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from service.domain.proof import evidence as names
from service.domain.proof.acts_in_full import SEALED, ActsByTopic, Json, Topic, facts_of, topic_of
from service.domain.proof.checked_package import CheckedPackage
from service.domain.proof.checking_acts import act_proven_by
from service.domain.proof.checking_manifests import (
    canonical_json,
    proofs_named_by,
    require_answers,
    require_told,
    used_by,
)
from service.domain.proof.checkpoint import Checkpoint
from service.domain.proof.failures import NotProvenError
from service.domain.proof.notes import SignedNote, plain_base64
from service.domain.proof.policy import Policy, parse_policy
from service.domain.proof.tree import require_consistent

_UNLISTED = re.compile(
    r"evidence\.json|log/(checkpoint(\.tsr)?|consistency)|proofs/(0|[1-9][0-9]*)\.tlog-proof"
)
"""What proves itself."""
_NAMED_BY_HASH = re.compile(r"(formats|requests)/.*\.json")


def check_package(files: Mapping[str, bytes], policy: Policy | None = None) -> CheckedPackage:
    """Its faults; what rests on a file with a fault is not checked. Without a policy its own is believed."""
    found = CheckedPackage()
    with found.about(names.EVIDENCE):
        found.head = canonical_json(_there(files, names.EVIDENCE))
        if (found.head["kind"], found.head["version"]) != ("eenmaal-evidence", names.VERSION):
            raise NotProvenError("version-unknown", str(found.head["version"]))
        _check_list(found, files)
        with found.about(names.POLICY, "policy-damaged"):
            own = _there(files, names.POLICY).decode()
            _Checking(found, files, policy or parse_policy(own)).check()
    return found


def _there(files: Mapping[str, bytes], name: str) -> bytes:
    if name not in files:
        raise NotProvenError("file-missing", name)
    return files[name]


def _check_list(found: CheckedPackage, files: Mapping[str, bytes]) -> None:
    """Every file that does not prove itself is listed, there, and as it was listed."""
    listed = found.head["files"]
    if not isinstance(listed, Mapping):
        raise NotProvenError("json-damaged", "there is no list")
    for name in sorted(listed.keys() | {each for each in files if not _UNLISTED.fullmatch(each)}):
        with found.about(name):
            digest = sha256(_there(files, name)).hexdigest()
            if name not in listed:
                raise NotProvenError("file-unlisted")
            if listed[name] != digest:
                raise NotProvenError("file-changed")
            if _NAMED_BY_HASH.fullmatch(name) and digest not in name:
                raise NotProvenError("name-differs")


@dataclass(slots=True)
class _Checking:
    """What rests on the list and on whom to believe."""

    found: CheckedPackage
    files: Mapping[str, bytes]
    policy: Policy
    acts: dict[str, Json] = field(default_factory=dict, init=False)
    """What is proven, by the name of its proof."""

    def check(self) -> None:
        """Who signed the checkpoint, how far witnesses went along, and all that the leaves under it say."""
        found = self.found
        with found.about(names.CHECKPOINT, "note-damaged"):
            note, checkpoint = self._signed(names.CHECKPOINT)
            found.log, found.size = self.policy.log_of(note, checkpoint.origin).text, checkpoint.size
            found.needs_witnesses = self.policy.needs_witnesses
            if names.WITNESSED in self.files or names.CONSISTENCY in self.files:
                self._check_witnessed(checkpoint)
            for name in self._within(names.PROOFS):
                with found.about(name, "proof-damaged"):
                    self.acts[name] = act_proven_by(name, self.files[name], note)
            self._check_manifests(ActsByTopic(self.acts.values()))
            self._check_seal(ActsByTopic(self.acts.values()))

    def _within(self, folder: str) -> list[str]:
        return sorted(each for each in self.files if each.startswith(folder))

    def _signed(self, name: str) -> tuple[SignedNote, Checkpoint]:
        note = SignedNote.parse(_there(self.files, name).decode())
        checkpoint = Checkpoint.parse(note.text)
        self.policy.log_of(note, checkpoint.origin)
        self.policy.cosigned(note)
        return note, checkpoint

    def _check_witnessed(self, checkpoint: Checkpoint) -> None:
        with self.found.about(names.WITNESSED, "note-damaged"):
            note, witnessed = self._signed(names.WITNESSED)
            if not self.policy.is_enough(self.policy.cosigned(note).keys()):
                raise NotProvenError("witnesses-missing")
            with self.found.about(names.CONSISTENCY, "note-damaged"):
                *lines, end = _there(self.files, names.CONSISTENCY).decode().split("\n")
                path = [plain_base64(each) for each in lines]
                if not 0 < witnessed.size < checkpoint.size:
                    raise NotProvenError("rolled-back", f"{witnessed.size} leaves became {checkpoint.size}")
                require_consistent(witnessed.head, checkpoint.head, path)
                if end:
                    raise NotProvenError("history-differs", "something behind it")
                self.found.witnessed = witnessed.size

    def _check_manifests(self, topics: ActsByTopic) -> None:
        """Each says what the acts about it say; where all do, every act is about one of them."""
        used: set[Topic] = {SEALED}
        for name in self._within(names.MANIFESTS):
            with self.found.about(name):
                manifest = canonical_json(self.files[name])
                with self.found.about(name, "manifest-differs"):
                    if self._has_its_proofs(manifest):
                        require_told(name, manifest, topics)
                        used |= used_by(manifest)
                        self.found.manifests[name] = manifest
                        self._check_request(manifest, topics)
        if self.found.manifests.keys() == self._manifests_meant():
            self._check_use(used)

    def _manifests_meant(self) -> set[str]:
        """Those that are there and those that are listed: without one, nobody knows what it used."""
        listed = self.found.head["files"]
        every = {*self.files, *listed} if isinstance(listed, Mapping) else set(self.files)
        return {each for each in every if each.startswith(names.MANIFESTS)}

    def _has_its_proofs(self, manifest: Json) -> bool:
        """A proof that is not there, or has a fault, is named itself."""
        wanted = proofs_named_by(manifest)
        for name in wanted:
            if name not in self.files:
                self.found.add("file-missing", name)
        return all(each in self.acts for each in wanted)

    def _check_request(self, manifest: Json, topics: ActsByTopic) -> None:
        for name in (each for each in used_by(manifest) if str(each).startswith(names.REQUESTS)):
            with self.found.about(str(name), "request-differs"):
                require_answers(manifest, _there(self.files, str(name)), topics)

    def _check_use(self, used: set[Topic]) -> None:
        about: dict[str, Topic] = {name: topic_of(act) for name, act in self.acts.items()}
        about |= {each: each for each in self._within(names.REQUESTS)}
        for name, topic in about.items():
            if topic not in used:
                self.found.add("file-unused", name)

    def _check_seal(self, topics: ActsByTopic) -> None:
        """Exactly this list is in the log itself; where a proof has a fault, it may be that of the seal."""
        own = sha256(self.files[names.EVIDENCE]).hexdigest()
        said = [(each["act"], facts_of(each).get("sha256")) for each in topics.on(SEALED)]
        if said != [("evidence-made", own)] and len(self.acts) == len(self._within(names.PROOFS)):
            self.found.add("seal-differs", names.EVIDENCE)
