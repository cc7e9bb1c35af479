"""The balance of a submission at every level, beside what its messages declare and what its reports say."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from uuid import UUID

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from service.domain.explanation.written_total import WrittenTotal
from service.domain.explanation.written_totals import CAUSES
from service.domain.reports import ReportId
from service.domain.submissions.submission import SubmissionId
from service.domain.translation.declared_totals import ReconciledTotal, differing_totals
from service.domain.translation.levels import LEVEL_WORDS, Level, LevelBalance
from service.domain.translation.unmade import ReportKey
from service.domain.words import reason_words
from service.files.tables import Cell
from service.pipeline.balancing import EveryBalance, FormatTotals
from service.use_cases.submissions.balance import BalancedSubmission
from service.web.people.visitor import current_viewer
from service.web.reports.explained_values import text_of_number
from service.web.shared.current import current_wiring
from service.web.shared.downloads import asked_table
from service.web.shared.languages import gettext, in_language

blueprint = Blueprint("balance", __name__)
_SECTIONS = (Level.MUNICIPALITY, Level.FORMAT, Level.PERIOD, Level.REPORT)


@blueprint.get("/aanleveringen/<uuid:submission_id>/telling")
def show(submission_id: UUID) -> str | Response:
    """Every level; as a file with `?als=` the levels, or with `tabel=` what messages or reports say."""
    found = current_wiring().submissions.balance(current_viewer(), SubmissionId(submission_id))
    titles = current_wiring().catalogue().titles()
    if found.balance is not None:
        table = _asked(found.balance, titles)
        if table is not None:
            return table
    return render_template(
        "submissions/balance.html",
        submission=found.submission,
        balance=found.balance,
        sections=_sections(found),
        declared_differ=len(differing_totals(found.balance.declared)) if found.balance else 0,
        written=list(_differing(found.balance.totals)) if found.balance else [],
        titles=titles,
        reports=_report_ids(found),
        cause_names={cause: in_language(words) for cause, words in CAUSES.items()},
        reason_name=lambda name: in_language(reason_words(name)),
        number_text=text_of_number,
    )


def _sections(found: BalancedSubmission) -> list[tuple[Level, str, list[LevelBalance]]]:
    levels = found.balance.levels if found.balance else ()
    of_level = {level: [each for each in levels if each.level is level] for level in _SECTIONS}
    return [(level, in_language(LEVEL_WORDS[level]), lines) for level, lines in of_level.items() if lines]


def _report_ids(found: BalancedSubmission) -> Mapping[ReportKey, ReportId]:
    return {each.key: each.id for each in found.reports}


def _differing(totals: tuple[FormatTotals, ...]) -> Iterator[tuple[FormatTotals, WrittenTotal]]:
    for each in totals:
        yield from ((each, total) for total in each.totals if total.differences)


def _asked(balance: EveryBalance, titles: Mapping[str, str]) -> Response | None:
    match request.args.get("tabel"):
        case "berichten":
            return asked_table(gettext("berichten"), _declared_head(), map(_declared_line, balance.declared))
        case "bestanden":
            return asked_table(gettext("bestanden"), _written_head(), _written_lines(balance, titles))
        case _:
            lines = (_level_line(each, titles) for each in balance.levels)
            return asked_table(gettext("sluitende telling"), _level_head(), lines)


def _level_head() -> tuple[str, ...]:
    return (
        gettext("Niveau"),
        gettext("Gemeentecode"),
        gettext("Rapportage"),
        gettext("Periode"),
        gettext("Aangeleverd"),
        gettext("In rapportages"),
        gettext("Uitgesloten"),
        gettext("Wacht"),
        gettext("Niet gemaakt"),
        gettext("Afgekeurd"),
        gettext("Euro aangeleverd"),
        gettext("Euro in rapportages"),
        gettext("Telling sluit"),
    )


def _level_line(each: LevelBalance, titles: Mapping[str, str]) -> tuple[Cell, ...]:
    rows, cents = each.balance.rows, each.balance.cents
    parts = (rows.excluded, rows.quarantined, rows.not_made, rows.rejected)
    return (
        in_language(LEVEL_WORDS[each.level]),
        each.municipality,
        titles.get(each.format, each.format),
        each.period.label if each.period else "",
        rows.came_in,
        rows.reported,
        *(sum(part.values()) for part in parts),
        Decimal(cents.came_in) / 100,
        Decimal(cents.reported) / 100,
        gettext("ja") if each.balance.closes else gettext("nee"),
    )


def _declared_head() -> tuple[str, ...]:
    return (
        gettext("Bericht"),
        gettext("Wet"),
        gettext("Gemeentecode"),
        gettext("Declaratie"),
        gettext("Euro volgens het bericht"),
        gettext("Rijen"),
        gettext("Euro in de rijen"),
        gettext("Euro verschil"),
        gettext("Euro toegekend volgens het antwoord"),
        gettext("Euro toegekend in de rijen"),
        gettext("Euro in rapportages"),
        gettext("Niet in rapportages"),
    )


def _declared_line(each: ReconciledTotal) -> tuple[Cell, ...]:
    declared, reported = each.declared, each.parts.get("")
    reasons = (
        f"{in_language(reason_words(name))}: {part.rows}, {Decimal(part.cents) / 100}"
        for name, part in each.unreported.items()
    )
    return (
        declared.message,
        declared.law,
        declared.municipality,
        declared.declaration,
        Decimal(declared.cents) / 100,
        each.read.rows,
        Decimal(each.read.cents) / 100,
        Decimal(each.difference) / 100,
        None if declared.granted is None else Decimal(declared.granted) / 100,
        Decimal(each.granted.cents) / 100,
        Decimal(reported.cents if reported else 0) / 100,
        "; ".join(reasons),
    )


def _written_head() -> tuple[str, ...]:
    return (
        gettext("Gemeentecode"),
        gettext("Rapportage"),
        gettext("Periode"),
        gettext("Tabel"),
        gettext("Kolom"),
        gettext("In de rijen"),
        gettext("In het bestand"),
        gettext("Oorzaak"),
    )


def _written_lines(balance: EveryBalance, titles: Mapping[str, str]) -> Iterator[tuple[Cell, ...]]:
    for each in balance.totals:
        for total in each.totals:
            causes = (
                f"{in_language(CAUSES[cause])} {text_of_number(by)}"
                for cause, by in total.differences.items()
            )
            yield (
                total.municipality,
                titles.get(each.format, each.format),
                each.period.label,
                total.block,
                total.column,
                text_of_number(total.exact),
                text_of_number(total.written),
                "; ".join(causes),
            )
