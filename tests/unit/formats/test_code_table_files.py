"""A code table is read as whoever saved it meant it, and a line that would lose something is refused."""

from pathlib import Path

import pytest

from service.domain.failures import FormatError
from service.files.catalogue.code_table_files import read_code_table

CASES = Path(__file__).parent / "cases"


def read(content):
    written = content.encode() if isinstance(content, str) else content
    return [(each.code, each.becomes) for each in read_code_table("proef/x", written, "x.csv").lines]


@pytest.mark.parametrize("name", ["bom.csv", "semicolon.csv"])
def test_a_table_saved_by_a_dutch_excel_is_read(name):
    assert read((CASES / "codetable-bom-semicolon" / name).read_bytes()) == [("45A03", "X1")]


def test_the_letters_of_windows_are_read():
    assert read("code;wordt\r\n45A03;Één op één\r\n".encode("cp1252")) == [("45A03", "Één op één")]


def test_a_text_between_quotes_may_hold_the_separator():
    assert read('code;wordt\n45A03;"Zorg; thuis"\n') == [("45A03", "Zorg; thuis")]


def test_empty_lines_at_the_end_are_no_lines():
    assert read("code;wordt\n45A03;X1\n;\n\n") == [("45A03", "X1")]


def test_an_empty_meaning_is_refused_with_the_line_and_what_to_write():
    with pytest.raises(FormatError) as refusal:
        read((CASES / "empty-code/producten.csv").read_bytes())

    assert (refusal.value.file, refusal.value.line) == ("x.csv", 2)
    assert refusal.value.words.nl.startswith("Bij code '45A03' is `wordt` leeg")


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        ("code,wordt\n45A03,   \n", "code-without-meaning", 2),
        ("code,wordt\n45A03,A\n,B\n", "meaning-without-code", 3),
        ("code,wordt\n45A03,Zorg, thuis\n", "code-line-of-other-length", 2),
        ("code,wordt\n45A03\n", "code-line-of-other-length", 2),
        ('code,wordt\n45A03,"A\n', "not-a-code-table", 2),
        ("code;betekenis\n45A03;A\n", "code-table-lacks-a-column", 1),
    ],
)
def test_a_line_that_would_lose_something_is_refused(content, code, line):
    with pytest.raises(FormatError) as refusal:
        read(content)

    assert (refusal.value.fault.kind.code, refusal.value.line) == (code, line)


def test_nothing_may_be_meant_when_the_table_says_why():
    assert read("code,wordt,reden_leeg\n20,,de jeugdhulp gaat door\n31,01,\n") == [("20", ""), ("31", "01")]
