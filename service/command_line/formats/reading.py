"""eenmaal formats describe, diff and coverage: what can be read from a format itself."""

from pathlib import Path

import click

from service.command_line.formats.choosing import LANGUAGE, chosen, chosen_or_all, mappings_of
from service.command_line.installation import the_catalogue
from service.command_line.options import FORMATS
from service.domain.formats import coverage as covering
from service.domain.formats import describe as describing
from service.domain.formats import diff as differing
from service.domain.wording import Language, Wording
from service.pipeline.worked_examples import examples_of


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
