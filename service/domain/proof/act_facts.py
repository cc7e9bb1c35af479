"""What the facts of an act are: the names that each kind has, and what stands under them."""

from collections.abc import Mapping

from service.domain.failures import EenmaalError
from service.domain.proof.acts import ActKind, LoggedAct
from service.domain.wording import Wording

_SHA256 = Wording("SHA-256 van het bestand", "SHA-256 of the file")
_FORMAT = Wording("naam van het uitvraagformaat", "name of the format")
_FORMAT_SHA256 = Wording("SHA-256 van het uitvraagformaat", "SHA-256 of the format")
_PERIOD = Wording("periode, zoals 2026-Q1", "period, such as 2026-Q1")
_THREAD = Wording("kenmerk van de vraag", "id of the question")
_TEXT = Wording("SHA-256 van de tekst, met haar zout", "SHA-256 of the text, with its salt")
_GONE: Mapping[str, Wording] = {
    "kind": Wording(
        "wat vernietigd is: upload, copy of report", "what was destroyed: upload, copy or report"
    ),
    "why": Wording("retention (de termijn was om) of by-hand", "retention (its term was over) or by-hand"),
}
ACT_FACTS: Mapping[ActKind, Mapping[str, Wording]] = {
    ActKind.RECEIVED: {
        "sha256": _SHA256,
        "bytes": Wording("grootte van het bestand", "size of the file"),
    },
    ActKind.CHECKED: {
        "verdict": Wording(
            "accepted, accepted-with-warnings of rejected", "accepted, accepted-with-warnings or rejected"
        ),
        "tables_sha256": Wording("SHA-256 van de gelezen rijen", "SHA-256 of the rows as they were read"),
    },
    ActKind.ANSWERED: {
        "code": Wording("code van de bevindingen", "code of the findings"),
        "count": Wording("hoeveel er beantwoord zijn", "how many were answered"),
    },
    ActKind.TRANSLATED: {
        "sha256": _SHA256,
        "bytes": Wording("grootte van het bestand", "size of the file"),
        "filename": Wording("naam van het bestand", "name of the file"),
        "format": _FORMAT,
        "format_sha256": _FORMAT_SHA256,
        "period": _PERIOD,
        "balance_sha256": Wording("SHA-256 van de sluitende telling", "SHA-256 of the balance"),
        "tables_sha256": Wording("SHA-256 van de gelezen rijen", "SHA-256 of the rows as they were read"),
        "engine": Wording("versie waarmee het gemaakt is", "version by which it was made"),
        "deflater": Wording("waarmee het bestand ingepakt is", "by which the file was packed"),
        "earlier": Wording(
            "per periode de SHA-256 van een eerdere rapportage waarvan getallen overgenomen zijn",
            "by period the SHA-256 of an earlier report of which it holds figures",
        ),
        "request": Wording(
            "de vastgestelde uitvraag waarop het antwoordt (id, number, sha256), als die er is",
            "the request that it answers (id, number, sha256), where there is one",
        ),
    },
    ActKind.NOT_MADE: {
        "format": _FORMAT,
        "period": _PERIOD,
        "reason": Wording("code van de reden", "code of the reason"),
    },
    ActKind.SENT: {},
    ActKind.WITHDRAWN: {},
    ActKind.DOWNLOADED: {"sha256": _SHA256},
    ActKind.DELIVERED: {
        "sha256": _SHA256,
        "channel": Wording("sftp, s3, webhook of email", "sftp, s3, webhook or email"),
    },
    ActKind.JUDGED: {
        "verdict": Wording("accepted of rejected", "accepted or rejected"),
        "cause": Wording("de reden van een afkeuring; anders leeg", "why it was rejected; empty otherwise"),
    },
    ActKind.ASKED: {
        "thread": _THREAD,
        "about": Wording("report, column of cell", "report, column or cell"),
        "text_sha256": _TEXT,
    },
    ActKind.REPLIED: {
        "thread": _THREAD,
        "by": Wording("provider of municipality", "provider or municipality"),
        "text_sha256": _TEXT,
    },
    ActKind.CLOSED: {
        "thread": _THREAD,
        "by": Wording(
            "municipality, of report: de rapportage geldt niet meer",
            "municipality, or report: the report does not hold any more",
        ),
    },
    ActKind.SUPERSEDED: {
        "successor": Wording(
            "de rapportage die ervoor in de plaats kwam; leeg als er geen is",
            "the report that took its place; empty when there is none",
        )
    },
    ActKind.RESTORED: {},
    ActKind.FORMAT_APPROVED: {
        "format": _FORMAT,
        "version": Wording("versie van het uitvraagformaat", "version of the format"),
        "format_sha256": _FORMAT_SHA256,
    },
    ActKind.MEANING_APPROVED: {
        "format": _FORMAT,
        "code_table": Wording("naam van de codetabel", "name of the code table"),
    },
    ActKind.REQUEST_SET: {
        "request": Wording("kenmerk van de uitvraag", "id of the request"),
        "number": Wording("nummer van deze versie", "number of this version"),
        "request_sha256": Wording("SHA-256 van deze versie", "SHA-256 of this version"),
    },
    ActKind.REQUEST_CHANGED: {
        "report": Wording(
            "AGB-code/uitvraagformaat/periode waarvoor uitstel is gegeven",
            "AGB code/format/period for which more time was given",
        ),
        "until": Wording("de nieuwe uiterste dag", "the new last day"),
    },
    ActKind.RETENTION_APPLIED: _GONE,
    ActKind.KEY_DESTROYED: _GONE,
    ActKind.EVIDENCE_MADE: {
        "sha256": Wording("SHA-256 van de inhoudsopgave", "SHA-256 of its list of contents"),
        "reports": Wording("hoeveel rapportages erin staan", "how many reports are in it"),
    },
}
"""By kind of act. Keys may be added; none changes its meaning."""


class UntoldFactError(EenmaalError):
    """An act has a fact that nobody who follows events can know of: its kind must name it above."""


def require_told(act: LoggedAct) -> None:
    """Raises UntoldFactError."""
    untold = set(act.facts) - set(ACT_FACTS[act.kind])
    if untold:
        raise UntoldFactError(f"{act.kind} has facts that stand nowhere: {', '.join(sorted(untold))}")
