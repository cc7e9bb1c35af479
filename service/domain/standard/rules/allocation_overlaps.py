"""The rules about allocations that overlap each other in time."""

import numpy as np
import numpy.typing as npt

from service.domain.findings import Severity
from service.domain.standard.cells import Mask
from service.domain.standard.columns import is_again
from service.domain.standard.rules.rule import TableRows, rule, where_known
from service.domain.wording import Wording

Positions = npt.NDArray[np.intp]

_TABLE = "toewijzing"
_LONG_AGO = np.datetime64("1800-01-01", "D")
_NEVER = np.datetime64("2200-01-01", "s")
_DAYS_OF_TIME = 200_000
"""More than there are days between the two."""


def _is_given_twice(rows: TableRows) -> Mask:
    """Tell which rows have the key of one before: that is another fault."""
    return is_again(rows.group("gemeentecode", "toewijzingnummer"))


def _of_the_same_product(rows: TableRows) -> Positions:
    complete = rows.has("ingangsdatum") & rows.has("clientnummer") & rows.has("productcode")
    complete &= ~where_known(rows, _is_given_twice)
    same = rows.group("gemeentecode", "wet", "clientnummer", "productcode", among=complete)
    return overlapped(same, rows.day("ingangsdatum"), rows.day("einddatum"))


def _of_the_whole_category(rows: TableRows) -> Positions:
    aspecific = rows.has("productcategorie") & ~rows.has("productcode") & ~rows.is_unread("productcode")
    if not aspecific.any():
        return np.full(len(rows), -1, np.intp)
    complete = rows.has("ingangsdatum") & rows.has("clientnummer") & rows.has("productcategorie")
    complete &= ~where_known(rows, _is_given_twice)
    same = rows.group("gemeentecode", "wet", "clientnummer", "productcategorie", among=complete)
    begin, end = rows.day("ingangsdatum"), rows.day("einddatum")
    with_one, own = overlapped(same, begin, end, earlier=aspecific), overlapped(same, begin, end)
    return np.where(with_one >= 0, with_one, np.where(aspecific, own, -1))


@rule(
    "allocations-overlap",
    Severity.WARNS,
    _TABLE,
    "ingangsdatum",
    title=Wording("zelfde product twee keer toegewezen", "the same product allocated twice"),
    words=Wording(
        "Rij {row}: deze cliënt heeft hetzelfde product over dezelfde dagen al in de toewijzing op rij "
        "{first}, van dezelfde gemeente. Controleer of er een vervallen toewijzing bij zit, en of cliënt,"
        " product en data van beide kloppen.",
        "Row {row}: this client already has the same product over the same days in the allocation on row "
        "{first}, of the same municipality. Check whether one of them has lapsed, and whether client, "
        "product and dates of both are right.",
    ),
    clashes_with=_of_the_same_product,
    follows=("productcode", "clientnummer"),
)
def allocations_of_one_product_overlap(rows: TableRows) -> Mask:
    """Expect that a client has a product once at a time within a municipality (TR302)."""
    return _of_the_same_product(rows) >= 0


@rule(
    "aspecific-allocation-overlaps",
    Severity.WARNS,
    _TABLE,
    "ingangsdatum",
    title=Wording(
        "overlap met een toewijzing van de hele categorie", "overlap with an allocation of the whole category"
    ),
    words=Wording(
        "Rij {row}: deze cliënt heeft over dezelfde dagen op rij {first} al een toewijzing in dezelfde "
        "categorie, en een van de twee is zonder productcode: die geldt voor de hele categorie. Controleer "
        "beide.",
        "Row {row}: this client already has an allocation of the same category over the same days, on row "
        "{first}, and one of the two has no product code: it is for the whole category. Check both.",
    ),
    follows=("productcode",),
    clashes_with=_of_the_whole_category,
)
def aspecific_allocation_overlaps(rows: TableRows) -> Mask:
    """Expect an allocation without a product code to be alone in its category at a time (TR302)."""
    return _of_the_whole_category(rows) >= 0


def overlapped(
    group: npt.NDArray[np.intp],
    begin: npt.NDArray[np.datetime64],
    end: npt.NDArray[np.datetime64],
    *,
    earlier: Mask | None = None,
) -> Positions:
    """Per row the place of the earlier begun row of its group that was not over when it began; -1 for none.

    The one that goes on longest. No end: never over. `earlier`: the rows that count as such an earlier one;
    without it every row does.
    """
    found = np.full(len(group), -1, np.intp)
    inside = np.flatnonzero((group >= 0) & ~np.isnat(begin))
    if not is_again(group[inside]).any():
        return found
    first = _day_numbers(begin[inside])
    last = _day_numbers(np.where(np.isnat(end[inside]), _NEVER, end[inside]))
    if earlier is not None:
        last = np.where(earlier[inside], last, 0)
    order = np.lexsort((first, group[inside]))
    shift = (
        group[inside][order].astype(np.int64) * _DAYS_OF_TIME
    )  # groups apart: one running maximum serves all
    until = last[order] + shift
    reach = np.maximum.accumulate(until)
    furthest = np.maximum.accumulate(np.where(until == reach, np.arange(len(until)), 0))
    hit = first[order[1:]] + shift[1:] <= reach[:-1]
    found[inside[order[1:]][hit]] = inside[order[furthest[:-1][hit]]]
    return found


def _day_numbers(days: npt.NDArray[np.datetime64]) -> npt.NDArray[np.int64]:
    return (days.astype("datetime64[D]") - _LONG_AGO).astype(np.int64)
