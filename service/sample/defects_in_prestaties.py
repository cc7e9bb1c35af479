"""Faults in prestaties, each in rows of its own under an allocation of its own."""

from collections.abc import Mapping

import pandas as pd

from service.sample.planting import (
    ALLOCATION,
    COURSE,
    HOUR,
    PRESTATIE,
    Defect,
    ExpectedFinding,
    Plant,
    Tables,
    Value,
    allocated,
    days,
    delivered,
    month_begin,
    month_end,
    period,
    rows_where,
    under,
    unused_bsn,
)

_EUROS: dict[str, Value] = {"eenheid": "83", "volume": 100, "tarief": pd.NA}
_LIKE_USUAL: Mapping[str, Value] = {}
_SECOND: dict[str, Value] = {"debet_credit": "C", "status": "ingediend"}


def _under(allocation: Mapping[str, Value] = _LIKE_USUAL, **values: Value) -> Plant:
    return lambda tables, row: (delivered(tables, allocated(tables, row, **allocation), **values),)


def _until(count: int) -> Plant:
    return lambda tables, row: (
        delivered(tables, allocated(tables, row), einddatum=period(tables)[1] + days(count)),
    )


def _begins(allocation: int, product: int) -> Plant:
    """An allocation and a product period that begin so many days after the month."""

    def plant(tables: Tables, row: int) -> tuple[int, ...]:
        first = month_begin(tables)
        at = allocated(tables, row, ingangsdatum=first + days(allocation))
        return (delivered(tables, at, begindatum=first + days(product)),)

    return plant


def _before_the_period(tables: Tables, row: int) -> tuple[int, ...]:
    last = period(tables)[0] - days(1)
    at = allocated(tables, row, ingangsdatum=last.replace(day=1))
    return (delivered(tables, at, begindatum=last.replace(day=1), einddatum=last),)


def _has_more_months(tables: Tables) -> pd.Series:
    first, last = period(tables)
    return pd.Series(data=bool(last > first + days(35)), index=tables[ALLOCATION].index)


def _before_start(tables: Tables, row: int) -> tuple[int, ...]:
    first, last = period(tables)
    at = allocated(tables, row, ingangsdatum=first)
    under(tables, at, COURSE, begindatum=last)
    return (delivered(tables, at, begindatum=first, einddatum=month_end(first)),)


def _after_stop(reason: str, *, goes_on: bool) -> Plant:
    def plant(tables: Tables, row: int) -> tuple[int, ...]:
        first, _ = period(tables)
        at = allocated(tables, row, ingangsdatum=first)
        under(tables, at, COURSE, begindatum=first, einddatum=first + days(1), reden_beeindiging=reason)
        if goes_on:
            under(tables, at, COURSE, begindatum=first + days(2))
        return (delivered(tables, at),)

    return plant


def _credited(debit: dict[str, Value], *credits_: dict[str, Value]) -> Plant:
    """A debit and its credits, of which the last is the fault."""

    def plant(tables: Tables, row: int) -> tuple[int, ...]:
        at = allocated(tables, row)
        facts = (
            {**debit, "declaratienummer": f"DZ{len(tables[PRESTATIE])}"}
            if "declaratienummer" in debit
            else debit
        )
        first = delivered(tables, at, **facts)
        number = str(tables[PRESTATIE]["referentienummer"].iloc[first])
        rows = [
            delivered(
                tables,
                at,
                **{**facts, **_SECOND, "vorig_referentienummer": number, "retourcode": None, **each},
            )
            for each in credits_
        ]
        return (rows[-1],)

    return plant


def _to_itself(tables: Tables, row: int) -> tuple[int, ...]:
    return (delivered(tables, allocated(tables, row), vorig_referentienummer=f"RX{len(tables[PRESTATIE])}"),)


def _twice(tables: Tables, row: int) -> tuple[int, ...]:
    at = allocated(tables, row)
    delivered(tables, at)
    return (delivered(tables, at),)


def _to_two_municipalities(tables: Tables, row: int) -> tuple[int, ...]:
    other = int(
        (tables[ALLOCATION]["gemeentecode"] != tables[ALLOCATION].loc[row, "gemeentecode"])
        .to_numpy()
        .argmax()
    )
    number = f"DY{len(tables[PRESTATIE])}"
    delivered(tables, allocated(tables, row), declaratienummer=number)
    return (delivered(tables, allocated(tables, other), declaratienummer=number),)


def _has_several(tables: Tables) -> pd.Series:
    municipality = tables[ALLOCATION]["gemeentecode"]
    return pd.Series(data=bool(municipality.ne(municipality.iloc[0]).any()), index=municipality.index)


def _over_total(tables: Tables, row: int) -> tuple[int, ...]:
    first, _ = period(tables)
    at = allocated(tables, row, ingangsdatum=first, volume=3, eenheid=HOUR, frequentie="6")
    one = delivered(tables, at, begindatum=first, einddatum=month_end(first), volume=2, bedrag=200)
    return (one, delivered(tables, at, volume=2, bedrag=200))


def _number_is_bsn(tables: Tables, row: int) -> tuple[int, ...]:
    bsn = unused_bsn(tables)
    return (delivered(tables, allocated(tables, row, bsn=bsn), referentienummer=bsn),)


def _long_ago(tables: Tables, row: int) -> tuple[int, ...]:
    """A product period that ended six years ago."""
    first, _ = period(tables)
    begin = first.replace(year=first.year - 6)
    at = allocated(tables, row, ingangsdatum=begin)
    return (delivered(tables, at, begindatum=begin, einddatum=month_end(begin)),)


