"""A report names the request that it answers, and both checkers see that the log signed and holds that."""

import json
from hashlib import sha256

import pytest

from service.domain.proof import evidence as names
from service.domain.proof.canonical import canonical
from service.domain.proof.fault_words import FAULT_WORDS
from service.domain.proof.notes import SignedNote
from service.files.evidence import write_package
from tests.tools.evidence_package import LOG, NEW, OLD, OTHER_LOG, POLICY, genuine, relisted, sealed
from tests.unit.proof.test_tampering import both, changed, in_json, lines, resigned, without

MANIFEST = names.manifest_name(OLD)
REQUEST = next(each for each in genuine(answers=True)[0] if each.startswith("requests/"))
TEXT = SignedNote.parse(genuine(answers=True)[0][REQUEST].decode()).text


def wrong_signature(content):
    note = SignedNote.parse(content.decode())
    return SignedNote(note.text, (LOG.sign("anders\n"),)).whole.encode()


def under_another_hash(text):
    """The name of a request with this text, and a change that puts it in everywhere, signed by the log."""
    digest = sha256(text[:-1].encode()).hexdigest()
    note = SignedNote(text, (LOG.sign(text),)).whole.encode()

    def change(files):
        for report in (OLD, NEW):
            files = in_json(names.manifest_name(report), "answers.sha256", digest)(files)
        return without(REQUEST)(files) | {names.request_name(digest): note}

    return names.request_name(digest), change


def signed_anew(content):
    text = SignedNote.parse(content.decode()).text.replace("2025", "2024")
    return SignedNote(text, (LOG.sign(text),)).whole.encode()


LATER, CHANGES = under_another_hash(TEXT.replace('"number":2', '"number":3'))
SPACED, WRITES = under_another_hash(" " + TEXT)
CASES = [
    ("the request is gone", without(REQUEST), ("file-missing", REQUEST)),
    ("the request is signed by another", resigned(REQUEST, OTHER_LOG), ("signature-missing", REQUEST)),
    ("it asks from another day", changed(REQUEST, old="2025", new="2024"), ("signature-wrong", REQUEST)),
    ("it has another purpose", changed(REQUEST, old="Sturing", new="sturing"), ("signature-wrong", REQUEST)),
    ("the log signed another", changed(REQUEST, by=signed_anew), ("request-differs", REQUEST)),
    ("it is no note", changed(REQUEST, by=lambda content: content[:-1]), ("note-damaged", REQUEST)),
    ("a signature is wrong", changed(REQUEST, by=wrong_signature), ("signature-wrong", REQUEST)),
    ("another version of the request", CHANGES, ("request-not-logged", LATER)),
    ("the request is written otherwise", WRITES, ("json-damaged", SPACED)),
    (
        "a request that nobody answers",
        lambda files: files | {"requests/extra.note": files[REQUEST]},
        ("request-other", "requests/extra.note"),
    ),
    ("the report answers nothing", in_json(MANIFEST, "answers", None), ("manifest-differs", MANIFEST)),
    ("it answers an earlier version", in_json(MANIFEST, "answers.number", 1), ("manifest-differs", MANIFEST)),
    ("it answers another", in_json(MANIFEST, "answers.id", "0015/elders"), ("manifest-differs", MANIFEST)),
    ("that it was set is left out", lines(lambda every: every[:-1]), ("request-not-logged", REQUEST)),
]


def test_a_report_names_the_request_that_it_answers():
    files, _ = genuine(answers=True)

    assert both(write_package(files)) == both(write_package(files), POLICY) == set()
    manifest, asked = json.loads(files[MANIFEST]), json.loads(TEXT)
    assert (manifest["answers"]["number"], names.request_name(manifest["answers"]["sha256"])) == (2, REQUEST)
    assert asked["set_by"] == {"kind": "bureau", "organisation": "voorbeeld"}
    assert manifest["report"]["format_sha256"] in {each["sha256"] for each in asked["formats"]}
    assert all(each["purpose"] and each["legal_ground"] and each["deadline"] for each in asked["asked"])
    assert canonical(asked).decode() + "\n" == TEXT


@pytest.mark.parametrize(("change", "fault"), [each[1:] for each in CASES], ids=[each[0] for each in CASES])
def test_what_is_said_otherwise_of_a_request_is_refused_by_both(change, fault):
    files, log = genuine(answers=True)
    told_anew = relisted(change(dict(files)))

    assert fault in both(write_package(sealed(told_anew, log)))
    assert fault[0] in FAULT_WORDS
