"""How long somebody waits who got a password wrong often."""

from datetime import timedelta

import pytest

from service.domain.sign_in_brake import Counted, WrongTries

NOW, LONG_AGO = timedelta(), timedelta(hours=2)


@pytest.mark.parametrize(
    ("wrong", "seconds"), [(0, 0), (4, 0), (5, 30), (6, 60), (9, 480), (10, 900), (11, 900), (10**6, 900)]
)
def test_five_tries_are_free_and_then_each_makes_the_wait_longer(wrong, seconds):
    assert WrongTries(wrong, NOW).wait(Counted.LOGIN_FROM_PLACE) == timedelta(seconds=seconds)


def test_the_wait_is_over_when_it_is_over():
    assert WrongTries(5, timedelta(seconds=29)).wait(Counted.LOGIN_FROM_PLACE) == timedelta(seconds=1)
    assert WrongTries(5, timedelta(seconds=31)).wait(Counted.LOGIN_FROM_PLACE) == timedelta()


def test_what_is_long_ago_counts_no_more():
    assert WrongTries(1000, LONG_AGO).wait(Counted.PLACE) == timedelta()


def test_a_place_and_a_login_have_more_free_tries_than_both_together():
    assert WrongTries(49, NOW).wait(Counted.LOGIN) == WrongTries(59, NOW).wait(Counted.PLACE) == timedelta()
