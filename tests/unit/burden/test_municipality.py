"""What a municipality alone sees: what it asks and others do not, and its own time, in nobody's total."""

from service.domain.burden.demand import AskedElement, Demand, Operation
from service.domain.burden.municipal import MunicipalActivity, municipal_account
from service.domain.burden.others import AskedByOthers, compared_with_others
from service.domain.burden.words import bounds_words
from service.files.burden.tables import load_administrative_times
from tests.tools.burden_example import DEMANDS, OPLEIDING
from tests.tools.exports import REPOSITORY

TIMES = load_administrative_times(REPOSITORY / "mappings")


def test_what_is_asked_is_counted_beside_every_other_municipality():
    others = {name: (demand,) for name, demand in DEMANDS.items() if name != "F"}

    found = {each.element: each for each in compared_with_others([DEMANDS["F"]], others)}

    assert found[OPLEIDING] == AskedByOthers(format="F", element=OPLEIDING, alike=0, otherwise=0, others=5)
    assert found[OPLEIDING].is_asked_by_no_other
    assert found["bedrag"] == AskedByOthers(format="F", element="bedrag", alike=2, otherwise=3, others=5)
    assert found["productcode"] == AskedByOthers(
        format="F", element="productcode", alike=0, otherwise=5, others=5
    )
    assert found["reden"] == AskedByOthers(format="F", element="reden", alike=3, otherwise=0, others=5)


def test_what_fewest_others_ask_comes_first_and_lines_put_together_count_too():
    others = {name: (demand,) for name, demand in DEMANDS.items() if name != "D"}

    found = compared_with_others([DEMANDS["D"]], others)

    assert found[0] == AskedByOthers(format="D", element="", alike=0, otherwise=0, others=5)
    asking = [each.alike + each.otherwise for each in found]
    assert asking == sorted(asking)


def test_a_municipality_that_asks_two_formats_is_one_other():
    one = Demand(format="een", asked=(AskedElement(element="veld"),))
    other = Demand(
        format="twee",
        asked=(AskedElement(element="veld", representation=("cents",), operation=Operation.FORMAT),),
    )

    assert compared_with_others([one], {"X": (one, other)}) == (
        AskedByOthers(format="een", element="veld", alike=1, otherwise=0, others=1),
    )


def test_every_report_is_confirmed_and_checked_and_a_rejected_one_is_asked_for_once_more():
    account = municipal_account(accepted=10, rejected=2, table=TIMES)

    assert {each.activity: each.count for each in account.lines} == {
        MunicipalActivity.CONFIRM: 14,
        MunicipalActivity.FORMAL_CHECK: 12,
        MunicipalActivity.CONTENT_CHECK: 12,
    }
    assert account.minutes == (
        14 * 5 + 12 * 5 + 12 * 8,
        14 * 10 + 12 * 30 + 12 * 60,
        14 * 20 + 12 * 90 + 12 * 792,
    )
    assert bounds_words(account.minutes).nl == "4 uur tot 180 uur, midden 20 uur"
    assert account.version == "2022"


def test_nothing_received_takes_nothing():
    assert municipal_account(0, 0, TIMES).minutes == (0, 0, 0)
