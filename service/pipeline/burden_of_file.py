"""What the burden of a translated file is measured of."""

from collections.abc import Iterator

from service.domain.burden.demand import Delivery
from service.domain.burden.from_plans import delivery_of, demand_of, rows_behind
from service.domain.burden.prescribed import NOTHING_REQUIRED, LegallyRequired
from service.pipeline.translate_file import TranslatedFile


def deliveries_of_file(
    translated: TranslatedFile, required: LegallyRequired = NOTHING_REQUIRED
) -> Iterator[Delivery]:
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
