"""eenmaal witness: watch the log of a service from outside, and sign what goes on from what was seen."""

import os
import secrets
import time
from datetime import UTC, datetime
from pathlib import Path

import click
import httpx

from service.domain.failures import TransientError
from service.domain.proof.checkpoint import Checkpoint
from service.domain.proof.failures import NotProvenError
from service.domain.proof.keys import SEED_BYTES
from service.domain.proof.notes import COSIGNATURE, SignedNote, SignerKey, VerifierKey
from service.domain.proof.tiles import Tile, leaves_in, tile_in
from service.domain.proof.watching import Seen, require_leaves, require_next

_TIMEOUT = 30.0
_KEY, _LAST, _EVIDENCE = "witness.key", "last-checkpoint", "refused"


class LogAwayError(TransientError):
    """The service did not answer as a log does."""


@click.command()
@click.option("--url", required=True, help="Where the log is: https://…/logboek.")
@click.option("--log-key", required=True, help="The key of the log, as its page shows it.")
@click.option("--name", required=True, help="Under which name to sign: bureau.example/getuige.")
@click.option(
    "--folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the key of this witness is kept, and what it saw last; made when it is not there.",
)
@click.option("--every", type=click.IntRange(1), help="Look again every so many seconds, until stopped.")
@click.option("--entries", is_flag=True, help="Read every leaf as well, and hold them all against the tree.")
def witness(url: str, log_key: str, name: str, folder: Path, every: int | None, *, entries: bool) -> None:
    """Look at the log, and sign it when nothing of what was seen before was changed.

    Needs no database and no account. Exit code 3 when the log is not what it was: what it showed is then
    kept in the folder, and nothing is signed.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    signer, log = _kept_key(folder / _KEY, name), VerifierKey.parse(log_key)
    click.echo(f"Sleutel van deze getuige: {signer.verifier.text}")
    with httpx.Client(base_url=url.rstrip("/"), timeout=_TIMEOUT) as browser:
        while True:
            try:
                click.echo(look_at_log(browser, log, signer, folder, entries=entries))
            except LogAwayError as error:
                if every is None:
                    raise
                click.echo(f"Het logboek antwoordt niet: {error}", err=True)
            if every is None:
                return
            time.sleep(every)


def look_at_log(
    browser: httpx.Client, log: VerifierKey, signer: SignerKey, folder: Path, *, entries: bool
) -> str:
    """Once: what to tell who runs it. Raises NotProvenError when the log is not what it was."""
    whole = _fetch(browser, "checkpoint").decode("utf-8", errors="replace")
    last = folder / _LAST
    try:
        before = Seen.of(log, last.read_text(encoding="utf-8") if last.exists() else None)
        note, checkpoint = require_next(log, whole, before, lambda tile: _tile(browser, tile))
        if entries:
            require_leaves(
                checkpoint,
                (leaf for tile in _bundles(checkpoint) for leaf in leaves_in(_tile(browser, tile))),
            )
    except NotProvenError as error:
        _keep(folder / f"{_EVIDENCE}-{datetime.now(UTC):%Y%m%dT%H%M%S}", whole)
        raise NotProvenError(error.code, f"{error.detail}; nothing was signed, see {folder}") from error
    _keep(last, whole)  # before signing: a witness never signs what it could forget
    signed = note.with_signatures([signer.sign(note.text, at=int(time.time()))])
    answer = _hand_in(browser, signed)
    told = f"{checkpoint.size} handelingen, {checkpoint.size - before.size} nieuw, alles klopt"
    return f"{told}; {answer}"


def _bundles(checkpoint: Checkpoint) -> list[Tile]:
    return [tile_in(-1, number, checkpoint.size) for number in range(-(-checkpoint.size // 256))]


def _tile(browser: httpx.Client, tile: Tile) -> bytes:
    return _fetch(browser, f"tile/{tile.path}")


def _fetch(browser: httpx.Client, path: str) -> bytes:
    try:
        return browser.get(path).raise_for_status().content
    except httpx.HTTPError as error:
        raise LogAwayError(f"{path}: {error}") from error


def _hand_in(browser: httpx.Client, signed: SignedNote) -> str:
    try:
        answer = browser.post("cosignatures", content=signed.whole.encode())
    except httpx.HTTPError as error:
        raise LogAwayError(f"cosignatures: {error}") from error
    if answer.is_success:
        return "ondertekend"
    if answer.status_code == httpx.codes.FORBIDDEN:
        return "niet ondertekend: de dienst kent deze getuige niet (EENMAAL_LOG_POLICY_FILE)"
    raise LogAwayError(f"cosignatures was answered with {answer.status_code}")


def _kept_key(file: Path, name: str) -> SignerKey:
    """The key of this witness, made when there is none, for its owner alone to read."""
    if not file.exists():
        made = SignerKey(name, COSIGNATURE, secrets.token_bytes(SEED_BYTES))
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as target:
            target.write(made.text)
    found = SignerKey.parse(file.read_text(encoding="utf-8"))
    if (found.name, found.kind) != (name, COSIGNATURE):
        raise NotProvenError("key-damaged", f"{file} is a key of {found.name}")
    return found


def _keep(file: Path, whole: str) -> None:
    """Whole or not at all, and on the disk."""
    draft = file.with_name(f"{file.name}.draft")
    with draft.open("w", encoding="utf-8") as target:
        target.write(whole)
        target.flush()
        os.fsync(target.fileno())
    draft.replace(file)
