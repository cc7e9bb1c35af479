"""Faults in allocations, their clients, their course and their outcomes, in rows of their own."""

import pandas as pd

from service.sample.planting import (
    HOUR,
    Defect,
    Plant,
    T,
    Tables,
    U,
    V,
    Value,
    allocated,
    client_of,
    days,
    month_begin,
    period,
    under,
    unused_bsn,
    unused_bsns,
)

_OTHER_CODE = "X-1"


def _allocation(**values: Value) -> Plant:
    return lambda tables, row: (allocated(tables, row, **values),)


def _from_begin(field: str, count: int, **values: Value) -> Plant:
    """An allocation with a day so many days after it began."""
    return lambda tables, row: (
        allocated(tables, row, **{**values, field: month_begin(tables) + days(count)}),
    )


def _after_the_period(tables: Tables, row: int) -> tuple[int, ...]:
    return (allocated(tables, row, ingangsdatum=period(tables)[1] + days(1)),)


def _not_needed(tables: Tables, row: int) -> tuple[int, ...]:
    begin = period(tables)[0]
    return (allocated(tables, row, ingangsdatum=begin - days(40), einddatum=begin - days(1)),)


def _overlapping(tables: Tables, row: int) -> tuple[int, ...]:
    first = allocated(tables, row)
    return (allocated(tables, row, clientnummer=client_of(tables, first)),)


def _beside_a_whole_category(tables: Tables, row: int) -> tuple[int, ...]:
    first = allocated(tables, row, productcode=None)
    return (allocated(tables, row, clientnummer=client_of(tables, first)),)


def _same_client(first: dict[str, Value], second: dict[str, Value]) -> Plant:
    """Two allocations of one client that differ in these."""

    def plant(tables: Tables, row: int) -> tuple[int, ...]:
        one = allocated(tables, row, **first)
        number = client_of(tables, one)
        return (allocated(tables, row, clientnummer=number, productcode=_OTHER_CODE, **second),)

    return plant


def _two_bsns(tables: Tables, row: int) -> tuple[int, ...]:
    one = allocated(tables, row, bsn=unused_bsn(tables))
    number = client_of(tables, one)
    return (allocated(tables, row, clientnummer=number, productcode=_OTHER_CODE, bsn=unused_bsn(tables)),)


def _two_clients(tables: Tables, row: int) -> tuple[int, ...]:
    bsn = unused_bsn(tables)
    allocated(tables, row, bsn=bsn)
    return (allocated(tables, row, bsn=bsn),)


def _number_is_bsn(tables: Tables, row: int) -> tuple[int, ...]:
    bsn = unused_bsn(tables)
    return (allocated(tables, row, bsn=bsn, clientnummer=bsn),)


def _wrong_bsn(tables: Tables, row: int) -> tuple[int, ...]:
    """One digit beside a right one, and never one that is planted already: that would be of two clients."""
    used = set(tables[T]["bsn"].dropna())
    wrong = (
        f"{right[:-1]}{digit}"
        for right in reversed(unused_bsns(tables))
        for digit in range(10)
        if str(digit) != right[-1]
    )
    return (allocated(tables, row, bsn=next(each for each in wrong if each not in used)),)


def _same_number(tables: Tables, row: int) -> tuple[int, ...]:
    return (allocated(tables, row, toewijzingnummer=int(tables[T]["toewijzingnummer"].iloc[row])),)


def _course(begin: int, end: int | None = None, ends: int | None = None, **values: Value) -> Plant:
    """Help that starts (and stops) so many days after its allocation, which may end itself (`ends`)."""

    def plant(tables: Tables, row: int) -> tuple[int, ...]:
        first = month_begin(tables)
        last = None if ends is None else first + days(ends)
        at = allocated(tables, row, einddatum=last)
        stop: dict[str, Value] = (
            {} if end is None else {"einddatum": first + days(end), "reden_beeindiging": "31"}
        )
        return (under(tables, at, V, begindatum=first + days(begin), **stop, **values),)

    return plant


def _beyond(field: str) -> Plant:
    """Help that starts or stops on the day after the period."""

    def plant(tables: Tables, row: int) -> tuple[int, ...]:
        at, after = allocated(tables, row), period(tables)[1] + days(1)
        if field == "begindatum":
            return (under(tables, at, V, begindatum=after),)
        return (
            under(tables, at, V, begindatum=month_begin(tables), einddatum=after, reden_beeindiging="31"),
        )

    return plant


def _started_again(later: int) -> Plant:
    def plant(tables: Tables, row: int) -> tuple[int, ...]:
        at, first = allocated(tables, row), month_begin(tables)
        under(tables, at, V, begindatum=first)
        return (under(tables, at, V, begindatum=first + days(later)),)

    return plant


def _crisis(tables: Tables, row: int) -> tuple[int, ...]:
    at = allocated(tables, row, wet="WMO", productcategorie="02", productcode="02A04")
    return (under(tables, at, V, begindatum=month_begin(tables), gestart_met_crisis="02"),)


def _measured(informants: tuple[str | None, ...], later: int = 0) -> Plant:
    """Measurements of one day, by these; the last of them is the fault."""

    def plant(tables: Tables, row: int) -> tuple[int, ...]:
        at, day = allocated(tables, row), month_begin(tables) + days(later)
        rows = [under(tables, at, U, meetdatum=day, informant=each, nut_cijfer=8) for each in informants]
        return (rows[-1],)

    return plant


