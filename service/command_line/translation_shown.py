"""What `eenmaal translate` shows a person: findings, every report with its balance, the balance of all."""

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

import click

from service.command_line.listings import Listing, show_listing
from service.command_line.printing import euro, folded, show_balance, show_findings
from service.domain.formats.catalogue import Catalogue
from service.domain.made_report import MadeReport
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
        show_listing(_listing(catalogue, reports, paths))
    for report in reports:
        for told in what_is_left_out(report):
            click.echo(
                f"{click.style('!', fg='yellow')} {folded(f'{report.municipality}, {report.format}: {told}')}"
            )
    for each in translated.unmade:
        name = catalogue.municipalities.get(each.municipality, "")
        place = f"{each.municipality} {name}, {each.format}, {each.period.label}"
        click.echo(f"{click.style('✗ niet gemaakt', fg='red')} {click.style(place, bold=True)}")
        click.echo(folded(each.reason.nl, indent="    "))
    show_balance(translated.balance, "Sluitende telling van de hele aanlevering")


def _listing(catalogue: Catalogue, reports: Sequence[MadeReport], paths: Sequence[str]) -> Listing:
    numbers = ("prestaties", "euro", "wacht", "telling")
    return Listing(
        title="Rapportages",
        heads=("gemeente", "formaat", "bestand", *numbers),
        rows=[
            (
                f"{report.municipality} {catalogue.municipalities.get(report.municipality, '')}",
                report.format,
                PurePosixPath(path).name,
                str(report.balance.rows.reported),
                euro(report.balance.cents.reported),
                str(sum(report.balance.rows.quarantined.values())),
                "sluit" if report.balance.closes else "SLUIT NIET",
            )
            for report, path in zip(reports, paths, strict=True)
        ],
        numbers=numbers,
    )


def what_is_left_out(report: MadeReport) -> Iterator[str]:
    """Of each other table than prestatie the rows that wait, or that the format leaves out."""
    for table, tally in report.other_tables.items():
        for word, reasons in (("op geen enkel blad", tally.excluded), ("wacht", tally.quarantined)):
            for reason, count in reasons.items():
                if reason not in _OF_ANOTHER_REPORT:
                    rows = f"{count} van de {tally.came_in} rijen van {table}"
                    yield f"{word}: {rows} ({reason_words(reason).nl})."
