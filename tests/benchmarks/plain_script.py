"""What a handy colleague would write instead: pandas reads the export, openpyxl fills each workbook.

No checks, no balance, no reading back. It gives the same cells in the same files, so that its time can stand
beside ours.
"""

import sys
from pathlib import Path

import openpyxl
import pandas as pd

HOUSE = Path(__file__).parents[2]
MINUTES = {"01": 1, "04": 60, "16": 240, "14": 1440}


def read(path: Path) -> dict[str, pd.DataFrame]:
    sheets = pd.read_excel(path, sheet_name=None, dtype=str, keep_default_na=False, engine="openpyxl")
    care = sheets["prestatie"].merge(
        sheets["toewijzing"][
            ["gemeentecode", "toewijzingnummer", "wet", "clientnummer", "bsn", "geboortedatum"]
        ],
        on=["gemeentecode", "toewijzingnummer"],
        how="left",
    )
    for name in ("begindatum", "einddatum", "geboortedatum"):
        care[name] = pd.to_datetime(care[name].str[:10])
    sign = care["debet_credit"].map({"D": 1, "C": -1})
    care["cents"] = (care["bedrag"].astype(float) * 100).round().astype(int) * sign
    care["signed"] = care["volume"].astype(float).astype(int) * sign
    waiting = sheets["wachtlijst"]
    waiting["peildatum"] = pd.to_datetime(waiting["peildatum"].str[:10])
    return {**sheets, "care": care, "wachtlijst": waiting}


def codes(name: str, column: str = "wordt") -> dict[str, str]:
    table = pd.read_csv(HOUSE / "mappings" / f"{name}.csv", dtype=str, keep_default_na=False)
    return dict(zip(table["code"], table[column], strict=True))


def fill(template: str, sheet: str, header_row: int, rows: list[tuple], cells: dict, path: Path) -> None:
    book = openpyxl.load_workbook(HOUSE / "templates" / "reports" / template)
    page = book[sheet]
    first = header_row + 1
    if len(rows) > 1:
        page.insert_rows(first + 1, len(rows) - 1)
    for number, row in enumerate(rows, first):
        for column, value in enumerate(row, 1):
            page.cell(number, column, value)
    for (name, address), value in cells.items():
        book[name][address] = value
    book.save(path)


def front_page(head: pd.Series, period: tuple, municipality: str) -> dict:
    page = "Voorblad"
    return {
        (page, "C4"): head["naam_aanbieder"],
        (page, "C5"): head["agb_code"],
        (page, "C6"): head["kvk_nummer"],
        (page, "C8"): period[0],
        (page, "C9"): period[1],
        (page, "C10"): municipality,
        (page, "C11"): head["standaardversie"],
    }


def quarterly(care: pd.DataFrame, products: dict, unit: str) -> list[tuple]:
    care = care[care["wet"].eq("JW") & care["status"].isin(["ingediend", "toegekend"])]
    care = care[care["productcode"].isin(products)]
    categories = codes("codelijsten/productcategorie", "omschrijving")
    units = codes("codelijsten/eenheid", "omschrijving")
    rows = []
    for key, part in care.groupby(["productcode", "productcategorie", "eenheid"], sort=True):
        volume, minutes = int(part["signed"].sum()), MINUTES.get(key[2])
        time = None if minutes is None else volume * minutes
        amount = int(part["cents"].sum())
        rows.append(
            (
                products[key[0]],
                categories[key[1]],
                units[key[2]],
                part["clientnummer"].nunique(),
                volume,
                time if unit == "minuut" or time is None else round(time / 60 + 1e-9, 2),
                amount if unit == "minuut" else amount / 100,
            )
        )
    return rows


def declarations(care: pd.DataFrame) -> list[tuple]:
    care = care[care["status"].isin(["ingediend", "toegekend", "afgewezen"])]
    units = codes("codelijsten/eenheid", "omschrijving")
    return [
        (
            row.referentienummer,
            int(float(row.toewijzingnummer)),
            row.bsn or None,
            None if pd.isna(row.geboortedatum) else row.geboortedatum.date(),
            row.productcode,
            row.begindatum.date(),
            row.einddatum.date(),
            int(float(row.volume)),
            units[row.eenheid],
            float(row.tarief) if row.tarief else None,
            row.cents / 100,
            row.debet_credit,
            row.status,
            row.retourcode or None,
        )
        for row in care.itertuples()
    ]


