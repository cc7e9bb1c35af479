"""eenmaal translate: every report that is asked of an export, written to a folder."""

import json
import sys
from collections.abc import Collection
from pathlib import Path

import click

from service import __version__
from service.command_line.earlier import published_in
from service.command_line.installation import tell_what_is_broken, the_catalogue
from service.command_line.options import ADD_UP, EARLIER, EXPORTS, FORMATS, JSON
from service.command_line.reading import uploads_before, with_reading
from service.domain.burden.level_zero import level_zero
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.filename_clashes import paths_of
from service.domain.made_report import MadeReport
from service.domain.standard.export import Export
from service.domain.standard.repairs import Reading
from service.files.archive import DEFLATER
from service.files.reports import FIGURES_SUFFIX
from service.pipeline.earlier_reports import figures_beside
from service.pipeline.translate_file import TranslatedFile, municipalities_without_rows, translate_file


@click.command()
@EXPORTS
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="The folder to write to."
)
@click.option(
    "--municipality", "municipalities", multiple=True, help="Only for this gemeentecode; repeatable."
)
@EARLIER
@with_reading
@ADD_UP
@FORMATS
@JSON
def translate(  # noqa: PLR0913 - each is an option or argument of the command
    reading: Reading,
    exports: tuple[Path, ...],
    out: Path,
    municipalities: tuple[str, ...],
    earlier: Path | None,
    formats: Path | None,
    *,
    add_up: bool,
    as_json: bool,
) -> None:
    """Translate EXPORT into each municipality's own report, below OUT/<gemeentecode>/.

    Several files are deliveries that add up, oldest first: say so with --add-up.
    Beside a report on which a later one looks back come its figures; keep the two together, for --earlier.
    Exit code 1 when the export is rejected, or when a report that is asked could not be made.
    """
    catalogue = the_catalogue(formats, asked_only=True)
    tell_what_is_broken(catalogue)
    _require_known(municipalities, catalogue)
    files = [(each.name, each.read_bytes()) for each in exports]
    before = uploads_before(files, reading, add_up=add_up)
    name, content = files[-1]
    published = published_in(earlier)
    translated = translate_file(
        content, name, catalogue, municipalities, published, reading=reading, before=before
    )
    reports = [report for each in translated.productions for report in each.reports]
    paths = paths_of(reports)
    for name, report in zip(paths, reports, strict=True):
        _write(out / name, report)
    _tell_absent(municipalities_without_rows(catalogue, translated, municipalities))
    if as_json:
        click.echo(json.dumps(_as_json(translated, reports, paths), ensure_ascii=False))
    else:
        # tables for people, which who asks for JSON should not wait for
        from service.command_line.translation_shown import show_translation  # noqa: PLC0415 - see above

        show_translation(catalogue, translated, reports, paths)
    sys.exit(0 if translated.is_whole else 1)


def _require_known(municipalities: Collection[str], catalogue: Catalogue) -> None:
    for code in municipalities:
        if code not in catalogue.municipalities:
            raise click.BadParameter(f"{code} is not a gemeentecode.", param_hint="--municipality")


def _tell_absent(municipalities: Collection[str]) -> None:
    for code in municipalities:
        click.echo(f"Gemeente {code} komt in deze aanlevering niet voor: er is geen rapportage.", err=True)


def _write(path: Path, report: MadeReport) -> None:
    """The report, and beside it its figures where a later one looks back on them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(report.content)
    figures = figures_beside(report)
    if figures is not None:
        path.with_name(f"{path.name}{FIGURES_SUFFIX}").write_bytes(figures)


def _as_json(translated: TranslatedFile, reports: list[MadeReport], paths: list[str]) -> dict[str, object]:
    burden = translated.settlement.burden if translated.settlement else level_zero((), (), (), 0)
    return {
        "submission": _submission(translated.sha256, translated.export),
        "reports": _every_report(reports, paths),
        "not_made": [each.as_json() for each in translated.unmade],
        "balance": translated.balance.as_json(),
        "burden": burden.as_json(),
        "findings": [finding.as_json() for finding in translated.findings],
        "engine": __version__,
        "deflater": DEFLATER,
    }


def _submission(sha256: str, export: Export) -> dict[str, object]:
    head = export.tables["aanlevering"]
    first = head.iloc[0] if len(head) else None

    def stated(name: str) -> str | None:
        value = None if first is None else first[name]
        return None if value is None or value != value else str(value)[:10]  # noqa: PLR0124 - only a missing value differs from itself

    return {
        "sha256": sha256,
        "standard": stated("standaardversie"),
        "agb_code": stated("agb_code"),
        "period": {"begin": stated("periode_begin"), "end": stated("periode_eind")},
        "rows": {name: len(table) for name, table in export.tables.items()},
    }


def _every_report(reports: list[MadeReport], paths: list[str]) -> list[dict[str, object]]:
    """One after the other; a loss that several share is put into words once."""
    losses = {id(loss): loss for report in reports for loss in report.losses}
    told = {at: loss.as_json() for at, loss in losses.items()}
    return [
        _report(report, path, [told[id(loss)] for loss in report.losses])
        for report, path in zip(reports, paths, strict=True)
    ]


def _report(report: MadeReport, path: str, losses: list[dict[str, object]]) -> dict[str, object]:
    return {
        "municipality": report.municipality,
        "format": report.format,
        "format_sha256": report.format_sha256,
        "period": report.period.label,
        "file": path,
        "sha256": report.sha256,
        "bytes": len(report.content),
        "balance": report.balance.as_json(),
        "tables": {name: tally.as_json() for name, tally in report.other_tables.items()},
        "earlier": [{"period": period.label, "sha256": sha256} for period, sha256 in report.earlier],
        "losses": losses,
    }
