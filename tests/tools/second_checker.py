"""A second checker of evidence, from docs/evidence.md alone: `python second_checker.py < PACKAGE`."""

import io
import json
import re
import sys
import zipfile
from base64 import b64decode, b64encode
from collections import Counter, defaultdict
from contextlib import contextmanager
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

SEALED_BY = {"evidence.json", "seal.json", "seal.tlog-proof", "seal.consistency"}
OF_SUBMISSION = ("received", "checked", "answered", "retention-applied", "key-destroyed")
NAMED = {"sent": "municipality", "withdrawn": "municipality", "format-approved": "format_sha256"}
NAMED |= {"request-set": "request_sha256"}
REPORT = ("sha256", "bytes", "filename", "municipality", "format", "format_sha256", "period")
MADE_WITH = ("engine", "deflater", "tables_sha256", "earlier")


class FaultError(Exception):
    """A code, and the file that it is in when that is not the one being checked."""


def require(holds, *fault):
    if not holds:
        raise FaultError(*fault)


def digest(content):
    return sha256(content).hexdigest()


def canonical(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def from_json(content):
    value = json.loads(content, parse_float=int)  # which refuses a fraction
    require(canonical(value) == content, "json-damaged")
    return value


def decoded(text):
    raw = b64decode(text, validate=True)
    require(b64encode(raw).decode() == text, "note-damaged")
    return raw


def opened(content):
    """A leaf, with its own text and the facts that it has the hash of."""
    found = from_json(content)
    leaf = from_json(found["leaf"].encode())
    require(digest(canonical(found["facts"])) == leaf["facts"], "facts-differ")
    return leaf | found


def roots(place, last, start, path):
    """By RFC 9162 §2.1.3.2 and §2.1.4.2: the root of the leaves up to this place, and that of all."""
    inner, until, whole = (place ^ last).bit_length(), start, start
    if not 0 <= place <= last or len(path) != inner + (place >> inner).bit_count():
        return None, None
    for level, step in enumerate(map(decoded, path)):
        if level >= inner or place >> level & 1:
            until, whole = (sha256(b"\1" + step + each).digest() for each in (until, whole))
        else:
            whole = sha256(b"\1" + whole + step).digest()
    return until, whole


def require_leaf(leaf, index, path, size, root):
    found = roots(index, size - 1, sha256(b"\0" + leaf.encode()).digest(), path)[1]
    require(found == root, "not-in-tree")


def told(manifest, leaves):
    """The manifest as the leaves about its report tell it."""
    last, threads = {each["act"]: each for each in leaves}, {}
    made, received, restored = (last.get(each) for each in ("translated", "received", "restored"))
    story = dict.fromkeys(("sent_at", "taken_at", "verdict", "superseded"))
    for leaf in leaves:
        act, at, by, facts = leaf["act"], leaf["at"], leaf["actor"], leaf["facts"]
        thread = {"thread": facts.get("thread"), "about": facts.get("about"), "messages": [], "closed": None}
        if act in ("asked", "replied"):
            said = {"at": at, "by": by, "text_sha256": facts["text_sha256"]}
            threads.setdefault(facts["thread"], thread)["messages"].append(said)
        elif act == "closed":
            holds = facts["by"] != "report" or not restored or restored["index"] < leaf["index"]
            threads[facts["thread"]]["closed"] = {"at": at, "by": facts["by"]} if holds else None
        if by == "municipality" and act in ("downloaded", "judged", "asked"):
            story["taken_at"] = story["taken_at"] or at
        story |= {
            "sent": {"sent_at": at},
            "withdrawn": {"sent_at": None},
            "judged": {"verdict": {each: facts.get(each) for each in ("verdict", "cause")}},
            "superseded": {"superseded": {"at": at, "successor": facts.get("successor")}},
            "restored": {"superseded": None},
        }.get(act, {})
    parts = {
        "report": {"made_at": made["at"]} | {each: made["facts"][each] for each in REPORT},
        "made_with": {each: made["facts"][each] for each in MADE_WITH},
        "provider": {"code": made["organisation"]},
        "submission": {"id": made["trace"], "sha256": received and received["facts"]["sha256"]},
    }
    story |= {"questions": list(threads.values()) or None, "answers": made["facts"].get("request")}
    return manifest | story | {name: manifest[name] | part for name, part in parts.items()}


class Checker:
    """One package, whom to believe of it, and the faults that were found."""

    def __init__(self, content, given):
        self.faults, self.files = set(), {}
        with self.checking("", "zip-damaged"):
            whole = zipfile.ZipFile(io.BytesIO(content))
            names = whole.namelist()
            self.files = {each: whole.read(each) for each in names}
            require(content[:4] + content[-22:-18] + content[-2:] == b"PK\3\4PK\5\6\0\0", "zip-damaged")
            require(len({each.lower() for each in names}) == len(names), "file-twice")
            require(all(re.fullmatch(r"([a-z]+/)?[a-z0-9.-]+", each) for each in names), "file-name")
            with self.checking("evidence.json"):
                self.check_list()
                self.check_manifests()
                with self.checking("log/policy", "policy-damaged"):
                    self.read_policy(self.file("log/policy").decode())
                    self.read_policy(given or self.file("log/policy").decode())
                    self.check_log()

    @contextmanager
    def checking(self, file, unreadable="json-damaged"):
        """The first fault of a file ends what is done within."""
        try:
            yield
        except FaultError as fault:
            self.faults.add((*fault.args, file)[:2])
        except InvalidSignature:
            self.faults.add(("signature-wrong", file))
        except Exception:  # noqa: BLE001 - whatever is in it: a file that cannot be read is a fault
            self.faults.add((unreadable, file))

    def file(self, name):
        require(name in self.files, "file-missing", name)
        return self.files[name]

    def check_list(self):
        self.head = from_json(self.file("evidence.json"))
        require((self.head["kind"], self.head["version"]) == ("eenmaal-evidence", 1), "version-unknown")
        for name in self.head["files"].keys() | self.files.keys() - SEALED_BY:
            with self.checking(name):
                require(name in self.head["files"], "file-unlisted")
                require(digest(self.file(name)) == self.head["files"][name], "file-changed")

    def check_manifests(self):
        self.manifests, totals = {}, defaultdict(Counter)
        names = sorted(each for each in self.files if each.startswith("manifests/"))
        require(sorted(f"manifests/{each}.json" for each in self.head["reports"]) == names, "reports-differ")
        for name in names:
            with self.checking(name):
                manifest = from_json(self.files[name])
                require(name == f"manifests/{manifest['report']['id']}.json", "manifest-differs")
                self.manifests[name] = manifest
        for manifest in (each for each in self.manifests.values() if each["superseded"] is None):
            units = manifest["balance"].items()
            sums = {f"{unit}_{each}": sums[each] for unit, sums in units for each in ("in", "reported")}
            totals[manifest["report"]["format"]].update(reports=1, **sums)
        require(totals == self.head["totals"], "totals-differ")

    def read_policy(self, text):
        """A C2SP tlog-policy: keys of logs and witnesses, and a quorum of witnesses and groups of these."""
        self.keys, self.groups = {}, {"none": (0, [])}
        lines = [each.split() for each in text.split("\n") if each.strip() and each[0] != "#"]
        for kind, name, *words in (each for each in lines if each[0] != "quorum"):
            if kind == "group":
                many = {"any": 1, "all": len(words) - 1}.get(words[0]) or int(words[0])
                require(0 < many < len(words) and self.groups.keys() >= {*words[1:]}, "policy-damaged")
                self.groups[name] = many, words[1:]
            else:
                owner, number, coded = (name if kind == "log" else words[0]).split("+", 2)
                raw, key = decoded(coded), (owner, number)
                is_own = digest(f"{owner}\n".encode() + raw)[:8] == number
                require(is_own and raw[0] == {"log": 1, "witness": 4}[kind], "policy-damaged")
                self.keys[key] = kind, Ed25519PublicKey.from_public_bytes(raw[1:])
                self.groups |= {name: (1, [key])} if kind == "witness" else {}
        ((self.quorum,),) = (words for kind, *words in lines if kind == "quorum")
        require(self.quorum in self.groups, "policy-damaged")

    def is_met(self, name, signers):
        many, members = self.groups.get(name, (1, []))
        return name in signers or sum(self.is_met(each, signers) for each in members) >= many

    def note(self, content, origin=None):
        """The lines of a C2SP signed note, and who signed: the log of this origin, or its first line."""
        text, below = re.fullmatch(r"(.+)\n\n((?:— \S+ \S+\n)+)", content.decode(), re.DOTALL).groups()
        lines, signers = text.split("\n"), set()
        logs = {key for key, (kind, _) in self.keys.items() if (kind, key[0]) == ("log", origin or lines[0])}
        require(logs, "log-unknown")
        for name, coded in re.findall(r"— (\S+) (\S+)\n", below):
            mark = decoded(coded)
            key, time = (name, mark[:4].hex()), mark[4:-64]
            if key in self.keys:
                head = f"cosignature/v1\ntime {int.from_bytes(time, 'big')}\n" if time else ""
                self.keys[key][1].verify(mark[-64:], f"{head}{text}\n".encode())
                signers.add(key)
        require(logs & signers, "signature-missing")
        return lines, signers

    def checkpoint(self, content):
        (origin, size, root), signers = self.note(content)
        return origin, int(size), decoded(root), signers

    def check_log(self):
        with self.checking("log/checkpoint", "note-damaged"):
            origin, size, root, _ = self.checkpoint(self.file("log/checkpoint"))
            log = self.head["log"]
            require((log["origin"], log["size"]) == (origin, size), "checkpoint-other", "evidence.json")
            if "log/witnessed" in self.files:
                with self.checking("log/witnessed", "note-damaged"):
                    _, *before, signers = self.checkpoint(self.files["log/witnessed"])
                    require(self.is_met(self.quorum, signers), "witnesses-missing")
                    self.check_growth("log/consistency", *before, size, root)
            with self.checking("seal.json"):
                self.check_seal(size, root)
            with self.checking("log/leaves.jsonl"):
                self.check_leaves(size, root)
                self.check_reports()

    def check_growth(self, file, size, root, later, whole):
        """The second of two logs, each by its size and root, goes on from the first."""
        with self.checking(file, "note-damaged"):
            path = self.file(file).decode().splitlines()
            require(size <= later, "rolled-back")
            if size in (0, later):
                require(not path and (not size or root == whole), "history-differs")
            else:
                below = (size & -size).bit_length() - 1
                start, *path = path if path and size - 1 >> below else [b64encode(root).decode(), *path]
                found = roots(size - 1 >> below, later - 1 >> below, decoded(start), path)
                require(found == (root, whole), "history-differs")

    def check_seal(self, size, root):
        seal = opened(self.file("seal.json"))
        require(seal["act"] == "evidence-made", "leaf-other")
        with self.checking("seal.tlog-proof", "note-damaged"):
            proof, _, note = self.file("seal.tlog-proof").partition(b"\n\n")
            form = re.fullmatch(r"c2sp\.org/tlog-proof@v1\nindex (0|[1-9]\d*)((?:\n\S+)*)", proof.decode())
            require(form, "proof-damaged")
            _, *later, _ = self.checkpoint(note)
            require_leaf(seal["leaf"], int(form[1]), form[2].split(), *later)
            self.check_growth("seal.consistency", size, root, *later)
        own = digest(self.files["evidence.json"])
        require(seal["facts"]["sha256"] == own, "seal-differs", "evidence.json")

    def check_leaves(self, size, root):
        self.about, self.unused, last = defaultdict(list), set(), -1
        for leaf in map(opened, self.file("log/leaves.jsonl").splitlines()):
            require(leaf["index"] > last, "leaf-order")
            last, act = leaf["index"], leaf["act"]
            require_leaf(leaf["leaf"], last, leaf["path"], size, root)
            named = act, leaf["trace"], leaf["facts"].get(NAMED.get(act))
            self.about[leaf["object"] if leaf["object"].startswith("report ") else named].append(leaf)
            self.unused.add(last)

    def check_reports(self):
        wanted = set()
        for name, manifest in self.manifests.items():
            with self.checking(name, "manifest-differs"):
                report, trace = manifest["report"], manifest["submission"]["id"]
                answered = (manifest["answers"] or {}).get("sha256")
                topics = [(act, trace, report["municipality"]) for act in ("sent", "withdrawn")]
                topics += [(act, trace, None) for act in OF_SUBMISSION]
                topics += [("format-approved", "", report["format_sha256"]), ("request-set", "", answered)]
                leaves = [leaf for topic in (*topics, f"report {report['id']}") for leaf in self.about[topic]]
                leaves.sort(key=lambda leaf: leaf["index"])
                self.unused -= {leaf["index"] for leaf in leaves}
                wanted |= {f"proofs/{report['id']}.tlog-proof", f"requests/{answered}.note"}
                self.check_files(name, manifest, {leaf["act"]: leaf for leaf in leaves})
                self.check_manifest(manifest, leaves)
        others = {each for each in self.files if each.startswith(("proofs/", "requests/"))} - wanted
        self.faults |= {(each.split("s/")[0] + "-other", each) for each in others}
        require(not self.unused, "leaf-unused")

    def check_manifest(self, manifest, leaves):
        balance = manifest["balance"]
        require(manifest["leaves"] == [leaf["index"] for leaf in leaves], "manifest-differs")
        for sums in (balance["rows"], balance["cents"]):
            parts = [sums[each].values() for each in ("excluded", "quarantined", "not_made", "rejected")]
            require(sums["in"] == sums["reported"] + sum(map(sum, parts)), "balance-open")
        for made in (leaf for leaf in leaves if leaf["act"] == "translated"):
            own = made["facts"]["balance_sha256"] == digest(canonical(balance))
            require(own and manifest == told(manifest, leaves), "manifest-differs")

    def check_files(self, name, manifest, last):
        """The format of a report, the proof that it was made, and the request that it answers."""
        report, answers = manifest["report"], manifest["answers"]
        with self.checking(f"formats/{report['format_sha256']}.json"):
            if content := self.files.get(f"formats/{report['format_sha256']}.json"):
                require(digest(content) == report["format_sha256"], "format-changed")
                template = json.loads(content)["template"]
                require(template == manifest["made_with"]["template_sha256"], "manifest-differs", name)
        with self.checking(f"proofs/{report['id']}.tlog-proof"):
            if made := last.get("translated"):
                extra = b64encode(canonical({"facts": made["facts"], "leaf": made["leaf"]})).decode()
                lines = "c2sp.org/tlog-proof@v1", f"extra {extra}", f"index {made['index']}", *made["path"]
                proof = "\n".join(lines).encode() + b"\n\n" + self.files["log/checkpoint"]
                require(self.file(f"proofs/{report['id']}.tlog-proof") == proof, "proof-other")
        if answers:
            with self.checking(f"requests/{answers['sha256']}.note", "note-damaged"):
                self.check_request(name, report, answers, last.get("request-set"))

    def check_request(self, name, report, answers, logged):
        content = self.file(f"requests/{answers['sha256']}.note")
        text = "\n".join(self.note(content, self.head["log"]["origin"])[0]).encode()
        asked, formats = from_json(text), [each["sha256"] for each in from_json(text)["formats"]]
        require(digest(text) == answers["sha256"], "request-differs")
        require(logged, "request-not-logged")
        number = {"request": asked["id"], "number": asked["number"]}
        require(logged["facts"] | number == logged["facts"], "request-differs")
        own = report | answers
        same = all(own[each] == asked[each] for each in ("id", "number", "municipality", "format"))
        require(same and report["format_sha256"] in formats, "manifest-differs", name)


def check(content, given=None):
    """Every fault of a package as (code, file); a policy that is given goes before that in the package."""
    return Checker(content, given).faults


if __name__ == "__main__":
    sys.exit("\n".join(f"{code} {file}" for code, file in sorted(check(sys.stdin.buffer.read()))) or 0)
