"""Acts in the log as events that programs follow: CloudEvents by the NLGov profile."""

from collections.abc import Mapping
from datetime import UTC

from service.domain.proof.acts import ActKind
from service.domain.proof.entries import LogEntry

EVENT_TYPES: Mapping[ActKind, str] = {
    ActKind.RECEIVED: "aanlevering.ontvangen",
    ActKind.CHECKED: "aanlevering.gecontroleerd",
    ActKind.ANSWERED: "aanlevering.beantwoord",
    ActKind.TRANSLATED: "rapportage.gemaakt",
    ActKind.NOT_MADE: "rapportage.niet-gemaakt",
    ActKind.SENT: "rapportage.verstuurd",
    ActKind.WITHDRAWN: "rapportage.teruggenomen",
    ActKind.DOWNLOADED: "rapportage.opgehaald",
    ActKind.DELIVERED: "rapportage.bezorgd",
    ActKind.JUDGED: "rapportage.beoordeeld",
    ActKind.ASKED: "vraag.gesteld",
    ActKind.REPLIED: "vraag.beantwoord",
    ActKind.CLOSED: "vraag.gesloten",
    ActKind.SUPERSEDED: "rapportage.vervangen",
    ActKind.RESTORED: "rapportage.hersteld",
    ActKind.FORMAT_APPROVED: "formaat.goedgekeurd",
    ActKind.MEANING_APPROVED: "codetabel.goedgekeurd",
    ActKind.REQUEST_SET: "uitvraag.vastgesteld",
    ActKind.REQUEST_CHANGED: "uitvraag.gewijzigd",
    ActKind.RETENTION_APPLIED: "bewaartermijn.toegepast",
    ActKind.KEY_DESTROYED: "sleutel.vernietigd",
    ActKind.EVIDENCE_MADE: "bewijs.gemaakt",
}
"""What an act is called to who follows it; such a name never changes."""
_BEGIN = "nl.eenmaal."
_SEQUENCE_DIGITS = 20


def event_type(kind: ActKind) -> str:
    """The whole name of its type."""
    return _BEGIN + EVENT_TYPES[kind]


KIND_OF_TYPE: Mapping[str, ActKind] = {event_type(kind): kind for kind in ActKind}


def event_of(entry: LogEntry, site: str) -> dict[str, object]:
    """One event in JSON. Its `id` is its place in the log, for ever. `site`: the address of this service."""
    told = {
        "aanlevering": str(entry.submission) if entry.submission else None,
        "rapportage": str(entry.report) if entry.report else None,
        "gemeenteCode": entry.municipality or None,
    }
    facts = {name: value for name, value in entry.facts.items() if name != "salt"}
    role, organisation = entry.who
    by = {"soortOrganisatie": role, "organisatie": organisation}
    return {
        "specversion": "1.0",
        "id": str(entry.index),
        "source": f"{site}/api/v1/logboek",
        "type": event_type(entry.kind),
        "subject": entry.object,
        "time": entry.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "datacontenttype": "application/json",
        "dataschema": f"{site}/api/v1/openapi.json#/components/schemas/GebeurtenisGegevens",
        "sequence": str(entry.index).zfill(_SEQUENCE_DIGITS),
        "data": {**{name: value for name, value in told.items() if value is not None}, **by, "feiten": facts},
    }
