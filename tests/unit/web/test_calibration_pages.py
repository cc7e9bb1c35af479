"""What a provider reads where it measures: who was drawn, how it compared, and what its clocks gave."""

import io
from datetime import timedelta
from uuid import UUID

import pytest

from service.domain.burden.calibration import Comparison, Perceived
from service.domain.burden.hold_out import ComparedReport, DrawnReport
from service.domain.burden.made_today import Way
from service.domain.burden.time_studies import TimeStudy
from service.domain.failures import TerminalError
from service.use_cases.burden.show_measuring import MeasuringChoices

from .conftest import REPORT, WHEN, a_report
from .test_provider_pages import text_of


class WrittenHoldOut:
    def __init__(self):
        self.acts = []
        self.compared = None

    def drawn(self, _viewer):
        return (DrawnReport(a_report(), self.compared),)

    def compare(self, _viewer, report, content, filename, minutes):
        if content == b"broken":
            raise TerminalError("no")
        self.acts.append((report, content, filename, minutes))

    def find_wrong(self, _viewer, report, *said):
        if max(said) > 3:
            raise ValueError
        self.acts.append((report, *said))


class WrittenOpinion:
    def __init__(self):
        self.told = []

    def tell(self, _viewer, *said):
        if said[0] > 100:
            raise ValueError
        self.told.append(said)

    def answers(self, _viewer):
        return (
            Perceived(half_year="2026-H1", answers=3, share_now=31.7, share_acceptable=20, irritation=3.3),
        )


def a_study(number, minutes, *, is_holdout=False, label=""):
    stopped = WHEN + timedelta(minutes=minutes)
    return TimeStudy(
        id=UUID(int=number),
        driver="grain",
        role="x",
        is_holdout=is_holdout,
        started_at=WHEN,
        paused_at=None,
        paused_seconds=0,
        stopped_at=stopped,
        label=label,
    )


def wire_calibration(burden):
    """Give the written use cases their places; returns the two that tell what was asked of them."""
    hold_out, opinion = WrittenHoldOut(), WrittenOpinion()
    burden.draw_hold_out, burden.compare_hold_out = hold_out.drawn, hold_out.compare
    burden.find_wrong_in_hold_out = hold_out.find_wrong
    burden.show_measuring = lambda _viewer: MeasuringChoices(
        ("A", "D"), {"D": Way.SCRIPT}, are_reviews_timed=False, are_hold_outs_shared=False
    )
    burden.tell_perceived, burden.list_perceived = opinion.tell, opinion.answers
    return hold_out, opinion


@pytest.fixture(autouse=True)
def calibration(wiring):
    wiring.hold_out, wiring.opinion = wire_calibration(wiring.burden)
    return wiring


def test_a_drawn_report_asks_for_the_file_made_by_hand(provider, wiring):
    form = {"bestand": (io.BytesIO(b"a;b"), "hand.csv"), "minuten": "25"}

    words = text_of(provider.get("/regeldruk/steekproef"))
    answer = provider.post(f"/regeldruk/steekproef/{REPORT}", data=form)

    assert "niemand kan ze kiezen" in words
    assert answer.status_code == 303
    assert wiring.hold_out.acts == [(REPORT, b"a;b", "hand.csv", 25)]


def test_a_file_that_cannot_be_read_is_said_and_no_file_is_refused(provider):
    broken = {"bestand": (io.BytesIO(b"broken"), "hand.xlsx"), "minuten": "25"}

    answer = provider.post(f"/regeldruk/steekproef/{REPORT}", data=broken)

    assert (answer.status_code, "Dit bestand is niet te lezen." in text_of(answer)) == (400, True)
    assert provider.post(f"/regeldruk/steekproef/{REPORT}", data={"minuten": "5"}).status_code == 400


def test_a_comparison_gives_its_counts_and_no_verdict(provider, wiring):
    wiring.hold_out.compared = ComparedReport(
        Comparison(cells=120, equal=117, only_by_hand=1, only_ours=0, different=2), 25
    )

    words = text_of(provider.get("/regeldruk/steekproef"))

    assert "gemaakt in 25 minuten. Van 120 gevulde cellen zijn er 117 gelijk; 2 verschillen" in words


def test_whoever_looks_says_which_of_the_two_was_wrong(provider, wiring):
    wiring.hold_out.compared = ComparedReport(
        Comparison(cells=120, equal=117, only_by_hand=1, only_ours=0, different=2), 25, (2, 1)
    )
    address = f"/regeldruk/steekproef/{REPORT}/fouten"

    words = text_of(provider.get("/regeldruk/steekproef"))

    assert "Van 3 cellen die verschillen waren fout:" in words
    assert "Van de gevulde cellen (120) was er in die van u 2 keer iets fout, en in de onze 1 keer." in words
    assert provider.post(address, data={"hand": "2", "onze": "1"}).status_code == 303
    assert provider.post(address, data={"hand": "4", "onze": "0"}).status_code == 400
    assert provider.post(address, data={"hand": "-1"}).status_code == 400
    assert wiring.hold_out.acts == [(REPORT, 2, 1)]


def test_the_questions_show_how_many_answered(provider, wiring):
    form = {"nu": "35", "aanvaardbaar": "20", "ergernis": "3"}

    assert "1e halfjaar 2026 3 32 20 3,3" in text_of(provider.get("/regeldruk/beleving"))
    assert provider.post("/regeldruk/beleving", data=form).status_code == 303
    assert provider.post("/regeldruk/beleving", data={**form, "nu": "101"}).status_code == 400
    assert wiring.opinion.told == [(35, 20, 3)]


def test_the_class_changes_at_twelve_and_says_what_is_still_needed(provider, wiring):
    class Watch:
        def studies(self, _viewer):
            return tuple(a_study(number, 10, is_holdout=number < 5) for number in range(12))

    wiring.burden.list_time_studies = Watch().studies

    words = text_of(provider.get("/regeldruk/metingen"))

    assert "30,0 min (klasse D)" in words
    assert "12, 5 B 0 tot B, 33 in de steekproef tot A" in words


def test_two_persons_who_timed_the_same_work_say_how_exact_the_watch_is(provider, wiring):
    class Watch:
        def studies(self, _viewer):
            return tuple(a_study(n, 10 + n % 2, label=f"levering {n // 2}") for n in range(4))

    wiring.burden.list_time_studies = Watch().studies

    assert "Twee mensen maten 2 keer hetzelfde werk" in text_of(provider.get("/regeldruk/metingen"))


def test_measuring_is_for_providers(municipality):
    assert municipality.get("/regeldruk/steekproef").status_code == 403
    assert municipality.get("/regeldruk/beleving").status_code == 403
