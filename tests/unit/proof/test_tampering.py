"""Every kind of tampering with a package is refused by both checkers, and each says which."""

import ast
import json
import random
import sys
from base64 import b64decode, b64encode
from pathlib import Path

import pytest

from service.domain.proof import evidence as names
from service.domain.proof.acts import ActKind
from service.domain.proof.canonical import canonical
from service.domain.proof.checking import check_package
from service.domain.proof.failures import NotProvenError
from service.domain.proof.fault_words import FAULT_WORDS
from service.domain.proof.notes import SignedNote
from service.domain.proof.policy import parse_policy
from service.files.archive import pack_start, stored_entry, write_archive
from service.files.evidence import read_package, write_package
from tests.tools import evidence_package, second_checker
from tests.tools.evidence_package import (
    NEW,
    NOORD,
    OLD,
    OOST,
    OTHER_LOG,
    POLICY,
    genuine,
    proves_itself,
    relisted,
    sealed,
)

MANIFEST, LATER = names.manifest_name(OLD), names.manifest_name(NEW)
MADE, JUDGED, OF_OTHERS, SEAL = 3, 7, 4, 14
"""Places in the log."""
PROOF, SEAL_PROOF = names.proof_name(MADE), names.proof_name(SEAL)
FORMAT = next(each for each in genuine()[0] if each.startswith("formats/") and each.endswith(".json"))
EVERY_FILE = sorted(genuine()[0])


def first(content, policy=None):
    """What our own checker says, as (code, file)."""
    try:
        found = check_package(read_package(content), parse_policy(policy) if policy else None)
    except NotProvenError as error:
        return {(error.code, "")}
    return {(each.code, each.file) for each in found.faults}


def both(content, policy=None):
    """What the first says of it; the second says one of these, or nothing when the first does."""
    ours, theirs = first(content, policy), second_checker.check(content, policy)
    assert theirs <= ours
    assert len(theirs) == bool(ours)
    return ours


def changed(name, *, old=None, new=None, by=None):
    """A change of one file: a text for another, or by a function of its bytes."""

    def change(files):
        content = files[name]
        made = by(content) if by else content.replace(old.encode(), new.encode(), 1)
        assert made != content
        return files | {name: made}

    return change


def in_json(name, place, value):
    """A change of one value in a JSON file, by its place; `value` may be made of what stands there."""

    def change(files):
        whole = json.loads(files[name])
        *way, last = place.split(".")
        part = whole
        for each in way:
            part = part[int(each) if each.isdecimal() else each]
        made = value(part[last]) if callable(value) else value
        assert last not in part or canonical(part[last]) != canonical(made)
        part[last] = made
        return files | {name: canonical(whole)}

    return change


def in_proof(index, by, name=None):
    """A change of one proof, by a function of its extra, index and path; in another file when named."""

    def change(files):
        head, _, note = files[names.proof_name(index)].decode().partition("\n\n")
        form, extra, place, *path = head.split("\n")
        opened = json.loads(b64decode(extra.removeprefix("extra ")))
        opened, place, path = by(opened, place, path)
        extra = b64encode(opened if isinstance(opened, bytes) else canonical(opened)).decode()
        text = "\n".join([form, f"extra {extra}", place, *path, "", note])
        return files | {name or names.proof_name(index): text.encode()}

    return change


def with_leaf(old, new):
    return lambda opened, place, path: (opened | {"leaf": opened["leaf"].replace(old, new, 1)}, place, path)


def with_facts(**facts):
    return lambda opened, place, path: (opened | {"facts": opened["facts"] | facts}, place, path)


def by_path(change):
    return lambda opened, place, path: (opened, place, change(path))


def at_index(index):
    return lambda opened, _, path: (opened, f"index {index}", path)


def without(*gone):
    return lambda files: {each: content for each, content in files.items() if each not in gone}


def in_turn(*changes):
    def change(files):
        for each in changes:
            files = each(files)
        return files

    return change


def swapped(one, other):
    return lambda files: files | {one: files[other], other: files[one]}


