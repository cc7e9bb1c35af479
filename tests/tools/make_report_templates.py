"""Make the six blank workbooks in templates/reports/, as an office would have made them by hand.

Run `python tests/tools/make_report_templates.py` after a change; the same program gives the same bytes.
"""

from office_workbook import DAY, EURO, TEXT, WHOLE, Column, House
from xlsxwriter.worksheet import Worksheet

UNITS = ("Minuut", "Uur", "Etmaal", "Dagdeel (4 uur)", "Stuks (output)", "Euro's", "Stuks (inspanning)")
CATEGORIES = (
    "Persoonlijke verzorging",
    "Dagbehandeling",
    "Vervoerdiensten",
    "Jeugdhulp verblijf (incl. behandeling)",
    "Jeugdhulp verblijf (excl. behandeling)",
    "Jeugdhulp ambulant",
    "Jeugdhulp crisis",
    "Jeugdreclassering",
    "Jeugdbescherming",
    "Activiteiten in het preventief justitieel kader",
    "Maatwerkarrangementen jeugd",
    "Generalistische basis-ggz",
    "Specialistische ggz",
    "Kindergeneeskunde",
    "Jeugd-ggz",
    "Landelijk ingekochte zorg",
)


def quarterly(house: House, product: str, duration: str, amount: str, *, amount_form: str) -> None:
    """The quarterly report per product; one municipality of the region words three columns otherwise."""
    columns = (
        Column(product, 34, TEXT),
        Column("Productcategorie", 36, TEXT),
        Column("Eenheid", 18, TEXT),
        Column("Aantal cliënten", 11, WHOLE, total="=SUM(D7:D7)", align="right"),
        Column("Volume", 13, EURO, total="=SUM(E7:E7)", align="right"),
        Column(duration, 13, EURO, total="=SUM(F7:F7)", align="right"),
        Column(amount, 18, amount_form, total="=SUM(G7:G7)", align="right"),
        Column("Gemiddeld per cliënt", 18, amount_form, "=IF(D7>0,G7/D7,0)", "=IF(D8>0,G8/D8,0)", "right"),
        Column("Aandeel", 11, "0.0%", "=IF(G8=0,0,G7/G8)", "=SUM(I7:I7)", "right"),
    )
    front = house.front(_FRONT_ROWS, f"{house.region} – voorblad")
    house.note(
        front,
        "B13:E13",
        "Lever deze rapportage binnen vier weken na afloop van het kwartaal in. Vul alleen de witte cellen; "
        "de overige cellen rekenen zelf.",
        42,
    )
    house.signature(front, 16, "B:C", "D:E")
    front.print_area("A1:E18")
    sheet = house.sheet("Productie")
    house.band(sheet, "A:I", f"{house.region} – één regel per {product.lower()} en eenheid")
    _reference_line(house, sheet)
    house.head(sheet, 6, columns, (("A:C", "Wat is geleverd"), ("D:F", "Omvang"), ("G:I", "Financieel")))
    house.pattern(sheet, 7, columns)
    house.totals(sheet, 8, columns, "C")
    house.note(sheet, "A10:I10", "Een cliënt met meer dan één product telt bij elk product mee. ")
    sheet.data_validation(
        "B7", {"validate": "list", "source": "=Lijst_Productcategorie", "error_type": "warning"}
    )
    sheet.data_validation("C7", {"validate": "list", "source": "=Lijsten!$B$2:$B$8", "error_type": "warning"})
    sheet.conditional_format(
        "I7:I7", {"type": "data_bar", "bar_color": house.bar, "bar_solid": True, "data_bar_2010": True}
    )
    red = house.book.add_format({"font_color": "#C00000"})
    sheet.conditional_format("G7:G7", {"type": "formula", "criteria": "=$G7<0", "format": red})
    sheet.freeze_panes(6, 1)
    sheet.repeat_rows(4, 5)
    sheet.print_area("A1:I10")
    _chart_sheet(house, product, amount)
    house.lists(Productcategorie=CATEGORIES, Eenheid=UNITS)
    house.close()


_FRONT_ROWS = (
    (4, "Naam aanbieder", ""),
    (5, "AGB-code", TEXT),
    (6, "KvK-nummer", TEXT),
    (8, "Periode van", DAY),
    (9, "Periode tot en met", DAY),
    (10, "Gemeentecode", TEXT),
    (11, "Standaard", TEXT),
)


