"""Check a package of evidence without the service: docs/evidence.md says what, and by which names."""

import json
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import islice

from service.domain.proof import evidence as names
from service.domain.proof.canonical import canonical, hash_of
from service.domain.proof.checking_requests import (
    is_answered_by,
    request_of,
    requests_nobody_names,
    require_set,
    require_signed_request,
)
from service.domain.proof.checkpoint import Checkpoint
from service.domain.proof.failures import NotProvenError
from service.domain.proof.manifests import LeavesByReport, OpenLeaf, differences
from service.domain.proof.notes import SignedNote, plain_base64
from service.domain.proof.policy import Policy, parse_policy
from service.domain.proof.proof_file import LeafProof
from service.domain.proof.tree import leaf_hash, require_consistent, require_included

Json = dict[str, object]


@dataclass(frozen=True, slots=True, order=True)
class EvidenceFault:
    """One thing in a package that does not hold."""

    code: str
    file: str
    detail: str = ""


@dataclass(slots=True, kw_only=True)
class CheckedPackage:
    """What was found."""

    faults: list[EvidenceFault] = field(default_factory=list)
    head: Mapping[str, object] = field(default_factory=dict)
    """evidence.json, as far as it could be read."""
    log: str = ""
    """The key of the log that signed it."""
    witnessed: int = 0
    """How many leaves stand in a checkpoint that enough witnesses signed."""
    size: int = 0
    needs_witnesses: bool = False
    later: int = 0
    """How many of the leaves in the package came after what witnesses signed."""
    not_logged: tuple[str, ...] = ()
    """Reports from before there was a log: their hashes are those of the service, and nothing more."""

    @contextmanager
    def about(self, file: str) -> Iterator[None]:
        """What does not hold in this block is said of this file."""
        try:
            yield
        except NotProvenError as error:
            self.add(error.code, file, error.detail)

    def add(self, code: str, file: str, detail: str = "") -> None:
        """One more."""
        self.faults.append(EvidenceFault(code, file, detail))


def check_package(files: Mapping[str, bytes], policy: Policy | None = None) -> CheckedPackage:
    """Its faults; what rests on a file with a fault is not checked. Without a policy its own is believed."""
    found = CheckedPackage()
    with found.about(names.EVIDENCE):
        found.head = _evidence(files)
        _check_list(found, files)
        manifests = _manifests(found, files)
        _require_totals(found, manifests)
        with found.about(names.POLICY):
            own = parse_policy(_text(_there(files, names.POLICY)))
            _check_log(found, files, manifests, policy or own)
    return found


def _evidence(files: Mapping[str, bytes]) -> Json:
    head = _canonical_json(_there(files, names.EVIDENCE))
    if (head.get("kind"), head.get("version")) != ("eenmaal-evidence", 1):
        raise NotProvenError("version-unknown", str(head.get("version")))
    return head


def _there(files: Mapping[str, bytes], name: str) -> bytes:
    if name not in files:
        raise NotProvenError("file-missing", name)
    return files[name]


def _canonical_json(content: bytes) -> Json:
    try:
        found = json.loads(content)
        if isinstance(found, dict) and canonical(found) == content:
            return found
    except (ValueError, TypeError, RecursionError) as error:
        raise NotProvenError("json-damaged") from error
    raise NotProvenError("json-damaged", "it is not canonical")


