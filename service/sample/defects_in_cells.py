"""Faults that are one changed cell, in a row that has nothing to do with any other."""

from collections.abc import Callable

import numpy as np
import pandas as pd
from pandas.api.typing import NAType

from service.domain.standard.physical import NIGHT
from service.sample.planting import (
    ALLOCATION,
    COURSE,
    DELIVERY,
    EXPLANATION,
    KEY_FIGURE,
    OUTCOME,
    PRESTATIE,
    WAITING_LIST,
    Defect,
    Plant,
    Tables,
    every,
)

Change = Callable[[pd.DataFrame, int], None]


def _plant(table: str, change: Change) -> Plant:
    def plant(tables: Tables, row: int) -> tuple[int, ...]:
        change(tables[table], row)
        return (row,)

    return plant


def _set(field: str, value: str | int | NAType | None) -> Change:
    def plant(frame: pd.DataFrame, row: int) -> None:
        frame[field] = frame[field].mask(frame.index == row, value)

    return plant


def _add(field: str, amount: int) -> Change:
    def plant(frame: pd.DataFrame, row: int) -> None:
        frame[field] = frame[field] + np.where(frame.index == row, amount, 0)

    return plant


def _move(field: str, days: int, off: str = "") -> Change:
    def plant(frame: pd.DataFrame, row: int) -> None:
        moved = frame[off or field] + pd.Timedelta(days, "D")
        frame[field] = frame[field].mask(frame.index == row, moved)

    return plant


def _single(tables: Tables) -> pd.Series:
    """Tell which prestaties have nothing to do with a credit, so that changing one changes nothing else."""
    frame = tables["prestatie"]
    original = frame["referentienummer"].isin(frame["vorig_referentienummer"].dropna())
    anew = frame.duplicated(["gemeentecode", "toewijzingnummer", "begindatum"], keep=False)
    return frame["debet_credit"].eq("D") & ~original & ~anew


def _priced(tables: Tables) -> pd.Series:
    return _single(tables) & tables["prestatie"]["tarief"].notna()


def _whole_month(tables: Tables) -> pd.Series:
    frame = tables["prestatie"]
    is_long = (frame["einddatum"] - frame["begindatum"]).gt(pd.Timedelta(20, "D"))
    is_night = frame["eenheid"].eq(NIGHT)  # may fill every day, and then no day can be taken off
    fits: pd.Series = _single(tables) & frame["begindatum"].dt.is_month_start & is_long & ~is_night
    return fits


def _with_status(*statuses: str) -> Callable[[Tables], pd.Series]:
    return lambda tables: _single(tables) & tables["prestatie"]["status"].isin(statuses)


def _open_course(tables: Tables) -> pd.Series:
    return tables["verloop"]["einddatum"].isna()


def _with_volume(tables: Tables) -> pd.Series:
    return tables["toewijzing"]["volume"].notna()


def _waiting(tables: Tables) -> pd.Series:
    return tables["wachtlijst"]["wachtenden"].gt(0)


def _first_help(tables: Tables) -> pd.Series:
    """Tell one row per municipality, for two without a hulpvorm would share a key."""
    return tables[WAITING_LIST]["wet"].eq("JW") & ~tables[WAITING_LIST].duplicated(["gemeentecode", "wet"])


def _empty(frame: pd.DataFrame, row: int) -> None:
    for field in ("nut_cijfer", "doelen_behaald", "zonder_hulp_verder"):
        frame[field] = frame[field].mask(frame.index == row)


def _long_number(frame: pd.DataFrame, row: int) -> None:
    number = f"R{row:020d}"
    frame["referentienummer"] = frame["referentienummer"].mask(frame.index == row, number)


def _number(frame: pd.DataFrame, row: int) -> None:
    """Give each row a declaration of its own: one number for two municipalities would be another fault."""
    frame["declaratienummer"] = frame["declaratienummer"].mask(frame.index == row, f"DX{row}")


