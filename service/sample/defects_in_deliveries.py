"""Faults in what an export is about: its period, when and by whom it was made. Each stands alone."""

import pandas as pd

from service.sample.planting import (
    ALLOCATION,
    COURSE,
    DELIVERY,
    PRESTATIE,
    Defect,
    ExpectedFinding,
    Plant,
    Tables,
    allocated,
    days,
    every,
    month_begin,
    period,
    rows_where,
    under,
)

_BEFORE_IJW_3 = pd.Timestamp(2018, 1, 1)


def _shifted(begin: int, end: int) -> Plant:
    """The period of the delivery, its first and last day moved."""

    def plant(tables: Tables, row: int) -> tuple[int, ...]:
        first, last = period(tables)
        tables[DELIVERY]["periode_begin"] = (first + days(begin),)
        tables[DELIVERY]["periode_eind"] = (last + days(end),)
        return (row,)

    return plant


def _backwards(tables: Tables, row: int) -> tuple[int, ...]:
    tables[DELIVERY]["periode_eind"] = (period(tables)[0] - days(1),)
    return (row,)


def _years_longer(tables: Tables, row: int) -> tuple[int, ...]:
    first, _ = period(tables)
    tables[DELIVERY]["periode_begin"] = (first.replace(year=first.year - 2),)
    return (row,)


def _long_before(tables: Tables, row: int) -> tuple[int, ...]:
    tables[DELIVERY]["periode_begin"] = (_BEFORE_IJW_3,)
    return (row,)


def _too_long(_tables: Tables, rows: tuple[int, ...]) -> tuple[ExpectedFinding, ...]:
    return (ExpectedFinding("period-longer-than-a-year", DELIVERY, "periode_eind", rows),)


def _made_early(tables: Tables) -> pd.Timestamp:
    """Let the export be made on the tenth day of its last month; that day."""
    day = month_begin(tables) + days(9)
    tables[DELIVERY]["aangemaakt_op"] = (day,)
    return day


def _not_over(tables: Tables, name: str, field: str) -> tuple[int, ...]:
    """The rows of which a day is after the one on which the export was made, and within its period."""
    day = tables[name][field]
    return rows_where(day.gt(tables[DELIVERY]["aangemaakt_op"].iloc[0]) & day.le(period(tables)[1]))


def _early(tables: Tables, row: int) -> tuple[int, ...]:
    _made_early(tables)
    return (row,)


def _undelivered(tables: Tables, _row: int) -> tuple[int, ...]:
    _made_early(tables)
    return _not_over(tables, PRESTATIE, "einddatum")


def _to_come(field: str) -> Plant:
    """A start or a stop after the day on which the export was made."""

    def plant(tables: Tables, row: int) -> tuple[int, ...]:
        after = _made_early(tables) + days(1)
        at = allocated(tables, row)
        if field == "begindatum":
            under(tables, at, COURSE, begindatum=after)
        else:
            under(tables, at, COURSE, begindatum=month_begin(tables), einddatum=after, reden_beeindiging="31")
        return _not_over(tables, COURSE, field)

    return plant


_EARLY = (
    ("not-yet-delivered", PRESTATIE, "einddatum"),
    ("start-after-export", COURSE, "begindatum"),
    ("stop-after-export", COURSE, "einddatum"),
)


def _besides(code: str, tables: Tables) -> tuple[ExpectedFinding, ...]:
    """What is said of an export that was made early, but this."""
    made = ExpectedFinding("made-before-period-ended", DELIVERY, "aangemaakt_op", (0,))
    rows = tuple(
        ExpectedFinding(each, name, field, _not_over(tables, name, field)) for each, name, field in _EARLY
    )
    return tuple(each for each in (made, *rows) if each.code != code)


def _of_an_early_export(code: str, table: str, field: str, plant: Plant, about: str) -> Defect:
    return Defect(
        code=code,
        table=table,
        field=field,
        plant=plant,
        about=about,
        is_alone=True,
        also=lambda tables, _: _besides(code, tables),
    )


def _by(provider: str, field: str, *texts: str) -> Plant:
    """A provider of another kind, and every allocation that does not become it."""

    def plant(tables: Tables, _row: int) -> tuple[int, ...]:
        tables[DELIVERY]["soort_aanbieder"] = (provider,)
        tables[DELIVERY] = tables[DELIVERY].astype({"soort_aanbieder": "str"})
        return rows_where(tables[ALLOCATION][field].isin(texts))

    return plant


DELIVERY_DEFECTS = (
    Defect(
        code="period-end-before-begin", table=DELIVERY, field="periode_eind", plant=_backwards, is_alone=True
    ),
    Defect(
        code="period-begins-within-a-month",
        table=DELIVERY,
        field="periode_begin",
        plant=_shifted(-1, 0),
        is_alone=True,
    ),
    Defect(
        code="period-ends-within-a-month",
        table=DELIVERY,
        field="periode_eind",
        plant=_shifted(0, 1),
        is_alone=True,
    ),
    Defect(
        code="period-longer-than-a-year",
        table=DELIVERY,
        field="periode_eind",
        plant=_years_longer,
        is_alone=True,
    ),
    Defect(
        code="period-before-the-standard",
        table=DELIVERY,
        field="periode_begin",
        plant=_long_before,
        is_alone=True,
        also=_too_long,
    ),
    _of_an_early_export("made-before-period-ended", DELIVERY, "aangemaakt_op", _early, DELIVERY),
    _of_an_early_export("not-yet-delivered", PRESTATIE, "einddatum", _undelivered, DELIVERY),
    _of_an_early_export("start-after-export", COURSE, "begindatum", _to_come("begindatum"), ALLOCATION),
    _of_an_early_export("stop-after-export", COURSE, "einddatum", _to_come("einddatum"), ALLOCATION),
    Defect(
        code="youth-act-by-wmo-provider",
        table=ALLOCATION,
        field="wet",
        plant=_by("wmo_aanbieder", "wet", "JW"),
        fits=every(ALLOCATION),
        is_alone=True,
    ),
    Defect(
        code="certified-institution-not-output",
        table=ALLOCATION,
        field="uitvoeringsvariant",
        plant=_by("gecertificeerde_instelling", "uitvoeringsvariant", "inspanning", "taak"),
        fits=every(ALLOCATION),
        is_alone=True,
    ),
)
"""Each changes what all rows are held against, so that nothing else can be planted beside it."""
