"""Codes that were used before they existed, or after they ended: merged municipalities, by date."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from service.domain.findings import FindingKind
from service.domain.said import Fact, said_day
from service.domain.standard.faults import FieldFault
from service.domain.standard.findings import cells as kinds
from service.domain.standard.model import CodeEntry, CodeList

_SUCCESSOR = "opvolger"


def outdated_codes(
    field: str, codes: "pd.Series[str]", on: "pd.Series[pd.Timestamp]", code_list: CodeList
) -> list[FieldFault]:
    """Give per dated code the rows that use it on a day on which it does not hold.

    `on` is the day of each row, under the name of the field that says it. A code after its end names its
    successor, one before its begin those that it came from.
    """
    faults: list[FieldFault] = []
    dated = str(on.name)
    for entry in (each for each in code_list.entries if each.is_dated):
        uses = codes.eq(entry.code)
        if not uses.any():
            continue
        if entry.valid_until is not None:
            late = np.flatnonzero((uses & on.gt(pd.Timestamp(entry.valid_until))).to_numpy(bool))
            others = {"others": _successor(entry, code_list), "dated": dated}
            faults += _fault(kinds.CODE_ENDED, field, late, entry, others)
        if entry.valid_from is not None:
            early = np.flatnonzero((uses & on.lt(pd.Timestamp(entry.valid_from))).to_numpy(bool))
            others = {"others": _predecessors(entry, code_list), "dated": dated}
            faults += _fault(kinds.CODE_NOT_YET, field, early, entry, others)
    return faults


def _fault(
    kind: FindingKind,
    field: str,
    rows: "np.ndarray[tuple[int], np.dtype[np.intp]]",
    entry: CodeEntry,
    told: Mapping[str, Fact],
) -> list[FieldFault]:
    if not len(rows):
        return []
    facts: dict[str, Fact] = {
        "name": entry.description,
        "until": said_day(entry.valid_until) if entry.valid_until else "",
        "since": said_day(entry.valid_from) if entry.valid_from else "",
        **told,
    }
    return [FieldFault(kind=kind, field=field, positions=rows, facts=facts)]


def _successor(entry: CodeEntry, code_list: CodeList) -> str:
    code = entry.more.get(_SUCCESSOR, "")
    into = code_list.entry(code) if code else None
    return f"{code} ({into.description})" if into is not None else code


def _predecessors(entry: CodeEntry, code_list: CodeList) -> str:
    before = [each for each in code_list.entries if each.more.get(_SUCCESSOR) == entry.code]
    return ", ".join(f"{each.code} ({each.description})" for each in before)
