"""What was delivered under each contract by unit: the volumes that ceilings are held against."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from service.domain.contracts.tariffs import texts_per_row
from service.domain.standard.cells import Mask
from service.domain.standard.export import Export
from service.domain.standard.rules.rule import TableRows
from service.domain.standard.rules.volumes import signed_unless_refused


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class VolumeKey:
    """A contract, as far as it is known here, and a unit."""

    municipality: str
    """Gemeentecode."""
    law: str
    category: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractVolume:
    """Signed: credits are taken off, and what its municipality refused is nothing."""

    volume: int
    cents: int
    clients: int
    """Different ones."""


def volumes_of(export: Export, rows: TableRows) -> Mapping[VolumeKey, ContractVolume]:
    """By key; rows that have no allocation, or begin outside the period of the export, are of none."""
    known = np.flatnonzero(within_the_period(export, rows))
    if not len(known):
        return {}
    counted = volumes_per_row(rows).iloc[known]
    keys = ["municipality", "law", "category", "unit"]
    groups = counted.groupby(keys, sort=True)
    sums, clients = groups[["volume", "cents"]].sum(), groups["client"].nunique()
    return {
        VolumeKey(
            municipality=str(key[0]), law=str(key[1]), category=str(key[2]), unit=str(key[3])
        ): ContractVolume(volume=int(row["volume"]), cents=int(row["cents"]), clients=int(clients.loc[key]))
        for key, row in sums.iterrows()
        if isinstance(key, tuple)
    }


def volumes_per_row(rows: TableRows) -> pd.DataFrame:
    """Per row of prestatie its key, its client, and what it adds to volume and cents."""
    return pd.DataFrame(
        {
            "municipality": texts_per_row(rows, "gemeentecode"),
            "law": texts_per_row(rows.allocation, "wet"),
            "category": texts_per_row(rows, "productcategorie"),
            "unit": texts_per_row(rows, "eenheid"),
            "client": texts_per_row(rows.allocation, "clientnummer"),
            "volume": signed_unless_refused(rows, "volume") * rows.has("volume"),
            "cents": signed_unless_refused(rows, "bedrag") * rows.has("bedrag"),
        }
    )


def within_the_period(export: Export, rows: TableRows) -> Mask:
    """Rows with an allocation that begin on a day that the export is about."""
    has_allocation: Mask = rows.allocation_position >= 0
    if export.period is None:
        return has_allocation & False
    days = rows.day("begindatum")
    inside = (days >= np.datetime64(export.period.begin)) & (days <= np.datetime64(export.period.end))
    return has_allocation & inside
