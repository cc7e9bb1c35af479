"""The hold-out and the questions on the real database: drawn by lot, compared once, seen by nobody else."""

import io
from functools import partial

import pytest

from service.domain.access import NotAllowedError, NotFoundError
from service.domain.burden.calibration import Perceived
from service.domain.reports import ReportId
from service.web.application import create_app
from tests.tools.program import Program


def test_at_least_one_report_is_drawn_and_always_the_same(region, hands, wiring):
    hands.deliver(region.provider, b"kwartaal")

    drawn = wiring.burden.draw_hold_out(region.provider)

    assert len(drawn) >= 1
    assert drawn == wiring.burden.draw_hold_out(region.provider)
    assert wiring.burden.draw_hold_out(region.other_provider) == ()


def test_the_file_made_by_hand_is_compared_once_and_only_with_what_was_drawn(region, hands, wiring):
    hands.deliver(region.provider, b"kwartaal")
    drawn = [each.report for each in wiring.burden.draw_hold_out(region.provider)]
    others = [
        one for one in wiring.reports.list(region.provider) if one.id not in {each.id for each in drawn}
    ]

    first = wiring.burden.compare_hold_out(region.provider, drawn[0].id, b"a;b\n1;2\n", "hand.csv", 25)
    wiring.burden.compare_hold_out(region.provider, drawn[0].id, b"a;b\n1;3\n", "hand.csv", 99)

    (kept, *_) = (one.compared for one in wiring.burden.draw_hold_out(region.provider) if one.compared)
    assert (kept.comparison, kept.minutes) == (first, 25)
    for stranger in (*(ReportId(one.id) for one in others),):
        with pytest.raises(NotFoundError):
            wiring.burden.compare_hold_out(region.provider, stranger, b"a", "hand.csv", 5)


def test_one_answer_of_one_person_per_half_year_and_nobody_else_sees_it(region, wiring):
    wiring.burden.tell_perceived(region.provider, 35, 20, 3)
    wiring.burden.tell_perceived(region.provider, 30, 20, 4)

    (answer,) = wiring.burden.list_perceived(region.provider)

    assert answer == Perceived(
        half_year=answer.half_year, answers=1, share_now=30, share_acceptable=20, irritation=4
    )
    assert wiring.burden.list_perceived(region.other_provider) == ()
    with pytest.raises(ValueError, match=r"^$"):
        wiring.burden.tell_perceived(region.provider, 130, 20, 4)
    for viewer in (region.utrecht, region.bureau):
        with pytest.raises(NotAllowedError):
            wiring.burden.list_perceived(viewer)


@pytest.fixture
def program(wiring):
    return partial(Program.of, create_app(wiring), wiring)


def test_a_program_runs_the_clock_and_tells_what_was_left_and_how_heavy_it_feels(region, hands, program):
    hands.deliver(region.provider, b"kwartaal")
    provider = program(region.provider)
    (*_, drawn) = provider.get("/regeldruk/steekproef").json["rapportages"]
    new = {"werk": "handling", "rol": "controller", "steekproef": drawn["merk"]}

    made = provider.post("/regeldruk/metingen", new)
    assert made.status_code == 201
    for act in ("pause", "resume", "stop"):
        assert provider.patch(f"/regeldruk/metingen/{made.json['id']}", {"doe": act}).status_code == 204
    (timed,) = provider.get("/regeldruk/metingen").json["metingen"]
    assert (timed["werk"], timed["steekproef"], "minuten" in timed) == ("handling", True, True)
    for wrong, name in (({"werk": "x"}, "werk"), ({"rol": "x"}, "rol"), ({"steekproef": "x"}, "steekproef")):
        refused = provider.post("/regeldruk/metingen", {**new, **wrong})
        assert (refused.status_code, refused.json["invalidParams"][0]["name"]) == (400, name)

    left = {"periode": drawn["periode"]["naam"], "oorzaak": "accountant", "minuten": 90}
    assert provider.post("/regeldruk/overig-werk", left).status_code == 204
    assert provider.post("/regeldruk/overig-werk", {**left, "oorzaak": "regen"}).status_code == 400
    assert provider.post("/regeldruk/overig-werk", {**left, "periode": "1999-Q1"}).status_code == 404

    said = {"nu": 30, "aanvaardbaar": 20, "ergernis": 4}
    assert provider.post("/regeldruk/beleving", said).status_code == 204
    (half_year,) = provider.get("/regeldruk/beleving").json["halfjaren"]
    assert (half_year["antwoorden"], half_year["nu"], half_year["ergernis"]) == (1, 30, 4)
    assert provider.post("/regeldruk/beleving", {**said, "ergernis": 9}).status_code == 400
    assert program(region.utrecht).get("/regeldruk/beleving").status_code == 403


def test_a_program_holds_its_own_work_beside_ours_and_says_who_was_wrong(region, hands, program):
    hands.deliver(region.provider, b"kwartaal")
    provider = program(region.provider)
    (*_, drawn) = provider.get("/regeldruk/steekproef").json["rapportages"]
    address = f"/regeldruk/steekproef/{drawn['rapportage']}"
    form = {"bestand": (io.BytesIO(b"a;b\n1;2\n"), "hand.csv"), "minuten": "25"}

    assert provider.post(f"{address}/vergelijkingen", form=form).status_code == 204
    found = next(
        each["vergeleken"]
        for each in provider.get("/regeldruk/steekproef").json["rapportages"]
        if each["rapportage"] == drawn["rapportage"]
    )
    differing = found["alleenMetDeHand"] + found["alleenDeOnze"] + found["verschillend"]
    assert (found["minuten"], differing > 0) == (25, True)
    wrong = {"metDeHand": differing, "deOnze": 0}
    assert provider.post(f"{address}/fouten", wrong).status_code == 204
    assert provider.post(f"{address}/fouten", {**wrong, "metDeHand": differing + 1}).status_code == 400
    other = program(region.other_provider)
    assert other.post(f"{address}/fouten", wrong).status_code == 404
    unreadable = {"bestand": (io.BytesIO(b"PK\x03\x04kapot"), "hand.xlsx"), "minuten": "5"}
    assert provider.post(f"{address}/vergelijkingen", form=unreadable).status_code == 400
