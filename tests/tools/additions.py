"""Random histories of one period: a whole delivery and additions, and beside them what holds in the end."""

import csv
import io
import zipfile
from dataclasses import dataclass, field
from random import Random

from service.pipeline.add_up import EarlierUpload

MUNICIPALITIES = ("0321", "0200")
"""Together they ask csv, fixed width, json, a workbook and xml."""
BSNS = ("", "999900006", "999900018", "999900007")
"""None, two that are right, and one that fails the elfproef, so that its allocation waits."""
UNITS = ("01",) * 19 + ("99",)
"""The last one is no unit: its row waits."""
DAYS = {"01": "31", "02": "28", "03": "31"}
KEYS = {
    "toewijzing": ("gemeentecode", "toewijzingnummer"),
    "verloop": ("gemeentecode", "toewijzingnummer", "begindatum"),
    "prestatie": ("referentienummer",),
    "wachtlijst": ("gemeentecode", "wet", "hulpvorm", "perceel", "peildatum"),
    "toelichting": ("gemeentecode", "wet", "onderwerp"),
}
HEAD = {
    "standaardversie": "2026.1",
    "agb_code": "01234567",
    "kvk_nummer": "00123456",
    "naam_aanbieder": "Stichting Voorbeeldzorg",
    "periode_begin": "2026-01-01",
    "periode_eind": "2026-03-31",
}
Row = dict[str, str]
ALLOCATION = {
    "gemeentecode": "0014",
    "toewijzingnummer": "1",
    "wet": "JW",
    "clientnummer": "C1",
    "productcategorie": "45",
    "ingangsdatum": "2026-01-01",
}
"""One client of Groningen."""


@dataclass
class History:
    """What was handed in, oldest first, and what it comes to."""

    uploads: list[EarlierUpload] = field(default_factory=list)
    holds: dict[str, dict[tuple[str, ...], Row]] = field(default_factory=lambda: {name: {} for name in KEYS})

    def whole(self, chance: Random) -> EarlierUpload:
        """One delivery of all of it, its rows in another order."""
        tables = {name: list(rows.values()) for name, rows in self.holds.items()}
        for rows in tables.values():
            chance.shuffle(rows)
        return EarlierUpload("geheel.zip", as_zip(tables, ""))


def as_zip(tables: dict[str, list[Row]], handing: str, who: Row = HEAD) -> bytes:
    """A csv per table; columns in the order in which rows have them."""
    target = io.BytesIO()
    head = who | ({"soort_aanlevering": handing} if handing else {})
    with zipfile.ZipFile(target, "w") as archive:
        for name, rows in {"aanlevering": [head], **tables}.items():
            if rows:
                lines = io.StringIO()
                writer = csv.DictWriter(
                    lines, dict.fromkeys(key for row in rows for key in row), delimiter=";"
                )
                writer.writeheader()
                writer.writerows(rows)
                archive.writestr(f"{name}.csv", lines.getvalue())
    return target.getvalue()


def draw_history(chance: Random) -> History:
    """A whole delivery and one to five additions; now and then another whole one among them."""
    history = History()
    _hand_in(history, chance, {}, "volledig" if chance.random() < 0.5 else "")
    for _ in range(chance.randint(1, 5)):
        if chance.random() < 0.1:
            history.holds = {name: {} for name in KEYS}
            _hand_in(history, chance, {}, "volledig")
        else:
            _hand_in(history, chance, _changes(history, chance), "aanvulling")
    return history


def _hand_in(history: History, chance: Random, changed: dict[str, list[Row]], handing: str) -> None:
    tables = {name: list(changed.get(name, [])) for name in KEYS}
    touched = {(name, _key(name, row)) for name, rows in tables.items() for row in rows}
    for name, row in _new_rows(history, chance):
        key = _key(name, row)
        if (name, key) in touched:
            continue
        touched.add((name, key))
        sign = ("", "1") if key in history.holds[name] else ("", "nieuw", "1")
        signed = {} if handing != "aanvulling" else {"mutatie": chance.choice(sign)}
        if key in history.holds[name]:
            signed = {name_: "2" if value else value for name_, value in signed.items()}
        history.holds[name][key] = row
        tables[name].append(row | signed)
    for rows in tables.values():
        chance.shuffle(rows)
    history.uploads.append(EarlierUpload(f"{len(history.uploads)}.zip", as_zip(tables, handing)))


