"""Text files as a format asks for them, and what they refuse."""

import numpy as np
import pytest

from service.domain.failures import CannotBeWrittenError, FormatError
from service.domain.formats.output import CsvOutput
from service.domain.translation.content import ReportContent, ValueKind, Values
from service.files.reports.csv_lines.writer import write_csv
from service.files.reports.report_writer import require_reads_back
from tests.tools.contents import a_sheet
from tests.tools.faults import in_dutch


def _output(**choices: str) -> CsvOutput:
    return CsvOutput.model_validate({"kind": "csv", "filename": "uit.csv", **choices})


def _texts(*items: str) -> Values:
    return Values(ValueKind.TEXT, np.array(items, dtype=object), np.zeros(len(items), dtype=bool))


def _numbers(*items: int, denominator: int = 1) -> Values:
    return Values(
        ValueKind.NUMBER, np.array(items, dtype=np.int64), np.zeros(len(items), dtype=bool), denominator
    )


def _content(**columns: Values) -> ReportContent:
    return ReportContent({}, (a_sheet("uit", 1, columns),))


def _mixed() -> ReportContent:
    days = Values(
        ValueKind.DATE, np.array(["2026-01-31", "NaT"], dtype="datetime64[D]"), np.array([False, True])
    )
    return _content(naam=_texts("Zoë", "a;b"), bedrag=_numbers(-5, 123456, denominator=100), dag=days)


def test_a_dutch_csv_has_semicolons_decimal_commas_and_its_own_dates():
    output = _output(encoding="windows-1252")

    written = write_csv(_mixed(), output)

    assert written == b'naam;bedrag;dag\r\nZo\xeb;-0,05;31-01-2026\r\n"a;b";1234,56;\r\n'
    require_reads_back(written, _mixed(), output)


@pytest.mark.parametrize(
    ("choices", "expected"),
    [
        (
            {"separator": ",", "encoding": "utf-8-sig", "line_end": "lf", "date_form": "jjjjmmdd"},
            '\ufeffnaam,bedrag,dag\nZoë,"-0,05",20260131\na;b,"1234,56",\n',
        ),
        (
            {"separator": "\t", "decimal_sign": ".", "date_form": "jjjj-mm-dd"},
            "naam\tbedrag\tdag\r\nZoë\t-0.05\t2026-01-31\r\na;b\t1234.56\t\r\n",
        ),
        (
            {"separator": "|", "quote": "always"},
            '"naam"|"bedrag"|"dag"\r\n"Zoë"|"-0,05"|"31-01-2026"\r\n"a;b"|"1234,56"|""\r\n',
        ),
    ],
)
def test_every_choice_of_the_format_is_followed_and_read_back(choices, expected):
    output = _output(**choices)

    written = write_csv(_mixed(), output)

    assert written.decode("utf-8") == expected
    require_reads_back(written, _mixed(), output)


def test_a_character_that_the_encoding_lacks_is_refused_with_its_place():
    with pytest.raises(
        CannotBeWrittenError, match=r"Column 'naam', row 3: the character U\+0141 is not in windows"
    ):
        write_csv(_content(naam=_texts("goed", "\u0141")), _output(encoding="windows-1252"))


@pytest.mark.parametrize("text", ["\ud800", "a\0b"])
def test_what_no_text_file_can_hold_is_refused(text):
    with pytest.raises(CannotBeWrittenError, match="Column 'naam', row 2"):
        write_csv(_content(naam=_texts(text)), _output())


@pytest.mark.parametrize("text", ["=1+1", "+31", "-2", "@x", "\tx", "\rx", "\nx"])
def test_formula_like_text_gets_an_apostrophe_or_is_refused_as_the_format_says(text):
    content = _content(naam=_texts(text, "'=x", "gewoon"))

    written = write_csv(content, _output())

    require_reads_back(written, content, _output())
    assert "'" + text in written.decode()
    with pytest.raises(CannotBeWrittenError, match="row 2: the text begins like a formula"):
        write_csv(content, _output(formula_text="refuse"))


def test_a_negative_number_is_no_formula():
    assert write_csv(_content(n=_numbers(-1)), _output(formula_text="refuse")) == b"n\r\n-1\r\n"


def test_quotes_blanks_and_line_ends_in_texts_read_back():
    content = _content(a=_texts('zeg "ja"', " voor", "a\r\nb", "", "x;y"), b=_texts("", "1", "2", "3", "4"))

    for quote in ("always", "when-needed"):
        output = _output(quote=quote)
        require_reads_back(write_csv(content, output), content, output)


def test_a_single_column_keeps_its_empty_rows():
    content = _content(a=_texts("x", "", "y"))

    written = write_csv(content, _output())

    assert written == b'a\r\nx\r\n""\r\ny\r\n'
    require_reads_back(written, content, _output())


def test_no_rows_give_only_the_header():
    content = _content(a=_texts(), b=_numbers(denominator=100))

    written = write_csv(content, _output())

    assert written == b"a;b\r\n"
    require_reads_back(written, content, _output())


def test_a_text_file_has_no_front_sheet():
    with pytest.raises(
        FormatError, check=in_dutch(r"uit.csv: Een tekstbestand heeft één blad en geen losse cellen")
    ):
        write_csv(ReportContent({("Voorblad", "C4"): "x"}, _mixed().sheets), _output())
