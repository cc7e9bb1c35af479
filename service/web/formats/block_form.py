"""Where a block stands, the lines listed in it and what goes across: as a form shows and reads it."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import request

from service.domain.formats.blocks import CalendarHeads
from service.files.drafts import SheetLines

_CALENDARS = ("months", "quarters")


@dataclass(frozen=True, kw_only=True)
class BlockFields:
    """What stands in the fields of the form."""

    title: str = ""
    header_lines: int = 1
    key: str = ""
    """The address of the column in which listed lines have their key."""
    field: str = ""
    """What of a row stands there."""
    nothing: str = "0"
    not_listed: str = "quarantine"
    after: str = ""
    """The text after which the listed lines begin."""
    until: str = ""
    """The text that ends them."""
    by: str = ""
    """The field that decides under which head a row comes."""
    heads: str = ""
    """`months`, `quarters`, or one head a line: what it is called, and what belongs under it."""
    blank: str = ""
    other: str = ""
    can_be_shown: bool = True
    """Whether the form can say all that is written; otherwise the YAML is the place to change it."""


def block_fields(sheet: SheetLines | None) -> BlockFields:
    """What is written of a block, as the form shows it."""
    written: Mapping[str, object] = sheet.written if sheet else {}
    listed, across = _mapping(written.get("listed")), _mapping(written.get("across"))
    keys = list(_mapping(listed.get("by")).items())
    at = _mapping(written.get("at"))
    by, heads = across.get("by", ""), across.get("heads", "")
    plain = all(isinstance(each, str) for each in (by, *(value for _, value in keys)))
    return BlockFields(
        title=str(at.get("title", "")),
        header_lines=_number(written.get("header_lines", 1)),
        key=keys[0][0] if keys else "",
        field=str(keys[0][1]) if keys else "",
        nothing=str(listed.get("nothing", "0")),
        not_listed=str(listed.get("not_listed", "quarantine")),
        after=str(listed.get("after", "")),
        until=str(listed.get("until", "")),
        by=str(by),
        heads=_shown(heads),
        blank=str(across.get("blank", "")),
        other=str(across.get("other", "")),
        can_be_shown=plain and len(keys) < 2 and set(at) <= {"title"} and _is_simple(heads),  # noqa: PLR2004 - the form has room for one key
    )


def block_answers(former: SheetLines) -> dict[str, object]:
    """What the form says of a block, by the option of the format; None for what is not to be written.

    Nothing where the form could not show all that is written.
    """
    before = block_fields(former)
    begin = request.form.get("kopregel", "")
    answers: dict[str, object] = {}
    if begin.isdecimal() and int(begin) != former.header_row:
        answers["header_row"] = int(begin)
    if not before.can_be_shown or "regels-in" not in request.form:
        return answers
    title = request.form.get("titel", "").strip()
    lines = request.form.get("kopregels", "1")
    return {
        **answers,
        "at": {"title": title} if title else None,
        "header_lines": int(lines) if lines in ("2", "3") else None,
        "listed": _listed(former),
        "across": _across(former),
    } | ({"header_row": None} if title else {})


def _listed(former: SheetLines) -> dict[str, object] | None:
    key, field = request.form.get("sleutel", "").strip(), request.form.get("sleutelveld", "")
    if not key or not field:
        return None
    known = _mapping(former.written.get("listed"))
    chosen: dict[str, object] = {
        "nothing": request.form.get("niets", "0"),
        "not_listed": request.form.get("niet-in-lijst", "quarantine"),
    }
    ends = {"after": request.form.get("na", "").strip(), "until": request.form.get("tot-aan", "").strip()}
    chosen |= ends
    as_written = {name: value for name, value in known.items() if str(value) == str(chosen.get(name, value))}
    said = {name: value for name, value in {**chosen, **as_written}.items() if value or name not in ends}
    return {**said, "by": {key: field}}


def _across(former: SheetLines) -> dict[str, object] | None:
    by, heads = request.form.get("naast", ""), _read(request.form.get("koppen", ""))
    if not by or not heads:
        return None
    known = _mapping(former.written.get("across"))
    ends = {name: request.form.get(name, "").strip() for name in ("blank", "other")}
    columns = known.get("columns") or {"*": {"count": "rows"}}
    return {"by": by, "heads": heads, **{n: text for n, text in ends.items() if text}, "columns": columns}


def _shown(heads: object) -> str:
    if isinstance(heads, list):
        return "\n".join(map(str, heads))
    if isinstance(heads, Mapping):
        return "\n".join(f"{head} = {_codes(codes)}" for head, codes in heads.items())
    return str(heads)


def _codes(codes: object) -> str:
    return ", ".join(map(str, codes)) if isinstance(codes, list) else str(codes)


def _read(text: str) -> object:
    """One head a line; `Ambulant = 45, 46` names what belongs under it."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) == 1 and lines[0] in _CALENDARS:
        return lines[0]
    if not any("=" in line for line in lines):
        return lines
    return dict(map(_head, lines))


def _head(line: str) -> tuple[str, list[str]]:
    """What a head is called, and the values under it: without any, the head itself."""
    head, _, codes = line.partition("=")
    return head.strip(), [code.strip() for code in (codes or head).split(",") if code.strip()]


def _is_simple(heads: object) -> bool:
    return not isinstance(heads, Mapping) or not set(heads) & {*CalendarHeads.model_fields, "table"}


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _number(value: object) -> int:
    return value if isinstance(value, int) else 1