def only_acts(keeps):
    """The acts of the first manifest, but for some."""
    return in_json(MANIFEST, "acts", lambda acts: [each for each in acts if keeps(each)])


def without_act(kind):
    return only_acts(lambda each: each["act"] != kind)


def flipped(content):
    return content[:-9] + bytes([content[-9] ^ 1]) + content[-8:]


def resigned(name, signer):
    """Signed by another instead."""

    def change(content):
        note = SignedNote.parse(content.decode())
        return SignedNote(note.text, (signer.sign(note.text),)).whole.encode()

    return changed(name, by=change)


def resigned_below(content):
    """A proof with the checkpoint of another under it."""
    head, _, note = content.partition(b"\n\n")
    return head + b"\n\n" + resigned("x", OTHER_LOG)({"x": note})["x"]


def with_a_line_more(content):
    text = SignedNote.parse(content.decode()).text + "meer\n"
    return SignedNote(text, (evidence_package.LOG.sign(text),)).whole.encode()


def seen_ahead(content):
    """What witnesses sign of a log that was larger than it is now."""
    text = SignedNote.parse(content.decode()).text.replace("\n11\n", "\n15\n")
    signed = evidence_package.LOG.sign(text), *(each.sign(text, at=1_775_000_000) for each in (NOORD, OOST))
    return SignedNote(text, signed).whole.encode()


def reversed_lines(content):
    return b"".join(reversed(content.splitlines(keepends=True)))


def sealed_elsewhere(files):
    """The seal of a package over another period."""
    other = sealed(in_json(names.EVIDENCE, "period", "2025")(files), genuine()[1])
    return other | {names.EVIDENCE: files[names.EVIDENCE]}


def code_of(name):
    """What a flipped bit near the end of a file is called."""
    if name.startswith(names.PROOFS):
        return "proof-damaged"
    codes = {names.CHECKPOINT: "signature-wrong", names.CONSISTENCY: "history-differs"}
    return codes.get(name, "file-changed")


