"""eenmaal formats lint: what is broken, and what may surprise, in formats and all that stands beside them."""

import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click

from service.command_line.formats.choosing import LANGUAGE, chosen, mappings_of
from service.command_line.installation import the_catalogue, the_standard
from service.command_line.options import FORMATS
from service.domain.formats.broken import BrokenFile
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.every_remark import own_remarks
from service.domain.formats.filename_clashes import names_of_two_formats
from service.domain.formats.lint import lint as remarks_of
from service.domain.formats.lint import lint_against, lint_texts
from service.domain.formats.lint_requests import remarks_on_requests
from service.domain.formats.lint_units import Recent, with_units_of
from service.domain.formats.plan import Plan
from service.domain.formats.remarks import Remark, Weight
from service.domain.standard.export import Export
from service.domain.wording import Language, Wording
from service.files.catalogue import (
    changed_templates,
    places_of_formats,
    remarks_on_workbook,
    templates_that_do_not_fit,
)
from service.pipeline.translate_file import check_file, periods_of
from service.pipeline.worked_examples import EXAMPLE_KEY

Line = dict[str, object]
"""One thing that is told, in the stable shape of `--json`."""


@click.command()
@click.argument("names", nargs=-1)
@click.option(
    "--data",
    "--on",
    "exports",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Recent data, from old to new; repeatable.",
)
@FORMATS
@LANGUAGE
@click.option("--json", "as_json", is_flag=True, help="Print one JSON list (docs/json.md) and nothing else.")
def lint(
    names: tuple[str, ...],
    exports: tuple[Path, ...],
    formats: Path | None,
    language: Language,
    *,
    as_json: bool,
) -> None:
    """Name what is broken, and point at what may surprise, in the formats NAMES, or in all.

    Exit code 1 when anything is broken; what may only surprise is no reason to stop.
    """
    catalogue = the_catalogue(formats)
    data = [check_file(path.read_bytes(), path.name, the_standard()).export for path in exports]
    broken, plans = _asked(catalogue, names)
    recent = _recent(catalogue, plans, data)
    remarks = [*_remarks(catalogue, plans, recent), *_remarks_on_data(plans, recent)]
    place_of = places_of_formats(mappings_of(formats))
    lines = [
        *map(_of_broken, broken),
        *(_of_remark(each, *place_of(each.format, each.path)) for each in remarks),
    ]
    if as_json:
        click.echo(json.dumps(lines, ensure_ascii=False))
    else:
        _show(broken, remarks, language)
    sys.exit(1 if any(each["severity"] == Weight.ERROR for each in lines) else 0)


def _asked(catalogue: Catalogue, names: Sequence[str]) -> tuple[list[BrokenFile], list[Plan]]:
    """What is broken and what works of these formats, or of everything when none is named."""
    if not names:
        return list(catalogue.broken), list(catalogue.every_plan())
    broken = [each for each in catalogue.broken if {each.name, each.shown} & set(names)]
    known = {each.name for each in broken} | {each.shown for each in broken}
    return broken, [chosen(catalogue, name) for name in names if name not in known]


def _recent(catalogue: Catalogue, plans: Iterable[Plan], data: Sequence[Export]) -> dict[str, Recent]:
    """By format, the periods of it that are in the data."""
    keyed = replace(catalogue, pseudonym_key=catalogue.pseudonym_key or EXAMPLE_KEY)
    return {
        _shown(plan): [
            (keyed.submitted(export), period)
            for export in data
            for period in periods_of(export, plan.format.period)
        ]
        for plan in plans
    }


def _remarks(catalogue: Catalogue, plans: Sequence[Plan], recent: Mapping[str, Recent]) -> Iterator[Remark]:
    every = list(catalogue.every_plan())
    for plan in plans:
        yield from remarks_of(plan, every)
        yield from with_units_of(plan, own_remarks(plan), recent[_shown(plan)])
        yield from remarks_on_workbook(plan, catalogue.templates)
    yield from names_of_two_formats(plans, catalogue.requests)
    yield from remarks_on_requests(catalogue, {plan.name for plan in plans})
    yield from changed_templates(catalogue, plans)
    yield from templates_that_do_not_fit(catalogue, plans)


def _remarks_on_data(plans: Iterable[Plan], recent: Mapping[str, Recent]) -> Iterator[Remark]:
    """What may surprise when the formats are laid on recent exports."""
    for plan in plans:
        for submitted, period in recent[_shown(plan)]:
            yield from lint_against(plan, submitted, period)
        yield from lint_texts(plan, recent[_shown(plan)])


_STOPS = Wording("houdt publiceren tegen", "stands in the way of publishing")


def _shown(plan: Plan) -> str:
    return f"{plan.name}@{plan.version}"


def _show(broken: Sequence[BrokenFile], remarks: Sequence[Remark], language: Language) -> None:
    for each in broken:
        click.echo(f"{each.fault.placed_words.to(language)} [{each.fault.fault.kind.code}]")
    for remark in remarks:
        place = ": ".join(part for part in (remark.format, remark.where) if part)
        stops = f", {_STOPS.to(language)}" if remark.weight is Weight.ERROR else ""
        click.echo(f"{place}: {remark.text.to(language)} [{remark.code}{stops}]")
    wrong = sum(each.weight is Weight.ERROR for each in remarks)
    counts = [
        (len(broken), "kapot"),
        (wrong, "houdt publiceren tegen" if wrong == 1 else "houden publiceren tegen"),
    ]
    told = [f"{count} {what}, " for count, what in counts if count]
    click.echo(f"{''.join(told)}{len(remarks) - wrong} opmerkingen.")


def _of_broken(broken: BrokenFile) -> Line:
    fault = broken.fault
    return {
        "format": broken.shown,
        "file": fault.file,
        "line": fault.line or None,
        "column": fault.column or None,
        "code": fault.fault.kind.code,
        "severity": Weight.ERROR,
        "text": fault.words.as_json(),
    }


def _of_remark(remark: Remark, file: str, line: int | None) -> Line:
    return {
        "format": remark.format,
        "file": file,
        "line": line,
        "column": None,
        "code": remark.code,
        "severity": remark.weight,
        "text": remark.text.as_json(),
    }
