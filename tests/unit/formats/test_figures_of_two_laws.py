"""A kengetal that is said per law: asked for one law, added up for both, and told where it has no sum."""

import pytest

from service.domain.failures import FormatError
from service.domain.formats.lint_figures import remarks_on_figures
from tests.tools.exports import an_export
from tests.tools.formats import a_plan, translated

PER_LAW = [
    {"wet": "WMO", "kengetal": "ziekteverzuim_procent", "waarde": 4, "eenheid": "procent"},
    {"wet": "JW", "kengetal": "ziekteverzuim_procent", "waarde": 6, "eenheid": "procent"},
]


def a_cell(figure, law=("JW", "WMO")):
    lines = {"rows": {"of": "prestatie", "with": ["toewijzing"]}, "columns": {"Nr": "referentienummer"}}
    return a_plan(law=list(law), cells={"Blad!A1": {"figure": figure, "round": 0}}, sheets={"lijst": lines})


def test_a_figure_is_asked_of_one_law_in_a_format_for_both():
    export = an_export(kengetal=PER_LAW, prestatie=[{}], toewijzing=[{}])

    found = [
        translated(export, a_cell({"of": "ziekteverzuim_procent", "law": law}))
        .reports[0]
        .content.cells["Blad", "A1"]
        for law in ("JW", "WMO")
    ]

    assert found == [6, 4]


def test_a_figure_of_a_law_that_the_format_is_not_about_is_refused():
    with pytest.raises(FormatError) as refusal:
        a_cell({"of": "klachten", "law": "WMO"}, law=("JW",))

    assert refusal.value.fault.kind.code == "figure-of-another-law"


@pytest.mark.parametrize(
    ("figure", "law", "told"),
    [
        ("ziekteverzuim_procent", ("JW", "WMO"), ["figure-of-two-laws"]),
        ("liquiditeit", ("JW", "WMO"), ["figure-of-two-laws"]),
        ("klachten", ("JW", "WMO"), []),
        ("ziekteverzuim_procent", ("JW",), []),
        ({"of": "ziekteverzuim_procent", "law": "JW"}, ("JW", "WMO"), []),
    ],
)
def test_a_figure_that_may_have_two_values_without_a_sum_is_told(figure, law, told):
    assert [each.code for each in remarks_on_figures(a_cell(figure, law))] == told