def _figure(*codes: str, is_local: bool = False) -> Callable[[Tables], pd.Series]:
    def fits(tables: Tables) -> pd.Series:
        return tables[KEY_FIGURE]["kengetal"].isin(codes) & tables[KEY_FIGURE]["gemeentecode"].notna().eq(
            is_local
        )

    return fits


def _more_than_all(frame: pd.DataFrame, row: int) -> None:
    total = frame.loc[
        frame["kengetal"].eq("opbrengsten_totaal") & frame["gemeentecode"].isna(), "waarde"
    ].iloc[0]
    frame["waarde"] = frame["waarde"].mask(frame.index == row, total + 10_000)


def _defect(code: str, table: str, field: str, fits: Callable[[Tables], pd.Series], change: Change) -> Defect:
    return Defect(code=code, table=table, field=field, plant=_plant(table, change), fits=fits)


CELL_DEFECTS = (
    _defect("amount-not-volume-times-tariff", PRESTATIE, "bedrag", _priced, _add("bedrag", 1)),
    _defect("tariff-missing", PRESTATIE, "tarief", _priced, _set("tarief", pd.NA)),
    _defect("missing-value", PRESTATIE, "volume", _single, _set("volume", pd.NA)),
    _defect("missing-value", PRESTATIE, "bedrag", _single, _set("bedrag", pd.NA)),
    _defect("missing-value", PRESTATIE, "productcode", _single, _set("productcode", None)),
    _defect(
        "unknown-code", PRESTATIE, "status", _with_status("toegekend", "ingediend"), _set("status", "betaald")
    ),
    _defect("unknown-decisive-code", PRESTATIE, "debet_credit", _single, _set("debet_credit", "X")),
    _defect("negative", PRESTATIE, "bedrag", _single, _set("bedrag", -100)),
    _defect("end-before-begin", PRESTATIE, "einddatum", _whole_month, _move("einddatum", -1, "begindatum")),
    _defect("product-period-ends-early", PRESTATIE, "einddatum", _whole_month, _move("einddatum", -1)),
    _defect(
        "allocation-missing", PRESTATIE, "toewijzingnummer", _single, _set("toewijzingnummer", 999_999_999)
    ),
    _defect("declared-before-submitted", PRESTATIE, "declaratienummer", _with_status("geleverd"), _number),
    _defect(
        "rejected-without-reason",
        PRESTATIE,
        "retourcode",
        _with_status("afgewezen"),
        _set("retourcode", None),
    ),
    _defect(
        "rejected-with-approval",
        PRESTATIE,
        "retourcode",
        _with_status("afgewezen"),
        _set("retourcode", "8001"),
    ),
    _defect(
        "reason-without-rejection",
        PRESTATIE,
        "retourcode",
        _with_status("toegekend"),
        _set("retourcode", "9307"),
    ),
    _defect(
        "malformed", PRESTATIE, "declaratienummer", _with_status("toegekend"), _set("declaratienummer", "A-1")
    ),
    _defect("vat-percentage-unknown", PRESTATIE, "btw_percentage", _single, _set("btw_percentage", 190_000)),
    _defect("product-not-allocated", PRESTATIE, "productcode", _single, _set("productcode", "X-1")),
    _defect("frequency-without-volume", ALLOCATION, "volume", _with_volume, _set("volume", pd.NA)),
    _defect("volume-without-frequency", ALLOCATION, "frequentie", _with_volume, _set("frequentie", None)),
    _defect(
        "registered-after-begin",
        ALLOCATION,
        "aanmelddatum",
        every(ALLOCATION),
        _move("aanmelddatum", 1, "ingangsdatum"),
    ),
    _defect(
        "registered-long-before",
        ALLOCATION,
        "aanmelddatum",
        every(ALLOCATION),
        _move("aanmelddatum", -4_000, "ingangsdatum"),
    ),
    _defect("reason-without-stop", COURSE, "einddatum", _open_course, _set("reden_beeindiging", "38")),
    _defect(
        "stop-without-reason",
        COURSE,
        "reden_beeindiging",
        lambda tables: ~_open_course(tables),
        _set("reden_beeindiging", None),
    ),
    _defect("empty-measurement", OUTCOME, "nut_cijfer", every(OUTCOME), _empty),
    _defect(
        "waiting-without-waiting-time",
        WAITING_LIST,
        "wachttijd_dagen",
        _waiting,
        _set("wachttijd_dagen", pd.NA),
    ),
    _defect(
        "waiting-time-over-two-years", WAITING_LIST, "wachttijd_dagen", _waiting, _set("wachttijd_dagen", 731)
    ),
    _defect("counted-outside-period", WAITING_LIST, "peildatum", every(WAITING_LIST), _move("peildatum", 1)),
    _defect("waiting-without-help-form", WAITING_LIST, "hulpvorm", _first_help, _set("hulpvorm", None)),
    _defect(
        "text-holds-address",
        EXPLANATION,
        "tekst",
        every(EXPLANATION),
        _set("tekst", "Vraag het iemand@zorg.example."),
    ),
    _defect(
        "text-holds-bsn", EXPLANATION, "tekst", every(EXPLANATION), _set("tekst", "Het gaat om 999900006.")
    ),
    _defect("too-long", PRESTATIE, "referentienummer", _single, _long_number),
    _defect("waiting-time-without-waiting", WAITING_LIST, "wachttijd_dagen", _waiting, _set("wachtenden", 0)),
    _defect("unit-of-figure", KEY_FIGURE, "eenheid", _figure("klachten"), _set("eenheid", "fte")),
    _defect("negative-figure", KEY_FIGURE, "waarde", _figure("incidenten"), _set("waarde", -10_000)),
    _defect(
        "fraction-of-count", KEY_FIGURE, "waarde", _figure("klachten", is_local=True), _set("waarde", 15_000)
    ),
    _defect(
        "percentage-over-hundred",
        KEY_FIGURE,
        "waarde",
        _figure("ziekteverzuim_procent"),
        _set("waarde", 1_010_000),
    ),
    _defect(
        "euro-with-more-than-cents",
        KEY_FIGURE,
        "waarde",
        _figure("overige_bedrijfskosten"),
        _add("waarde", 1),
    ),
    _defect("part-larger-than-whole", KEY_FIGURE, "waarde", _figure("opbrengsten_jeugdwet"), _more_than_all),
    _defect(
        "figure-of-organisation",
        KEY_FIGURE,
        "gemeentecode",
        _figure("liquiditeit"),
        _set("gemeentecode", "0014"),
    ),
    _defect(
        "subject-holds-bsn", EXPLANATION, "onderwerp", every(EXPLANATION), _set("onderwerp", "over 999900006")
    ),
    _defect(
        "text-holds-birth-date",
        EXPLANATION,
        "tekst",
        every(EXPLANATION),
        _set("tekst", "Geboren op 1-2-2015."),
    ),
    _defect("agb-code-is-zero", DELIVERY, "agb_code", every(DELIVERY), _set("agb_code", "00000000")),
    _defect("kvk-number-is-zero", DELIVERY, "kvk_nummer", every(DELIVERY), _set("kvk_nummer", "00000000")),
    _defect(
        "email-malformed", DELIVERY, "contact_email", every(DELIVERY), _set("contact_email", "zorg.example")
    ),
    _defect(
        "phone-malformed", DELIVERY, "contact_telefoon", every(DELIVERY), _set("contact_telefoon", "1234")
    ),
    _defect("other-version", DELIVERY, "standaardversie", every(DELIVERY), _set("standaardversie", "2025.1")),
)
"""Of every subject some, each of which breaks exactly one rule. One code may be planted in several fields."""
