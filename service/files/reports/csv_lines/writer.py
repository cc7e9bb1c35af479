"""Write a report as lines of text, the way its format says."""

import re
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from service.domain.failures import CannotBeWrittenError
from service.domain.formats.output import CsvOutput
from service.domain.translation.content import ReportContent, ValueKind, Values
from service.domain.wording import Wording
from service.files.exact import texts_of_days, texts_of_numbers
from service.files.reports.text_files import CODECS, LINE_ENDS, only_sheet, why_not_in_encoding

FORMULA_LIKE = re.compile(r"[=+\-@\t\r\n]")
"""What a spreadsheet runs as a formula when a text begins with it (OWASP, CSV Injection)."""


def write_csv(content: ReportContent, output: CsvOutput) -> bytes:
    """Write one header line and one line per row, always the same bytes for the same input.

    Numbers are exact, with the decimals their values have; a negative number is a number, not formula-like
    text. Raises CannotBeWrittenError, with header and row (the header being row 1), for a character the
    encoding lacks, a NUL, and formula-like text when the format refuses it; FormatError when the content is
    not one sheet.
    """
    sheet = only_sheet(content, output)
    notation = _Notation(output, is_only_column=len(sheet.columns) == 1)
    headers = [notation.texts(header, [header], 1)[0] for header in sheet.columns]
    columns = [notation.column(header, values) for header, values in sheet.columns.items()]
    lines = map(output.separator.join, zip(*columns, strict=True))
    text = LINE_ENDS[output.line_end].join([output.separator.join(headers), *lines, ""])
    return text.encode(CODECS[output.encoding])


def safe_text(text: str, output: CsvOutput) -> str:
    """Put an apostrophe before a text that is formula-like, when the format asks for that."""
    return f"'{text}" if output.formula_text == "apostrophe" and FORMULA_LIKE.match(text) else text


class _Notation:
    """How values are written in one file."""

    def __init__(self, output: CsvOutput, *, is_only_column: bool) -> None:
        self._output = output
        self._always = output.quote == "always"
        # A line with nothing on it would be no row at all to a reader.
        self._empty = '""' if self._always or is_only_column else ""
        self._needs_quotes = re.compile(rf'[{re.escape(output.separator)}"\r\n]|^\s|\s$')

    def column(self, header: str, values: Values) -> Sequence[str]:
        if values.kind is ValueKind.TEXT:
            return self.texts(header, _with_blanks(values.items, values, ""), 2)
        quotes = self._always
        if values.kind is ValueKind.NUMBER:
            quotes = quotes or (values.digits > 0 and self._output.separator == self._output.decimal_sign)
            written = texts_of_numbers(values, self._output.decimal_sign).to_pylist()
        else:
            written = texts_of_days(values, self._output.date_form)
        if quotes:
            written = list(map('"%s"'.__mod__, written))
        return _with_blanks(np.array(written, dtype=object), values, self._empty)

    def texts(self, header: str, items: list[str], first_row: int) -> list[str]:
        unique = set(items)
        refused = self._refused(unique)
        if refused:
            index = next(i for i, text in enumerate(items) if text in refused)
            raise CannotBeWrittenError(
                Wording(
                    f"kolom {header!r}, rij {first_row + index}.",
                    f"Column {header!r}, row {first_row + index}: {self._why_refused(items[index])}",
                )
            )
        written = {text: self._quoted(safe_text(text, self._output)) for text in unique}
        return [written[text] for text in items]

    def _quoted(self, text: str) -> str:
        if not text:
            return self._empty
        if self._always or self._needs_quotes.search(text):
            return '"' + text.replace('"', '""') + '"'
        return text

    def _refused(self, texts: Iterable[str]) -> set[str]:
        return {text for text in texts if self._why_refused(text)}

    def _why_refused(self, text: str) -> str:
        if "\0" in text:
            return "the text has a NUL."
        if self._output.formula_text == "refuse" and FORMULA_LIKE.match(text):
            return "the text begins like a formula (=, +, -, @, tab or line end); this format refuses that."
        return why_not_in_encoding(text, self._output.encoding)


def _with_blanks(items: npt.NDArray[np.generic], values: Values, blank: str) -> list[str]:
    filled = np.where(values.blank, blank, items) if values.blank.any() else items
    texts: list[str] = filled.tolist()
    return texts
