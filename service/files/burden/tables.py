"""Read the versioned tables of the burden estimate from mappings/regeldruk/."""

import csv
import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

from service.domain.burden.municipal import AdministrativeTime, AdministrativeTimes, MunicipalActivity
from service.domain.burden.prescribed import LegallyRequired, Prescription
from service.domain.burden.tables import BurdenTables, Driver, EvidenceClass, Scenarios, StandardTime, Tariff
from service.domain.failures import TerminalError

_TABLES = {
    "times": "standaardtijden",
    "tariff": "tarieven",
    "weights": "gewichten",
    "assumptions": "aannames",
    "zeitwerttabelle": "zeitwerttabelle-wirtschaft",
}
_VERSION = re.compile(r"[\w.-]+\*?")
"""Never the way to another folder."""
USUAL_TARIFF = "cbs-loonkosten"


def load_burden_tables(
    mappings_dir: Path, tariff: str = USUAL_TARIFF, versions: Mapping[str, str] | None = None
) -> BurdenTables:
    """The latest version of every table. Raises TerminalError for one that is missing or cannot be read.

    `versions`: of which tables another version is wanted, to work out again what was said with it.

    A tariff that has no amounts yet is not there: raises TerminalError that says where to fill it in.
    """
    wanted = versions or {}
    folder = mappings_dir / "regeldruk"
    files = {name: latest_table(folder, stem, wanted.get(name, "2*")) for name, stem in _TABLES.items()}
    try:
        assumed = {row["aanname"]: row["waarde"] for row in rows_of(files["assumptions"])}
        return BurdenTables(
            times={Driver(row["handeling"]): _time(row) for row in rows_of(files["times"])},
            tariff=_tariff(files["tariff"], tariff),
            weights={row["bewerking"]: Decimal(row["gewicht"]) for row in rows_of(files["weights"])},
            automated=(float(assumed["automated-alpha"]), float(assumed["automated-beta"])),
            draws=int(assumed["draws"]),
            seed=int(assumed["seed"]),
            scenarios=_scenarios(assumed),
            versions={name: version_of(path, _TABLES[name]) for name, path in files.items()},
        )
    except (KeyError, ValueError) as fault:
        raise TerminalError(f"A table below mappings/regeldruk cannot be read: {fault}.") from fault


def _scenarios(assumed: Mapping[str, str]) -> Scenarios:
    """None of them in a version that does not name them."""
    known = {name: float(value) for name, value in assumed.items()}
    return Scenarios(
        mostly_automated=known.get("scenario-mostly-automated", 0.0),
        automated_then=(known.get("mostly-automated-alpha", 4.0), known.get("mostly-automated-beta", 2.0)),
        review_as_check=known.get("scenario-review-as-check", 0.0),
        once_per_demand=known.get("scenario-once-per-demand", 0.0),
        spread_of_medians=known.get("spread-of-medians", 1.0),
    )


def latest_table(folder: Path, stem: str, version: str = "2*") -> Path:
    """The file of the latest version. Raises TerminalError for a table that is not there."""
    found = sorted(folder.glob(f"{stem}-{version}.csv")) if _VERSION.fullmatch(version) else []
    if not found:
        raise TerminalError(f"There is no table regeldruk/{stem}-<version>.csv.")
    return found[-1]


def version_of(path: Path, stem: str) -> str:
    """What stands behind the name of the table."""
    return path.stem.removeprefix(f"{stem}-")


def rows_of(path: Path) -> Iterator[Mapping[str, str]]:
    """Its lines, by the names above them."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, strict=True)


def _time(row: Mapping[str, str]) -> StandardTime:
    return StandardTime(
        minutes=float(row["midden"]),
        low=float(row["laag"]),
        high=float(row["hoog"]),
        spread=float(row["spreiding"]),
        group=row["groep"],
        evidence=EvidenceClass(row["bewijs"]),
        source=row["bron"],
    )


def _tariff(path: Path, name: str) -> Tariff:
    row = next((row for row in rows_of(path) if row["tarief"] == name), None)
    if row is None or not row["midden"]:
        raise TerminalError(f"Tariff {name} has no amounts; fill them in, with their source, in {path.name}.")
    low, middle, high = (int(Decimal(row[side]) * 100) for side in ("laag", "midden", "hoog"))
    return Tariff(
        name=name,
        role=row["rol"],
        year=int(row["jaar"]),
        low=low,
        middle=middle,
        high=high,
        evidence=EvidenceClass(row["bewijs"]),
        source=row["bron"],
    )


def load_administrative_times(mappings_dir: Path) -> AdministrativeTimes:
    """What a municipality's own work takes by the standard table. Raises TerminalError for a broken one."""
    path = latest_table(mappings_dir / "regeldruk", _ADMINISTRATION)
    try:
        times = {
            MunicipalActivity(row["handeling"]): AdministrativeTime(
                float(row["laag"]), float(row["midden"]), float(row["hoog"]), row["bron"]
            )
            for row in rows_of(path)
            if row["handeling"]
        }
    except (KeyError, ValueError) as fault:
        raise TerminalError(f"Table {path.name} cannot be read: {fault}.") from fault
    return AdministrativeTimes(times, version_of(path, _ADMINISTRATION))


_ADMINISTRATION = "zeitwerttabelle-verwaltung"


def load_legally_required(mappings_dir: Path) -> LegallyRequired:
    """Everything that a law or a national agreement prescribes. Raises TerminalError for a broken table."""
    path = latest_table(mappings_dir / "regeldruk", "wettelijk-verplicht")
    try:
        return LegallyRequired(tuple(map(_prescription, rows_of(path))))
    except (KeyError, ValueError) as fault:
        raise TerminalError(f"Table {path.name} cannot be read: {fault}.") from fault


def _prescription(row: Mapping[str, str]) -> Prescription:
    return Prescription(
        format=row["formaat"],
        element=row["element"],
        begin=date.fromisoformat(row["vanaf"]),
        end=date.fromisoformat(row["tot"]) if row["tot"] else None,
        ground=row["grondslag"],
    )
