"""An e-mail that says that a report is there, with a link to its page and nothing of what is in it."""

from uuid import NAMESPACE_URL, uuid5

from service.domain.channels.addresses import EmailAddress
from service.domain.channels.channel import OpenChannel, Parcel
from service.domain.channels.outcomes import Outcome
from service.domain.notices.email import EmailId, WrittenEmail
from service.domain.notices.mail import MailAwayError, MailPutOffError, MailRefusedError
from service.domain.wording import Wording
from service.mail_server import Postman

_SUBJECT = Wording("Er staat een rapportage voor u klaar", "A report is ready for you")
_TEXT = Wording(
    "Er staat een rapportage voor u klaar. Log in om ze op te halen:\n{link}\n\n"
    "In deze e-mail staat met opzet niets over de inhoud.\n",
    "A report is ready for you. Sign in to fetch it:\n{link}\n\n"
    "On purpose nothing of what is in it stands in this e-mail.\n",
)


class EmailCourier:
    """The same report to the same address is the same Message-ID, however often it is taken."""

    def __init__(self, postman: Postman, choices_address: str) -> None:
        """`choices_address`: the page on which the channel is changed or removed."""
        self._postman = postman
        self._choices_address = choices_address

    def bring(self, channel: OpenChannel, parcel: Parcel) -> Outcome:
        """See Courier."""
        if not isinstance(channel.address, EmailAddress):
            return Outcome.REFUSED
        to = channel.address.to
        email = WrittenEmail(
            id=EmailId(uuid5(NAMESPACE_URL, f"{to} {parcel.link or parcel.name}")),
            to=to,
            subject=_SUBJECT.nl,
            text=_TEXT.fill(link=parcel.link or self._choices_address).nl,
            choices_address=self._choices_address,
        )
        return self._taken(email)

    def take_away(self, channel: OpenChannel, parcel: Parcel) -> Outcome:
        """What is sent cannot be taken back; there is nothing in it to take."""
        del channel, parcel
        return Outcome.TAKEN

    def _taken(self, email: WrittenEmail) -> Outcome:
        try:
            self._postman.take(email)
        except MailAwayError:
            return Outcome.NO_CONNECTION
        except (MailPutOffError, MailRefusedError):
            return Outcome.REFUSED
        return Outcome.TAKEN
