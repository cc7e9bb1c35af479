"""What waits by name, and how much it holds: rows and cents per code that nobody knows yet."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.findings import Finding, Severity
from service.domain.formats.rows import Submitted
from service.domain.formats.shape import FieldReference
from service.domain.said import plain
from service.domain.standard.code_checks import code_faults
from service.domain.standard.columns import Columns
from service.domain.standard.links import ALLOCATION
from service.domain.translation.balance import Outcome
from service.domain.translation.fates import Fates
from service.domain.translation.selection import signed_cents

PRESTATIE = "prestatie"
_KEYS = ["reason", "table", "field", "value", "format"]
_Texts = npt.NDArray[np.object_]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingAmount:
    """Rows that wait for one and the same thing."""

    reason: str
    """The code of the finding for which they wait."""
    table: str
    """The table that the rows are of."""
    field: str
    """The field whose value is not known; empty when they wait for something else than a code."""
    value: str
    """The code that is not known."""
    format: str
    """The format whose code table lacks it; empty when the standard itself does."""
    rows: int
    cents: int
    """Signed; zero for a table that holds no money."""

    @property
    def key(self) -> tuple[str, ...]:
        """What it waits for, apart from how much."""
        return (self.reason, self.table, self.field, self.value, self.format)

    def as_json(self) -> dict[str, object]:
        """As it is kept."""
        return {name: getattr(self, name) for name in (*_KEYS, "rows", "cents")}

    @classmethod
    def from_json(cls, kept: Mapping[str, object]) -> "WaitingAmount":
        """From how it was kept."""
        reason, table, field, value, of_format = (str(kept[name]) for name in _KEYS)
        return cls(
            reason=reason,
            table=table,
            field=field,
            value=value,
            format=of_format,
            rows=int(str(kept["rows"])),
            cents=int(str(kept["cents"])),
        )


def waiting_amounts(
    submitted: Submitted, fates: Fates, findings: Sequence[Finding]
) -> tuple[WaitingAmount, ...]:
    """Everything that waits, the largest first.

    `fates`: what became of every row of prestatie. `findings`: what translation found, which names the codes
    that a format's own table lacks. A row whose allocation waits, waits for the code of its allocation.
    """
    frames = [_of_table(submitted, table, fates) for table in submitted.export.tables]
    found = pd.concat([frame for frame in frames if len(frame)] or [_nothing()], ignore_index=True)
    found = pd.concat([_named_by(findings, found), _quarantined_elsewhere(findings)], ignore_index=True)
    if found.empty:
        return ()
    sums = found.groupby(_KEYS, sort=True, dropna=False)["cents"].agg(["size", "sum"]).reset_index()
    amounts = [
        WaitingAmount(
            reason=str(reason),
            table=str(table),
            field=str(name),
            value=str(value),
            format=str(of_format),
            rows=int(rows),
            cents=int(cents),
        )
        for reason, table, name, value, of_format, rows, cents in sums.itertuples(index=False, name=None)
    ]
    return tuple(sorted(amounts, key=lambda each: (-abs(each.cents), -each.rows, each.key)))


def released_amounts(
    before: Iterable[WaitingAmount], after: Iterable[WaitingAmount]
) -> tuple[WaitingAmount, ...]:
    """What waited before and does not any more, in the order of `before`."""
    still = {each.key: each for each in after}
    gone = []
    for each in before:
        left = still.get(each.key)
        if left is None:
            gone.append(each)
        elif left.rows < each.rows:
            gone.append(replace(each, rows=each.rows - left.rows, cents=each.cents - left.cents))
    return tuple(gone)


def _of_table(submitted: Submitted, table: str, fates: Fates) -> pd.DataFrame:
    """A line per row that waits: under what, for which code, how much it holds."""
    codes, waits = submitted.quarantine(table)
    reasons = np.where(waits, codes, "").astype(object)
    if table == PRESTATIE:
        waits = fates.are(Outcome.QUARANTINED)
        names = np.array([name for _, name in fates.names], dtype=object)
        reasons = names[fates.numbers]
    if not waits.any():
        return _nothing()
    positions = np.flatnonzero(waits)
    fields, values = _unknown_codes(submitted, table, reasons)
    return pd.DataFrame(
        {
            "reason": reasons[positions],
            "table": table,
            "field": fields[positions],
            "value": values[positions],
            "format": "",
            "row": submitted.row_numbers(table)[positions],
            "cents": signed_cents(submitted, table)[positions],
        }
    )


def _unknown_codes(
    submitted: Submitted, table: str, reasons: npt.NDArray[np.generic]
) -> tuple[_Texts, _Texts]:
    """Per row the field and value of the code that the standard does not know; its allocation's otherwise."""
    fields, values = (np.full(len(reasons), "", dtype=object) for _ in range(2))
    frame = submitted.export.tables[table]
    for fault in code_faults(
        submitted.standard.tables[table], Columns(frame), submitted.standard, _law(submitted, table)
    ):
        if fault.kind.severity is Severity.QUARANTINES:
            hit = fault.positions[
                (reasons[fault.positions] == fault.kind.code) & (fields[fault.positions] == "")
            ]
            fields[hit] = fault.field
            values[hit] = frame[fault.field].to_numpy(dtype=object)[hit]
    if table != ALLOCATION and "toewijzingnummer" in frame:
        _take_from_allocations(submitted, table, fields, values)
    return fields, values


