"""How a command shows things to a person: findings grouped, amounts in euro, balances in words."""

import shutil
import sys
import textwrap
from collections.abc import Iterable, Sequence

import click

from service.command_line.listings import Listing, show_listing
from service.domain.findings import Finding, Severity
from service.domain.standard.grouping import FindingGroup, first_places, group_findings, is_structural
from service.domain.translation.balance import Balance, Tally
from service.domain.words import reason_words

_SHOWN_PLACES = 5
_UNWATCHED_WIDTH = 145
_MARKS = {
    Severity.BLOCKS: click.style("✗ eerst verbeteren", fg="red"),
    Severity.QUARANTINES: click.style("‖ wacht", fg="yellow"),
    Severity.WARNS: click.style("! let op", fg="cyan"),
}
_REPAIRED = click.style("✓ hersteld", fg="green")
_INDENT = "    "


def folded(text: str, *, indent: str = "") -> str:
    """The text in lines as wide as the terminal, or wide enough for a file name when nobody watches."""
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else _UNWATCHED_WIDTH
    # a name or a place with a hyphen stays in one piece
    return textwrap.fill(
        text,
        width,
        initial_indent=indent,
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,
    )


def euro(cents: int) -> str:
    """`-1.234,50`, as in Dutch."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}".replace(",", ".") + f",{rest:02d}"


def show_findings(findings: Sequence[Finding]) -> None:
    """Findings by kind, what blocks first; what was repaired comes last."""
    groups = group_findings(findings, shown=_SHOWN_PLACES)
    for group in groups:
        mark = _REPAIRED if group.kind.is_repair else _MARKS[group.kind.severity]
        click.echo(f"{mark} {click.style(_title(group), bold=True)}")
        click.echo(folded(group.first[0].text("nl"), indent=_INDENT))
        if len(group.first) > 1:
            more = group.rows - len(group.first)
            places = ", ".join(first_places(group)) + (f" en nog {more}" if more > 0 else "")
            click.secho(folded(places, indent=_INDENT), dim=True)
    hidden = len(findings) - sum(len(group.first) for group in groups)
    if groups and is_structural(groups[0].first[0]):
        click.secho("Wat tussen rijen en bladen niet klopt, volgt als dit is hersteld.", dim=True)
    if hidden > 0:
        click.secho("Alle plaatsen: eenmaal check EXPORT --json", dim=True)


def _title(group: FindingGroup) -> str:
    """`Verplicht veld is leeg: prestatie.volume (412 rijen)`; a warning may do with its sentence alone."""
    title = group.kind.title.nl
    where = ".".join(part for part in (group.table, group.field) if part)
    count = "1 rij" if group.rows == 1 else f"{group.rows} rijen"
    return f"{title[:1].upper()}{title[1:]}{': ' if title and where else ''}{where} ({count})"


def show_balance(balance: Balance, title: str) -> None:
    """The equation as a small table, in rows and in euro."""
    rows = [(name, str(rows), euro(cents)) for name, rows, cents in _lines(balance.rows, balance.cents)]
    show_listing(Listing(title=title, heads=("", "rijen", "euro"), rows=rows, numbers=("rijen", "euro")))
    click.echo("De telling sluit." if balance.closes else "DE TELLING SLUIT NIET.")


def _lines(rows: Tally, cents: Tally) -> Iterable[tuple[str, int, int]]:
    yield "aangeleverd", rows.came_in, cents.came_in
    yield "gerapporteerd", rows.reported, cents.reported
    for word, amounts, money in (
        ("uitgesloten", rows.excluded, cents.excluded),
        ("wacht", rows.quarantined, cents.quarantined),
        ("rapportage niet gemaakt", rows.not_made, cents.not_made),
        ("afgewezen", rows.rejected, cents.rejected),
    ):
        for name, count in amounts.items():
            yield f"{word}: {reason_words(name).nl}", count, money.get(name, 0)
