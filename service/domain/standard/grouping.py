"""Findings for people: grouped, structural faults first, and held beside those of a former upload."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from service.domain.findings import REPAIRED, Finding, FindingKind, Place, Severity

_WEIGHT = {severity: at for at, severity in enumerate(Severity)}

FaultKey = tuple[str, str, str]
"""Code of the kind, table, field: what faults have in common that are repaired alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingGroup:
    """Every finding of one kind in one field of one table."""

    kind: FindingKind
    table: str
    field: str
    rows: int
    """How many rows it speaks for."""
    first: tuple[Finding, ...]
    """The first of them, in the order of the file."""

    @property
    def places(self) -> tuple[Place, ...]:
        """Where the first of them stand."""
        return tuple(finding.place for finding in self.first)


def is_structural(finding: Finding) -> bool:
    """Whether it blocks and is about the file, a sheet or a column as a whole."""
    place = finding.place
    is_in_a_row = bool(place.line or (place.row and place.column))
    return finding.kind.severity is Severity.BLOCKS and not is_in_a_row


def group_findings(findings: Iterable[Finding], shown: int = 5) -> tuple[FindingGroup, ...]:
    """Group by kind, table and field: what blocks first, of that the structural, then what most rows have."""
    groups: dict[FaultKey, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(_key(finding), []).append(finding)
    made = [
        FindingGroup(
            kind=several[0].kind,
            table=table,
            field=field,
            rows=sum(each.count for each in several),
            first=tuple(several[:shown]),
        )
        for (_, table, field), several in groups.items()
    ]
    return tuple(sorted(made, key=_order))


def _order(group: FindingGroup) -> tuple[int, bool, bool, int]:
    kind = group.kind
    return _WEIGHT[kind.severity], not is_structural(group.first[0]), kind.is_repair, -group.rows


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultChange:
    """What became of one sort of fault from one upload to the next, in rows."""

    code: str
    table: str
    field: str
    repaired: int
    new: int
    remaining: int


def faults_of(findings: Iterable[Finding]) -> Counter[FaultKey]:
    """Count rows per sort of fault."""
    counts: Counter[FaultKey] = Counter()
    for finding in findings:
        counts[_key(finding)] += finding.count
    return counts


def faults_of_json(findings: Iterable[Mapping[str, object]]) -> Counter[FaultKey]:
    """Count rows per sort of fault in findings as they are stored (F in docs/json.md)."""
    counts: Counter[FaultKey] = Counter()
    for finding in findings:
        key = (str(finding["code"]), str(finding["table"]), str(finding["field"]))
        counts[key] += int(str(finding["count"]))
    return counts


def without_repairs(faults: Mapping[FaultKey, int]) -> dict[FaultKey, int]:
    """Leave out cells that were repaired when they were read: those are no faults."""
    return {key: rows for key, rows in faults.items() if not key[0].startswith(REPAIRED)}


def compare_findings(
    former: Mapping[FaultKey, int], later: Mapping[FaultKey, int]
) -> tuple[FaultChange, ...]:
    """Say per sort of fault how many rows were repaired, are new and remain; in order of their code.

    Rows are counted, not matched: a row that moved within the file is still the same fault.
    """
    changes: list[FaultChange] = []
    for key in sorted({*former, *later}):
        before, after = former.get(key, 0), later.get(key, 0)
        repaired, new = max(before - after, 0), max(after - before, 0)
        code, table, field = key
        change = FaultChange(
            code=code, table=table, field=field, repaired=repaired, new=new, remaining=min(before, after)
        )
        changes.append(change)
    return tuple(changes)


def _key(finding: Finding) -> FaultKey:
    return finding.kind.code, finding.place.table, finding.place.field


def first_places(group: FindingGroup) -> Sequence[str]:
    """Return the first places as `sheet!A1`, in the words of the file."""
    return [_shown(place) for place in group.places]


def _shown(place: Place) -> str:
    if place.line:
        return f"{place.sheet}: {place.line}"
    return f"{place.sheet}!{place.column}{'' if place.row is None else place.row}"
