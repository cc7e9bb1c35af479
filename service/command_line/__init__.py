"""The eenmaal command: what the service does, without server or broker, and the server itself."""

import gc
import os
import sys
from importlib import import_module

import click

from service import NO_PLUGINS, ONE_THREAD, __version__
from service.domain.failures import EenmaalError, FormatError
from service.process.collecting import without_collecting
from service.process.leaving import leave
from service.settings import are_fast_paths_on

WRONG_FORMAT = 1
WRONG_USE = 2
FAILURE_OF_OURS = 3

COMMANDS = (
    "admin",
    "backup",
    "balance",
    "burden",
    "channels",
    "check",
    "database",
    "demo",
    "doctor",
    "evidence",
    "explain",
    "formats",
    "jobs",
    "keys",
    "kit",
    "log",
    "operations",
    "quarantine",
    "register",
    "remote",
    "replay",
    "requests",
    "restore",
    "rules",
    "sample",
    "sessions",
    "standard",
    "token",
    "trace",
    "translate",
    "up",
    "verify",
    "watch",
    "witness",
)
"""Each is the function of that name in the module of that name."""
READ_NO_FILES = ("up", "log", "witness", "remote")
"""What these start does: they need not import what that takes."""
END_WITH_THEIR_WORK = ("balance", "check", "explain", "formats", "sample", "trace", "translate", "verify")
"""These start neither database nor thread: when they have answered there is nothing to close."""


class CommandsByName(click.Group):
    """Imports a command when it is asked for: `eenmaal up` does not wait for what only others need."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Every command, for --help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """One command, or None when there is no such."""
        if cmd_name not in COMMANDS:
            return None
        os.environ.setdefault(*ONE_THREAD)
        os.environ.setdefault(*NO_PLUGINS)
        with without_collecting():
            module = import_module(f"service.command_line.{cmd_name}")
            gc.freeze()  # modules stay: the collector of cycles never has to look at them
        if cmd_name not in READ_NO_FILES:
            start = import_module("service.process.start")
            start.choose_at_start(fast_paths=are_fast_paths_on(os.environ))
        command: click.Command = getattr(module, cmd_name)
        return command


@click.group(cls=CommandsByName, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="eenmaal")
def eenmaal() -> None:
    """One accountability export in, every municipality's own report out.

    Exit codes: 0 good, 1 findings that block or a format that is broken, 2 wrong use, 3 a failure of ours.
    """


def main() -> None:
    """Run the command; a broken format is one line and exit code 1, a failure of ours exit code 3.

    A file or folder that cannot be read or written is one line and exit code 2.
    """
    try:
        eenmaal()
    except SystemExit as end:
        if sys.argv[1:2] and sys.argv[1] in END_WITH_THEIR_WORK:
            leave(end)
        raise
    except FormatError as fault:
        click.echo(f"eenmaal: {fault.placed_words.nl}", err=True)
        sys.exit(WRONG_FORMAT)
    except EenmaalError as failure:
        click.echo(f"eenmaal: {failure}", err=True)
        sys.exit(FAILURE_OF_OURS)
    except OSError as failure:
        if failure.filename is None:
            raise
        click.echo(f"eenmaal: {failure.filename}: {failure.strerror}", err=True)
        sys.exit(WRONG_USE)
    finally:
        gc.freeze()  # the process ends: its last collection, of all that there is, is left out
