"""Every rule in a workbook: the exact findings of the rows that break it, as they are read aloud in Dutch."""

from pathlib import Path

import pytest
import yaml

from service.domain.standard.intake import check_export
from service.domain.standard.rules.every_rule import ALL_RULES
from service.files.export.writer import write_export
from service.files.intake.export_reader import read_export
from tests.tools.exports import an_export, the_standard
from tests.unit.standard.test_rules import CASES

WRITTEN = Path(__file__).parents[2] / "golden" / "rules.yaml"
SAID_BY = {
    "help-form-under-wmo": "code-of-other-law",
    "text-is-blank": "missing-value",
    "product-code-is-blank": "missing-value",
    "reference-with-blanks": "repaired-surroundings",
}
"""Rules of which reading a file has said already, by another name, what they would say."""


def written():
    return yaml.safe_load(WRITTEN.read_text(encoding="utf-8"))


def said(tables):
    """Every finding of a workbook with these rows: where, which, and its sentence."""
    content = write_export(an_export(**tables).tables, the_standard(), "xlsx")
    checked = check_export(read_export(content, "export.xlsx"), the_standard())
    return [
        f"{each.place.sheet} {each.place.row} {each.kind.code}: {each.text('nl')}"
        for each in checked.findings
    ]


@pytest.mark.parametrize("rule", ALL_RULES, ids=lambda rule: rule.violations.__name__)
def test_what_breaks_a_rule_gives_exactly_these_findings_in_these_words(rule):
    breaking, _ = CASES[rule.violations.__name__]

    assert said(breaking) == written()[rule.violations.__name__]


def test_every_rule_has_its_findings_written_down_and_is_one_of_them():
    found = written()

    assert list(found) == [rule.violations.__name__ for rule in ALL_RULES]
    for rule in ALL_RULES:
        code = SAID_BY.get(rule.kind.code, rule.kind.code)
        assert any(f" {code}: " in each for each in found[rule.violations.__name__]), rule.kind.code
