"""eenmaal rules: what the rules of a version find, and what changed since another."""

import json
import sys
from pathlib import Path

import click

from service import __version__
from service.command_line.installation import settings, the_standard
from service.command_line.options import JSON
from service.domain.standard.rule_record import (
    RecordDifference,
    RuleChange,
    RuleRecord,
    difference,
    unexplained,
)
from service.domain.words import finding_title
from service.files.standard import (
    load_explanations,
    load_record,
    packed_record,
    record_file,
    recorded_versions,
)
from service.pipeline.rule_corpus import SIZE, record_of

_NOW = "now"


@click.group()
def rules() -> None:
    """What the rules of each version find in a fixed corpus of invented exports."""


@rules.command()
@click.argument("old")
@click.argument("new", default=_NOW)
@click.option(
    "--exports", type=click.IntRange(1, SIZE), default=SIZE, show_default=True, help="The first so many."
)
@JSON
def diff(old: str, new: str, exports: int, *, as_json: bool) -> None:
    """Tell per rule which findings come and go between OLD and NEW: versions, files of `record`, or now.

    Exit code 1 when a change is not explained in mappings/regels/verklaard.csv, or when exports cannot be
    compared.
    """
    before = _record(old, exports)
    found = difference(before, _record(new, exports))
    explanations = load_explanations(settings().mappings_dir)
    open_changes = unexplained(found.changes, explanations, before.version, __version__)
    if as_json:
        click.echo(json.dumps(_as_json(found, open_changes), ensure_ascii=False))
    else:
        _tell(found, open_changes)
    sys.exit(1 if open_changes or found.others or not found.compared else 0)


@rules.command()
@click.option(
    "--exports", type=click.IntRange(1, SIZE), default=SIZE, show_default=True, help="The first so many."
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Another file than the usual.")
@JSON
def record(exports: int, out: Path | None, *, as_json: bool) -> None:
    """Keep what this version finds in the corpus: mappings/regels/VERSION.json.gz."""
    file = out or record_file(settings().mappings_dir, __version__)
    content = packed_record(record_of(the_standard(), range(exports)))
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    told = {"file": str(file), "bytes": len(content), "exports": exports}
    click.echo(
        json.dumps(told) if as_json else f"{file}: wat versie {__version__} vindt in {exports} exports."
    )


def _record(name: str, exports: int) -> RuleRecord:
    if name == _NOW:
        return record_of(the_standard(), range(exports))
    mappings_dir = settings().mappings_dir
    known = recorded_versions(mappings_dir)
    if name not in known and not Path(name).is_file():
        raise click.BadParameter(f"{name} is no version of which there is a record ({', '.join(known)}).")
    kept = load_record(record_file(mappings_dir, name) if name in known else Path(name))
    first = {number: each for number, each in kept.exports.items() if number < exports}
    return RuleRecord(kept.version, kept.codes, first)


def _as_json(found: RecordDifference, open_changes: tuple[RuleChange, ...]) -> dict[str, object]:
    return {
        "compared": found.compared,
        "others": found.others,
        "rules": [
            {
                "code": each.code,
                "come": each.come,
                "go": each.go,
                "exports": list(each.exports),
                "is_explained": each not in open_changes,
            }
            for each in found.changes
        ],
    }


def _tell(found: RecordDifference, open_changes: tuple[RuleChange, ...]) -> None:
    for each in found.changes:
        sign = "✗" if each in open_changes else "✓"
        title = finding_title(each.code).nl
        click.echo(
            f"{sign} {each.code} ({title}): {each.come} erbij, {each.go} weg, in {len(each.exports)} exports"
        )
    click.echo(
        f"{found.compared} exports vergeleken: {len(found.changes)} regels vinden iets anders, "
        f"{len(open_changes)} daarvan zonder uitleg."
    )
    if found.others:
        click.echo(f"{found.others} exports worden nu anders gemaakt en zijn niet te vergelijken.")
