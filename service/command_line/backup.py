"""eenmaal backup and restore: the database and every file, in one folder, and back in an empty service."""

import hashlib
import json
import os
import shutil
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import click

from service import __version__
from service.command_line.installation import settings
from service.command_line.running_service import find_service
from service.domain.failures import TerminalError
from service.domain.keeping import KeyDestroyedError
from service.settings import Settings
from service.storage.backup import dump_database, kept_files, restore_database
from service.storage.blobs import MARKER, BlobMissingError
from service.storage.keys.wrapping import WrappingKeyMissingError
from service.wiring import build

_STOOD_BACK = 10
"""How nice it is: what people wait for goes first."""
_DATABASE, _FILES, _MANIFEST = "database.dump", "files", "manifest.json"


class NotWholeError(TerminalError):
    """A back-up does not hold what its list says, or a row points at a file that is not there."""


class _Place(NamedTuple):
    owner_url: str
    settings: Settings

    @property
    def blobs(self) -> Path:
        return self.settings.blob_dir

    @property
    def pseudonym_key(self) -> str:
        return self.settings.pseudonym_key


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def backup(folder: Path) -> None:
    """Write everything of the running service to a new FOLDER, whole or not at all.

    Keys are not in it: keep EENMAAL_ENCRYPTION_KEY and EENMAAL_PSEUDONYM_KEY apart, without the first no file
    of it can be read. The database in it holds personal data: keep it encrypted. Its priority is
    lower than that of the service, so that it can be made at any hour.
    """
    if folder.exists():
        raise click.BadParameter(f"{folder} is there already.", param_hint="FOLDER")
    os.setpriority(os.PRIO_PROCESS, 0, max(_STOOD_BACK, os.getpriority(os.PRIO_PROCESS, 0)))
    place, draft = _place(), folder.with_name(f"{folder.name}.unfinished")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True, mode=0o700)
    rows = dump_database(place.owner_url, draft / _DATABASE)
    _copy_files(place.blobs, draft / _FILES)  # after the database: what it names is there by then
    manifest = {
        "version": __version__,
        "made_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "rows": dict(rows),
        "database_sha256": _hash_of(draft / _DATABASE),
        "files": {str(file.relative_to(draft / _FILES)): _hash_of(file) for file in _all(draft / _FILES)},
        "pseudonym_key": _fingerprint(place.pseudonym_key),
    }
    (draft / _MANIFEST).write_text(json.dumps(manifest, indent=1))
    draft.rename(folder)
    click.echo(f"{sum(rows.values())} rijen en {len(manifest['files'])} bestanden staan in {folder}.")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
def restore(folder: Path) -> None:
    """Put a back-up in FOLDER back in the running service, in which nobody takes part yet.

    Every hash is held against the list before and after. Everybody has to sign in again.
    """
    place, manifest = _place(), json.loads((folder / _MANIFEST).read_text())
    _require_whole(folder, manifest)
    rows = restore_database(place.owner_url, folder / _DATABASE)
    if dict(rows) != manifest["rows"]:
        raise NotWholeError("The database has other numbers of rows than the back-up.")
    _copy_files(folder / _FILES, place.blobs)
    (place.blobs / MARKER).mkdir(exist_ok=True)
    warning = _read_every_file(place)
    total, files = sum(rows.values()), len(manifest["files"])
    click.echo(f"{total} rijen en {files} bestanden zijn terug; alle hashes kloppen.")
    if warning:
        click.echo(warning)
    if manifest["pseudonym_key"] != _fingerprint(place.pseudonym_key):
        click.echo(
            "Let op: EENMAAL_PSEUDONYM_KEY is een andere dan toen. Geef de oude, anders krijgt iedereen "
            "in een volgende rapportage een ander pseudoniem."
        )


def _place() -> _Place:
    own: Settings = settings()
    if own.owner_database_url is None:
        own = find_service(own.state_dir).settings
    return _Place(str(own.owner_database_url), own)


def _read_every_file(place: _Place) -> str:
    """Every file that a row names, opened with its key and held against its name; what is still to be done.

    Raises NotWholeError. A file of which the key was destroyed is not expected.
    """
    wiring, missing = build(place.settings), []
    try:
        for key in sorted(kept_files(place.owner_url)):
            try:
                wiring.blobs.get(key)
            except KeyDestroyedError:
                continue
            except BlobMissingError:
                missing.append(key)
    except WrappingKeyMissingError as failure:
        return (
            "Let op: de bestanden staan er, maar zijn met deze instellingen niet te lezen. Zet de sleutel "
            f"van toen achter de huidige in EENMAAL_ENCRYPTION_KEY. ({failure})"
        )
    finally:
        wiring.close()
    if missing:
        raise NotWholeError(f"{len(missing)} files are not there or damaged, such as {missing[0]}.")
    return ""


def _all(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _copy_files(origin: Path, goal: Path) -> None:
    """Files are named by their content and never change: one that is there already is the same."""
    goal.mkdir(parents=True, exist_ok=True, mode=0o700)
    if origin.is_dir():
        shutil.copytree(origin, goal, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".draft-*"))


def _require_whole(folder: Path, manifest: dict[str, object]) -> None:
    files = manifest["files"]
    if _hash_of(folder / _DATABASE) != manifest["database_sha256"] or not isinstance(files, dict):
        raise NotWholeError(f"{folder / _DATABASE} is damaged.")
    for name, digest in files.items():
        if not (folder / _FILES / name).is_file() or _hash_of(folder / _FILES / name) != digest:
            raise NotWholeError(f"{name} is not in the back-up, or damaged.")


def _hash_of(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _fingerprint(key: str) -> str:
    """Tells two keys apart and gives away neither."""
    return sha256(b"eenmaal pseudonym key " + key.encode()).hexdigest()[:16] if key else ""
