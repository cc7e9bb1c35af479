"""The lines of a published report as a JSON file beside it, exact, for reports that look back on it."""

import json
from collections.abc import Mapping
from typing import cast

import numpy as np

from service.domain.failures import TerminalError
from service.domain.formats.earlier import PublishedBlock, PublishedReport
from service.domain.periods import parse_period
from service.domain.translation.content import ValueKind, Values

FIGURES_SUFFIX = ".cijfers.json"
"""Comes behind the name of the report's file."""


def figures_as_json(report: PublishedReport) -> bytes:
    """The same bytes for the same report; what stood in a cell as it was, with nothing rounded."""
    told = {
        "format": report.format,
        "format_sha256": report.format_sha256,
        "municipality": report.municipality,
        "agb_code": report.agb_code,
        "period": report.period.label,
        "sha256": report.sha256,
        "blocks": {name: _block(block) for name, block in report.blocks.items()},
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def figures_from_json(content: bytes) -> PublishedReport:
    """What `figures_as_json` made. Raises TerminalError for anything else."""
    try:
        told = json.loads(content)
        blocks = cast("Mapping[str, Mapping[str, object]]", told["blocks"])
        return PublishedReport(
            format=str(told["format"]),
            format_sha256=str(told["format_sha256"]),
            municipality=str(told["municipality"]),
            agb_code=str(told["agb_code"]),
            period=parse_period(str(told["period"])),
            sha256=str(told["sha256"]),
            blocks={name: _read_block(block) for name, block in blocks.items()},
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise TerminalError(f"these are not the figures of a report: {error}") from error


def _block(block: PublishedBlock) -> dict[str, object]:
    return {
        "keys": [_column(values) for values in block.keys],
        "columns": {address: _column(values) for address, values in block.columns.items()},
    }


def _column(values: Values) -> dict[str, object]:
    items = (
        values.items.astype("datetime64[D]").astype(str) if values.kind is ValueKind.DATE else values.items
    )
    held = [None if blank else item for item, blank in zip(items.tolist(), values.blank, strict=True)]
    told: dict[str, object] = {"kind": values.kind.value, "values": held}
    return {**told, "denominator": values.denominator} if values.kind is ValueKind.NUMBER else told


def _read_block(told: Mapping[str, object]) -> PublishedBlock:
    columns = cast("Mapping[str, Mapping[str, object]]", told["columns"])
    keys = cast("list[Mapping[str, object]]", told["keys"])
    block = PublishedBlock(
        keys=tuple(map(_read_column, keys)),
        columns={address: _read_column(each) for address, each in columns.items()},
    )
    if any(len(values) != len(block) for values in (*block.keys, *block.columns.values())):
        raise ValueError("columns of one block have different lengths")
    return block


def _read_column(told: Mapping[str, object]) -> Values:
    kind, held = ValueKind(str(told["kind"])), cast("list[object]", told["values"])
    blank = np.array([value is None for value in held], dtype=bool)
    filled = np.array([_NOTHING[kind] if value is None else value for value in held], dtype=_TYPES[kind])
    return Values(kind, filled, blank, int(str(told.get("denominator", 1))))


_NOTHING = {ValueKind.NUMBER: 0, ValueKind.DATE: "NaT", ValueKind.TEXT: ""}
_TYPES = {ValueKind.NUMBER: "int64", ValueKind.DATE: "datetime64[D]", ValueKind.TEXT: "object"}
