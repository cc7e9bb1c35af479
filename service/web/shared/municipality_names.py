"""What a municipality is called, also one that does not take part itself."""

from flask import g

from service.domain.reports import ReportSummary
from service.web.shared.current import current_wiring


def municipality_name(code: str, otherwise: str = "") -> str:
    """As the list of municipalities has it; of a code that is not in it `otherwise`, or the code."""
    if "municipality_names" not in g:  # a page has a hundred of them, and the catalogue may ask the database
        g.municipality_names = current_wiring().catalogue().municipalities
    name: str = g.municipality_names.get(code, otherwise or code)
    return name


def municipality_of(report: ReportSummary) -> str:
    """That of the municipality that a report is for."""
    return municipality_name(report.municipality, report.municipality_name)
