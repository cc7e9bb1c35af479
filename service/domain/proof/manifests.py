"""What the leaves of the log say of a report, held against its manifest."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.domain.proof.canonical import canonical, hash_of
from service.domain.proof.threads_told import ToldAct, threads_told

_WHOLE = frozenset({"received", "checked", "answered", "retention-applied", "key-destroyed"})
_PER_MUNICIPALITY = frozenset({"sent", "withdrawn"})
_OF_THE_FILE = ("sha256", "bytes", "filename", "municipality", "format", "format_sha256", "period")
_OF_ITS_MAKING = ("engine", "deflater", "tables_sha256", "earlier")
_PARTS = ("excluded", "quarantined", "not_made", "rejected")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLeaf:
    """A leaf as a package holds it, with the facts it commits to."""

    index: int
    text: str
    leaf: Mapping[str, object]
    facts: Mapping[str, object]
    path: Sequence[str]

    @property
    def act(self) -> str:
        """What was done."""
        return str(self.leaf.get("act"))

    @property
    def object(self) -> str:
        """What it was done to."""
        return str(self.leaf.get("object"))

    @property
    def opened(self) -> bytes:
        """What a proof file carries beside its proof."""
        return canonical({"leaf": self.text, "facts": self.facts})


class LeavesByReport:
    """Which leaves are about a report: the same rule by which its manifest lists them."""

    def __init__(self, leaves: Iterable[OpenLeaf]) -> None:
        """`leaves` in the order of the log."""
        self._found: dict[tuple[str, str], list[OpenLeaf]] = defaultdict(list)
        for each in leaves:
            self._found[_key_of(each)].append(each)

    def of(self, manifest: Mapping[str, object]) -> tuple[OpenLeaf, ...]:
        """In the order of the log."""
        report, submission = _part(manifest, "report"), str(_part(manifest, "submission").get("id"))
        keys = (
            (f"report {report.get('id')}", ""),
            (submission, ""),
            (submission, f"to {report.get('municipality')}"),
            ("format", str(report.get("format_sha256"))),
            ("request", str(_part(manifest, "answers").get("sha256"))),
        )
        found = (each for key in keys for each in self._found.get(key, ()))
        return tuple(sorted(found, key=lambda each: each.index))


def _key_of(leaf: OpenLeaf) -> tuple[str, str]:
    if leaf.act == "format-approved":
        return "format", str(leaf.facts.get("format_sha256"))
    if leaf.act == "request-set":
        return "request", str(leaf.facts.get("request_sha256"))
    if leaf.object.startswith("report "):
        return leaf.object, ""
    trace = str(leaf.leaf.get("trace"))
    if leaf.act in _WHOLE:
        return trace, ""
    to = f"to {leaf.facts.get('municipality')}" if leaf.act in _PER_MUNICIPALITY else "of nobody"
    return trace, to


def differences(manifest: Mapping[str, object], leaves: Sequence[OpenLeaf]) -> Iterator[str]:
    """What the manifest says otherwise than its leaves; `balance` when that does not close by itself."""
    if manifest.get("leaves") != [each.index for each in leaves]:
        yield "leaves"
    if not _closes(_part(manifest, "balance")):
        yield "balance"
    made = _last(leaves, "translated")
    if made is None:
        return
    for path, said in _said(made, leaves).items():
        if _at(manifest, path) != said:
            yield path
    if hash_of(manifest.get("balance")) != made.facts.get("balance_sha256"):
        yield "balance_sha256"


def _said(made: OpenLeaf, leaves: Sequence[OpenLeaf]) -> dict[str, object]:
    received, judged = _last(leaves, "received"), _last(leaves, "judged")
    return {
        **{f"report.{name}": made.facts.get(name) for name in _OF_THE_FILE},
        **{f"made_with.{name}": made.facts.get(name) for name in _OF_ITS_MAKING},
        "answers": made.facts.get("request"),
        "report.made_at": made.leaf.get("at"),
        "provider.code": made.leaf.get("organisation"),
        "submission.id": made.leaf.get("trace"),
        "submission.sha256": received.facts.get("sha256") if received else None,
        "sent_at": _moment(_last(leaves, "sent", "withdrawn"), "sent"),
        "taken_at": _taken(leaves),
        "verdict": {name: judged.facts.get(name) for name in ("verdict", "cause")} if judged else None,
        "superseded": _superseded(_last(leaves, "superseded", "restored")),
        "questions": threads_told(
            ToldAct(each.act, str(each.leaf.get("at")), str(each.leaf.get("actor")), each.facts)
            for each in leaves
            if each.object.startswith("report ")
        ),
    }


def _last(leaves: Sequence[OpenLeaf], *acts: str) -> OpenLeaf | None:
    return next((each for each in reversed(leaves) if each.act in acts), None)


def _moment(leaf: OpenLeaf | None, act: str) -> object:
    return leaf.leaf.get("at") if leaf and leaf.act == act else None


def _taken(leaves: Sequence[OpenLeaf]) -> object:
    """The first time that its municipality had it in hands: it downloaded it, judged it or asked about it."""
    for each in leaves:
        if each.act in {"downloaded", "judged", "asked"} and each.leaf.get("actor") == "municipality":
            return each.leaf.get("at")
    return None


def _superseded(leaf: OpenLeaf | None) -> object:
    if leaf is None or leaf.act == "restored":
        return None
    return {"at": leaf.leaf.get("at"), "successor": leaf.facts.get("successor")}


def _closes(balance: Mapping[str, object]) -> bool:
    """In = reported + excluded + quarantined + not made + rejected, in rows and in cents."""
    for side in ("rows", "cents"):
        tally = _part(balance, side)
        parts = (value for name in _PARTS for value in _part(tally, name).values())
        whole = [tally.get("in"), tally.get("reported"), *parts]
        if not all(type(each) is int for each in whole):
            return False
        came_in, *went_out = (int(str(each)) for each in whole)
        if came_in != sum(went_out):
            return False
    return True


def _part(value: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = value.get(name)
    return found if isinstance(found, Mapping) else {}


def _at(value: object, path: str) -> object:
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
