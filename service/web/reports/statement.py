"""The statement of findings of a provider over a period: what was found, and the sources of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from service.domain.contracts.ceilings import CeilingUse
from service.domain.contracts.compliance import ContractLine, Signal
from service.domain.contracts.figures import ContractFigures
from service.domain.delivery_matrix import counts_of
from service.files.printed import PrintedTable
from service.use_cases.reports.show_compliance import Compliance
from service.web.shared.current import current_wiring
from service.web.shared.due_words import due_state_name
from service.web.shared.languages import gettext, ngettext
from service.web.shared.municipality_names import municipality_name
from service.web.shared.notation import day, euro, moment, number, period_name, plain_number
from service.web.shared.words import standing_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What stands in it, in the language of the page."""

    title: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[PrintedTable, ...]


def statement_of(found: Compliance, words: Mapping[Signal, str]) -> Statement:
    """Facts first, then per contract, then where it comes from."""
    tables = (_contracts(found, words), _ceilings(found), _sources(found))
    return Statement(
        title=gettext("Verslag van bevindingen"),
        facts=tuple(_facts(found)),
        tables=tuple(each for each in tables if each.rows),
    )


def _facts(found: Compliance) -> Iterator[tuple[str, str]]:
    yield gettext("Aanbieder"), f"{found.provider} (AGB {found.code})"
    yield gettext("Periode"), period_name(found.period)
    for state, count in counts_of(due.state for due in found.dues).items():
        yield due_state_name(state), _reports(count)
    judged = sum(each.verdict is not None for each in found.reports)
    yield gettext("Beoordeeld"), _reports(judged)
    yield gettext("Gecorrigeerd of vervallen"), _reports(len(found.former))
    open_ones = sum(not each.balance.closes for each in found.reports)
    closes = gettext("van elke rapportage") if not open_ones else gettext("niet van %s") % _reports(open_ones)
    yield gettext("De telling sluit"), closes
    if found.checkpoint is not None:
        size, root = found.checkpoint.size, found.checkpoint.root.hex()
        yield (
            gettext("Logboek"),
            gettext("%(size)s handelingen, %(root)s")
            % {
                "size": number(size),
                "root": root,
            },
        )


def _reports(count: int) -> str:
    words = ngettext("%(count)s rapportage", "%(count)s rapportages", count)
    return words % {"count": number(count)}


def _contracts(found: Compliance, words: Mapping[Signal, str]) -> PrintedTable:
    return PrintedTable(
        title=gettext("Per gemeente, wet en productcategorie"),
        columns=(
            gettext("Gemeente"),
            gettext("Wet"),
            gettext("Categorie"),
            gettext("Prestaties"),
            gettext("Euro"),
            gettext("Bevinding"),
        ),
        rows=[_contract(each, words) for each in found.contracts],
        widths=(0.2, 0.07, 0.1, 0.11, 0.17, 0.35),
        amounts=frozenset({3, 4}),
    )


def _contract(line: ContractLine, words: Mapping[Signal, str]) -> tuple[str, ...]:
    figures = line.figures
    return (
        municipality_name(line.key.municipality, ""),
        line.key.law,
        line.key.category,
        "–" if figures is None else number(figures.rows),
        gettext("te weinig cliënten") if figures is None else euro(figures.cents),
        "; ".join(finding_words(line, words)) or gettext("niets bijzonders"),
    )


def _ceilings(found: Compliance) -> PrintedTable:
    return PrintedTable(
        title=gettext("Plafonds van de contracten"),
        columns=(
            gettext("Gemeente"),
            gettext("Wet"),
            gettext("Categorie"),
            gettext("Dagen"),
            gettext("Plafond"),
            gettext("Geleverd"),
            gettext("Bevinding"),
        ),
        rows=[_ceiling(each) for each in found.ceilings],
        widths=(0.15, 0.07, 0.1, 0.2, 0.16, 0.16, 0.16),
        amounts=frozenset({4, 5}),
    )


def _ceiling(use: CeilingUse) -> tuple[str, ...]:
    ceiling = use.ceiling
    volume = None if use.volume is None else Decimal(use.volume.numerator) / use.volume.denominator
    most = _volume_and_euros(ceiling.volume, ceiling.cents, ceiling.unit)
    delivered = _volume_and_euros(volume, use.cents if ceiling.cents is not None else None, ceiling.unit)
    return (
        municipality_name(ceiling.municipality, ""),
        ceiling.law,
        ceiling.category or gettext("alle"),
        f"{day(ceiling.begin)} – {day(ceiling.until)}",
        most,
        delivered or gettext("te weinig cliënten"),
        gettext("meer dan het plafond") if use.is_exceeded else gettext("binnen het plafond"),
    )


def _volume_and_euros(volume: Decimal | int | None, cents: int | None, unit: str) -> str:
    units = current_wiring().catalogue().standard.code_lists["eenheid"].entries
    name = next((each.description for each in units if each.code == unit), unit)
    told = [] if volume is None else [f"{plain_number(float(volume))} ({name.casefold()})"]
    return ", ".join([*told, *([] if cents is None else [euro(cents)])])


def finding_words(line: ContractLine, words: Mapping[Signal, str]) -> Iterator[str]:
    """What each signal says, with its numbers when these may be shown."""
    for signal in line.signals:
        yield gettext(words[signal]) if line.figures is None else _in_full(signal, line.figures)
    if line.figures is not None and line.figures.waiting:
        waits = ngettext(
            "%(count)s rij wacht op een antwoord",
            "%(count)s rijen wachten op een antwoord",
            line.figures.waiting,
        )
        yield waits % {"count": number(line.figures.waiting)}


def _in_full(signal: Signal, figures: ContractFigures) -> str:
    match signal:
        case Signal.BUDGET:
            words = ngettext(
                "%(count)s van %(all)s budget overschreden, samen met %(amount)s",
                "%(count)s van %(all)s budgetten overschreden, samen met %(amount)s",
                figures.budgeted,
            )
            facts = (figures.over_budget, figures.budgeted, figures.over_budget_cents)
        case Signal.VOLUME:
            words = ngettext(
                "%(count)s van %(all)s rij met meer volume dan is toegewezen",
                "%(count)s van %(all)s rijen met meer volume dan is toegewezen",
                figures.rows,
            )
            facts = (figures.over_volume, figures.rows, 0)
        case Signal.TARIFF:
            words = ngettext(
                "%(count)s van %(all)s rij met een ander tarief dan in het contract, verschil %(amount)s",
                "%(count)s van %(all)s rijen met een ander tarief dan in het contract, verschil %(amount)s",
                figures.agreed,
            )
            facts = (figures.off_tariff, figures.agreed, figures.off_tariff_cents)
        case Signal.CEILING:
            return gettext("meer dan het plafond van het contract")
    return words % {"count": number(facts[0]), "all": number(facts[1]), "amount": euro(facts[2])}


def _sources(found: Compliance) -> PrintedTable:
    titles = current_wiring().catalogue().titles()
    return PrintedTable(
        title=gettext("Waar dit op steunt"),
        columns=(
            gettext("Gemeente"),
            gettext("Rapportage"),
            gettext("Verstuurd op"),
            gettext("Stand"),
            gettext("Vingerafdruk (SHA-256)"),
        ),
        rows=[
            (
                municipality_name(each.municipality, each.municipality_name),
                titles.get(each.format, each.format),
                moment(each.sent_at) if each.sent_at else "–",
                standing_name(each),
                each.sha256,
            )
            for each in found.reports
        ],
        widths=(0.17, 0.23, 0.15, 0.13, 0.32),
    )
