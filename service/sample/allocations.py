"""Invented clients and the allocations that municipalities made for them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.periods import Period
from service.domain.standard.casting import passes_elfproef
from service.sample.products import PRODUCTS

_FIRST_TEST_BSN, _LAST_TEST_BSN = 999_900_006, 999_999_990
_SHARE_OF_WMO = 0.12
_OUTPUT_UNITS = ("82", "83")


@dataclass(frozen=True, slots=True)
class Drawn:
    """The table toewijzing, and what the other tables need to know of each of its rows."""

    frame: pd.DataFrame
    product: npt.NDArray[np.int64]
    """Index in PRODUCTS."""
    begin: npt.NDArray[np.datetime64]
    end: npt.NDArray[np.datetime64]
    """NaT where the allocation has no end."""


def column_of_products(name: str, product: npt.NDArray[np.int64]) -> npt.NDArray[np.object_]:
    """Return one property of the product of every row."""
    return np.array([getattr(each, name) for each in PRODUCTS], dtype=object)[product]


def only_where(condition: npt.NDArray[np.bool_], texts: npt.NDArray[np.object_]) -> npt.NDArray[np.object_]:
    """Return the texts where the condition holds, None elsewhere."""
    chosen = np.full(len(texts), None, dtype=object)
    chosen[condition] = texts[condition]
    return chosen


@cache
def bsns_of_the_test_range() -> npt.NDArray[np.object_]:
    """Return every BSN of the official test range that passes the elfproef; none of them is anybody's.

    The same array each time; nobody can write in it.
    """
    texts = [str(number) for number in range(_FIRST_TEST_BSN, _LAST_TEST_BSN + 1)]
    bsns = np.array(texts, dtype=object)[passes_elfproef(texts)]
    bsns.setflags(write=False)
    return bsns


def draw_allocations(
    random: np.random.Generator, municipalities: Sequence[str], clients: int, count: int, period: Period
) -> Drawn:
    """Draw `count` allocations for `clients` clients; every one has at least a day in the period.

    A client lives in one municipality; a few have a second allocation by another one. A client beyond the
    number of test BSNs has none and travels by clientnummer alone, as some others do.
    """
    client = _clients_of(random, clients, count)
    weights = random.pareto(1.6, len(municipalities)) + 0.25
    home = random.choice(len(municipalities), clients, p=weights / weights.sum())
    home[: len(municipalities)] = np.arange(len(municipalities))[:clients]
    moved = random.random(count) < 0.03  # noqa: PLR2004 - an invented share
    place = np.where(moved, random.integers(0, len(municipalities), count), home[client])
    is_adult = (random.random(clients) < _SHARE_OF_WMO)[client]
    product = _different_per_client(_draw_products(random, is_adult), client)
    begin, end = _draw_days(random, count, period)
    frame = pd.DataFrame({"gemeentecode": np.array(municipalities, dtype=object)[place]})
    frame["toewijzingnummer"] = frame.groupby("gemeentecode").cumcount() + 1_001
    frame = frame.assign(**_about_clients(random, client, clients, is_adult, period))
    frame = frame.assign(**_about_products(product), ingangsdatum=begin, einddatum=end)
    frame = frame.assign(**_about_size(random, product), aanmelddatum=begin - _days(random, 3, 60, count))
    return Drawn(frame, product, begin, end)


def _clients_of(random: np.random.Generator, clients: int, count: int) -> npt.NDArray[np.int64]:
    """Give every client a first allocation before any has a second, so that none has very many."""
    rounds = [np.arange(clients)]
    rounds += [random.permutation(clients) for _ in range(count // clients)]
    return np.concatenate(rounds)[:count].astype(np.int64)


def _different_per_client(
    product: npt.NDArray[np.int64], client: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Let no client have one product twice: a further allocation is for a next product of the same wet."""
    nth = pd.Series(client).groupby(client).cumcount().to_numpy()
    first = product[np.unique(client, return_index=True)[1]][client]
    chosen = product.copy()
    for law in ("JW", "WMO"):
        of_law = np.array([at for at, each in enumerate(PRODUCTS) if each.law == law])
        mine = np.isin(first, of_law)
        chosen[mine] = of_law[(np.searchsorted(of_law, first[mine]) + nth[mine]) % len(of_law)]
    return chosen


