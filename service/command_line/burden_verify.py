"""eenmaal burden verify FILE: hold a published page about burden against what follows from its data."""

import json
import sys
from pathlib import Path

import click

from service.command_line.installation import settings, the_catalogue, the_standard
from service.command_line.options import JSON
from service.domain.burden.verifying import Outcome, VerifiedFigure
from service.domain.failures import TerminalError
from service.use_cases.burden.verify_publication import VerifyPublication

_WORDS = {
    Outcome.EQUAL: "klopt",
    Outcome.DIFFERENT: "KLOPT NIET",
    Outcome.UNKNOWN: "niet na te rekenen",
}


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@JSON
def verify(file: Path, *, as_json: bool) -> None:
    """Count and estimate the published page in FILE (its JSON) again; exit code 1 when a figure differs.

    Needs no network, no database and no report: what is asked is counted from the formats of this
    installation, and the minutes are drawn from the work that the page names.
    """
    verifying = VerifyPublication.from_mappings(settings().mappings_dir, the_standard(), the_catalogue(None))
    figures = verifying(_content(file))
    if as_json:
        click.echo(json.dumps({"figures": [each.as_json() for each in figures]}, ensure_ascii=False))
    else:
        click.echo("\n".join(map(_line, figures)))
    sys.exit(any(each.outcome is Outcome.DIFFERENT for each in figures))


def _content(file: Path) -> dict[str, object]:
    try:
        found = json.loads(file.read_bytes())
    except ValueError as fault:
        raise TerminalError(f"{file.name} is no JSON: {fault}.") from fault
    if not isinstance(found, dict):
        raise TerminalError(f"{file.name} is no page about burden.")
    return found


def _line(each: VerifiedFigure) -> str:
    told = f"{_WORDS[each.outcome]:<20}{each.figure}: {_plain(each.told)}"
    if each.why:
        return f"{told} ({each.why.nl})"
    return told if each.outcome is Outcome.EQUAL else f"{told}, opnieuw {_plain(each.again)}"


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
