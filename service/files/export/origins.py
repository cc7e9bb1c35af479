"""Pack where tables and rows stood in what was handed in, and back."""

import json
from collections.abc import Mapping

import numpy as np

from service.domain.carrier_words import Carrier
from service.domain.standard.export import DeliveredPart, Origins, TableLayout


def described_layouts(layouts: Mapping[str, TableLayout]) -> dict[str, object]:
    """As plain values."""
    return {name: {"sheet": each.sheet, "columns": dict(each.columns)} for name, each in layouts.items()}


def layouts_from(described: Mapping[str, Mapping[str, object]]) -> dict[str, TableLayout]:
    """From plain values."""
    return {
        name: TableLayout(str(each["sheet"]), dict(each["columns"]))  # type: ignore[call-overload] # as it was described
        for name, each in described.items()
    }


def packed_origins(origins: Origins) -> bytes:
    """The same bytes for the same origins."""
    told = {
        "parts": [
            {
                "name": each.name,
                "layouts": described_layouts(each.layouts),
                "carriers": {name: carrier.value for name, carrier in each.carriers.items()},
            }
            for each in origins.parts
        ],
        "part_of": {name: each.tolist() for name, each in origins.part_of.items()},
        "row_of": {name: each.tolist() for name, each in origins.row_of.items()},
    }
    return json.dumps(told, ensure_ascii=False).encode()


def unpacked_origins(packed: bytes) -> Origins:
    """Exactly what was packed. Raises ValueError or KeyError for anything else."""
    told = json.loads(packed)
    return Origins(
        parts=tuple(
            DeliveredPart(
                name=each["name"],
                layouts=layouts_from(each["layouts"]),
                carriers={name: Carrier(value) for name, value in each["carriers"].items()},
            )
            for each in told["parts"]
        ),
        part_of={name: np.array(each, dtype=np.int64) for name, each in told["part_of"].items()},
        row_of={name: np.array(each, dtype=np.int64) for name, each in told["row_of"].items()},
    )
