"""Catalogues of folders that a test wrote."""

from pathlib import Path

from service.domain.formats.catalogue import Catalogue
from service.files.catalogue.loading import load_catalogue
from tests.tools.exports import the_standard


def whole_catalogue(folder: Path, templates: Path | None = None) -> Catalogue:
    """Everything below `folder`; raises the first fault when any of it is broken."""
    catalogue = load_catalogue(folder / "mappings", templates or folder / "templates", the_standard())
    for each in catalogue.broken:
        raise each.fault
    return catalogue


def write_files(folder: Path, files: dict[str, str | bytes]) -> None:
    """Each text or content at its path."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
