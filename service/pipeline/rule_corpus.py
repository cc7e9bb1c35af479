"""A fixed corpus of invented exports with faults in them, and what the rules of today find there."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace

import numpy as np
import pandas as pd

from service import __version__
from service.domain.periods import parse_period
from service.domain.standard.cells import Cells
from service.domain.standard.export import RawExport, RawTable
from service.domain.standard.intake import all_kinds, check_export
from service.domain.standard.model import Standard
from service.domain.standard.rule_record import FoundInExport, RuleRecord, fingerprint, found_in_export
from service.files.export import write_export
from service.files.intake import read_export
from service.sample import sample_tables
from service.sample.defects import defects_together, known_defects, plant_defects

SIZE = 1_000
_PLACES = ("0014", "0034", "0363")
_PERIODS = ("2026-Q1", "2025-Q4", "2026-03")
_CLIENTS = 25
_PER_SAMPLE = 20
"""Exports that are made of one invented delivery, each with other faults."""
_FAULTS, _CELLS = 4, 3
_ODD_TEXTS = (
    *(
        "1.234",
        "31-12-2025",
        "01-02-2026",
        "n.v.t.",
        "-",
        "€ 12,50",
        "0012",
        "veel",
        " 44",
        "45A03 ",
        "jw",
        "d",
    ),
    *("Groningen", "2026-02-30", "12:00", "1,5", "999999999999", "=A1", "x" * 300, ""),
)
"""What people write in a cell, right in some columns and wrong in others."""


def record_of(standard: Standard, numbers: Iterable[int] = range(SIZE)) -> RuleRecord:
    """What this version finds in these exports of the corpus."""
    codes = frozenset(kind.code for kind in all_kinds())
    of_sample: dict[int, list[int]] = {}
    for number in numbers:
        of_sample.setdefault(number // _PER_SAMPLE, []).append(number)
    found = {
        number: _found_in(standard, sample, number)
        for seed, together in of_sample.items()
        for sample in [_sample(standard, seed)]
        for number in together
    }
    return RuleRecord(__version__, codes, found)


def _found_in(standard: Standard, sample: Mapping[str, pd.DataFrame], number: int) -> FoundInExport:
    content, raw = _export(standard, sample, number)
    return found_in_export(content, check_export(raw, standard).findings)


def _export(standard: Standard, sample: Mapping[str, pd.DataFrame], number: int) -> tuple[str, RawExport]:
    """The export of this number, with a fingerprint of what it says.

    Even numbers have one fault, which may be one that has to be alone; odd ones have several, and some cells
    with another text.
    """
    tables = _with_faults(standard, {name: each.copy() for name, each in sample.items()}, number)
    content = write_export(tables, standard, "csv-zip")
    raw = read_export(content, "export.zip")
    if number % 2 == 0:
        return fingerprint(content), raw
    spoiled, texts = _with_odd_texts(raw, np.random.default_rng(number))
    return fingerprint(content, *texts), spoiled


def _with_faults(
    standard: Standard, tables: Mapping[str, pd.DataFrame], number: int
) -> Mapping[str, pd.DataFrame]:
    """Which faults an export has is drawn per fault, so that a new one changes few exports."""
    among = known_defects() if number % 2 == 0 else defects_together()
    drawn = sorted(among, key=lambda code: fingerprint(number, code))
    for count in range(1 if number % 2 == 0 else _FAULTS, 0, -1):
        with suppress(ValueError):  # no row is left for one of them
            return plant_defects(standard, tables, drawn[:count], seed=number)[0]
    return tables


def _sample(standard: Standard, seed: int) -> dict[str, pd.DataFrame]:
    period = parse_period(_PERIODS[seed % len(_PERIODS)])
    return sample_tables(standard, seed=seed, municipalities=_PLACES, clients=_CLIENTS, period=period)


def _with_odd_texts(raw: RawExport, random: np.random.Generator) -> tuple[RawExport, list[str]]:
    """The export with a few cells changed, and what was written where."""
    tables, written = list(raw.tables), []
    for _ in range(_CELLS):
        at = int(random.integers(len(tables)))
        table = tables[at]
        column, row = int(random.integers(len(table.columns))), int(random.integers(len(table.rows)))
        text = _ODD_TEXTS[int(random.integers(len(_ODD_TEXTS)))]
        tables[at] = _with_text(table, column, row, text)
        written.append(f"{at}.{column}.{row}: {text}")
    return replace(raw, tables=tuple(tables)), written


def _with_text(table: RawTable, column: int, row: int, text: str) -> RawTable:
    texts = list(table.columns[column])
    texts[row] = text
    columns = (*table.columns[:column], Cells.of(texts), *table.columns[column + 1 :])
    return replace(table, columns=columns)
