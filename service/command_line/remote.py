"""eenmaal remote: what other commands do with files here, done by a service somewhere else."""

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import Any, BinaryIO

import click

from service.command_line import WRONG_USE
from service.command_line.options import JSON
from service.command_line.remote_service import (
    Question,
    RefusedError,
    RemoteService,
    Told,
    WrongRequestError,
)
from service.command_line.remote_words import explanation, finding

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_SUBMISSION = click.argument("submission", type=click.UUID)
_REPORT = click.argument("report", type=click.UUID)
METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"]
_REFUSED = {"afgekeurd", "storing", "niet-gevraagd"}
_FIRST_FINDINGS = 5
_NEXT = {
    "wordt-gecontroleerd": "eenmaal remote show {id} --wait 120",
    "wordt-vertaald": "eenmaal remote show {id} --wait 120",
    "afgekeurd": "eenmaal remote findings {id}",
    "te-versturen": "eenmaal remote findings {id}, then eenmaal remote send {id}",
    "verstuurd": "eenmaal remote reports --out FOLDER",
    "niet-gevraagd": "nobody asks a report over these days: look at eenmaal remote ask /uitvragen",
    "storing": "a fault of the service; try eenmaal remote ask --method POST /aanleveringen/{id}/hernemingen",
}
"""By how it stands, what to do."""


@dataclass(frozen=True, slots=True)
class Where:
    """Which service is asked, and by what; either may be missing as long as nothing is asked."""

    url: str | None
    token: str | None


def asking(command: Callable[..., None]) -> Callable[..., None]:
    """A command that asks that service. What the service refuses is one line and exit code 2."""

    @wraps(command)
    def ask_there(**given: Any) -> None:  # noqa: ANN401 - what the command takes
        where = click.get_current_context().find_object(Where)
        if where is None or not where.url:
            raise click.UsageError("Missing option '--url' (or EENMAAL_REMOTE_URL).")
        if not where.token:
            raise click.UsageError("Missing option '--token' (or EENMAAL_REMOTE_TOKEN).")
        try:
            command(RemoteService.at(where.url, where.token), **given)
        except WrongRequestError as refused:
            click.echo(f"eenmaal: {refused}", err=True)
            sys.exit(WRONG_USE)

    return ask_there


@click.group()
@click.option("--url", envvar="EENMAAL_REMOTE_URL", show_envvar=True, help="Where the service is: https://…")
@click.option(
    "--token",
    envvar="EENMAAL_REMOTE_TOKEN",
    show_envvar=True,
    help="Better by the variable: what stands in a command is seen by others.",
)
@click.pass_context
def remote(context: click.Context, url: str | None, token: str | None) -> None:
    """Hand in, follow, read and fetch at a service somewhere else, by a token of its page Mijn account.

    Exit codes: 0 done, 1 a submission that cannot be sent (afgekeurd, storing or niet-gevraagd), 2 what you
    asked cannot be done (the token, the scope, the id, the moment), 3 the service is away or failed.
    """
    context.obj = Where(url, token)


@remote.command()
@click.argument("files", type=_FILE, nargs=-1, required=True)
@click.option("--add-up", is_flag=True, help="Add it to what was handed in before.")
@click.option(
    "--wait", type=float, default=0.0, metavar="SECONDS", help="Wait until it is checked and translated."
)
@JSON
@asking
def upload(
    service: RemoteService, files: tuple[Path, ...], *, add_up: bool, wait: float, as_json: bool
) -> None:
    """Hand in one export: one file, or several that belong together."""
    found = service.upload(files, is_addition=add_up)
    if wait:
        found = service.wait(found["id"], wait)
    _tell_standing(service, found, as_json=as_json)


@remote.command()
@_SUBMISSION
@click.option("--wait", type=float, default=0.0, metavar="SECONDS")
@JSON
@asking
def show(service: RemoteService, submission: object, *, wait: float, as_json: bool) -> None:
    """How a submission stands."""
    found = service.wait(str(submission), wait) if wait else service.submission(str(submission))
    _tell_standing(service, found, as_json=as_json)


@remote.command()
@_SUBMISSION
@JSON
@asking
def findings(service: RemoteService, submission: object, *, as_json: bool) -> None:
    """Every finding; with --json as `eenmaal check --json` has them."""
    found = [finding(each) for each in service.every(f"/aanleveringen/{submission}/bevindingen")]
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    for each in found:
        click.echo(_line(each))


@remote.command()
@_SUBMISSION
@JSON
@asking
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
@asking
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
@asking
def download(service: RemoteService, report: object, out: Path) -> None:
    """Fetch the file of a report, under its own name."""
    click.echo(_keep(service, str(report), out))


@remote.command()
@_REPORT
@click.argument("address")
@JSON
@asking
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
@asking
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


def _tell_standing(service: RemoteService, found: Told, *, as_json: bool) -> None:
    """How it stands, why when it was refused, and what to do next; ends with 1 for what cannot be sent."""
    stand, submission = found["stand"], found["id"]
    _tell(found, f"{submission}: {stand}", as_json=as_json)
    if not as_json:
        if stand == "afgekeurd":
            for each in service.first(f"/aanleveringen/{submission}/bevindingen", _FIRST_FINDINGS):
                click.echo(_line(finding(each)))
        if stand in _NEXT:
            click.echo(f"next: {_NEXT[stand].format(id=submission)}")
    sys.exit(1 if stand in _REFUSED else 0)


def _line(found: Told) -> str:
    return f"{found['severity']:<12}{found['code']}: {found['text']['nl']}"


def _tell(found: Told, said: str, *, as_json: bool) -> None:
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else said)