def _measured_late(tables: Tables, row: int) -> tuple[int, ...]:
    at = allocated(tables, row)
    return (under(tables, at, U, meetdatum=period(tables)[1] + days(1), nut_cijfer=8),)


_LTA: dict[str, Value] = {"productcategorie": "55", "productcode": None}
_WMO: dict[str, Value] = {"wet": "WMO", "productcategorie": "02", "productcode": "02A04"}
_OLD, _GROWN, _BORN = pd.Timestamp(1902, 1, 1), pd.Timestamp(2000, 1, 1), pd.Timestamp(2015, 5, 5)

ALLOCATION_DEFECTS = (
    Defect("end-before-begin", T, "einddatum", _from_begin("einddatum", -1)),
    Defect("allocation-after-period", T, "ingangsdatum", _after_the_period),
    Defect("allocation-not-needed", T, "einddatum", _not_needed),
    Defect("volume-without-unit", T, "eenheid", _allocation(volume=1, frequentie="4")),
    Defect("weekly-without-end", T, "einddatum", _allocation(volume=1, eenheid=HOUR, frequentie="2")),
    Defect("budget-without-end", T, "einddatum", _allocation(budget=100_00, productcode=None)),
    Defect("unit-does-not-fit-variant", T, "eenheid", _allocation(eenheid=HOUR, uitvoeringsvariant="output")),
    Defect("code-of-other-category", T, "productcode", _allocation(productcategorie="41")),
    Defect("help-form-does-not-fit", T, "hulpvorm",
           _allocation(productcategorie="31", productcode=None, hulpvorm="02")),
    Defect("national-care-too-long", T, "einddatum", _from_begin("einddatum", 400, **_LTA, budget=100_00)),
    Defect("national-care-without-budget", T, "budget", _allocation(**_LTA)),
    Defect("allocated-volume-impossible", T, "volume", _allocation(volume=2, eenheid="14", frequentie="1")),
    Defect("allocations-overlap", T, "ingangsdatum", _overlapping),
    Defect("aspecific-allocation-overlaps", T, "ingangsdatum", _beside_a_whole_category),
    Defect("birth-after-begin", T, "geboortedatum", _from_begin("geboortedatum", 1)),
    Defect("birth-too-long-ago", T, "geboortedatum", _allocation(**_WMO, geboortedatum=_OLD)),
    Defect("youth-older-than-23", T, "geboortedatum", _allocation(geboortedatum=_GROWN)),
    Defect("use-of-date-without-date", T, "geboortedatum", _allocation(datumgebruik="1")),
    Defect("client-with-two-bsns", T, "bsn", _two_bsns),
    Defect("bsn-of-two-clients", T, "clientnummer", _two_clients),
    Defect("client-with-two-births", T, "geboortedatum",
           _same_client({"geboortedatum": _BORN}, {"geboortedatum": _BORN + days(1)})),
    Defect("client-with-two-genders", T, "geslacht", _same_client({"geslacht": "1"}, {"geslacht": "2"})),
    Defect("client-number-is-bsn", T, "clientnummer", _number_is_bsn),
    Defect("bsn-check-fails", T, "bsn", _wrong_bsn),
    Defect("unknown-code", T, "verwijzer", _allocation(verwijzer="99")),
    Defect("code-of-other-law", T, "productcategorie", _allocation(productcategorie="02", productcode=None)),
    Defect("duplicate-key", T, "toewijzingnummer", _same_number),
    Defect("date-out-of-range", T, "geboortedatum", _allocation(geboortedatum=pd.Timestamp(2150, 1, 1))),
    Defect("too-long", T, "perceel", _allocation(perceel="p" * 41)),
    Defect("scientific-notation", T, "perceel", _allocation(perceel="1.2E+05")),
    Defect("out-of-range", T, "volume", _allocation(volume=100_000_000, eenheid=HOUR, frequentie="6")),
    Defect("end-before-begin", V, "einddatum", _course(5, 4), about=T),
    Defect("start-before-allocation", V, "begindatum", _course(-1), about=T),
    Defect("start-after-allocation", V, "begindatum", _course(6, ends=5), about=T),
    Defect("stop-after-allocation", V, "einddatum", _course(0, 6, ends=5), about=T),
    Defect("start-after-period", V, "begindatum", _beyond("begindatum"), about=T),
    Defect("stop-after-period", V, "einddatum", _beyond("einddatum"), about=T),
    Defect("start-twice", V, "begindatum", _started_again(0), about=T),
    Defect("start-before-stop", V, "begindatum", _started_again(2), about=T),
    Defect("crisis-under-wmo", V, "gestart_met_crisis", _crisis, about=T),
    Defect("measured-before-allocation", U, "meetdatum", _measured(("ouder",), -1), about=T),
    Defect("measured-after-period", U, "meetdatum", _measured_late, about=T),
    Defect("measured-twice", U, "meetdatum", _measured(("ouder", "ouder")), about=T),
    Defect("more-than-two-informants", U, "informant", _measured(("ouder", "jeugdige", None)), about=T),
    Defect("informant-of-other-law", U, "informant", _measured(("client",)), about=T),
)  # fmt: skip
"""Each in rows of its own at the end of its tables, so that no other row is touched."""