def _reference_line(house: House, sheet: Worksheet) -> None:
    """Whom and what the sheet is about, taken over from the front sheet."""
    label = house.style(font_color="#595959", indent=1)
    right = house.style(font_color="#595959", align="right")
    day = house.style(bold=True, num_format=DAY, align="right")
    sheet.set_row(2, 22)
    sheet.set_row(3, 8)
    sheet.write_string("A3", "Aanbieder", label)
    sheet.write_formula("B3", '=IF(Voorblad!C4="","",Voorblad!C4)', house.style(bold=True, indent=1))
    sheet.write_string("F3", "Periode", right)
    sheet.write_formula("G3", '=IF(Voorblad!C8="","",Voorblad!C8)', day)
    sheet.write_formula("H3", '=IF(Voorblad!C9="","",Voorblad!C9)', day)


def _chart_sheet(house: House, product: str, amount: str) -> None:
    sheet = house.sheet("Grafiek")
    sheet.set_column("A:L", 11)
    house.band(sheet, "A:L", f"{amount} per {product.lower()}, uit het blad Productie")
    chart = house.book.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": amount,
            "categories": "=Productie!$A$7:$A$7",
            "categories_data": [""],
            "values": "=Productie!$G$7:$G$7",
            "fill": {"color": house.colour},
            "gap": 60,
        }
    )
    font = {"name": "Arial", "size": 9, "color": "#404040"}
    chart.set_title({"name": f"{amount} per {product.lower()}", "name_font": {**font, "size": 12}})
    chart.set_legend({"none": True})
    chart.set_x_axis(
        {
            "num_font": font,
            "num_format": WHOLE,
            "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}},
        }
    )
    chart.set_y_axis({"num_font": font, "reverse": True, "label_position": "low"})
    chart.set_size({"width": 984, "height": 460})
    sheet.insert_chart(
        "A4", chart, {"object_position": 3, "description": f"Staafdiagram: {amount} per {product}"}
    )
    sheet.print_area("A1:L27")


def yearly() -> None:
    """The yearly production statement, with a front sheet to sign."""
    house = House(
        "voorbeeldregio-zuid/productieverantwoording.xlsx",
        "Voorbeeldregio Zuid",
        "#7A1F3D",
        "#F6E9EE",
        "Productieverantwoording jeugdhulp",
    )
    columns = (
        Column("Productcode", 13, TEXT),
        Column("Omschrijving", 38, TEXT),
        Column("Eenheid", 18, TEXT),
        Column("Aantal cliënten", 11, WHOLE, total="=SUM(D8:D8)", align="right"),
        Column("Volume", 13, EURO, total="=SUM(E8:E8)", align="right"),
        Column("Geleverd", 16, EURO, total="=SUM(F8:F8)", align="right"),
        Column("Waarvan toegekend", 16, EURO, total="=SUM(G8:G8)", align="right"),
        Column("Waarvan afgewezen", 16, EURO, total="=SUM(H8:H8)", align="right"),
        Column("Nog te ontvangen", 16, EURO, "=F8-G8-H8", "=SUM(I8:I8)", "right"),
    )
    _yearly_front(house)
    sheet = house.sheet("Jeugdwet")
    house.band(sheet, "A:I", f"{house.region} – geleverde jeugdhulp in het boekjaar, in euro")
    label = house.style(font_color="#595959", indent=1)
    sheet.write_string("A4", "Aanbieder", label)
    sheet.write_formula("B4", '=IF(Voorblad!C5="","",Voorblad!C5)', house.style(bold=True, indent=1))
    sheet.set_row(4, 8)
    house.head(sheet, 7, columns, (("A:C", "Product"), ("D:E", "Omvang"), ("F:I", "Bedragen in euro")))
    house.pattern(sheet, 8, columns)
    house.totals(sheet, 9, columns, "C")
    sheet.merge_range("A10:E10", "Aansluiting met het voorblad", house.style(italic=True, align="right"))
    agrees = '=IF(ROUND(F9-Voorblad!C14,2)=0,"sluit aan","verschil")'
    sheet.write_formula("F10", agrees, house.style(italic=True, bold=True, align="right"))
    wrong = house.book.add_format({"font_color": "white", "bg_color": "#C00000"})
    sheet.conditional_format(
        "F10", {"type": "cell", "criteria": "==", "value": '"verschil"', "format": wrong}
    )
    house.note(
        sheet,
        "A12:I12",
        "Geleverd is wat in het boekjaar aan zorg is verleend. "
        "Nog te ontvangen = geleverd, min toegekend, min afgewezen.",
    )
    sheet.data_validation("C8", {"validate": "list", "source": "=Lijst_Eenheid", "error_type": "warning"})
    sheet.ignore_errors({"number_stored_as_text": "A8:C8"})
    sheet.freeze_panes(7, 2)
    sheet.repeat_rows(5, 6)
    sheet.print_area("A1:I12")
    house.lists(Eenheid=UNITS)
    house.close()


