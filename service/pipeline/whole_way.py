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
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

import numpy as np

from service.domain.burden.level_zero import CellCounts, DeliveredFacts, LevelZero, level_zero
from service.domain.failures import AskedLaterError, WhyNotMade
from service.domain.findings import Finding
from service.domain.formats.blank_files import blank_of
from service.domain.formats.calendar import Assignment
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.earlier import PublishedReport
from service.domain.formats.plan import Plan
from service.domain.formats.rows import Submitted
from service.domain.made_report import AddedUp, MadeReport
from service.domain.standard.export import Export
from service.domain.standard.handing_in import Handing
from service.domain.standard.intake import AS_USUAL, CheckedExport, check_export
from service.domain.standard.model import Standard
from service.domain.standard.repairs import Reading
from service.domain.translation.balance import Balance, Outcome
from service.domain.translation.changes import figures_of
from service.domain.translation.fates import NOT_REQUESTED, Fates, balance_of, best_of
from service.domain.translation.filled_sheet import FilledSheet
from service.domain.translation.levels import FormatFates
from service.domain.translation.nothing import about_reports, about_whole
from service.domain.translation.own_rows import require_own_rows
from service.domain.translation.round_trip import losses
from service.domain.translation.selection import PRESTATIE, is_asked, signed_cents, unreported, waiting
from service.domain.translation.translate import (
    MeantReport,
    Translation,
    require_balance_read,
    translate_each,
)
from service.domain.translation.unmade import CANNOT_BE_MADE, ReportKey, UnmadeReport, by_reason
from service.domain.wording import same
from service.domain.words import reason_words
from service.files.archive import ZipLimits
from service.files.intake import read_exports
from service.files.reports import ReportWriter
from service.pipeline.add_up import EarlierUpload, read_and_add_up, read_as_addition
from service.pipeline.in_its_cells import in_its_cells
from service.process.collecting import without_collecting

_WRITER = ReportWriter()
"""One per process: it remembers the templates that it compiled."""
SUBMISSION_REJECTED = "submission-rejected"
AddsUp = Callable[[Submitted, Assignment, Sequence[FilledSheet]], Mapping[str, AddedUp]]
"""What the columns of the reports of an assignment add up to, by gemeentecode."""


