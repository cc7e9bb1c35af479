"""What a package of evidence holds: a manifest of every report, bound to the leaves of the log about it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from service.domain.access import Organisation
from service.domain.formats.calendar import AskedReport
from service.domain.periods import Period
from service.domain.proof.acts import ActKind, moment_text
from service.domain.proof.canonical import canonical
from service.domain.proof.entries import LogEntry
from service.domain.proof.named_request import NamedRequest
from service.domain.proof.threads_told import ToldAct, threads_told
from service.domain.reports import ReportSummary

EVIDENCE, LEAVES = "evidence.json", "log/leaves.jsonl"
POLICY, CHECKPOINT = "log/policy", "log/checkpoint"
WITNESSED, CONSISTENCY = "log/witnessed", "log/consistency"
COVER_HTML, COVER_PDF, INDEX = "omslag.html", "omslag.pdf", "index.xlsx"
TIMESTAMP = "log/checkpoint.tsr"
SEAL, SEAL_PROOF, SEAL_CONSISTENCY = "seal.json", "seal.tlog-proof", "seal.consistency"
SEALING = (SEAL, SEAL_PROOF, SEAL_CONSISTENCY)
"""They speak of evidence.json, and so cannot be listed in it."""
Json = dict[str, object]

_WHOLE = frozenset(
    {
        ActKind.RECEIVED,
        ActKind.CHECKED,
        ActKind.ANSWERED,
        ActKind.RETENTION_APPLIED,
        ActKind.KEY_DESTROYED,
    }
)
_PER_MUNICIPALITY = frozenset({ActKind.SENT, ActKind.WITHDRAWN})


def manifest_name(report: object) -> str:
    """Where the manifest of a report is."""
    return f"manifests/{report}.json"


def proof_name(report: object) -> str:
    """Where the proof is that a report was made."""
    return f"proofs/{report}.tlog-proof"


def format_name(sha256: str) -> str:
    """Where everything is that decides what reports by that version of a format hold."""
    return f"formats/{sha256}.json"


def request_name(sha256: str) -> str:
    """Where a request is, as the log signed it."""
    return f"requests/{sha256}.note"


def description_name(sha256: str) -> str:
    """Where the same is described for people."""
    return f"formats/{sha256}.txt"


class EntriesByReport:
    """Which entries are about a report: on it, on its submission as a whole, its sending, its format."""

    def __init__(self, entries: Iterable[LogEntry]) -> None:
        """`entries` in the order of the log."""
        self._found: dict[_Key, list[LogEntry]] = defaultdict(list)
        self._answers: dict[UUID | None, str] = {}
        for each in entries:
            if (key := _key_of(each)) is not None:
                self._found[key].append(each)
            if answers := answered_by(each):
                self._answers[each.report] = answers.sha256

    def of(self, report: ReportSummary) -> tuple[LogEntry, ...]:
        """In the order of the log."""
        keys: tuple[_Key, ...] = (
            (report.id, ""),
            (report.submission, ""),
            (report.submission, report.municipality),
            (None, report.format_sha256),
            (None, self._answers.get(report.id, "")),
        )
        found = (each for key in keys for each in self._found.get(key, ()))
        return tuple(sorted(found, key=lambda each: each.index))


_Key = tuple[UUID | None, str]


def _key_of(entry: LogEntry) -> _Key | None:
    if entry.kind is ActKind.FORMAT_APPROVED:
        return None, str(entry.facts.get("format_sha256"))
    if entry.kind is ActKind.REQUEST_SET:
        return None, str(entry.facts.get("request_sha256"))
    if entry.report is not None:
        return entry.report, ""
    if entry.kind in _WHOLE:
        return entry.submission, ""
    return (entry.submission, entry.municipality) if entry.kind in _PER_MUNICIPALITY else None


def answered_by(entry: LogEntry) -> NamedRequest | None:
    """The version of a request that a report answers, as the act of its making says."""
    return NamedRequest.parse(entry.facts.get("request")) if entry.kind is ActKind.TRANSLATED else None


def manifest_of(
    report: ReportSummary, entries: Sequence[LogEntry], template_sha256: str | None, asked: AskedReport | None
) -> Json:
    """Everything that identifies one report; `entries` are those about it."""
    made = _facts_of(entries, ActKind.TRANSLATED)
    received = _facts_of(entries, ActKind.RECEIVED)
    return {
        "kind": "eenmaal-manifest",
        "version": 1,
        "report": {
            "id": str(report.id),
            "sha256": report.sha256,
            "bytes": report.bytes,
            "filename": report.filename,
            "municipality": report.municipality,
            "format": report.format,
            "format_sha256": report.format_sha256,
            "period": report.period.label,
            "made_at": moment_text(report.published_at),
        },
        "provider": {"code": report.provider_code, "name": report.provider_name},
        "submission": {"id": str(report.submission), "sha256": received.get("sha256")},
        "made_with": {name: made.get(name) for name in ("engine", "deflater", "tables_sha256", "earlier")}
        | {"template_sha256": template_sha256},
        "balance": report.balance.as_json(),
        "sent_at": moment_text(report.sent_at) if report.sent_at else None,
        "taken_at": moment_text(report.taken_at) if report.taken_at else None,
        "verdict": _verdict(report),
        "superseded": _superseded(report),
        "questions": threads_told(
            ToldAct(each.kind.value, moment_text(each.at), each.who[0], each.facts)
            for each in entries
            if each.report == report.id
        ),
        "answers": made.get("request"),
        "request": _request(asked),
        "leaves": [each.index for each in entries],
    }


def _facts_of(entries: Sequence[LogEntry], kind: ActKind) -> Mapping[str, object]:
    return next((each.facts for each in entries if each.kind is kind), {})


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


def evidence_of(head: EvidenceHead, manifests: Sequence[Json], hashes: Mapping[str, str]) -> Json:
    """The list of all that is in the package. `hashes`: of every file but itself and the seal."""
    return {
        "kind": "eenmaal-evidence",
        "version": 1,
        "for": {
            "kind": head.organisation.kind.value,
            "code": head.organisation.code,
            "name": head.organisation.name,
        },
        "period": head.period.label,
        "made_at": head.made_at,
        "engine": head.engine,
        "log": {"origin": head.log, "size": head.size},
        "reports": [each["report"]["id"] for each in manifests],  # type: ignore[index]  # made above
        "totals": totals_of(manifests),
        "files": dict(hashes),
    }


def totals_of(manifests: Iterable[Mapping[str, object]]) -> dict[str, dict[str, int]]:
    """By format, over the reports that hold: two formats may be about the same rows, and are never added."""
    totals: dict[str, dict[str, int]] = {}
    for each in manifests:
        if each["superseded"] is None:
            report, balance = _object(each["report"]), _object(each["balance"])
            rows, cents = _object(balance["rows"]), _object(balance["cents"])
            sums = totals.setdefault(str(report["format"]), dict.fromkeys(_SUMS, 0))
            found = (1, rows["in"], rows["reported"], cents["in"], cents["reported"])
            for name, count in zip(_SUMS, found, strict=True):
                sums[name] += int(str(count))
    return totals


_SUMS = ("reports", "rows_in", "rows_reported", "cents_in", "cents_reported")


def _object(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise TypeError(f"expected an object, found {type(value).__name__}")
    return value


def leaf_line(entry: LogEntry, path: Sequence[str]) -> bytes:
    """A line of the file with leaves: the leaf as text, its facts, and its way to the root in base64."""
    return canonical(
        {"index": entry.index, "leaf": entry.leaf.decode(), "facts": entry.facts, "path": list(path)}
    )