def _text(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise NotProvenError("note-damaged", "no text") from error


def _check_list(found: CheckedPackage, files: Mapping[str, bytes]) -> None:
    """Every file is listed, there, and as it was listed."""
    listed = _mapping(found.head.get("files"))
    for name in sorted(listed.keys() | files.keys() - {names.EVIDENCE, *names.SEALING}):
        if name not in listed:
            found.add("file-unlisted", name)
        elif name not in files:
            found.add("file-missing", name)
        elif sha256(files[name]).hexdigest() != listed[name]:
            found.add("file-changed", name)


def _manifests(found: CheckedPackage, files: Mapping[str, bytes]) -> dict[str, Json]:
    """By report, those with nothing wrong by themselves. Raises NotProvenError unless all are listed."""
    reports = [str(each) for each in _sequence(found.head.get("reports"))]
    wanted = {names.manifest_name(each) for each in reports}
    if wanted != {each for each in files if each.startswith("manifests/")} or len(wanted) < len(reports):
        raise NotProvenError("reports-differ")
    manifests = {}
    for each in reports:
        name = names.manifest_name(each)
        with found.about(name):
            manifest = _canonical_json(files[name])
            if _mapping(manifest.get("report")).get("id") != each:
                raise NotProvenError("manifest-differs", "report.id")
            manifests[each] = manifest
    return manifests


def _require_totals(found: CheckedPackage, manifests: Mapping[str, Json]) -> None:
    try:
        totals = names.totals_of(manifests.values())
    except (KeyError, TypeError, ValueError) as error:
        raise NotProvenError("totals-differ", "a balance is damaged") from error
    if totals != found.head.get("totals"):
        raise NotProvenError("totals-differ")


def _check_log(
    found: CheckedPackage, files: Mapping[str, bytes], manifests: Mapping[str, Json], policy: Policy
) -> None:
    """Who signed the checkpoint, how far witnesses went along, and all that the leaves under it say."""
    with found.about(names.CHECKPOINT):
        note, checkpoint = _signed(_there(files, names.CHECKPOINT), policy)
        found.log, found.size = policy.log_of(note, checkpoint.origin).text, checkpoint.size
        found.needs_witnesses = policy.needs_witnesses
        log = _mapping(found.head.get("log"))
        if (log.get("origin"), log.get("size")) != (checkpoint.origin, checkpoint.size):
            found.add("checkpoint-other", names.EVIDENCE)
            return
        if names.WITNESSED in files:
            _check_witnessed(found, files, policy, checkpoint)
        _check_seal(found, files, policy, checkpoint)
        with found.about(names.LEAVES):
            leaves = _leaves(files, checkpoint)
            found.later = sum(each >= found.witnessed for each in leaves)
            _check_manifests(found, manifests, leaves)
            _check_proofs(found, files, manifests, leaves, note)
            _check_formats(found, files, manifests)
            _check_requests(found, files, manifests, leaves, policy)


def _signed(content: bytes, policy: Policy) -> tuple[SignedNote, Checkpoint]:
    note = SignedNote.parse(_text(content))
    policy.log_of(note, note.text.partition("\n")[0])
    policy.cosigned(note)
    return note, Checkpoint.parse(note.text)


def _check_witnessed(
    found: CheckedPackage, files: Mapping[str, bytes], policy: Policy, checkpoint: Checkpoint
) -> None:
    with found.about(names.WITNESSED):
        note, witnessed = _signed(files[names.WITNESSED], policy)
        if not policy.is_enough(policy.cosigned(note).keys()):
            raise NotProvenError("witnesses-missing")
        with found.about(names.CONSISTENCY):
            path = _hashes(_there(files, names.CONSISTENCY))
            require_consistent(witnessed.head, checkpoint.head, path)
            found.witnessed = witnessed.size


def _check_seal(
    found: CheckedPackage, files: Mapping[str, bytes], policy: Policy, checkpoint: Checkpoint
) -> None:
    """The list itself is in the log, in the same one, after all that it lists."""
    with found.about(names.SEAL):
        opened = _canonical_json(_there(files, names.SEAL))
        leaf, facts = str(opened.get("leaf")), _mapping(opened.get("facts"))
        content = _canonical_json(leaf.encode())
        if content.get("facts") != hash_of(facts):
            raise NotProvenError("facts-differ")
        if content.get("act") != "evidence-made":
            raise NotProvenError("leaf-other", str(content.get("act")))
        if facts.get("sha256") != sha256(files[names.EVIDENCE]).hexdigest():
            found.add("seal-differs", names.EVIDENCE)
        with found.about(names.SEAL_PROOF):
            proof = LeafProof.parse(_text(_there(files, names.SEAL_PROOF)))
            _, sealed = _signed(proof.note.whole.encode(), policy)
            proof.require_includes(leaf.encode())
            _check_grown(found, files, checkpoint, sealed)


def _check_grown(
    found: CheckedPackage, files: Mapping[str, bytes], checkpoint: Checkpoint, sealed: Checkpoint
) -> None:
    with found.about(names.SEAL_CONSISTENCY):
        path = _hashes(_there(files, names.SEAL_CONSISTENCY))
        if sealed.origin != checkpoint.origin:
            raise NotProvenError("checkpoint-other")
        require_consistent(checkpoint.head, sealed.head, path)


def _hashes(content: bytes) -> tuple[bytes, ...]:
    return tuple(plain_base64(each) for each in _text(content).splitlines())


def _leaves(files: Mapping[str, bytes], checkpoint: Checkpoint) -> dict[int, OpenLeaf]:
    """All of them, by their places. Raises NotProvenError unless each is proven to be in the log."""
    leaves: dict[int, OpenLeaf] = {}
    last = -1
    for line in _there(files, names.LEAVES).splitlines():
        opened = _opened(_canonical_json(line))
        if opened.index <= last:
            raise NotProvenError("leaf-order", str(opened.index))
        last = opened.index
        path = [b64decode(each) for each in opened.path]
        hashed = leaf_hash(opened.text.encode())
        require_included(hashed, last, checkpoint.size, path, checkpoint.root)
        leaves[last] = opened
    return leaves


def _opened(line: Json) -> OpenLeaf:
    text, facts, index = str(line.get("leaf")), _mapping(line.get("facts")), line.get("index")
    leaf = _canonical_json(text.encode())
    if not isinstance(index, int):
        raise NotProvenError("json-damaged", "index")
    if leaf.get("facts") != hash_of(facts):
        raise NotProvenError("facts-differ", str(index))
    path = tuple(str(each) for each in _sequence(line.get("path")))
    for each in path:
        plain_base64(each)
    return OpenLeaf(index=index, text=text, leaf=leaf, facts=facts, path=path)


def _check_manifests(
    found: CheckedPackage, manifests: Mapping[str, Json], leaves: Mapping[int, OpenLeaf]
) -> None:
    """Each says what the leaves about it say, and every leaf is about one of them."""
    used: set[int] = set()
    by_report = LeavesByReport(leaves.values())
    not_logged = []
    for report, manifest in manifests.items():
        name, own = names.manifest_name(report), by_report.of(manifest)
        used |= {each.index for each in own}
        if not any(each.act == "translated" for each in own):
            not_logged.append(report)
        for each in islice(differences(manifest, own), 1):
            found.add("balance-open" if each == "balance" else "manifest-differs", name, each)
    for index in sorted(leaves.keys() - used):
        found.add("leaf-unused", names.LEAVES, str(index))
    found.not_logged = tuple(not_logged)


def _check_proofs(
    found: CheckedPackage,
    files: Mapping[str, bytes],
    manifests: Iterable[str],
    leaves: Mapping[int, OpenLeaf],
    note: SignedNote,
) -> None:
    """One file per report that was logged, byte for byte what its leaf and the checkpoint make; no other."""
    made = {each.object.removeprefix("report "): each for each in leaves.values() if each.act == "translated"}
    wanted = {names.proof_name(report): made[report] for report in manifests if report in made}
    for name in sorted({each for each in files if each.startswith("proofs/")} - wanted.keys()):
        found.add("proof-other", name)
    for name, leaf in wanted.items():
        with found.about(name):
            if _there(files, name) != _proof_of(leaf, note):
                raise NotProvenError("proof-other", str(leaf.index))


def _proof_of(leaf: OpenLeaf, note: SignedNote) -> bytes:
    path = tuple(plain_base64(each) for each in leaf.path)
    return LeafProof(leaf.index, path, note, leaf.opened).text.encode()


def _check_formats(found: CheckedPackage, files: Mapping[str, bytes], manifests: Mapping[str, Json]) -> None:
    """What a format asks has the hash by which reports name it, and names the same blank workbook."""
    for report, manifest in manifests.items():
        sha, made = _mapping(manifest.get("report")).get("format_sha256"), _mapping(manifest.get("made_with"))
        name = names.format_name(str(sha))
        if name not in files:
            continue  # of a version that this installation does not have any more
        if sha256(files[name]).hexdigest() != sha:
            found.add("format-changed", name)
        elif json.loads(files[name]).get("template") != made.get("template_sha256"):
            found.add("manifest-differs", names.manifest_name(report), "made_with.template_sha256")


def _check_requests(
    found: CheckedPackage,
    files: Mapping[str, bytes],
    manifests: Mapping[str, Json],
    leaves: Mapping[int, OpenLeaf],
    policy: Policy,
) -> None:
    """What a report answers is there, signed by the log and set in it, and asks that report."""
    by_report, origin = LeavesByReport(leaves.values()), str(_mapping(found.head.get("log")).get("origin"))
    for name in requests_nobody_names(files, manifests):
        found.add("request-other", name)
    for report, manifest in manifests.items():
        if digest := request_of(manifest):
            name = names.request_name(digest)
            with found.about(name):
                request = require_signed_request(_there(files, name), digest, policy, origin)
                require_set(request, digest, by_report.of(manifest))
                if not is_answered_by(request, manifest):
                    found.add("manifest-differs", names.manifest_name(report), "answers")


def _mapping(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise NotProvenError("json-damaged", "an object is missing")
    return value


def _sequence(value: object) -> Sequence[object]:
    if not isinstance(value, list):
        raise NotProvenError("json-damaged", "a list is missing")
    return value
