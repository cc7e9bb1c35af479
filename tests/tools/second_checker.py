"""A second checker of evidence, from docs/evidence.md alone: `python second_checker.py < PACKAGE`."""

import io
import json
import re
import sys
import zipfile
import zlib
from base64 import b64decode, b64encode
from collections import Counter, defaultdict
from contextlib import contextmanager
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

NO_ZIP = (zipfile.BadZipFile, zlib.error, RuntimeError, OSError, EOFError)
UNREADABLE = (ValueError, TypeError, AttributeError, LookupError, *NO_ZIP)
NOT_LISTED = {"evidence.json", "seal.json", "seal.tlog-proof", "seal.consistency"}
REPORT = ("sha256", "bytes", "filename", "municipality", "format", "format_sha256", "period")
PROOF = r"c2sp\.org/tlog-proof@v1\nindex (0|[1-9][0-9]*)((?:\n\S+)*)"
OF_SUBMISSION = ("received", "checked", "answered", "retention-applied", "key-destroyed")


class FaultError(Exception):
    """A code, and the file that it is in when that is not the one being checked."""


def require(holds, *fault):
    if not holds:
        raise FaultError(*fault)


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def from_json(content):
    value = json.loads(content, parse_float=int)  # which refuses a fraction
    require(canonical(value) == content, "json-damaged")
    return value


def digest(content):
    return sha256(content).hexdigest()


def decoded(text):
    """What is written in base64, in the one way in which it can be."""
    raw = b64decode(text, validate=True)
    require(b64encode(raw).decode() == text, "note-damaged")
    return raw


def roots(place, last, start, path):
    """By RFC 9162 §2.1.3.2 and §2.1.4.2: the root of the leaves up to this place, and that of all."""
    inner, steps = (place ^ last).bit_length(), [decoded(each) for each in path]
    if not 0 <= place <= last or len(steps) != inner + (place >> inner).bit_count():
        return None, None
    until = whole = start
    for level, step in enumerate(steps):
        if level >= inner or place >> level & 1:
            until, whole = (sha256(b"\1" + step + each).digest() for each in (until, whole))
        else:
            whole = sha256(b"\1" + whole + step).digest()
    return until, whole


def has_leaf(size, root, leaf, index, path):
    return roots(index, size - 1, sha256(b"\0" + leaf.encode()).digest(), path)[1] == root


def goes_on(size, root, later, whole, path):
    """Whether the second of two logs, each by its size and root, goes on from the first."""
    if size in (0, later):
        return not path and (not size or root == whole)
    below = (size & -size).bit_length() - 1
    start, *path = path if path and size - 1 >> below else [b64encode(root).decode(), *path]
    return roots(size - 1 >> below, later - 1 >> below, decoded(start), path) == (root, whole)


class Policy:
    """Whom to believe, by a C2SP tlog-policy: logs, and a quorum of witnesses and groups of these."""

    def __init__(self, text):
        lines = [each.split() for each in text.split("\n") if each.strip() and each[0] != "#"]
        self.keys, self.groups = {}, {"none": (0, [])}
        self.logs = {self.key(line[1], 1) for line in lines if line[0] == "log"}
        for kind, name, needed, *members in (each for each in lines if each[0] in ("witness", "group")):
            if kind == "witness":
                self.groups[name] = 1, [self.key(needed, 4)]
            else:
                many = {"any": 1, "all": len(members)}.get(needed) or int(needed)
                require(0 < many <= len(members) and self.groups.keys() >= {*members}, "policy-damaged")
                self.groups[name] = many, members
        (self.quorum,) = (name for kind, name, *_ in lines if kind == "quorum")
        known = {kind for kind, *_ in lines} <= {"log", "witness", "group", "quorum"}
        require(known and self.quorum in self.groups, "policy-damaged")

    def key(self, text, kind):
        name, number, raw = text.split("+", 2)
        raw = decoded(raw)
        require(raw[0] == kind and digest(f"{name}\n".encode() + raw)[:8] == number, "policy-damaged")
        self.keys[name, number] = Ed25519PublicKey.from_public_bytes(raw[1:])
        return name, number

    def is_met(self, name, signers):
        needed, members = self.groups.get(name, (1, []))
        return name in signers or sum(self.is_met(each, signers) for each in members) >= needed

    def note(self, content, origin=None):
        """The lines of a C2SP signed note, and who signed: the log of this origin, or the first line."""
        text, signatures = re.fullmatch(r"(.+)\n\n((?:— \S+ \S+\n)+)", content.decode(), re.DOTALL).groups()
        signers, logs = set(), {each for each in self.logs if each[0] == (origin or text.split("\n")[0])}
        require(logs, "log-unknown")
        for name, coded in re.findall(r"— (\S+) (\S+)\n", signatures):
            mark = decoded(coded)
            key, time = (name, mark[:4].hex()), mark[4:-64]
            if key in self.keys:
                head = f"cosignature/v1\ntime {int.from_bytes(time, 'big')}\n" if time else ""
                self.keys[key].verify(mark[-64:], f"{head}{text}\n".encode())
                signers.add(key)
        require(logs & signers, "signature-missing")
        return text.split("\n"), signers

    def checkpoint(self, content):
        (origin, size, root), signers = self.note(content)
        return origin, int(size), decoded(root), signers


