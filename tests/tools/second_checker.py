"""A second checker of evidence, from docs/evidence.md alone: `python second_checker.py < PACKAGE`."""

import io
import json
import re
import sys
import zipfile
from base64 import b64decode, b64encode
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

UNLISTED = r"evidence\.json|log/(checkpoint(\.tsr)?|consistency)|proofs/(0|[1-9][0-9]*)\.tlog-proof"
CHECKPOINT, SIGNATURE = r"((.+)\n([0-9]+)\n(.+)\n)\n((?:— \S+ \S+\n)+)", r"— (\S+) (\S+)\n"
PROOF = "c2sp.org/tlog-proof@v1\nextra {}\nindex {}\n{}\n\n{}"
SEALED = ("", None, None, None)
PARTS = ("excluded", "quarantined", "not_made", "rejected")
canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def digest(text):
    return sha256(text.encode()).hexdigest()


def decoded(text):
    raw = b64decode(text, validate=True)
    if b64encode(raw).decode() != text:
        raise ValueError(text)
    return raw


def roots(place, last, start, path):
    """By RFC 9162 §2.1.3.2 and §2.1.4.2: the root of the leaves up to this place, and that of all."""
    inner, until, whole = (place ^ last).bit_length(), start, start
    for level, step in enumerate(map(decoded, path)):
        if level >= inner or place >> level & 1:
            until, whole = (sha256(b"\1" + step + each).digest() for each in (until, whole))
        else:
            whole = sha256(b"\1" + whole + step).digest()
    fits = 0 <= place <= last and len(path) == inner + (place >> inner).bit_count()
    return (until, whole) if fits else (None, None)


