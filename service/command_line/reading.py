"""How a command is told to read an export where it can be read in more than one way."""

import functools
from collections.abc import Callable

import click

from service.domain.standard.repairs import DayOrder, Reading

_AS_WRITTEN = click.option(
    "--as-written", is_flag=True, help="Repair nothing: every cell is read exactly as it is written."
)
_DATES = click.option(
    "--dates",
    type=click.Choice([each.value for each in DayOrder]),
    help="The order of dates such as 05-04-2026 where no date in the file proves it.",
)


def with_reading(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options --as-written and --dates, and what they say as its first argument."""

    @_AS_WRITTEN
    @_DATES
    @functools.wraps(command)
    def told(*, as_written: bool, dates: str | None, **options: object) -> None:
        command(Reading(not as_written, DayOrder(dates) if dates else None), **options)

    return told
