"""Measure burden: from a file on disk, or from what was published over a period."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from service.domain.burden.demand import Delivery, Demand
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
            tuple(deliveries_of(translated, self.required)),
            self.tables,
            translated.settlement.burden.repeated_facts,
            exceptions_of(translated.findings),
            fewest_providers=1,
        )


def deliveries_of(translated: TranslatedFile, required: LegallyRequired = frozenset()) -> Iterator[Delivery]:
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
            )


def exceptions_of(findings: Iterable[Finding]) -> Exceptions:
    """One piece of repair for every kind of finding that makes rows wait, under its one cause."""
    waiting = {each.kind.code for each in findings if each.kind.severity is Severity.QUARANTINES}
    return Exceptions(causes_of_findings(waiting))


def demands_by_hash(catalogue: Catalogue, required: LegallyRequired) -> Mapping[str, Demand]:
    """What every version of every format asks, by its hash."""
    return {plan.sha256: demand_of(plan, required) for plan in catalogue.every_plan()}
