"""What a draft is read by: the list of words, and what a sample submission holds."""

import csv
from pathlib import Path

import pandas as pd
import yaml

from service.domain.formats.drafts.words import CELL, CODE, Synonym
from service.domain.standard.export import Export


def read_synonyms(mappings_dir: Path) -> dict[str, Synonym]:
    """What header texts usually mean, by the text in its plainest form; none where no list of them stands."""
    if not (mappings_dir / "synoniemen.csv").exists():
        return {}
    with (mappings_dir / "synoniemen.csv").open(encoding="utf-8", newline="") as stream:
        return {
            f"{row['tabel']}:{row['kop']}" if row["tabel"] in (CELL, CODE) else row["kop"]: Synonym(
                header=row["kop"],
                table=row["tabel"],
                per_row=_value_of(row["per_rij"]),
                per_group=_value_of(row["per_groep"]),
                reason=row["reden"],
                sources=tuple(row["bron"].split(";")),
            )
            for row in csv.DictReader(stream)
        }


def _value_of(text: str) -> object:
    """By libyaml, which takes a seventh of the time: each draft reads some six hundred of these."""
    return yaml.load(text, Loader=yaml.CSafeLoader)


def values_of(export: Export) -> dict[str, frozenset[str]]:
    """Field → the different texts that a sample submission has in prestatie and toewijzing."""
    return {
        f"{table}.{name}": frozenset(export.tables[table][name].dropna().unique())
        for table in ("prestatie", "toewijzing")
        for name in map(str, export.tables[table])
        if pd.api.types.is_string_dtype(export.tables[table][name].dtype) and not name.startswith("_")
    }
