"""Pack the published data package of the standard into one zip, the same bytes for the same standard."""

from pathlib import Path

from service.domain.standard.model import Standard
from service.files.archive import pack_start, packed_entry, write_archive


def data_package(mappings_dir: Path, standard: Standard) -> bytes:
    """Give a zip of the files of the standard."""
    files = standard_files(mappings_dir, standard)
    entries = [packed_entry(name, [content]) for name, content in files.items()]
    return write_archive(pack_start([]), entries)


def standard_files(mappings_dir: Path, standard: Standard) -> dict[str, bytes]:
    """Give datapackage.json, a csv with only a header per table, and codelijsten/*.csv, by name."""
    published = mappings_dir / "standaard" / standard.version
    files = {path.name: path for path in sorted(published.iterdir()) if path.is_file()}
    files |= {
        f"codelijsten/{path.name}": path for path in sorted((mappings_dir / "codelijsten").glob("*.csv"))
    }
    return {name: path.read_bytes() for name, path in files.items()}
