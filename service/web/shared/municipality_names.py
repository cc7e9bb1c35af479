"""What a municipality is called, also one that does not take part itself."""

from service.domain.reports import ReportSummary
from service.web.shared.current import current_wiring


def municipality_name(code: str, otherwise: str = "") -> str:
    """As the list of municipalities has it; of a code that is not in it `otherwise`, or the code."""
    return current_wiring().catalogue().municipalities.get(code, otherwise or code)


def municipality_of(report: ReportSummary) -> str:
    """That of the municipality that a report is for."""
    return municipality_name(report.municipality, report.municipality_name)