def _nothing_is_added_up(*_: object) -> Mapping[str, AddedUp]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Production:
    """What one assignment gave."""

    reports: tuple[MadeReport, ...]
    findings: tuple[Finding, ...]
    fates: Fates
    facts: tuple[DeliveredFacts, ...]
    plan: Plan
    failures: Mapping[str, WhyNotMade] = field(default_factory=dict)
    """By municipality, why its report could not be made."""
    unmade: tuple[UnmadeReport, ...] = ()
    """The same, as it is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """The balance and the counting facts of a whole submission."""

    balance: Balance
    burden: LevelZero
    fates: Fates
    """What became of every row of prestatie."""
    findings: tuple[Finding, ...] = ()
    """What translation had to say about the rows."""
    unmade: tuple[UnmadeReport, ...] = ()
    """What was asked and is not there."""
    parts: tuple[FormatFates, ...] = ()
    """What each format over each period made of every row."""


def read_and_check(
    files: Sequence[tuple[str, bytes]],
    standard: Standard,
    limits: ZipLimits | None = None,
    reading: Reading = AS_USUAL,
    before: Sequence[EarlierUpload] | None = None,
) -> CheckedExport:
    """Steps 1 and 2, for (name, content) files. Whatever is wrong with them is a finding, never an exception.

    `limits` is what an upload may unpack to, `reading` what its provider said about reading it. It is added
    to what came `before`, oldest first; None for one that is no addition, unless it says that it is.
    """
    if before is not None:
        return read_and_add_up(
            [*before, *(EarlierUpload(*each, reading) for each in files)], standard, limits
        )
    checked = check_export(read_exports(files, limits), standard, reading)
    return (
        read_as_addition(files, standard, limits, reading) if checked.handing is Handing.ADDITION else checked
    )


def produce(catalogue: Catalogue, submitted: Submitted, assignment: Assignment) -> Production:
    """Steps 3 to 5 for one assignment: every report of it, written and proven equal to what was meant.

    Raises one of CANNOT_BE_MADE when there is a report that cannot be made.
    """
    production = produce_each(catalogue, submitted, assignment)
    for failure in production.failures.values():
        raise failure
    return production


def produce_each(
    catalogue: Catalogue,
    submitted: Submitted,
    assignment: Assignment,
    add_up: AddsUp = _nothing_is_added_up,
) -> Production:
    """As `produce`, but a report that cannot be made stops only itself: it is named, and so are its rows.

    Its balance does not close, say, or the file cannot hold a value, or reads back differently. `add_up` says
    what is kept of the totals of each.
    """
    translation = translate_assignment(catalogue, submitted, assignment)
    totals = add_up(submitted, assignment, translation.sheets)
    findings, fates, facts = translation.findings, translation.fates, translation.facts
    failures: dict[str, WhyNotMade] = dict(translation.failures)
    meant = deque(translation.reports)
    del translation  # so that what a report holds is let go of as soon as it is written
    written: list[MadeReport] = []
    with without_collecting():
        while meant:
            report = meant.popleft()
            try:
                made = write_and_read_back(catalogue, report)
                written.append(replace(made, added_up=totals.get(made.municipality, made.added_up)))
            except CANNOT_BE_MADE as failure:
                failures[report.municipality] = failure
    unmade = unmade_of(assignment, failures)
    return Production(
        reports=tuple(written),
        findings=findings,
        fates=not_made(fates, submitted, unmade),
        facts=facts,
        plan=assignment.plan,
        failures=failures,
        unmade=unmade,
    )


def translate_assignment(catalogue: Catalogue, submitted: Submitted, assignment: Assignment) -> Translation:
    """Step 3. What every report of an assignment must hold; those that cannot be made are in `failures`."""
    names = {code: catalogue.municipalities.get(code, code) for code in assignment.municipalities}
    try:
        made = translate_each(submitted, assignment.plan, assignment.period, names)
        require_own_rows(submitted, made.sheets, sorted(names), assignment.period.end)
        return replace(made, findings=(*made.findings, *about_reports(made.reports, reason_words)))
    except CANNOT_BE_MADE as failure:
        is_about_care = any(sheet.format.rows.of == PRESTATIE for sheet in assignment.plan.sheets)
        of_care = waiting(submitted, PRESTATIE)
        others = ~is_asked(submitted, PRESTATIE, names)
        return Translation(
            reports=(),
            fates=of_care.where(others, (Outcome.EXCLUDED, NOT_REQUESTED))
            if is_about_care
            else unreported(submitted, PRESTATIE, names),
            findings=(),
            facts=(),
            failures=dict.fromkeys(names, failure),
        )


def unmade_of(assignment: Assignment, failures: Mapping[str, WhyNotMade]) -> tuple[UnmadeReport, ...]:
    """What there is to tell of the reports of an assignment that could not be made."""
    return tuple(
        UnmadeReport.of(code, assignment.format, assignment.period, failure)
        for code, failure in sorted(failures.items())
    )


def not_made(fates: Fates, submitted: Submitted, unmade: Iterable[UnmadeReport]) -> Fates:
    """The fates in which what would have been reported in these reports goes by the reason that it is not."""
    for code, municipalities in by_reason(unmade).items():
        hit = is_asked(submitted, PRESTATIE, dict.fromkeys(municipalities, ""))
        fates = fates.where(hit, (Outcome.NOT_MADE, code))
    return fates


def write_and_read_back(catalogue: Catalogue, report: MeantReport) -> MadeReport:
    """Steps 4 and 5. The file, found equal to what was meant by a reader that shares nothing with the writer.

    Raises CannotBeWrittenError for a value that the file cannot hold, ReadBackDiffersError.
    """
    output = report.plan.format.output
    template = blank_of(output, catalogue.templates)
    content = _WRITER.write_checked_report(
        in_its_cells(report, template), output, template, lambda totals: require_balance_read(report, totals)
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
        other_tables=report.other_tables,
        agb_code=report.agb_code,
        earlier=report.earlier,
        lines=report.figures if catalogue.looks_back(report.plan.name) else {},
    )


def settle(
    catalogue: Catalogue,
    export: Export,
    assignments: Iterable[Assignment],
    made: Collection[ReportKey] | None = None,
    earlier: Iterable[PublishedReport] = (),
) -> Settlement:
    """Step 6. The balance and counts of a submission, from its translations; no file is written.

    `made`: the reports that are there. Any other is tried once more, to say why it could not be made: the
    same content cannot be written today that could not be yesterday. `earlier`: what was published before.
    """
    submitted = catalogue.submitted(export, earlier)
    parts = [_part(catalogue, submitted, each, made) for each in assignments]
    broken = catalogue.cannot_be_made_of(export)
    settled = settlement(
        submitted,
        [part.of_format.fates for part in parts],
        [report.cells for part in parts for report in part.translation.reports],
        list(chain.from_iterable(part.translation.facts for part in parts)),
        [part.plan for part in parts],
        broken,
    )
    findings = chain.from_iterable(part.translation.findings for part in parts)
    unmade = chain.from_iterable(part.unmade for part in parts)
    about = about_whole(settled.balance, export, reason_words)
    return replace(
        settled,
        findings=(*findings, *about),
        unmade=(*unmade, *broken),
        parts=tuple(part.of_format for part in parts),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """What one assignment adds to the balance and the counts."""

    plan: Plan
    translation: Translation
    unmade: tuple[UnmadeReport, ...]
    of_format: FormatFates


def _part(
    catalogue: Catalogue, submitted: Submitted, assignment: Assignment, made: Collection[ReportKey] | None
) -> _Part:
    translation = translate_assignment(catalogue, submitted, assignment)
    unmade = unmade_of(assignment, failures_of(catalogue, assignment, translation, made))
    of_format = FormatFates(
        format=assignment.format,
        period=assignment.period,
        fates=not_made(translation.fates, submitted, unmade),
        municipalities=assignment.municipalities,
    )
    return _Part(assignment.plan, translation, unmade, of_format)


def failures_of(
    catalogue: Catalogue, assignment: Assignment, translation: Translation, made: Collection[ReportKey] | None
) -> Mapping[str, WhyNotMade]:
    """By municipality why its report is not there; `made` as in settle."""
    failures = dict(translation.failures)
    for report in translation.reports:
        if made is not None and (report.municipality, assignment.format, assignment.period) not in made:
            failures |= _why_it_is_not_there(catalogue, report)
    return failures


def _why_it_is_not_there(catalogue: Catalogue, report: MeantReport) -> dict[str, WhyNotMade]:
    """By its municipality why it could not be made, or that nobody tried."""
    try:
        write_and_read_back(catalogue, report)
    except CANNOT_BE_MADE as failure:
        return {report.municipality: failure}
    return {report.municipality: AskedLaterError(same(report.filename))}


def settlement(
    submitted: Submitted,
    fates: Sequence[Fates],
    cells: Sequence[CellCounts],
    facts: Sequence[DeliveredFacts],
    plans: Sequence[Plan],
    broken: Iterable[UnmadeReport] = (),
) -> Settlement:
    """Put together what the assignments of one submission gave: a row reported anywhere is reported.

    `broken`: what is asked in formats that cannot be used.
    """
    nobody = not_made(waiting(submitted, PRESTATIE), submitted, broken)
    nobody = nobody.where(nobody.are(Outcome.REPORTED), (Outcome.EXCLUDED, NOT_REQUESTED))
    best = best_of([*fates, nobody])
    balance = balance_of(best, signed_cents(submitted, PRESTATIE))
    balance.require_closed("The submission")
    return Settlement(balance=balance, burden=level_zero(cells, facts, plans, len(cells)), fates=best)


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
