"""The cover of a package of evidence: what it is, what is in it, and how to check it, for a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape

from service.domain.period_words import period_words
from service.domain.proof.evidence import EvidenceHead, ToldReport
from service.domain.proof.told import Told
from service.domain.reports import ReportSummary
from service.domain.translation.fates import holds_prestaties
from service.domain.wording import Language, Wording
from service.files.printed import PrintedTable, print_page

_TITLE = Wording("Bewijsbestand", "Evidence file")
_FOR = Wording("Voor", "For")
_PERIOD = Wording("Periode", "Period")
_MADE = Wording("Gemaakt op", "Made on")
_LOG = Wording("Logboek", "Log")
_KEY = Wording("Sleutel van het logboek", "Key of the log")
_LEAVES = Wording("{size} handelingen", "{size} acts")
_WITNESSES = Wording("Getuigen", "Witnesses")
_NO_WITNESS = Wording(
    "Geen: alleen de sleutel van de dienst zelf staat eronder.", "None: only the service's own key signed it."
)
_WITNESSED = Wording(
    "Genoeg getuigen tekenden de eerste {count} handelingen; wat daarna kwam nog niet.",
    "Enough witnesses signed the first {count} acts; what came after that not yet.",
)
_REPORTS = Wording("Rapportages", "Reports")
_MOST_PRINTED = 200
_FIRST_OF = Wording(
    "De eerste {shown} van {total} rapportages; alle staan in omslag.html en index.xlsx",
    "The first {shown} of {total} reports; all are in omslag.html and index.xlsx",
)
_CHECKING = Wording("Zelf controleren", "Check it yourself")
_HOW = Wording(
    "Dit kan zonder de dienst en zonder internet, met: eenmaal verify BESTAND. Vergelijk de sleutel "
    "hierboven met de sleutel die u eerder van de dienst of van een getuige kreeg. Hoe elk bestand is "
    "opgebouwd, staat in docs/evidence.md bij de broncode.",
    "This needs neither the service nor the internet: eenmaal verify FILE. Compare the key above with the "
    "one that you got earlier from the service or from a witness. How each file is made is told in "
    "docs/evidence.md, with the source code.",
)
_COLUMNS = (
    Wording("Aanbieder", "Provider"),
    Wording("Gemeente", "Municipality"),
    Wording("Rapportage", "Report"),
    Wording("Rijen", "Rows"),
    Wording("Euro", "Euro"),
    Wording("Stand", "State"),
    Wording("Vingerafdruk (SHA-256)", "Fingerprint (SHA-256)"),
)
_TOTALS = Wording("Totalen van wat geldt", "Totals of what holds")
_TOTAL_COLUMNS = (
    Wording("Formaat", "Format"),
    Wording("Rapportages", "Reports"),
    Wording("Rijen", "Rows"),
    Wording("Rijen gerapporteerd", "Rows reported"),
    Wording("Euro", "Euro"),
    Wording("Euro gerapporteerd", "Euro reported"),
)
_ACCEPTED, _REJECTED = Wording("aanvaard", "accepted"), Wording("afgekeurd", "rejected")
_TAKEN, _SENT = Wording("opgehaald", "downloaded"), Wording("verstuurd", "sent")
_REPLACED = Wording("vervangen", "replaced")
_KINDS = ("t", "t", "t", "n", "n", "t", "h")
"""Texts, numbers and hashes."""
_TOTAL_KINDS = ("t", "n", "n", "n", "n", "n")
_TOTAL_WIDTHS = (0.35, 0.13, 0.13, 0.13, 0.13, 0.13)
_WIDTHS = (0.17, 0.13, 0.2, 0.08, 0.13, 0.11, 0.18)
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:72rem;padding:0 1rem;color:#16202c}"
    "table{border-collapse:collapse;width:100%}th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;"
    "border-bottom:1px solid #c9ced6}td.n{text-align:right;white-space:nowrap}.h{overflow-wrap:anywhere}"
    "td.h+td.h,div td.h{min-width:14rem;font:13px/1.4 monospace}div{overflow-x:auto}div td{min-width:6rem}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What stands on it."""

    head: EvidenceHead
    key: str
    witnessed: int
    """How many leaves enough witnesses signed; 0 when they did not."""
    reports: Sequence[ToldReport]
    totals: Mapping[str, Mapping[str, int]]
    """By format."""
    titles: Mapping[str, str]
    language: Language


