"""Check a package of evidence without the service: docs/evidence.md says what, and by which names."""

import json
from base64 import b64decode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256

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
    """Every fault of the package. Without a policy its own is believed, and its maker with it."""
    found = CheckedPackage()
    with found.about(names.EVIDENCE):
        found.head = _evidence(files)
        _check_list(found, files)
        manifests = _manifests(found, files)
        _check_totals(found, manifests)
        note, believed = _check_log(found, files, policy)
        leaves = _leaves(found, files, note)
        _check_manifests(found, manifests, leaves)
        _check_proofs(found, files, manifests, leaves, note)
        _check_formats(found, files, manifests)
        _check_requests(found, files, manifests, leaves, believed)
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
    """By report, those that are listed; and none is there that is not."""
    reports = [str(each) for each in _sequence(found.head.get("reports"))]
    wanted = {names.manifest_name(each) for each in reports}
    if wanted != {each for each in files if each.startswith("manifests/")} or len(wanted) < len(reports):
        found.add("reports-differ", names.EVIDENCE)
    manifests = {}
    for each in reports:
        name = names.manifest_name(each)
        if name in files:
            with found.about(name):
                manifests[each] = _canonical_json(files[name])
                if _mapping(manifests[each].get("report")).get("id") != each:
                    found.add("manifest-differs", name, "report.id")
    return manifests


def _check_totals(found: CheckedPackage, manifests: Mapping[str, Json]) -> None:
    try:
        if names.totals_of(manifests.values()) != found.head.get("totals"):
            found.add("totals-differ", names.EVIDENCE)
    except (KeyError, TypeError, ValueError):
        found.add("totals-differ", names.EVIDENCE, "a balance is damaged")


def _check_log(
    found: CheckedPackage, files: Mapping[str, bytes], policy: Policy | None
) -> tuple[SignedNote | None, Policy | None]:
    """Who signed the checkpoint, and how far witnesses went along; with the policy that is believed."""
    believed = policy
    with found.about(names.POLICY):
        own = parse_policy(_text(_there(files, names.POLICY)))
        believed = policy or own
    if believed is None:
        return None, None
    note: SignedNote | None = None
    with found.about(names.CHECKPOINT):
        note, checkpoint = _signed(_there(files, names.CHECKPOINT), believed)
        found.log, found.size = believed.log_of(note, checkpoint.origin).text, checkpoint.size
        found.needs_witnesses = believed.needs_witnesses
        log = _mapping(found.head.get("log"))
        if (log.get("origin"), log.get("size")) != (checkpoint.origin, checkpoint.size):
            found.add("checkpoint-other", names.EVIDENCE)
        if names.WITNESSED in files:
            _check_witnessed(found, files, believed, checkpoint)
        _check_seal(found, files, believed, checkpoint)
    return note, believed


def _signed(content: bytes, policy: Policy) -> tuple[SignedNote, Checkpoint]:
    note = SignedNote.parse(_text(content))
    checkpoint = Checkpoint.parse(note.text)
    policy.log_of(note, checkpoint.origin)
    policy.cosigned(note)
    return note, checkpoint


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
    leaf = ""
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
        with found.about(names.SEAL_CONSISTENCY):
            path = _hashes(_there(files, names.SEAL_CONSISTENCY))
            if sealed.origin != checkpoint.origin:
                raise NotProvenError("checkpoint-other")
            require_consistent(checkpoint.head, sealed.head, path)


def _hashes(content: bytes) -> tuple[bytes, ...]:
    return tuple(plain_base64(each) for each in _text(content).splitlines())


def _leaves(
    found: CheckedPackage, files: Mapping[str, bytes], note: SignedNote | None
) -> dict[int, OpenLeaf]:
    """Those that are proven to be in the log, by their places."""
    leaves: dict[int, OpenLeaf] = {}
    with found.about(names.LEAVES):
        checkpoint = Checkpoint.parse(note.text) if note else None
        last = -1
        for line in _there(files, names.LEAVES).splitlines():
            opened = _opened(_canonical_json(line))
            if opened.index <= last:
                raise NotProvenError("leaf-order", str(opened.index))
            last = opened.index
            leaves[last] = opened
            if checkpoint is not None:
                path = [b64decode(each) for each in opened.path]
                hashed = leaf_hash(opened.text.encode())
                require_included(hashed, last, checkpoint.size, path, checkpoint.root)
    found.later = sum(each >= found.witnessed for each in leaves)
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
        for each in differences(manifest, own):
            found.add("balance-open" if each == "balance" else "manifest-differs", name, each)
    for index in sorted(leaves.keys() - used):
        found.add("leaf-unused", names.LEAVES, str(index))
    found.not_logged = tuple(not_logged)


def _check_proofs(
    found: CheckedPackage,
    files: Mapping[str, bytes],
    manifests: Iterable[str],
    leaves: Mapping[int, OpenLeaf],
    note: SignedNote | None,
) -> None:
    """One file per report that was logged; it is about that report, under the same checkpoint."""
    made = {each.object.removeprefix("report "): each for each in leaves.values() if each.act == "translated"}
    wanted = {names.proof_name(report): made[report] for report in manifests if report in made}
    for name in sorted({each for each in files if each.startswith("proofs/")} - wanted.keys()):
        found.add("proof-other", name)
    for name, leaf in wanted.items():
        with found.about(name):
            proof = LeafProof.parse(_text(_there(files, name)))
            _require_proves(proof, leaf, note)


def _require_proves(proof: LeafProof, leaf: OpenLeaf, note: SignedNote | None) -> None:
    proof.require_includes(leaf.text.encode())
    if proof.index != leaf.index or proof.extra != leaf.opened:
        raise NotProvenError("proof-other", str(leaf.index))
    if note is not None and proof.note.whole != note.whole:
        raise NotProvenError("checkpoint-other", str(leaf.index))


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
    policy: Policy | None,
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
