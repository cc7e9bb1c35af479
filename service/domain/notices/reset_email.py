"""The email with a link to choose a new password."""

from uuid import uuid4

from service.domain.notices.email import EmailId, WrittenEmail
from service.domain.wording import Language, Wording

_SUBJECT = Wording("Een nieuw wachtwoord kiezen", "Choose a new password")
_TEXT = Wording(
    "U, of iemand anders, vroeg om een nieuw wachtwoord voor {login}.\n\n"
    "Kies het hier, binnen een uur; de link werkt één keer:\n{link}\n\n"
    "Vroeg u niets? Dan hoeft u niets te doen: uw wachtwoord blijft zoals het is.\n",
    "You, or somebody else, asked for a new password for {login}.\n\n"
    "Choose it here, within an hour; the link works once:\n{link}\n\n"
    "Did you not ask? Then there is nothing to do: your password stays as it is.\n",
)


def reset_email(to: str, login: str, link: str, language: Language, public_url: str) -> WrittenEmail:
    """In the language of the account. `link`: a whole address."""
    return WrittenEmail(
        id=EmailId(uuid4()),
        to=to,
        subject=_SUBJECT.to(language),
        text=_TEXT.fill(login=login, link=link).to(language),
        choices_address=f"{public_url}/account",
    )
