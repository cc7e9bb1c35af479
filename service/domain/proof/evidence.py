"""What a package of evidence holds: a manifest of every report, with the acts of the log about it in full."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.domain.access import Organisation
from service.domain.formats.calendar import AskedReport
from service.domain.periods import Period
from service.domain.proof.acts import ActKind, moment_text
from service.domain.proof.acts_in_full import ActsByTopic, Json
from service.domain.proof.canonical import hash_of
from service.domain.proof.entries import LogEntry
from service.domain.proof.named_request import NamedRequest
from service.domain.proof.told import Told, told_of
from service.domain.reports import ReportSummary

EVIDENCE, POLICY, CHECKPOINT = "evidence.json", "log/policy", "log/checkpoint"
WITNESSED, CONSISTENCY = "log/witnessed", "log/consistency"
COVER_HTML, COVER_PDF, INDEX = "omslag.html", "omslag.pdf", "index.xlsx"
TIMESTAMP = "log/checkpoint.tsr"
MANIFESTS, PROOFS, REQUESTS = "manifests/", "proofs/", "requests/"
VERSION = 2


def manifest_name(report: object) -> str:
    """Where the manifest of a report is."""
    return f"{MANIFESTS}{report}.json"


def proof_name(index: object) -> str:
    """Where the proof is that a leaf is in the log, by its place."""
    return f"{PROOFS}{index}.tlog-proof"


def format_name(sha256: str) -> str:
    """Where everything is that decides what reports by that version of a format hold."""
    return f"formats/{sha256}.json"


def request_name(sha256: object) -> str:
    """Where a request is: the JSON that the log holds the hash of."""
    return f"{REQUESTS}{sha256}.json"


def description_name(sha256: str) -> str:
    """Where a format is described for people."""
    return f"formats/{sha256}.txt"


def answered_by(entry: LogEntry) -> NamedRequest | None:
    """The version of a request that a report answers, as the act of its making says."""
    return NamedRequest.parse(entry.facts.get("request")) if entry.kind is ActKind.TRANSLATED else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldReport:
    """A report, how it was made, all acts about it, and what these tell."""

    summary: ReportSummary
    made: Json
    acts: Sequence[Json]
    told: Told
    """By the service itself of what was made before there was a log."""


def told_report(report: ReportSummary, acts: ActsByTopic) -> ToldReport:
    """What was made before there was a log has no place in it: then the service itself tells."""
    made = _made(report, acts)
    about = acts.about(made)
    told = told_of(about) if "index" in made else _told_by_the_service(report)
    return ToldReport(summary=report, made=made, acts=about, told=told)


def acts_about(report: ReportSummary, acts: ActsByTopic) -> Sequence[Json]:
    """All that was done to it, in the order of the log."""
    return acts.about(_made(report, acts))


def _made(report: ReportSummary, acts: ActsByTopic) -> Json:
    return acts.made(report.id) or _made_before_the_log(report)


def _made_before_the_log(report: ReportSummary) -> Json:
    """As the act would have been, without a place."""
    return {
        "act": ActKind.TRANSLATED.value,
        "at": moment_text(report.published_at),
        "facts": {
            "sha256": report.sha256,
            "bytes": report.bytes,
            "filename": report.filename,
            "municipality": report.municipality,
            "format": report.format,
            "format_sha256": report.format_sha256,
            "period": report.period.label,
            "balance_sha256": hash_of(report.balance.as_json()),
        },
        "object": f"report {report.id}",
        "organisation": report.provider_code,
        "trace": str(report.submission),
    }


def _told_by_the_service(report: ReportSummary) -> Told:
    return Told(
        sent_at=moment_text(report.sent_at) if report.sent_at else None,
        taken_at=moment_text(report.taken_at) if report.taken_at else None,
        verdict=_verdict(report),
        superseded=_superseded(report),
        questions=(),
    )


def _verdict(report: ReportSummary) -> Json | None:
    if report.verdict is None:
        return None
    cause = report.verdict.cause
    return {"verdict": "rejected" if cause else "accepted", "cause": cause.value if cause else ""}


def _superseded(report: ReportSummary) -> Json | None:
    if not report.is_superseded or report.superseded_at is None:
        return None
    successor = str(report.successor) if report.successor else ""
    return {"at": moment_text(report.superseded_at), "successor": successor}


def manifest_of(report: ToldReport, asked: AskedReport | None) -> Json:
    """Everything that identifies one report, and all that was done to it."""
    return {
        "kind": "eenmaal-manifest",
        "version": VERSION,
        "made": report.made,
        "balance": report.summary.balance.as_json(),
        "acts": list(report.acts),
        "unlogged": None if "index" in report.made else report.told.as_json,
        "names": {
            "provider": report.summary.provider_name,
            "municipality": report.summary.municipality_name,
        },
        "request": _request(asked),
    }


def _request(asked: AskedReport | None) -> Json | None:
    if asked is None:
        return None
    return {"deadline": asked.deadline.isoformat(), "legal_ground": asked.legal_ground}


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceHead:
    """For whom and of what a package is."""

    organisation: Organisation
    period: Period
    made_at: str
    engine: str
    log: str
    size: int
    """How many leaves the log had just before."""


def evidence_of(head: EvidenceHead, hashes: Mapping[str, str]) -> Json:
    """The list of all that is in the package. `hashes`: of every file but itself and what proves itself."""
    return {
        "kind": "eenmaal-evidence",
        "version": VERSION,
        "for": {
            "kind": head.organisation.kind.value,
            "code": head.organisation.code,
            "name": head.organisation.name,
        },
        "period": head.period.label,
        "made_at": head.made_at,
        "engine": head.engine,
        "files": dict(hashes),
    }
