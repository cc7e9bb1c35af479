"""What is asked over a period for which no version of the format holds is said, and is no silence."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from service.domain.formats.calendar import Request
from service.domain.formats.lint_requests import remarks_on_requests
from tests.tools.catalogues import whole_catalogue
from tests.tools.exports import REPOSITORY
from tests.tools.formats import a_plan
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

    (told,) = lint(tmp_path)[1]
    assert (
        "vraagt dit van 2026-01-01 tot nader bericht; het formaat geldt van 2026-Q1 tot 2026-Q2"
        in (told["text"]["nl"])
    )


SHEETS = {"lijst": {"rows": {"of": "prestatie"}, "columns": {"Nummer": "referentienummer"}}}
ENDING = a_plan(valid={"from": "2026-Q1", "until": "2026-Q2"}, sheets=SHEETS)
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("begin", "until", "is_outside"),
    [
        (ENDING.valid.begin, ENDING.valid.end, False),
        (ENDING.valid.begin - ONE_DAY, ENDING.valid.end, True),
        (ENDING.valid.begin, ENDING.valid.end + ONE_DAY, True),
        (ENDING.valid.begin, None, True),
    ],
)
def test_to_the_day_is_known_whether_something_is_asked_outside_its_versions(begin, until, is_outside):
    asked = Request(municipality="0014", format=ENDING.name, begin=begin, until=until)
    catalogue = replace(whole_catalogue(REPOSITORY), plans={ENDING.name: (ENDING,)}, requests=(asked,))

    assert len(list(remarks_on_requests(catalogue, {ENDING.name}))) == is_outside
    assert list(remarks_on_requests(catalogue, {"another/format"})) == []


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
