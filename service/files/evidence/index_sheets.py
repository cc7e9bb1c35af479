"""The index of a package of evidence as a workbook: every report, every format, and every act on them."""

import io
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from xlsxwriter import Workbook

from service.domain.proof.acts import ACT_WORDS
from service.domain.proof.entries import LogEntry
from service.domain.proof.evidence import manifest_name, proof_name
from service.domain.reports import ReportSummary
from service.domain.wording import Language, Wording
from service.files.evidence.cover import state_words

_FIRST_DAY = datetime(1980, 1, 1, tzinfo=UTC)
"""Of every such workbook, so that the clock leaves no trace in it."""
_REPORTS, _ACTS = Wording("Rapportages", "Reports"), Wording("Handelingen", "Acts")
_REPORT_HEAD = (
    Wording("AGB-code", "AGB code"),
    Wording("Aanbieder", "Provider"),
    Wording("Gemeentecode", "Municipality code"),
    Wording("Gemeente", "Municipality"),
    Wording("Formaat", "Format"),
    Wording("Periode", "Period"),
    Wording("Bestand", "File"),
    Wording("Rijen aangeleverd", "Rows handed in"),
    Wording("Rijen gerapporteerd", "Rows reported"),
    Wording("Euro aangeleverd", "Euro handed in"),
    Wording("Euro gerapporteerd", "Euro reported"),
    Wording("Telling sluit", "Balance closes"),
    Wording("Stand", "State"),
    Wording("Vingerafdruk (SHA-256)", "Fingerprint (SHA-256)"),
    Wording("Manifest", "Manifest"),
    Wording("Bewijs", "Proof"),
)
_ACT_HEAD = (
    Wording("Plaats in het logboek", "Place in the log"),
    Wording("Handeling", "Act"),
    Wording("Tijdstip (UTC)", "Moment (UTC)"),
    Wording("Door", "By"),
    Wording("Waarop", "On"),
)
_YES, _NO = Wording("ja", "yes"), Wording("nee", "no")


def index_workbook(
    reports: Sequence[ReportSummary], entries: Sequence[LogEntry], language: Language
) -> bytes:
    """The same content gives the same bytes; texts are texts, whatever they begin with."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as book:
        book.set_properties({"created": _FIRST_DAY})
        head = book.add_format({"bold": True, "bottom": 1})
        rows = [_report(each, language) for each in reports]
        _sheet(book, _REPORTS.to(language), [each.to(language) for each in _REPORT_HEAD], rows, head)
        acts = [_act(each, language) for each in entries]
        _sheet(book, _ACTS.to(language), [each.to(language) for each in _ACT_HEAD], acts, head)
    return target.getvalue()


def _sheet(
    book: Workbook, name: str, titles: Sequence[str], rows: Iterable[Sequence[object]], head: object
) -> None:
    sheet = book.add_worksheet(name)
    sheet.write_row(0, 0, titles, head)
    number = 0
    for number, row in enumerate(rows, start=1):
        sheet.write_row(number, 0, row)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, number, len(titles) - 1)
    sheet.set_column(0, len(titles) - 1, 20)


def _report(report: ReportSummary, language: Language) -> list[object]:
    rows, cents = report.balance.rows, report.balance.cents
    return [
        report.provider_code,
        report.provider_name,
        report.municipality,
        report.municipality_name,
        report.format,
        report.period.label,
        report.filename,
        rows.came_in,
        rows.reported,
        cents.came_in / 100,
        cents.reported / 100,
        (_YES if report.balance.closes else _NO).to(language),
        state_words(report).to(language),
        report.sha256,
        manifest_name(report.id),
        proof_name(report.id),
    ]


def _act(entry: LogEntry, language: Language) -> list[object]:
    kind, code = entry.who
    return [
        entry.index,
        ACT_WORDS[entry.kind].to(language),
        entry.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"),
        f"{kind} {code}".strip(),
        entry.object,
    ]
