"""Of a number of a person at most the last two digits are shown."""

import pytest

from service.domain.findings import mask_bsn


@pytest.mark.parametrize(
    ("value", "shown"),
    [("999900006", "*******06"), ("123", "*23"), ("12", "**"), ("1", "*"), ("", "")],
)
def test_of_a_bsn_two_digits_are_left_and_of_two_digits_none(value, shown):
    assert mask_bsn(value) == shown
