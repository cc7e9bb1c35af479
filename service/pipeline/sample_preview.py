"""The first lines of a draft's report on invented rows, all of them shown."""

from functools import lru_cache
from pathlib import Path

from service.domain.formats.catalogue import Catalogue
from service.domain.formats.drafts.preview import latest_period, preview_of
from service.domain.formats.plan import Plan
from service.domain.formats.rows import Submitted
from service.domain.periods import Period, PeriodKind, parse_period
from service.domain.reports import Download
from service.domain.standard.export import Export
from service.domain.standard.intake import check_export
from service.domain.translation.translate import translate
from service.files.export import pack_tables, unpack_tables, write_export
from service.files.intake import read_export
from service.pipeline.current_catalogue import standard_of
from service.pipeline.whole_way import write_and_read_back
from service.sample import sample_tables

_CLIENTS = 12
"""Of a sample: enough to see what a report looks like, few enough for a page."""


def preview_on_sample(
    plan: Plan, municipality: tuple[str, str], catalogue: Catalogue, mappings_dir: Path
) -> dict[str, object]:
    """`municipality` is gemeentecode and name. Raises TerminalError like a translation."""
    submitted, period = _submitted(plan, municipality, catalogue, mappings_dir)
    return preview_of(submitted, plan, period, municipality, hides_persons=False)


def report_on_sample(
    plan: Plan, municipality: tuple[str, str], catalogue: Catalogue, mappings_dir: Path
) -> Download:
    """The whole report on the same invented rows, in the municipality's own file.

    The templates of `catalogue` have to include the blank file. Raises TerminalError like a translation.
    """
    submitted, period = _submitted(plan, municipality, catalogue, mappings_dir)
    meant = translate(submitted, plan, period, dict([municipality])).reports[0]
    made = write_and_read_back(catalogue, meant)
    return Download(made.filename, made.sha256, made.content)


def _submitted(
    plan: Plan, municipality: tuple[str, str], catalogue: Catalogue, mappings_dir: Path
) -> tuple[Submitted, Period]:
    export = _sample(mappings_dir, municipality[0], plan.format.period, plan.version)
    period = export.period or parse_period("2026-Q1")
    return catalogue.submitted(export), latest_period(period, plan) or period


@lru_cache(maxsize=32)
def _sample(mappings_dir: Path, municipality: str, kind: PeriodKind, begin: str) -> Export:
    standard = standard_of(mappings_dir)
    try:
        first = parse_period(begin).begin
    except ValueError:
        first = parse_period("2026-Q1").begin
    year = Period(first.replace(month=1, day=1), first.replace(month=12, day=31))
    period = next(part for part in year.parts(kind) if part.end >= first)
    tables = sample_tables(standard, seed=1, municipalities=[municipality], clients=_CLIENTS, period=period)
    written = write_export(tables, standard, "xlsx")
    return unpack_tables(pack_tables(check_export(read_export(written, "voorbeeld.xlsx"), standard).export))
