"""The index of a package of evidence as a workbook: every report, every format, and every act on them."""

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from xlsxwriter import Workbook

from service.domain.proof.acts import ACT_WORDS
from service.domain.proof.entries import LogEntry
from service.domain.proof.evidence import ToldReport, manifest_name, proof_name
from service.domain.proof.told import Told
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
    Wording("Gemaakt (UTC)", "Made (UTC)"),
    Wording("Verstuurd (UTC)", "Sent (UTC)"),
    Wording("Voor het eerst in handen (UTC)", "First in hands (UTC)"),
    Wording("Oordeel", "Verdict"),
    Wording("Reden", "Cause"),
    Wording("Vervangen of vervallen (UTC)", "Replaced or lapsed (UTC)"),
    Wording("Opvolger", "Successor"),
    Wording("Vragen", "Questions"),
    Wording("Daarvan open", "Open ones of these"),
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
_TOTAL_HEAD = (
    Wording("Formaat", "Format"),
    Wording("Rapportages die gelden", "Reports that hold"),
    Wording("Rijen aangeleverd", "Rows handed in"),
    Wording("Rijen gerapporteerd", "Rows reported"),
    Wording("Euro aangeleverd", "Euro handed in"),
    Wording("Euro gerapporteerd", "Euro reported"),
)
_TOTALS = Wording("Totalen", "Totals")
_YES, _NO = Wording("ja", "yes"), Wording("nee", "no")


def index_workbook(
    reports: Sequence[ToldReport],
    totals: Mapping[str, Mapping[str, int]],
    entries: Sequence[LogEntry],
    language: Language,
) -> bytes:
    """The same content gives the same bytes; texts are texts, whatever they begin with."""
    target = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as book:
        book.set_properties({"created": _FIRST_DAY})
        head = book.add_format({"bold": True, "bottom": 1})
        rows = [_report(each, language) for each in reports]
        _sheet(book, _REPORTS.to(language), [each.to(language) for each in _REPORT_HEAD], rows, head)
        sums = [_sums(name, each) for name, each in sorted(totals.items())]
        _sheet(book, _TOTALS.to(language), [each.to(language) for each in _TOTAL_HEAD], sums, head)
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


def _report(told: ToldReport, language: Language) -> list[object]:
    report = told.summary
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
        state_words(told.told).to(language),
        _moment(told.made["at"]),
        *_story(told.told),
        report.sha256,
        manifest_name(report.id),
        proof_name(told.made["index"]) if "index" in told.made else "",
    ]


def _story(told: Told) -> list[object]:
    """What acts tell of it: empty where there is nothing to tell."""
    verdict, gone = told.verdict or {}, told.superseded or {}
    return [
        _moment(told.sent_at),
        _moment(told.taken_at),
        verdict.get("verdict", ""),
        verdict.get("cause", ""),
        _moment(gone.get("at")),
        gone.get("successor", ""),
        len(told.questions),
        sum(each["closed"] is None for each in told.questions),
    ]


def _moment(written: object) -> str:
    """A moment of a leaf, to the second."""
    return str(written)[:19].replace("T", " ") if written else ""


def _sums(name: str, sums: Mapping[str, int]) -> list[object]:
    counts = [sums[each] for each in ("reports", "rows_in", "rows_reported")]
    return [name, *counts, sums["cents_in"] / 100, sums["cents_reported"] / 100]


def _act(entry: LogEntry, language: Language) -> list[object]:
    kind, code = entry.who
    return [
        entry.index,
        ACT_WORDS[entry.kind].to(language),
        entry.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S"),
        f"{kind} {code}".strip(),
        entry.object,
    ]
