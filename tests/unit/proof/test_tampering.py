"""Every kind of tampering with a package is refused by both checkers, and each says which."""

import ast
import json
import random
import sys
from pathlib import Path

import pytest

from service.domain.proof import evidence as names
from service.domain.proof.canonical import canonical
from service.domain.proof.checking import check_package
from service.domain.proof.failures import NotProvenError
from service.domain.proof.fault_words import FAULT_WORDS
from service.domain.proof.notes import SignedNote
from service.domain.proof.policy import parse_policy
from service.domain.proof.tree import inclusion_proof
from service.files.archive import pack_start, stored_entry, write_archive
from service.files.evidence import read_package, write_package
from service.pipeline.evidence_files import texts_of
from tests.tools import evidence_package, second_checker
from tests.tools.evidence_package import NEW, NOORD, OLD, OOST, OTHER_LOG, POLICY, genuine, relisted, sealed

MANIFEST, PROOF = names.manifest_name(OLD), names.proof_name(OLD)
FORMAT = next(each for each in genuine()[0] if each.startswith("formats/") and each.endswith(".json"))
DESCRIPTION = FORMAT.replace(".json", ".txt")
EVERY_FILE = sorted(genuine()[0])


def first(content, policy=None):
    """What our own checker says, as (code, file)."""
    try:
        found = check_package(read_package(content), parse_policy(policy) if policy else None)
    except NotProvenError as error:
        return {(error.code, "")}
    return {(each.code, each.file) for each in found.faults}


def both(content, policy=None):
    """What both say, which is the same."""
    ours, theirs = first(content, policy), second_checker.check(content, policy)
    assert ours == theirs
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
    """A change of one value in a JSON file, by its place."""

    def change(files):
        whole = json.loads(files[name])
        *way, last = place.split(".")
        part = whole
        for each in way:
            part = part[each]
        assert part[last] != value
        part[last] = value
        return files | {name: canonical(whole)}

    return change


def in_line(number, place, value):
    """A change of one line with a leaf; `value` may be made of what stands there."""

    def change(files):
        lines = files[names.LEAVES].splitlines(keepends=True)
        line = json.loads(lines[number])
        part = line
        *way, last = place.split(".")
        for each in way:
            part = part[each]
        part[last] = value(part[last]) if callable(value) else value
        lines[number] = canonical(line) + b"\n"
        return files | {names.LEAVES: b"".join(lines)}

    return change


def lines(by):
    """A change of the list of lines with leaves."""
    return changed(names.LEAVES, by=lambda content: b"".join(by(content.splitlines(keepends=True))))


def without(name):
    return lambda files: {each: content for each, content in files.items() if each != name}


def flipped(content):
    return content[:-9] + bytes([content[-9] ^ 1]) + content[-8:]


def resigned(name, signer):
    """Signed by another instead."""

    def change(content):
        note = SignedNote.parse(content.decode())
        return SignedNote(note.text, (signer.sign(note.text),)).whole.encode()

    return changed(name, by=change)


def with_a_line_more(content):
    text = SignedNote.parse(content.decode()).text + "meer\n"
    return SignedNote(text, (evidence_package.LOG.sign(text),)).whole.encode()


def seen_ahead(content):
    """What witnesses sign of a log that was larger than it is now."""
    text = SignedNote.parse(content.decode()).text.replace("\n11\n", "\n15\n")
    signed = evidence_package.LOG.sign(text), *(each.sign(text, at=1_775_000_000) for each in (NOORD, OOST))
    return SignedNote(text, signed).whole.encode()


def with_a_leaf_of_others(files):
    log = genuine()[1]
    path = texts_of(inclusion_proof(log.reader(), 4, 14))
    every = files[names.LEAVES].splitlines(keepends=True)
    line = names.leaf_line(log.entries[4], path) + b"\n"
    return files | {names.LEAVES: b"".join([*every[:4], line, *every[4:]])}


