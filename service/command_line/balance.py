"""eenmaal balance: what became of every row and cent, at every level, and the totals as reports have them."""

import json
from pathlib import Path

import click

from service.command_line.earlier import published_in
from service.command_line.installation import the_catalogue
from service.command_line.options import ADD_UP, EARLIER, EXPORTS, FORMATS, JSON
from service.command_line.reading import checked_together, with_reading
from service.domain.explanation.row_words import number_words
from service.domain.explanation.written_totals import CAUSES
from service.domain.standard.repairs import Reading
from service.domain.translation.levels import LEVEL_WORDS, LevelBalance
from service.domain.words import reason_words
from service.pipeline.balancing import EveryBalance, balance_export
from service.pipeline.explaining import is_rejected


@click.command()
@EXPORTS
@EARLIER
@with_reading
@ADD_UP
@FORMATS
@JSON
def balance(
    reading: Reading,
    exports: tuple[Path, ...],
    earlier: Path | None,
    formats: Path | None,
    *,
    add_up: bool,
    as_json: bool,
) -> None:
    """Balance EXPORT per submission, municipality, format, period and report, in rows and in cents.

    And the total of every column that adds up, exact and as it is written, with what makes them differ.
    """
    catalogue = the_catalogue(formats)
    checked = checked_together(exports, catalogue.standard, reading, add_up=add_up)
    if is_rejected(checked):
        raise click.BadParameter("deze aanlevering is afgekeurd; zie eenmaal check.", param_hint="EXPORT")
    found = balance_export(catalogue, checked.export, published_in(earlier))
    click.echo(json.dumps(found.as_json(), ensure_ascii=False) if as_json else _shown(found))


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
    return "\n".join(lines)


def _line(each: LevelBalance) -> str:
    rows = each.balance.rows
    of = " ".join(filter(None, (each.municipality, each.format, each.period.label if each.period else "")))
    named = {**rows.excluded, **rows.quarantined, **rows.not_made, **rows.rejected}
    others = "; ".join(f"{count} {reason_words(name).nl}" for name, count in named.items())
    cents = f"{each.balance.cents.reported / 100:.2f} van {each.balance.cents.came_in / 100:.2f} euro"
    told = f"{rows.reported} van {rows.came_in} rijen gerapporteerd, {cents}"
    return f"{LEVEL_WORDS[each.level].nl} {of}".strip() + f": {told}" + (f"; {others}" if others else "")
