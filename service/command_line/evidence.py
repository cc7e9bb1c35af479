"""eenmaal evidence: a package over a period, for what one account may see."""

from pathlib import Path

import click

from service.command_line.jobs import running_wiring
from service.command_line.options import OUT_FILE
from service.domain.access import NotFoundError
from service.domain.periods import parse_period
from service.files.evidence import for_portal


@click.command()
@click.option("--login", required=True, help="For what this account may see: its reports, or its region's.")
@click.option("--period", required=True, help="2026-Q1, 2026-03 or 2026: reports over periods within it.")
@click.option("--portal", is_flag=True, help="As separate files under short names, for a procurement portal.")
@OUT_FILE
def evidence(login: str, period: str, out: Path, *, portal: bool) -> None:
    """Write a package that proves what was sent, checked without the service by `eenmaal verify`."""
    try:
        wanted = parse_period(period)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--period") from error
    with running_wiring() as wiring:
        try:
            made = wiring.proof.make_evidence(wiring.people.find_viewer(login), wanted)
        except NotFoundError as error:
            raise click.ClickException(
                f"Over {period} is er niets verstuurd dat {login} mag zien."
            ) from error
    download = for_portal(made) if portal else made
    out.write_bytes(download.content)
    click.echo(f"{out}: {len(download.content)} bytes, SHA-256 {download.sha256}")
