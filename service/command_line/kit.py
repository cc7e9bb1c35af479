"""eenmaal kit: what makers of care software need to begin, and whether it still holds."""

import json
import sys
from pathlib import Path

import click

from service.command_line.installation import settings, the_catalogue
from service.command_line.options import JSON
from service.command_line.sample import municipalities_for_a_sample
from service.kit import Kit, differences, make_kit

_MUNICIPALITIES, _MANY = 4, 12


@click.command()
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="The folder to write the kit in."
)
@click.option(
    "--check",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Hold the kit in this folder against this version, and write nothing.",
)
@JSON
def kit(out: Path | None, check: Path | None, *, as_json: bool) -> None:
    """Write a kit for software vendors: samples, what must be found, what must come out, schemas.

    Begin at index.html (Dutch) or index.en.html. The same version writes the same bytes. With --check: exit
    code 1 when this version finds or makes anything else than the kit says.
    """
    if (out is None) == (check is None):
        raise click.UsageError("Give either --out or --check.")
    if check is not None:
        _tell_differences(check, as_json=as_json)
    elif out is not None:
        made = the_kit()
        _write(made, out)
        told = {"folder": str(out), "files": len(made.files), "samples": len(made.samples)}
        click.echo(
            json.dumps(told)
            if as_json
            else f"{out}: {len(made.samples)} voorbeelden, {len(made.files)} bestanden. Begin bij index.html."
        )


def the_kit() -> Kit:
    """The kit of this installation."""
    return make_kit(
        settings().mappings_dir,
        the_catalogue(),
        municipalities_for_a_sample(_MUNICIPALITIES, 1),
        municipalities_for_a_sample(_MANY, 1),
    )


def _write(made: Kit, out: Path) -> None:
    for name, content in made.files.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _tell_differences(folder: Path, *, as_json: bool) -> None:
    found = differences(folder, the_catalogue())
    if as_json:
        click.echo(json.dumps({"differences": [each.as_json() for each in found]}, ensure_ascii=False))
    else:
        for each in found:
            click.echo(f"✗ {each.file}: {each.what.nl}")
        click.echo(f"{len(found)} verschillen." if found else "Alles is zoals de kit zegt.")
    sys.exit(1 if found else 0)
