"""What kind of file a format asks for, and how values are written in it."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class TemplateOutput(_Strict):
    """The municipality's own file, filled."""

    kind: Literal["xlsx", "ods", "docx"]
    template: str
    """Path below templates/reports/."""
    sheet_per: dict[str, str] = {}
    """Pattern sheet → header text: instead of that sheet there is one for each value in that column, by its
    name."""
    filename: str
    """May use {gemeentecode}, {agb_code} and {periode}; what else it may hold is in `filenames`."""


class XlsxOutput(TemplateOutput):
    """A workbook of Excel: the municipality's own template (.xlsx or .xlsm), filled."""

    kind: Literal["xlsx"]


class OdsOutput(TemplateOutput):
    """An OpenDocument spreadsheet: the municipality's own template (.ods), filled."""

    kind: Literal["ods"]


class DocxOutput(TemplateOutput):
    """A document of Word: the municipality's own template (.docx), filled.

    A cell is the tag of a content control, or the name of a bookmark. A sheet is the table of which row
    `header_row` has the header texts; its name is only what the format calls it.
    """

    kind: Literal["docx"]
    sheet_per: dict[str, str] = Field(default={}, max_length=0)
    """A document has no sheets to copy."""


class CsvOutput(_Strict):
    """A text file with one row per line."""

    kind: Literal["csv"]
    filename: str
    separator: Literal[";", ",", "\t", "|"] = ";"
    decimal_sign: Literal[",", "."] = ","
    date_form: Literal["jjjj-mm-dd", "dd-mm-jjjj", "jjjjmmdd"] = "dd-mm-jjjj"
    encoding: Literal["utf-8", "utf-8-sig", "windows-1252"] = "utf-8"
    line_end: Literal["crlf", "lf"] = "crlf"
    quote: Literal["always", "when-needed"] = "when-needed"
    formula_text: Literal["apostrophe", "refuse"] = "apostrophe"
    """What happens to text that a spreadsheet would run as a formula (=, +, -, @, tab, CR, LF in front)."""


class FixedColumn(_Strict):
    """One field of a line with fixed positions."""

    width: int = Field(ge=1)
    """Characters."""
    align: Literal["left", "right"] = "left"
    pad: str = Field(default=" ", min_length=1, max_length=1)
    """What stands beside the value; "0" before a number goes after its minus sign."""
    too_long: Literal["refuse", "cut"] = "refuse"
    """What happens to a text that does not fit; a number or a day that does not fit is always refused."""


class FixedWidthOutput(_Strict):
    """A text file in which every field has its own positions on the line."""

    kind: Literal["fixed-width"]
    filename: str
    columns: dict[str, FixedColumn] = Field(min_length=1)
    """By the header text, in the order of the line."""
    header_line: bool = False
    """Whether the first line names the columns, cut to their width."""
    decimal_sign: Literal[",", ".", ""] = ","
    """Empty: the decimals stand there without a sign before them."""
    date_form: Literal["jjjj-mm-dd", "dd-mm-jjjj", "jjjjmmdd"] = "jjjjmmdd"
    encoding: Literal["utf-8", "utf-8-sig", "windows-1252"] = "windows-1252"
    line_end: Literal["crlf", "lf"] = "crlf"


class XmlOutput(_Strict):
    """An XML file. A sheet is named by the path of the element that stands once per row.

    A header text or the address of a cell is a path below it: `Client/BSN`, or `Client/@id` for an attribute.
    A cell of sheet `Kop` with address `Afzender/AGB` stands in `Kop/Afzender/AGB`. Elements above the rows
    can repeat too: with sheet `Clienten/Client/Prestaties/Prestatie` and repeat `Clienten/Client` a header
    text `Client/Bsn` stands once in each Client, and a new Client begins where it changes.
    """

    kind: Literal["xml"]
    filename: str
    root: str
    namespaces: dict[str, str] = {}
    """Prefix → namespace; the empty prefix is for elements without one."""
    repeat: tuple[str, ...] = ()
    """Paths of elements above the rows that repeat, outermost first. Sort the rows by what stands in them."""
    order: tuple[str, ...] = ()
    """The elements below the root in the order that the receiver asks; what is not named comes last."""
    blank: Literal["leave-out", "empty"] = "leave-out"
    """What becomes of an element (an attribute is always left out) that has no value."""
    line_end: Literal["crlf", "lf"] = "lf"

    def levels_of(self, sheet: str) -> tuple[str, ...]:
        """The elements above the rows of a sheet that repeat, outermost first."""
        above = sorted((path for path in self.repeat if sheet.startswith(f"{path}/")), key=len)
        return tuple(above)

    def level_of(self, sheet: str, header: str) -> tuple[str, str]:
        """Where a header text belongs: the repeating element (or the sheet itself), and the path below it."""
        first, _, below = header.partition("/")
        for path in self.levels_of(sheet):
            if below and path.rpartition("/")[2] == first:
                return path, below
        return sheet, header


class JsonOutput(_Strict):
    """A JSON file: per sheet an object with its cells, or a list with an object per row."""

    kind: Literal["json"]
    filename: str
    line_end: Literal["crlf", "lf"] = "lf"


FileOutput = Annotated[
    XlsxOutput | OdsOutput | DocxOutput | CsvOutput | FixedWidthOutput | XmlOutput | JsonOutput,
    Field(discriminator="kind"),
]
"""What is one file."""


class ZipOutput(_Strict):
    """Several files for one request, in a zip.

    Each file has a name of its own in the format. Sheet `Productie/Regels` is sheet `Regels` of file
    `Productie`, and cell `Verklaring!naam` is the content control `naam` of the document `Verklaring`.
    """

    kind: Literal["zip"]
    filename: str
    files: dict[Annotated[str, Field(pattern=r"^[A-Za-zÀ-ÖØ-öø-ÿ0-9 _-]+$")], FileOutput] = Field(
        min_length=2
    )
    """By the name that sheets and cells begin with, in the order of the zip."""


Output = Annotated[
    XlsxOutput | OdsOutput | DocxOutput | CsvOutput | FixedWidthOutput | XmlOutput | JsonOutput | ZipOutput,
    Field(discriminator="kind"),
]
