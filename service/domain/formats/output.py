"""What kind of file a format asks for, and how values are written in it."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class XlsxOutput(_Strict):
    """A workbook: the municipality's own template, filled."""

    kind: Literal["xlsx"]
    template: str
    """Path below templates/reports/."""
    filename: str
    """May use {gemeentecode}, {agb_code} and {periode}; nothing about a person."""


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


Output = Annotated[XlsxOutput | CsvOutput, Field(discriminator="kind")]
