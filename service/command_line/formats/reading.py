"""eenmaal formats describe, diff, lint and coverage: what can be read from a format itself."""

import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import click

from service.command_line.formats.choosing import LANGUAGE, chosen, chosen_or_all, mappings_of
from service.command_line.installation import the_catalogue, the_standard
from service.command_line.options import FORMATS
from service.domain.formats import coverage as covering
from service.domain.formats import describe as describing
from service.domain.formats import diff as differing
from service.domain.formats import lint as linting
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.plan import Plan
from service.domain.standard.export import Export
from service.domain.wording import Language, Wording
from service.files.catalogue import templates_that_do_not_fit
from service.pipeline.translate_file import check_file, periods_of
from service.pipeline.worked_examples import EXAMPLE_KEY, examples_of


@click.command()
@click.argument("name")
@LANGUAGE
@FORMATS
def describe(name: str, language: Language, formats: Path | None) -> None:
    """Say what format NAME (or NAME@VERSION) asks, in whole sentences."""
    for sentence in describing.describe(chosen(the_catalogue(formats), name)):
        click.echo(sentence.to(language))


@click.command()
@click.argument("old")
@click.argument("new")
@LANGUAGE
@FORMATS
def diff(old: str, new: str, language: Language, formats: Path | None) -> None:
    """Say what changes from format OLD to format NEW, and for how many municipalities."""
    catalogue = the_catalogue(formats)
    before, after = chosen(catalogue, old), chosen(catalogue, new)
    sentences = differing.diff(before, after)
    for sentence in sentences:
        click.echo(sentence.to(language))
    count = catalogue.municipalities_asking(after.name)
    click.echo(_CHANGES.fill(changes=len(sentences), count=count).to(language))


_CHANGES = Wording(
    "{changes} wijzigingen, voor {count} gemeenten.", "{changes} changes, for {count} municipalities."
)


@click.command()
@click.argument("names", nargs=-1)
@click.option(
    "--data",
    "--on",
    "exports",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Recent data, from old to new; repeatable.",
)
@FORMATS
def lint(names: tuple[str, ...], exports: tuple[Path, ...], formats: Path | None) -> None:
    """Point at what may surprise in the formats NAMES, or in all. Exit code 1 when there is anything."""
    catalogue = the_catalogue(formats)
    every = list(catalogue.every_plan())
    remarks = [remark for plan in chosen_or_all(catalogue, names) for remark in linting.lint(plan, every)]
    remarks += templates_that_do_not_fit(catalogue, chosen_or_all(catalogue, names))
    data = [check_file(path.read_bytes(), path.name, the_standard()).export for path in exports]
    catalogue = replace(catalogue, pseudonym_key=catalogue.pseudonym_key or EXAMPLE_KEY)
    for plan in chosen_or_all(catalogue, names):
        remarks += _remarks_on_data(catalogue, plan, data)
    for remark in remarks:
        click.echo(f"{remark.format}: {remark.where}: {remark.text} [{remark.code}]".replace(": : ", ": "))
    click.echo(f"{len(remarks)} opmerkingen.")
    sys.exit(1 if remarks else 0)


def _remarks_on_data(catalogue: Catalogue, plan: Plan, data: Iterable[Export]) -> Iterator[linting.Remark]:
    """What may surprise when the format is laid on recent exports."""
    recent = [
        (catalogue.submitted(export), period)
        for export in data
        for period in periods_of(export, plan.format.period)
    ]
    for submitted, period in recent:
        yield from linting.lint_against(plan, submitted, period)
    yield from linting.lint_texts(plan, recent)


@click.command()
@click.argument("names", nargs=-1)
@FORMATS
def coverage(names: tuple[str, ...], formats: Path | None) -> None:
    """Count the fields that NAMES use or do not ask, and the conditions that no example tries both ways."""
    catalogue = the_catalogue(formats)
    for plan in chosen_or_all(catalogue, names):
        examples = examples_of(catalogue, plan, mappings_of(formats))
        covered = covering.cover(plan, [each for example in examples for each in example.submissions])
        tried = covered.conditions - len(covered.untried)
        click.echo(
            f"{plan.name}@{plan.version}: {len(covered.used)} velden gebruikt, {len(covered.not_asked)} niet "
            f"gevraagd, {tried} van {covered.conditions} voorwaarden beide kanten op beproefd."
        )
        for condition in covered.untried:
            click.echo(f"    niet beproefd: {condition}")
