"""What breaks a rule is told by that rule: `tests/golden/rules.yaml` has all of it, written by make docs."""

from pathlib import Path

import pytest
import yaml

from service.domain.standard.rules.every_rule import ALL_RULES

WRITTEN = Path(__file__).parents[2] / "golden" / "rules.yaml"
SAID_BY = {
    "help-form-under-wmo": "code-of-other-law",
    "text-is-blank": "missing-value",
    "product-code-is-blank": "missing-value",
    "reference-with-blanks": "repaired-surroundings",
}
"""Rules of which reading a file has said already, by another name, what they would say."""


@pytest.fixture(scope="module")
def written():
    return yaml.safe_load(WRITTEN.read_text(encoding="utf-8"))


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.violations.__name__)
def test_a_rule_is_among_what_is_said_of_the_rows_that_break_it(rule, written):
    code = SAID_BY.get(rule.kind.code, rule.kind.code)

    assert any(f" {code}: " in each for each in written[rule.violations.__name__])
