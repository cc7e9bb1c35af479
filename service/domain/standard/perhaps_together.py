"""An absent column that may stand in the one before it: two columns that were put together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from service.domain.findings import TOGETHER, Finding
from service.domain.said import plain
from service.domain.standard.cells import shown
from service.domain.standard.column_letters import column_letter
from service.domain.standard.export import RawTable
from service.domain.standard.findings import tables as kinds
from service.domain.standard.model import Field, FieldType, Table
from service.domain.wording import same

_LEAST_DIFFERENT, _LEAST_WORDS = 3, 2
"""Texts that begin alike; and of those that end with a word, which is no number or day of its own."""
_LOOKED_AT = 300
_MOST_QUOTED = 60
_LEAST_SHARE, _LONGEST_CODE = 0.5, 12
_ABSENT = (kinds.MISSING_COLUMN, kinds.MISSING_OPTIONAL_COLUMN)
_NUMBER = r"\d+(?:[.,]\d+)?"
_FORMS: Mapping[FieldType, str] = {
    FieldType.DATE: r"\d{4}-\d{2}-\d{2}|\d{1,2}[-/]\d{1,2}[-/]\d{4}",
    FieldType.INTEGER: _NUMBER,
    FieldType.DECIMAL: _NUMBER,
    FieldType.MONEY: _NUMBER,
}


def with_columns_together(
    findings: Sequence[Finding], table: Table, raw: RawTable, columns: Mapping[str, int]
) -> list[Finding]:
    """The same findings; of a column that is absent it asks whether the one before holds it.

    That is of any text, in which nearly every cell has several words, and of which texts begin alike and end
    otherwise; or it has no blanks in it by itself, and behind one stands what the absent column would hold.
    `columns`: field → index in `raw.columns`.
    """
    before = dict(zip(list(table.fields)[1:], table.fields, strict=False))
    return [
        _asking(each, before[each.place.field], table, raw, columns)
        if each.kind in _ABSENT and before.get(each.place.field) in columns
        else each
        for each in findings
    ]


def _asking(
    finding: Finding, before: str, table: Table, raw: RawTable, columns: Mapping[str, int]
) -> Finding:
    field, absent = table.fields[before], table.fields[finding.place.field]
    texts = [str(plain(shown(each))).strip() for each in raw.columns[columns[before]].top(_LOOKED_AT)]
    is_free = _is_free(field) and field.is_prose
    example = _put_together(texts) if is_free else _with_form_of(absent, texts)
    if not example:
        return finding
    letter = column_letter(raw.first_column + columns[before])
    said = same(f'{letter} ({before}), "{example[:_MOST_QUOTED]}"')
    return replace(finding, facts={**finding.facts, TOGETHER: said})


def _is_free(field: Field) -> bool:
    return field.type is FieldType.TEXT and not (field.pattern or field.code_list)


def _with_form_of(absent: Field, texts: Sequence[str]) -> str:
    """The first text with a value behind it of the form that the absent field has; else nothing.

    Where that form is no pattern of its own, half of all texts must have it.
    """
    filled = [each for each in texts if each]
    parts = ((each, each.rpartition(" ")) for each in filled)
    form = re.compile(absent.pattern or _form(absent))
    found = [each for each, (begin, _, end) in parts if begin and form.fullmatch(end)]
    least = 1 if absent.pattern else max(1, _LEAST_SHARE * len(filled))
    return found[0] if len(found) >= least else ""


def _form(field: Field) -> str:
    """What a value of the field looks like at least; of any text nothing does."""
    if field.type in _FORMS:
        return _FORMS[field.type]
    return "(?!)" if field.is_prose and _is_free(field) else rf"\S{{1,{field.size or _LONGEST_CODE}}}"


def _put_together(texts: Sequence[str]) -> str:
    """One of the texts, where they look put together of two; else nothing."""
    different = list(dict.fromkeys(each for each in texts if each))
    parts = [each.rpartition(" ") for each in different]
    begins = [begin for begin, _, _ in parts]
    are_alike = len(set(begins)) < len(begins)
    are_words = all(end.isalpha() for _, _, end in parts)
    least = _LEAST_WORDS if are_words else _LEAST_DIFFERENT
    is_so = len(different) >= least and all(begins) and are_alike
    return different[0] if is_so else ""
