"""A published page about burden as data: what anyone needs to count and to estimate it again."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from service.domain.burden.demand import Delivery
from service.domain.burden.measure import Measurement
from service.domain.burden.tables import BurdenTables, Counts, Driver, EvidenceClass, StandardTime
from service.domain.burden.workload import Workload
from service.domain.proof.canonical import canonical, hash_of

SCHEMA = "eenmaal-regeldruk/1"
METHOD = "2026.2"
"""The version of the method (docs/burden-method.md) by which new pages are made."""
HASH = "sha256"


def basis_of(measured: Measurement, tables: BurdenTables, *, is_drawn_plainly: bool) -> dict[str, object]:
    """What a page is kept with, so that others can count and estimate it again."""
    return {
        "method": METHOD,
        "asked": _asked_as_json(measured.deliveries),
        "basis": _basis_as_json(measured.work, tables, is_drawn_plainly=is_drawn_plainly),
    }


def _asked_as_json(deliveries: Iterable[Delivery]) -> list[list[str]]:
    """Of each municipality, which is not named, the hashes of the formats that it asks."""
    towns: dict[str, set[str]] = {}
    for each in deliveries:
        towns.setdefault(each.municipality, set()).add(each.demand.sha256)
    return sorted(sorted(hashes) for hashes in towns.values())


def _basis_as_json(work: Workload, tables: BurdenTables, *, is_drawn_plainly: bool) -> dict[str, object]:
    """All that the minutes are drawn from; numbers with a point as texts, which canonical JSON asks."""
    return {
        "work": _work_as_json(work),
        "times": {
            driver.value: [
                *map(repr, (each.minutes, each.low, each.high, each.spread)),
                each.group,
                each.evidence.value,
            ]
            for driver, each in tables.times.items()
        },
        "is_drawn_plainly": is_drawn_plainly,
    }


def _work_as_json(work: Workload) -> dict[str, object]:
    """How often each operation is needed."""
    return {
        **{name: _counts(getattr(work, name)) for name in _COUNTS},
        **{name: getattr(work, name) for name in _NUMBERS},
    }


_COUNTS = ("without", "with_service", "once_without", "once_with_service", "again")
_NUMBERS = ("shared", "recorded_minutes")


def _counts(counts: Counts) -> dict[str, int]:
    """Whole numbers: nobody does an operation half."""
    return {driver.value: round(count) for driver, count in counts.items()}


def work_of_json(kept: Mapping[str, Mapping[str, float]]) -> Workload:
    """What `_work_as_json` made. Raises KeyError or ValueError for what it did not make."""
    counts = {name: {Driver(each): count for each, count in kept[name].items()} for name in _COUNTS}
    return Workload(
        without=counts["without"],
        with_service=counts["with_service"],
        once_without=counts["once_without"],
        once_with_service=counts["once_with_service"],
        again=counts["again"],
        shared=round(float(str(kept["shared"]))),
        recorded_minutes=round(float(str(kept["recorded_minutes"]))),
    )


def times_of_json(kept: Mapping[str, Sequence[str]]) -> dict[Driver, StandardTime]:
    """The times that a page was made with. Raises ValueError for a driver that nobody knows."""
    return {
        Driver(name): StandardTime(
            minutes=float(minutes),
            low=float(low),
            high=float(high),
            spread=float(spread),
            group=group,
            evidence=EvidenceClass(evidence),
            source="",
        )
        for name, (minutes, low, high, spread, group, evidence) in kept.items()
    }


def open_data(
    content: Mapping[str, object], address: str, period: str, published_at: datetime
) -> dict[str, object]:
    """The file: the page as it was kept, where and when it was published, and the hash of all of that."""
    file = {
        "schema": SCHEMA,
        "address": address,
        "period": period,
        "published_at": published_at.isoformat(),
        **content,
    }
    return {**file, HASH: hash_of_file(file)}


def hash_of_file(file: Mapping[str, object]) -> str:
    """SHA-256 of everything in it but the hash, as canonical JSON."""
    return hash_of({name: part for name, part in file.items() if name != HASH})


def as_bytes(file: Mapping[str, object]) -> bytes:
    """Canonical JSON: the same file is the same bytes."""
    return canonical(file)
