"""Which version of a format a draft takes the place of, at its own first reporting period."""

from dataclasses import replace

import pytest

from service.domain.formats.drafts.draft import NewRequest
from service.domain.formats.library import replaced_plan
from tests.golden.examples import the_catalogue
from tests.tools.formats import a_plan
from tests.unit.formats.test_who_wrote_a_draft import a_draft

SHEETS = {"lijst": {"rows": {"of": "prestatie"}, "columns": {"Nummer": "referentienummer"}}}
NAME, OTHER = "voorbeeld/lijst", "voorbeeld/andere"
FIRST, SECOND, THIRD = (
    a_plan(format=NAME, valid={"from": begin}, sheets=SHEETS) for begin in ("2025-Q1", "2026-Q1", "2026-Q3")
)
ALONE = a_plan(format=OTHER, valid={"from": "2026-Q2"}, sheets=SHEETS)


def replaced(version, name=NAME, instead_of=""):
    catalogue = replace(the_catalogue(), plans={NAME: (FIRST, SECOND, THIRD), OTHER: (ALONE,)})
    draft = replace(a_draft(), name=name, version=version, asked=NewRequest(instead_of=instead_of))
    found = replaced_plan(catalogue, draft)
    return found and found.valid.begin


@pytest.mark.parametrize(
    ("version", "before"),
    [
        ("2027-Q1", THIRD),
        ("2026-Q3", SECOND),
        ("2026-Q2", SECOND),
        ("2026-Q1", FIRST),
        ("2025-Q4", FIRST),
        ("geen periode", THIRD),
    ],
)
def test_it_is_the_last_one_that_held_before(version, before):
    assert replaced(version) == before.valid.begin


def test_nothing_is_replaced_by_what_comes_first_or_is_new():
    assert replaced("2025-Q1") is None
    assert replaced("2026-Q1", name="voorbeeld/nieuw") is None
    assert replaced("geen periode", name="voorbeeld/nieuw") is None


def test_what_is_asked_instead_of_another_takes_the_place_of_that_one():
    assert replaced("2027-Q1", instead_of=OTHER) == ALONE.valid.begin
    assert replaced("2026-Q2", instead_of=OTHER) == ALONE.valid.begin
    assert replaced("2026-Q1", instead_of=OTHER) == ALONE.valid.begin
