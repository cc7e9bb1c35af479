"""The whole way of a submission, in order. Start reading here.

1. read           files of any carrier, cell by cell                  service/files/intake
2. check          against the standard: types, codes, keys, rules     service/domain/standard
3. translate      what each municipality asks, and what became of     service/domain/translation
                  every row, with a balance that closes
4. write          the municipality's own file                         service/files/reports
5. read back      by another reader, held against what was meant      service/files/reports
6. settle         the balance of the whole, and what was counted      service/domain/burden

Nothing here knows a database or a queue. The command line goes the way in one call (translate_file), workers
a job at a time (translation_engine), and both read what comes from outside in a separate process (check_file,
check_separately).
"""

import hashlib
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from service.domain.burden.level_zero import CellCounts, DeliveredFacts, LevelZero, level_zero
from service.domain.findings import Finding
from service.domain.formats.calendar import Assignment
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.output import TemplateOutput
from service.domain.formats.plan import Plan
from service.domain.formats.rows import Submitted
from service.domain.reports import MadeReport
from service.domain.standard.export import Export
from service.domain.standard.intake import CheckedExport, check_export
from service.domain.standard.model import Standard
from service.domain.translation.balance import Balance, Outcome
from service.domain.translation.changes import figures_of
from service.domain.translation.fates import NOT_REQUESTED, Fates, balance_of, best_of
from service.domain.translation.round_trip import losses
from service.domain.translation.selection import PRESTATIE, signed_cents, waiting
from service.domain.translation.translate import (
    MeantReport,
    Translation,
    require_balance_read,
    translate,
)
from service.files.archive import ZipLimits
from service.files.intake import read_exports
from service.files.reports import ReportWriter
from service.process.collecting import without_collecting

_WRITER = ReportWriter()
"""One per process: it remembers the templates that it compiled."""
SUBMISSION_REJECTED = "submission-rejected"


@dataclass(frozen=True, slots=True, kw_only=True)
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


def read_and_check(
    files: Sequence[tuple[str, bytes]], standard: Standard, limits: ZipLimits | None = None
) -> CheckedExport:
    """Steps 1 and 2, for (name, content) files. Whatever is wrong with them is a finding, never an exception.

    `limits` is what an upload may unpack to.
    """
    return check_export(read_exports(files, limits), standard)


def produce(catalogue: Catalogue, submitted: Submitted, assignment: Assignment) -> Production:
    """Steps 3 to 5 for one assignment: every report of it, written and proven equal to what was meant.

    Raises TerminalError (a balance that does not close, a value the file cannot hold, a report that reads
    back differently): then nothing of the assignment may be published.
    """
    translation = translate_assignment(catalogue, submitted, assignment)
    findings, fates, facts = translation.findings, translation.fates, translation.facts
    meant = deque(translation.reports)
    del translation  # so that what a report holds is let go of as soon as it is written
    written: list[MadeReport] = []
    with without_collecting():
        while meant:
            written.append(write_and_read_back(catalogue, meant.popleft()))
    return Production(
        reports=tuple(written), findings=findings, fates=fates, facts=facts, plan=assignment.plan
    )


def translate_assignment(catalogue: Catalogue, submitted: Submitted, assignment: Assignment) -> Translation:
    """Step 3. What every report of an assignment must hold; raises BalanceDoesNotCloseError."""
    names = {code: catalogue.municipalities.get(code, code) for code in assignment.municipalities}
    return translate(submitted, assignment.plan, assignment.period, names)


def write_and_read_back(catalogue: Catalogue, report: MeantReport) -> MadeReport:
    """Steps 4 and 5. The file, found equal to what was meant by a reader that shares nothing with the writer.

    Raises CannotBeWrittenError for a value that the file cannot hold, ReadBackDiffersError.
    """
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


def settle(catalogue: Catalogue, export: Export, assignments: Iterable[Assignment]) -> Settlement:
    """Step 6. The balance and counts of a submission, from its translations alone; no file is written."""
    submitted = catalogue.submitted(export)
    every = list(assignments)
    translations = [translate_assignment(catalogue, submitted, assignment) for assignment in every]
    cells = [report.cells for translation in translations for report in translation.reports]
    facts = [fact for translation in translations for fact in translation.facts]
    fates = [translation.fates for translation in translations]
    settled = settlement(submitted, fates, cells, facts, [assignment.plan for assignment in every])
    findings = tuple(finding for translation in translations for finding in translation.findings)
    return replace(settled, findings=findings)


def settlement(
    submitted: Submitted,
    fates: Sequence[Fates],
    cells: Sequence[CellCounts],
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


def rejected_balance(checked: CheckedExport, standard: Standard) -> Balance:
    """The balance of a rejected submission: each row under its own fault, or under that of the whole."""
    submitted = Submitted(export=checked.export, standard=standard)
    blocked = checked.blocked_rows.get(PRESTATIE)
    numbers = submitted.row_numbers(PRESTATIE)
    fates = Fates.all(len(numbers), (Outcome.REPORTED, ""))
    if blocked is not None and len(blocked):
        for code in sorted(set(blocked)):
            hit = np.isin(numbers, blocked.index[blocked == code].to_numpy())
            fates = fates.where(hit, (Outcome.REJECTED, str(code)))
    fates = fates.where(fates.are(Outcome.REPORTED), (Outcome.REJECTED, SUBMISSION_REJECTED))
    return balance_of(fates, signed_cents(submitted, PRESTATIE))
