"""What `eenmaal translate` shows a person: findings, every report with its balance, the balance of all."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from rich.markup import escape
from rich.table import Table

from service.command_line.printing import console, euro, show_balance, show_findings
from service.domain.formats.catalogue import Catalogue
from service.domain.reports import MadeReport
from service.domain.translation.fates import OTHER_LAW, OUTSIDE_PERIOD
from service.domain.words import reason_words
from service.pipeline.translate_file import TranslatedFile

_OF_ANOTHER_REPORT = (OTHER_LAW, OUTSIDE_PERIOD)


def show_translation(
    catalogue: Catalogue, translated: TranslatedFile, reports: Sequence[MadeReport], paths: Sequence[str]
) -> None:
    """Print it; `paths` are where the reports were written."""
    show_findings(translated.findings)
    if reports:
        console().print(_table(catalogue, reports, paths))
    for report in reports:
        for told in what_is_left_out(report):
            console().print(f"[yellow]![/yellow] {escape(f'{report.municipality}, {report.format}: {told}')}")
    for each in translated.unmade:
        name = catalogue.municipalities.get(each.municipality, "")
        place = f"{each.municipality} {name}, {each.format}, {each.period.label}"
        console().print(f"[red]✗ niet gemaakt[/red] [bold]{escape(place)}[/bold]")
        console().print(f"    {escape(each.reason.nl)}")
    show_balance(translated.balance, "Sluitende telling van de hele aanlevering")


def _table(catalogue: Catalogue, reports: Sequence[MadeReport], paths: Sequence[str]) -> Table:
    table = Table(title="Rapportages", title_justify="left")
    for name in ("gemeente", "formaat", "bestand"):
        table.add_column(name)
    for name in ("prestaties", "euro", "wacht", "telling"):
        table.add_column(name, justify="right")
    for report, path in zip(reports, paths, strict=True):
        balance = report.balance
        table.add_row(
            f"{report.municipality} {catalogue.municipalities.get(report.municipality, '')}",
            report.format,
            PurePosixPath(path).name,
            str(balance.rows.reported),
            euro(balance.cents.reported),
            str(sum(balance.rows.quarantined.values())),
            "sluit" if balance.closes else "SLUIT NIET",
        )
    return table


def what_is_left_out(report: MadeReport) -> Iterator[str]:
    """Of each other table than prestatie the rows that wait, or that the format leaves out."""
    for table, tally in report.other_tables.items():
        for word, reasons in (("op geen enkel blad", tally.excluded), ("wacht", tally.quarantined)):
            for reason, count in reasons.items():
                if reason not in _OF_ANOTHER_REPORT:
                    rows = f"{count} van de {tally.came_in} rijen van {table}"
                    yield f"{word}: {rows} ({reason_words(reason).nl})."
