"""The hold-out and the questions on the real database: drawn by lot, compared once, seen by nobody else."""

import pytest

from service.domain.access import NotAllowedError, NotFoundError
from service.domain.burden.calibration import Perceived
from service.domain.reports import ReportId


def test_at_least_one_report_is_drawn_and_always_the_same(region, hands, wiring):
    hands.deliver(region.provider, b"kwartaal")

    drawn = wiring.calibration.hold_out.drawn(region.provider)

    assert len(drawn) >= 1
    assert drawn == wiring.calibration.hold_out.drawn(region.provider)
    assert wiring.calibration.hold_out.drawn(region.other_provider) == ()


def test_the_file_made_by_hand_is_compared_once_and_only_with_what_was_drawn(region, hands, wiring):
    hands.deliver(region.provider, b"kwartaal")
    drawn = [each.report for each in wiring.calibration.hold_out.drawn(region.provider)]
    others = [
        one for one in wiring.list_reports(region.provider) if one.id not in {each.id for each in drawn}
    ]

    first = wiring.calibration.hold_out.compare(region.provider, drawn[0].id, b"a;b\n1;2\n", "hand.csv", 25)
    wiring.calibration.hold_out.compare(region.provider, drawn[0].id, b"a;b\n1;3\n", "hand.csv", 99)

    (kept, *_) = (one.compared for one in wiring.calibration.hold_out.drawn(region.provider) if one.compared)
    assert (kept.comparison, kept.minutes) == (first, 25)
    for stranger in (*(ReportId(one.id) for one in others),):
        with pytest.raises(NotFoundError):
            wiring.calibration.hold_out.compare(region.provider, stranger, b"a", "hand.csv", 5)


def test_one_answer_of_one_person_per_half_year_and_nobody_else_sees_it(region, wiring):
    wiring.calibration.perceived(region.provider, 35, 20, 3)
    wiring.calibration.perceived(region.provider, 30, 20, 4)

    (answer,) = wiring.calibration.perceived.answers(region.provider)

    assert answer == Perceived(answer.half_year, 1, 30, 20, 4)
    assert wiring.calibration.perceived.answers(region.other_provider) == ()
    with pytest.raises(ValueError, match=r"^$"):
        wiring.calibration.perceived(region.provider, 130, 20, 4)
    for viewer in (region.utrecht, region.bureau):
        with pytest.raises(NotAllowedError):
            wiring.calibration.perceived.answers(viewer)
