"""A whole file is held beside that of an earlier period: what moved much is asked, once, and nothing else."""

from datetime import date

import pytest

from service.domain.standard.beside_earlier import findings_beside_earlier
from service.domain.wording import Wording, same
from tests.tools.exports import an_export, the_standard

Q2 = {"periode_begin": date(2026, 4, 1), "periode_eind": date(2026, 6, 30)}
TWO = ["0014", "0344"]


def _care(count, code="0014", number=1, month=1, **more):
    row = {"gemeentecode": code, "toewijzingnummer": number, "begindatum": date(2026, month, 1)}
    row |= {"einddatum": date(2026, month, 28), **more}
    return [row | {"referentienummer": f"{code}-{number}-{at}"} for at in range(count)]


def _export(care, period=None, verloop=(), toelichting=(), **allocation):
    allocations = [
        {"gemeentecode": code, "toewijzingnummer": at, "clientnummer": f"C{at}", **allocation}
        for at, code in enumerate(TWO, start=1)
    ]
    return an_export(
        aanlevering=[period or {}],
        toewijzing=allocations,
        prestatie=care,
        verloop=list(verloop),
        toelichting=list(toelichting),
    )


def _asked(now, earlier):
    return {
        each.kind.code: dict(each.facts) for each in findings_beside_earlier(now, earlier, the_standard())
    }


BOTH = [*_care(20), *_care(20, "0344", 2)]
BOTH_LATER = [*_care(20, month=4), *_care(20, "0344", 2, month=4)]
ONE_LATER = _care(40, month=4)


def test_what_goes_on_as_it_was_is_not_asked_about():
    assert _asked(_export(BOTH_LATER, Q2), _export(BOTH)) == {}


def test_nothing_is_asked_beside_a_period_that_is_not_earlier():
    assert _asked(_export(ONE_LATER, Q2), _export(BOTH, Q2)) == {}


def test_a_municipality_and_a_client_that_are_gone_while_the_allocation_goes_on_are_asked():
    assert _asked(_export(ONE_LATER, Q2), _export(BOTH)) == {
        "municipality-gone": {"earlier": same("2026-Q1"), "municipalities": "Utrecht (0344)"},
        "clients-without-stop": {"earlier": same("2026-Q1"), "found": "1", "examples": "2"},
    }


@pytest.mark.parametrize(
    "more",
    [
        {"einddatum": date(2026, 3, 31)},
        {"toelichting": [{"gemeentecode": "0344", "onderwerp": "nihil", "tekst": "Niemand."}]},
    ],
)
def test_a_municipality_is_not_asked_about_after_the_end_of_its_allocations_or_a_nil_return(more):
    assert "municipality-gone" not in _asked(_export(ONE_LATER, Q2, **more), _export(BOTH))


def test_a_client_whose_help_stopped_is_not_asked_about():
    stop = {"gemeentecode": "0344", "toewijzingnummer": 2, "begindatum": date(2026, 1, 1)}

    now = _export(ONE_LATER, Q2, verloop=[{**stop, "einddatum": date(2026, 3, 31)}])

    assert "clients-without-stop" not in _asked(now, _export(BOTH))


@pytest.mark.parametrize(
    ("amount", "change"), [(60_00 * 141 // 100 * 91 // 90, "+41"), (60_00 * 139 // 100, None), (35_00, "-42")]
)
def test_an_amount_per_day_that_moves_more_than_40_per_cent_is_asked_about(amount, change):
    moved = [{**each, "bedrag": amount} for each in BOTH_LATER]

    found = _asked(_export(moved, Q2), _export(BOTH)).get("amount-moved", {})

    assert found.get("change") == change


def test_a_credit_counts_against_the_amount():
    credited = [{**each, "debet_credit": "C" if at < 10 else "D"} for at, each in enumerate(BOTH_LATER)]

    assert _asked(_export(credited, Q2), _export(BOTH))["amount-moved"]["change"] == "-51"


def test_a_mean_tariff_that_moves_more_than_15_per_cent_is_asked_about_with_its_product():
    dearer = [{**each, "tarief": 1_16} for each in BOTH_LATER]
    indexed = [{**each, "tarief": 1_06} for each in BOTH_LATER]

    assert _asked(_export(dearer, Q2), _export(BOTH)) == {
        "tariff-moved": {
            "earlier": same("2026-Q1"),
            "limit": "15",
            "products": Wording("45A03 (01) 1,00 → 1,16", "45A03 (01) 1.00 → 1.16"),
        }
    }
    assert _asked(_export(indexed, Q2), _export(BOTH)) == {}


def test_few_rows_move_nothing():
    assert set(_asked(_export(_care(2, month=4, tarief=9_00), Q2), _export(_care(3)))) == set()