PLAIN = [
    *(
        (f"a bit of {each} is flipped", changed(each, by=flipped), (code_of(each), each))
        for each in EVERY_FILE
        if each != names.EVIDENCE
    ),
    *(
        (f"{each} is gone", without(each), ("file-missing", each))
        for each in EVERY_FILE
        if each != SEAL_PROOF
    ),
    ("the seal is gone", without(SEAL_PROOF), ("seal-differs", names.EVIDENCE)),
    (
        "a file was added",
        lambda files: files | {"manifests/extra.json": b"{}"},
        ("file-unlisted", "manifests/extra.json"),
    ),
    (
        "a file was put beside",
        lambda files: files | {"leesmij.txt": b"hallo"},
        ("file-unlisted", "leesmij.txt"),
    ),
    (
        "a file was put beside the checkpoint",
        lambda files: files | {"log/extra": b"hallo"},
        ("file-unlisted", "log/extra"),
    ),
    (
        "the list is for another",
        in_json(names.EVIDENCE, "for.code", "anders"),
        ("seal-differs", names.EVIDENCE),
    ),
    (
        "the list is of another period",
        in_json(names.EVIDENCE, "period", "2026-Q2"),
        ("seal-differs", names.EVIDENCE),
    ),
    (
        "the list is written otherwise",
        changed(names.EVIDENCE, by=lambda content: content + b"\n"),
        ("json-damaged", names.EVIDENCE),
    ),
    (
        "the list is of a version to come",
        in_json(names.EVIDENCE, "version", 3),
        ("version-unknown", names.EVIDENCE),
    ),
    ("the seal has other facts", in_proof(SEAL, with_facts(reports=3)), ("facts-differ", SEAL_PROOF)),
    (
        "the seal is another act",
        in_proof(SEAL, with_leaf("evidence-made", "translated")),
        ("not-in-tree", SEAL_PROOF),
    ),
    (
        "the seal is written otherwise",
        in_proof(SEAL, lambda opened, *rest: (b" " + canonical(opened), *rest)),
        ("proof-damaged", SEAL_PROOF),
    ),
    (
        "the seal has another leaf",
        in_proof(SEAL, with_leaf("2026-Q1", "2026-Q2")),
        ("not-in-tree", SEAL_PROOF),
    ),
    (
        "the proof of the seal is of another place",
        in_proof(SEAL, at_index(13)),
        ("proof-damaged", SEAL_PROOF),
    ),
    (
        "the proof of the seal has no beginning",
        changed(SEAL_PROOF, old="c2sp.org/tlog-proof@v1\n", new=""),
        ("proof-damaged", SEAL_PROOF),
    ),
    (
        "the proof of the seal is signed by another",
        changed(SEAL_PROOF, by=resigned_below),
        ("proof-damaged", SEAL_PROOF),
    ),
    (
        "a checkpoint of another origin",
        changed(names.CHECKPOINT, old="log.example", new="lag.example"),
        ("log-unknown", names.CHECKPOINT),
    ),
    (
        "a larger checkpoint",
        changed(names.CHECKPOINT, old="\n15\n", new="\n16\n"),
        ("signature-wrong", names.CHECKPOINT),
    ),
    (
        "a checkpoint with a line more",
        changed(names.CHECKPOINT, old="\n15\n", new="\n15\nmeer\n"),
        ("note-damaged", names.CHECKPOINT),
    ),
    (
        "a checkpoint with a line more that the log signed",
        changed(names.CHECKPOINT, by=with_a_line_more),
        ("note-damaged", names.CHECKPOINT),
    ),
    (
        "a checkpoint without its end",
        changed(names.CHECKPOINT, by=lambda content: content[:-1]),
        ("note-damaged", names.CHECKPOINT),
    ),
    (
        "a checkpoint signed by another",
        resigned(names.CHECKPOINT, OTHER_LOG),
        ("signature-missing", names.CHECKPOINT),
    ),
    (
        "what witnesses saw is not how it goes on",
        changed(names.CONSISTENCY, by=reversed_lines),
        ("history-differs", names.CONSISTENCY),
    ),
    (
        "a step from what witnesses saw is gone",
        changed(names.CONSISTENCY, by=lambda content: b"".join(content.splitlines(keepends=True)[1:])),
        ("history-differs", names.CONSISTENCY),
    ),
    (
        "no step from what witnesses saw is there",
        changed(names.CONSISTENCY, by=lambda _: b""),
        ("history-differs", names.CONSISTENCY),
    ),
    (
        "the last step from what witnesses saw has no end",
        changed(names.CONSISTENCY, by=lambda content: content[:-1]),
        ("history-differs", names.CONSISTENCY),
    ),
    (
        "something stands behind the steps from what witnesses saw",
        changed(names.CONSISTENCY, by=lambda content: content + b"meer"),
        ("history-differs", names.CONSISTENCY),
    ),
    ("a leaf was flipped", in_proof(MADE, with_leaf('"0', '"1')), ("not-in-tree", PROOF)),
    (
        "a leaf was put in",
        in_proof(1, at_index(OF_OTHERS), names.proof_name(OF_OTHERS)),
        ("not-in-tree", names.proof_name(OF_OTHERS)),
    ),
    (
        "a leaf stands twice",
        lambda files: files | {names.proof_name(OF_OTHERS): files[names.proof_name(1)]},
        ("proof-damaged", names.proof_name(OF_OTHERS)),
    ),
    (
        "a leaf has no place in the log",
        in_proof(1, at_index(99), names.proof_name(99)),
        ("not-in-tree", names.proof_name(99)),
    ),
    (
        "a leaf has a step too many",
        in_proof(MADE, by_path(lambda path: [*path, path[0]])),
        ("not-in-tree", PROOF),
    ),
    ("a leaf has a step too few", in_proof(MADE, by_path(lambda path: path[:-1])), ("not-in-tree", PROOF)),
    (
        "the steps of a leaf are in another order",
        in_proof(MADE, by_path(lambda path: path[::-1])),
        ("not-in-tree", PROOF),
    ),
    (
        "a proof has a damaged step",
        in_proof(MADE, by_path(lambda path: ["AAAA", *path[1:]])),
        ("not-in-tree", PROOF),
    ),
    (
        "a proof has a step that is no base64",
        in_proof(MADE, by_path(lambda path: ["A", *path[1:]])),
        ("proof-damaged", PROOF),
    ),
    (
        "a fact was changed",
        in_proof(JUDGED, with_facts(verdict="accepted")),
        ("facts-differ", names.proof_name(JUDGED)),
    ),
    (
        "a salt was changed",
        in_proof(JUDGED, with_facts(salt="00" * 16)),
        ("facts-differ", names.proof_name(JUDGED)),
    ),
    (
        "a fact was added",
        in_proof(JUDGED, with_facts(remark="heel goed")),
        ("facts-differ", names.proof_name(JUDGED)),
    ),
    (
        "a leaf is written otherwise",
        in_proof(JUDGED, lambda opened, *rest: (canonical(opened) + b" ", *rest)),
        ("proof-damaged", names.proof_name(JUDGED)),
    ),
    (
        "a leaf has something beside its facts",
        in_proof(JUDGED, lambda opened, *rest: (opened | {"remark": "goed"}, *rest)),
        ("proof-damaged", names.proof_name(JUDGED)),
    ),
    (
        "a proof is of another report",
        lambda files: files | {PROOF: files[names.proof_name(10)]},
        ("proof-damaged", PROOF),
    ),
    ("a proof has another place", in_proof(MADE, at_index(2)), ("proof-damaged", PROOF)),
    ("a proof has a checkpoint of another", changed(PROOF, by=resigned_below), ("proof-damaged", PROOF)),
    (
        "a proof has other facts with it",
        changed(PROOF, by=lambda content: content.replace(b"extra eyJ", b"extra eyK", 1)),
        ("proof-damaged", PROOF),
    ),
    (
        "a proof of nothing",
        lambda files: files | {"proofs/extra.tlog-proof": files[PROOF]},
        ("file-unlisted", "proofs/extra.tlog-proof"),
    ),
]