PLAIN = [
    *(
        (f"a bit of {each} is flipped", changed(each, by=flipped), ("file-changed", each))
        for each in EVERY_FILE
        if each not in {names.EVIDENCE, *names.SEALING}
    ),
    *((f"{each} is gone", without(each), ("file-missing", each)) for each in EVERY_FILE),
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
        "a file was put beside the seal",
        lambda files: files | {"seal.extra": b"hallo"},
        ("file-unlisted", "seal.extra"),
    ),
    (
        "two files changed places",
        lambda files: (
            files | {MANIFEST: files[names.manifest_name(NEW)], names.manifest_name(NEW): files[MANIFEST]}
        ),
        ("manifest-differs", MANIFEST),
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
        in_json(names.EVIDENCE, "version", 2),
        ("version-unknown", names.EVIDENCE),
    ),
    (
        "a report is off the list",
        in_json(names.EVIDENCE, "reports", [str(OLD)]),
        ("reports-differ", names.EVIDENCE),
    ),
    (
        "the totals are higher",
        changed(names.EVIDENCE, old='"cents_reported":100000', new='"cents_reported":200000'),
        ("totals-differ", names.EVIDENCE),
    ),
    ("the seal has other facts", in_json(names.SEAL, "facts.reports", 3), ("facts-differ", names.SEAL)),
    (
        "the seal is another act",
        changed(names.SEAL, old="evidence-made", new="translated"),
        ("leaf-other", names.SEAL),
    ),
    (
        "the seal is written otherwise",
        changed(names.SEAL, by=lambda content: b" " + content),
        ("json-damaged", names.SEAL),
    ),
    (
        "the seal has another leaf",
        changed(names.SEAL, old="2026-Q1", new="2026-Q2"),
        ("not-in-tree", names.SEAL_PROOF),
    ),
    (
        "the proof of the seal is of another place",
        changed(names.SEAL_PROOF, old="index 14", new="index 13"),
        ("not-in-tree", names.SEAL_PROOF),
    ),
    (
        "the proof of the seal is of no place",
        changed(names.SEAL_PROOF, old="index 14", new="index 99"),
        ("not-in-tree", names.SEAL_PROOF),
    ),
    (
        "the proof of the seal has no beginning",
        changed(names.SEAL_PROOF, old="c2sp.org/tlog-proof@v1\n", new=""),
        ("proof-damaged", names.SEAL_PROOF),
    ),
    (
        "the proof of the seal is signed by another",
        changed(
            names.SEAL_PROOF,
            by=lambda content: (
                content.partition(b"\n\n")[0]
                + b"\n\n"
                + resigned("x", OTHER_LOG)({"x": content.partition(b"\n\n")[2]})["x"]
            ),
        ),
        ("signature-missing", names.SEAL_PROOF),
    ),
    (
        "the seal does not go on from the checkpoint",
        changed(
            names.SEAL_CONSISTENCY, by=lambda content: b"".join(reversed(content.splitlines(keepends=True)))
        ),
        ("history-differs", names.SEAL_CONSISTENCY),
    ),
    (
        "the seal is of another package",
        lambda files: (
            files
            | {
                each: sealed(in_json(names.EVIDENCE, "period", "2025")(files), genuine()[1])[each]
                for each in names.SEALING
            }
        ),
        ("seal-differs", names.EVIDENCE),
    ),
]

