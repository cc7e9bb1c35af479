"""eenmaal verify: what a person reads of a package and of the proof of one report."""

import json

import pytest
from click.testing import CliRunner

from service.command_line.verify import verify
from service.domain.proof import evidence as names
from service.domain.proof.proof_file import LeafProof
from service.files.evidence import write_package
from tests.tools.evidence_package import NEW, OLD, OTHER_LOG, POLICY, genuine


@pytest.fixture
def run(tmp_path):
    """The exit code, and what is said, for these files: a text or bytes by name, the others as they are."""

    def run(*arguments, **files):
        for name, content in files.items():
            (tmp_path / name.replace("_", ".")).write_bytes(
                content.encode() if isinstance(content, str) else content
            )
        places = [str(tmp_path / each) if (tmp_path / each).exists() else each for each in arguments]
        done = CliRunner().invoke(verify, places)
        return done.exit_code, done.output

    return run


def test_a_genuine_package_is_told_in_plain_words(run):
    code, said = run("p.zip", "--policy", "policy", p_zip=write_package(genuine()[0]), policy=POLICY)

    assert code == 0
    assert "Alles klopt: 2 rapportages over 2026-Q1, voor Bureau Voorbeeld." in said
    assert "voorbeeldregio-noord/kwartaal: 1 rapportage, 10 van 12 rijen, € 1.000,00" in said
    assert "Genoeg getuigen tekenden de eerste 11 van 15 handelingen." in said
    assert "3 handelingen in dit bestand kwamen daarna" in said


def test_what_the_log_tells_of_every_report_is_told_when_asked(run):
    package = write_package(genuine(asks=True)[0])

    code, said = run("p.zip", "--reports", p_zip=package)
    assert code == 0
    assert (
        f"06011234 kwartaal-0014-81.xlsx ({OLD}): verstuurd 2026-04-01 09:05 UTC, "
        "in handen 2026-04-01 09:06 UTC, afgekeurd (R4), "
        f"vervangen 2026-04-01 09:12 UTC door {NEW}, vragen: 1"
    ) in said
    assert f"({NEW}): verstuurd 2026-04-01 09:11 UTC, in handen 2026-04-01 09:13 UTC, aanvaard\n" in said
    code, said = run("p.zip", "--json", p_zip=package)
    told = json.loads(said)
    assert told["totals"]["voorbeeldregio-noord/kwartaal"] == {
        "reports": 1,
        "rows_in": 12,
        "rows_reported": 10,
        "cents_in": 120_000,
        "cents_reported": 100_000,
    }
    old, new = told["reports"]
    assert (old["report"], old["verdict"]) == (str(OLD), {"verdict": "rejected", "cause": "R4"})
    assert (old["superseded"]["successor"], new["superseded"]) == (str(NEW), None)
    (asked,) = old["questions"]
    assert (asked["about"], len(asked["messages"]), asked["closed"]["by"]) == ("cell", 2, "report")


def test_without_a_policy_it_is_said_whose_key_that_is(run):
    code, said = run("p.zip", p_zip=write_package(genuine()[0]))

    assert (code, "Die sleutel staat in het bestand zelf" in said) == (0, True)


def test_what_does_not_hold_is_named_with_its_file(run):
    files = genuine()[0]
    spoiled = files | {"omslag.html": files["omslag.html"] + b"!"}

    code, said = run("p.zip", p_zip=write_package(spoiled))
    assert (code, "FOUT  file-changed  omslag.html: het bestand is veranderd" in said) == (1, True)
    code, said = run("p.zip", "--json", p_zip=write_package(spoiled))
    assert json.loads(said)["faults"] == [{"code": "file-changed", "file": "omslag.html", "detail": ""}]
    code, said = run("p.zip", p_zip=b"no zip")
    assert (code, "FOUT  zip-damaged" in said) == (1, True)


def a_proof():
    return genuine()[0][names.proof_name(10)]


def test_the_proof_of_one_report_is_checked_beside_its_file(run):
    report = NEW.bytes  # what its hash was made of
    given = {"x_tlog-proof": a_proof(), "policy": POLICY.replace("quorum bureaus", "quorum none")}

    code, said = run("x.tlog-proof", "--policy", "policy", "--report", "r", **given, r=report)
    assert code == 0
    assert "staat op plaats 10 in het logboek" in said
    code, said = run("x.tlog-proof", "--policy", "policy", "--report", "r", **given, r=b"other")
    assert (code, "FOUT  file-changed" in said) == (1, True)
    code, said = run("x.tlog-proof", "--policy", "policy", **{**given, "policy": POLICY})
    assert (code, "LET OP: niet genoeg getuigen" in said) == (0, True)
    assert run("x.tlog-proof", **given)[0] == 2


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda proof: proof.replace(b"extra eyJ", b"extra eyK"), "proof-damaged"),
        (lambda proof: proof[:-3], "note-damaged"),
        (lambda proof: proof.replace(b"index 10", b"index 11"), "not-in-tree"),
        (lambda _: b"\xff", "proof-damaged"),
        (
            lambda proof: LeafProof(
                10,
                LeafProof.parse(proof.decode()).path,
                genuine()[1].note(signer=OTHER_LOG),
                LeafProof.parse(proof.decode()).extra,
            ).text.encode(),
            "signature-missing",
        ),
    ],
)
def test_a_spoiled_proof_is_refused(run, change, code):
    found, said = run(
        "x.tlog-proof", "--policy", "policy", policy=POLICY, **{"x_tlog-proof": change(a_proof())}
    )

    assert (found, f"FOUT  {code}:" in said) == (1, True), said