def told(manifest, leaves):
    """The manifest as the leaves about its report tell it."""
    last = {each["act"]: each for each in leaves}
    made, facts, received = last["translated"], last["translated"]["facts"], last.get("received")
    restored = last.get("restored", {"index": 0})["index"]
    story, questions = dict.fromkeys(("sent_at", "taken_at", "verdict", "superseded")), {}
    for leaf in leaves:
        act, at, said = leaf["act"], leaf["at"], leaf["facts"]
        story |= {
            "sent": {"sent_at": at},
            "withdrawn": {"sent_at": None},
            "judged": {"verdict": {"verdict": said.get("verdict"), "cause": said.get("cause")}},
            "superseded": {"superseded": {"at": at, "successor": said.get("successor")}},
            "restored": {"superseded": None},
        }.get(act, {})
        if act in ("downloaded", "judged", "asked") and leaf["actor"] == "municipality":
            story["taken_at"] = story["taken_at"] or at
        if act in ("asked", "replied"):
            new = {"thread": said["thread"], "about": said.get("about"), "messages": [], "closed": None}
            message = {"at": at, "by": leaf["actor"], "text_sha256": said["text_sha256"]}
            questions.setdefault(said["thread"], new)["messages"].append(message)
        elif act == "closed":
            holds = said["by"] != "report" or leaf["index"] > restored
            questions[said["thread"]]["closed"] = {"at": at, "by": said["by"]} if holds else None
    parts = {
        "report": {"made_at": made["at"]} | {each: facts[each] for each in REPORT},
        "made_with": {each: facts[each] for each in ("engine", "deflater", "tables_sha256", "earlier")},
        "provider": {"code": made["organisation"]},
        "submission": {"id": made["trace"], "sha256": received and received["facts"]["sha256"]},
    }
    story |= {"questions": list(questions.values()) or None, "answers": facts.get("request")}
    return manifest | story | {name: manifest[name] | part for name, part in parts.items()}