RELISTED = [
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
        "a checkpoint of another origin",
        changed(names.CHECKPOINT, old="log.example", new="lag.example"),
        ("log-unknown", names.CHECKPOINT),
    ),
    (
        "a larger checkpoint",
        changed(names.CHECKPOINT, old="\n14\n", new="\n15\n"),
        ("signature-wrong", names.CHECKPOINT),
    ),
    (
        "a checkpoint with a line more",
        changed(names.CHECKPOINT, old="\n14\n", new="\n14\nmeer\n"),
        ("signature-wrong", names.CHECKPOINT),
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
        "a signature of a witness too few",
        changed(names.WITNESSED, by=lambda content: b"".join(content.splitlines(keepends=True)[:-1])),
        ("witnesses-missing", names.WITNESSED),
    ),
    (
        "a signature of a witness is wrong",
        changed(
            names.WITNESSED,
            by=lambda content: content.replace(b"oost.example/getuige ", b"oost.example/getuige ").replace(
                content[-12:], b"AAAAAAAAAA=\n"
            ),
        ),
        ("signature-wrong", names.WITNESSED),
    ),
    (
        "a witness signed something else",
        changed(names.WITNESSED, old="\n11\n", new="\n10\n"),
        ("signature-wrong", names.WITNESSED),
    ),
    (
        "what witnesses saw is not how it goes on",
        changed(names.CONSISTENCY, by=lambda content: b"".join(reversed(content.splitlines(keepends=True)))),
        ("history-differs", names.CONSISTENCY),
    ),
    (
        "witnesses saw more than there is",
        changed(names.WITNESSED, by=seen_ahead),
        ("rolled-back", names.CONSISTENCY),
    ),
    (
        "a step from what witnesses saw is gone",
        changed(names.CONSISTENCY, by=lambda content: b"".join(content.splitlines(keepends=True)[1:])),
        ("history-differs", names.CONSISTENCY),
    ),
    (
        "a leaf was flipped",
        in_line(3, "leaf", lambda text: text.replace('"0', '"1', 1)),
        ("not-in-tree", names.LEAVES),
    ),
    (
        "a leaf was put in",
        lines(lambda every: [*every[:2], every[1], *every[2:]]),
        ("leaf-order", names.LEAVES),
    ),
    (
        "two leaves changed places",
        lines(lambda every: [every[1], every[0], *every[2:]]),
        ("leaf-order", names.LEAVES),
    ),
    ("a leaf was left out", lines(lambda every: every[1:]), ("manifest-differs", MANIFEST)),
    (
        "the last leaf was left out",
        lines(lambda every: every[:-1]),
        ("manifest-differs", names.manifest_name(NEW)),
    ),
    ("a leaf has another place", in_line(3, "index", 4), ("not-in-tree", names.LEAVES)),
    ("a leaf has no place in the log", in_line(-1, "index", 99), ("not-in-tree", names.LEAVES)),
    (
        "a leaf has a step too many",
        in_line(3, "path", lambda path: [*path, path[0]]),
        ("not-in-tree", names.LEAVES),
    ),
    (
        "a leaf has a step too few",
        in_line(3, "path", lambda path: path[:-1]),
        ("not-in-tree", names.LEAVES),
    ),
    (
        "the steps of a leaf are in another order",
        in_line(3, "path", lambda path: path[::-1]),
        ("not-in-tree", names.LEAVES),
    ),
    ("a fact was changed", in_line(6, "facts.verdict", "accepted"), ("facts-differ", names.LEAVES)),
    ("a salt was changed", in_line(6, "facts.salt", "00" * 16), ("facts-differ", names.LEAVES)),
    ("a fact was added", in_line(6, "facts.remark", "heel goed"), ("facts-differ", names.LEAVES)),
    (
        "a line is written otherwise",
        lines(lambda every: [b" " + every[0], *every[1:]]),
        ("json-damaged", names.LEAVES),
    ),
    (
        "a proof is of another report",
        lambda files: files | {PROOF: files[names.proof_name(NEW)]},
        ("proof-other", PROOF),
    ),
    ("a proof has another place", changed(PROOF, old="index 3", new="index 2"), ("proof-other", PROOF)),
    (
        "a proof has a checkpoint of another",
        changed(
            PROOF,
            by=lambda content: (
                content.partition(b"\n\n")[0]
                + b"\n\n"
                + resigned("x", OTHER_LOG)({"x": content.partition(b"\n\n")[2]})["x"]
            ),
        ),
        ("proof-other", PROOF),
    ),
    (
        "a proof has other facts with it",
        changed(PROOF, by=lambda content: content.replace(b"extra eyJ", b"extra eyK", 1)),
        ("proof-other", PROOF),
    ),
    (
        "a proof has a damaged step",
        changed(
            PROOF,
            by=lambda content: b"\n".join([*content.split(b"\n")[:3], b"AAAA", *content.split(b"\n")[4:]]),
        ),
        ("proof-other", PROOF),
    ),
    (
        "a proof of nothing",
        lambda files: files | {"proofs/extra.tlog-proof": files[PROOF]},
        ("proof-other", "proofs/extra.tlog-proof"),
    ),
    ("a format was changed", changed(FORMAT, by=flipped), ("format-changed", FORMAT)),
    (
        "a manifest is written otherwise",
        changed(MANIFEST, by=lambda content: content + b" "),
        ("json-damaged", MANIFEST),
    ),
    (
        "a manifest of another report",
        in_json(MANIFEST, "report.id", str(NEW)),
        ("manifest-differs", MANIFEST),
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
            ("report.sha256", "00" * 32),
            ("report.bytes", 1),
            ("report.filename", "a.xlsx"),
            ("report.municipality", "0015"),
            ("report.format", "other"),
            ("report.format_sha256", "00" * 32),
            ("report.period", "2026-Q2"),
            ("report.made_at", "2026-01-01T00:00:00.000000Z"),
            ("provider.code", "00000000"),
            ("submission.sha256", "00" * 32),
            ("submission.id", str(NEW)),
            ("made_with.engine", "9"),
            ("made_with.deflater", "9"),
            ("made_with.tables_sha256", "0"),
            ("made_with.earlier", {"2025-Q4": "0"}),
            ("made_with.template_sha256", "0"),
            ("sent_at", None),
            ("sent_at", "2026-01-01T00:00:00.000000Z"),
            ("taken_at", None),
            ("verdict", None),
            ("verdict", {"verdict": "accepted", "cause": ""}),
            ("superseded.successor", ""),
            ("leaves", [1, 2, 3]),
        )
    ),
    ("its operator lets rows vanish", in_json(MANIFEST, "balance.rows.in", 11), ("balance-open", MANIFEST)),
    (
        "its operator moves a cent",
        in_json(MANIFEST, "balance.cents.reported", 99_999),
        ("balance-open", MANIFEST),
    ),
    (
        "its operator moves rows that still add up",
        lambda files: in_json(MANIFEST, "balance.rows.reported", 9)(
            in_json(MANIFEST, "balance.rows.excluded", {"outside-period": 3})(files)
        ),
        ("manifest-differs", MANIFEST),
    ),
    ("its operator adds a leaf about another", with_a_leaf_of_others, ("leaf-unused", names.LEAVES)),
    (
        "its operator says that nothing replaced it",
        in_json(MANIFEST, "superseded", None),
        ("manifest-differs", MANIFEST),
    ),
]


