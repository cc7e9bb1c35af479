"""Hold the codes of a table against the code lists of the standard, for the wet of each row."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.findings import FindingKind
from service.domain.standard.cells import Mask
from service.domain.standard.columns import Columns, NumberedTexts
from service.domain.standard.faults import FieldFault
from service.domain.standard.findings import cells as kinds
from service.domain.standard.look_alikes import by_sight, hidden_difference
from service.domain.standard.matching import DELIVERY
from service.domain.standard.model import CodeEntry, CodeList, Standard, Table
from service.domain.standard.outdated_codes import outdated_codes
from service.domain.wording import Wording

_DECISIVE = frozenset({"prestatie.debet_credit"})
"""Without the right code here no amount has a sign, so that quarantine would hide a total."""
_KINDS = {
    False: (kinds.UNKNOWN_CODE, kinds.CODE_LOOKS_THE_SAME),
    True: (kinds.UNKNOWN_DECISIVE_CODE, kinds.DECISIVE_CODE_LOOKS_THE_SAME),
}
"""By whether the field is decisive: of a code that is nothing we know, and of one that looks like one."""
_LAW = "wet"
_OF_LAW = Wording("Vul een code voor {law} in", "Fill in a code for {law}")
_NONE_OF_LAW = Wording(
    "Maak de cel leeg: voor {law} is er geen code", "Empty the cell: there is no code for {law}"
)
_OWN_LAW = Wording("de wet van deze rij", "the wet of this row")
_LAW_OF_ALLOCATION = Wording(
    "het toewijzingnummer, de gemeentecode of de wet van de toewijzing",
    "the allocation number, the gemeentecode or the wet of the allocation",
)
_FEW = 9
"""Codes that a finding can name."""
_SHORT = 30
"""Characters of what a code stands for."""
_MUNICIPALITY = "gemeentecode"
_DAYS = ("ingangsdatum", "peildatum")
"""What dates the municipality of a row."""
_PERIOD = "periode_begin"
_NEVER = np.datetime64("NaT", "s")


def code_faults(
    table: Table,
    rows: Columns,
    standard: Standard,
    law: "pd.Series[str] | None",
    period_begin: np.datetime64 = _NEVER,
) -> list[FieldFault]:
    """Find the codes that are not in their list, or not for that wet. `law` is the wet of each row.

    A wet that is none says nothing about the other codes of its row. A municipality that was gone when the
    period began is none of rows that no day of their own and no allocation dates.
    """
    begin = _NEVER if table.reference is not None else period_begin
    law = _known(law, standard)
    faults: list[FieldFault] = []
    for field in table.fields.values():
        code_list = standard.code_list_of(field)
        if code_list is None or not rows.knows(field.name):
            continue
        known_laws = None if law is None or not code_list.is_per_law else law
        if known_laws is not None or not set(rows.texts(field.name)) <= code_list.timeless:
            faults += _faults_of_field(table, field.name, rows, code_list, known_laws, begin)
    return faults


def _faults_of_field(
    table: Table,
    field: str,
    rows: Columns,
    code_list: CodeList,
    law: "pd.Series[str] | None",
    period_begin: np.datetime64,
) -> list[FieldFault]:
    """Find what is wrong with one column of codes: unknown, of the other wet, or not of that day."""
    codes = rows.series(field)
    on = _dates_of(rows, period_begin) if field == _MUNICIPALITY else None
    unknown = _is_unknown(codes, code_list, law, on)
    outdated = outdated_codes(field, codes, on, code_list) if unknown.any() and on is not None else []
    for each in outdated:
        unknown[each.positions] = False
    if on is not None and on.name == _PERIOD:  # a code may begin within the period
        outdated = [each for each in outdated if each.kind is kinds.CODE_ENDED]
    return [*outdated, *(_faults(table, field, codes, unknown, code_list, law) if unknown.any() else [])]


def _dates_of(rows: Columns, period_begin: np.datetime64) -> "pd.Series[pd.Timestamp] | None":
    """The day on which the municipality of each row has to be there, by the name of what says so."""
    day = next((name for name in _DAYS if rows.has_column(name)), None)
    if day is not None and rows.knows(day):
        return rows.series(day)
    if day is not None or np.isnat(period_begin):
        return None
    return pd.Series(pd.DatetimeIndex(np.full(len(rows), period_begin)), name=_PERIOD)


def _alike(
    kind: FindingKind, field: str, codes: "pd.Series[str]", where: Mask, code_list: CodeList
) -> tuple[Mask, list[FieldFault]]:
    """Which of these codes look like one of the list and are not, and in which sign each differs."""
    among = by_sight(code_list.codes)
    different = {text: hidden_difference(text, among) for text in codes[where].unique()}
    hidden = {text: each for text, each in different.items() if each is not None}
    alike: Mask = where & codes.isin(list(hidden)).to_numpy(bool)
    if not hidden:
        return alike, []
    positions = np.flatnonzero(alike)
    said = [{"code": each.meant, **each.facts} for each in (hidden[text] for text in codes[alike])]
    facts = {name: np.array([each[name] for each in said], dtype=object) for name in said[0]}
    return alike, [FieldFault(kind=kind, field=field, positions=positions, row_facts=facts)]


def named_list(code_list: CodeList) -> str:
    """The title of a list; with its codes when they are few enough to choose from at a glance.

    Of a code that says nothing by itself also what it stands for, when that takes a word or two.
    """
    codes = {entry.code: _called(entry) for entry in reversed(code_list.entries)}
    told = [codes[entry.code] for entry in code_list.entries]
    return f"{code_list.title} ({', '.join(dict.fromkeys(told))})" if len(codes) <= _FEW else code_list.title


def _called(entry: CodeEntry) -> str:
    says_nothing = entry.code.isdigit() or len(entry.code) == 1
    is_short = 0 < len(entry.description) <= _SHORT
    return f"{entry.code} {entry.description}" if says_nothing and is_short else entry.code


def _known(law: "pd.Series[str] | None", standard: Standard) -> "pd.Series[str] | None":
    laws = standard.code_lists[_LAW].codes
    if law is None or laws.issuperset(NumberedTexts.of_series(law).different.to_pylist()):
        return law
    return law.where(law.isin(list(laws)))


def _is_unknown(
    codes: "pd.Series[str]", code_list: CodeList, law: "pd.Series[str] | None", on: pd.Series | None
) -> Mask:
    return codes.notna().to_numpy(bool) & ~code_list.contains(codes, law, on)


def _faults(
    table: Table,
    field: str,
    codes: "pd.Series[str]",
    unknown: Mask,
    code_list: CodeList,
    law: "pd.Series[str] | None",
) -> list[FieldFault]:
    facts = {"list": named_list(code_list)}
    is_decisive = table.name == DELIVERY or f"{table.name}.{field}" in _DECISIVE
    kind, alike_kind = _KINDS[is_decisive]
    of_other = unknown & codes.isin(list(code_list.codes)).to_numpy(bool) & (not is_decisive)
    alike, found = _alike(alike_kind, field, codes, unknown & ~of_other, code_list)
    nowhere = np.flatnonzero(unknown & ~of_other & ~alike)
    if len(nowhere):
        found.append(FieldFault(kind=kind, field=field, positions=nowhere, facts=facts))
    if not of_other.any():
        return found
    where = np.flatnonzero(of_other)
    if law is None:
        return [*found, FieldFault(kind=kinds.UNKNOWN_CODE, field=field, positions=where, facts=facts)]
    return [*found, _of_other_law(table, field, where, code_list, law)]


def _of_other_law(
    table: Table, field: str, where: npt.NDArray[np.intp], code_list: CodeList, law: "pd.Series[str]"
) -> FieldFault:
    """Codes that their list has for the other wet: what to fill in instead, and what else may be wrong."""
    laws = law.to_numpy(object)[where]
    said = {each: _instead(table, field, code_list, each) for each in set(laws)}
    return FieldFault(
        kind=kinds.CODE_OF_OTHER_LAW,
        field=field,
        positions=where,
        facts={
            "list": named_list(code_list),
            "law_of": _OWN_LAW if _LAW in table.fields else _LAW_OF_ALLOCATION,
        },
        row_facts={"law": laws, "instead": np.array([said[each] for each in laws], object)},
    )


def _instead(table: Table, field: str, code_list: CodeList, law: str) -> Wording:
    """A code of that wet; nothing where there is none and the cell may be empty."""
    has_codes = any(entry.law in ("", law) for entry in code_list.entries)
    is_needed = has_codes or table.fields[field].required
    return (_OF_LAW if is_needed else _NONE_OF_LAW).fill(law=law)
