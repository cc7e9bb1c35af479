"""What a command needs of this installation: settings, the standard, the catalogue."""

import os
from dataclasses import replace
from functools import cache
from pathlib import Path

import click

from service.domain.formats.catalogue import Catalogue
from service.domain.standard.model import Standard
from service.files.catalogue import load_catalogue
from service.files.standard import load_standard
from service.process.clock import today_in_the_netherlands
from service.settings import Settings


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings.from_environment(os.environ)


def the_standard() -> Standard:
    """The standard that this installation ships."""
    return load_standard(settings().mappings_dir)


def the_catalogue(formats: Path | None = None, *, asked_only: bool = False) -> Catalogue:
    """The catalogue that this installation ships, or the one in another folder of formats.

    Templates of that folder stand in `templates/` in it or beside it, and otherwise in this installation.
    `asked_only` as in `load_catalogue`.
    """
    if formats is None:
        here = settings()
        read = load_catalogue(here.mappings_dir, here.templates_dir, the_standard(), asked_only=asked_only)
        return _with_key(read)
    near = (formats / "templates", formats.parent / "templates")
    templates = next((folder for folder in near if (folder / "reports").is_dir()), settings().templates_dir)
    return _with_key(load_catalogue(formats, templates, the_standard(), asked_only=asked_only))


def tell_what_is_broken(catalogue: Catalogue) -> None:
    """A line on stderr for every file that is left out."""
    for each in catalogue.broken:
        click.echo(f"✗ {each.fault.placed_words.nl}", err=True)


def _with_key(catalogue: Catalogue) -> Catalogue:
    return replace(catalogue, pseudonym_key=settings().pseudonym_keys.on(today_in_the_netherlands()))