def _changes(history: History, chance: Random) -> dict[str, list[Row]]:
    """Rows that change or withdraw what holds, which is done at once."""
    said: dict[str, list[Row]] = {}
    for name, rows in history.holds.items():
        for key in [each for each in rows if chance.random() < 0.3]:
            if key not in rows:
                continue
            if name != "toewijzing" and chance.random() < 0.4:
                row = rows.pop(key)
                kept = dict(row) if chance.random() < 0.5 else {field: row[field] for field in KEYS[name]}
                of = {field: row[field] for field in ("gemeentecode", "toewijzingnummer") if field in row}
                said.setdefault(name, []).append(
                    kept | of | {"mutatie": chance.choice(("intrekking", "3", "Ingetrokken "))}
                )
            else:
                rows[key] = _changed(name, rows[key], chance)
                said.setdefault(name, []).append(
                    rows[key] | {"mutatie": chance.choice(("", "wijziging", "2"))}
                )
    return said


def _changed(name: str, row: Row, chance: Random) -> Row:
    match name:
        case "prestatie":
            volume = chance.randint(1, 600)
            return row | {"volume": str(volume), "bedrag": f"{volume * 1.25:.2f}", "tarief": "1.25"}
        case "toewijzing":
            return row | {"clientnummer": f"C{chance.randint(1, 9)}", "bsn": chance.choice(BSNS)}
        case "verloop":
            return row | {"einddatum": "2026-03-31", "reden_beeindiging": "19"}
        case "wachtlijst":
            return row | {"wachtenden": str(chance.randint(0, 40))}
        case _:
            return row | {"tekst": f"Verhaal {chance.randint(1, 99)}."}


def _new_rows(history: History, chance: Random) -> list[tuple[str, Row]]:
    made: list[tuple[str, Row]] = []
    allocations = list(history.holds["toewijzing"].values())
    for _ in range(chance.randint(0 if allocations else 1, 3)):
        row = _allocation(chance)
        if _key("toewijzing", row) not in history.holds["toewijzing"]:
            allocations.append(row)
            made.append(("toewijzing", row))
    made += [
        ("prestatie", _prestatie(chance.choice(allocations), chance)) for _ in range(chance.randint(0, 5))
    ]
    for allocation in chance.sample(allocations, min(len(allocations), chance.randint(0, 2))):
        of = {name: allocation[name] for name in ("gemeentecode", "toewijzingnummer")}
        made.append(("verloop", of | {"begindatum": "2026-01-05", "einddatum": "", "reden_beeindiging": ""}))
    if chance.random() < 0.5:
        made.append(("wachtlijst", _waiting(chance)))
    if chance.random() < 0.4:
        about = {"gemeentecode": chance.choice(MUNICIPALITIES), "wet": "JW", "onderwerp": "algemeen"}
        made.append(("toelichting", about | {"tekst": f"Verhaal {chance.randint(1, 99)}."}))
    return made


def _allocation(chance: Random) -> Row:
    return {
        "gemeentecode": chance.choice(MUNICIPALITIES),
        "toewijzingnummer": str(chance.randint(1, 12)),
        "wet": "JW",
        "clientnummer": f"C{chance.randint(1, 9)}",
        "bsn": chance.choice(BSNS),
        "productcategorie": "45",
        "ingangsdatum": "2026-01-01",
    }


def _prestatie(allocation: Row, chance: Random) -> Row:
    volume, month = chance.randint(1, 600), chance.choice(list(DAYS))
    return {
        "referentienummer": f"R{chance.randint(1, 9999)}",
        "gemeentecode": allocation["gemeentecode"],
        "toewijzingnummer": allocation["toewijzingnummer"],
        "productcategorie": "45",
        "productcode": chance.choice(("45A03", "45A04")),
        "begindatum": f"2026-{month}-01",
        "einddatum": f"2026-{month}-{DAYS[month]}",
        "volume": str(volume),
        "eenheid": chance.choice(UNITS),
        "tarief": "1.25",
        "bedrag": f"{volume * 1.25:.2f}",
        "debet_credit": "D",
        "status": chance.choice(("ingediend", "toegekend", "afgewezen")),
    }


def _waiting(chance: Random) -> Row:
    return {
        "gemeentecode": chance.choice(MUNICIPALITIES),
        "wet": "JW",
        "hulpvorm": "02",
        "perceel": "",
        "peildatum": "2026-03-31",
        "wachtenden": str(chance.randint(0, 40)),
        "wachttijd_dagen": "20",
    }


def _key(name: str, row: Row) -> tuple[str, ...]:
    return tuple(row[each] for each in KEYS[name])


def prestatie(number: int, volume: int, **more: str) -> Row:
    """One of that allocation, in the month of its number."""
    return {
        "referentienummer": f"R{number}",
        "gemeentecode": "0014",
        "toewijzingnummer": "1",
        "productcategorie": "45",
        "productcode": "45A03",
        "begindatum": f"2026-0{number}-01",
        "einddatum": f"2026-0{number}-28",
        "volume": str(volume),
        "eenheid": "01",
        "tarief": "1.00",
        "bedrag": f"{volume}.00",
        "debet_credit": "D",
        "status": "ingediend",
        **more,
    }
