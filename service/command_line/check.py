"""eenmaal check: what there is to say about an export."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import click

from service.command_line.installation import the_standard
from service.command_line.options import ADD_UP, EXPORTS, JSON
from service.command_line.printing import show_findings
from service.command_line.reading import uploads_before, with_reading
from service.domain.findings import Verdict, verdict_of
from service.domain.standard.beside_earlier import findings_beside_earlier
from service.domain.standard.intake import CheckedExport
from service.domain.standard.repairs import Reading
from service.pipeline.check_file import check_files_separately

_WORDS = {
    Verdict.ACCEPTED: "Goed: er is niets op aan te merken.",
    Verdict.ACCEPTED_WITH_WARNINGS: "Goed, met opmerkingen.",
    Verdict.REJECTED: "Niet goed: herstel wat blokkeert en lever opnieuw aan.",
}


@click.command()
@EXPORTS
@click.option(
    "--earlier",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="An export over an earlier period; what moved much since is asked.",
)
@with_reading
@ADD_UP
@JSON
def check(
    reading: Reading, exports: tuple[Path, ...], earlier: Path | None, *, add_up: bool, as_json: bool
) -> None:
    """Check EXPORT against the standard and name every fault where it stands.

    Several files (csv per table, messages) are one export together; with --add-up each is a delivery of its
    own, and what holds after the last is checked.
    """
    files = [(each.name, each.read_bytes()) for each in exports]
    now, before = (files[-1:], uploads_before(files, reading, add_up=True)) if add_up else (files, None)
    checked = check_files_separately(now, the_standard(), reading=reading, before=before)
    checked = _beside(checked, earlier, reading)
    rows = {name: len(table) for name, table in checked.export.tables.items()}
    if as_json:
        findings = [finding.as_json() for finding in checked.findings]
        answer: dict[str, object] = {"verdict": checked.verdict.value, "findings": findings, "rows": rows}
        answer |= {"read_as": dict(checked.read_as)}
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        show_findings(checked.findings)
        for how in dict.fromkeys(checked.read_as.values()):
            click.echo(f"Gelezen als {how}.")
        click.echo(", ".join(f"{count} × {name}" for name, count in rows.items()))
        click.echo(_WORDS[checked.verdict])
    sys.exit(1 if checked.verdict is Verdict.REJECTED else 0)


def _beside(checked: CheckedExport, earlier: Path | None, reading: Reading) -> CheckedExport:
    """With what there is to ask beside an earlier export. Raises click.BadParameter for a refused one."""
    if earlier is None or checked.verdict is Verdict.REJECTED:
        return checked
    standard = the_standard()
    former = check_files_separately([(earlier.name, earlier.read_bytes())], standard, reading=reading)
    if former.verdict is Verdict.REJECTED:
        raise click.BadParameter(f"{earlier.name} is refused itself.", param_hint="--earlier")
    found = findings_beside_earlier(checked.export, former.export, standard)
    findings = (*checked.findings, *found)
    return replace(checked, findings=findings, verdict=verdict_of(findings))
