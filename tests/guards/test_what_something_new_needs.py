"""A new rule or verb says in one message every place that it still lacks, and what to write there."""

from pathlib import Path

import pytest
import yaml

from service.domain.formats import verbs  # noqa: F401 - importing it makes the verbs known by name
from service.domain.formats.verb import known_verbs
from service.domain.standard.rules.every_rule import ALL_RULES
from service.recount.verbs import READERS
from service.sample.defects import DEFECTS, NOT_PLANTED
from tests.tools.reference import VERBS
from tests.unit.standard.test_rules import CASES

WORKED = Path(__file__).parents[1] / "golden" / "verbs.yaml"
OVER_ALL_LINES = {"share"}
"""Verbs that the reference works out over all lines at once."""
FILES_OF_DEFECTS = {
    "toewijzing": "service/sample/defects_in_allocations.py",
    "verloop": "service/sample/defects_in_allocations.py",
    "uitkomst": "service/sample/defects_in_allocations.py",
    "prestatie": "service/sample/defects_in_prestaties.py",
}
"""By table; faults in the other tables stand in defects_in_deliveries.py."""


def lacking(rule, cases, planted, not_planted):
    """What a rule still needs, beside its own function."""
    name, code = rule.violations.__name__, rule.kind.code
    if name not in cases:
        where = "add to CASES of tests/unit/standard/test_rules.py"
        yield f"{where}: {name!r}: (rows that break it, rows that do not)"
    if (rule.table, code) not in planted and code not in not_planted:
        file = FILES_OF_DEFECTS.get(rule.table, "service/sample/defects_in_deliveries.py")
        yield f"add to {file}: Defect({code!r}, {rule.table!r}, {rule.field!r}, …), which plants it"


def verb_lacking(name, reference, worked, recount):
    """What a verb still needs, beside its own file."""
    if name not in reference:
        yield f"add to VERBS of tests/tools/reference.py: {name!r}: what it gives, row by row"
    if name not in worked:
        yield f"add to tests/golden/verbs.yaml: {name}: [{{ column: …, expect: […] }}]"
    if name not in recount:
        yield f"add to READERS of service/recount/verbs.py: {name!r}: what it makes of the element"


def told(what, name, lacks):
    return f"{what} `{name}`: " + "; ".join(lacks)


def test_every_rule_has_its_cases_and_its_planted_fault():
    planted = {(defect.table, defect.code) for defect in DEFECTS}
    found = {each.violations.__name__: list(lacking(each, CASES, planted, NOT_PLANTED)) for each in ALL_RULES}

    missing = [told("rule", name, lacks) for name, lacks in found.items() if lacks]

    assert not missing, "\n".join(missing)


def test_every_verb_has_its_reference_its_worked_case_and_its_recount():
    worked = yaml.safe_load(WORKED.read_text(encoding="utf-8"))
    found = {
        name: list(verb_lacking(name, {*VERBS, *OVER_ALL_LINES}, worked, READERS)) for name in known_verbs()
    }

    missing = [told("verb", name, lacks) for name, lacks in found.items() if lacks]

    assert not missing, "\n".join(missing)


def test_a_rule_that_lacks_everything_is_told_so_in_one_message():
    rule = next(each for each in ALL_RULES if each.kind.code == "budget-without-end")

    assert told("rule", "budget_has_no_end", lacking(rule, {}, set(), {})) == (
        "rule `budget_has_no_end`: add to CASES of tests/unit/standard/test_rules.py: 'budget_has_no_end': "
        "(rows that break it, rows that do not); add to service/sample/defects_in_allocations.py: "
        "Defect('budget-without-end', 'toewijzing', 'einddatum', …), which plants it"
    )


@pytest.mark.parametrize("has", [(), ("reference",), ("reference", "worked", "recount")])
def test_a_verb_is_told_every_place_it_lacks_at_once(has):
    known = [{"x"} if place in has else set() for place in ("reference", "worked", "recount")]

    assert len(list(verb_lacking("x", *known))) == 3 - len(has)
