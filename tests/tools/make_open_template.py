"""Make the blank OpenDocument spreadsheet of templates/reports/, laid out here and saved by LibreOffice.

Run `python tests/tools/make_open_template.py` once after a change and commit what it writes: LibreOffice puts
the time in what it saves, so two runs differ in bytes.
"""

import shutil
import tempfile
from pathlib import Path

from office_workbook import DAY, EURO, REPORTS, TEXT, WHOLE, Column, House

from tests.tools.office import SOFFICE, convert

PATH = "voorbeeldregio-brink/kwartaalstaat"


def lay_out(folder: Path) -> Path:
    """The workbook as XlsxWriter makes it."""
    house = House(
        str(folder / "kwartaalstaat.xlsx"),
        "Voorbeeldregio Brink",
        "#5B2A6E",
        "#F1E9F5",
        "Kwartaalstaat jeugdhulp",
    )
    rows = [(4, "Gemeente", TEXT), (5, "Aanbieder", TEXT), (6, "AGB-code", TEXT), (7, "Periode vanaf", DAY)]
    house.front([*rows, (8, "Periode tot en met", DAY)], house.region)
    columns = (
        Column("Productcode", 16, TEXT),
        Column("Eenheid", 20, TEXT),
        Column("Eerste dag", 13, DAY, align="center"),
        Column("Jeugdigen", 12, WHOLE, total="=SUM(D6:D6)", align="right"),
        Column("Volume", 14, EURO, total="=SUM(E6:E6)", align="right"),
        Column("Bedrag", 16, EURO, total="=SUM(F6:F6)", align="right"),
        Column("Per jeugdige", 16, EURO, "=IF(D6>0,F6/D6,0)", "=IF(D7>0,F7/D7,0)", "right"),
        Column("Aandeel", 11, "0.0%", "=IF($F$7=0,0,F6/$F$7)", "=SUM(H6:H6)", "right"),
    )
    sheet = house.sheet("Productie")
    house.band(sheet, "A:H", f"{house.region} – één regel per product en eenheid")
    house.head(sheet, 5, columns, (("A:C", "Wat"), ("D:H", "Hoeveel")))
    house.pattern(sheet, 6, columns)
    house.totals(sheet, 7, columns, "C")
    house.note(sheet, "A9:H9", "Het bedrag is de som van debet en credit, exclusief btw.")
    red = house.book.add_format({"bg_color": "#F8D7DA"})
    sheet.conditional_format("F6:F6", {"type": "cell", "criteria": "<", "value": 0, "format": red})
    sheet.conditional_format("H6:H6", {"type": "data_bar", "bar_color": "#B58BC6"})
    sheet.data_validation("B6", {"validate": "list", "source": "=Lijsten!$A$2:$A$8"})
    sheet.autofilter("A5:H6")
    sheet.freeze_panes(5, 1)
    sheet.repeat_rows(4)
    sheet.print_area("A1:H9")
    house.book.define_name("Bedragen", "=Productie!$F$6:$F$6")
    chart = house.book.add_chart({"type": "column"})
    chart.add_series(
        {"categories": "=Productie!$A$6:$A$6", "values": "=Productie!$F$6:$F$6", "name": "Bedrag"}
    )
    chart.set_title({"name": "Bedrag per product"})
    chart.set_legend({"none": True})
    figure = house.sheet("Grafiek")
    figure.insert_chart("B4", chart)
    figure.set_column("A:A", 3)
    figure.set_column("B:C", 18)
    figure.write_string("B1", "Grootste bedrag", house.style(bold=True))
    figure.write_formula("C1", "=MAX(Bedragen)", house.style(num_format=EURO))
    units = ("Minuut", "Uur", "Etmaal", "Dagdeel (4 uur)", "Stuks (output)", "Euro's", "Stuks (inspanning)")
    house.lists(Eenheid=units)
    house.close()
    return folder / "kwartaalstaat.xlsx"


def main() -> None:
    """Write templates/reports/voorbeeldregio-brink/kwartaalstaat.ods."""
    if not SOFFICE:
        raise SystemExit("LibreOffice is needed to save a workbook as .ods.")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        made = lay_out(folder)
        convert([made], folder, "ods")
        target = REPORTS / f"{PATH}.ods"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder / "kwartaalstaat.ods", target)


if __name__ == "__main__":
    main()
