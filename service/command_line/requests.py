"""eenmaal requests: what municipalities ask, as it was set and signed."""

from pathlib import Path

import click

from service.command_line.jobs import running_wiring


@click.command()
@click.option("--login", required=True, help="For what this account may see.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write each as the log signed it in this folder, to be checked without the service.",
)
def requests(login: str, out: Path | None) -> None:
    """List the requests that hold: municipality and format, version, since when, purpose and ground."""
    with running_wiring() as wiring:
        viewer = wiring.people.find_viewer(login)
        for each in wiring.proof.list_requests(viewer):
            why = "; ".join(f"{part.purpose or 'geen doel'} ({part.legal_ground})" for part in each.parts)
            click.echo(f"{each.id}  versie {each.number}  {each.set_at[:10]}  {why or 'niet meer gevraagd'}")
            if out is not None:
                found = wiring.proof.read_request(viewer, each.named.sha256)
                out.mkdir(parents=True, exist_ok=True)
                (out / found.filename).write_bytes(found.content)
