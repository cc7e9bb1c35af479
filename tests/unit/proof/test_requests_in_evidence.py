"""A report names the request that it answers, and both checkers see that the log holds that."""

import json

import pytest

from service.domain.proof import evidence as names
from service.domain.proof.canonical import canonical, hash_of
from service.domain.proof.fault_words import FAULT_WORDS
from service.files.evidence import write_package
from tests.tools import second_checker
from tests.tools.evidence_package import NEW, OLD, POLICY, a_request, genuine, made_of, relisted, sealed
from tests.unit.proof.test_tampering import both, changed, in_json, in_turn, without, without_act

MANIFEST, LATER = names.manifest_name(OLD), names.manifest_name(NEW)
REQUEST = next(each for each in genuine(answers=True)[0] if each.startswith("requests/"))
ASKED = json.loads(genuine(answers=True)[0][REQUEST])
SET = 14
"""Where in the log it was set."""


def under_another_hash(**others):
    """The request with these in it, under its own hash, in both manifests."""
    asked = ASKED | others
    digest = hash_of(asked)
    named = [in_json(name, "made.facts.request.sha256", digest) for name in (MANIFEST, LATER)]
    return in_turn(
        *named, without(REQUEST), lambda files: files | {names.request_name(digest): canonical(asked)}
    )


def answering(name, **others):
    """What a manifest says of the request, where it was made and among its acts."""

    def change(files):
        whole = json.loads(files[name])
        for each in (whole["made"], *whole["acts"]):
            if each["act"] == "translated":
                each["facts"]["request"] |= others
        return files | {name: canonical(whole)}

    return change


CASES = [
    ("the request is gone", without(REQUEST), ("file-missing", REQUEST)),
    ("it was set by another", in_json(REQUEST, "set_by.organisation", "ander"), ("name-differs", REQUEST)),
    ("it was set at another moment", in_json(REQUEST, "set_at", "2026"), ("name-differs", REQUEST)),
    ("it asks from another day", changed(REQUEST, old="2025", new="2024"), ("name-differs", REQUEST)),
    ("it has another purpose", changed(REQUEST, old="Sturing", new="sturing"), ("name-differs", REQUEST)),
    ("it has another number", in_json(REQUEST, "number", 3), ("name-differs", REQUEST)),
    ("it is not whole", changed(REQUEST, by=lambda content: content[:-1]), ("name-differs", REQUEST)),
    ("it is written otherwise", changed(REQUEST, by=lambda text: b" " + text), ("name-differs", REQUEST)),
    ("another version of the request", under_another_hash(number=3), ("manifest-differs", MANIFEST)),
    (
        "a request under the name of no hash",
        lambda files: files | {"requests/extra.json": files[REQUEST]},
        ("name-differs", "requests/extra.json"),
    ),
    (
        "a request that nobody answers",
        lambda files: files | {names.request_name(hash_of({})): b"{}"},
        ("file-unused", names.request_name(hash_of({}))),
    ),
    (
        "the report answers nothing",
        in_json(MANIFEST, "made.facts.request", None),
        ("manifest-differs", MANIFEST),
    ),
    (
        "it answers an earlier version",
        in_json(MANIFEST, "made.facts.request.number", 1),
        ("manifest-differs", MANIFEST),
    ),
    (
        "it answers an earlier version, by its acts too",
        answering(MANIFEST, number=1),
        ("manifest-differs", MANIFEST),
    ),
    (
        "it answers another",
        in_json(MANIFEST, "made.facts.request.id", "0015/elders"),
        ("manifest-differs", MANIFEST),
    ),
    (
        "that it was set is left out",
        without(names.proof_name(SET)),
        ("file-missing", names.proof_name(SET)),
    ),
    (
        "that it was set is left out of one manifest",
        without_act("request-set"),
        ("manifest-differs", MANIFEST),
    ),
]


def test_a_report_names_the_request_that_it_answers():
    files, _ = genuine(answers=True)

    assert both(write_package(files)) == both(write_package(files), POLICY) == set()
    facts = json.loads(files[MANIFEST])["made"]["facts"]
    assert (facts["request"]["number"], names.request_name(facts["request"]["sha256"])) == (2, REQUEST)
    assert ASKED["set_by"] == {"kind": "bureau", "organisation": "voorbeeld"}
    assert facts["format_sha256"] in {each["sha256"] for each in ASKED["formats"]}
    assert all(each["purpose"] and each["legal_ground"] and each["deadline"] for each in ASKED["asked"])
    assert canonical(ASKED) == files[REQUEST]


@pytest.mark.parametrize(("change", "fault"), [each[1:] for each in CASES], ids=[each[0] for each in CASES])
def test_what_is_said_otherwise_of_a_request_is_refused_by_both(change, fault):
    files, log = genuine(answers=True)
    package = write_package(sealed(relisted(change(dict(files))), log))

    assert fault in both(package)
    assert second_checker.check(package) == {fault}
    assert fault[0] in FAULT_WORDS


FORGED = [
    ("it asks another municipality", {"municipality": "0015"}),
    ("it asks another format", {"format": "elders/kwartaal"}),
    ("it asks no version of that format", {"formats": []}),
    ("it asks another version of that format", {"formats": [{"from": "2025-Q1", "sha256": "00" * 32}]}),
]


@pytest.mark.parametrize("others", [each[1] for each in FORGED], ids=[each[0] for each in FORGED])
def test_a_report_cannot_answer_what_was_not_asked_of_it_even_when_the_log_says_so(others):
    files, _ = made_of(request=a_request(**others))
    (request,) = (each for each in files if each.startswith("requests/"))

    assert both(write_package(files)) == {("request-differs", request)}


def test_what_the_log_does_not_say_was_set_is_no_request():
    files, _ = made_of(request=a_request(), is_set=False)

    assert both(write_package(files)) == {("request-not-logged", REQUEST)}
