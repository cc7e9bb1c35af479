"""Every technical rule is held by a rule of ours, or it is said why not; and both ways the same."""

import re

import pytest

from service.domain.standard.findings import ijw as ijw_findings
from service.domain.standard.rules.every_rule import ALL_RULES
from tests.guards.generated_docs import every_kind
from tests.guards.technical_rules import walked_rules

IJW_3_2 = (
    2, 6, 18, 19, 56, 61, 63, 71, 74, 101, 134, 135, 137, 302, 304, 307, 308, 314, 315, 316, 318, 319, 321,
    322, 323, 326, 332, 333, 335, 337, 338, 339, 340, 341, 342, 346, 347, 349, 350, 351, 352, 353, 355, 357,
    358, 359, 360, 361, 365, 366, 367, 369, 371, 373, 374, 375, 376, 377, 378, 379, 380, 381, 382, 383, 384,
    385, 386, 387, 388, 389, 390, 409, 410, 411, 412, 413, 414, 415, 416, 418,
)  # fmt: skip
"""The numbers of the technical rules that iJw 3.2 has."""
NUMBERED = re.compile(r"\b(?:TR|CS|CD|IV)\d{2,3}\b")


def test_every_technical_rule_is_walked_exactly_once():
    walked = [each.rule for each in walked_rules()]

    assert [each for each in walked if each.startswith("TR")] == [f"TR{number:03}" for number in IJW_3_2]
    assert len(set(walked)) == len(walked)


def test_every_code_that_is_named_exists():
    known = {kind.code for kind in every_kind()}

    assert {code for each in walked_rules() for code in each.held_by} - known == set()


@pytest.mark.parametrize("walked", walked_rules(), ids=lambda each: each.rule)
def test_what_holds_nothing_says_why(walked):
    assert walked.about
    assert walked.held_by or len(walked.reason) > 20


def _cited():
    for rule in ALL_RULES:
        yield from ((number, rule.kind.code) for number in NUMBERED.findall(rule.description))
    for kind in ijw_findings.KINDS:
        yield from ((number, kind.code) for number in NUMBERED.findall(kind.nl) if " tot " not in kind.nl)


def test_a_rule_that_cites_another_stands_beside_it():
    held_by = {each.rule: each.held_by for each in walked_rules()}

    assert [(number, code) for number, code in _cited() if code not in held_by.get(number, ())] == []
