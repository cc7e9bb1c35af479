"""The most that one client comes to: the largest of what the rows of each add up to, and not of one row."""

import pytest

from service.domain.failures import FormatError
from tests.tools.exports import an_export
from tests.tools.formats import a_plan, translated

CLIENTS = [
    {"toewijzingnummer": number, "clientnummer": client}
    for number, client in ((1, "C1"), (2, "C2"), (3, "C1"))
]
ROWS = [
    {"toewijzingnummer": 1, "bedrag": 100},
    {"toewijzingnummer": 2, "bedrag": 250},
    {"toewijzingnummer": 3, "bedrag": 200},
]
LINES = {"rows": {"of": "prestatie", "with": ["toewijzing"]}, "columns": {"Nr": "referentienummer"}}
EXPORT = an_export(
    toewijzing=CLIENTS, prestatie=[{**row, "referentienummer": str(at)} for at, row in enumerate(ROWS)]
)


def cell(of):
    plan = a_plan(cells={"Blad!A1": {"total": {"over": "lijst", "of": of}}}, sheets={"lijst": LINES})
    report = next(each for each in translated(EXPORT, plan).reports if each.municipality == "0014")
    return report.content.cells["Blad", "A1"]


@pytest.mark.parametrize(
    ("verb", "expected"), [("max", 3), ("min", 2.5)], ids=["two rows of one client", "one of another"]
)
def test_a_cell_holds_the_most_or_least_of_one_client(verb, expected):
    assert cell({verb: {"of": {"sum": "bedrag"}, "per": "toewijzing.clientnummer"}}) == expected


def test_the_most_of_one_row_is_another_figure():
    assert cell({"max": "bedrag"}) == 2.5


@pytest.mark.parametrize("verb", ["max", "sum", "average", "median"])
def test_what_puts_rows_together_within_what_does_too_says_what_to_write(verb):
    with pytest.raises(FormatError) as refusal:
        cell({verb: {"sum": "bedrag"}})

    assert refusal.value.fault.kind.code == "put-together-twice"
    assert "per: toewijzing.clientnummer" in refusal.value.words.nl


def test_parts_of_what_is_not_put_together_are_refused():
    with pytest.raises(FormatError) as refusal:
        cell({"max": {"of": "bedrag", "per": "toewijzing.clientnummer"}})

    assert refusal.value.fault.kind.code == "parts-are-put-together"


@pytest.mark.parametrize(
    ("of", "code"),
    [
        ("productcode", "no-number-to-add-up"),
        ("begindatum", "no-number-to-add-up"),
        ({"field": "volume", "required": "quarantine"}, "waits-in-a-cell"),
    ],
)
def test_a_total_is_of_numbers_for_which_no_row_has_to_wait(of, code):
    with pytest.raises(FormatError) as refusal:
        cell(of)

    assert refusal.value.fault.kind.code == code
