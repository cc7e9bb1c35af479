"""Where the rows of an added-up export stand: which delivery, sheet and row."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import numpy as np

from service.domain.findings import Finding
from service.domain.said import Fact, plain
from service.domain.standard.adding_up.deliveries import Delivery
from service.domain.standard.adding_up.state import PART, State
from service.domain.standard.export import FIRST_ROW, ROW, DeliveredPart, Origins


def origins_of(state: State, deliveries: Sequence[Delivery]) -> Origins:
    """Of every row of a state."""
    return Origins(
        parts=tuple(
            DeliveredPart(
                name=each.name,
                layouts={name: table.layout for name, table in each.tables.items()},
                carriers={name: table.carrier for name, table in each.tables.items()},
            )
            for each in deliveries
        ),
        part_of={name: frame[PART].to_numpy(np.int64) for name, frame in state.tables.items()},
        row_of={name: frame[ROW].to_numpy(np.int64) for name, frame in state.tables.items()},
    )


def told_where(findings: Iterable[Finding], origins: Origins | None) -> tuple[Finding, ...]:
    """The same findings where the rows were handed in; in a delivery before the last by its name."""
    if origins is None:
        return tuple(findings)
    return tuple(_told(each, origins) for each in findings)


def delivery_names(filenames: Sequence[str]) -> list[str]:
    """Each by a name of its own: those that are the same have their number behind them."""
    times = Counter(filenames)
    return [f"{name} ({at})" if times[name] > 1 else name for at, name in enumerate(filenames, start=1)]


def in_delivery(name: str, sheet: str) -> str | None:
    """The sheet of an earlier delivery that `sheet_of` named; None when it is of another, or of the last."""
    before, between, own = sheet.partition(f"{name}: ")
    return own if between and not before else None


def sheet_of(part: int, sheet: str, names: Sequence[str]) -> str:
    """A sheet of one of several deliveries: by its own name in the last, else behind that of its delivery."""
    return sheet if part == len(names) - 1 else f"{names[part]}: {sheet}"


def _told(finding: Finding, origins: Origins) -> Finding:
    place = finding.place
    rows = origins.row_of.get(place.table)
    if rows is None or place.row is None:
        return finding
    at = place.row - FIRST_ROW
    number = int(origins.part_of[place.table][at])
    part, names = origins.parts[number], [each.name for each in origins.parts]
    layout = part.layouts[place.table]
    there = replace(
        place,
        sheet=sheet_of(number, layout.sheet, names),
        row=int(rows[at]),
        column=layout.columns.get(place.field, ""),
        carrier=part.carriers[place.table],
    )
    return replace(finding, place=there, facts=_facts(finding, origins, number))


def _facts(finding: Finding, origins: Origins, number: int) -> dict[str, Fact]:
    """The same facts; the other row that a finding names, where it stands."""
    facts = dict(finding.facts)
    if "first" not in facts:
        return facts
    at, table = int(plain(facts["first"])) - FIRST_ROW, finding.place.table
    row, other = int(origins.row_of[table][at]), int(origins.part_of[table][at])
    facts["first"] = str(row) if other == number else f"{row} ({origins.parts[other].name})"
    return facts