SEVERAL = [
    (
        "a report is off the list",
        in_json(
            names.EVIDENCE, "files", lambda files: {each: files[each] for each in files if each != LATER}
        ),
        ("file-unlisted", LATER),
    ),
    ("two files changed places", swapped(MANIFEST, LATER), ("file-changed", MANIFEST)),
    (
        "two leaves changed places",
        swapped(names.proof_name(0), names.proof_name(1)),
        ("proof-damaged", names.proof_name(0)),
    ),
    (
        "a leaf has another place",
        in_turn(in_proof(MADE, at_index(4), names.proof_name(4)), without(PROOF)),
        ("not-in-tree", names.proof_name(4)),
    ),
    (
        "the proof of the seal is of no place",
        in_turn(in_proof(SEAL, at_index(99), names.proof_name(99)), without(SEAL_PROOF)),
        ("not-in-tree", names.proof_name(99)),
    ),
    ("the seal is of another package", sealed_elsewhere, ("seal-differs", names.EVIDENCE)),
    (
        "what witnesses saw is gone",
        without(names.WITNESSED, names.CONSISTENCY),
        ("file-missing", names.WITNESSED),
    ),
]

RELISTED = [
    (
        "a policy with a witness for a log",
        changed(
            names.POLICY,
            old="group",
            new=f"log {OOST.verifier.text}\ngroup",
        ),
        ("policy-damaged", names.POLICY),
    ),
    (
        "a group that asks more than it has",
        changed(names.POLICY, old="bureaus 2 noord", new="bureaus 3 noord"),
        ("policy-damaged", names.POLICY),
    ),
    (
        "a group that asks nobody",
        changed(names.POLICY, old="bureaus 2 noord", new="bureaus 0 noord"),
        ("policy-damaged", names.POLICY),
    ),
    (
        "a policy that cannot be",
        changed(names.POLICY, old="quorum bureaus", new="quorum nobody"),
        ("policy-damaged", names.POLICY),
    ),
    (
        "a policy without a quorum",
        changed(names.POLICY, old="quorum bureaus\n", new=""),
        ("policy-damaged", names.POLICY),
    ),
    (
        "a key of the policy is damaged",
        changed(names.POLICY, old="logboek+", new="logboek+0"),
        ("policy-damaged", names.POLICY),
    ),
    (
        "the key of another log",
        changed(names.POLICY, old=evidence_package.LOG.verifier.text, new=OTHER_LOG.verifier.text),
        ("signature-missing", names.CHECKPOINT),
    ),
    (
        "a signature of a witness too few",
        changed(names.WITNESSED, by=lambda content: b"".join(content.splitlines(keepends=True)[:-1])),
        ("witnesses-missing", names.WITNESSED),
    ),
    (
        "a signature of a witness is wrong",
        changed(
            names.WITNESSED,
            by=lambda content: content.replace(content[-12:], b"AAAAAAAAAA=\n"),
        ),
        ("signature-wrong", names.WITNESSED),
    ),
    (
        "a witness signed something else",
        changed(names.WITNESSED, old="\n11\n", new="\n10\n"),
        ("signature-wrong", names.WITNESSED),
    ),
    (
        "witnesses saw more than there is",
        changed(names.WITNESSED, by=seen_ahead),
        ("rolled-back", names.CONSISTENCY),
    ),
    ("a format was changed", changed(FORMAT, by=flipped), ("name-differs", FORMAT)),
    (
        "a format names another blank workbook",
        in_json(FORMAT, "template", "00" * 32),
        ("name-differs", FORMAT),
    ),
    (
        "a manifest is written otherwise",
        changed(MANIFEST, by=lambda content: content + b" "),
        ("json-damaged", MANIFEST),
    ),
    (
        "a manifest of another report",
        in_json(MANIFEST, "made.object", f"report {NEW}"),
        ("manifest-differs", MANIFEST),
    ),
    (
        "a file that is no proof among the proofs",
        lambda files: files | {"proofs/x.tlog-proof": b"hallo"},
        ("file-unlisted", "proofs/x.tlog-proof"),
    ),
]

