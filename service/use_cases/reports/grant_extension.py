"""Give a provider more time for one report, with a reason that it reads."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from service.domain.access import NotAllowedError, NotFoundError, OrganisationKind, Viewer
from service.domain.dues import Due, DueKey, Extension
from service.domain.failures import TerminalError
from service.domain.private_words import ClientMarks, TellsOfAClientError, tellings_in
from service.domain.proof.acts import ActKind, LoggedAct
from service.storage.stores import Stores
from service.use_cases.reports.list_dues import ListDues

LONGEST_REASON = 1000
_LONGEST = timedelta(days=366)


class NoExtensionError(TerminalError):
    """No reason, one that is too long, or a day that gives no more time or more than a year."""


@dataclass(frozen=True, slots=True)
class GrantExtension:
    """By somebody of the municipality that asks; the last one stands, and each is written down."""

    stores: Stores
    list_dues: ListDues

    def __call__(self, viewer: Viewer, key: DueKey, until: date, reason: str) -> Extension:
        """Raises NotAllowedError, NotFoundError (not owed), NoExtensionError, TellsOfAClientError."""
        if viewer.organisation.kind is not OrganisationKind.MUNICIPALITY:
            raise NotAllowedError("only a municipality gives more time")
        due = next((each for each in self.list_dues(viewer, key[3]) if each.asked.key == key), None)
        if due is None or not due.state.is_open:
            raise NotFoundError(" ".join(key[:3]))
        extension = _extension(viewer, due, until, _read_over(reason))
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.extensions.grant(extension)
            where = f"{due.asked.provider_code}/{due.asked.format}/{due.asked.period.label}"
            work.acts.record("extension_granted", where, until=until.isoformat())
            work.log.write(
                LoggedAct(
                    kind=ActKind.REQUEST_CHANGED,
                    subject="extension",
                    municipality=due.asked.municipality,
                    facts={"report": where, "until": until.isoformat()},
                )
            )
        return extension


def _read_over(reason: str) -> str:
    plain = "".join(sign for sign in reason if sign.isprintable() or sign == "\n").strip()
    if not plain or len(plain) > LONGEST_REASON:
        raise NoExtensionError(f"a reason has 1 to {LONGEST_REASON} characters")
    if found := tellings_in(plain, ClientMarks()):
        raise TellsOfAClientError(found)
    return plain


def _extension(viewer: Viewer, due: Due, until: date, reason: str) -> Extension:
    if not due.asked.deadline < until <= due.asked.deadline + _LONGEST:
        raise NoExtensionError("an extension ends after the last day and within a year of it")
    return Extension(
        provider_code=due.asked.provider_code,
        municipality=due.asked.municipality,
        format=due.asked.format,
        period=due.asked.period,
        until=until,
        reason=reason,
        granted_by=viewer.login,
        granted_at=datetime.now(UTC),
    )
