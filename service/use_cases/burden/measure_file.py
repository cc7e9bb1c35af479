"""Measure the burden of one export that stands on disk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from service.domain.burden.demand import Delivery
from service.domain.burden.from_plans import LegallyRequired, delivery_of, demand_of, rows_behind
from service.domain.burden.measure import Measurement, measure
from service.domain.burden.residual import Exceptions, causes_of_findings
from service.domain.burden.tables import BurdenTables
from service.domain.findings import Finding, Severity
from service.domain.formats.catalogue import Catalogue
from service.files.burden import load_burden_tables, load_legally_required
from service.pipeline.translate_file import TranslatedFile, translate_file


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
            tuple(_deliveries(translated, self.required)),
            self.tables,
            translated.settlement.burden.repeated_facts,
            _exceptions(translated.findings),
            fewest_providers=1,
        )


def _deliveries(translated: TranslatedFile, required: LegallyRequired = frozenset()) -> Iterator[Delivery]:
    """Every report of a translated file as a delivery."""
    head = translated.export.tables["aanlevering"]
    provider = str(head["agb_code"].iloc[0]) if len(head) else ""
    for production in translated.productions:
        demand = demand_of(production.plan, required)
        for report in production.reports:
            yield delivery_of(
                demand,
                report.cells,
                rows_behind(report.cells, demand, report.balance.rows.reported),
                provider=provider,
                municipality=report.municipality,
                period=report.period,
                submission=translated.sha256,
                had_findings=bool(translated.findings),
            )


def _exceptions(findings: Iterable[Finding]) -> Exceptions:
    """One piece of repair for every kind of finding that makes rows wait, under its one cause."""
    waiting = {each.kind.code for each in findings if each.kind.severity is Severity.QUARANTINES}
    return Exceptions(causes_of_findings(waiting))
