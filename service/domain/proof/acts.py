"""What is written in the log of an act: a leaf that anyone may read, and facts that only it commits to."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

from service.domain.proof.canonical import canonical, hash_of
from service.domain.wording import Wording

SALT_BYTES = 16


class ActKind(StrEnum):
    """What was done."""

    RECEIVED = "received"
    CHECKED = "checked"
    ANSWERED = "answered"
    TRANSLATED = "translated"
    NOT_MADE = "not-made"
    SENT = "sent"
    WITHDRAWN = "withdrawn"
    DOWNLOADED = "downloaded"
    DELIVERED = "delivered"
    JUDGED = "judged"
    ASKED = "asked"
    REPLIED = "replied"
    CLOSED = "closed"
    SUPERSEDED = "superseded"
    RESTORED = "restored"
    FORMAT_APPROVED = "format-approved"
    MEANING_APPROVED = "meaning-approved"
    REQUEST_SET = "request-set"
    REQUEST_CHANGED = "request-changed"
    RETENTION_APPLIED = "retention-applied"
    KEY_DESTROYED = "key-destroyed"
    EVIDENCE_MADE = "evidence-made"


ACT_WORDS: Mapping[ActKind, Wording] = {
    ActKind.RECEIVED: Wording("aanlevering ontvangen", "submission received"),
    ActKind.CHECKED: Wording("aanlevering gecontroleerd", "submission checked"),
    ActKind.ANSWERED: Wording("waarschuwingen beantwoord", "warnings answered"),
    ActKind.TRANSLATED: Wording("rapportage gemaakt", "report made"),
    ActKind.NOT_MADE: Wording("rapportage niet gemaakt", "report not made"),
    ActKind.SENT: Wording("verstuurd aan de gemeente", "sent to the municipality"),
    ActKind.WITHDRAWN: Wording("teruggenomen", "taken back"),
    ActKind.DOWNLOADED: Wording("rapportage opgehaald", "report downloaded"),
    ActKind.DELIVERED: Wording("rapportage bezorgd", "report delivered"),
    ActKind.JUDGED: Wording("oordeel gegeven", "verdict given"),
    ActKind.ASKED: Wording("vraag gesteld over een rapportage", "question asked about a report"),
    ActKind.REPLIED: Wording("vraag beantwoord", "question answered"),
    ActKind.CLOSED: Wording("vraag gesloten", "question closed"),
    ActKind.SUPERSEDED: Wording("rapportage vervangen of vervallen", "report replaced or lapsed"),
    ActKind.RESTORED: Wording("rapportage geldt weer", "report holds again"),
    ActKind.FORMAT_APPROVED: Wording("uitvraagformaat goedgekeurd", "format approved"),
    ActKind.MEANING_APPROVED: Wording("betekenis van een code goedgekeurd", "meaning of a code approved"),
    ActKind.REQUEST_SET: Wording("uitvraag vastgesteld", "request set"),
    ActKind.REQUEST_CHANGED: Wording("uitvraag gewijzigd", "request changed"),
    ActKind.RETENTION_APPLIED: Wording("bewaartermijn toegepast", "retention applied"),
    ActKind.KEY_DESTROYED: Wording("sleutel vernietigd", "key destroyed"),
    ActKind.EVIDENCE_MADE: Wording("bewijsbestand gemaakt", "evidence file made"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LoggedAct:
    """An act as whoever did it tells it. Nothing of a person is in it: no name, no login, no BSN."""

    kind: ActKind
    submission: UUID | None = None
    report: UUID | None = None
    subject: str = ""
    """What it was done to, where that is no submission or report: `format noord/kwartaal@2`."""
    municipality: str = ""
    """The gemeentecode that it concerns; not in the leaf."""
    result: str = "done"
    facts: Mapping[str, object] = field(default_factory=dict)
    """Hashes, codes, periods and counts, for who may see them. The leaf holds the hash of these."""

    @property
    def object(self) -> str:
        """What it was done to, as the leaf names it."""
        if self.report:
            return f"report {self.report}"
        return f"submission {self.submission}" if self.submission else self.subject


@dataclass(frozen=True, slots=True)
class Performer:
    """Who did it, without a name: as which kind of organisation, which one, and by which way."""

    role: str
    organisation: str
    """AGB code, gemeentecode or short name of a bureau; empty when nobody asked for it."""
    origin: str
    """`person`, `person of bureau noord` who acts for another, or `service` that did it by itself."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """What is added to the log, and the facts it commits to."""

    content: bytes
    facts: Mapping[str, object]
    """Those of the act, where it happened to, and a salt: without that a hash could be guessed."""

    @property
    def sha256(self) -> str:
        """Of its content."""
        return sha256(self.content).hexdigest()


def leaf_of(act: LoggedAct, performer: Performer, at: datetime, salt: bytes) -> Leaf:
    """The leaf: BIO2 8.15.01 (actie, object, resultaat, oorsprong, actor, tijdstempel) as canonical JSON."""
    municipality = {"municipality": act.municipality} if act.municipality else {}
    facts = {**act.facts, **municipality, "salt": salt.hex()}
    content = {
        "version": 1,
        "act": act.kind.value,
        "object": act.object,
        "trace": str(act.submission) if act.submission else "",
        "result": act.result,
        "actor": performer.role,
        "organisation": performer.organisation,
        "origin": performer.origin,
        "at": moment_text(at),
        "facts": hash_of(facts),
    }
    return Leaf(canonical(content), facts)


def moment_text(at: datetime) -> str:
    """A moment as a leaf and a manifest write it: UTC, to the microsecond."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def opened_leaf(leaf: bytes, facts: Mapping[str, object]) -> bytes:
    """A leaf with the facts it commits to."""
    return canonical({"leaf": leaf.decode(), "facts": facts})