def production_list(care: pd.DataFrame, path: Path) -> None:
    care = care[care["status"] != "afgewezen"]
    texts, units = (
        codes("voorbeeldregio-midden/codetabellen/omschrijvingen"),
        codes("codelijsten/eenheid", "omschrijving"),
    )
    keys = ["productcode", "eenheid", "begindatum", "einddatum"]
    grouped = care.groupby(keys, sort=True).agg(
        volume=("signed", "sum"),
        cents=("cents", "sum"),
        rows=("cents", "size"),
        clients=("clientnummer", "nunique"),
    )
    lines = ["PRODUCT;OMSCHRIJVING;BEGIN;EIND;EENHEID;AANTAL;BEDRAG;REGELS;CLIENTEN"]
    for key, row in grouped.iterrows():
        begin, end = (day.strftime("%d-%m-%Y") for day in key[2:])
        amount = f"{row.cents / 100:.2f}".replace(".", ",")
        text = texts.get(key[0], key[0])
        lines.append(
            f"{key[0]};{text};{begin};{end};{units[key[1]]};{row.volume};{amount};{row.rows};{row.clients}"
        )
    path.write_bytes(("\r\n".join(lines) + "\r\n").encode("cp1252"))


def waiting_list(waiting: pd.DataFrame) -> list[tuple]:
    waiting = waiting[waiting["wet"] == "JW"]
    kinds = codes("codelijsten/hulpvorm", "omschrijving")
    return [
        (
            row.perceel or None,
            kinds.get(row.hulpvorm),
            row.peildatum.date(),
            int(float(row.wachtenden)),
            round(float(row.wachttijd_dagen) / 7 + 1e-9, 1) if row.wachttijd_dagen else None,
        )
        for row in waiting.itertuples()
    ]


def story(notes: pd.DataFrame, municipality: str) -> str | None:
    about = notes[(notes["onderwerp"] == "wachttijd") & notes["wet"].isin(["", "JW"])]
    own = about[about["gemeentecode"] == municipality]
    chosen = own if len(own) else about[about["gemeentecode"] == ""]
    return "\n\n".join(chosen["tekst"]) or None


def main(export: Path, out: Path, asked: list[tuple[str, str, str]]) -> None:
    """`asked`: (municipality, format, file below out)."""
    sheets = read(export)
    head = sheets["aanlevering"].iloc[0]
    period = tuple(pd.to_datetime(head[name][:10]).date() for name in ("periode_begin", "periode_eind"))
    care = sheets["care"]
    care = care[
        (care["begindatum"] >= pd.Timestamp(period[0])) & (care["begindatum"] <= pd.Timestamp(period[1]))
    ]
    by_municipality = dict(list(care.groupby("gemeentecode")))
    nothing = care.iloc[:0]
    for municipality, name, file in asked:
        path = out / file
        path.parent.mkdir(parents=True, exist_ok=True)
        own = by_municipality.get(municipality, nothing)
        front = front_page(head, period, municipality)
        match name:
            case "voorbeeldregio-noord/kwartaal":
                products = codes("voorbeeldregio-noord/codetabellen/producten")
                rows = quarterly(own, products, "uur")
                fill("voorbeeldregio-noord/kwartaalrapportage.xlsx", "Productie", 6, rows, front, path)
            case "voorbeeldregio-noord/kwartaal-voorbeeldstad":
                products = codes("voorbeeldregio-noord/codetabellen/voorzieningen")
                rows = quarterly(own, products, "minuut")
                template = "voorbeeldregio-noord/kwartaalrapportage-voorbeeldstad.xlsx"
                fill(template, "Productie", 6, rows, front, path)
            case "voorbeeldregio-west/declaratieoverzicht":
                rows = declarations(own)
                fill("voorbeeldregio-west/declaratieoverzicht.xlsx", "Declaraties", 4, rows, {}, path)
            case "voorbeeldregio-oost/wachtlijst":
                waiting = sheets["wachtlijst"]
                rows = waiting_list(waiting[waiting["gemeentecode"] == municipality])
                told = {("Toelichting", "B4"): story(sheets["toelichting"], municipality)}
                fill("voorbeeldregio-oost/wachtlijst.xlsx", "Wachtlijst", 5, rows, told, path)
            case "voorbeeldregio-midden/productielijst":
                production_list(own, path)


if __name__ == "__main__":
    wanted = [tuple(line.split("\t")) for line in Path(sys.argv[3]).read_text().splitlines()]
    main(Path(sys.argv[1]), Path(sys.argv[2]), wanted)
