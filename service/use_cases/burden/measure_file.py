"""Measure the burden of one export that stands on disk."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from service.domain.burden.measure import Measurement, measure
from service.domain.burden.prescribed import LegallyRequired
from service.domain.burden.residual import Exceptions, causes_of_findings
from service.domain.burden.tables import BurdenTables
from service.domain.findings import Finding, Severity
from service.domain.formats.catalogue import Catalogue
from service.files.burden import load_burden_tables, load_legally_required
from service.pipeline.burden_of_file import deliveries_of_file
from service.pipeline.translate_file import translate_file


@dataclass(frozen=True, slots=True)
class MeasureFile:
    """Measures one export, without server or database."""

    catalogue: Catalogue
    tables: BurdenTables
    required: LegallyRequired

    @classmethod
    def from_mappings(cls, mappings_dir: Path, catalogue: Catalogue) -> "MeasureFile":
        """With the latest tables below `mappings_dir`."""
        return cls(catalogue, load_burden_tables(mappings_dir), load_legally_required(mappings_dir))

    def __call__(self, content: bytes, filename: str) -> Measurement | None:
        """None for an export that is rejected: then nothing was delivered, and nothing is counted."""
        translated = translate_file(content, filename, self.catalogue)
        if translated.settlement is None:
            return None
        return measure(
            tuple(deliveries_of_file(translated, self.required)),
            self.tables,
            translated.settlement.burden.repeated_facts,
            _exceptions(translated.findings),
            fewest_providers=1,
        )


def _exceptions(findings: Iterable[Finding]) -> Exceptions:
    """One piece of repair for every kind of finding that makes rows wait, under its one cause."""
    waiting = {each.kind.code for each in findings if each.kind.severity is Severity.QUARANTINES}
    return Exceptions(causes_of_findings(waiting))
