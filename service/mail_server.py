"""The port by which emails leave, and an SMTP server behind it."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, localtime
from typing import Protocol

from service.domain.notices.email import WrittenEmail
from service.domain.notices.mail import MailAwayError, MailPutOffError, MailRefusedError, MailServer, Tls

_PATIENCE = 10.0
"""Seconds for every answer of the server."""
_CLOSING = 421
_FOR_EVER = 500
_NAME = "Eenmaal"


class Postman(Protocol):
    """Takes one email out."""

    def take(self, email: WrittenEmail) -> None:
        """Returns when the server has it. Raises MailAwayError, MailPutOffError or MailRefusedError."""


class NoPostman:
    """Where no mail server is given: emails wait."""

    def take(self, email: WrittenEmail) -> None:
        """See Postman."""
        raise MailAwayError(f"no server is given for {email.id}")


class SmtpPostman:
    """A connection for each email: there are few, and none can spoil another."""

    def __init__(self, server: MailServer) -> None:
        """Reaches nothing before there is an email."""
        self._server = server

    def take(self, email: WrittenEmail) -> None:
        """See Postman. The same email has the same Message-ID, however often it is taken."""
        message = as_message(email, self._server.sender)
        with _away_unless_it_answers(), self._connection() as connection:
            _hand_over(connection, message, self._server.sender, email.to)

    def greet(self) -> None:
        """Sign in and take nothing. Raises MailAwayError."""
        with _away_unless_it_answers(), self._connection() as connection:
            connection.noop()

    @contextmanager
    def _connection(self) -> Iterator[smtplib.SMTP]:
        server, trusted = self._server, ssl.create_default_context()
        if server.tls is Tls.TLS:
            made: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=_PATIENCE, context=trusted
            )
        else:
            made = smtplib.SMTP(server.host, server.port, timeout=_PATIENCE)
        try:
            if server.tls is Tls.STARTTLS:
                made.starttls(context=trusted)
            if server.user:
                made.login(server.user, server.password)
            yield made
        finally:
            made.close()


@contextmanager
def _away_unless_it_answers() -> Iterator[None]:
    try:
        yield
    except smtplib.SMTPResponseException as error:
        raise MailAwayError(str(error.smtp_code)) from error
    except (OSError, smtplib.SMTPException) as error:
        raise MailAwayError(type(error).__name__) from error


def as_message(email: WrittenEmail, sender: str) -> EmailMessage:
    """The email as mail. Addresses and subject are put in as values: a line end in one is refused."""
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(_NAME, addr_spec=sender)
    message["To"] = Address(addr_spec=email.to)
    message["Subject"] = email.subject
    message["Date"] = format_datetime(localtime())
    message["Message-ID"] = f"<{email.id}@{sender.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message["List-Unsubscribe"] = f"<{email.choices_address}>"
    message.set_content(email.text, cte="quoted-printable")  # also for a server that knows 7 bits alone
    return message


def _hand_over(connection: smtplib.SMTP, message: EmailMessage, sender: str, to: str) -> None:
    """What is said about this email alone; the rest is about the server, and goes on to the caller."""
    try:
        connection.send_message(message, sender, [to])
    except smtplib.SMTPSenderRefused:
        raise
    except smtplib.SMTPRecipientsRefused as error:
        raise _failure(error.recipients[to][0]) from error
    except smtplib.SMTPDataError as error:
        raise _failure(error.smtp_code) from error


def _failure(code: int) -> Exception:
    if code == _CLOSING:
        return MailAwayError(str(code))
    return MailRefusedError(str(code)) if code >= _FOR_EVER else MailPutOffError(str(code))
