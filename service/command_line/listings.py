"""Lists that a command shows: drawn as a table where somebody watches, plain columns otherwise."""

import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import click

_GAP = "  "


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Heads, and below them rows of as many texts."""

    title: str = ""
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    numbers: Collection[str] = ()
    """The heads of columns that stand at the right."""


def show_listing(listing: Listing) -> None:
    """Print it.

    A table of 342 lines costs rich a tenth of translating them all, and a file or another program has no use
    for its borders: columns with spaces between them do there.
    """
    if sys.stdout.isatty():
        _draw(listing)
    else:
        click.echo(in_columns(listing))


def in_columns(listing: Listing) -> str:
    """Title, heads, a line below them, and a line per row; nothing is folded or cut."""
    every_line = (listing.heads, *listing.rows)
    widths = [max(map(len, column)) for column in zip(*every_line, strict=True)]
    right = [head in listing.numbers for head in listing.heads]
    lines = [
        _GAP.join(
            text.rjust(width) if is_right else text.ljust(width)
            for text, width, is_right in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in (listing.heads, tuple("-" * width for width in widths), *listing.rows)
    ]
    return "\n".join([listing.title, *lines] if listing.title else lines)


def _draw(listing: Listing) -> None:
    # imported when somebody watches: it takes 15 ms of every start
    from rich.console import Console  # noqa: PLC0415 - see above
    from rich.markup import escape  # noqa: PLC0415 - see above
    from rich.table import Table  # noqa: PLC0415 - see above

    table = Table(title=listing.title or None, title_justify="left")
    for head in listing.heads:
        is_number = head in listing.numbers
        table.add_column(head, justify="right" if is_number else "left", overflow="fold", no_wrap=is_number)
    for row in listing.rows:
        table.add_row(*map(escape, row))
    Console(highlight=False).print(table)
