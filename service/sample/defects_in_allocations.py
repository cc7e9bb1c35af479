"""Faults in allocations, their clients, their course and their outcomes, in rows of their own."""

import pandas as pd

from service.sample.planting import (
    ALLOCATION,
    COURSE,
    HOUR,
    OUTCOME,
    Defect,
    Plant,
    Tables,
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
    used = set(tables[ALLOCATION]["bsn"].dropna())
    wrong = (
        f"{right[:-1]}{digit}"
        for right in reversed(unused_bsns(tables))
        for digit in range(10)
        if str(digit) != right[-1]
    )
    return (allocated(tables, row, bsn=next(each for each in wrong if each not in used)),)


def _same_number(tables: Tables, row: int) -> tuple[int, ...]:
    return (allocated(tables, row, toewijzingnummer=int(tables[ALLOCATION]["toewijzingnummer"].iloc[row])),)


def _course(begin: int, end: int | None = None, ends: int | None = None, **values: Value) -> Plant:
    """Help that starts (and stops) so many days after its allocation, which may end itself (`ends`)."""

    def plant(tables: Tables, row: int) -> tuple[int, ...]:
        first = month_begin(tables)
        last = None if ends is None else first + days(ends)
        at = allocated(tables, row, einddatum=last)
        stop: dict[str, Value] = (
            {} if end is None else {"einddatum": first + days(end), "reden_beeindiging": "31"}
        )
        return (under(tables, at, COURSE, begindatum=first + days(begin), **stop, **values),)

    return plant


def _beyond(field: str) -> Plant:
    """Help that starts or stops on the day after the period."""

    def plant(tables: Tables, row: int) -> tuple[int, ...]:
        at, after = allocated(tables, row), period(tables)[1] + days(1)
        if field == "begindatum":
            return (under(tables, at, COURSE, begindatum=after),)
        return (
            under(
                tables, at, COURSE, begindatum=month_begin(tables), einddatum=after, reden_beeindiging="31"
            ),
        )

    return plant


def _started_again(later: int) -> Plant:
    def plant(tables: Tables, row: int) -> tuple[int, ...]:
        at, first = allocated(tables, row), month_begin(tables)
        under(tables, at, COURSE, begindatum=first)
        return (under(tables, at, COURSE, begindatum=first + days(later)),)

    return plant


def _crisis(tables: Tables, row: int) -> tuple[int, ...]:
    at = allocated(tables, row, wet="WMO", productcategorie="02", productcode="02A04")
    return (under(tables, at, COURSE, begindatum=month_begin(tables), gestart_met_crisis="02"),)


def _measured(informants: tuple[str | None, ...], later: int = 0) -> Plant:
    """Measurements of one day, by these; the last of them is the fault."""

    def plant(tables: Tables, row: int) -> tuple[int, ...]:
        at, day = allocated(tables, row), month_begin(tables) + days(later)
        rows = [
            under(tables, at, OUTCOME, meetdatum=day, informant=each, nut_cijfer=8) for each in informants
        ]
        return (rows[-1],)

    return plant


def _measured_late(tables: Tables, row: int) -> tuple[int, ...]:
    at = allocated(tables, row)
    return (under(tables, at, OUTCOME, meetdatum=period(tables)[1] + days(1), nut_cijfer=8),)


_LTA: dict[str, Value] = {"productcategorie": "55", "productcode": None}
_WMO: dict[str, Value] = {"wet": "WMO", "productcategorie": "02", "productcode": "02A04"}
_OLD, _GROWN, _BORN = pd.Timestamp(1902, 1, 1), pd.Timestamp(2000, 1, 1), pd.Timestamp(2015, 5, 5)

ALLOCATION_DEFECTS = (
    Defect(code="end-before-begin", table=ALLOCATION, field="einddatum", plant=_from_begin("einddatum", -1)),
    Defect(code="allocation-after-period", table=ALLOCATION, field="ingangsdatum", plant=_after_the_period),
    Defect(code="allocation-not-needed", table=ALLOCATION, field="einddatum", plant=_not_needed),
    Defect(
        code="volume-without-unit",
        table=ALLOCATION,
        field="eenheid",
        plant=_allocation(volume=1, frequentie="4"),
    ),
    Defect(
        code="weekly-without-end",
        table=ALLOCATION,
        field="einddatum",
        plant=_allocation(volume=1, eenheid=HOUR, frequentie="2"),
    ),
    Defect(
        code="budget-without-end",
        table=ALLOCATION,
        field="einddatum",
        plant=_allocation(budget=100_00, productcode=None),
    ),
    Defect(
        code="unit-does-not-fit-variant",
        table=ALLOCATION,
        field="eenheid",
        plant=_allocation(eenheid=HOUR, uitvoeringsvariant="output"),
    ),
    Defect(
        code="code-of-other-category",
        table=ALLOCATION,
        field="productcode",
        plant=_allocation(productcategorie="41"),
    ),
    Defect(
        code="help-form-does-not-fit",
        table=ALLOCATION,
        field="hulpvorm",
        plant=_allocation(productcategorie="31", productcode=None, hulpvorm="02"),
    ),
    Defect(
        code="national-care-too-long",
        table=ALLOCATION,
        field="einddatum",
        plant=_from_begin("einddatum", 400, **_LTA, budget=100_00),
    ),
    Defect(code="national-care-without-budget", table=ALLOCATION, field="budget", plant=_allocation(**_LTA)),
    Defect(
        code="allocated-volume-impossible",
        table=ALLOCATION,
        field="volume",
        plant=_allocation(volume=2, eenheid="14", frequentie="1"),
    ),
    Defect(code="allocations-overlap", table=ALLOCATION, field="ingangsdatum", plant=_overlapping),
    Defect(
        code="aspecific-allocation-overlaps",
        table=ALLOCATION,
        field="ingangsdatum",
        plant=_beside_a_whole_category,
    ),
    Defect(
        code="birth-after-begin",
        table=ALLOCATION,
        field="geboortedatum",
        plant=_from_begin("geboortedatum", 1),
    ),
    Defect(
        code="birth-too-long-ago",
        table=ALLOCATION,
        field="geboortedatum",
        plant=_allocation(**_WMO, geboortedatum=_OLD),
    ),
    Defect(
        code="youth-older-than-23",
        table=ALLOCATION,
        field="geboortedatum",
        plant=_allocation(geboortedatum=_GROWN),
    ),
    Defect(
        code="use-of-date-without-date",
        table=ALLOCATION,
        field="geboortedatum",
        plant=_allocation(datumgebruik="1"),
    ),
    Defect(code="client-with-two-bsns", table=ALLOCATION, field="bsn", plant=_two_bsns),
    Defect(code="bsn-of-two-clients", table=ALLOCATION, field="clientnummer", plant=_two_clients),
    Defect(
        code="client-with-two-births",
        table=ALLOCATION,
        field="geboortedatum",
        plant=_same_client({"geboortedatum": _BORN}, {"geboortedatum": _BORN + days(1)}),
    ),
    Defect(
        code="client-with-two-genders",
        table=ALLOCATION,
        field="geslacht",
        plant=_same_client({"geslacht": "1"}, {"geslacht": "2"}),
    ),
    Defect(code="client-number-is-bsn", table=ALLOCATION, field="clientnummer", plant=_number_is_bsn),
    Defect(code="bsn-check-fails", table=ALLOCATION, field="bsn", plant=_wrong_bsn),
    Defect(code="unknown-code", table=ALLOCATION, field="verwijzer", plant=_allocation(verwijzer="99")),
    Defect(
        code="code-of-other-law",
        table=ALLOCATION,
        field="productcategorie",
        plant=_allocation(productcategorie="02", productcode=None),
    ),
    Defect(code="duplicate-key", table=ALLOCATION, field="toewijzingnummer", plant=_same_number),
    Defect(
        code="date-out-of-range",
        table=ALLOCATION,
        field="geboortedatum",
        plant=_allocation(geboortedatum=pd.Timestamp(2150, 1, 1)),
    ),
    Defect(code="too-long", table=ALLOCATION, field="perceel", plant=_allocation(perceel="p" * 41)),
    Defect(
        code="scientific-notation", table=ALLOCATION, field="perceel", plant=_allocation(perceel="1.2E+05")
    ),
    Defect(
        code="out-of-range",
        table=ALLOCATION,
        field="volume",
        plant=_allocation(volume=100_000_000, eenheid=HOUR, frequentie="6"),
    ),
    Defect(code="end-before-begin", table=COURSE, field="einddatum", plant=_course(5, 4), about=ALLOCATION),
    Defect(
        code="start-before-allocation", table=COURSE, field="begindatum", plant=_course(-1), about=ALLOCATION
    ),
    Defect(
        code="start-after-allocation",
        table=COURSE,
        field="begindatum",
        plant=_course(6, ends=5),
        about=ALLOCATION,
    ),
    Defect(
        code="stop-after-allocation",
        table=COURSE,
        field="einddatum",
        plant=_course(0, 6, ends=5),
        about=ALLOCATION,
    ),
    Defect(
        code="start-after-period",
        table=COURSE,
        field="begindatum",
        plant=_beyond("begindatum"),
        about=ALLOCATION,
    ),
    Defect(
        code="stop-after-period",
        table=COURSE,
        field="einddatum",
        plant=_beyond("einddatum"),
        about=ALLOCATION,
    ),
    Defect(code="start-twice", table=COURSE, field="begindatum", plant=_started_again(0), about=ALLOCATION),
    Defect(
        code="start-before-stop", table=COURSE, field="begindatum", plant=_started_again(2), about=ALLOCATION
    ),
    Defect(
        code="crisis-under-wmo", table=COURSE, field="gestart_met_crisis", plant=_crisis, about=ALLOCATION
    ),
    Defect(
        code="measured-before-allocation",
        table=OUTCOME,
        field="meetdatum",
        plant=_measured(("ouder",), -1),
        about=ALLOCATION,
    ),
    Defect(
        code="measured-after-period", table=OUTCOME, field="meetdatum", plant=_measured_late, about=ALLOCATION
    ),
    Defect(
        code="measured-twice",
        table=OUTCOME,
        field="meetdatum",
        plant=_measured(("ouder", "ouder")),
        about=ALLOCATION,
    ),
    Defect(
        code="more-than-two-informants",
        table=OUTCOME,
        field="informant",
        plant=_measured(("ouder", "jeugdige", None)),
        about=ALLOCATION,
    ),
    Defect(
        code="informant-of-other-law",
        table=OUTCOME,
        field="informant",
        plant=_measured(("client",)),
        about=ALLOCATION,
    ),
)
"""Each in rows of its own at the end of its tables, so that no other row is touched."""