class Package:
    """Its checks yield whether something holds, and the code of the fault if it does not."""

    at, unreadable = "", "zip-damaged"

    def read(self, name, unreadable):
        """A file; what does not hold from here on is its fault, with this code if it cannot be read."""
        self.at, self.unreadable = name, unreadable if name in self.files else "file-missing"
        return self.files[name]

    def checks(self, content, given):
        """All that has to hold, in the order of the page: first what the rest stands on."""
        whole = zipfile.ZipFile(io.BytesIO(content))
        names = whole.namelist()
        self.files = {each: whole.read(each) for each in names}
        yield content[:4] + content[-22:-18] + content[-2:] == b"PK\3\4PK\5\6\0\0", "zip-damaged"
        yield len({*names}) == len(names), "file-twice"
        yield all(re.fullmatch(r"([a-z]+/)?[a-z0-9][a-z0-9.-]*", each) for each in names), "file-name"
        yield from self.check_list()
        own = self.read("log/policy", "policy-damaged").decode()
        yield from self.read_policy(given or own)
        yield from self.check_checkpoints()
        yield from self.check_leaves()
        for name in sorted(each for each in names if each.startswith("manifests/")):
            yield from self.check_manifest(name)
        for name, topic in self.topics.items():
            self.at = name
            yield topic in self.used, "file-unused"
        evidence = self.read("evidence.json", "seal-differs").decode()
        seals = [(act["act"], act["facts"]["sha256"]) for act in self.about.get(SEALED, ())]
        yield seals == [("evidence-made", digest(evidence))], "seal-differs"

    def check_list(self):
        """Every file that does not prove itself is on the list, as it is."""
        head = json.loads(content := self.read("evidence.json", "json-damaged").decode())
        yield canonical(head) == content, "json-damaged"
        yield (head["kind"], head["version"]) == ("eenmaal-evidence", 2), "version-unknown"
        listed = head["files"]
        for name in sorted(listed.keys() | {each for each in self.files if not re.fullmatch(UNLISTED, each)}):
            found = sha256(self.read(name, "json-damaged")).hexdigest()
            yield name in listed, "file-unlisted"
            yield listed[name] == found, "file-changed"
            yield found in name or not re.fullmatch(r"(formats|requests)/.*\.json", name), "name-differs"

    def read_policy(self, text):
        """A C2SP tlog-policy: keys by owner and number, and groups of these keys and of other groups."""
        self.keys, self.groups = {}, {"none": (0, set())}
        for kind, *words in (each.split() for each in text.split("\n") if each.strip() and each[0] != "#"):
            if kind in ("log", "witness"):
                owner, number, coded = words[kind == "witness"].split("+", 2)
                raw, name = decoded(coded), words[0] if kind == "witness" else f"log {owner}"
                is_own = sha256(f"{owner}\n".encode() + raw).hexdigest()[:8] == number
                yield is_own and raw[0] == {"log": 1, "witness": 4}[kind], "policy-damaged"
                self.keys[owner, number] = Ed25519PublicKey.from_public_bytes(raw[1:])
                self.groups.setdefault(name, (1, set()))[1].add((owner, number))
            else:
                name, many, *members = {"group": words, "quorum": ["the quorum", "all", *words]}[kind]
                many = {"any": 1, "all": len(members)}.get(many) or int(many)
                yield 0 < many <= len(members) and self.groups.keys() >= {*members}, "policy-damaged"
                self.groups[name] = many, {*members}
        yield "the quorum" in self.groups, "policy-damaged"

    def checkpoint(self, name):
        """The size and the root of a C2SP checkpoint, and the keys and groups that signed it."""
        note, signers = self.read(name, "note-damaged").decode(), set()
        text, origin, size, root, below = re.fullmatch(CHECKPOINT, note).groups()
        size, root = int(size), decoded(root)
        yield f"log {origin}" in self.groups, "log-unknown"
        for owner, mark in [(owner, decoded(coded)) for owner, coded in re.findall(SIGNATURE, below)]:
            key, time = (owner, mark[:4].hex()), mark[4:-64]
            if key in self.keys:
                head = f"cosignature/v1\ntime {int.from_bytes(time, 'big')}\n" if time else ""
                self.keys[key].verify(mark[-64:], f"{head}{text}".encode())
                signers.add(key)
        for group, (many, members) in self.groups.items():
            signers |= {group} if len(members & signers) >= many else set()
        yield f"log {origin}" in signers, "signature-missing"
        return size, root, signers

    def check_checkpoints(self):
        self.size, self.root, _ = yield from self.checkpoint("log/checkpoint")
        if self.files.keys() & {"log/witnessed", "log/consistency"}:
            size, root, signers = yield from self.checkpoint("log/witnessed")
            yield "the quorum" in signers, "witnesses-missing"
            *path, end = self.read("log/consistency", "note-damaged").decode().split("\n")
            yield 0 < size < self.size, "rolled-back"
            below = (size & -size).bit_length() - 1
            start, *path = path if path and size - 1 >> below else [b64encode(root).decode(), *path]
            found = roots(size - 1 >> below, self.size - 1 >> below, decoded(start), path)
            yield found == (root, self.root) and not end, "history-differs"

    def check_leaves(self):
        """Each proof is, sign for sign, the C2SP tlog-proof of a leaf with its facts beside it."""
        self.about, self.used, checkpoint = {}, {SEALED}, self.files["log/checkpoint"].decode()
        self.topics = {each: each for each in self.files if each.startswith("requests/")}
        for name in sorted(each for each in self.files if each.startswith("proofs/")):
            content, index = self.read(name, "proof-damaged").decode(), int(name[7:-11])
            _, extra, _, *path = content.partition("\n\n")[0].split("\n")
            opened = json.loads(b64decode(extra[6:]))
            facts, leaf = opened["facts"], opened["leaf"]
            extra = b64encode(canonical({"facts": facts, "leaf": leaf}).encode()).decode()
            yield content == PROOF.format(extra, index, "\n".join(path), checkpoint), "proof-damaged"
            found = roots(index, self.size - 1, sha256(b"\0" + leaf.encode()).digest(), path)
            yield found[1] == self.root, "not-in-tree"
            act = json.loads(leaf)
            yield act["facts"] == digest(canonical(facts)), "facts-differ"
            named = map(facts.get, ("municipality", "format_sha256", "request_sha256"))
            topic = act["object"] if act["object"].startswith("report ") else (act["trace"], *named)
            self.topics[name] = topic
            self.about.setdefault(topic, []).append(act | {"facts": facts, "index": index})

    def check_manifest(self, name):
        manifest = json.loads(content := self.read(name, "json-damaged").decode())
        yield canonical(manifest) == content, "json-damaged"
        self.unreadable = "manifest-differs"
        for act in manifest["acts"]:
            self.read(f"proofs/{act['index']}.tlog-proof", "manifest-differs")
        self.read(name, "manifest-differs")
        made, balance, facts = manifest["made"], manifest["balance"], manifest["made"]["facts"]
        trace, town, request = made["trace"], facts["municipality"], facts.get("request")
        asked = "", town, None, request["sha256"] if request else ""
        topics = {made["object"], (trace, *SEALED[1:]), (trace, town, None, None), asked}
        topics.add(("", None, facts["format_sha256"], None))
        self.used |= {*topics, request and f"requests/{request['sha256']}.json"}
        acts = [act for each in topics for act in self.about.get(each, ())]
        acts.sort(key=lambda act: act["index"])
        logged = [act for act in acts if act["act"] == "translated"]
        said = [manifest["acts"], [made] if "index" in made else []]
        yield canonical(said) == canonical([acts, logged]), "manifest-differs"
        yield name == f"manifests/{made['object'][7:]}.json", "manifest-differs"
        for one in (balance["rows"], balance["cents"]):
            yield one["in"] - one["reported"] == sum(sum(one[out].values()) for out in PARTS), "balance-open"
        yield digest(canonical(balance)) == facts["balance_sha256"], "manifest-differs"
        if request:
            wanted = json.loads(self.read(f"requests/{request['sha256']}.json", "request-differs"))
            own, formats = facts | request, [each["sha256"] for each in wanted["formats"]]
            same = (own[each] == wanted[each] for each in ("id", "number", "municipality", "format"))
            yield all(same) and facts["format_sha256"] in formats, "request-differs"
            yield asked in self.about, "request-not-logged"


def check(content, given=None):
    """The first fault as {(code, file)}, or nothing; a policy that is given goes before the package's own."""
    package = Package()
    try:
        found = next((code for holds, code in package.checks(content, given) if not holds), "")
    except InvalidSignature:
        found = "signature-wrong"
    except Exception:  # noqa: BLE001 - whatever is in it: a file that cannot be read is a fault
        found = package.unreadable
    return {(found, package.at)} if found else set()


if __name__ == "__main__":
    sys.exit("\n".join(map(" ".join, check(sys.stdin.buffer.read()))) or 0)
