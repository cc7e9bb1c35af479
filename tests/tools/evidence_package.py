"""A genuine package of evidence, made in memory of a log of our own, so that a test can spoil it anywhere."""

import json
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from service.domain.access import AccountId, Organisation, OrganisationId, OrganisationKind, Viewer
from service.domain.burden.residual import Cause, ReportVerdict
from service.domain.periods import parse_period
from service.domain.proof import evidence as names
from service.domain.proof.acts import ActKind, LoggedAct, Performer, leaf_of
from service.domain.proof.canonical import canonical, hash_of
from service.domain.proof.checkpoint import Checkpoint
from service.domain.proof.entries import LogEntry
from service.domain.proof.gathered import Gathered, Proven
from service.domain.proof.notes import COSIGNATURE, NOTE, SignerKey
from service.domain.proof.policy import parse_policy
from service.domain.proof.requests import SetRequest, contents_of
from service.domain.proof.tiles import grown, hashes_from
from service.domain.proof.tree import leaf_hash, root_at
from service.domain.reports import ReportId, ReportSummary
from service.domain.submissions.submission import SubmissionId
from service.domain.translation.balance import Balance, Tally
from service.pipeline.current_catalogue import CurrentCatalogue
from service.pipeline.evidence_files import EvidenceFiles, files_of_the_log

HOUSE = Path(__file__).parents[2]
LOG = SignerKey("log.example/logboek", NOTE, bytes([7] * 32))
OTHER_LOG = SignerKey("log.example/logboek", NOTE, bytes([8] * 32))
NOORD = SignerKey("noord.example/getuige", COSIGNATURE, bytes([1] * 32))
OOST = SignerKey("oost.example/getuige", COSIGNATURE, bytes([2] * 32))
POLICY = (
    f"log {LOG.verifier.text}\nwitness noord {NOORD.verifier.text}\nwitness oost {OOST.verifier.text}\n"
    "group bureaus 2 noord oost\nquorum bureaus\n"
)
BEGIN = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
FIRST, SECOND = SubmissionId(UUID(int=71)), SubmissionId(UUID(int=72))
OLD, NEW = ReportId(UUID(int=81)), ReportId(UUID(int=82))
THREAD = str(UUID(int=91))
BUREAU = Organisation(OrganisationId(UUID(int=2)), OrganisationKind.BUREAU, "voorbeeld", "Bureau Voorbeeld")
VIEWER = Viewer(account=AccountId(UUID(int=1)), login="bureau", language="nl", organisation=BUREAU)
PROVIDER, MUNICIPALITY = (
    Performer("provider", "06011234", "service"),
    Performer("municipality", "0014", "person"),
)
BALANCE = Balance(
    Tally(came_in=12, reported=10, excluded={"outside-period": 2}),
    Tally(came_in=120_000, reported=100_000, excluded={"outside-period": 20_000}),
)


class MadeLog:
    """A log in memory, an act a minute."""

    def __init__(self) -> None:
        self.entries: list[LogEntry] = []
        self.tiles: dict[tuple[int, int], bytes] = {}

    def add(self, performer: Performer, act: LoggedAct) -> LogEntry:
        """The entry that it is now."""
        index = len(self.entries)
        at = BEGIN + timedelta(minutes=index)
        leaf = leaf_of(act, performer, at, sha256(str(index).encode()).digest()[:16])
        edge = {level: each for (level, _), each in sorted(self.tiles.items()) if len(each) < 256 * 32}
        self.tiles |= grown(index, edge, [leaf_hash(leaf.content)])
        entry = LogEntry(
            index=index,
            leaf=leaf.content,
            facts=leaf.facts,
            kind=act.kind,
            at=at,
            submission=act.submission,
            report=act.report,
            municipality=act.municipality,
        )
        self.entries.append(entry)
        return entry

    def reader(self):
        return hashes_from(
            lambda tile: self.tiles[tile.level, tile.number][: tile.width * 32], len(self.entries)
        )

    def note(self, size=None, signer=LOG):
        size = size or len(self.entries)
        return Checkpoint(LOG.name, size, root_at(self.reader(), size)).signed(signer)


def _plan():
    return _catalogue().plans["voorbeeldregio-noord/kwartaal"][-1]


