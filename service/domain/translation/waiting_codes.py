"""The codes that a municipality's own code tables do not know, with the rows and cents that wait for each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from service.domain.findings import Finding
from service.domain.formats.rows import Submitted
from service.domain.formats.shape import FieldReference
from service.domain.formats.verbs.translate import UNKNOWN_CODE
from service.domain.standard.casting import passes_elfproef
from service.domain.standard.model import Classification, Standard
from service.domain.translation.block_places import UNDER_NO_HEAD
from service.domain.translation.selection import signed_cents

MOST_SIGNS = 100
"""Longer than any code: a text of more is a story, and may be about somebody."""
_LACKING = (UNKNOWN_CODE, UNDER_NO_HEAD)
"""What a code table lacks: a translation, or the head that a code comes under."""
_NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")
_OF_A_PERSON = (Classification.PERSON, Classification.IDENTIFIER)
_ROW = ["municipality", "format", "code_table", "table", "row"]
_KEY = ["municipality", "format", "code_table", "code", "hidden"]


class HiddenCode(StrEnum):
    """Why a code is counted and not shown."""

    NOT = ""
    PERSON = "person"
    """It comes from a field about a person, or is a BSN."""
    STORY = "story"
    """It is too long for a code, or goes over several lines."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingCode:
    """Rows of one municipality that wait until the code table of a format knows one code."""

    municipality: str
    format: str
    code_table: str
    code: str
    """Empty when it is not shown."""
    hidden: HiddenCode
    rows: int
    cents: int
    """Signed; zero for a table that holds no money."""


def why_hidden(code: str) -> HiddenCode:
    """Whether this text may be shown as a code to who does not see the row it stands in."""
    if _NINE_DIGITS.search(code) and bool(passes_elfproef(_NINE_DIGITS.findall(code)).any()):
        return HiddenCode.PERSON
    if len(code) > MOST_SIGNS or not code.isprintable():
        return HiddenCode.STORY
    return HiddenCode.NOT


def waiting_codes(submitted: Submitted, findings: Sequence[Finding]) -> tuple[WaitingCode, ...]:
    """What waits per municipality, format, code table and code, the most euros first.

    `findings`: what translation found. A row is counted once per format and code table.
    """
    found = _lines(submitted, findings)
    if found.empty:
        return ()
    once = found.drop_duplicates(_ROW)
    sums = once.groupby(_KEY, sort=True)["cents"].agg(["size", "sum"]).reset_index()
    codes = [
        WaitingCode(
            municipality=str(municipality),
            format=str(of_format),
            code_table=str(table),
            code=str(code),
            hidden=HiddenCode(hidden),
            rows=int(rows),
            cents=int(cents),
        )
        for municipality, of_format, table, code, hidden, rows, cents in sums.itertuples(
            index=False, name=None
        )
    ]
    return tuple(sorted(codes, key=lambda each: (-abs(each.cents), -each.rows)))


def _lines(submitted: Submitted, findings: Sequence[Finding]) -> pd.DataFrame:
    """A line per finding, with the municipality and the cents of its row."""
    lacking = (each for each in findings if each.kind in _LACKING and "code_table" in each.facts)
    told = [
        (place.table, place.field, place.row, facts["format"], facts["code_table"], facts["value"])
        for place, facts in ((each.place, each.facts) for each in lacking)
    ]
    found = pd.DataFrame(told, columns=["table", "field", "row", "format", "code_table", "code"])
    parts = [_with_rows(submitted, str(table), part) for table, part in found.groupby("table", sort=False)]
    if not parts:
        return found
    every = pd.concat(parts, ignore_index=True)
    every["hidden"] = _hidden(submitted.standard, every)
    every["code"] = every["code"].where(every["hidden"] == "", "")
    return every


def _with_rows(submitted: Submitted, table: str, part: pd.DataFrame) -> pd.DataFrame:
    positions = pd.Index(submitted.row_numbers(table)).get_indexer(pd.Index(part["row"]))
    codes = submitted.values(FieldReference(table, "gemeentecode")).items
    return part.assign(
        municipality=codes[positions].astype(str), cents=signed_cents(submitted, table)[positions]
    )


def _hidden(standard: Standard, lines: pd.DataFrame) -> "pd.Series[str]":
    """Per line why its code is not shown; found once per field and code."""
    keys = lines[["table", "field", "code"]].drop_duplicates()
    reasons = [
        HiddenCode.PERSON if _is_of_a_person(standard, table, name) else why_hidden(code)
        for table, name, code in keys.itertuples(index=False, name=None)
    ]
    named = keys.assign(hidden=[reason.value for reason in reasons])
    return lines.merge(named, on=["table", "field", "code"], how="left")["hidden"]


def _is_of_a_person(standard: Standard, table: str, name: str) -> bool:
    """A field that tells who somebody is; a code list says nothing of anyone in particular."""
    field = standard.tables[table].fields.get(name)
    return field is not None and field.classification in _OF_A_PERSON and not field.code_list
