"""Tree, notes and policies for the second checker, from RFC 9162 and C2SP with nothing of the service."""

import base64
import io
import json
import re
import zipfile
import zlib
from functools import partial
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    EOFError,
    RuntimeError,
    ValueError,
    OSError,
)


class FaultError(Exception):
    """What does not hold, by its code."""


def need(holds, code):
    if not holds:
        raise FaultError(code)


def attempt(make, errors, code):
    try:
        return make()
    except errors:
        raise FaultError(code) from None


def sha(data):
    return sha256(data).hexdigest()


def node(left, right):
    return sha256(b"\1" + left + right).digest()


def canon(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def load(data):
    value = attempt(lambda: json.loads(data), (ValueError, RecursionError), "json-damaged")
    need(isinstance(value, dict) and canon(value) == data, "json-damaged")
    return value


def b64(text):
    data = attempt(lambda: base64.b64decode(text, validate=True), ValueError, "note-damaged")
    need(data and base64.b64encode(data).decode() == text, "note-damaged")
    return data


def read(files, name):
    need(name in files, "file-missing")
    return attempt(files[name].decode, UnicodeDecodeError, "note-damaged")


def root_by(found, index, size, path):
    """The root to which a path leads from leaf `index`, by RFC 9162 §2.1.3.1."""
    if size == 1:
        need(not path, "path-too-long")
        return found
    need(path, "path-too-short")
    half = 1 << (size - 1).bit_length() - 1
    if index < half:
        return node(root_by(found, index, half, path[:-1]), path[-1])
    return node(path[-1], root_by(found, index - half, size - half, path[:-1]))


def included(leaf, index, head, path):
    need(0 <= index < head[0], "index-outside-tree")
    need(root_by(sha256(b"\0" + leaf).digest(), index, head[0], path) == head[1], "not-in-tree")


def roots_by(old, new, path, known):
    """The roots of both trees, by RFC 9162 §2.1.4.1; `known`: the old root where it is a whole subtree."""
    if old == new:
        need(len(path) == (not known), "history-differs")
        return (known or path[0],) * 2
    need(path, "history-differs")
    half = 1 << (new - 1).bit_length() - 1
    if old <= half:
        before, after = roots_by(old, half, path[:-1], known)
        return before, node(after, path[-1])
    before, after = roots_by(old - half, new - half, path[:-1], None)
    return node(path[-1], before), node(path[-1], after)


def consistent(old, new, path):
    need(old[0] <= new[0], "rolled-back")
    same = roots_by(old[0], new[0], path, old[1]) if old[0] else (old[1], new[1])
    need(same == (old[1], new[1]), "history-differs")


def policy_of(content):
    keys, groups, quorum = {}, {"none": (0, ())}, []
    for words in filter(None, (line.split() for line in content.split("\n"))):
        match words[0]:
            case "log" | "witness":
                name, ident, raw = re.fullmatch(r"([^+]+)\+([0-9a-f]{8})\+(.+)", words[-1]).groups()
                raw, label = b64(raw), words[1] if words[0] == "witness" else None
                need(ident == sha(name.encode() + b"\n" + raw)[:8] and raw not in keys and len(raw) == 33, "")
                keys[raw], groups[label] = (name, bytes.fromhex(ident), label), (1, ())
            case "group":
                count = {"any": 1, "all": len(words) - 3}.get(words[2]) or int(words[2])
                need(1 <= count <= len(words) - 3 and set(words[3:]) < groups.keys(), "")
                groups[words[1]] = count, words[3:]
            case "quorum":
                quorum.append(groups[words[1]] and words[1])
            case first:
                need(first.startswith("#"), "")
    (quorum,) = quorum
    return keys, groups, quorum


def parse_policy(content):
    return attempt(
        lambda: policy_of(content), (FaultError, LookupError, ValueError, AttributeError), "policy-damaged"
    )


def enough(name, groups, signed):
    count, members = groups[name]
    return name in signed or (
        (bool(members) or not count) and sum(enough(each, groups, signed) for each in members) >= count
    )


def note_of(whole):
    body, found, lines = whole.rpartition("\n\n")
    need(found and lines.endswith("\n") and not re.search(r"[\0-\x09\x0b-\x1f]", whole), "note-damaged")
    signatures = [re.fullmatch(r"— ([^\s+]+) (\S+)", line) for line in lines[:-1].split("\n")]
    need(all(signatures), "note-damaged")
    return f"{body}\n", [(each[1], b64(each[2])) for each in signatures]


def tree_of(whole):
    body, signatures = note_of(whole)
    match = re.fullmatch(r"(.+)\n(0|[1-9][0-9]*)\n(.+)", body[:-1])
    need(match and len(b64(match[3])) == 32, "checkpoint-damaged")
    return match[1], (int(match[2]), b64(match[3])), body, signatures


def signed(whole, policy):
    origin, tree, body, signatures = tree_of(whole)
    need(any(key[::2] == (origin, None) for key in policy[0].values()), "log-unknown")
    found = signers(body, signatures, policy[0])
    need(None in found, "signature-missing")
    return origin, tree, found


def signers(body, signatures, keys):
    found = set()
    for raw, (name, ident, label) in keys.items():
        for signature in (data[4:] for signer, data in signatures if (signer, data[:4]) == (name, ident)):
            at = signature[:8] if label else b""
            message = (f"cosignature/v1\ntime {int.from_bytes(at, 'big')}\n" if label else "") + body
            key = Ed25519PublicKey.from_public_bytes(raw[1:])
            verify = partial(key.verify, signature[len(at) :], message.encode())
            attempt(verify, InvalidSignature, "signature-wrong")
            found.add(label)
    return found


def proof(files, name):
    head, _, note = read(files, name).partition("\n\n")
    match = re.fullmatch(r"c2sp.org/tlog-proof@v1(?:\nextra (.+))?\nindex (0|[1-9][0-9]*)((?:\n.+)*)", head)
    need(match, "proof-damaged")
    extra, path = match[1] and b64(match[1]), [b64(each) for each in match[3].split("\n")[1:]]
    need(all(len(each) == 32 for each in path), "proof-damaged")
    return extra, int(match[2]), path, note, tree_of(note)[1]


def opened(line):
    leaf = load(str(line.get("leaf")).encode())
    need(leaf.get("facts") == sha(canon(line.get("facts"))), "facts-differ")
    return leaf


def unpack(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        need(content[:4] == b"PK\3\4" and content[-22:-18] == b"PK\5\6", "zip-damaged")
        names = [each.filename for each in archive.infolist()]
        need(len({each.lower() for each in names}) == len(names), "file-twice")
        need(all(re.fullmatch(r"([a-z]+/)?[a-z0-9][a-z0-9.-]*", each) for each in names), "file-name")
        return {each: archive.read(each) for each in names}
