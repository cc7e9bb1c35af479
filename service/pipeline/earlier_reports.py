"""Reports made before, in a folder: what a report that looks back is given on the command line."""

import hashlib
from pathlib import Path

from service.domain.failures import TerminalError
from service.domain.formats.earlier import PublishedReport
from service.domain.made_report import MadeReport
from service.files.reports import FIGURES_SUFFIX, figures_as_json, figures_from_json


def read_earlier(folder: Path) -> tuple[PublishedReport, ...]:
    """Every report below a folder with its figures beside it.

    Raises TerminalError for a report that is not there or is not the file that the figures are of, and for
    two different reports of one period: which of them was published nobody can tell.
    """
    found: dict[tuple[object, ...], tuple[Path, PublishedReport]] = {}
    for path in sorted(folder.rglob(f"*{FIGURES_SUFFIX}")):
        report = figures_in(path)
        file = path.with_name(path.name.removesuffix(FIGURES_SUFFIX))
        if not file.is_file():
            raise TerminalError(f"{path}: the report itself, {file.name}, is not beside it.")
        if hashlib.sha256(file.read_bytes()).hexdigest() != report.sha256:
            raise TerminalError(f"{file}: this is not the file that {path.name} is of; it was changed since.")
        key = (report.agb_code, *report.key)
        other, kept = found.setdefault(key, (path, report))
        if kept.sha256 != report.sha256:
            raise TerminalError(f"{other} and {path} are two reports of one period; keep the published one.")
    return tuple(report for _, report in found.values())


def figures_in(path: Path) -> PublishedReport:
    """The figures in one file. Raises TerminalError, with its name, when it holds something else."""
    try:
        return figures_from_json(path.read_bytes())
    except TerminalError as failure:
        raise TerminalError(f"{path}: {failure}") from failure


def figures_beside(report: MadeReport) -> bytes | None:
    """What to write beside a report; None for one that no format looks back on."""
    if not report.lines:
        return None
    return figures_as_json(
        PublishedReport(
            format=report.format,
            format_sha256=report.format_sha256,
            municipality=report.municipality,
            agb_code=report.agb_code,
            period=report.period,
            sha256=report.sha256,
            blocks=report.lines,
        )
    )
