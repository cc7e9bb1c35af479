"""eenmaal check: what there is to say about an export."""

import json
import sys
from pathlib import Path

import click

from service.command_line.installation import the_standard
from service.command_line.options import EXPORT, JSON
from service.command_line.printing import show_findings
from service.domain.findings import Verdict
from service.use_cases.translate_file import check_file

_WORDS = {
    Verdict.ACCEPTED: "Goed: er is niets op aan te merken.",
    Verdict.ACCEPTED_WITH_WARNINGS: "Goed, met opmerkingen.",
    Verdict.REJECTED: "Niet goed: herstel wat blokkeert en lever opnieuw aan.",
}


@click.command()
@EXPORT
@JSON
def check(export: Path, *, as_json: bool) -> None:
    """Check EXPORT against the standard and name every fault where it stands."""
    checked = check_file(export.read_bytes(), export.name, the_standard())
    rows = {name: len(table) for name, table in checked.export.tables.items()}
    if as_json:
        findings = [finding.as_json() for finding in checked.findings]
        answer = {"verdict": checked.verdict.value, "findings": findings, "rows": rows}
        click.echo(json.dumps(answer, ensure_ascii=False))
    else:
        show_findings(checked.findings)
        click.echo(", ".join(f"{count} × {name}" for name, count in rows.items()))
        click.echo(_WORDS[checked.verdict])
    sys.exit(1 if checked.verdict is Verdict.REJECTED else 0)
