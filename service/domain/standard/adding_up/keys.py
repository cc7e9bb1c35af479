"""By what a row is known when it is changed or withdrawn."""

import pandas as pd

from service.domain.standard.handing_in import key_fields
from service.domain.standard.model import Table

_ALLOCATION = ("gemeentecode", "toewijzingnummer")
_BETWEEN = "\x1f"


def keys_of(table: Table, frame: pd.DataFrame, laws: "pd.Series[str]") -> "pd.Series[str]":
    """Per row its key as one text. `laws`: allocation → wet, for keys that hold within one wet."""
    keys = _joined(frame, key_fields(table))
    if table.key is None or not table.key.per_law:
        return keys
    return keys + _joined(frame, _ALLOCATION).map(laws).astype("str").fillna("")


def laws_of(*allocations: pd.DataFrame) -> "pd.Series[str]":
    """Allocation → wet; what a later table says holds."""
    told = pd.concat([each[[*_ALLOCATION, "wet"]] for each in allocations]).dropna(subset=["wet"])
    laws = pd.Series(told["wet"].to_numpy(object), index=pd.Index(_joined(told, _ALLOCATION)), dtype="str")
    return laws[~laws.index.duplicated(keep="last")]


def shown_keys(table: Table, frame: pd.DataFrame) -> list[str]:
    """Per row its key for people; none of its fields says who a person is."""
    fields = key_fields(table)
    texts = [frame[name].astype("str").fillna("").tolist() for name in fields]
    return [
        ", ".join(f"{name} {value}" for name, value in zip(fields, values, strict=True) if value)
        for values in zip(*texts, strict=True)
    ]


def _joined(frame: pd.DataFrame, fields: tuple[str, ...]) -> "pd.Series[str]":
    joined = pd.Series("", index=frame.index, dtype="str")
    for name in fields:
        joined = joined + frame[name].astype("str").fillna("") + _BETWEEN
    return joined