RESEALED = [
    *(
        (
            f"its operator writes {place} {value}",
            in_json(MANIFEST, place, value),
            ("manifest-differs", MANIFEST),
        )
        for place, value in (
            ("made.facts.sha256", "00" * 32),
            ("made.facts.bytes", 1),
            ("made.facts.filename", "a.xlsx"),
            ("made.facts.municipality", "0015"),
            ("made.facts.format", "other"),
            ("made.facts.format_sha256", "00" * 32),
            ("made.facts.period", "2026-Q2"),
            ("made.at", "2026-01-01T00:00:00.000000Z"),
            ("made.organisation", "00000000"),
            ("made.trace", str(NEW)),
            ("made.facts.engine", "9"),
            ("made.facts.deflater", "9"),
            ("made.facts.tables_sha256", "0"),
            ("made.facts.earlier", {"2025-Q4": "0"}),
            ("made.facts.salt", "00" * 16),
            ("made.index", 10),
            ("acts.1.facts.sha256", "00" * 32),
            ("acts.4.at", None),
            ("acts.4.at", "2026-01-01T00:00:00.000000Z"),
            ("acts.6.facts.verdict", "accepted"),
            ("acts.6.facts.cause", ""),
            ("acts.7.facts.successor", ""),
            ("acts.0.version", True),
            ("acts", []),
            ("acts", None),
        )
    ),
    *(
        (f"its operator leaves out that it was {kind}", without_act(kind), ("manifest-differs", MANIFEST))
        for kind in (
            "format-approved",
            "received",
            "checked",
            "translated",
            "sent",
            "downloaded",
            "judged",
            "superseded",
        )
    ),
    (
        "its operator leaves out all but three acts",
        only_acts(lambda each: each["index"] in {1, 2, 3}),
        ("manifest-differs", MANIFEST),
    ),
    (
        "its operator tells an act twice",
        in_json(MANIFEST, "acts", lambda acts: [*acts, acts[-1]]),
        ("manifest-differs", MANIFEST),
    ),
    (
        "its operator tells it in another order",
        in_json(MANIFEST, "acts", lambda acts: acts[::-1]),
        ("manifest-differs", MANIFEST),
    ),
    (
        "its operator says that it is older than the log",
        in_json(MANIFEST, "made", lambda made: {each: made[each] for each in made if each != "index"}),
        ("manifest-differs", MANIFEST),
    ),
    ("its operator lets rows vanish", in_json(MANIFEST, "balance.rows.in", 11), ("balance-open", MANIFEST)),
    (
        "its operator moves a cent",
        in_json(MANIFEST, "balance.cents.reported", 99_999),
        ("balance-open", MANIFEST),
    ),
    (
        "its operator moves rows that still add up",
        in_turn(
            in_json(MANIFEST, "balance.rows.excluded", {"outside-period": 3}),
            in_json(MANIFEST, "balance.rows.reported", 9),
        ),
        ("manifest-differs", MANIFEST),
    ),
    (
        "its operator raises the totals",
        in_turn(
            in_json(MANIFEST, "balance.cents.in", 220_000),
            in_json(MANIFEST, "balance.cents.reported", 200_000),
        ),
        ("manifest-differs", MANIFEST),
    ),
    (
        "its operator gives a manifest another name",
        lambda files: without(MANIFEST)(files) | {"manifests/ander.json": files[MANIFEST]},
        ("manifest-differs", "manifests/ander.json"),
    ),
    (
        "its operator adds a leaf about another",
        lambda files: files | {names.proof_name(OF_OTHERS): b""},
        ("file-unused", names.proof_name(OF_OTHERS)),
    ),
    (
        "its operator leaves out a leaf",
        without(names.proof_name(JUDGED)),
        ("file-missing", names.proof_name(JUDGED)),
    ),
    (
        "its operator leaves out the last leaf",
        without(names.proof_name(13)),
        ("file-missing", names.proof_name(13)),
    ),
    (
        "its operator puts a request in that nobody answers",
        lambda files: files | {f"requests/{'0' * 64}.json": b"{}"},
        ("name-differs", f"requests/{'0' * 64}.json"),
    ),
]


