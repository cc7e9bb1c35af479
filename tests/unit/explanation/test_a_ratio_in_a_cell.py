"""What is divided is what the rows add; what it is divided by only tells which rows."""

from fractions import Fraction

from service.domain.explanation.explain import explain
from service.domain.explanation.replay import replay
from service.domain.formats.rows import Submitted
from tests.tools.exports import an_export, the_standard
from tests.tools.formats import FIRST_QUARTER, a_plan

WAITING = [
    {"wachtenden": 3, "wachttijd_dagen": 159},
    {"wachtenden": 2, "wachttijd_dagen": 54, "hulpvorm": "03"},
]


def test_a_weighted_mean_is_explained_by_its_numerator_and_what_it_is_divided_by():
    weighed = {"total": {"over": "Wachtenden", "of": {"times": ["wachtenden", "wachttijd_dagen"]}}}
    people = {"total": {"over": "Wachtenden", "of": "wachtenden"}}
    plan = a_plan(
        sheets={
            "Wachtenden": {"rows": {"of": "wachtlijst"}},
            "lijst": {"rows": {"of": "wachtlijst"}, "columns": {"Dagen": "wachttijd_dagen"}},
        },
        cells={"Kop!A1": {"ratio": {"of": weighed, "to": people, "digits": 0}}},
    )
    submitted = Submitted(export=an_export(wachtlijst=WAITING), standard=the_standard())
    again = replay(submitted, plan, FIRST_QUARTER, "0014", "Groningen")

    told = explain(again, [("Kop", "A1")], report="r", address="a")

    (rows,) = told.rows
    assert rows.contributions.numbers.tolist() == [477, 108]
    assert told.total == Fraction(585)
    assert told.words.nl.endswith(": 585 gedeeld door 5.")