def _yearly_front(house: House) -> None:
    rows = (
        (5, "Naam aanbieder", ""),
        (6, "AGB-code", TEXT),
        (7, "KvK-nummer", TEXT),
        (8, "Boekjaar van", DAY),
        (9, "Boekjaar tot en met", DAY),
        (10, "Gemeentecode", TEXT),
    )
    front = house.front(rows, f"{house.region} – verantwoording over een boekjaar")
    front.merge_range(
        "B12:E12", "Verklaring", house.style(bold=True, font_size=12, font_color=house.colour, bottom=2)
    )
    front.set_row(12, 8)
    front.set_row(13, 24)
    front.write_string("B14", "Totaal geleverd (euro)", house.boxed(bold=True, bg_color=house.tint, indent=1))
    total = house.boxed(bold=True, font_size=12, num_format=EURO, align="left", indent=1)
    front.merge_range("C14:E14", "", total)
    front.write_formula("C14", "=Jeugdwet!F9", total)
    text = (
        "Het bestuur verklaart dat de jeugdhulp in deze verantwoording in het boekjaar is geleverd "
        "aan jeugdigen voor wie de gemeente verantwoordelijk is, en dat het totaal aansluit op de eigen "
        "administratie."
    )
    front.set_row(15, 58)
    front.merge_range("B16:E16", text, house.style(text_wrap=True, valign="top"))
    house.signature(front, 18, "B:C", "D:E")
    front.print_area("A1:E20")


def waiting_list() -> None:
    """How many wait, and how long, per lot of the contract."""
    house = House(
        "voorbeeldregio-oost/wachtlijst.xlsx",
        "Voorbeeldregio Oost",
        "#1E6B52",
        "#E6F2ED",
        "Wachtlijst jeugdhulp",
    )
    columns = (
        Column("Perceel", 26, TEXT),
        Column("Hulpvorm", 36, TEXT),
        Column("Peildatum", 14, DAY, align="center"),
        Column("Wachtenden", 14, WHOLE, total="=SUM(D6:D6)", align="right"),
        Column("Wachttijd in weken", 16, "#,##0.0", align="right"),
    )
    sheet = house.sheet("Wachtlijst")
    house.band(sheet, "A:E", f"{house.region} – stand op de peildatum")
    sheet.set_row(2, 8)
    sheet.add_table(
        "A5:E6",
        {
            "name": "tabelWachtlijst",
            "style": None,
            "columns": [{"header": column.header} for column in columns],
        },
    )
    house.head(sheet, 5, columns, (("A:B", "Waarop wordt gewacht"), ("C:E", "Stand")))
    house.pattern(sheet, 6, columns)
    house.totals(sheet, 7, columns, "C")
    house.note(
        sheet, "A9:E9", "Rood: langer dan tien weken wachten. Licht dat toe op het blad Toelichting.", 20
    )
    long_wait = house.book.add_format({"font_color": "#9C0006", "bg_color": "#FFC7CE"})
    sheet.conditional_format("E6:E6", {"type": "cell", "criteria": ">", "value": 10, "format": long_wait})
    sheet.data_validation("D6", {"validate": "integer", "criteria": ">=", "value": 0})
    sheet.data_validation("A6", {"validate": "list", "source": "=Lijst_Perceel", "error_type": "warning"})
    sheet.freeze_panes(5, 0)
    sheet.repeat_rows(3, 4)
    sheet.print_area("A1:E9")
    story = house.sheet("Toelichting", landscape=False)
    story.set_column("A:A", 3)
    story.set_column("B:D", 28)
    house.band(story, "B:D", "Het verhaal achter de cijfers")
    story.merge_range("B4:D24", "", house.boxed(text_wrap=True, valign="top", align="left", indent=1))
    story.print_area("A1:D24")
    house.lists(Perceel=("Ambulant", "Dagbehandeling", "Verblijf", "Crisis", "Jeugdbescherming"))
    house.close()


