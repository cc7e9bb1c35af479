"""How a command is told to read an export where it can be read in more than one way."""

import functools
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from service.domain.standard.intake import CheckedExport
from service.domain.standard.model import Standard
from service.domain.standard.repairs import DayOrder, Reading
from service.pipeline.add_up import EarlierUpload
from service.pipeline.translate_file import check_file

_AS_WRITTEN = click.option(
    "--as-written", is_flag=True, help="Repair nothing: every cell is read exactly as it is written."
)
_DATES = click.option(
    "--dates",
    type=click.Choice([each.value for each in DayOrder]),
    help="The order of dates such as 05-04-2026 where no date in the file proves it.",
)


def uploads_before(
    files: Sequence[tuple[str, bytes]], reading: Reading, *, add_up: bool
) -> tuple[EarlierUpload, ...] | None:
    """What the last of several files is added to; None for one file. Raises click.UsageError."""
    if len(files) == 1:
        return None
    if not add_up:
        raise click.UsageError("several files are deliveries that add up, oldest first: say so with --add-up")
    return tuple(EarlierUpload(*each, reading) for each in files[:-1])


def checked_together(
    exports: Sequence[Path], standard: Standard, reading: Reading, *, add_up: bool
) -> CheckedExport:
    """One export, or what several deliveries are together. Raises click.UsageError."""
    files = [(each.name, each.read_bytes()) for each in exports]
    before = uploads_before(files, reading, add_up=add_up)
    name, content = files[-1]
    return check_file(content, name, standard, reading, before)


def with_reading(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options --as-written and --dates, and what they say as its first argument."""

    @_AS_WRITTEN
    @_DATES
    @functools.wraps(command)
    def told(*, as_written: bool, dates: str | None, **options: object) -> None:
        command(Reading(not as_written, DayOrder(dates) if dates else None), **options)

    return told
