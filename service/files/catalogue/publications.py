"""Published versions on disk: an index by name, and for each hash the text and the workbook it stands for."""

import csv
import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from service.domain.failures import FormatError
from service.domain.formats.composition import Document
from service.domain.formats.faults.publishing import (
    INDEX_WITH_OTHER_COLUMNS,
    PUBLISHED_AS_SOMETHING_ELSE,
    PUBLISHED_FILE_GONE,
)
from service.domain.formats.publication import Publication

INDEX = "gepubliceerd.csv"
FOLDER = "gepubliceerd"
_COLUMNS = ("formaat", "versie", "sha256", "eigen_tekst")


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A line of the index, with what it stands for."""

    publication: Publication
    template: bytes | None
    own_text: str
    """Hash of the format's own file when it was published, to say so when someone edits that."""
    file: str
    line: int


def keep_publication(
    mappings_dir: Path, publication: Publication, template: bytes | None, own_text: str
) -> None:
    """Write text and workbook under their hashes and add the version to the index.

    A version that stands there with another hash is refused: what is published never changes. Publishing the
    same once more changes nothing.
    """
    for kept in read_publications(mappings_dir):
        former = kept.publication
        if (former.name, former.version) == (publication.name, publication.version):
            if former.sha256 == publication.sha256:
                return
            raise FormatError(
                PUBLISHED_AS_SOMETHING_ELSE.fault(format=f"{former.name}@{former.version}"),
                f"mappings/{INDEX}",
                kept.line,
            )
    folder = mappings_dir / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{publication.sha256}.json").write_bytes(publication.text.encode())
    if template is not None:
        (folder / publication.template_name).write_bytes(template)
    _add(mappings_dir / INDEX, (publication.name, publication.version, publication.sha256, own_text))


OnPublishedFault = Callable[[str, str, FormatError], None]
"""Gets the name and version of what was published and cannot be used, and why."""


def _stop(_name: str, _version: str, fault: FormatError) -> None:
    raise fault


def read_publications(mappings_dir: Path, on_fault: OnPublishedFault = _stop) -> Iterator[Published]:
    """Every published version, in the order of the index; one whose files are gone goes to `on_fault`.

    Raises FormatError for an index that cannot be read.
    """
    path = mappings_dir / INDEX
    if not path.exists():
        return
    with path.open(encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream, strict=True)
        if tuple(reader.fieldnames or ()) != _COLUMNS:
            raise FormatError(
                INDEX_WITH_OTHER_COLUMNS.fault(columns=",".join(_COLUMNS)), f"mappings/{INDEX}", 1
            )
        for row in reader:
            try:
                found = _published(mappings_dir, row, reader.line_num)
            except FormatError as fault:
                on_fault(row["formaat"], row["versie"], fault)
            else:
                yield found


def hash_of_own_text(document: Document) -> str:
    """The hash by which the index knows a format's own file: of what it says, not of its remarks."""
    return hashlib.sha256(json.dumps(document.content, ensure_ascii=False).encode()).hexdigest()


def _published(mappings_dir: Path, row: dict[str, str], line: int) -> Published:
    folder = mappings_dir / FOLDER
    text = _content(folder / f"{row['sha256']}.json", mappings_dir, line)
    publication = Publication(row["formaat"], row["versie"], row["sha256"], text.decode())
    return Published(
        publication=publication,
        template=None
        if publication.template_sha256 is None
        else _content(folder / publication.template_name, mappings_dir, line),
        own_text=row["eigen_tekst"],
        file=f"mappings/{FOLDER}/{row['sha256']}.json",
        line=line,
    )


def _content(path: Path, mappings_dir: Path, line: int) -> bytes:
    if not path.exists():
        raise FormatError(
            PUBLISHED_FILE_GONE.fault(path=str(path.relative_to(mappings_dir))), f"mappings/{INDEX}", line
        )
    return path.read_bytes()


def _add(path: Path, row: tuple[str, ...]) -> None:
    is_new = not path.exists()
    with path.open("a", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        if is_new:
            writer.writerow(_COLUMNS)
        writer.writerow(row)
