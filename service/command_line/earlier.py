"""Reports made before, as commands that look back are given them: --earlier DIR."""

from pathlib import Path

import click

from service.domain.failures import TerminalError
from service.domain.formats.earlier import PublishedReport


def published_in(folder: Path | None) -> tuple[PublishedReport, ...]:
    """Every report below the folder with its figures; none without a folder. Raises click.BadParameter."""
    if folder is None:
        return ()
    from service.pipeline.earlier_reports import read_earlier  # noqa: PLC0415 - few commands look back

    try:
        return read_earlier(folder)
    except TerminalError as failure:
        raise click.BadParameter(str(failure), param_hint="--earlier") from failure
