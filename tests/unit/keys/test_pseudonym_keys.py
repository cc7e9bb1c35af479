"""Keys of pseudonyms: one after the other by day, and names that only their holder makes again."""

from datetime import date

import pytest

from service.domain.pseudonym_keys import PseudonymKeys, Pseudonyms, key_id
from service.settings import Settings, SettingsError


def test_what_came_in_before_a_new_key_holds_is_made_with_the_old_one():
    keys = PseudonymKeys.from_text("first, second@2027-01-01,third@2028-01-01")

    days = [date(2026, 12, 31), date(2027, 1, 1), date(2029, 6, 1)]
    assert [keys.on(day) for day in days] == [b"first", b"second", b"third"]
    assert [each.id for each in keys.keys] == [key_id(name) for name in ("first", "second", "third")]
    assert "second" not in repr(keys)


def test_one_key_without_a_day_holds_always_and_no_key_is_none():
    assert PseudonymKeys.from_text("of our own").on(date(1999, 1, 1)) == b"of our own"
    assert PseudonymKeys.from_text("").on(date(2026, 1, 1)) == b""


@pytest.mark.parametrize(
    "text", ["first,second", "a@2027-01-01,b@2026-01-01", "a@some day", "a,b@2027-01-01,c@2027-01-01"]
)
def test_keys_of_which_nobody_knows_when_they_hold_are_refused_at_the_start(tmp_path, text):
    with pytest.raises(SettingsError, match="EENMAAL_PSEUDONYM_KEY"):
        Settings.from_environment({"EENMAAL_STATE_DIR": str(tmp_path), "EENMAAL_PSEUDONYM_KEY": text})


def test_a_person_is_found_under_every_key_that_is_still_there_and_named_under_the_first():
    before, after = Pseudonyms(["old" * 12]), Pseudonyms(["new" * 12, "old" * 12])

    assert before.of("999900006") in after.every_of("999900006")
    assert after.of("999900006").startswith(key_id("new" * 12))
    assert before.of("999900006") != before.of("999990019")
    assert "999900006" not in before.of("999900006")
