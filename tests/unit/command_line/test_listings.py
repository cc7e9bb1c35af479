"""A list for a person: a table where somebody watches, columns for a file or another program."""

import os
import pty
import subprocess
import sys

from service.command_line.listings import Listing, in_columns

LISTING = Listing(
    title="Rapportages",
    heads=("gemeente", "euro"),
    rows=[("0014 Groningen", "1.320,20"), ("0252 [Heumen]", "9,00")],
    numbers=("euro",),
)


def test_columns_are_as_wide_as_their_widest_text() -> None:
    """Numbers end below each other, and no line ends in spaces."""
    assert in_columns(LISTING).splitlines() == [
        "Rapportages",
        "gemeente            euro",
        "--------------  --------",
        "0014 Groningen  1.320,20",
        "0252 [Heumen]       9,00",
    ]


def test_an_empty_list_shows_its_heads() -> None:
    """Then there is no title to repeat, and no row."""
    assert in_columns(Listing(heads=("a", "b"), rows=[])) == "a  b\n-  -"


def test_a_terminal_gets_a_table() -> None:
    """With borders, and brackets as they are written."""
    ours, theirs = pty.openpty()
    program = (
        "from service.command_line.listings import show_listing\n"
        "from tests.unit.command_line.test_listings import LISTING\n"
        "show_listing(LISTING)"
    )
    subprocess.run([sys.executable, "-c", program], stdout=theirs, check=True)
    os.close(theirs)
    shown = os.read(ours, 10_000).decode()
    os.close(ours)
    assert "│ 0252 [Heumen]  │     9,00 │" in shown
