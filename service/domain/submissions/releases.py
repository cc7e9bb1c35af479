"""Releases: rows that waited for a code and are translated after all, without a new upload."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime

from service.domain.formats.calendar import Request
from service.domain.formats.catalogue import Catalogue
from service.domain.translation.balance import Balance
from service.domain.translation.waiting import WaitingAmount

_COUNTED = "per municipality and code"
"""What is counted of what waits: where that becomes more, everything that waits is counted once more."""


@dataclass(frozen=True, slots=True)
class Release:
    """What was released from one submission under one catalogue."""

    released: tuple[WaitingAmount, ...]
    """What waited and does not any more."""
    reports: int
    """How many reports were made anew because of it."""
    released_at: datetime


def name_of_catalogue(catalogue: Catalogue) -> str:
    """A hash of all that decides what waits: code lists, versions of formats, and who asks what."""
    lists = {
        name: [[each.code, each.law, str(each.valid_from), str(each.valid_until)] for each in found.entries]
        for name, found in sorted(catalogue.standard.code_lists.items())
    }
    parts = {
        "counted": _COUNTED,
        "standard": catalogue.standard.version,
        "lists": lists,
        "plans": [[plan.name, plan.version, plan.sha256] for plan in catalogue.every_plan()],
        "requests": sorted(str(_values_of(request)) for request in catalogue.requests),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def lets_go(
    before: Balance,
    after: Balance,
    waited: Iterable[WaitingAmount],
    waits: Iterable[WaitingAmount],
    unmade: tuple[int, int] = (0, 0),
) -> bool:
    """Whether a later catalogue only lets rows go, or makes reports that could not be made.

    `unmade`: how many could not be made before, and now. A release never takes back what was reported: that
    would need a new upload, or somebody's decision.
    """
    former, later = sum(each.rows for each in waited), sum(each.rows for each in waits)
    quarantined = sum(before.rows.quarantined.values()), sum(after.rows.quarantined.values())
    lets_some_go = later < former or unmade[1] < unmade[0]
    return lets_some_go and quarantined[1] <= quarantined[0] and after.rows.reported >= before.rows.reported


def _values_of(request: Request) -> list[object]:
    """In the order of its fields. A set has no order of its own; here it gets one."""
    values = (getattr(request, name) for name in _FIELDS)
    return [sorted(each) if isinstance(each, frozenset) else each for each in values]


_FIELDS = tuple(each.name for each in fields(Request))
