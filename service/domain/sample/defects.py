"""Plant faults in an invented export, each in rows of its own, and say exactly what must be found."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from pandas.api.typing import NAType

from service.domain.standard.matching import column_letter
from service.domain.standard.model import Standard
from service.domain.standard.physical import NIGHT

Tables = dict[str, pd.DataFrame]
_FIRST_ROW = 2


@dataclass(frozen=True, slots=True, order=True)
class Planted:
    """One finding that a check has to give, at its place in the file that is written."""

    table: str
    row: int
    column: str
    code: str


@dataclass(frozen=True, slots=True)
class Defect:
    """One sort of fault: where it can be planted without disturbing any other row, and how."""

    code: str
    table: str
    field: str
    fits: Callable[[Tables], pd.Series]
    """Per row of the table whether it can be planted there."""
    plant: Callable[[pd.DataFrame, int], None]
    """Change one row of the table."""


def _set(field: str, value: str | int | NAType | None) -> Callable[[pd.DataFrame, int], None]:
    def plant(frame: pd.DataFrame, row: int) -> None:
        frame[field] = frame[field].mask(frame.index == row, value)

    return plant


def _add(field: str, amount: int) -> Callable[[pd.DataFrame, int], None]:
    def plant(frame: pd.DataFrame, row: int) -> None:
        frame[field] = frame[field] + np.where(frame.index == row, amount, 0)

    return plant


def _move(field: str, days: int, off: str = "") -> Callable[[pd.DataFrame, int], None]:
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


def _every(table: str) -> Callable[[Tables], pd.Series]:
    return lambda tables: pd.Series(data=True, index=tables[table].index)


def _open_course(tables: Tables) -> pd.Series:
    return tables["verloop"]["einddatum"].isna()


def _with_volume(tables: Tables) -> pd.Series:
    return tables["toewijzing"]["volume"].notna()


def _waiting(tables: Tables) -> pd.Series:
    return tables["wachtlijst"]["wachtenden"].gt(0)


def _first_help(tables: Tables) -> pd.Series:
    """Tell one row per municipality, for two without a hulpvorm would share a key."""
    return tables[W]["wet"].eq("JW") & ~tables[W].duplicated(["gemeentecode", "wet"])


def _empty(frame: pd.DataFrame, row: int) -> None:
    for field in ("nut_cijfer", "doelen_behaald", "zonder_hulp_verder"):
        frame[field] = frame[field].mask(frame.index == row)


def _number(frame: pd.DataFrame, row: int) -> None:
    """Give each row a declaration of its own: one number for two municipalities would be another fault."""
    frame["declaratienummer"] = frame["declaratienummer"].mask(frame.index == row, f"DX{row}")


P, T, V, W, N, U = "prestatie", "toewijzing", "verloop", "wachtlijst", "toelichting", "uitkomst"

DEFECTS: tuple[Defect, ...] = (
    Defect("amount-not-volume-times-tariff", P, "bedrag", _priced, _add("bedrag", 1)),
    Defect("tariff-missing", P, "tarief", _priced, _set("tarief", pd.NA)),
    Defect("missing-value", P, "volume", _single, _set("volume", pd.NA)),
    Defect("missing-value", P, "bedrag", _single, _set("bedrag", pd.NA)),
    Defect("missing-value", P, "productcode", _single, _set("productcode", None)),
    Defect("unknown-code", P, "status", _with_status("toegekend", "ingediend"), _set("status", "betaald")),
    Defect("unknown-decisive-code", P, "debet_credit", _single, _set("debet_credit", "X")),
    Defect("negative", P, "bedrag", _single, _set("bedrag", -100)),
    Defect("end-before-begin", P, "einddatum", _whole_month, _move("einddatum", -1, "begindatum")),
    Defect("product-period-ends-early", P, "einddatum", _whole_month, _move("einddatum", -1)),
    Defect("allocation-missing", P, "toewijzingnummer", _single, _set("toewijzingnummer", 999_999_999)),
    Defect("declared-before-submitted", P, "declaratienummer", _with_status("geleverd"), _number),
    Defect("rejected-without-reason", P, "retourcode", _with_status("afgewezen"), _set("retourcode", None)),
    Defect("rejected-with-approval", P, "retourcode", _with_status("afgewezen"), _set("retourcode", "8001")),
    Defect("reason-without-rejection", P, "retourcode", _with_status("toegekend"),
           _set("retourcode", "9307")),
    Defect("malformed", P, "declaratienummer", _with_status("toegekend"), _set("declaratienummer", "A-1")),
    Defect("vat-percentage-unknown", P, "btw_percentage", _single, _set("btw_percentage", 190_000)),
    Defect("product-not-allocated", P, "productcode", _single, _set("productcode", "X-1")),
    Defect("frequency-without-volume", T, "volume", _with_volume, _set("volume", pd.NA)),
    Defect("volume-without-frequency", T, "frequentie", _with_volume, _set("frequentie", None)),
    Defect("registered-after-begin", T, "aanmelddatum", _every(T), _move("aanmelddatum", 1, "ingangsdatum")),
    Defect("reason-without-stop", V, "einddatum", _open_course, _set("reden_beeindiging", "38")),
    Defect("stop-without-reason", V, "reden_beeindiging", lambda tables: ~_open_course(tables),
           _set("reden_beeindiging", None)),
    Defect("empty-measurement", U, "nut_cijfer", _every(U), _empty),
    Defect("waiting-without-waiting-time", W, "wachttijd_dagen", _waiting, _set("wachttijd_dagen", pd.NA)),
    Defect("waiting-time-over-two-years", W, "wachttijd_dagen", _waiting, _set("wachttijd_dagen", 731)),
    Defect("counted-outside-period", W, "peildatum", _every(W), _move("peildatum", 1)),
    Defect("waiting-without-help-form", W, "hulpvorm", _first_help, _set("hulpvorm", None)),
    Defect("text-is-blank", N, "tekst", _every(N), _set("tekst", " ")),
    Defect("text-holds-address", N, "tekst", _every(N), _set("tekst", "Vraag het iemand@zorg.example.")),
    Defect("text-holds-bsn", N, "tekst", _every(N), _set("tekst", "Het gaat om 999900006.")),
)  # fmt: skip
"""Of every subject some, each of which breaks exactly one rule. One code may be planted in several fields."""


def known_defects() -> tuple[str, ...]:
    """Return every code that can be planted."""
    return tuple(dict.fromkeys(defect.code for defect in DEFECTS))


def plant_defects(
    standard: Standard, tables: Mapping[str, pd.DataFrame], chosen: Sequence[str] | int, *, seed: int
) -> tuple[Tables, tuple[Planted, ...]]:
    """Return the tables with faults in them, and exactly what must be found.

    `chosen` is a number of faults, or codes of `known_defects`. No two faults share a row, nor an allocation.
    Raises ValueError for a code that is not known or a fault for which there is no row left.
    """
    random = np.random.default_rng(seed)
    spoiled = {name: frame.copy() for name, frame in tables.items()}
    taken: dict[str, set[int]] = {name: set() for name in spoiled}
    planted: list[Planted] = []
    for defect in _wanted(chosen, random):
        fitting = defect.fits(dict(tables)).to_numpy(bool)
        free = [row for row in np.flatnonzero(fitting).tolist() if row not in taken[defect.table]]
        if not free:
            if isinstance(chosen, int):
                continue
            raise ValueError(f"There is no row left for {defect.code}.")
        row = int(random.choice(free))
        taken[defect.table].add(row)
        defect.plant(spoiled[defect.table], row)
        fields = list(standard.tables[defect.table].fields)
        letter = column_letter(fields.index(defect.field) + 1)
        planted.append(Planted(defect.table, row + _FIRST_ROW, letter, defect.code))
    return spoiled, tuple(sorted(planted))


def _wanted(chosen: Sequence[str] | int, random: np.random.Generator) -> list[Defect]:
    if isinstance(chosen, int):
        return [DEFECTS[at] for at in random.integers(0, len(DEFECTS), chosen).tolist()]
    unknown = set(chosen) - set(known_defects())
    if unknown:
        raise ValueError(f"Not known: {', '.join(sorted(unknown))}. Known: {', '.join(known_defects())}.")
    return [next(defect for defect in DEFECTS if defect.code == code) for code in chosen]