def _outside(_tables: Tables, rows: tuple[int, ...]) -> tuple[ExpectedFinding, ...]:
    return (ExpectedFinding("outside-reporting-period", PRESTATIE, "begindatum", rows),)


def _under_one_that_waits(tables: Tables, row: int) -> tuple[int, ...]:
    return (delivered(tables, allocated(tables, row, verwijzer="99")),)


def _unknown_referrer(tables: Tables, rows: tuple[int, ...]) -> tuple[ExpectedFinding, ...]:
    number = tables[PRESTATIE]["toewijzingnummer"].iloc[rows[0]]
    at = rows_where(
        tables[ALLOCATION]["toewijzingnummer"].eq(number) & tables[ALLOCATION]["verwijzer"].eq("99")
    )
    return (ExpectedFinding("unknown-code", ALLOCATION, "verwijzer", at),)


def _elsewhere(tables: Tables, row: int) -> tuple[int, ...]:
    number = f"ELDERS{len(tables[PRESTATIE])}"
    return (delivered(tables, allocated(tables, row), vorig_referentienummer=number, **_SECOND),)


def _defect(code: str, field: str, plant: Plant) -> Defect:
    return Defect(code=code, table=PRESTATIE, field=field, plant=plant, about=ALLOCATION)


PRESTATIE_DEFECTS = (
    _defect("period-over-months", "einddatum", _until(1)),
    _defect("outside-allocation", "begindatum", _begins(1, 0)),
    _defect("product-period-begins-late", "begindatum", _begins(0, 1)),
    _defect("outside-reporting-period", "begindatum", _before_the_period),
    Defect(
        code="before-start-of-help",
        table=PRESTATIE,
        field="einddatum",
        plant=_before_start,
        fits=_has_more_months,
        about=ALLOCATION,
    ),
    Defect(
        code="after-stop-of-help",
        table=PRESTATIE,
        field="begindatum",
        plant=_after_stop("31", goes_on=False),
        fits=_has_more_months,
        about=ALLOCATION,
    ),
    Defect(
        code="after-death",
        table=PRESTATIE,
        field="begindatum",
        plant=_after_stop("02", goes_on=True),
        fits=_has_more_months,
        about=ALLOCATION,
    ),
    Defect(
        code="older-than-five-years",
        table=PRESTATIE,
        field="einddatum",
        plant=_long_ago,
        about=ALLOCATION,
        also=_outside,
    ),
    Defect(
        code="allocation-waits",
        table=PRESTATIE,
        field="toewijzingnummer",
        plant=_under_one_that_waits,
        about=ALLOCATION,
        also=_unknown_referrer,
    ),
    _defect("hours-below-one", "volume", _under(volume=0, bedrag=0)),
    _defect("tariff-with-euros", "tarief", _under({"eenheid": "83"}, **{**_EUROS, "tarief": 1})),
    _defect("euro-amount-not-volume", "bedrag", _under({"eenheid": "83"}, **_EUROS, bedrag=101)),
    _defect("zero-credit", "debet_credit", _credited({"tarief": 0, "bedrag": 0}, {})),
    _defect("amount-larger-than-message", "bedrag", _under(volume=2, tarief=50_000_000, bedrag=100_000_000)),
    _defect(
        "tariff-larger-than-message", "tarief", _under(eenheid="84", volume=0, tarief=100_000_000, bedrag=0)
    ),
    _defect("credit-without-reference", "vorig_referentienummer", _under(_LIKE_USUAL, **_SECOND)),
    _defect("credit-without-original", "vorig_referentienummer", _elsewhere),
    _defect(
        "credit-of-rejected",
        "vorig_referentienummer",
        _credited({"status": "afgewezen", "retourcode": "9307"}, {}),
    ),
    _defect("credit-does-not-match", "bedrag", _credited({}, {"volume": 2, "bedrag": 200})),
    _defect("credit-in-same-declaration", "declaratienummer", _credited({"declaratienummer": ""}, {})),
    _defect("credited-twice", "vorig_referentienummer", _credited({}, {}, {})),
    _defect("reference-to-itself", "vorig_referentienummer", _to_itself),
    _defect("declared-twice", "referentienummer", _twice),
    Defect(
        code="declaration-of-two-municipalities",
        table=PRESTATIE,
        field="declaratienummer",
        plant=_to_two_municipalities,
        fits=_has_several,
        about=ALLOCATION,
    ),
    _defect(
        "category-not-allocated",
        "productcategorie",
        _under({"productcode": None}, productcategorie="41", productcode="X-1"),
    ),
    _defect("code-of-other-category", "productcode", _under({"productcode": None}, productcode="41A01")),
    _defect("unit-not-allocated", "eenheid", _under({"eenheid": HOUR}, eenheid="84")),
    _defect("volume-impossible", "volume", _under(volume=745, bedrag=745_00)),
    _defect(
        "volume-over-allocated",
        "volume",
        _under({"volume": 1, "eenheid": HOUR, "frequentie": "4"}, volume=2, bedrag=200),
    ),
    Defect(
        code="total-volume-over-allocated",
        table=PRESTATIE,
        field="volume",
        plant=_over_total,
        fits=_has_more_months,
        about=ALLOCATION,
    ),
    _defect("budget-exceeded", "bedrag", _under({"eenheid": "83", "budget": 99}, **_EUROS, bedrag=100)),
    _defect("reference-is-bsn", "referentienummer", _number_is_bsn),
)
"""Each in rows of its own at the end of its tables, so that no other row is touched."""
