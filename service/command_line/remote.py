"""eenmaal remote: what other commands do with files here, done by a service somewhere else."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

import click

from service.command_line.options import JSON
from service.command_line.remote_service import Question, RefusedError, RemoteService, Told
from service.command_line.remote_words import explanation, finding

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_SUBMISSION = click.argument("submission", type=click.UUID)
_REPORT = click.argument("report", type=click.UUID)
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
_REFUSED = {"afgekeurd", "storing"}


@click.group()
@click.option("--url", envvar="EENMAAL_REMOTE_URL", required=True, help="Where the service is: https://…")
@click.option(
    "--token",
    envvar="EENMAAL_REMOTE_TOKEN",
    required=True,
    help="Better by EENMAAL_REMOTE_TOKEN: what stands in a command is seen by others.",
)
@click.pass_context
def remote(context: click.Context, url: str, token: str) -> None:
    """Hand in, follow, read and fetch at a service somewhere else, by a token of its page Mijn account."""
    context.obj = RemoteService.at(url, token)


@remote.command()
@click.argument("files", type=_FILE, nargs=-1, required=True)
@click.option("--add-up", is_flag=True, help="Add it to what was handed in before.")
@click.option(
    "--wait", type=float, default=0.0, metavar="SECONDS", help="Wait until it is checked and translated."
)
@JSON
@click.pass_obj
def upload(
    service: RemoteService, files: tuple[Path, ...], *, add_up: bool, wait: float, as_json: bool
) -> None:
    """Hand in one export: one file, or several that belong together."""
    found = service.upload(files, is_addition=add_up)
    if wait:
        found = service.wait(found["id"], wait)
    _tell(found, f"{found['id']}: {found['stand']}", as_json=as_json)
    sys.exit(1 if found["stand"] in _REFUSED else 0)


@remote.command()
@_SUBMISSION
@click.option("--wait", type=float, default=0.0, metavar="SECONDS")
@JSON
@click.pass_obj
def show(service: RemoteService, submission: object, *, wait: float, as_json: bool) -> None:
    """How a submission stands."""
    found = service.wait(str(submission), wait) if wait else service.submission(str(submission))
    _tell(found, f"{found['id']}: {found['stand']}", as_json=as_json)
    sys.exit(1 if found["stand"] in _REFUSED else 0)


@remote.command()
@_SUBMISSION
@JSON
@click.pass_obj
def findings(service: RemoteService, submission: object, *, as_json: bool) -> None:
    """Every finding; with --json as `eenmaal check --json` has them."""
    found = [finding(each) for each in service.every(f"/aanleveringen/{submission}/bevindingen")]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for each in found:
        click.echo(f"{each['severity']:<12}{each['code']}: {each['text']['nl']}")


@remote.command()
@_SUBMISSION
@JSON
@click.pass_obj
def send(service: RemoteService, submission: object, *, as_json: bool) -> None:
    """Send everyone its reports, who does not have them yet."""
    found = service.send(str(submission))
    _tell(found, f"verstuurd aan: {', '.join(found['gemeenteCodes']) or 'niemand'}", as_json=as_json)


@remote.command()
@click.option("--period", help="2026-Q1")
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), help="Fetch every file into this folder."
)
@JSON
@click.pass_obj
def reports(service: RemoteService, period: str | None, out: Path | None, *, as_json: bool) -> None:
    """The reports that hold, that you may see; with --out their files too."""
    wanted = {"periode": period} if period else {}
    found = [each for each in service.every("/rapportages", **wanted) if "vervangenOp" not in each]
    if out is not None:
        for each in found:
            _keep(service, each["id"], out / each["aanbieder"]["code"])
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for each in found:
        click.echo(
            f"{each['id']}  {each['periode']['naam']}  {each['gemeente']['naam']}  "
            f"{each['formaat']}  {each['stand']}"
        )


@remote.command()
@_REPORT
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), default=Path(), help="Into which folder."
)
@click.pass_obj
def download(service: RemoteService, report: object, out: Path) -> None:
    """Fetch the file of a report, under its own name."""
    click.echo(_keep(service, str(report), out))


@remote.command()
@_REPORT
@click.argument("address")
@JSON
@click.pass_obj
def explain(service: RemoteService, report: object, address: str, *, as_json: bool) -> None:
    """Say what stands at ADDRESS of a report, and from which rows, as `eenmaal explain` does."""
    told = explanation(service.explain(str(report), address))
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False))
        return
    click.echo(f"{told['address']}: {told['value']}\n{told['words']['nl']}")
    for each in told["rows"]:
        click.echo(f"  {each['table']}!{each['row']}  {each['value']}  → {each['contribution']}")


@remote.command()
@click.argument("path")
@click.option("--method", type=click.Choice(METHODS), default="GET", show_default=True)
@click.option("--body", type=click.File("rb"), help="JSON to send along; - reads it from here.")
@click.option("--form", multiple=True, metavar="NAME=TEXT", help="A field, or NAME=@FILE; once for each.")
@click.option("--accept", default="application/json", show_default=True, help="Of what kind the answer is.")
@click.pass_obj
def ask(
    service: RemoteService, path: str, method: str, body: BinaryIO | None, form: tuple[str, ...], accept: str
) -> None:
    """Ask anything of the API: PATH as its description has it, such as /regeldruk?periode=2026-Q1."""
    files, fields = _parts(form)
    question = Question(
        method=method,
        path=path,
        body=body.read() if body else None,
        files=files,
        fields=fields,
        accept=accept,
    )
    click.echo(service.ask(question).content, nl=False)


def _parts(form: Iterable[str]) -> tuple[list[tuple[str, tuple[str, bytes]]], dict[str, list[str]]]:
    """The files of a form, and its fields, of which some come more than once. Raises UsageError."""
    files: list[tuple[str, tuple[str, bytes]]] = []
    fields: dict[str, list[str]] = {}
    for text in form:
        name, found, value = text.partition("=")
        if not found:
            raise click.UsageError(f"{text!r} is not NAME=…")
        if value.startswith("@"):
            file = Path(value[1:])
            files.append((name, (file.name, _read(file))))
        else:
            fields.setdefault(name, []).append(value)
    return files, fields


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise click.UsageError(f"{file} cannot be read: {error.strerror}.") from error


def _keep(service: RemoteService, report: str, folder: Path) -> Path:
    name, content = service.download(report)
    if Path(name).name != name:
        raise RefusedError(f"{name!r} is no name of a file.")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name


def _tell(found: Told, said: str, *, as_json: bool) -> None:
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else said)
