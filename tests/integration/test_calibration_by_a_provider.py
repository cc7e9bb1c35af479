"""The hold-out and the questions on the real database: drawn by lot, compared once, seen by nobody else."""

import pytest

from service.domain.access import NotAllowedError, NotFoundError
from service.domain.burden.calibration import Perceived
from service.domain.reports import ReportId


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
