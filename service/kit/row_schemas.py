"""A JSON Schema per table of the standard: what one row of its csv looks like, header by header."""

from collections.abc import Mapping

from service.domain.standard.model import Field, FieldType, Standard, Table

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_WIDEST = 18
"""Digits of a number whose size the standard does not say."""
_DECIMALS: Mapping[FieldType, int] = {FieldType.INTEGER: 0, FieldType.DECIMAL: 4, FieldType.MONEY: 2}


def row_schema(table: Table, standard: Standard) -> dict[str, object]:
    """The JSON Schema (2020-12) of one row as an object: header → the text in its cell, "" for none.

    Made from the field table alone. What two cells say together are rules, which docs/rules.md lists.
    """
    fields = table.fields.values()
    return {
        "$schema": _DRAFT,
        "title": f"{table.name} ({standard.version})",
        "description": table.description,
        "type": "object",
        "properties": {each.name: _text_of(each, standard) for each in fields},
        "required": [each.name for each in fields if each.required],
        "additionalProperties": {"type": "string"},
    }


def _text_of(field: Field, standard: Standard) -> dict[str, object]:
    filled = _filled(field, standard)
    described = {"type": "string", "description": field.description}
    if field.required:
        return {**described, **filled}
    return {**described, "anyOf": [{"const": ""}, filled]}


def _filled(field: Field, standard: Standard) -> dict[str, object]:
    """What holds of the text when there is one."""
    if field.type is FieldType.DATE:
        return {"pattern": r"^\d{4}-\d{2}-\d{2}$", "format": "date"}
    if not field.is_text:
        return {"pattern": _number(field)}
    said: dict[str, object] = {"minLength": 1}
    codes = standard.code_list_of(field)
    if codes is not None:
        return {"enum": list(dict.fromkeys(entry.code for entry in codes.entries))}
    if field.size is not None:
        said["maxLength"] = field.size
    if field.pattern:
        said["pattern"] = f"^(?:{field.pattern})$"
    return said


def _number(field: Field) -> str:
    """A number with a point for its decimals, of as many digits as the field holds."""
    sign = "" if field.minimum is not None and field.minimum >= 0 else "-?"
    decimals = _DECIMALS[field.type]
    return rf"^{sign}\d{{1,{_WIDEST}}}" + (rf"(\.\d{{1,{decimals}}})?$" if decimals else "$")
