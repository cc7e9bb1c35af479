"""Hold a whole file beside that of an earlier period and beside the allocations that go on."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from service.domain.findings import Finding, FindingKind, Place
from service.domain.municipalities import merged_before
from service.domain.periods import Period
from service.domain.said import Fact, said_euros, said_period
from service.domain.standard.export import Export
from service.domain.standard.findings import beside_earlier as kinds
from service.domain.standard.model import Standard
from service.domain.standard.nil_returns import nil_returns
from service.domain.wording import Wording, joined, same

_AMOUNT_APART, _TARIFF_APART = 40, 15
"""Per cent: what moves more is asked about. Tariffs are indexed by about five per cent a year."""
_FEWEST_ROWS, _FEWEST_OF_PRODUCT = 20, 10
"""With fewer, chance alone moves an amount or a mean this far."""
_MOST_NAMED = 5
_ALLOCATION = ["gemeentecode", "toewijzingnummer"]
_CARE = "prestatie"


def findings_beside_earlier(now: Export, earlier: Export, standard: Standard) -> tuple[Finding, ...]:
    """What is to be asked, at most one of each kind; nothing when `earlier` is not over earlier days."""
    if now.period is None or earlier.period is None or earlier.period.end >= now.period.begin:
        return ()
    beside = _Beside(now, earlier, now.period, earlier.period, standard)
    return (*beside.gone(), *beside.amount(), *beside.tariffs(), *beside.without_stop())


class _Beside:
    """Two exports of one provider."""

    def __init__(
        self, now: Export, earlier: Export, period: Period, before: Period, standard: Standard
    ) -> None:
        self._now, self._earlier = now, earlier
        self._period, self._before, self._standard = period, before, standard

    def gone(self) -> Iterator[Finding]:
        """Municipalities for which care was delivered, that is none now, where allocations go on."""
        merged = merged_before(self._standard, self._period.end)
        then, now = (
            set(each.tables[_CARE]["gemeentecode"].dropna().replace(merged))
            for each in (self._earlier, self._now)
        )
        going_on = set(self._going_on()["gemeentecode"].replace(merged))
        gone = sorted((then - now - nil_returns(self._now)) & going_on)
        if gone:
            yield self._asked(kinds.MUNICIPALITY_GONE, municipalities=_some([*map(self._called, gone)]))

    def _called(self, municipality: str) -> str:
        entry = self._standard.code_lists["gemeente"].entry(municipality)
        return f"{entry.description} ({municipality})" if entry else municipality

    def amount(self) -> Iterator[Finding]:
        """The amount per day, when it moved."""
        if len(self._earlier.tables[_CARE]) < _FEWEST_ROWS:
            return
        now, before = _per_day(self._now, self._period), _per_day(self._earlier, self._before)
        if before > 0 and (change := round(100 * (now - before) / before)) and abs(change) > _AMOUNT_APART:
            amounts = {"now": said_euros(round(now)), "before": said_euros(round(before))}
            yield self._asked(kinds.AMOUNT_MOVED, **amounts, change=f"{change:+d}")

    def tariffs(self) -> Iterator[Finding]:
        """The mean tariff of each product and unit, of those that moved."""
        means = {"now": _tariffs(self._now), "before": _tariffs(self._earlier)}
        both = pd.concat(means, axis=1).dropna()
        change = 100 * (both["now"] - both["before"]) / both["before"]
        moved = both[change.abs() > _TARIFF_APART]
        if len(moved):
            told = [
                same(f"{product} ({unit}) ") + joined(" → ", [said_euros(round(each)) for each in apart])
                for (product, unit), *apart in zip(
                    moved.index.tolist(), moved["before"], moved["now"], strict=True
                )
            ]
            yield self._asked(kinds.TARIFF_MOVED, limit=str(_TARIFF_APART), products=_few(told))

    def without_stop(self) -> Iterator[Finding]:
        """Clients who had care and have none now, while an allocation of theirs goes on unstopped."""
        then, now = (set(_of_care(each)["clientnummer"]) for each in (self._earlier, self._now))
        stopped = pd.concat([_stopped(self._earlier), _stopped(self._now)])
        open_ones = self._going_on().merge(stopped, how="left", indicator="_stops")
        open_ones = open_ones[
            open_ones["_stops"].eq("left_only") & open_ones["clientnummer"].isin(then - now)
        ]
        clients = open_ones["clientnummer"].nunique()
        if clients:
            examples = sorted(open_ones["toewijzingnummer"].astype("str").unique())
            yield self._asked(kinds.NO_STOP, found=str(clients), examples=_some(examples))

    def _going_on(self) -> pd.DataFrame:
        """The allocations in force in the days of now; what this export lacks is taken from the earlier."""
        both = pd.concat([self._now.tables["toewijzing"], self._earlier.tables["toewijzing"]])
        known = both.drop_duplicates(_ALLOCATION)
        begin = np.datetime64(self._period.begin)
        is_open = known["einddatum"].isna() | known["einddatum"].ge(begin)
        return known.loc[is_open, [*_ALLOCATION, "clientnummer"]].dropna()

    def _asked(self, kind: FindingKind, **facts: Fact) -> Finding:
        return Finding(kind, Place(table=_CARE), {"earlier": said_period(self._before), **facts})


def _of_care(export: Export) -> pd.DataFrame:
    """The allocations with their clients under which care was delivered."""
    allocations = export.tables["toewijzing"][[*_ALLOCATION, "clientnummer"]]
    return export.tables[_CARE][_ALLOCATION].merge(allocations, on=_ALLOCATION).dropna()


def _stopped(export: Export) -> pd.DataFrame:
    courses = export.tables["verloop"]
    return courses.loc[courses["einddatum"].notna(), _ALLOCATION]


def _per_day(export: Export, period: Period) -> float:
    """Cents, signed, per day of the period."""
    care = export.tables[_CARE]
    cents = care["bedrag"].fillna(0).astype("int64")
    signed = cents.where(care["debet_credit"].ne("C"), -cents)
    return float(signed.sum()) / ((period.end - period.begin).days + 1)


def _tariffs(export: Export) -> "pd.Series[float]":
    """The mean tariff in cents per product and unit of which there are enough rows."""
    care = export.tables[_CARE].dropna(subset=["tarief"])
    care = care[care["tarief"].gt(0)]
    means = (
        care.astype({"tarief": "float64"}).groupby(["productcode", "eenheid"])["tarief"].agg(["mean", "size"])
    )
    return means.loc[means["size"] >= _FEWEST_OF_PRODUCT, "mean"]


def _some(texts: list[str]) -> str:
    return ", ".join(texts[:_MOST_NAMED]) + (" …" if len(texts) > _MOST_NAMED else "")


def _few(told: list[Wording]) -> Wording:
    return joined(", ", told[:_MOST_NAMED]) + same(" …" if len(told) > _MOST_NAMED else "")
