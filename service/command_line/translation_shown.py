"""What `eenmaal translate` shows a person: findings, every report with its balance, the balance of all."""

from collections.abc import Sequence

from rich.markup import escape
from rich.table import Table

from service.command_line.printing import console, euro, show_balance, show_findings
from service.domain.formats.catalogue import Catalogue
from service.domain.reports import MadeReport
from service.pipeline.translate_file import TranslatedFile


def show_translation(catalogue: Catalogue, translated: TranslatedFile, reports: Sequence[MadeReport]) -> None:
    """Print it."""
    show_findings(translated.findings)
    table = Table(title="Rapportages", title_justify="left")
    for name in ("gemeente", "formaat", "bestand"):
        table.add_column(name)
    for name in ("prestaties", "euro", "telling"):
        table.add_column(name, justify="right")
    for report in reports:
        name = catalogue.municipalities.get(report.municipality, "")
        balance = report.balance
        table.add_row(
            f"{report.municipality} {name}",
            report.format,
            report.filename,
            str(balance.rows.reported),
            euro(balance.cents.reported),
            "sluit" if balance.closes else "SLUIT NIET",
        )
    if reports:
        console().print(table)
    for each in translated.unmade:
        name = catalogue.municipalities.get(each.municipality, "")
        place = f"{each.municipality} {name}, {each.format}, {each.period.label}"
        console().print(f"[red]✗ niet gemaakt[/red] [bold]{escape(place)}[/bold]")
        console().print(f"    {escape(each.reason.nl)}")
    show_balance(translated.balance, "Sluitende telling van de hele aanlevering")
