"""How a command shows things to a person: findings grouped, amounts in euro, balances in words."""

from collections.abc import Iterable, Sequence

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from service.domain.findings import Finding, Severity
from service.domain.standard.grouping import FindingGroup, first_places, group_findings, is_structural
from service.domain.translation.balance import Balance, Tally
from service.domain.words import reason_words

_SHOWN_PLACES = 5
_UNWATCHED_WIDTH = 145
_MARKS = {
    Severity.BLOCKS: "[red]✗ eerst verbeteren[/red]",
    Severity.QUARANTINES: "[yellow]‖ wacht[/yellow]",
    Severity.WARNS: "[cyan]! let op[/cyan]",
}
_REPAIRED = "[green]✓ hersteld[/green]"


def console() -> Console:
    """Where people read; plain text, wide enough for a file name, when nobody watches."""
    watched = Console(highlight=False)
    return watched if watched.is_terminal else Console(highlight=False, width=_UNWATCHED_WIDTH)


def euro(cents: int) -> str:
    """`-1.234,50`, as in Dutch."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}".replace(",", ".") + f",{rest:02d}"


def show_findings(findings: Sequence[Finding]) -> None:
    """Findings by kind, what blocks first; what was repaired comes last."""
    groups = group_findings(findings, shown=_SHOWN_PLACES)
    out = console()
    for group in groups:
        mark = _REPAIRED if group.kind.is_repair else _MARKS[group.kind.severity]
        out.print(f"{mark} [bold]{escape(_title(group))}[/bold]")
        out.print(f"    {escape(group.first[0].text('nl'))}")
        if len(group.first) > 1:
            more = group.rows - len(group.first)
            places = ", ".join(first_places(group)) + (f" en nog {more}" if more > 0 else "")
            out.print(f"    [dim]{escape(places)}[/dim]")
    hidden = len(findings) - sum(len(group.first) for group in groups)
    if groups and is_structural(groups[0].first[0]):
        out.print("[dim]Wat tussen rijen en bladen niet klopt, volgt als dit is hersteld.[/dim]")
    if hidden > 0:
        out.print("[dim]Alle plaatsen: eenmaal check EXPORT --json[/dim]")


def _title(group: FindingGroup) -> str:
    """`Verplicht veld is leeg: prestatie.volume (412 rijen)`; a warning may do with its sentence alone."""
    title = group.kind.title.nl
    where = ".".join(part for part in (group.table, group.field) if part)
    count = "1 rij" if group.rows == 1 else f"{group.rows} rijen"
    return f"{title[:1].upper()}{title[1:]}{': ' if title and where else ''}{where} ({count})"


def show_balance(balance: Balance, title: str) -> None:
    """The equation as a small table, in rows and in euro."""
    table = Table(title=title, title_justify="left")
    table.add_column("")
    table.add_column("rijen", justify="right")
    table.add_column("euro", justify="right")
    for name, rows, cents in _lines(balance.rows, balance.cents):
        table.add_row(name, str(rows), euro(cents))
    console().print(table)
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
