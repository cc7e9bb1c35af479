"""An e-mail with one or more notices: who gets it, and what it says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NewType
from uuid import UUID

from service.domain.notices.kinds import Notice
from service.domain.wording import Language, Wording, joined, same

EmailId = NewType("EmailId", UUID)
MOST_NOTICES = 25
"""Of which an email tells; of the others it says how many there are, and where."""
_SEVERAL = Wording("{count} meldingen van Eenmaal", "{count} notices from Eenmaal")
_MORE = Wording("En nog {count}. Alle meldingen: {address}", "And {count} more. All notices: {address}")
_END = Wording(
    "Welke meldingen u krijgt, waar en hoe vaak, kiest u hier: {address}",
    "Choose here which notices you get, where and how often: {address}",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Email:
    """What one person is to be sent; the id is that of its job, and makes its Message-ID."""

    id: EmailId
    to: str
    """A plain address, see `is_address`."""
    language: Language
    notices: tuple[Notice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenEmail:
    """An email in the language of its reader."""

    id: EmailId
    to: str
    subject: str
    text: str
    choices_address: str
    """Where its reader stops it."""


def write(email: Email, public_url: str) -> WrittenEmail:
    """The email in words; every link begins with `public_url`."""
    text = joined("\n\n", _paragraphs(email.notices, public_url))
    return WrittenEmail(
        id=email.id,
        to=email.to,
        subject=_subject(email.notices).to(email.language),
        text=text.to(email.language) + "\n",
        choices_address=_choices(public_url),
    )


def _subject(notices: Sequence[Notice]) -> Wording:
    titles = {each.kind.title for each in notices}
    if len(titles) > 1:
        return _SEVERAL.fill(count=len(notices))
    title = titles.pop()
    return title if len(notices) == 1 else title + same(f" ({len(notices)})")


def _paragraphs(notices: Sequence[Notice], public_url: str) -> list[Wording]:
    told = [each.words + same(f"\n{public_url}{each.path}") for each in notices[:MOST_NOTICES]]
    more = len(notices) - len(told)
    if more:
        told.append(_MORE.fill(count=more, address=f"{public_url}/meldingen"))
    return [*told, same("-- ") + same("\n") + _END.fill(address=_choices(public_url))]


def _choices(public_url: str) -> str:
    return f"{public_url}/account"
