"""eenmaal balance: what became of every row and cent, at every level, and the totals as reports have them."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from service.command_line.earlier import published_in
from service.command_line.installation import the_catalogue
from service.command_line.options import ADD_UP, EARLIER, EXPORTS, FORMATS, JSON
from service.command_line.reading import checked_together, with_reading
from service.domain.explanation.row_words import number_words
from service.domain.explanation.written_totals import CAUSES
from service.domain.standard.repairs import Reading
from service.domain.translation.control_figures import (
    Amount,
    ComparedFigure,
    Key,
    NoControlFiguresError,
    differing,
    parse_control_figures,
)
from service.domain.translation.declared_totals import ReconciledTotal, differing_totals
from service.domain.translation.levels import LEVEL_WORDS, LevelBalance
from service.domain.words import reason_words
from service.pipeline.balancing import EveryBalance, balance_export, hold_against_books
from service.pipeline.explaining import is_rejected


@click.command()
@EXPORTS
@EARLIER
@with_reading
@ADD_UP
@FORMATS
@click.option(
    "--control",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A csv of your books: gemeentecode;wet;rijen;bedrag. Exit code 1 when a line differs.",
)
@JSON
def balance(  # noqa: PLR0913 - each is an option or argument of the command
    reading: Reading,
    exports: tuple[Path, ...],
    earlier: Path | None,
    formats: Path | None,
    control: Path | None,
    *,
    add_up: bool,
    as_json: bool,
) -> None:
    """Balance EXPORT per submission, municipality, format, period and report, in rows and in cents.

    And the total of every column that adds up, exact and as it is written, with what makes them differ.
    Of messages also what each declaration says that it adds up to, beside its rows. With --control also what
    your books say, beside what is handed in, with what makes exactly the difference. Exit code 1 when either
    differs.
    """
    books = {} if control is None else _books(control)
    catalogue = the_catalogue(formats)
    checked = checked_together(exports, catalogue.standard, reading, add_up=add_up)
    if is_rejected(checked):
        raise click.BadParameter("deze aanlevering is afgekeurd; zie eenmaal check.", param_hint="EXPORT")
    found = balance_export(catalogue, checked.export, published_in(earlier))
    compared = hold_against_books(catalogue, checked.export, books) if control else ()
    if as_json:
        told = {**found.as_json(), **({"control": [each.as_json() for each in compared]} if control else {})}
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        click.echo("\n".join((_shown(found), *map(_compared, compared))))
    differ = (*differing(compared), *differing_totals(found.declared))
    sys.exit(bool(differ))


def _books(control: Path) -> Mapping[Key, Amount]:
    try:
        return parse_control_figures(control.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise click.BadParameter("dit is geen csv in UTF-8.", param_hint="--control") from error
    except NoControlFiguresError as refused:
        raise click.BadParameter(refused.words.nl, param_hint="--control") from refused


def _compared(each: ComparedFigure) -> str:
    books = f"{each.books.rows} rijen, {each.books.cents / 100:.2f} euro" if each.books else "niets"
    told = f"boeken {each.municipality or 'zonder gemeente'} {each.law}: {books}; aangeleverd "
    told += f"{each.handed_in.rows} rijen, {each.handed_in.cents / 100:.2f} euro"
    if each.is_the_same:
        return f"{told}: gelijk"
    causes = ", ".join(reason_words(name).nl for name in each.causes)
    more = f"; precies wat niet in een rapportage komt: {causes}" if causes else ""
    return f"{told}: verschil {each.difference.rows} rijen, {each.difference.cents / 100:.2f} euro{more}"


def _shown(found: EveryBalance) -> str:
    lines = [_line(each) for each in found.levels]
    for each in found.totals:
        for total in each.totals:
            if total.differences:
                causes = ", ".join(
                    f"{CAUSES[cause].nl} {number_words(by).nl}" for cause, by in total.differences.items()
                )
                place = f"{total.municipality} {each.format} {total.block}, {total.column}"
                exact, written = number_words(total.exact).nl, number_words(total.written).nl
                lines.append(f"{place}: in de rijen {exact}, in het bestand {written} ({causes})")
    return "\n".join((*lines, *map(_declared, found.declared)))


def _declared(each: ReconciledTotal) -> str:
    one = each.declared
    told = f"declaratie {one.declaration} ({one.message}, {one.municipality} {one.law}): volgens het bericht "
    told += f"{one.cents / 100:.2f} euro, in {each.read.rows} rijen {each.read.cents / 100:.2f} euro"
    if one.granted is not None:
        told += f"; toegekend {one.granted / 100:.2f} euro, in de rijen {each.granted.cents / 100:.2f} euro"
    others = "; ".join(
        f"{reason_words(name).nl} {part.cents / 100:.2f} euro" for name, part in each.unreported.items()
    )
    return told + (f"; niet in rapportages: {others}" if others else "")


def _line(each: LevelBalance) -> str:
    rows = each.balance.rows
    of = " ".join(filter(None, (each.municipality, each.format, each.period.label if each.period else "")))
    named = {**rows.excluded, **rows.quarantined, **rows.not_made, **rows.rejected}
    others = "; ".join(f"{count} {reason_words(name).nl}" for name, count in named.items())
    cents = f"{each.balance.cents.reported / 100:.2f} van {each.balance.cents.came_in / 100:.2f} euro"
    told = f"{rows.reported} van {rows.came_in} rijen gerapporteerd, {cents}"
    return f"{LEVEL_WORDS[each.level].nl} {of}".strip() + f": {told}" + (f"; {others}" if others else "")