def cover_as_html(cover: Cover) -> bytes:
    """One page without anything from elsewhere."""
    language = cover.language
    facts = "".join(
        f'<tr><th>{escape(name)}</th><td class="h">{escape(text)}</td></tr>' for name, text in _facts(cover)
    )
    head = "".join(f"<th>{escape(each.to(language))}</th>" for each in _COLUMNS)
    rows = "".join(f"<tr>{_cells(each, _KINDS)}</tr>" for each in _rows(cover))
    sums = "".join(f"<tr>{_cells(each, _TOTAL_KINDS)}</tr>" for each in _sums(cover))
    heads = "".join(f"<th>{escape(each.to(language))}</th>" for each in _TOTAL_COLUMNS)
    title = escape(_title(cover))
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body><h1>{title}</h1><table>{facts}</table><h2>{escape(_REPORTS.to(language))}</h2>"
        f"<div><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        f"<h2>{escape(_TOTALS.to(language))}</h2>"
        f"<div><table><thead><tr>{heads}</tr></thead><tbody>{sums}</tbody></table></div>"
        f"<h2>{escape(_CHECKING.to(language))}</h2><p>{escape(_HOW.to(language))}</p></body></html>\n"
    ).encode()


def cover_as_pdf(cover: Cover) -> bytes:
    """The same, printed, of no more reports than a person leafs through; the same content, the same bytes."""
    total, title = len(cover.reports), _REPORTS
    if total > _MOST_PRINTED:
        title = _FIRST_OF.fill(shown=_MOST_PRINTED, total=total)
        cover = replace(cover, reports=cover.reports[:_MOST_PRINTED])
    table = PrintedTable(
        title=title.to(cover.language),
        columns=[each.to(cover.language) for each in _COLUMNS],
        rows=_rows(cover),
        widths=_WIDTHS,
        amounts=frozenset({3, 4}),
    )
    totals = PrintedTable(
        title=_TOTALS.to(cover.language),
        columns=[each.to(cover.language) for each in _TOTAL_COLUMNS],
        rows=_sums(cover),
        widths=_TOTAL_WIDTHS,
        amounts=frozenset({1, 2, 3, 4, 5}),
    )
    facts = [*_facts(cover), (_CHECKING.to(cover.language), _HOW.to(cover.language))]
    return print_page(_title(cover), facts, [table, totals], language=cover.language)


def state_words(told: Told) -> Wording:
    """Where a report stands, in one word."""
    if told.superseded is not None:
        return _REPLACED
    if told.verdict is not None:
        return _REJECTED if told.verdict["cause"] else _ACCEPTED
    return _TAKEN if told.taken_at else _SENT


def _title(cover: Cover) -> str:
    return f"{_TITLE.to(cover.language)} {period_words(cover.head.period).to(cover.language)}"


def _facts(cover: Cover) -> list[tuple[str, str]]:
    head = cover.head
    size = _LEAVES.fill(size=head.size).to(cover.language)
    witnesses = _WITNESSED.fill(count=cover.witnessed) if cover.witnessed else _NO_WITNESS
    facts = (
        (_FOR, f"{head.organisation.name} ({head.organisation.code})"),
        (_PERIOD, period_words(head.period).to(cover.language)),
        (_MADE, head.made_at[:16].replace("T", " ") + " UTC"),
        (_LOG, f"{head.log}, {size}"),
        (_KEY, cover.key),
        (_WITNESSES, witnesses.to(cover.language)),
    )
    return [(name.to(cover.language), text) for name, text in facts]


def _rows(cover: Cover) -> list[list[str]]:
    return [
        [
            f"{each.provider_name} ({each.provider_code})",
            f"{each.municipality_name} ({each.municipality})",
            f"{cover.titles.get(each.format, each.format)}, {period_words(each.period).to(cover.language)}",
            *_amounts(each),
            state_words(told).to(cover.language),
            each.sha256,
        ]
        for each, told in ((each.summary, each.told) for each in cover.reports)
    ]


def _sums(cover: Cover) -> list[list[str]]:
    return [
        [
            cover.titles.get(name, name),
            *(str(sums[each]) for each in ("reports", "rows_in", "rows_reported")),
            *(_euro(sums[each]) for each in ("cents_in", "cents_reported")),
        ]
        for name, sums in sorted(cover.totals.items())
    ]


def _amounts(report: ReportSummary) -> tuple[str, str]:
    """Rows and euro of prestaties; a waiting list, for one, is not about them."""
    if not holds_prestaties(report.balance):
        return "–", "–"
    return str(report.balance.rows.reported), _euro(report.balance.cents.reported)


def _cells(row: Sequence[str], kinds: Sequence[str]) -> str:
    return "".join(f'<td class="{kind}">{escape(text)}</td>' for kind, text in zip(kinds, row, strict=True))


def _euro(cents: int) -> str:
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}".replace(",", ".") + f",{rest:02d}"
