"""Hold the codes of a table against the code lists of the standard, for the wet of each row."""

import numpy as np
import pandas as pd

from service.domain.standard.cells import Mask
from service.domain.standard.columns import Columns
from service.domain.standard.faults import FieldFault
from service.domain.standard.findings import cells as kinds
from service.domain.standard.matching import DELIVERY
from service.domain.standard.model import CodeList, Standard, Table
from service.domain.standard.outdated_codes import outdated_codes

_DECISIVE = frozenset({"prestatie.debet_credit"})
"""Without the right code here no amount has a sign, so that quarantine would hide a total."""
_LAW = "wet"
_FIRST_DAY = "ingangsdatum"


def code_faults(
    table: Table, rows: Columns, standard: Standard, law: "pd.Series[str] | None"
) -> list[FieldFault]:
    """Find the codes that are not in their list, or not for that wet. `law` is the wet of each row.

    A wet that is none says nothing about the other codes of its row.
    """
    law = _known(law, standard)
    faults: list[FieldFault] = []
    for field in table.fields.values():
        code_list = standard.code_list_of(field)
        if code_list is None:
            continue
        known_laws = None if law is None or not code_list.is_per_law else law
        if known_laws is not None or not set(rows.texts(field.name)) <= code_list.timeless:
            faults += _faults_of_field(f"{table.name}.{field.name}", rows, code_list, known_laws)
    return faults


def _faults_of_field(
    address: str, rows: Columns, code_list: CodeList, law: "pd.Series[str] | None"
) -> list[FieldFault]:
    """Find what is wrong with one column of codes: unknown, of the other wet, or not of that day."""
    field = address.rpartition(".")[2]
    codes = rows.series(field)
    on = rows.series(_FIRST_DAY) if field == "gemeentecode" and rows.has_column(_FIRST_DAY) else None
    unknown = _is_unknown(codes, code_list, law, on)
    outdated = outdated_codes(field, codes, on, code_list) if unknown.any() and on is not None else []
    for each in outdated:
        unknown[each.positions] = False
    return [*outdated, *(_faults(address, codes, unknown, code_list, law) if unknown.any() else [])]


def _known(law: "pd.Series[str] | None", standard: Standard) -> "pd.Series[str] | None":
    return None if law is None else law.where(law.isin(list(standard.code_lists[_LAW].codes)))


def _is_unknown(
    codes: "pd.Series[str]", code_list: CodeList, law: "pd.Series[str] | None", on: pd.Series | None
) -> Mask:
    return codes.notna().to_numpy(bool) & ~code_list.contains(codes, law, on)


def _faults(
    address: str, codes: "pd.Series[str]", unknown: Mask, code_list: CodeList, law: "pd.Series[str] | None"
) -> list[FieldFault]:
    table, _, field = address.partition(".")
    facts = {"list": code_list.title}
    if table == DELIVERY or address in _DECISIVE:
        return [
            FieldFault(
                kind=kinds.UNKNOWN_DECISIVE_CODE, field=field, positions=np.flatnonzero(unknown), facts=facts
            )
        ]
    of_other = unknown & codes.isin(list(code_list.codes)).to_numpy(bool)
    nowhere = np.flatnonzero(unknown & ~of_other)
    found = (
        [FieldFault(kind=kinds.UNKNOWN_CODE, field=field, positions=nowhere, facts=facts)]
        if len(nowhere)
        else []
    )
    if law is not None and of_other.any():
        laws = {"law": law[of_other].to_numpy(object)}
        found.append(
            FieldFault(
                kind=kinds.CODE_OF_OTHER_LAW,
                field=field,
                positions=np.flatnonzero(of_other),
                facts=facts,
                row_facts=laws,
            )
        )
    elif of_other.any():
        found.append(
            FieldFault(kind=kinds.UNKNOWN_CODE, field=field, positions=np.flatnonzero(of_other), facts=facts)
        )
    return found
