"""How an office lays out its workbooks: title band, headers in two lines, a pattern row, totals, notes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

REPORTS = Path(__file__).resolve().parents[2] / "templates" / "reports"

EURO = "#,##0.00"
WHOLE = "#,##0"
DAY = "dd-mm-yyyy"
TEXT = "@"


@dataclass(frozen=True)
class Column:
    """One column of a table: its header, what stands in the pattern row, and how it looks."""

    header: str
    width: float
    form: str = ""
    formula: str = ""
    total: str = ""
    align: str = "left"


@dataclass
class House:
    """One office's workbook in its own colours."""

    path: str
    region: str
    colour: str
    tint: str
    title: str
    bar: str = "#B4C7DC"
    book: xlsxwriter.Workbook = field(init=False)

    def __post_init__(self) -> None:
        target = REPORTS / self.path
        target.parent.mkdir(parents=True, exist_ok=True)
        self.book = xlsxwriter.Workbook(target)
        self.book.set_properties(
            {"title": self.title, "company": self.region, "created": datetime(2026, 1, 5, tzinfo=UTC)}
        )
        self.book.set_calc_mode("auto")

    def style(self, **extra: object) -> Format:
        return self.book.add_format({"font_name": "Arial", "font_size": 10, "valign": "vcenter", **extra})

    def boxed(self, **extra: object) -> Format:
        return self.style(border=1, border_color="#BFBFBF", **extra)

    def sheet(self, name: str, *, landscape: bool = True) -> Worksheet:
        sheet = self.book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L&8{self.region}&C&8Pagina &P van &N&R&8{self.title}")
        return sheet

    def band(self, sheet: Worksheet, columns: str, subtitle: str) -> None:
        """The coloured title over two rows, with a small square where a logo would be."""
        first, last = columns.split(":")
        dark = self.style(bold=True, font_size=16, font_color="white", bg_color=self.colour, indent=1)
        light = self.style(font_color=self.colour, bg_color=self.tint, indent=1)
        sheet.set_row(0, 34)
        sheet.set_row(1, 20)
        sheet.merge_range(f"{first}1:{last}1", self.title, dark)
        if subtitle:
            sheet.merge_range(f"{first}2:{last}2", subtitle, light)

    def lists(self, **named: Sequence[str]) -> None:
        """The sheet with the choices of the drop-downs, each with a name."""
        sheet = self.sheet("Lijsten", landscape=False)
        sheet.set_column("A:D", 42)
        sheet.set_row(0, 24)
        head = self.boxed(bold=True, font_color="white", bg_color=self.colour)
        for column, (name, values) in enumerate(named.items()):
            letter = "ABCD"[column]
            sheet.write_string(0, column, name, head)
            for row, value in enumerate(values, start=1):
                sheet.write_string(row, column, value, self.boxed(num_format=TEXT))
            self.book.define_name(f"Lijst_{name}", f"=Lijsten!${letter}$2:${letter}${len(values) + 1}")

    def head(
        self, sheet: Worksheet, row: int, columns: Sequence[Column], groups: Sequence[tuple[str, str]]
    ) -> None:
        """Two lines of headers: groups in merged cells, and under them the header of each column."""
        group = self.boxed(bold=True, font_color="white", bg_color=self.colour, align="center")
        head = self.boxed(bold=True, bg_color=self.tint, text_wrap=True, align="center", font_color="#1F1F1F")
        for where, text in groups:
            first, last = where.split(":")
            sheet.merge_range(f"{first}{row - 1}:{last}{row - 1}", text, group)
        sheet.set_row(row - 1, 32)
        if groups:
            sheet.set_row(row - 2, 18)
        for number, column in enumerate(columns):
            sheet.set_column(number, number, column.width)
            sheet.write_string(row - 1, number, column.header, head)

    def pattern(self, sheet: Worksheet, row: int, columns: Sequence[Column]) -> None:
        """The one row that every data row is made after."""
        sheet.set_row(row - 1, 17)
        for number, column in enumerate(columns):
            look = {"num_format": column.form} if column.form else {}
            look |= {"indent": 1} if column.align == "left" else {}
            style = self.boxed(align=column.align, **look)
            if column.formula:
                sheet.write_formula(row - 1, number, column.formula, style)
            else:
                sheet.write_blank(row - 1, number, None, style)

    def totals(self, sheet: Worksheet, row: int, columns: Sequence[Column], label_to: str) -> None:
        """The row under the data, with its label in one merged cell."""
        look = {"bold": True, "bg_color": self.tint, "top": 2, "top_color": self.colour, "bottom": 1}
        sheet.set_row(row - 1, 20)
        for number, column in enumerate(columns):
            form = {"num_format": column.form} if column.form and column.form != TEXT else {}
            style = self.style(**look, **form, align="center" if column.align == "center" else "right")
            if column.total:
                sheet.write_formula(row - 1, number, column.total, style)
            else:
                sheet.write_blank(row - 1, number, None, style)
        if label_to == "A":
            sheet.write_string(row - 1, 0, "Totaal", self.style(**look, indent=1))
        else:
            sheet.merge_range(f"A{row}:{label_to}{row}", "Totaal", self.style(**look, indent=1))

    def note(self, sheet: Worksheet, where: str, text: str, height: float = 30) -> None:
        row = int(where.split(":", maxsplit=1)[0].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        sheet.set_row(row - 1, height)
        look = {"align": "left", "indent": 1, "text_wrap": True, "valign": "top"}
        style = self.style(italic=True, font_size=9, font_color="#595959", **look)
        sheet.merge_range(where, text, style)

    def signature(self, sheet: Worksheet, row: int, left: str, right: str) -> None:
        """Two boxes to sign in: name and place, date and signature."""
        label = self.style(
            font_size=9,
            font_color="#595959",
            valign="top",
            border=1,
            border_color="#7F7F7F",
            align="left",
            indent=1,
        )
        for columns, text in ((left, "Naam en functie"), (right, "Datum, plaats en handtekening")):
            first, last = columns.split(":")
            sheet.merge_range(f"{first}{row}:{last}{row + 2}", text, label)
        for number in range(row - 1, row + 2):
            sheet.set_row(number, 20)

    def front(self, rows: Sequence[tuple[int, str, str]], subtitle: str) -> Worksheet:
        """A front sheet: labels in B, cells to fill in C (merged up to E)."""
        sheet = self.sheet("Voorblad", landscape=False)
        sheet.set_column("A:A", 3)
        sheet.set_column("B:B", 28)
        sheet.set_column("C:E", 17)
        self.band(sheet, "B:E", subtitle)
        for row, label, form in rows:
            sheet.set_row(row - 1, 20)
            sheet.write_string(f"B{row}", label, self.boxed(bg_color=self.tint, bold=True, indent=1))
            look = {"num_format": form} if form else {}
            sheet.merge_range(f"C{row}:E{row}", "", self.boxed(align="left", indent=1, **look))
        return sheet

    def close(self) -> None:
        self.book.close()
