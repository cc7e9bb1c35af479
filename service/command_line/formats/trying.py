"""eenmaal formats try, test and publish: a format run over real data and its examples, and then fixed."""

import difflib
import sys
import time
from pathlib import Path

import click

from service.command_line.formats.choosing import chosen, chosen_or_all, mappings_of
from service.command_line.installation import the_catalogue
from service.command_line.options import FORMATS
from service.command_line.printing import euro
from service.command_line.translation_shown import what_is_left_out
from service.domain.formats.drafts.draft import NewRequest
from service.domain.formats.library import require_grounds
from service.domain.words import reason_words
from service.files.catalogue import publish, require_nothing_in_the_way
from service.pipeline.try_on_files import try_files
from service.pipeline.worked_examples import Example, examples_of


@click.command(name="try")
@click.argument("name")
@click.option("--instead-of", "old", required=True, help="The format or version that is asked today.")
@click.option(
    "--on",
    "exports",
    multiple=True,
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A past submission; repeatable.",
)
@FORMATS
def try_out(name: str, old: str, exports: tuple[Path, ...], formats: Path | None) -> None:
    """Run format NAME over past submissions and say which cells differ, by the rule that makes them so."""
    catalogue = the_catalogue(formats)
    before, after = chosen(catalogue, old), chosen(catalogue, name)
    started = time.perf_counter()
    differences, used = try_files(catalogue, before, after, exports)
    for each in differences:
        what = f"{each.cells} {'cellen' if '.' in each.where or '!' in each.where else 'regels'}"
        shown = f"; eerst {each.before!r}, nu {each.after!r}" if each.before or each.after else ""
        found = _FOUND_AGAIN[each.matched_by]
        click.echo(f"{each.where}: {what} in {each.reports} rapportages ({each.rule}){shown}; {found}")
    seconds = time.perf_counter() - started
    click.echo(
        f"{len(exports)} aanleveringen, {used} met een hele periode, {len(differences)} verschillen, "
        f"{seconds:.1f} s."
    )


_FOUND_AGAIN = {
    "key": "regels zijn teruggevonden op hun sleutel",
    "row": "regels zijn teruggevonden op hun rij in de aanlevering",
    "place": "regels zijn op volgorde vergeleken, want beide maken andere regels",
}


@click.command()
@click.argument("names", nargs=-1)
@click.option("--accept", is_flag=True, help="Write what comes out as what is expected. Read it afterwards.")
@FORMATS
def test(names: tuple[str, ...], formats: Path | None, *, accept: bool) -> None:
    """Run the worked examples of NAMES, or of every format. Exit code 1 when one gives something else."""
    catalogue = the_catalogue(formats)
    failed = counted = 0
    for plan in chosen_or_all(catalogue, names):
        for example in examples_of(catalogue, plan, mappings_of(formats)):
            counted += 1
            if accept:
                example.accept()
            expected, produced = example.expected(), example.produced()
            if expected != produced:
                failed += 1
                click.echo(f"{example}: anders dan verwacht")
                for code in sorted({*expected, *produced}):
                    _show_difference(expected.get(code, ""), produced.get(code, ""), code)
            _show_what_waits(example)
    click.echo(f"{counted} voorbeelden, {failed} anders dan verwacht.")
    sys.exit(1 if failed else 0)


def _show_what_waits(example: Example) -> None:
    """What of the submission is in no line of the report, so that nobody takes an example for whole."""
    for report in example.reports:
        rows, cents = report.balance.rows, report.balance.cents
        waits = [
            f"wacht: {count} van de {rows.came_in} prestaties, € {euro(cents.quarantined[reason])} "
            f"({reason_words(reason).nl})."
            for reason, count in rows.quarantined.items()
        ]
        for told in (*waits, *what_is_left_out(report)):
            click.echo(f"{example}, {report.municipality} {report.period.label}: {told}")


def _show_difference(expected: str, produced: str, code: str) -> None:
    lines = difflib.unified_diff(
        expected.splitlines(), produced.splitlines(), f"{code} verwacht", f"{code} gemaakt", lineterm="", n=0
    )
    for line in lines:
        click.echo(f"    {line}")


@click.command(name="publish")
@click.argument("name")
@FORMATS
def publish_format(name: str, formats: Path | None) -> None:
    """Keep version NAME for good: no later edit of a fragment, code table or workbook can change it."""
    catalogue = the_catalogue(formats)
    plan = chosen(catalogue, name)
    require_nothing_in_the_way(plan, catalogue.templates)
    require_grounds(plan, catalogue.requests, NewRequest())
    examples = list(examples_of(catalogue, plan, mappings_of(formats)))
    if not examples:
        raise click.ClickException(f"{name} heeft geen voorbeeld; maak er een en lees wat eruit komt.")
    for example in examples:
        if not example.expected() or example.expected() != example.produced():
            raise click.ClickException(
                f"{example} geeft iets anders dan verwacht; draai eerst `formats test`."
            )
    publish(mappings_of(formats), catalogue, plan)
    click.echo(f"{plan.name}@{plan.version} ligt vast als {plan.sha256}.")
