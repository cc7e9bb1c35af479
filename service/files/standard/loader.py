"""Read a published version of the standard: its data package and the code lists it names."""

import csv
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from service.domain.failures import TerminalError
from service.domain.standard import model

_CODE_COLUMNS = ("code", "omschrijving", "wet", "geldig_van", "geldig_tot")


class _Lenient(BaseModel):
    """A descriptor may say more than we use: Frictionless allows any further property."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Constraints(_Lenient):
    required: bool = False
    pattern: str = ""
    minimum: int | None = None
    maximum: int | None = None


class _Field(_Lenient):
    name: str
    description: str
    example: str = ""
    constraints: _Constraints
    type: Annotated[model.FieldType, Field(alias="eenmaal:type")]
    size: Annotated[int | None, Field(alias="eenmaal:omvang")] = None
    code_list: Annotated[str, Field(alias="eenmaal:codelijst")] = ""
    classification: Annotated[model.Classification, Field(alias="eenmaal:classificatie")]
    already_reported_in: Annotated[tuple[str, ...], Field(alias="eenmaal:al_gemeld_in")] = ()


class _Target(_Lenient):
    resource: str
    fields: tuple[str, ...]


class _ForeignKey(_Lenient):
    fields: tuple[str, ...]
    reference: _Target


class _Schema(_Lenient):
    fields: tuple[_Field, ...]
    primary_key: Annotated[tuple[str, ...], Field(alias="primaryKey")] = ()
    unique_keys: Annotated[tuple[tuple[str, ...], ...], Field(alias="uniqueKeys")] = ()
    unique_per_law: Annotated[tuple[str, ...], Field(alias="eenmaal:uniek_per_wet")] = ()
    foreign_keys: Annotated[tuple[_ForeignKey, ...], Field(alias="foreignKeys")] = ()


class _Resource(_Lenient):
    name: str
    title: str
    description: str
    table_schema: Annotated[_Schema, Field(alias="schema")]


class _CodeListFile(_Lenient):
    name: str
    title: str
    path: str


class _Package(_Lenient):
    version: str
    code_lists: Annotated[tuple[_CodeListFile, ...], Field(alias="eenmaal:codelijsten")]
    resources: tuple[_Resource, ...]


def load_standard(mappings_dir: Path, version: str = "2026.1") -> model.Standard:
    """Return the standard as published below `mappings_dir`.

    Raises TerminalError when that version is not there or its description does not hold together.
    """
    file = mappings_dir / "standaard" / version / "datapackage.json"
    try:
        package = _Package.model_validate(json.loads(file.read_text(encoding="utf-8")))
        lists = {
            code_list.name: _code_list(code_list, mappings_dir / "codelijsten" / code_list.path)
            for code_list in package.code_lists
        }
    except (OSError, ValueError, ValidationError) as fault:
        raise TerminalError(f"Standard {version} cannot be read from {file}: {fault}") from fault
    tables = {resource.name: _table(resource) for resource in package.resources}
    _require_lists(tables, lists)
    return model.Standard(package.version, tables, lists)


def _table(resource: _Resource) -> model.Table:
    schema = resource.table_schema
    reference = next(
        (model.Reference(each.fields, each.reference.resource) for each in schema.foreign_keys), None
    )
    return model.Table(
        name=resource.name,
        fields={each.name: _field(each) for each in schema.fields},
        title=resource.title,
        description=resource.description,
        key=_key(schema),
        reference=reference,
    )


def _key(schema: _Schema) -> model.Key | None:
    if schema.unique_per_law:
        return model.Key(schema.unique_per_law, per_law=True)
    fields = schema.primary_key or next(iter(schema.unique_keys), ())
    return model.Key(fields) if fields else None


def _field(described: _Field) -> model.Field:
    return model.Field(
        name=described.name,
        type=described.type,
        classification=described.classification,
        required=described.constraints.required,
        size=described.size,
        code_list=described.code_list,
        already_reported_in=described.already_reported_in,
        description=described.description,
        pattern=described.constraints.pattern,
        minimum=described.constraints.minimum,
        maximum=described.constraints.maximum,
        example=described.example,
    )


def _code_list(code_list: _CodeListFile, file: Path) -> model.CodeList:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, strict=True))
    return model.CodeList(code_list.name, tuple(_entry(row) for row in rows), code_list.title)


def _entry(row: Mapping[str, str]) -> model.CodeEntry:
    return model.CodeEntry(
        code=row["code"],
        description=row["omschrijving"],
        law=row["wet"],
        valid_from=date.fromisoformat(row["geldig_van"]) if row["geldig_van"] else None,
        valid_until=date.fromisoformat(row["geldig_tot"]) if row["geldig_tot"] else None,
        more={name: text for name, text in row.items() if name not in _CODE_COLUMNS},
    )


def _require_lists(tables: Mapping[str, model.Table], lists: Mapping[str, model.CodeList]) -> None:
    for table in tables.values():
        for each in table.fields.values():
            if each.code_list and each.code_list not in lists:
                raise TerminalError(
                    f"{table.name}.{each.name} names code list {each.code_list}, which is not there."
                )
