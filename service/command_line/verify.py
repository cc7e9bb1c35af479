"""eenmaal verify: check a package of evidence, without the service and without a network."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from service.command_line.options import JSON
from service.command_line.printing import euro
from service.domain.proof.checked_package import CheckedPackage
from service.domain.proof.checking import check_package
from service.domain.proof.checking_proof import check_proof
from service.domain.proof.evidence import CHECKPOINT, TIMESTAMP
from service.domain.proof.failures import NotProvenError
from service.domain.proof.fault_words import fault_words
from service.domain.proof.policy import Policy, parse_policy
from service.domain.proof.told import told_reports, totals_of
from service.files.evidence import Timestamp, read_package, read_timestamp

_PROOF = ".tlog-proof"
_PACKAGE = click.argument("package", type=click.Path(exists=True, dir_okay=False, path_type=Path))


@click.command()
@_PACKAGE
@click.option(
    "--policy",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Whose keys to believe; without it those that the package itself names.",
)
@click.option(
    "--report",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The report that a .tlog-proof is about; without it only the proof is checked.",
)
@click.option(
    "--timestamp-root",
    "roots",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="PEM certificates of authorities whose timestamps you believe.",
)
@click.option("--reports", "shows_reports", is_flag=True, help="Also what the log tells of every report.")
@JSON
def verify(
    package: Path,
    policy: Path | None,
    report: Path | None,
    roots: Path | None,
    *,
    shows_reports: bool,
    as_json: bool,
) -> None:
    """Check everything in PACKAGE; exit code 1 when something does not hold, with its name and its file.

    PACKAGE may also be the .tlog-proof of one report; then a policy has to be given.
    """
    believed = parse_policy(policy.read_text(encoding="utf-8")) if policy else None
    if package.suffix == _PROOF:
        if believed is None:
            raise click.UsageError("A .tlog-proof names no keys: give --policy.")
        _verify_proof(package, believed, report)
        return
    found, files = _checked(package, believed)
    stamped = _stamped(found, files, roots.read_bytes() if roots else b"")
    if as_json:
        click.echo(json.dumps(_as_json(found, stamped)))
    else:
        _show(found, is_believed=believed is not None)
        _show_timestamp(found, stamped)
        if shows_reports and not found.faults:
            _show_reports(found)
    sys.exit(bool(found.faults))


def _verify_proof(file: Path, policy: Policy, report: Path | None) -> None:
    try:
        found = check_proof(file.read_bytes(), policy, report.read_bytes() if report else None)
    except NotProvenError as error:
        click.echo(f"FOUT  {error.code}: {fault_words(error.code).nl}")
        sys.exit(1)
    name, made = found.facts.get("filename", found.leaf.get("object")), found.leaf.get("at")
    click.echo(f"Het klopt: {name}, gemaakt op {made}, staat op plaats {found.index} in het logboek.")
    if report is None:
        click.echo(f"Het bestand heeft vingerafdruk {found.facts.get('sha256')}; geef het met --report.")
    if policy.needs_witnesses:
        told = (
            "Genoeg getuigen tekenden mee."
            if found.is_enough
            else "LET OP: niet genoeg getuigen tekenden mee."
        )
        click.echo(told)


def _checked(package: Path, policy: Policy | None) -> tuple[CheckedPackage, Mapping[str, bytes]]:
    try:
        files = read_package(package.read_bytes())
        return check_package(files, policy), files
    except NotProvenError as error:
        found = CheckedPackage()
        found.add(error.code, "", error.detail)
        return found, {}


def _stamped(found: CheckedPackage, files: Mapping[str, bytes], roots: bytes) -> Timestamp | None:
    """What an authority says of the checkpoint; a fault when that does not hold."""
    if TIMESTAMP not in files:
        if roots:
            found.add("file-missing", TIMESTAMP)
        return None
    try:
        return read_timestamp(files[TIMESTAMP], files[CHECKPOINT], roots)
    except NotProvenError as error:
        found.add(error.code, TIMESTAMP, error.detail)
        return None


def _show_timestamp(found: CheckedPackage, stamped: Timestamp | None) -> None:
    if stamped is None or found.faults:
        return
    told = f"Het logboek was er op {stamped.moment.isoformat()}, zegt een tijdstempel van buiten."
    more = "" if stamped.is_trusted else " Van wie dat is, is niet gecontroleerd: geef --timestamp-root."
    click.echo(told + more)


def _as_json(found: CheckedPackage, stamped: Timestamp | None) -> dict[str, object]:
    return {
        "timestamp": {"at": stamped.moment.isoformat(), "trusted": stamped.is_trusted} if stamped else None,
        "holds": not found.faults,
        "faults": [{"code": each.code, "file": each.file, "detail": each.detail} for each in found.faults],
        "log": found.log,
        "size": found.size,
        "witnessed": found.witnessed,
        "later": found.later,
        "not_logged": list(found.not_logged),
        "totals": totals_of(found.manifests.values()),
        "reports": told_reports(found.manifests.values()),
    }


def _show(found: CheckedPackage, *, is_believed: bool) -> None:
    for each in found.faults:
        where = f" ({each.detail})" if each.detail else ""
        click.echo(f"FOUT  {each.code}  {each.file}{where}: {fault_words(each.code).nl}")
    if found.faults:
        click.echo(f"Dit bewijsbestand klopt niet: {len(found.faults)} fouten.")
        return
    maker = found.head["for"]
    whose = maker["name"] if isinstance(maker, Mapping) else ""
    click.echo(f"Alles klopt: {_many(len(found.manifests))} over {found.head['period']}, voor {whose}.")
    _show_totals(totals_of(found.manifests.values()))
    click.echo(f"Ondertekend door {found.log}")
    if not is_believed:
        click.echo("Die sleutel staat in het bestand zelf: vergelijk hem met de sleutel die u al had.")
    _show_witnesses(found)
    if older := len(found.not_logged):
        click.echo(
            f"{older} rapportages zijn ouder dan het logboek: daarvan is alleen de telling nagerekend."
        )


def _show_totals(totals: Mapping[str, Mapping[str, int]]) -> None:
    """By format, of what holds: read here, and not in a cover that only its maker vouches for."""
    for name, sums in totals.items():
        rows = f"{sums['rows_reported']} van {sums['rows_in']} rijen"
        click.echo(f"  {name}: {_many(sums['reports'])}, {rows}, € {euro(sums['cents_reported'])}")


def _show_reports(found: CheckedPackage) -> None:
    """Read from the acts in the log: the cover and the index say the same."""
    for each in told_reports(found.manifests.values()):
        told = [
            f"{words} {_moment(each[name])}"
            for name, words in (("sent_at", "verstuurd"), ("taken_at", "in handen"))
            if each[name]
        ]
        told += [*_told_verdict(each["verdict"]), *_told_end(each["superseded"])]
        if isinstance(each["questions"], list) and each["questions"]:
            told.append(f"vragen: {len(each['questions'])}")
        click.echo(f"  {each['provider']} {each['filename']} ({each['report']}): {', '.join(told)}")


def _told_verdict(verdict: object) -> list[str]:
    if not isinstance(verdict, Mapping):
        return []
    return [f"afgekeurd ({verdict['cause']})" if verdict["cause"] else "aanvaard"]


def _told_end(superseded: object) -> list[str]:
    if not isinstance(superseded, Mapping):
        return []
    by = f" door {superseded['successor']}" if superseded["successor"] else " zonder opvolger"
    return [f"vervangen {_moment(superseded['at'])}{by}"]


def _moment(written: object) -> str:
    return str(written)[:16].replace("T", " ") + " UTC"


def _many(count: int) -> str:
    return "1 rapportage" if count == 1 else f"{count} rapportages"


def _show_witnesses(found: CheckedPackage) -> None:
    if not found.needs_witnesses:
        click.echo(
            "Er zijn geen getuigen nodig volgens deze afspraak; alleen de dienst zelf staat ervoor in."
        )
    elif not found.witnessed:
        click.echo("LET OP: niet genoeg getuigen tekenden iets van dit logboek.")
    else:
        click.echo(f"Genoeg getuigen tekenden de eerste {found.witnessed} van {found.size} handelingen.")
        if found.later:
            click.echo(
                f"{found.later} handelingen in dit bestand kwamen daarna: die tekende nog geen getuige."
            )
