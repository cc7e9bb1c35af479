"""What the rules find changes only as somebody wrote down why."""

import json

import pytest
from click.testing import CliRunner

from service import __version__
from service.command_line import eenmaal
from service.domain.failures import TerminalError
from service.domain.standard.rule_record import (
    Explanation,
    FoundInExport,
    RuleChange,
    RuleRecord,
    difference,
    since_of,
    unexplained,
)
from service.domain.wording import same
from service.domain.words import every_kind
from service.files.standard.rule_records import (
    load_explanations,
    load_record,
    packed_record,
    record_file,
    recorded_versions,
)
from service.pipeline.rule_corpus import SIZE, record_of
from tests.tools.exports import REPOSITORY, the_standard

MAPPINGS = REPOSITORY / "mappings"
SOME = range(17, SIZE, 163)
"""Exports of the corpus that every run looks at."""


def record(version="0.1.0", codes=("a", "b"), **found):
    """e1={"a": ["x"]}: in export 1 a finding of a at place x."""
    exports = {
        int(name[1:]): FoundInExport("same", {code: tuple(at) for code, at in places.items()})
        for name, places in found.items()
    }
    return RuleRecord(version, frozenset(codes), exports)


def require_explained(numbers):
    last = load_record(record_file(MAPPINGS, recorded_versions(MAPPINGS)[-1]))
    old = RuleRecord(last.version, last.codes, {number: last.exports[number] for number in numbers})

    found = difference(old, record_of(the_standard(), numbers))

    changed = unexplained(found.changes, load_explanations(MAPPINGS), last.version, __version__)
    assert changed == (), "say why in mappings/regels/verklaard.csv (mappings/regels/README.md)"
    assert (found.compared, found.others) == (len(numbers), 0), "exports of the corpus are made otherwise"


def test_some_exports_give_what_the_last_version_found_or_it_is_said_why_not():
    require_explained(SOME)


@pytest.mark.long
def test_the_whole_corpus_gives_what_the_last_version_found_or_it_is_said_why_not():
    require_explained(range(SIZE))


def test_the_record_is_of_the_whole_corpus_and_knows_most_rules_by_what_they_find():
    last = load_record(record_file(MAPPINGS, recorded_versions(MAPPINGS)[-1]))
    found = {code for each in last.exports.values() for code in each.found}

    assert set(last.exports) == set(range(SIZE))
    assert len(found) >= 120
    assert found <= last.codes


def test_every_explanation_is_about_a_rule_and_says_why_in_both_languages():
    codes = {kind.code for kind in every_kind()} | {
        code
        for version in recorded_versions(MAPPINGS)
        for code in load_record(record_file(MAPPINGS, version)).codes
    }

    for each in load_explanations(MAPPINGS):
        assert each.code in codes
        assert len(each.why.nl) > 20
        assert len(each.why.en) > 20


def test_what_comes_and_what_goes_is_told_per_rule():
    old = record(e1={"a": ["x", "x", "y"]}, e2={"a": ["z"], "b": ["q"]}, e3={"a": ["x"]})
    new = record(e1={"a": ["x", "v"]}, e2={"a": ["z"]}, e3={"a": ["x"]})

    found = difference(old, new)

    assert found.compared == 3
    assert found.changes == (RuleChange("a", 1, 2, (1,)), RuleChange("b", 0, 1, (2,)))


def test_an_export_that_is_made_otherwise_is_not_compared():
    old = record(e1={"a": ["x"]}, e2={})
    changed = RuleRecord("0.1.0", old.codes, {**old.exports, 1: FoundInExport("other", {})})

    found = difference(old, changed)

    assert (found.compared, found.others, found.changes) == (1, 1, ())


@pytest.mark.parametrize(
    ("since", "old", "running", "is_explained"),
    [
        ("0.2.0", "0.1.0", "0.2.0", True),
        ("0.1.0", "0.1.0", "0.1.0", True),
        ("0.1.0", "0.1.0", "0.2.0", False),
        ("0.9.0", "0.10.0", "0.11.0", False),
        ("0.10.0", "0.9.0", "0.10.0", True),
    ],
)
def test_an_explanation_holds_for_what_changed_after_the_version_before_it(since, old, running, is_explained):
    change = RuleChange("a", 1, 0, (1,))

    left = unexplained([change], [Explanation("a", since, same("because"))], old, running)

    assert (left == ()) is is_explained


def test_a_rule_is_there_since_the_first_version_that_knew_it():
    records = [record("0.10.0", ("a", "b")), record("0.9.0", ("a",))]

    assert since_of(records, ("a", "b", "c"), "0.11.0") == {"a": "0.9.0", "b": "0.10.0", "c": "0.11.0"}


def test_a_record_comes_back_as_it_was_and_has_the_same_bytes_each_time(tmp_path):
    made = record(e1={"a": ["x"]}, e12={"b": ["y", "z"]})
    (tmp_path / "r.json.gz").write_bytes(packed_record(made))

    assert load_record(tmp_path / "r.json.gz") == made
    assert packed_record(made) == packed_record(load_record(tmp_path / "r.json.gz"))


def test_a_file_that_is_no_record_is_told_so(tmp_path):
    (tmp_path / "r.json.gz").write_bytes(b"no")

    with pytest.raises(TerminalError, match="holds no record"):
        load_record(tmp_path / "r.json.gz")


def test_a_rule_that_finds_less_fails_the_command_and_is_named(tmp_path):
    kept = record_of(the_standard(), [0, 1])
    code, places = next(iter(kept.exports[1].found.items()))
    more = FoundInExport(kept.exports[1].content, {**kept.exports[1].found, code: (*places, "00000000")})
    old = RuleRecord("0.0.9", kept.codes, {**kept.exports, 1: more})
    (tmp_path / "old").write_bytes(packed_record(old))
    (tmp_path / "new").write_bytes(packed_record(kept))

    answer = CliRunner().invoke(
        eenmaal, ["rules", "diff", str(tmp_path / "old"), str(tmp_path / "new"), "--json"]
    )
    unknown = CliRunner().invoke(eenmaal, ["rules", "diff", "0.0.1"])

    assert json.loads(answer.stdout) == {
        "compared": 2,
        "others": 0,
        "rules": [{"code": code, "come": 0, "go": 1, "exports": [1], "is_explained": False}],
    }
    assert (answer.exit_code, unknown.exit_code) == (1, 2)