def _take_from_allocations(submitted: Submitted, table: str, fields: _Texts, values: _Texts) -> None:
    _, waits = submitted.quarantine(ALLOCATION)
    if not waits.any():
        return
    places = submitted.allocation_positions(table)
    through = np.flatnonzero((fields == "") & (places >= 0) & waits[np.maximum(places, 0)])
    codes, _ = submitted.quarantine(ALLOCATION)
    theirs = _unknown_codes(submitted, ALLOCATION, codes)
    fields[through] = theirs[0][places[through]]
    values[through] = theirs[1][places[through]]


def _law(submitted: Submitted, table: str) -> "pd.Series[str] | None":
    frame = submitted.export.tables[table]
    if "wet" in frame:
        return frame["wet"]
    if "toewijzingnummer" not in frame:
        return None
    law = submitted.through(table, FieldReference(ALLOCATION, "wet"))
    return pd.Series(law.items.astype(object)).mask(law.blank).astype("str")


def _named_by(findings: Sequence[Finding], found: pd.DataFrame) -> pd.DataFrame:
    """With the codes that translation found missing in a format's own table, by row."""
    quarantined = _quarantined(findings)
    if quarantined.empty or found.empty:
        return found
    keys = ["reason", "table", "row"]
    named = found.merge(quarantined.drop_duplicates(keys), on=keys, how="left", suffixes=("", "_quarantined"))
    for name in ("field", "value", "format"):
        found[name] = (
            named[f"{name}_quarantined"]
            .where(named[f"{name}_quarantined"].notna(), named[name])
            .to_numpy(object)
        )
    return found


def _quarantined_elsewhere(findings: Sequence[Finding]) -> pd.DataFrame:
    """What translation holds in a table other than prestatie, which has no fate of its own."""
    quarantined = _quarantined(findings)
    other = quarantined[quarantined["table"] != PRESTATIE].drop_duplicates(
        ["reason", "table", "row", "format"]
    )
    return other.assign(cents=0)


def _quarantined(findings: Sequence[Finding]) -> pd.DataFrame:
    lines = [
        (each.kind.code, each.place.table, each.place.field, plain(each.facts.get("value", "")),
         plain(each.facts.get("format", "")), each.place.row)
        for each in findings
        if each.kind.severity is Severity.QUARANTINES
    ]  # fmt: skip
    return pd.DataFrame(lines, columns=[*_KEYS, "row"])


def _nothing() -> pd.DataFrame:
    return pd.DataFrame(columns=[*_KEYS, "row", "cents"])
