"""The page that leads through a quarter that is timed whole: steps, state, and what is missing."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from service.domain.burden.baseline import BaselineAct, BaselineClock, BaselineQuarter

from .test_burden_pages import a_burden_page, wire_burden
from .test_provider_pages import text_of

PAGE = "/regeldruk/nulmeting"
BEGUN = datetime(2026, 1, 5, 9, tzinfo=UTC)


def clock(number, name, minutes=None):
    return BaselineClock(
        id=UUID(int=number),
        format=name,
        municipalities=3,
        started_at=BEGUN,
        stopped_at=BEGUN + timedelta(minutes=minutes) if minutes else None,
    )


class WrittenBaseline:
    """Answers a quarter, and remembers what was asked of it."""

    def __init__(self):
        self.quarter = BaselineQuarter(())
        self.asked = []

    def choose(self, _viewer, formats):
        if "onzin" in formats:
            raise ValueError(formats)
        self.asked.append(formats)

    def start(self, _viewer, name):
        self.asked.append(name)

    def change(self, _viewer, which, act):
        self.asked.append((which, act))


@pytest.fixture(autouse=True)
def baseline(wiring):
    wire_burden(wiring, a_burden_page())
    written, burden = WrittenBaseline(), wiring.burden
    burden.show_baseline = lambda _viewer: written.quarter
    burden.choose_baseline, burden.start_baseline_clock = written.choose, written.start
    burden.change_baseline_clock = written.change
    burden.choose_shared_hold_outs = lambda _viewer, *, is_shared: written.asked.append(is_shared)
    return written


def test_at_first_one_chooses_and_nothing_can_be_timed(provider):
    words = text_of(provider.get(PAGE))

    assert "U bent bij stap 1 van 3." in words
    assert "Kies eerst bij stap 1 wat u maakt." in words
    assert "Start de klok" not in words.replace("Start de klok als", "")


def test_the_page_says_what_was_timed_what_runs_and_what_is_missing(provider, baseline):
    clocks = [clock(1, "A", 90), clock(2, "D")]
    baseline.quarter = BaselineQuarter.of({"A": 3, "D": 3, "F": 1}, clocks)

    page = provider.get(PAGE)
    words = text_of(page)

    assert "U bent bij stap 2 van 3. Gemeten: 1 van 3 formaten. Nog te meten: D; F." in words
    assert "Gemeten: ongeveer 90,0 minuten samen." in words
    assert "De klok loopt sinds" in words
    assert page.text.count('value="stop"') == page.text.count('value="pause"') == 1
    assert "Nog niet gemeten." in words


def test_when_all_was_timed_it_says_so(provider, baseline):
    baseline.quarter = BaselineQuarter.of({"A": 3}, [clock(1, "A", 90)])

    assert "Alles is gemeten. U bent bij stap 3 van 3." in text_of(provider.get(PAGE))


def test_what_is_chosen_started_and_changed_is_asked_for(provider, baseline):
    provider.post(PAGE, data={"gemeenten:A": " 3 ", "gemeenten:D": "", "gemeenten:F": "0", "x": "1"})
    provider.post(f"{PAGE}/klok", data={"formaat": "A"})
    provider.post(f"{PAGE}/klok/{UUID(int=1)}", data={"doe": "stop"})
    provider.post("/regeldruk/steekproef/delen", data={"delen": "ja"})
    provider.post("/regeldruk/steekproef/delen", data={})

    assert baseline.asked == [{"A": 3}, "A", (UUID(int=1), BaselineAct.STOP), True, False]


@pytest.mark.parametrize("count", ["-1", "drie", "99999", "1,5", "²"])
def test_a_number_that_cannot_be_is_refused(provider, baseline, count):
    assert provider.post(PAGE, data={"gemeenten:A": count}).status_code == 400
    assert provider.post(PAGE, data={"gemeenten:onzin": "1"}).status_code == 400
    assert provider.post(f"{PAGE}/klok/{UUID(int=1)}", data={"doe": "iets"}).status_code == 400
    assert baseline.asked == []


def test_nobody_but_a_provider_times(municipality, bureau):
    assert municipality.get(PAGE).status_code == bureau.get(PAGE).status_code == 403
    assert bureau.post("/regeldruk/steekproef/delen", data={"delen": "ja"}).status_code == 403