def forged(files, **how):
    return sealed(relisted(files), genuine()[1], **how)


CASES = [
    *((name, change, lambda files: files, fault) for name, change, fault in PLAIN + SEVERAL),
    *((f"{name}, and listed so", change, relisted, fault) for name, change, fault in RELISTED[:-1]),
    *((name, change, lambda files: files, fault) for name, change, fault in RELISTED[-1:]),
    *((name, change, forged, fault) for name, change, fault in RESEALED),
    (
        "its operator seals it as another act",
        lambda files: files,
        lambda files: forged(files, kind=ActKind.DOWNLOADED),
        ("seal-differs", names.EVIDENCE),
    ),
    (
        "its operator leaves out a report and not its leaves",
        without(LATER),
        forged,
        ("file-unused", names.proof_name(10)),
    ),
    (
        "its operator seals it twice",
        lambda files: files,
        lambda files: forged(files, times=2),
        ("seal-differs", names.EVIDENCE),
    ),
]
ALONE = {name for name, *_ in PLAIN} | {name for name, *_ in RESEALED}
"""Where one file was spoiled, and nothing else is named."""


def test_a_genuine_package_is_accepted_by_both_and_says_how_far_witnesses_went():
    files, _ = genuine()

    assert both(write_package(files)) == both(write_package(files), POLICY) == set()
    found = check_package(files)
    assert (found.size, found.witnessed, found.later, found.not_logged) == (15, 11, 3, ())


@pytest.mark.parametrize("case", CASES, ids=[each[0] for each in CASES])
def test_tampering_is_refused_by_both_and_each_names_it(case):
    name, change, finish, fault = case
    package = write_package(finish(change(dict(genuine()[0]))))

    found = both(package)

    assert second_checker.check(package) == {fault}
    assert name not in ALONE or {file for _, file in found} == {fault[1]}


