"""A balance as it is kept in the database, and back."""

from collections.abc import Mapping

from service.domain.translation.balance import Balance, Tally

_NAMED = ("excluded", "quarantined", "not_made", "rejected")
JsonObject = dict[str, object]


def balance_from_json(kept: Mapping[str, object]) -> Balance:
    """The balance that `Balance.as_json` was asked of."""
    return Balance(_tally(kept["rows"]), _tally(kept["cents"]))


def counts_from_json(kept: object) -> dict[str, int]:
    """Names with whole numbers."""
    if not isinstance(kept, Mapping):
        raise TypeError(f"expected an object of counts, found {type(kept).__name__}")
    return {str(name): int(count) for name, count in kept.items()}


def empty_tally() -> dict[str, object]:
    """As a side of a balance is kept, of nothing."""
    return {"in": 0, "reported": 0, **{part: {} for part in _NAMED}}


def put_in_tally(kept: dict[str, object], part: str, reason: str, amount: int) -> None:
    """One number that was added up elsewhere; `reason` is empty for what has none."""
    named = kept[part]
    if isinstance(named, dict):
        named[reason] = amount
    else:
        kept[part] = amount


def _tally(kept: object) -> Tally:
    if not isinstance(kept, Mapping):
        raise TypeError(f"expected a tally, found {type(kept).__name__}")
    return Tally(
        came_in=int(kept["in"]),
        reported=int(kept["reported"]),
        excluded=counts_from_json(kept["excluded"]),
        quarantined=counts_from_json(kept["quarantined"]),
        not_made=counts_from_json(kept.get("not_made", {})),
        rejected=counts_from_json(kept["rejected"]),
    )
