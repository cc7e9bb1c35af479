"""The keys that `eenmaal burden --json` promises (docs/json.md), wherever they come from."""

from collections.abc import Mapping


def require_promised_keys(found: Mapping[str, object]) -> None:
    """Hold the keys and their order against what was promised."""
    assert list(found) == [
        "level0",
        "minutes",
        "euro",
        "evidence_class",
        "residual",
        "advice",
        "tables",
        "added",
        "facts",
    ]
    assert _keys(found["minutes"]) == ["p10", "p50", "p90", "p_net_negative"]
    assert _keys(found["euro"]) == ["p10", "p50", "p90"]


def _keys(part: object) -> list[object]:
    assert isinstance(part, Mapping)
    return list(part)
