"""Our reading of the REST API Design Rules says what the official linter says, and our API breaks none."""

import json
import re
from pathlib import Path

import pytest

from tests.tools.design_rules import Broken, broken_rules

CASES = sorted(path for path in (Path(__file__).parent / "design_rules").iterdir() if path.is_dir())
LINE = re.compile(r"^\s+\d+:\d+\s+(error|warning)\s+(\S+)\s+(.*)$")


def expected(text):
    """What the linter told: severity and rule, and the place, which stands last on its line."""
    for line in text.splitlines():
        if found := LINE.match(line):
            words = re.split(r"\s{2,}", found[3].strip())
            yield Broken(found[2], words[1] if len(words) > 1 else "", found[1])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_of_the_linter_is_told_as_the_linter_tells_it(case):
    description = json.loads((case / "openapi.json").read_text(encoding="utf-8"))

    found = broken_rules(description)

    assert found == sorted(expected((case / "expected-output.txt").read_text(encoding="utf-8")))


def test_there_are_all_cases_of_the_linter():
    assert len(CASES) == 26


def test_our_description_breaks_no_rule(anonymous):
    description = anonymous.get("/api/v1/openapi.json").json

    assert len(description["paths"]) > 20
    assert broken_rules(description) == []
