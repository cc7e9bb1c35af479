"""What the rules of one version find in a fixed corpus of exports, and what differs between two versions."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from service.domain.findings import Finding
from service.domain.wording import Wording

_BYTES = 4
"""Of a fingerprint: enough to tell the few findings of one kind in one export apart."""


@dataclass(frozen=True, slots=True)
class FoundInExport:
    """What was found in one export of the corpus."""

    content: str
    """A fingerprint of the export: only the same export can be compared."""
    found: Mapping[str, tuple[str, ...]]
    """Code → a fingerprint of the place of each finding, in order."""


@dataclass(frozen=True, slots=True)
class RuleRecord:
    """What one version finds in the corpus."""

    version: str
    codes: frozenset[str]
    """Every code that the version knows, whether it was found or not."""
    exports: Mapping[int, FoundInExport]
    """By the number of the export in the corpus."""


@dataclass(frozen=True, slots=True)
class RuleChange:
    """What became otherwise of one rule."""

    code: str
    come: int
    """Findings that the new version has and the old one had not."""
    go: int
    exports: tuple[int, ...]
    """The exports in which that is so."""


@dataclass(frozen=True, slots=True)
class RecordDifference:
    """What became otherwise between two records."""

    compared: int
    """Exports that are in both, and the same in both."""
    others: int
    """Exports that are in both and not the same: the corpus is made otherwise, and nothing is known."""
    changes: tuple[RuleChange, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why findings of a rule come or go from some version on."""

    code: str
    since: str
    why: Wording


def fingerprint(*parts: object) -> str:
    """A short name for what these parts say."""
    text = "\x1f".join(map(str, parts))
    return hashlib.blake2b(text.encode(), digest_size=_BYTES).hexdigest()


def found_in_export(content: str, findings: Iterable[Finding]) -> FoundInExport:
    """What a record keeps of an export: code and place of every finding, and none of its words."""
    found: dict[str, list[str]] = {}
    for each in findings:
        place = each.place
        where = fingerprint(place.table, place.sheet, place.row, place.column, place.field, each.count)
        found.setdefault(each.kind.code, []).append(where)
    return FoundInExport(content, {code: tuple(sorted(places)) for code, places in sorted(found.items())})


def difference(old: RuleRecord, new: RuleRecord) -> RecordDifference:
    """Per rule which findings come and go, over the exports that are the same in both."""
    shared = old.exports.keys() & new.exports.keys()
    same = sorted(number for number in shared if old.exports[number].content == new.exports[number].content)
    changes = [_change(code, old, new, same) for code in sorted(_codes(old, same) | _codes(new, same))]
    return RecordDifference(
        len(same), len(shared) - len(same), tuple(each for each in changes if each.exports)
    )


def unexplained(
    changes: Iterable[RuleChange], explanations: Collection[Explanation], old: str, running: str
) -> tuple[RuleChange, ...]:
    """The changes since version `old` for which no explanation is written down.

    An explanation holds for what changed after the version before it. While `old` is the version that runs,
    and so is not finished yet, one since that very version holds as well.
    """
    explained = {
        each.code
        for each in explanations
        if numbers_of(each.since) > numbers_of(old) or each.since == old == running
    }
    return tuple(each for each in changes if each.code not in explained)


def since_of(records: Iterable[RuleRecord], codes: Iterable[str], running: str) -> dict[str, str]:
    """Code → the first version that knew it; what no record knows is of the version that runs."""
    since = dict.fromkeys(codes, running)
    for record in sorted(records, key=lambda each: numbers_of(each.version), reverse=True):
        since |= dict.fromkeys(record.codes & since.keys(), record.version)
    return since


def numbers_of(version: str) -> tuple[int, ...]:
    """A version in the order of versions: 0.10.0 comes after 0.9.0. Raises ValueError for another text."""
    return tuple(int(part) for part in version.split("."))


def _codes(record: RuleRecord, numbers: Iterable[int]) -> set[str]:
    return {code for number in numbers for code in record.exports[number].found}


def _change(code: str, old: RuleRecord, new: RuleRecord, numbers: Iterable[int]) -> RuleChange:
    come, go, exports = 0, 0, []
    for number in numbers:
        before = Counter(old.exports[number].found.get(code, ()))
        after = Counter(new.exports[number].found.get(code, ()))
        if before != after:
            come += (after - before).total()
            go += (before - after).total()
            exports.append(number)
    return RuleChange(code, come, go, tuple(exports))
