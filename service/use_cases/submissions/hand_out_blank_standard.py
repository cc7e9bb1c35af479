"""Hand out the blank workbook of the standard."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from service.domain.reports import Download
from service.files.standard import blank_workbook, load_standard


@dataclass(frozen=True, slots=True)
class BlankStandard:
    """The same workbook for everyone; made at first use and kept."""

    mappings_dir: Path

    def __call__(self) -> Download:
        """The workbook of the standard that this installation ships."""
        return _blank_workbook(self.mappings_dir)


@lru_cache(maxsize=2)
def _blank_workbook(mappings_dir: Path) -> Download:
    standard = load_standard(mappings_dir)
    content = blank_workbook(standard)
    return Download(f"standaardexport-{standard.version}.xlsx", sha256(content).hexdigest(), content)
