"""Produce reports: translate, write, read back. No database: the command line and the workers share it."""

import hashlib
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from service.domain.burden.level_zero import Cells, DeliveredFacts, LevelZero, level_zero
from service.domain.findings import Finding
from service.domain.formats.calendar import Assignment
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.output import TemplateOutput
from service.domain.formats.plan import Plan
from service.domain.formats.rows import Submitted
from service.domain.reports import MadeReport
from service.domain.standard.export import Export
from service.domain.translation.balance import Balance, Outcome
from service.domain.translation.changes import figures_of
from service.domain.translation.fates import NOT_REQUESTED, Fates, balance_of, best_of
from service.domain.translation.round_trip import losses
from service.domain.translation.selection import signed_cents, waiting
from service.domain.translation.translate import (
    PRESTATIE,
    Report,
    Translation,
    require_balance_read,
    translate,
)
from service.files.reports import ReportWriter
from service.process.collecting import without_collecting

_WRITER = ReportWriter()
"""One per process: it remembers the templates that it compiled."""


@dataclass(frozen=True, slots=True)
class Production:
    """What one assignment gave."""

    reports: tuple[MadeReport, ...]
    findings: tuple[Finding, ...]
    fates: Fates
    facts: tuple[DeliveredFacts, ...]
    plan: Plan


@dataclass(frozen=True, slots=True)
class Settlement:
    """The balance and the counting facts of a whole submission."""

    balance: Balance
    burden: LevelZero
    fates: Fates
    """What became of every row of prestatie."""
    findings: tuple[Finding, ...] = ()
    """What translation had to say about the rows."""


def produce(catalogue: Catalogue, submitted: Submitted, assignment: Assignment) -> Production:
    """Every report of an assignment, each written, read back by another reader, and proven equal.

    Raises TerminalError (a balance that does not close, a value the file cannot hold, a report that reads
    back differently): then nothing of the assignment may be published.
    """
    translation = _translate(catalogue, submitted, assignment)
    findings, fates, facts = translation.findings, translation.fates, translation.facts
    meant = deque(translation.reports)
    del translation  # so that what a report holds is let go of as soon as it is written
    written: list[MadeReport] = []
    with without_collecting():
        while meant:
            written.append(_written(catalogue, meant.popleft()))
    return Production(tuple(written), findings, fates, facts, assignment.plan)


def produce_reports(catalogue: Catalogue, export: Export, assignment: Assignment) -> tuple[MadeReport, ...]:
    """As `produce`, for a worker that has one assignment to do."""
    return produce(catalogue, catalogue.submitted(export), assignment).reports


def settle(catalogue: Catalogue, export: Export, assignments: Iterable[Assignment]) -> Settlement:
    """The balance and counts of a submission, from its translations alone; no file is written."""
    submitted = catalogue.submitted(export)
    every = list(assignments)
    translations = [_translate(catalogue, submitted, assignment) for assignment in every]
    cells = [report.cells for translation in translations for report in translation.reports]
    facts = [fact for translation in translations for fact in translation.facts]
    fates = [translation.fates for translation in translations]
    settled = settlement(submitted, fates, cells, facts, [assignment.plan for assignment in every])
    findings = tuple(finding for translation in translations for finding in translation.findings)
    return replace(settled, findings=findings)


def settlement(
    submitted: Submitted,
    fates: Sequence[Fates],
    cells: Sequence[Cells],
    facts: Sequence[DeliveredFacts],
    plans: Sequence[Plan],
) -> Settlement:
    """Put together what the assignments of one submission gave: a row reported anywhere is reported."""
    nobody = waiting(submitted, PRESTATIE)
    nobody = nobody.where(nobody.are(Outcome.REPORTED), (Outcome.EXCLUDED, NOT_REQUESTED))
    best = best_of([*fates, nobody])
    balance = balance_of(best, signed_cents(submitted, PRESTATIE))
    balance.require_closed("The submission")
    return Settlement(balance, level_zero(cells, facts, plans, len(cells)), best)


def _translate(catalogue: Catalogue, submitted: Submitted, assignment: Assignment) -> Translation:
    names = {code: catalogue.municipalities.get(code, code) for code in assignment.municipalities}
    return translate(submitted, assignment.plan, assignment.period, names)


def _written(catalogue: Catalogue, report: Report) -> MadeReport:
    output = report.plan.format.output
    template = catalogue.templates[output.template] if isinstance(output, TemplateOutput) else None
    content = _WRITER.write_checked_report(
        report.content, output, template, lambda totals: require_balance_read(report, totals)
    )
    return MadeReport(
        municipality=report.municipality,
        format=report.plan.name,
        format_sha256=report.plan.sha256,
        period=report.period,
        filename=report.filename,
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
        balance=report.balance,
        cells=report.cells,
        figures=figures_of(report.content),
        is_aggregate=report.plan.format.level == "aggregate",
        losses=losses(report.plan, report.period, report.content),
    )