class Checker:
    """One package, and the faults that were found in it."""

    @contextmanager
    def checking(self, file, unreadable="json-damaged"):
        """The first fault of a file ends what is done within."""
        try:
            yield
        except FaultError as fault:
            self.faults.add((*fault.args, file)[:2])
        except InvalidSignature:
            self.faults.add(("signature-wrong", file))
        except UNREADABLE:
            self.faults.add((unreadable, file))

    def __init__(self, content, given):
        self.faults, self.manifests, self.indexes, self.about = set(), {}, [], defaultdict(dict)
        with self.checking("", "zip-damaged"):
            with zipfile.ZipFile(io.BytesIO(content)) as whole:
                names = whole.namelist()
                self.files = {each: whole.read(each) for each in names}
            require(content[:4] + content[-22:-18] + content[-2:] == b"PK\3\4PK\5\6\0\0", "zip-damaged")
            require(len({each.lower() for each in names}) == len(names), "file-twice")
            require(all(re.fullmatch(r"([a-z]+/)?[a-z0-9.-]+", each) for each in names), "file-name")
            with self.checking("evidence.json"):
                self.check_list()
                self.check_manifests()
                with self.checking("log/policy", "policy-damaged"):
                    inside = Policy(self.file("log/policy").decode())
                    self.policy = Policy(given) if given else inside
                    self.check_log()

    def file(self, name):
        require(name in self.files, "file-missing", name)
        return self.files[name]

    def names(self, *folders):
        return {each for each in self.files if each.startswith(folders)}

    def check_list(self):
        self.head = from_json(self.file("evidence.json"))
        require((self.head["kind"], self.head["version"]) == ("eenmaal-evidence", 1), "version-unknown")
        listed = self.head["files"]
        for name in listed.keys() | self.files.keys() - NOT_LISTED:
            with self.checking(name):
                require(name in listed, "file-unlisted")
                require(digest(self.file(name)) == listed[name], "file-changed")

    def check_manifests(self):
        totals, names = defaultdict(Counter), sorted(self.names("manifests/"))
        require(sorted(f"manifests/{each}.json" for each in self.head["reports"]) == names, "reports-differ")
        for name in names:
            with self.checking(name):
                manifest = from_json(self.files[name])
                require(name == f"manifests/{manifest['report']['id']}.json", "manifest-differs")
                self.manifests[name] = manifest
        for manifest in (each for each in self.manifests.values() if each["superseded"] is None):
            total = totals[manifest["report"]["format"]]
            total["reports"] += 1
            for unit in ("rows", "cents"):
                total[f"{unit}_in"] += manifest["balance"][unit]["in"]
                total[f"{unit}_reported"] += manifest["balance"][unit]["reported"]
        require(totals == self.head["totals"], "totals-differ")

    def check_log(self):
        with self.checking("log/checkpoint", "note-damaged"):
            origin, size, root, _ = self.policy.checkpoint(self.file("log/checkpoint"))
            log = self.head["log"]
            require((log["origin"], log["size"]) == (origin, size), "checkpoint-other", "evidence.json")
            if "log/witnessed" in self.files:
                with self.checking("log/witnessed", "note-damaged"):
                    _, *before, signers = self.policy.checkpoint(self.files["log/witnessed"])
                    require(self.policy.is_met(self.policy.quorum, signers), "witnesses-missing")
                    self.check_growth("log/consistency", *before, size, root)
            with self.checking("seal.json"):
                self.check_seal(size, root)
            with self.checking("log/leaves.jsonl"):
                self.check_leaves(size, root)
                self.check_reports()

    def check_growth(self, file, *logs):
        with self.checking(file, "note-damaged"):
            require(logs[0] <= logs[2], "rolled-back")
            require(goes_on(*logs, self.file(file).decode().splitlines()), "history-differs")

    def check_seal(self, size, root):
        seal = from_json(self.file("seal.json"))
        leaf = from_json(seal["leaf"].encode())
        require(digest(canonical(seal["facts"])) == leaf["facts"], "facts-differ")
        require(leaf["act"] == "evidence-made", "leaf-other")
        with self.checking("seal.tlog-proof", "note-damaged"):
            proof, _, note = self.file("seal.tlog-proof").partition(b"\n\n")
            form = re.fullmatch(PROOF, proof.decode())
            require(form, "proof-damaged")
            index, path = int(form[1]), form[2].split()
            _, *later, _ = self.policy.checkpoint(note)
            require(has_leaf(*later, seal["leaf"], index, path), "not-in-tree")
            self.check_growth("seal.consistency", size, root, *later)
        own = digest(self.files["evidence.json"])
        require(seal["facts"]["sha256"] == own, "seal-differs", "evidence.json")

    def check_leaves(self, size, root):
        for line in self.file("log/leaves.jsonl").splitlines():
            found = from_json(line)
            leaf, facts, index = from_json(found["leaf"].encode()), found["facts"], found["index"]
            require(not self.indexes or index > self.indexes[-1], "leaf-order")
            require(digest(canonical(facts)) == leaf["facts"], "facts-differ")
            require(has_leaf(size, root, found["leaf"], index, found["path"]), "not-in-tree")
            self.indexes.append(index)
            act, trace = leaf["act"], leaf["trace"]
            topics = [(leaf["object"],), (act, trace), (act, trace, facts.get("municipality"))]
            for topic in (*topics, (act, facts.get("format_sha256")), (act, facts.get("request_sha256"))):
                self.about[topic][index] = leaf | found

    def leaves_about(self, manifest):
        report, submission, answers = manifest["report"], manifest["submission"]["id"], manifest["answers"]
        topics = [(f"report {report['id']}",), ("format-approved", report["format_sha256"])]
        topics += [(act, submission) for act in OF_SUBMISSION]
        topics += [(act, submission, report["municipality"]) for act in ("sent", "withdrawn")]
        topics += [("request-set", answers["sha256"])] if answers else []
        found = {index: leaf for topic in topics for index, leaf in self.about[topic].items()}
        return [found[index] for index in sorted(found)]

    def check_reports(self):
        unused, self.others = set(self.indexes), self.names("proofs/", "requests/")
        for name, manifest in self.manifests.items():
            with self.checking(name, "manifest-differs"):
                leaves = self.leaves_about(manifest)
                unused -= {each["index"] for each in leaves}
                self.check_files(name, manifest, leaves)
                self.check_manifest(manifest, leaves)
        self.faults |= {(each.split("s/")[0] + "-other", each) for each in self.others}
        require(not unused, "leaf-unused")

    def check_manifest(self, manifest, leaves):
        require(manifest["leaves"] == [each["index"] for each in leaves], "manifest-differs")
        for sums in (manifest["balance"][unit] for unit in ("rows", "cents")):
            parts = [sums[each].values() for each in ("excluded", "quarantined", "not_made", "rejected")]
            require(sums["in"] == sums["reported"] + sum(map(sum, parts)), "balance-open")
        for made in (each["facts"] for each in leaves if each["act"] == "translated"):
            require(made["balance_sha256"] == digest(canonical(manifest["balance"])), "manifest-differs")
            require(manifest == told(manifest, leaves), "manifest-differs")

    def check_files(self, name, manifest, leaves):
        """The format of a report, the proof that it was made, and the request that it answers."""
        format_sha256, answers = manifest["report"]["format_sha256"], manifest["answers"]
        with self.checking(f"formats/{format_sha256}.json"):
            if content := self.files.get(f"formats/{format_sha256}.json"):
                require(digest(content) == format_sha256, "format-changed")
                template = json.loads(content)["template"]
                require(template == manifest["made_with"]["template_sha256"], "manifest-differs", name)
        for made in (each for each in leaves if each["act"] == "translated"):
            file = f"proofs/{manifest['report']['id']}.tlog-proof"
            self.others.discard(file)
            with self.checking(file):
                extra = b64encode(canonical({"facts": made["facts"], "leaf": made["leaf"]})).decode()
                lines = "c2sp.org/tlog-proof@v1", f"extra {extra}", f"index {made['index']}", *made["path"]
                proof = "\n".join(lines).encode() + b"\n\n" + self.files["log/checkpoint"]
                require(self.file(file) == proof, "proof-other")
        if answers:
            file = f"requests/{answers['sha256']}.note"
            self.others.discard(file)
            with self.checking(file, "note-damaged"):
                self.check_request(file, name, manifest["report"], answers, leaves)

    def check_request(self, file, name, report, answers, leaves):
        text = "\n".join(self.policy.note(self.file(file), self.head["log"]["origin"])[0]).encode()
        asked, logged = from_json(text), [each["facts"] for each in leaves if each["act"] == "request-set"]
        require(digest(text) == answers["sha256"], "request-differs")
        require(logged, "request-not-logged")
        number = {"request": asked["id"], "number": asked["number"]}
        require(logged[0] | number == logged[0], "request-differs")
        own = answers["id"], answers["number"], report["municipality"], report["format"]
        right = own == (asked["id"], asked["number"], asked["municipality"], asked["format"])
        formats = [each["sha256"] for each in asked["formats"]]
        require(right and report["format_sha256"] in formats, "manifest-differs", name)


def check(content, given=None):
    """Every fault of a package as (code, file); a policy that is given goes before that in the package."""
    return Checker(content, given).faults


if __name__ == "__main__":
    sys.exit("\n".join(f"{code} {file}" for code, file in sorted(check(sys.stdin.buffer.read()))) or 0)
