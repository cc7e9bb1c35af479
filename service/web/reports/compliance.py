"""How providers stand beside what they were asked and what was agreed: all, one of them, its statement."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from hashlib import sha256

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from service.domain.contracts.compliance import ContractLine, ProviderLine, Signal
from service.domain.contracts.figures import FEWEST_CLIENTS, ContractKey
from service.domain.dues import DueState
from service.domain.reports import Download
from service.domain.submissions.submission import SubmissionId
from service.files.printed import print_page
from service.files.tables import Cell
from service.use_cases.reports.list_compliance import ComplianceList
from service.use_cases.reports.show_compliance import Compliance
from service.web.people.visitor import current_viewer
from service.web.reports.statement import statement_of
from service.web.shared.current import current_wiring
from service.web.shared.downloads import as_attachment, asked_table
from service.web.shared.languages import current_language, gettext, message
from service.web.shared.some_lines import some_lines

blueprint = Blueprint("compliance", __name__)
SIGNAL_WORDS = {
    Signal.BUDGET: message("budget overschreden"),
    Signal.VOLUME: message("meer volume dan toegewezen"),
    Signal.TARIFF: message("ander tarief dan in het contract"),
    Signal.CEILING: message("meer dan het plafond van het contract"),
}
_ON_A_PAGE = 50


@blueprint.get("/naleving")
def every() -> str | Response:
    """Every provider over one period; `?signaal=` and `?aanbieder=` leave some of them."""
    label = request.args.get("periode")
    found = current_wiring().reports.list_compliance(current_viewer(), label)
    if found.period is None and label is not None:
        raise NotFound
    signal, wanted = request.args.get("signaal", ""), request.args.get("aanbieder", "").strip()
    lines = [each for each in found.lines if _is_wanted(each, signal, wanted)]
    table = asked_table(gettext("naleving"), _head(), map(_cells, lines))
    return table or _list(found, lines, {"signaal": signal or None, "aanbieder": wanted or None})


def _list(found: ComplianceList, lines: Sequence[ProviderLine], asked: Mapping[str, str | None]) -> str:
    label = found.period.label if found.period else None
    return render_template(
        "reports/compliance.html",
        found=found,
        page=some_lines(lines, _ON_A_PAGE, periode=label, **asked),
        signal_words=SIGNAL_WORDS,
        fewest=FEWEST_CLIENTS,
    )


def _is_wanted(line: ProviderLine, signal: str, wanted: str) -> bool:
    has_signal = not signal or signal in line.signals or (signal == "enig" and bool(line.signals))
    return has_signal and wanted.casefold() in f"{line.name} {line.code}".casefold()


def _head() -> tuple[str, ...]:
    return (
        gettext("Aanbieder"),
        gettext("AGB-code"),
        gettext("Verwacht"),
        gettext("Geleverd"),
        gettext("Op tijd"),
        gettext("Te laat"),
        gettext("Ontbreekt"),
        gettext("Beoordeeld"),
        gettext("Gecorrigeerd"),
        gettext("Rijen die wachten"),
        gettext("Euro"),
        *(gettext(words) for words in SIGNAL_WORDS.values()),
    )


def _cells(line: ProviderLine) -> tuple[Cell, ...]:
    figures = line.figures
    return (
        line.name,
        line.code,
        line.expected,
        line.received,
        line.states.get(DueState.ON_TIME, 0),
        line.states.get(DueState.LATE, 0),
        line.states.get(DueState.MISSING, 0),
        line.judged,
        line.corrected,
        None if figures is None else figures.waiting,
        None if figures is None else Decimal(figures.cents) / 100,
        *(gettext("ja") if each in line.signals else None for each in SIGNAL_WORDS),
    )


@blueprint.get("/naleving/<aanbieder>")
def one(aanbieder: str) -> str | Response:
    """One provider per contract, with what each signal means."""
    found, called = _found(aanbieder), gettext("naleving")
    table = asked_table(
        f"{called}-{found.code}-{found.period.label}", _contract_head(), _contract_lines(found)
    )
    if table is not None:
        return table
    return render_template(
        "reports/compliance_of.html",
        found=found,
        statement=statement_of(found, SIGNAL_WORDS),
        behind=list(_behind(found)),
        signal_words=SIGNAL_WORDS,
        fewest=FEWEST_CLIENTS,
        titles=current_wiring().catalogue().titles(),
    )


def _behind(found: Compliance) -> Iterator[tuple[ContractKey, Signal, int, SubmissionId]]:
    """Where the rows behind each signal are; of one that is of several submissions, each with its number."""
    submissions: dict[str, list[SubmissionId]] = {}
    for report in found.reports:
        submissions.setdefault(report.municipality, []).append(report.submission)
    for line in found.contracts:
        own = dict.fromkeys(submissions.get(line.key.municipality, ()))
        for signal in line.signals:
            yield from ((line.key, signal, order, each) for order, each in enumerate(own, start=1))
    for use in found.ceilings:
        if use.is_exceeded:
            of = use.ceiling
            key = ContractKey(municipality=of.municipality, law=of.law, category=of.category)
            own_uses = enumerate(use.submissions, start=1)
            yield from ((key, Signal.CEILING, order, each) for order, each in own_uses)


@blueprint.get("/naleving/<aanbieder>/verslag.pdf")
def statement(aanbieder: str) -> Response:
    """The statement of findings, to keep and to hand on."""
    found = _found(aanbieder)
    told = statement_of(found, SIGNAL_WORDS)
    content = print_page(told.title, told.facts, told.tables, language=current_language())
    called = gettext("verslag-van-bevindingen")
    name = f"{called}-{found.code}-{found.period.label}.pdf"
    return as_attachment(Download(name, sha256(content).hexdigest(), content))


def _found(provider: str) -> Compliance:
    found = current_wiring().reports.show_compliance(current_viewer(), provider, request.args.get("periode"))
    if found is None:
        raise NotFound
    return found


def _contract_head() -> tuple[str, ...]:
    return (
        gettext("Gemeentecode"),
        gettext("Wet"),
        gettext("Productcategorie"),
        gettext("Prestaties"),
        gettext("Euro"),
        gettext("Rijen die wachten"),
        gettext("Budget"),
        gettext("Gedeclareerd onder budget"),
        gettext("Eerder gedeclareerd onder budget"),
        gettext("Budgetten overschreden"),
        gettext("Euro boven budget"),
        gettext("Rijen met meer volume dan toegewezen"),
        gettext("Rijen met een contracttarief"),
        gettext("Rijen met een ander tarief"),
        gettext("Euro verschil door tarief"),
        gettext("Signalen"),
    )


def _contract_lines(found: Compliance) -> Iterator[tuple[Cell, ...]]:
    for each in found.contracts:
        signals = ", ".join(gettext(SIGNAL_WORDS[signal]) for signal in each.signals)
        yield each.key.municipality, each.key.law, each.key.category, *_numbers(each), signals


def _numbers(line: ContractLine) -> Iterable[Cell]:
    figures = line.figures
    if figures is None:
        return (None,) * 12
    return (
        figures.rows,
        Decimal(figures.cents) / 100,
        figures.waiting,
        Decimal(figures.budget_cents) / 100,
        Decimal(figures.of_budget_cents) / 100,
        Decimal(figures.earlier_cents) / 100,
        figures.over_budget,
        Decimal(figures.over_budget_cents) / 100,
        figures.over_volume,
        figures.agreed,
        figures.off_tariff,
        Decimal(figures.off_tariff_cents) / 100,
    )
