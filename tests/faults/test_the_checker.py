"""The checker of the harness: it says which upload is lost, twice there or wrong, and passes the others."""

from collections import Counter

import pytest

from tests.faults.history import Answer, History, Upload, check

MEANT = Counter({("0014", "kwartaal", "aa"): 1, ("0014", "jaar", "bb"): 1})


class WrittenEye:
    def __init__(self, submissions, reports):
        self.submissions = submissions
        self.published = reports

    def ask(self, statement):
        return self.submissions if "state" in statement else [row[:1] for row in self.submissions]

    def reports(self):
        return {"reference": MEANT, **self.published}


def verdict(answer, state, reports, times=1):
    history = History("", "", "", b"")
    history.uploads.append(Upload(1, "one", answer))
    rows = [("one", state)] * times if state else []
    found = check(history, WrittenEye(rows, {"one": reports} if reports else {}), "reference")
    return bool(found.lost), bool(found.twice), bool(found.wrong)


@pytest.mark.parametrize("answer", [Answer.KEPT, Answer.UNKNOWN])
def test_what_is_there_once_with_the_right_bytes_is_good(answer):
    assert verdict(answer, "ready", MEANT) == (False, False, False)


@pytest.mark.parametrize("answer", [Answer.REFUSED, Answer.UNKNOWN])
def test_what_was_not_said_to_be_kept_may_be_absent(answer):
    assert verdict(answer, None, None) == (False, False, False)


@pytest.mark.parametrize("state", [None, "received", "translating", "failed", "rejected"])
def test_what_was_said_to_be_kept_and_is_not_ready_is_lost(state):
    assert verdict(Answer.KEPT, state, None)[0]


def test_what_is_ready_without_a_report_is_lost():
    assert verdict(Answer.UNKNOWN, "ready", Counter({("0014", "jaar", "bb"): 1})) == (True, False, False)


def test_a_report_or_a_submission_that_is_there_twice_is_said():
    assert verdict(Answer.KEPT, "ready", MEANT + MEANT)[1]
    assert verdict(Answer.KEPT, "ready", MEANT, times=2)[1]


def test_other_bytes_are_wrong():
    other = MEANT + Counter({("0014", "jaar", "cc"): 1})
    assert verdict(Answer.KEPT, "ready", other) == (False, False, True)


def test_what_was_said_to_be_refused_and_is_there_is_wrong():
    assert verdict(Answer.REFUSED, "ready", MEANT)[2]