@pytest.mark.parametrize("name", [names.CHECKPOINT, names.CONSISTENCY, PROOF, SEAL_PROOF])
def test_no_byte_of_what_no_list_holds_can_be_another(name):
    files, _ = genuine()
    content = files[name]

    for at in range(len(content)):
        flipped_here = content[:at] + bytes([content[at] ^ 1 << at % 6]) + content[at + 1 :]
        package = write_package(files | {name: flipped_here})
        assert {each for _, each in first(package)} == {name}, at
        assert {each for _, each in second_checker.check(package)} == {name}, at


def in_act(kind, place, value):
    """A change of the first act of a kind in the first manifest."""

    def change(files):
        acts = [each["act"] for each in json.loads(files[MANIFEST])["acts"]]
        return in_json(MANIFEST, f"acts.{acts.index(kind)}.{place}", value)(files)

    return change


ASKED = [
    ("another text was asked", in_act("asked", "facts.text_sha256", "56" * 32)),
    ("an answer is gone", without_act("replied")),
    ("it was asked elsewhere", in_act("asked", "facts.about", "report")),
    ("it was closed by who asked", in_act("closed", "facts.by", "municipality")),
    ("it was never asked", only_acts(lambda each: "thread" not in each["facts"])),
]


def test_a_question_at_a_report_is_in_its_manifest_by_the_hash_of_each_text():
    files, _ = genuine(asks=True)

    assert both(write_package(files)) == set()
    acts = json.loads(files[MANIFEST])["acts"]
    said = [each for each in acts if each["act"] in {"asked", "replied"}]
    assert [(each["actor"], each["facts"]["text_sha256"]) for each in said] == [
        ("municipality", "12" * 32),
        ("provider", "34" * 32),
    ]
    (closed,) = (each for each in acts if each["act"] == "closed")
    assert (said[0]["facts"]["about"], closed["facts"]["by"]) == ("cell", "report")


@pytest.mark.parametrize("change", [each[1] for each in ASKED], ids=[each[0] for each in ASKED])
def test_what_is_said_otherwise_of_a_question_is_refused_by_both(change):
    files, log = genuine(asks=True)
    package = write_package(sealed(relisted(change(dict(files))), log))

    assert both(package) == second_checker.check(package) == {("manifest-differs", MANIFEST)}


def test_there_are_no_fewer_kinds_than_before_and_every_code_has_words():
    assert len({name for name, *_ in CASES}) == len(CASES) >= 119
    assert {fault[0] for *_, fault in CASES} <= FAULT_WORDS.keys()


