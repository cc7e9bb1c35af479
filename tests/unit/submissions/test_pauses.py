"""How long a job waits before it is tried again, by what it failed with and how often."""

from datetime import timedelta

from service.domain.notices.mail import MailAwayError, MailPutOffError
from service.domain.submissions.jobs import pause_after


def test_an_email_that_was_put_off_waits_a_quarter_of_an_hour_and_then_hours_however_often():
    waits = [pause_after(MailPutOffError("later"), failures) for failures in range(4)]

    assert waits == [timedelta(minutes=15), *[timedelta(hours=4)] * 3]


def test_while_the_server_of_emails_is_away_every_try_comes_after_a_minute():
    assert [pause_after(MailAwayError("away"), failures) for failures in (0, 9)] == [timedelta(minutes=1)] * 2