def declarations() -> None:
    """Every declared line with the person it is about: only for the municipality itself."""
    house = House(
        "voorbeeldregio-west/declaratieoverzicht.xlsx",
        "Voorbeeldregio West",
        "#2F4B7C",
        "#E8EDF5",
        "Declaratieoverzicht jeugdhulp",
    )
    columns = (
        Column("Referentie", 18, TEXT),
        Column("Toewijzing", 14, TEXT),
        Column("BSN", 12, TEXT, align="center"),
        Column("Geboortedatum", 15, DAY, align="center"),
        Column("Product", 10, TEXT, align="center"),
        Column("Begin", 12, DAY, align="center"),
        Column("Eind", 12, DAY, align="center"),
        Column("Volume", 11, EURO, align="right"),
        Column("Eenheid", 16, TEXT),
        Column("Tarief", 11, EURO, align="right"),
        Column("Bedrag", 15, EURO, total="=SUBTOTAL(109,K5:K5)", align="right"),
        Column("Debet/credit", 13, TEXT, align="center"),
        Column("Status", 13, TEXT),
        Column("Retourcode", 13, TEXT, align="center"),
    )
    sheet = house.sheet("Declaraties")
    house.band(sheet, "A:N", "")
    notice = house.style(bold=True, font_color="white", bg_color="#C00000", indent=1)
    warning = "Bevat persoonsgegevens en burgerservicenummers. Alleen voor de gemeente zelf; niet doorsturen."
    sheet.merge_range("A2:N2", warning, notice)
    sheet.set_row(2, 8)
    house.head(sheet, 4, columns, ())
    house.pattern(sheet, 5, columns)
    house.totals(sheet, 6, columns, "J")
    house.note(
        sheet,
        "A8:N8",
        "Het totaal telt de regels die zichtbaar zijn: kies met het filter wat u wilt zien.",
        20,
    )
    sheet.autofilter("A4:N5")
    sheet.data_validation("L5", {"validate": "list", "source": ["D", "C"]})
    sheet.data_validation("M5", {"validate": "list", "source": "=Lijsten!$A$2:$A$5", "error_type": "warning"})
    grey = house.book.add_format({"font_color": "#7F7F7F"})
    sheet.conditional_format("A5:N5", {"type": "formula", "criteria": '=$M5="afgewezen"', "format": grey})
    sheet.ignore_errors({"number_stored_as_text": "A5:N5"})
    sheet.freeze_panes(4, 1)
    sheet.repeat_rows(3)
    sheet.print_area("A1:N8")
    house.lists(Status=("geleverd", "ingediend", "toegekend", "afgewezen"))
    house.close()


def sheets_per_product() -> None:
    """One pattern sheet for each product, and one that carries the code of the municipality."""
    house = House(
        "voorbeeldregio-oost/productbladen.xlsx",
        "Voorbeeldregio Oost",
        "#1E6B52",
        "#E6F2ED",
        "Productie per product",
    )
    totals = (
        Column("Gemeentecode", 16, TEXT, align="center"),
        Column("Jeugdigen", 14, WHOLE, align="right"),
        Column("Bedrag", 18, EURO, align="right"),
    )
    sheet = house.sheet("Gemeente", landscape=False)
    house.band(sheet, "A:C", f"{house.region} – totaal van de gemeente")
    house.head(sheet, 4, totals, ())
    house.pattern(sheet, 5, totals)
    columns = (
        Column("Productcode", 16, TEXT, align="center"),
        Column("Maand", 12, TEXT, align="center"),
        Column("Eenheid", 22, TEXT),
        Column("Jeugdigen", 12, WHOLE, align="right"),
        Column("Volume", 14, WHOLE, align="right"),
        Column("Bedrag", 16, EURO, align="right"),
    )
    sheet = house.sheet("Product")
    house.band(sheet, "A:F", f"{house.region} – één blad per product, één regel per maand en eenheid")
    house.head(sheet, 4, columns, ())
    house.pattern(sheet, 5, columns)
    house.close()


def main() -> None:
    """Write all six."""
    region, title = "Voorbeeldregio Noord", "Kwartaalrapportage jeugdhulp"
    blue = House("voorbeeldregio-noord/kwartaalrapportage.xlsx", region, "#17406D", "#E7EEF6", title)
    quarterly(blue, "Product", "Uren", "Bedrag", amount_form=EURO)
    orange = House(
        "voorbeeldregio-noord/kwartaalrapportage-voorbeeldstad.xlsx",
        "Gemeente Voorbeeldstad",
        "#9A4A0B",
        "#FBEFE3",
        title,
        bar="#F2C79E",
    )
    quarterly(orange, "Voorziening", "Minuten", "Bedrag in centen", amount_form=WHOLE)
    yearly()
    waiting_list()
    declarations()
    sheets_per_product()


if __name__ == "__main__":
    main()