ZIPS = [
    ("nothing", lambda _: b"", "zip-damaged"),
    ("something before it", lambda content: b"MZ" + content, "zip-damaged"),
    ("something behind it", lambda content: content + b"more", "zip-damaged"),
    ("half of it", lambda content: content[: len(content) // 2], "zip-damaged"),
    (
        "a part that does not unpack",
        lambda content: content[:60] + b"\xff" * 40 + content[100:],
        "zip-damaged",
    ),
    (
        "a name twice",
        lambda _: write_archive(
            pack_start([]), [stored_entry("a.txt", b"1"), stored_entry("A.txt".lower(), b"2")]
        ),
        "file-twice",
    ),
    ("a way out", lambda content: content.replace(b"omslag.html", b"../../a.txt"), "file-name"),
]


@pytest.mark.parametrize(("change", "code"), [each[1:] for each in ZIPS], ids=[each[0] for each in ZIPS])
def test_a_zip_that_is_not_plain_is_refused_by_both(change, code):
    assert both(change(write_package(genuine()[0]))) == {(code, "")}


def test_with_a_policy_of_ones_own_the_key_in_the_package_is_not_believed():
    files, _ = genuine()
    other = POLICY.replace(evidence_package.LOG.verifier.text, OTHER_LOG.verifier.text)

    assert ("signature-missing", names.CHECKPOINT) in both(write_package(files), other)
    alone = f"log {evidence_package.LOG.verifier.text} https://log.example/logboek\nquorum none\n"
    assert both(write_package(files), alone) == set()
    assert NOORD.verifier != OOST.verifier


def test_a_policy_that_is_given_may_have_groups_in_groups_and_two_keys_of_one_log():
    files, _ = genuine()
    deeper = POLICY.replace(
        "quorum bureaus\n",
        f"log {OTHER_LOG.verifier.text}\ngroup all-of-them all bureaus noord\n"
        "group one any all-of-them\nquorum one\n",
    )

    assert both(write_package(files), deeper.replace("bureaus noord", "bureaus")) == set()
    assert second_checker.check(write_package(files), deeper.replace("2 noord oost", "3 noord oost")) == {
        ("policy-damaged", names.POLICY)
    }


def test_what_rests_on_a_file_with_a_fault_is_not_accused_too():
    files, log = genuine()
    whole = forged(dict(files))
    spoiled = in_proof(JUDGED, with_facts(verdict="accepted"))(whole)

    assert both(write_package(whole)) == set()
    assert both(write_package(spoiled)) == {("facts-differ", names.proof_name(JUDGED))}
    assert len(log.entries) == SEAL


def test_what_is_on_no_list_is_what_both_believe_that_proves_itself():
    files, _ = genuine()
    listed = json.loads(files[names.EVIDENCE])["files"]

    assert {each for each in files if not proves_itself(each)} == listed.keys()


def test_the_second_checker_is_one_short_file_and_knows_nothing_of_the_service():
    text = Path(second_checker.__file__).read_text(encoding="utf-8")
    tree = ast.parse(text)
    imported = {each.module or "" for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
    imported |= {name.name for each in ast.walk(tree) if isinstance(each, ast.Import) for name in each.names}

    assert {each.partition(".")[0] for each in imported} - sys.stdlib_module_names == {"cryptography"}
    assert len(text.splitlines()) < 200
    assert max(map(len, text.splitlines())) <= 110
    assert not any(isinstance(each, ast.Name) and each.id in {"exec", "eval"} for each in ast.walk(tree))


def places_in(value, way=()):
    """Every place in what JSON holds, as keys and numbers from the outside in."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in parts:
        yield (*way, name)
        yield from places_in(part, (*way, name))


@pytest.mark.parametrize("seed", range(100))
def test_a_value_of_any_kind_anywhere_is_refused_by_both_or_by_none(seed):
    files, log = genuine(asks=True, answers=True)
    by_lot = random.Random(seed)
    name = by_lot.choice([each for each in sorted(files) if each.startswith(("manifests/", names.EVIDENCE))])
    whole = json.loads(files[name])
    *way, last = by_lot.choice(list(places_in(whole)))
    part = whole
    for each in way:
        part = part[each]
    was, part[last] = part[last], by_lot.choice([None, [], {}, "x", -1, True, [[]], {"a": {}}])
    spoiled = files | {name: canonical(whole)}
    package = write_package(sealed(spoiled if name == names.EVIDENCE else relisted(spoiled), log))

    found = first(package), second_checker.check(package)

    assert bool(found[0]) == bool(found[1])
    told_by_leaves = name != names.EVIDENCE and [*way, last][0] in {"made", "acts", "balance"}
    assert not told_by_leaves or canonical(part[last]) == canonical(was) or all(found)


def spoiled(files, by_lot):
    """Some files with a bit flipped, cut off, longer or gone; now and then listed so."""
    for _ in range(by_lot.choice([1, 1, 2, 3])):
        name = by_lot.choice(sorted(files))
        content = files[name]
        at = by_lot.randrange(len(content))
        other = bytes([content[at] ^ (1 << by_lot.randrange(8))])
        made = by_lot.choice(
            [content[:at] + other + content[at + 1 :], content[:at], content + content[-3:], None]
        )
        files = without(name)(files) if made is None else files | {name: made}
    try:
        return relisted(files) if by_lot.random() < 0.3 else files
    except (KeyError, ValueError):  # the list itself was spoiled
        return files


def test_what_is_spoiled_by_lot_is_refused_by_both_and_the_second_names_one_of_the_first():
    files, _ = genuine(asks=True, answers=True)
    by_lot = random.Random(158)

    for _ in range(200):
        package = spoiled(dict(files), by_lot)
        assert bool(both(write_package(package))) == (package != files)
