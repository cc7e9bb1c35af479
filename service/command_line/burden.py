"""eenmaal burden: how much duplicate administration an export spares, and recounting it independently."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from service.command_line.burden_drop_list import drop_list
from service.command_line.burden_verify import verify
from service.command_line.earlier import published_in
from service.command_line.installation import settings, the_catalogue, the_standard
from service.command_line.listings import Listing, show_listing
from service.command_line.options import FORMATS, JSON
from service.command_line.running_service import find_service
from service.domain.burden.amounts import amount, duration_range
from service.domain.burden.element_words import element_words
from service.domain.burden.headline_words import headline, in_two_sentences, what_matters
from service.domain.burden.letters import letter, why_no_letter
from service.domain.burden.measure import Measurement
from service.domain.burden.words import beyond_copying, cause_words, sentence
from service.domain.burden.words_of_new import known_before
from service.domain.wording import same
from service.use_cases.burden.measure_file import MeasureFile
from service.use_cases.burden.recompute_file import RecomputeBurden
from service.wiring import build

_MOST_ADVICE = 10


class _ExportOrCommand(click.Group):
    """`eenmaal burden EXPORT` beside `eenmaal burden recompute ...`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Whatever does not start with the name of a command is about an export, or about a period."""
        if args and args[0] not in (*self.commands, "-h", "--help"):
            args = ["of-period" if "--period" in args else "of-export", *args]
        return super().parse_args(ctx, args)


@click.group(
    cls=_ExportOrCommand,
    subcommand_metavar="EXPORT | --period P --login L | drop-list ... | recompute ... | verify FILE",
)
def burden() -> None:
    """Measure how much duplicate administration EXPORT spares: counts, then minutes, then euros."""


burden.add_command(drop_list)
burden.add_command(verify)


@burden.command(name="of-export", hidden=True)
@click.argument("export", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--letters", type=click.Path(file_okay=False, path_type=Path), help="Write draft letters here.")
@FORMATS
@JSON
def of_export(export: Path, letters: Path | None, formats: Path | None, *, as_json: bool) -> None:
    """Measure one export."""
    catalogue = the_catalogue(formats)
    measured = MeasureFile.from_mappings(settings().mappings_dir, catalogue)(export.read_bytes(), export.name)
    if measured is None:
        click.echo("The export is rejected; nothing was delivered, so there is nothing to measure.", err=True)
        sys.exit(1)
    if letters:
        _write_letters(measured, letters, catalogue.municipalities)
    if as_json:
        click.echo(json.dumps(measured.as_json(), ensure_ascii=False))
    else:
        show(measured, export.name)


def show(measured: Measurement, name: str) -> None:
    """The sentence, what is left at the same size, and what would help most."""
    periods = sorted({each.period.label for each in measured.deliveries})
    who = ", ".join(sorted({each.provider for each in measured.deliveries})) or name
    when = same(", ".join(periods))
    click.echo(headline(measured, who, when).nl)
    click.echo(in_two_sentences(measured.estimate).nl)
    click.echo(f"{what_matters(measured.estimate).nl}\n")
    click.echo(sentence(measured, who, when).nl)
    if measured.is_more_than_copying:
        click.echo(beyond_copying(measured).nl)
    click.echo(known_before(measured.added).nl)
    versions = measured.estimate.versions
    click.echo(
        f"Standaardtijden versie {versions['times']}, tarieven versie {versions['tariff']}, aannames versie "
        f"{versions['assumptions']}."
    )
    each_time = duration_range(measured.estimate.net_each_time).nl
    click.echo(f"\nVoor wie elke rapportage apart maakt: {each_time}.")
    click.echo(f"Wat er overblijft: {duration_range(measured.estimate.spent_with_service).nl}.")
    for cause, minutes in measured.residual.by_cause.items():
        click.echo(f"  {cause.value} {cause_words(cause).nl}: {amount(minutes).nl}")
    click.echo(f"  de dienst zelf: {amount(measured.residual.service_minutes).nl}")
    click.echo(
        f"Kans dat het netto niets oplevert: {round(100 * measured.estimate.p_net_negative)} op 100.\n"
    )
    show_listing(_advice_listing(measured))


def _advice_listing(measured: Measurement) -> Listing:
    rows = [
        (
            element_words(each.change.element).nl
            + ("" if each.change.element else f": {', '.join(each.change.formats)}"),
            str(len(each.change.municipalities)),
            _range(each.without_interval.as_json()),
            _range(each.with_interval.as_json()),
            str(each.fewer_representations),
        )
        for each in measured.advice[:_MOST_ADVICE]
    ]
    return Listing(
        title="Wat harmoniseren scheelt (twee kolommen, nooit op te tellen)",
        heads=("gegeven", "gemeenten", "minuten zonder de dienst", "minuten met de dienst", "vormen minder"),
        rows=rows,
    )


def _range(minutes: dict[str, float]) -> str:
    return f"{minutes['p10']} – {minutes['p90']} ({minutes['p50']})"


def _write_letters(measured: Measurement, folder: Path, names: Mapping[str, str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    tables = f"standaardtijden {measured.estimate.versions['times']}"
    for number, each in enumerate((one for one in measured.advice if one.is_publishable), 1):
        for code in each.change.municipalities:
            text = letter(each, names.get(code, code), ", ".join(each.change.formats), tables)
            (folder / f"{number:02d}-{code}.txt").write_text(text, encoding="utf-8")
    if not any(each.is_publishable for each in measured.advice):
        click.echo(why_no_letter(measured.advice).nl, err=True)


@burden.command(name="of-period", hidden=True)
@click.option("--period", required=True, help="2026, 2026-H1, 2026-Q1 or 2026-03.")
@click.option("--login", required=True, help="As whom: what is seen is what this account may see.")
@JSON
def of_period(period: str, login: str, *, as_json: bool) -> None:
    """Measure what was published over a period, as one account may see it; for whoever runs the service."""
    own = settings()
    wiring = build(own if own.database_url else find_service(own.state_dir).settings)
    try:
        page = wiring.burden.show_for_login(login, period)
    finally:
        wiring.close()
    if page.measured is None or page.period is None or page.period.label != period:
        click.echo(f"Nothing was published over {period} that {login} may see.", err=True)
        sys.exit(1)
    if as_json:
        click.echo(json.dumps(page.measured.as_json(), ensure_ascii=False))
    else:
        show(page.measured, login)


@burden.command()
@click.argument("export", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("reports", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--stored",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What `eenmaal translate --json` printed, or any JSON object with the counts, to compare with.",
)
@click.option(
    "--earlier",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder with earlier reports that `eenmaal translate --earlier` was given.",
)
@JSON
def recompute(
    export: Path, reports: Path, stored: Path | None, earlier: Path | None, *, as_json: bool
) -> None:
    """Count once more, from EXPORT and the files in REPORTS alone; exit code 1 when it differs."""
    again = RecomputeBurden.from_mappings(settings().mappings_dir, the_standard())
    files = ((path.name, path.read_bytes()) for path in sorted(reports.glob("*/*")) if path.is_file())
    both = again(export.read_bytes(), export.name, files, published_in(earlier))
    counts = both.level_zero
    first = _stored_counts(stored) if stored else None
    if as_json:
        is_equal = None if first is None else counts == first
        click.echo(json.dumps({"level0": counts, "is_equal": is_equal, "facts": both.questions}))
    else:
        _show_counts(counts, first)
    sys.exit(0 if first in (None, counts) else 1)


def _show_counts(counts: Mapping[str, int], first: Mapping[str, int] | None) -> None:
    for name, count in counts.items():
        before = "" if first is None else f"   eerst geteld: {first[name]:>10}"
        click.echo(f"{name:8} {count:>10}{before}")
    if first is not None:
        click.echo("Beide tellingen zijn gelijk." if counts == first else "DE TELLINGEN VERSCHILLEN.")


def _stored_counts(path: Path) -> dict[str, int]:
    stored = json.loads(path.read_text(encoding="utf-8"))
    found = stored.get("burden") or stored.get("level0") or stored
    return {str(name): int(count) for name, count in found.items()}
