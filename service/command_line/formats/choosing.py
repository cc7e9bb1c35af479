"""Which formats a command is about, by name or by name and version."""

from collections.abc import Sequence
from pathlib import Path

import click

from service.command_line.installation import settings
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.plan import Plan

LANGUAGE = click.option(
    "--language", type=click.Choice(["nl", "en"]), default="nl", show_default=True, help="Of the sentences."
)


def chosen(catalogue: Catalogue, name: str) -> Plan:
    """The format called `name` or `name@valid-from`; a usage error that lists them when there is none.

    Raises FormatError for one that is broken.
    """
    plan = catalogue.find_plan(name)
    broken = next((each for each in catalogue.broken if name in {each.name, each.shown}), None)
    if broken is not None and (plan is None or "@" in name):
        raise broken.fault
    if plan is None:
        known = ", ".join(f"{each.name}@{each.version}" for each in catalogue.every_plan())
        raise click.BadParameter(f"There is no format {name!r}. There are: {known}.")
    return plan


def chosen_or_all(catalogue: Catalogue, names: Sequence[str]) -> list[Plan]:
    """Those formats, or every one when none is named."""
    return [chosen(catalogue, name) for name in names] or list(catalogue.every_plan())


def mappings_of(formats: Path | None) -> Path:
    """The folder the formats were read from."""
    return formats or settings().mappings_dir
