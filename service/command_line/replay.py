"""eenmaal replay: make published reports again, and see that the same bytes come out."""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from random import Random

import click

from service.command_line.jobs import running_wiring
from service.command_line.options import JSON
from service.command_line.other_engine import replay_by
from service.domain.replays import Replay, ReplayOutcome
from service.domain.reports import ReportId, ReportSummary
from service.use_cases.reports.compare_with_now import ComparedWithNow

_SAMPLE = 20


@click.command()
@click.option("--login", required=True, help="Whose reports: those that this account may see.")
@click.option(
    "--sample", type=click.IntRange(1), default=_SAMPLE, show_default=True, help="How many, by lot."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Which lot.")
@click.option("--now", is_flag=True, help="With the format of now: say which cells would differ.")
@click.option("--engine", help="By the program of this release, such as 0.1.0, in a venv of its own.")
@click.option(
    "--engines",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Where its wheel and its lock are, in a folder of that name. [default: in the state directory]",
)
@click.argument("reports", nargs=-1, type=click.UUID)
@JSON
def replay(  # noqa: PLR0913 - each is an option or argument of the command
    login: str,
    sample: int,
    seed: int,
    engine: str | None,
    engines: Path | None,
    reports: tuple[ReportId, ...],
    *,
    now: bool,
    as_json: bool,
) -> None:
    """Make REPORTS again, or a sample by lot; exit code 1 when one of them comes out otherwise."""
    if engine is not None:
        asked = ("--login", login, "--sample", str(sample), "--seed", str(seed), *map(str, reports))
        more = (*(["--now"] if now else []), *(["--json"] if as_json else []))
        sys.exit(replay_by(engine, engines, (*asked, *more)))
    with running_wiring() as wiring:
        viewer = wiring.people.find_viewer(login)
        chosen = reports or _drawn(wiring.reports.list(viewer), sample, seed)
        if now:
            sys.exit(
                sum([_say_differences(wiring.reports.compare_with_now(viewer, each)) for each in chosen]) > 0
            )
        replays = [wiring.reports.replay(viewer, each) for each in chosen]
    _say(replays, as_json=as_json)
    sys.exit(not all(each.outcome is ReplayOutcome.SAME for each in replays))


def _say(replays: Sequence[Replay], *, as_json: bool) -> None:
    if as_json:
        lines = [
            {
                "report": str(each.report.id),
                "file": each.report.filename,
                "outcome": each.outcome.value,
                "was": each.report.sha256,
                "is": each.sha256,
            }
            for each in replays
        ]
        click.echo(json.dumps(lines))
    else:
        for each in replays:
            click.echo(f"{_OUTCOMES[each.outcome.value]}  {each.report.filename}  {each.report.sha256}")
        click.echo(f"{sum(each.is_the_same for each in replays)} van {len(replays)} hetzelfde")


def _say_differences(found: ComparedWithNow) -> int:
    name = found.report.filename
    if not found.version:
        click.echo(f"{name}: niet te maken met een formaat van nu")
        return 1
    click.echo(f"{name}: {len(found.cells)} cellen anders met versie {found.version}")
    for each in found.cells:
        click.echo(f"    {each.was_at or '-'} {each.before!r} -> {each.now_at or '-'} {each.after!r}")
    return len(found.cells)


_OUTCOMES = {
    "same": "hetzelfde  ",
    "different": "ANDERS     ",
    "no-source": "geen bron  ",
    "no-format": "geen format",
    "other-totals": "TOTALEN    ",
}


def _drawn(reports: tuple[ReportSummary, ...], count: int, seed: int) -> list[ReportId]:
    """By lot, and in the same order each time."""
    known = sorted(each.id for each in reports)
    return Random(seed).sample(known, min(count, len(known)))  # noqa: S311 - a lot, no secret
