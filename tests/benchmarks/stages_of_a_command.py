"""The stages of a translation in a process that starts as the command does."""

import sys
from importlib import import_module
from pathlib import Path

import click

from service.command_line import eenmaal

if __name__ == "__main__":
    eenmaal.get_command(click.Context(eenmaal), "translate")
    import_module("tests.benchmarks.stages").main(Path(sys.argv[1]), Path(sys.argv[2]))
