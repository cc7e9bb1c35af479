"""Reports made before, as commands that look back are given them: --earlier DIR."""

from pathlib import Path

import click

from service.domain.failures import TerminalError
from service.domain.formats.earlier import PublishedReport
from service.pipeline.earlier_reports import read_earlier


def published_in(folder: Path | None) -> tuple[PublishedReport, ...]:
    """Every report below the folder with its figures; none without a folder. Raises click.BadParameter."""
    try:
        return read_earlier(folder) if folder is not None else ()
    except TerminalError as failure:
        raise click.BadParameter(str(failure), param_hint="--earlier") from failure
