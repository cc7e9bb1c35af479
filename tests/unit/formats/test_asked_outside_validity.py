"""What is asked over a period for which no version of the format holds is said, and is no silence."""

import json

from tests.unit.formats.test_found_when_a_format_is_read import codes
from tests.unit.formats.test_one_failure_stops_only_itself import (
    ASKED,
    SECOND,
    codes_of,
    export,
    run,
    write,
)

__all__ = ["export"]
LATER = SECOND.replace("from: 2026", "from: 2027-Q1")


def with_a_later_version(folder, text=LATER):
    """The second format holds from 2027 on, and is asked from 2026 on."""
    write(folder, second=text)
    own = folder / "mappings/proef/tweede"
    (own / "2026-Q1.yaml").rename(own / "2027-Q1.yaml")


def lint(folder):
    answer = run("formats", "lint", "proef/tweede", "--json", "--formats", folder / "mappings")
    return answer.exit_code, [
        each for each in json.loads(answer.stdout) if each["code"] == "asked-outside-validity"
    ]


def test_lint_names_what_is_asked_before_the_first_version(tmp_path):
    with_a_later_version(tmp_path)

    exit_code, (told,) = lint(tmp_path)

    assert (exit_code, codes([told])[0][:2]) == (1, ("asked-outside-validity", "error"))
    assert "vraagt dit van 2026-01-01 tot nader bericht; het formaat geldt van 2027-Q1" in told["text"]["nl"]


def test_lint_names_what_is_asked_after_the_last_version(tmp_path):
    write(tmp_path, second=SECOND.replace("from: 2026", "from: 2026, until: 2026-Q2"))

    assert [each["code"] for each in lint(tmp_path)[1]] == ["asked-outside-validity"]


def test_a_version_that_holds_when_it_is_asked_is_no_reason_for_a_remark(tmp_path):
    write(tmp_path)

    assert lint(tmp_path)[1] == []


def test_a_report_that_is_asked_over_a_period_without_a_version_is_named_with_its_reason(tmp_path, export):
    asked = codes_of(tmp_path / "again.xlsx")[:2]
    write(tmp_path, asked=ASKED.replace('["0014", "1969"]', json.dumps(asked)))
    own = tmp_path / "mappings/proef/tweede"
    (own / "2026-Q1.yaml").unlink()
    (own / "2027-Q1.yaml").write_text(
        LATER.replace("period: year", "period: quarter").replace(
            "{gemeentecode}.", "{gemeentecode}-{periode}."
        )
    )

    answer = run("translate", export, "--out", tmp_path / "o", "--formats", tmp_path / "mappings", "--json")

    told = json.loads(answer.stdout)
    assert answer.exit_code == 1
    assert {each["format"] for each in told["reports"]} == {"proef/lijst"}
    assert [(each["municipality"], each["code"]) for each in told["not_made"]] == [
        (code, "no-version-holds") for code in asked
    ]
    assert "geen versie van het formaat geldt" in told["not_made"][0]["reason"]["nl"]
    assert "proef/tweede@2027-Q1" in told["not_made"][0]["reason"]["nl"]