def with_totals(files):
    """What an operator would not forget: the list and its totals agree with the manifests."""
    head = json.loads(files[names.EVIDENCE])
    head["totals"] = names.totals_of(
        json.loads(content) for name, content in files.items() if name.startswith("manifests/")
    )
    return relisted(files | {names.EVIDENCE: canonical(head)})


CASES = [
    *((f"{name}", change, lambda files: files, fault) for name, change, fault in PLAIN),
    *((f"{name}, and listed so", change, relisted, fault) for name, change, fault in RELISTED),
    *(
        (name, change, lambda files: sealed(with_totals(files), genuine()[1]), fault)
        for name, change, fault in RESEALED
    ),
]


def test_a_genuine_package_is_accepted_by_both_and_says_how_far_witnesses_went():
    files, _ = genuine()

    assert both(write_package(files)) == both(write_package(files), POLICY) == set()
    found = check_package(files)
    assert (found.size, found.witnessed, found.later, found.not_logged) == (14, 11, 3, ())


@pytest.mark.parametrize(
    ("change", "finish", "fault"), [each[1:] for each in CASES], ids=[each[0] for each in CASES]
)
def test_tampering_is_refused_by_both_and_each_names_it(change, finish, fault):
    files, _ = genuine()

    assert fault in both(write_package(finish(change(dict(files)))))


@pytest.mark.parametrize("name", [names.SEAL_PROOF, names.SEAL_CONSISTENCY])
def test_no_byte_of_what_no_list_holds_can_be_another(name):
    files, _ = genuine()
    content = files[name]

    for at in range(len(content)):
        flipped_here = content[:at] + bytes([content[at] ^ 1 << at % 6]) + content[at + 1 :]
        package = write_package(files | {name: flipped_here})
        assert {each for _, each in first(package)} == {name}, at
        assert {each for _, each in second_checker.check(package)} == {name}, at


ASKED = [
    ("another text was asked", "questions.0.messages.0.text_sha256", "56" * 32),
    ("an answer is gone", "questions.0.messages", []),
    ("it was asked elsewhere", "questions.0.about", "report"),
    ("it was closed by who asked", "questions.0.closed.by", "municipality"),
    ("it was never asked", "questions", None),
]


def test_a_question_at_a_report_is_in_its_manifest_by_the_hash_of_each_text():
    files, _ = genuine(asks=True)

    assert both(write_package(files)) == set()
    (asked,) = json.loads(files[MANIFEST])["questions"]
    assert [(each["by"], each["text_sha256"]) for each in asked["messages"]] == [
        ("municipality", "12" * 32),
        ("provider", "34" * 32),
    ]
    assert (asked["about"], asked["closed"]["by"]) == ("cell", "report")
    assert json.loads(files[names.manifest_name(NEW)])["questions"] is None


@pytest.mark.parametrize(("place", "value"), [each[1:] for each in ASKED], ids=[each[0] for each in ASKED])
def test_what_is_said_otherwise_of_a_question_is_refused_by_both(place, value):
    files, log = genuine(asks=True)
    whole = json.loads(files[MANIFEST])
    *way, last = place.split(".")
    part = whole
    for each in way:
        part = part[int(each)] if each.isdecimal() else part[each]
    part[last] = value
    told_anew = relisted(files | {MANIFEST: canonical(whole)})

    assert ("manifest-differs", MANIFEST) in both(write_package(sealed(told_anew, log)))


def test_there_are_at_least_sixty_kinds_and_every_code_has_words():
    assert len({name for name, *_ in CASES}) == len(CASES) >= 60
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


def test_what_rests_on_a_file_with_a_fault_is_not_accused_too():
    files, _ = genuine()
    spoiled = in_line(6, "facts.verdict", "accepted")(dict(files))

    assert both(write_package(sealed(relisted(spoiled), genuine()[1]))) == {("facts-differ", names.LEAVES)}


def test_the_second_checker_is_one_short_file_and_knows_nothing_of_the_service():
    text = Path(second_checker.__file__).read_text(encoding="utf-8")
    tree = ast.parse(text)
    imported = {each.module or "" for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
    imported |= {name.name for each in ast.walk(tree) if isinstance(each, ast.Import) for name in each.names}

    assert {each.partition(".")[0] for each in imported} - sys.stdlib_module_names == {"cryptography"}
    assert len(text.splitlines()) <= 332


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
    told_by_leaves = name != names.EVIDENCE and way[:1] in (
        ["report"],
        ["balance"],
        ["submission"],
        ["answers"],
    )
    assert not told_by_leaves or part[last] == was or all(found)
