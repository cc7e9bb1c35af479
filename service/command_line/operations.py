"""eenmaal operations: pages for who runs the service, on this machine for as long as the command runs."""

import os
import sys
from collections.abc import Mapping

import click

from service.command_line.installation import settings
from service.command_line.running_service import find_service, free_port


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Any that is free by default.")
def operations(port: int) -> None:
    """Open pages on how the service goes, its jobs, and who takes part; Ctrl-C closes them.

    On this machine only. The link that is printed works once and for one browser; what is done there is
    written down as `operator`.
    """
    program = [sys.executable, "-m", "service.web.operations", str(free_port(port))]
    os.execve(program[0], program, _environment())  # noqa: S606 - our own module, no shell


def _environment() -> Mapping[str, str]:
    """Of the service that runs here, or the settings that name a database."""
    own = settings()
    return os.environ if own.database_url is not None else find_service(own.state_dir).environment
