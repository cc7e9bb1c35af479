"""What acts tell of a report: since when its municipality has it, what that said of it, what replaced it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from service.domain.proof.acts_in_full import Act, Json, facts_of, report_of
from service.domain.proof.threads_told import threads_told

_SUMS = ("reports", "rows_in", "rows_reported", "cents_in", "cents_reported")
_PARTS = ("excluded", "quarantined", "not_made", "rejected")
_TAKEN = frozenset({"downloaded", "judged", "asked"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Read from acts alone, here and nowhere else: covers, index and `eenmaal verify` say the same."""

    sent_at: object
    """When it was sent; None when it was taken back or never sent."""
    taken_at: object
    """The first time that its municipality had it in hands: it downloaded it, judged it or asked about it."""
    verdict: Json | None
    """`verdict` and `cause` of the last one."""
    superseded: Json | None
    """`at` and `successor`, while it does not hold."""
    questions: Sequence[Json]

    @property
    def as_json(self) -> Json:
        """For `eenmaal verify --json`."""
        return {**asdict(self), "questions": list(self.questions)}


def told_of(acts: Sequence[Act]) -> Told:
    """`acts`: all about one report, in the order of the log."""
    sent, judged = _last(acts, "sent", "withdrawn"), _last(acts, "judged")
    taken = (each["at"] for each in acts if each["act"] in _TAKEN and each["actor"] == "municipality")
    return Told(
        sent_at=sent["at"] if sent and sent["act"] == "sent" else None,
        taken_at=next(taken, None),
        verdict=_facts(judged, "verdict", "cause") if judged else None,
        superseded=_superseded_by(acts),
        questions=threads_told(acts),
    )


def _superseded_by(acts: Sequence[Act]) -> Json | None:
    """`at` and `successor`; None while the report holds."""
    gone = _last(acts, "superseded", "restored")
    return {"at": gone["at"], **_facts(gone, "successor")} if gone and gone["act"] == "superseded" else None


def _last(acts: Sequence[Act], *kinds: str) -> Act | None:
    return next((each for each in reversed(acts) if each["act"] in kinds), None)


def _facts(act: Act, *names: str) -> Json:
    return {name: facts_of(act).get(name) for name in names}


def told_reports(manifests: Iterable[Mapping[str, object]]) -> list[Json]:
    """Of each manifest which report it is, and what is told of it."""
    return [
        {
            "report": report_of(made),
            "provider": made["organisation"],
            **{name: facts_of(made)[name] for name in ("municipality", "format", "period", "filename")},
            **_told_in(each),
        }
        for each, (made, _, _) in ((each, parts_of(each)) for each in manifests)
    ]


def _told_in(manifest: Mapping[str, object]) -> Mapping[str, object]:
    unlogged = _told_by_the_service(manifest)
    return told_of(parts_of(manifest)[1]).as_json if unlogged is None else unlogged


def _holds(manifest: Mapping[str, object]) -> bool:
    unlogged = _told_by_the_service(manifest)
    gone = _superseded_by(parts_of(manifest)[1]) if unlogged is None else unlogged["superseded"]
    return gone is None


def _told_by_the_service(manifest: Mapping[str, object]) -> Mapping[str, object] | None:
    """Of a report that was made before there was a log; None when its acts tell."""
    unlogged = manifest["unlogged"]
    return unlogged if "index" not in parts_of(manifest)[0] and isinstance(unlogged, Mapping) else None


def totals_of(manifests: Iterable[Mapping[str, object]]) -> dict[str, dict[str, int]]:
    """By format, over the reports that hold: two formats may be about the same rows, and are never added."""
    totals: dict[str, dict[str, int]] = {}
    for each in manifests:
        made, _, balance = parts_of(each)
        if _holds(each):
            rows, cents = _tally(balance, "rows"), _tally(balance, "cents")
            sums = totals.setdefault(str(facts_of(made)["format"]), dict.fromkeys(_SUMS, 0))
            found = (1, rows["in"], rows["reported"], cents["in"], cents["reported"])
            for name, count in zip(_SUMS, found, strict=True):
                sums[name] += int(str(count))
    return totals


def parts_of(manifest: Mapping[str, object]) -> tuple[Act, Sequence[Act], Mapping[str, object]]:
    """How its report was made, all acts about it, and its balance. Raises TypeError or KeyError."""
    made, acts, balance = manifest["made"], manifest["acts"], manifest["balance"]
    if not isinstance(made, Mapping) or not isinstance(acts, list) or not isinstance(balance, Mapping):
        raise TypeError("a manifest has how it was made, acts and a balance")
    return made, acts, balance


def closes(balance: Mapping[str, object]) -> bool:
    """In = reported + excluded + quarantined + not made + rejected, in rows and in cents."""
    return all(_is_closed(_tally(balance, side)) for side in ("rows", "cents"))


def _is_closed(tally: Mapping[str, object]) -> bool:
    parts = (value for name in _PARTS for value in _tally(tally, name).values())
    whole = [tally["in"], tally["reported"], *parts]
    if not all(type(each) is int for each in whole):
        raise TypeError("a count is a whole number")
    came_in, *went_out = (int(str(each)) for each in whole)
    return came_in == sum(went_out)


def _tally(value: Mapping[str, object], name: str) -> Mapping[str, object]:
    found = value[name]
    if not isinstance(found, Mapping):
        raise TypeError(f"{name} is missing")
    return found
