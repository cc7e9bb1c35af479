"""What could be asked no more of who delivers one export that stands on disk."""

from dataclasses import dataclass
from pathlib import Path

from service.domain.burden.drop_list import DropList
from service.domain.burden.drop_page import list_of
from service.domain.burden.estimate import draw
from service.domain.burden.from_reports import demands_by_hash
from service.domain.burden.page import BurdenBasis
from service.domain.formats.catalogue import Catalogue
from service.domain.periods import Period
from service.files.burden import (
    load_administrative_times,
    load_burden_tables,
    load_elsewhere,
    load_legally_required,
)
from service.pipeline.burden_of_file import deliveries_of_file
from service.pipeline.translate_file import translate_file


@dataclass(frozen=True, slots=True)
class DropListOfFile:
    """Lists it for one export, without server or database."""

    basis: BurdenBasis

    @classmethod
    def from_mappings(cls, mappings_dir: Path, catalogue: Catalogue) -> "DropListOfFile":
        """With the latest tables below `mappings_dir`."""
        required = load_legally_required(mappings_dir)
        return cls(
            BurdenBasis(
                catalogue=catalogue,
                demands=demands_by_hash(catalogue, required),
                tables=load_burden_tables(mappings_dir),
                times=load_administrative_times(mappings_dir),
                required=required,
                elsewhere=load_elsewhere(mappings_dir),
            )
        )

    def __call__(self, content: bytes, filename: str) -> tuple[DropList, Period] | None:
        """The list and its period; None for an export that is rejected."""
        translated = translate_file(content, filename, self.basis.catalogue)
        if translated.settlement is None or translated.export.period is None:
            return None
        deliveries = tuple(deliveries_of_file(translated, self.basis.required))
        towns = self.basis.catalogue.municipalities_in(translated.export)
        period = translated.export.period
        return list_of(towns, deliveries, period, self.basis, draw(self.basis.tables), 1), period
