"""Samples in which nothing is wrong: the same export in every carrier."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from service.domain.periods import Period, parse_period
from service.domain.standard.model import Standard
from service.domain.wording import Wording
from service.files.export import Kind, write_export
from service.kit.sample import Sample
from service.sample import sample_tables

PERIOD: Period = parse_period("2026-Q1")
_SEED, _CLIENTS = 1, 20
CARRIERS: Mapping[Kind, tuple[str, Wording]] = {
    "xlsx": (
        "xlsx",
        Wording("werkmap van Excel, een blad per tabel", "an Excel workbook, a sheet per table"),
    ),
    "ods": ("ods", Wording("OpenDocument-werkmap", "an OpenDocument spreadsheet")),
    "csv-zip": ("zip", Wording("zip met een csv per tabel", "a zip with a csv per table")),
    "parquet-zip": (
        "parquet.zip",
        Wording("zip met een parquet per tabel", "a zip with a parquet file per table"),
    ),
    "ijw-zip": (
        "messages.zip",
        Wording(
            "zip met de berichten 301, 305, 307, 323 en 325 van iJw 3.2 en iWmo 3.2",
            "a zip with the messages 301, 305, 307, 323 and 325 of iJw 3.2 and iWmo 3.2",
        ),
    ),
}
"""Carrier → how such a file ends, and what it is."""
MESSAGES: Kind = "ijw-zip"


def sound_tables(standard: Standard, municipalities: Sequence[str]) -> dict[str, pd.DataFrame]:
    """The invented export that every sound sample holds."""
    return sample_tables(standard, seed=_SEED, municipalities=municipalities, clients=_CLIENTS, period=PERIOD)


def sound_samples(standard: Standard, municipalities: Sequence[str]) -> Iterator[Sample]:
    """The same export in every carrier, in which nothing must be found."""
    tables = sound_tables(standard, municipalities)
    for kind, (ending, about) in CARRIERS.items():
        yield Sample(
            path=f"samples/sound/export.{ending}",
            content=write_export(tables, standard, kind),
            about=about,
            must_find={},
            is_translated=True,
        )
