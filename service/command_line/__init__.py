"""The eenmaal command: what the service does, without server or broker, and the server itself."""

import sys

import click

from service import __version__
from service.command_line.burden import burden
from service.command_line.check import check
from service.command_line.database import database
from service.command_line.demo import demo
from service.command_line.formats import formats
from service.command_line.register import register
from service.command_line.sample import sample
from service.command_line.standard import standard
from service.command_line.translate import translate
from service.command_line.up import up
from service.domain.failures import EenmaalError

FAILURE_OF_OURS = 3


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="eenmaal")
def eenmaal() -> None:
    """One accountability export in, every municipality's own report out.

    Exit codes: 0 good, 1 findings that block, 2 wrong use, 3 a failure of ours.
    """


for command in (burden, check, database, demo, formats, register, sample, standard, translate, up):
    eenmaal.add_command(command)


def main() -> None:
    """Run the command; a failure of ours is one line on stderr and exit code 3."""
    try:
        eenmaal()
    except EenmaalError as failure:
        click.echo(f"eenmaal: {failure}", err=True)
        sys.exit(FAILURE_OF_OURS)
