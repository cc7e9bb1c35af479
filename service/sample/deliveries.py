"""Invented care delivered under allocations: one row per product period, a few of them corrected."""

import math

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.periods import Period, PeriodKind
from service.domain.standard.physical import NIGHT
from service.sample.allocations import Drawn, column_of_products, only_where

_SHARE_CORRECTED = 0.01
_STATUSES = np.array(["toegekend", "ingediend", "geleverd", "afgewezen"], dtype=object)
_REASONS = np.array(["9321", "9307", "9346", "0611", "8187"], dtype=object)


def draw_deliveries(
    random: np.random.Generator, drawn: Drawn, period: Period, wanted: int | None
) -> pd.DataFrame:
    """The table prestatie: exactly `wanted` rows, or one per allocation and month when it is None.

    Every amount is exactly volume x tariff; product periods are calendar months cut by the allocation's
    dates; a credit stands beside its original and is followed by the corrected row. Raises ValueError when
    the allocations give fewer rows than wanted.
    """
    allocation, begin, end, share = _product_periods(drawn, period)
    corrected = math.floor((wanted if wanted is not None else len(allocation)) * _SHARE_CORRECTED)
    if wanted is not None:
        if len(allocation) < wanted - 2 * corrected:
            raise ValueError(f"{len(allocation)} product periods are too few for {wanted} prestaties.")
        kept = np.sort(random.permutation(len(allocation))[: wanted - 2 * corrected])
        allocation, begin, end, share = allocation[kept], begin[kept], end[kept], share[kept]
    days = ((end - begin) / np.timedelta64(1, "D")).astype(np.int64) + 1
    frame = _priced(random, drawn, allocation, share, days).assign(
        begindatum=begin, einddatum=end, debet_credit="D", vorig_referentienummer=None
    )
    frame = frame.assign(**_declared(random, frame))
    frame = pd.concat([frame, *_corrections(random, frame, min(corrected, len(frame)))], ignore_index=True)
    frame["referentienummer"] = _numbers(frame, period)
    return frame


def _product_periods(
    drawn: Drawn, period: Period
) -> tuple[
    npt.NDArray[np.intp],
    npt.NDArray[np.datetime64],
    npt.NDArray[np.datetime64],
    npt.NDArray[np.float64],
]:
    """Give per product period its allocation, first day, last day and its share of the month."""
    months = list(period.parts(PeriodKind.MONTH))
    first = np.array([month.begin for month in months], dtype="datetime64[s]")
    last = np.array([month.end for month in months], dtype="datetime64[s]")
    begin = np.maximum(drawn.begin[:, None], first)
    end = np.fmin(drawn.end[:, None], last)
    allocation, month = np.nonzero(begin <= end)
    begin, end = begin[allocation, month], end[allocation, month]
    day = np.timedelta64(1, "D")
    share = ((end - begin) / day + 1) / ((last - first)[month] / day + 1)
    return allocation, begin, end, share


def _priced(
    random: np.random.Generator,
    drawn: Drawn,
    allocation: npt.NDArray[np.intp],
    share: npt.NDArray[np.float64],
    days: npt.NDArray[np.int64],
) -> pd.DataFrame:
    product = drawn.product[allocation]
    least, most = (column_of_products(name, product).astype(np.int64) for name in ("least", "most"))
    volume = np.maximum(1, np.rint(random.integers(least, most + 1) * share).astype(np.int64))
    is_night = column_of_products("unit", product) == NIGHT
    volume = np.where(is_night, np.minimum(volume, days), volume)
    tariff = column_of_products("tariff", product).astype(np.int64)
    in_euros = tariff == 0
    taken = drawn.frame.loc[
        :, ["gemeentecode", "toewijzingnummer", "productcategorie", "productcode", "eenheid"]
    ]
    return (
        taken.take(allocation)
        .reset_index(drop=True)
        .assign(
            volume=volume,
            tarief=pd.Series(tariff, dtype="Int64").mask(in_euros),
            bedrag=np.where(in_euros, volume, volume * tariff),
        )
    )


def _declared(random: np.random.Generator, frame: pd.DataFrame) -> dict[str, npt.NDArray[np.object_]]:
    """Declare per month and municipality; help of the last days may not be declared yet."""
    status: npt.NDArray[np.object_] = random.choice(_STATUSES, len(frame), p=[0.78, 0.1, 0.07, 0.05])
    month = frame["begindatum"].dt.strftime("%Y%m")
    number = ("D" + month.str.slice(2) + frame["gemeentecode"].astype("str")).to_numpy(object)
    return {
        "status": status,
        "declaratienummer": only_where(status != "geleverd", number),
        "retourcode": only_where(status == "afgewezen", random.choice(_REASONS, len(frame))),
    }


def _corrections(
    random: np.random.Generator, frame: pd.DataFrame, corrected: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Credit a few approved rows and declare each anew with one unit less; numbers follow in `_numbers`."""
    approved = frame["status"].eq("toegekend").to_numpy(bool) & frame["volume"].gt(1).to_numpy(bool)
    chosen = np.sort(random.permutation(np.flatnonzero(approved))[:corrected])
    later = "C" + frame["declaratienummer"].take(chosen).str.slice(1)
    credit = frame.take(chosen).assign(
        debet_credit="C", status="ingediend", declaratienummer=later, retourcode=None, _original=chosen
    )
    in_euros = credit["tarief"].isna()
    anew = credit.assign(debet_credit="D", _original=-1)
    anew["volume"] = anew["volume"] - 1
    anew["bedrag"] = (anew["volume"] * anew["tarief"]).where(~in_euros, anew["volume"]).astype("int64")
    return credit, anew


def _numbers(frame: pd.DataFrame, period: Period) -> npt.NDArray[np.object_]:
    """Number the rows, and let every credit name the row that it takes back."""
    prefix = f"R{period.begin:%y%m}"
    numbers = np.array([f"{prefix}{n:07d}" for n in range(1, len(frame) + 1)], dtype=object)
    if "_original" in frame:
        original = frame.pop("_original").fillna(-1).to_numpy(np.int64)
        frame["vorig_referentienummer"] = only_where(original >= 0, numbers[original])
    return numbers
