"""Translate a file that stands on disk, without server, broker or database: the same engine, in one call."""

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from service.domain.findings import Finding, Verdict
from service.domain.formats.calendar import Assignment
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.earlier import PublishedReport
from service.domain.formats.rows import Submitted
from service.domain.periods import Period, PeriodKind
from service.domain.standard.adding_up import told_where
from service.domain.standard.export import Export
from service.domain.standard.intake import AS_USUAL, CheckedExport
from service.domain.standard.model import Standard
from service.domain.standard.repairs import Reading
from service.domain.translation.balance import Balance
from service.domain.translation.nothing import about_whole
from service.domain.translation.unmade import UnmadeReport
from service.domain.words import reason_words
from service.pipeline.add_up import EarlierUpload
from service.pipeline.check_file import check_files_separately
from service.pipeline.whole_way import (
    Production,
    Settlement,
    produce_each,
    rejected_balance,
    settlement,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedFile:
    """What became of a file."""

    sha256: str
    export: Export
    verdict: Verdict
    findings: tuple[Finding, ...]
    productions: tuple[Production, ...]
    balance: Balance
    settlement: Settlement | None
    """None when the submission was rejected: then nothing was translated."""
    unmade: tuple[UnmadeReport, ...] = ()
    """What was asked and could not be made."""

    @property
    def is_whole(self) -> bool:
        """Whether everything that is asked of it is there."""
        return self.settlement is not None and not self.unmade


def check_file(
    content: bytes,
    filename: str,
    standard: Standard,
    reading: Reading = AS_USUAL,
    before: Sequence[EarlierUpload] | None = None,
) -> CheckedExport:
    """Read and check a file, in a separate process; whatever is wrong with it is a finding."""
    return check_files_separately([(filename, content)], standard, reading=reading, before=before)


def periods_of(export: Export, kind: PeriodKind) -> list[Period]:
    """The reporting periods of that kind that lie wholly within an export that was not rejected."""
    return list(export.period.parts(kind)) if export.period else []


def translate_file(  # noqa: PLR0913 - what is told of a file is told by name
    content: bytes,
    filename: str,
    catalogue: Catalogue,
    only: Collection[str] = (),
    earlier: Collection[PublishedReport] = (),
    *,
    reading: Reading = AS_USUAL,
    before: Sequence[EarlierUpload] | None = None,
) -> TranslatedFile:
    """Check a file and, unless it is rejected, make every report that is asked of it.

    `only` narrows it to some municipalities; what the others hold is then excluded as not requested.
    `earlier`: what was published before, for reports that look back; of any provider. `reading`: what its
    provider said about reading it. It is added to what came `before`, oldest first.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    checked = check_file(content, filename, catalogue.standard, reading, before)
    del content  # nobody needs it any more
    if checked.verdict is Verdict.REJECTED:
        return _rejected(sha256, checked, catalogue.standard)
    submitted = catalogue.submitted(checked.export, earlier)
    assignments = _narrowed(catalogue.assignments_for(checked.export), only)
    productions = tuple(produce_each(catalogue, submitted, assignment) for assignment in assignments)
    broken = [
        each for each in catalogue.cannot_be_made_of(checked.export) if not only or each.municipality in only
    ]
    settled = _settled(submitted, productions, broken)
    return TranslatedFile(
        sha256=sha256,
        export=checked.export,
        verdict=checked.verdict,
        findings=(*checked.findings, *_found(checked.export, productions, settled)),
        productions=productions,
        balance=settled.balance,
        settlement=settled,
        unmade=(*(one for each in productions for one in each.unmade), *broken),
    )


def _found(export: Export, productions: Iterable[Production], settled: Settlement) -> tuple[Finding, ...]:
    """What translation had to say, where the rows were handed in."""
    found = [finding for each in productions for finding in each.findings]
    found += about_whole(settled.balance, export, reason_words)
    return told_where(found, export.origins)


def municipalities_without_rows(
    catalogue: Catalogue, translated: TranslatedFile, wanted: Collection[str]
) -> list[str]:
    """Those of the municipalities that were asked for of which the file says nothing."""
    if translated.settlement is None:
        return []
    present = catalogue.municipalities_in(translated.export)
    return [code for code in wanted if code not in present]


def _rejected(sha256: str, checked: CheckedExport, standard: Standard) -> TranslatedFile:
    return TranslatedFile(
        sha256=sha256,
        export=checked.export,
        verdict=checked.verdict,
        findings=checked.findings,
        productions=(),
        balance=rejected_balance(checked, standard),
        settlement=None,
    )


def _settled(
    submitted: Submitted, productions: Sequence[Production], broken: Sequence[UnmadeReport]
) -> Settlement:
    return settlement(
        submitted,
        [each.fates for each in productions],
        [report.cells for each in productions for report in each.reports],
        [fact for each in productions for fact in each.facts],
        [each.plan for each in productions],
        broken,
    )


def _narrowed(every: tuple[Assignment, ...], only: Collection[str]) -> Iterator[Assignment]:
    for assignment in every:
        codes = tuple(code for code in assignment.municipalities if not only or code in only)
        if codes:
            yield replace(assignment, municipalities=codes)
