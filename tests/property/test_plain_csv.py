"""A csv read as whole columns holds what Python's csv reads line by line, or is left to it."""

import csv
import io

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from service.files.intake.plain_csv import UnusualCsvError, read_plain_csv

PIECES = st.sampled_from(
    [
        "a",
        "b c",
        "",
        '"',
        '""',
        ";",
        ",",
        "\n",
        "\r\n",
        "\r",
        "é€",
        " ",
        '"x"',
        '"x;y"',
        '"x\ny"',
        "0014",
        "\ufeff",
    ]
)
FIELDS = st.one_of(st.text(alphabet='ab0;,"\n\r é', max_size=6), st.sampled_from(["", "0014", "12,50"]))


def check_agreement(text, separator):
    try:
        plain = read_plain_csv(text.encode(), separator)
    except UnusualCsvError:
        return False
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    records = [(number, record) for number, record in enumerate(reader, start=1) if any(record)]
    assert [number for number, _ in records] == plain.lines.tolist()
    assert records[0][1] == list(plain.headers)
    columns = [list(column) for column in zip(*(record for _, record in records[1:]), strict=True)]
    assert columns == [list(column) for column in plain.columns][: len(columns)]
    assert all(len(column) == len(records) - 1 for column in plain.columns)
    return True


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=25).map("".join), st.sampled_from(";,\t"))
@example("a;b\n1;2\n", ";")
@example('a;b\n"1""2";"x;y"\n', ";")
def test_any_text_is_read_alike_or_left(text, separator):
    check_agreement(text, separator)


@settings(max_examples=300, deadline=None)
@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(st.lists(FIELDS, min_size=width, max_size=width), min_size=1, max_size=8)
    ),
    st.sampled_from(";,\t"),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_any_written_table_is_read_alike_or_left(rows, separator, quoting, line_end):
    target = io.StringIO()
    csv.writer(target, delimiter=separator, quoting=quoting, lineterminator=line_end).writerows(rows)
    check_agreement(target.getvalue(), separator)


@pytest.mark.parametrize(
    ("text", "is_plain"),
    [
        ("a;b\n1;2\n", True),
        ("a;b\r\n1;2\r\n", True),
        ("a;b\n1;2", True),
        ('"a";"b"\n"1";""\n', True),
        ('a;b\n"1;2";3\n', True),
        ('a;b\n"1""2";3\n', True),
        ("a;b\n;\n1;2\n", True),
        ("a;b\n\n1;2\n", True),
        ('a;b\n"1\n2";3\n', False),
        ("a;b\n1;2;3\n", False),
        ("a;b\n1\n", False),
        ("a;b\n1;2\r\n", False),
        ("a;b\r1;2\r", False),
        ('a;b\n1"2";3\n', False),
        ('a;b\n"1"2;3\n', False),
        ('a;b\n"1;3\n', False),
    ],
)
def test_what_is_plain(text, is_plain):
    assert check_agreement(text, ";") is is_plain
