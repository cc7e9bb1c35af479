"""A new sheet, or a new table on a sheet, as the form asks for it."""

from collections.abc import Mapping

from flask import request

from service.domain.failures import FormatError
from service.domain.formats.faults.writing import (
    IS_THERE_ALREADY,
    SHEET_IS_ONE_TABLE,
    SHEET_WITHOUT_NAME,
    TABLE_WITHOUT_TITLE,
)
from service.domain.wording import Wording
from service.files.catalogue import with_value
from service.files.drafts import Layout


def name_asked() -> str:
    """What a format would call it: the sheet, and the table when one is named."""
    sheet, table = _asked("blad"), _asked("tabelnaam")
    return f"{sheet}/{table}" if table else sheet


def fault_of_new_table(layout: Layout) -> FormatError | None:
    """Why what the form asks cannot be added; None when it can."""
    sheet, table = _asked("blad"), _asked("tabelnaam")
    if not sheet:
        return FormatError(SHEET_WITHOUT_NAME.fault())
    if not table:
        return None
    if layout.sheet(sheet) is not None:
        return FormatError(SHEET_IS_ONE_TABLE.fault(sheet=sheet))
    if layout.sheet(name_asked()) is not None:
        return FormatError(IS_THERE_ALREADY.fault(name=table))
    return None if _asked("titel") else FormatError(TABLE_WITHOUT_TITLE.fault(name=table))


_FIELDS = {
    SHEET_WITHOUT_NAME.code: "blad",
    SHEET_IS_ONE_TABLE.code: "blad",
    IS_THERE_ALREADY.code: "tabelnaam",
    TABLE_WITHOUT_TITLE.code: "titel",
}


def fault_beside(fault: FormatError | None) -> dict[str, Wording]:
    """By the field of the form that it is about, what is wrong there; nothing for what is about no field."""
    field = "" if fault is None else _FIELDS.get(fault.fault.kind.code, "")
    return {field: fault.words} if fault is not None and field else {}


def with_new_table(text: str, rows: Mapping[str, object]) -> str:
    """The text with a sheet or table more, that has these rows and one column."""
    sheet, table = _asked("blad"), _asked("tabelnaam")
    columns: dict[str, object] = {_asked("eerste") or "Kolom 1": {}}
    if table:
        new = {"at": {"title": _asked("titel")}, "rows": rows, "columns": columns}
        return with_value(text, ("sheets", sheet, "blocks", table), new)
    begin = _asked("kopregel")
    whole = {"header_row": int(begin) if begin.isdecimal() else 1, "rows": rows, "columns": columns}
    return with_value(text, ("sheets", sheet), whole)


def _asked(name: str) -> str:
    return request.form.get(name, "").strip()
