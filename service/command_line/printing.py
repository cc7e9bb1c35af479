"""How a command shows things to a person: findings grouped, amounts in euro, balances in words."""

from collections.abc import Iterable, Sequence

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from service.domain.balance import Balance, Tally
from service.domain.findings import Finding, Severity

_SHOWN_PLACES = 5
_UNWATCHED_WIDTH = 130
_MARKS = {
    Severity.BLOCKS: "[red]✗ blocks[/red]",
    Severity.QUARANTINES: "[yellow]‖ waits[/yellow]",
    Severity.WARNS: "[cyan]! look[/cyan]",
}


def console() -> Console:
    """Where people read; plain text, wide enough for a file name, when nobody watches."""
    watched = Console(highlight=False)
    return watched if watched.is_terminal else Console(highlight=False, width=_UNWATCHED_WIDTH)


def euro(cents: int) -> str:
    """`-1.234,50`, as in Dutch."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}".replace(",", ".") + f",{rest:02d}"


def show_findings(findings: Sequence[Finding]) -> None:
    """Findings by kind, what blocks first, each with its first places."""
    order = list(Severity)
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.kind.code, finding.place.table, finding.place.field), []).append(finding)
    out = console()
    for several in sorted(groups.values(), key=lambda group: order.index(group[0].kind.severity)):
        first = several[0]
        out.print(f"{_MARKS[first.kind.severity]} {escape(first.text('nl'))}")
        if len(several) > 1:
            out.print(f"    [dim]{len(several)} × : {escape(_places(several))}[/dim]")


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
        ("afgewezen", rows.rejected, cents.rejected),
    ):
        for name, count in amounts.items():
            yield f"{word}: {name}", count, money.get(name, 0)


def _places(several: Sequence[Finding]) -> str:
    places = [f"{each.place.sheet}!{each.place.column}{each.place.row}" for each in several[:_SHOWN_PLACES]]
    more = len(several) - len(places)
    return ", ".join(places) + (f" en nog {more}" if more else "")