@cache
def _catalogue():
    return CurrentCatalogue(mappings_dir=HOUSE / "mappings", templates_dir=HOUSE / "templates")()


def a_report(report, submission, **others):
    """What the service knows of it, as far as the acts told."""
    facts = {
        "id": report,
        "submission": submission,
        "provider_code": "06011234",
        "provider_name": "Zorg Eén",
        "municipality": "0014",
        "municipality_name": "Groningen",
        "format": _plan().name,
        "format_sha256": _plan().sha256,
        "period": parse_period("2026-Q1"),
        "filename": f"kwartaal-0014-{report.int}.xlsx",
        "sha256": sha256(report.bytes).hexdigest(),
        "bytes": 13_000,
        "balance": BALANCE,
        "is_superseded": False,
    }
    return ReportSummary(**{**facts, **others})


def a_request(**others):
    """What both reports answer, the second version of it; `others`: what it says otherwise."""
    contents = contents_of(_catalogue(), {"0014"}, _plan().name)
    (content,) = contents.values()
    return SetRequest(
        id=f"0014/{_plan().name}",
        number=2,
        content=content | others,
        set_at="2026-01-02T03:04:05.000000Z",
        set_by={"kind": "bureau", "organisation": "voorbeeld"},
    )


def _made(report, answers=None):
    facts = {
        "sha256": report.sha256,
        "bytes": report.bytes,
        "filename": report.filename,
        "format": report.format,
        "format_sha256": report.format_sha256,
        "period": report.period.label,
        "balance_sha256": hash_of(report.balance.as_json()),
        "tables_sha256": "ab" * 32,
        "engine": "0.1.0",
        "deflater": "zlib-ng",
        "earlier": {},
    }
    if answers:
        facts["request"] = answers.named.as_json()
    return _act(ActKind.TRANSLATED, report.submission, report.id, "0014", **facts)


def _act(kind, submission=None, report=None, municipality="", **facts):
    return LoggedAct(kind=kind, submission=submission, report=report, municipality=municipality, facts=facts)


def _asking():
    """A question at the first report, which the second one closed."""
    return {
        "asked": (
            MUNICIPALITY,
            _act(ActKind.ASKED, FIRST, OLD, "0014", thread=THREAD, about="cell", text_sha256="12" * 32),
        ),
        "replied": (
            PROVIDER,
            _act(ActKind.REPLIED, FIRST, OLD, "0014", thread=THREAD, by="provider", text_sha256="34" * 32),
        ),
        "closed": (PROVIDER, _act(ActKind.CLOSED, FIRST, OLD, "0014", thread=THREAD, by="report")),
    }


def _history(log, *, asks, answers):
    """Two reports: the first was rejected and replaced by the second, which was accepted."""
    old, new = (
        a_report(each, submission, published_at=BEGIN) for each, submission in ((OLD, FIRST), (NEW, SECOND))
    )
    acts = {
        "approved": (
            Performer("bureau", "voorbeeld", "person"),
            _act(ActKind.FORMAT_APPROVED, format_sha256=_plan().sha256),
        ),
        "received": (PROVIDER, _act(ActKind.RECEIVED, FIRST, sha256="cd" * 32)),
        "checked": (PROVIDER, _act(ActKind.CHECKED, FIRST, verdict="accepted")),
        "made": (PROVIDER, _made(old, answers)),
        "of others": (
            Performer("provider", "47654321", "person"),
            _act(ActKind.RECEIVED, SubmissionId(UUID(int=9))),
        ),
        "sent": (PROVIDER, _act(ActKind.SENT, FIRST, municipality="0014")),
        "taken": (MUNICIPALITY, _act(ActKind.DOWNLOADED, FIRST, OLD, "0014", sha256=old.sha256)),
        "judged": (
            MUNICIPALITY,
            _act(ActKind.JUDGED, FIRST, OLD, "0014", verdict="rejected", cause=Cause.DATA_QUALITY.value),
        ),
        "received again": (PROVIDER, _act(ActKind.RECEIVED, SECOND, sha256="ef" * 32)),
        "checked again": (PROVIDER, _act(ActKind.CHECKED, SECOND, verdict="accepted")),
        "made again": (PROVIDER, _made(new, answers)),
        "sent again": (PROVIDER, _act(ActKind.SENT, SECOND, municipality="0014")),
        "gone": (PROVIDER, _act(ActKind.SUPERSEDED, FIRST, OLD, "0014", successor=str(NEW))),
        "judged again": (
            MUNICIPALITY,
            _act(ActKind.JUDGED, SECOND, NEW, "0014", verdict="accepted", cause=""),
        ),
    }
    more = _asking() if asks else {}
    if answers:
        more["set"] = Performer("bureau", "voorbeeld", "person"), answers.act
    at = {name: log.add(*each).at for name, each in (acts | more).items()}
    rejected = ReportVerdict(Cause.DATA_QUALITY, "niet in het bewijs", at["judged"])
    return (
        a_report(
            OLD,
            FIRST,
            published_at=at["made"],
            sent_at=at["sent"],
            taken_at=at["taken"],
            verdict=rejected,
            is_superseded=True,
            superseded_at=at["gone"],
            successor=NEW,
        ),
        a_report(
            NEW,
            SECOND,
            published_at=at["made again"],
            sent_at=at["sent again"],
            taken_at=at["judged again"],
            verdict=ReportVerdict(None, "", at["judged again"]),
        ),
    )


