"""What the API says, in the shapes that other commands print: see docs/json.md."""

from typing import Any

from service.command_line.remote_service import Told

_SEVERITIES = {"houdt-tegen": "blocks", "rij-wacht": "quarantines", "aandachtspunt": "warns"}


def finding(each: Told) -> dict[str, Any]:
    """F of docs/json.md."""
    line = {"line": each["regel"]} if "regel" in each else {}
    identity = {"identity": each["kenmerk"]} if "kenmerk" in each else {}
    answered = {"answer": each["antwoord"]} if "antwoord" in each else {}
    repair = each.get("herstel")
    repaired = {"repair": {"value": repair["stondEr"], "new": repair["gelezenAls"]}} if repair else {}
    return {
        "code": each["code"],
        "severity": _SEVERITIES[each["ernst"]],
        "table": each["tabel"],
        "sheet": each["blad"],
        "row": each.get("rij"),
        "column": each["kolom"],
        "field": each["veld"],
        "text": each["tekst"],
        "count": each["aantal"],
        **line,
        **identity,
        **repaired,
        **answered,
    }


def explanation(told: Told) -> dict[str, Any]:
    """X of docs/json.md."""
    rows = [
        {
            "table": each["tabel"],
            **({"sheet": each["blad"]} if "blad" in each else {}),
            "row": each["rij"],
            "value": each.get("waarde"),
            "contribution": each.get("bijdrage"),
        }
        for each in told["rijen"]
    ]
    tables = [
        {"table": each["tabel"], "code": each["code"], "becomes": each["wordt"]}
        for each in told["codetabellen"]
    ]
    return {
        "report": told["rapportage"],
        "address": told["adres"],
        "value": told.get("waarde"),
        "words": told["woorden"],
        "rows": rows,
        "sum": told.get("som"),
        "tables": tables,
        "earlier": [{"period": each["periode"], "sha256": each["sha256"]} for each in told["eerder"]],
    }
