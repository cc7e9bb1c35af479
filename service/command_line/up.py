"""eenmaal up: database, broker, workers, reconciler and web in one process tree."""

import os
import sys

import click


@click.command()
def up() -> None:
    """Start everything; Ctrl-C stops everything. EENMAAL_* variables set it up (docs/operations.md)."""
    os.execv(sys.executable, [sys.executable, "-m", "workers"])  # noqa: S606 - our own module, no shell