@cache
def genuine(*, asks=False, answers=False):
    """The files of a package, and the log that it comes from; copy before you change them.

    `asks`: with a question at the first report, at the end of the log; `answers`: with the request that
    both reports answer.
    """
    return made_of(asks=asks, request=a_request() if answers else None)


def made_of(*, asks=False, request=None, is_set=True):
    """The same, of a request as it is given; `is_set`: whether the log says that it was."""
    log = MadeLog()
    reports = _history(log, asks=asks, answers=request)
    others = {ActKind.REQUEST_SET} if not is_set else set()
    kept = tuple(
        each
        for each in log.entries
        if each.submission != SubmissionId(UUID(int=9)) and each.kind not in others
    )
    before = log.note(11)
    found = Gathered(
        reports=reports,
        entries=kept,
        checkpoint=Checkpoint.parse(log.note().text),
        witnessed=before.with_signatures(each.sign(before.text, at=1_775_000_000) for each in (NOORD, OOST)),
        requests=(request,) if request else (),
    )
    make = EvidenceFiles(
        viewer=VIEWER,
        period=parse_period("2026-Q1"),
        found=found,
        policy=parse_policy(POLICY),
        catalogue=_catalogue(),
        made_at=BEGIN + timedelta(days=30),
    )
    return sealed(make(), log, kept), log


def relisted(files):
    """With a list of what the files are now; what the log holds stays what it was."""
    head = json.loads(files[names.EVIDENCE])
    head["files"] = {
        name: sha256(content).hexdigest() for name, content in files.items() if not proves_itself(name)
    }
    return files | {names.EVIDENCE: canonical(head)}


def proves_itself(name):
    """What is on no list."""
    return name in {names.EVIDENCE, names.CHECKPOINT, names.CONSISTENCY} or name.startswith(names.PROOFS)


def sealed(files, log, kept=None, *, kind=ActKind.EVIDENCE_MADE, times=1):
    """As the service itself would seal it, whatever it says: its operator has the key.

    `kept`: the entries of which it gives proofs; without these those of which there are proofs now.
    `kind`: as another act; `times`: more often than once.
    """
    if kept is None:
        kept = [each for each in log.entries if names.proof_name(each.index) in files]
    listed = {name: content for name, content in files.items() if not proves_itself(name)}
    grows = MadeLog()
    grows.entries, grows.tiles = list(log.entries), dict(log.tiles)
    act = LoggedAct(
        kind=kind,
        subject="evidence 2026-Q1",
        facts={"sha256": sha256(files[names.EVIDENCE]).hexdigest(), "reports": 2},
    )
    seals = [grows.add(Performer("bureau", "voorbeeld", "person"), act) for _ in range(times)]
    proven = Proven.under(grows.note(), grows.reader(), (*kept, *seals), 11)
    return listed | {names.EVIDENCE: files[names.EVIDENCE]} | files_of_the_log(proven)