def _draw_products(random: np.random.Generator, is_adult: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    adult = np.array([each.law == "WMO" for each in PRODUCTS])
    weights = random.pareto(1.2, len(PRODUCTS)) + 0.3
    young_weights, adult_weights = np.where(adult, 0, weights), np.where(adult, weights, 0)
    young = random.choice(len(PRODUCTS), len(is_adult), p=young_weights / young_weights.sum())
    grown = random.choice(len(PRODUCTS), len(is_adult), p=adult_weights / adult_weights.sum())
    return np.where(is_adult, grown, young).astype(np.int64)


def _draw_days(
    random: np.random.Generator, count: int, period: Period
) -> tuple[npt.NDArray[np.datetime64], npt.NDArray[np.datetime64]]:
    first, last = np.datetime64(period.begin, "D"), np.datetime64(period.end, "D")
    length = int((last - first).astype(int)) + 1
    earlier = random.random(count) < 0.7  # noqa: PLR2004 - an invented share
    begin = np.where(earlier, first - _days(random, 0, 330, count), first + _days(random, 0, length, count))
    end = np.maximum(begin, first) + _days(random, 10, 420, count)
    endless = random.random(count) < 0.15  # noqa: PLR2004 - an invented share
    end = np.where(endless, np.datetime64("NaT", "D"), end)
    return begin.astype("datetime64[s]"), end.astype("datetime64[s]")


def _days(random: np.random.Generator, least: int, most: int, count: int) -> npt.NDArray[np.timedelta64]:
    return random.integers(least, most, count).astype("timedelta64[D]")


def _about_clients(
    random: np.random.Generator,
    client: npt.NDArray[np.int64],
    clients: int,
    is_adult: npt.NDArray[np.bool_],
    period: Period,
) -> dict[str, npt.NDArray[np.generic]]:
    pool = random.permutation(bsns_of_the_test_range())
    bsn = np.full(clients, None, dtype=object)
    bsn[: min(clients, len(pool))] = pool[:clients]
    bsn[random.random(clients) < 0.01] = None  # noqa: PLR2004 - an invented share: secret or unknown
    number = np.array([f"C{100_000 + each}" for each in range(clients)], dtype=object)
    age = np.where(is_adult, random.integers(7_000, 31_000, clients)[client], 0)
    young = random.integers(800, 6_400, clients)[client]
    born = np.datetime64(period.begin, "D") - np.where(is_adult, age, young).astype("timedelta64[D]")
    gender = random.choice(np.array(["1", "2", "0"], dtype=object), clients, p=[0.53, 0.46, 0.01])
    return {
        "clientnummer": number[client],
        "bsn": bsn[client],
        "geboortedatum": born.astype("datetime64[s]"),
        "geslacht": gender[client],
    }


def _about_products(product: npt.NDArray[np.int64]) -> dict[str, npt.NDArray[np.object_]]:
    law, help_ = column_of_products("law", product), column_of_products("kind_of_help", product)
    unit = column_of_products("unit", product)
    return {
        "wet": law,
        "raamovereenkomst": np.where(law == "JW", "Jeugdhulp 2025-2028", "Maatwerk Wmo 2024-2027").astype(
            object
        ),
        "perceel": column_of_products("lot", product),
        "uitvoeringsvariant": np.where(np.isin(unit, _OUTPUT_UNITS), "output", "inspanning").astype(object),
        "productcategorie": column_of_products("category", product),
        "productcode": column_of_products("code", product),
        "hulpvorm": only_where(help_ != "", help_),
        "eenheid": unit,
    }


def _about_size(
    random: np.random.Generator, product: npt.NDArray[np.int64]
) -> dict[str, npt.NDArray[np.generic] | pd.Series]:
    most = column_of_products("most", product).astype(np.int64)
    in_euros = column_of_products("unit", product) == "83"
    referrer = np.array(["01", "02", "03", "04", "05", "06", "08"], dtype=object)
    return {
        "verwijzer": random.choice(referrer, len(product), p=[0.42, 0.33, 0.06, 0.1, 0.05, 0.02, 0.02]),
        "volume": pd.Series(most, dtype="Int64").mask(in_euros),
        "frequentie": only_where(~in_euros, np.full(len(product), "4", dtype=object)),
        "budget": pd.Series(most * 12, dtype="Int64").where(in_euros),
    }
