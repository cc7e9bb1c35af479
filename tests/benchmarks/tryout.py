"""A format tried over 200 past submissions of 2,000 rows: `python -m tests.benchmarks.tryout` times it."""

import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from service.command_line.sample import municipalities_for_a_sample
from service.domain.periods import parse_period
from service.files.export.writer import write_export
from service.sample import sample_tables
from tests.benchmarks.measuring import EENMAAL, HOUSE
from tests.tools.exports import the_standard

PAGE = HOUSE / "docs" / "performance-try.md"
OLD, NEW = "voorbeeldregio-noord/kwartaal", "voorbeeldregio-noord/kwartaal-voorbeeldstad"
SUBMISSIONS, ROWS, MUNICIPALITIES = 200, 2_000, 25
MUST_REACH = 60


def main(count: int = SUBMISSIONS) -> None:
    with tempfile.TemporaryDirectory() as name:
        with ProcessPoolExecutor() as pool:
            exports = list(pool.map(_sample, ((Path(name), seed) for seed in range(count))))
        started, before = time.perf_counter(), _processor()
        answer = subprocess.run(
            [*EENMAAL, "formats", "try", NEW, "--instead-of", OLD, *_options(exports)],
            check=True,
            cwd=HOUSE,
            capture_output=True,
            text=True,
        ).stdout
        seconds, processor = time.perf_counter() - started, _processor() - before
    text = "\n".join(_page(count, seconds, processor, answer)) + "\n"
    print(text)
    if count == SUBMISSIONS:
        PAGE.write_text(text, encoding="utf-8")


def _page(count: int, seconds: float, processor: float, answer: str) -> Iterator[str]:
    yield "# Performance of `eenmaal formats try`"
    yield ""
    yield f"Written by `python -m tests.benchmarks.tryout`, on {os.cpu_count()} cores, Python"
    yield f"{platform.python_version()}, load average {os.getloadavg()[0]:.1f}: `{NEW}` instead of `{OLD}`"
    yield f"over {count} workbooks of {ROWS:,} prestaties and {MUNICIPALITIES} municipalities each."
    yield ""
    yield "| what | measured | must reach |"
    yield "|---|---|---|"
    yield f"| from the start of the command to its end | {seconds:.1f} s | {MUST_REACH} s |"
    cores = os.cpu_count() or 1
    yield f"| processor time of all its processes, divided over the cores | {processor / cores:.1f} s | |"
    yield f"| the same per submission, on one core | {processor / count:.2f} s | |"
    yield ""
    yield "Four fifths of that is reading and checking a workbook, in a process apart as for any upload. The"
    yield "plans are compiled once; their lines are matched by key and compared a column at a time. What the"
    yield "service keeps of a past submission is kept as typed tables, and is not read again."
    yield ""
    yield "What the command answered:"
    yield ""
    yield from (f"    {line}" for line in answer.splitlines())


def _sample(asked: tuple[Path, int]) -> Path:
    folder, seed = asked
    target = folder / f"{seed:03d}.xlsx"
    tables = sample_tables(
        the_standard(),
        seed=seed,
        municipalities=municipalities_for_a_sample(MUNICIPALITIES, seed),
        clients=ROWS // 5,
        period=parse_period("2026-Q1"),
        prestaties=ROWS,
    )
    target.write_bytes(write_export(tables, the_standard(), "xlsx"))
    return target


def _options(exports: list[Path]) -> Iterator[str]:
    for path in exports:
        yield from ("--on", str(path))


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SUBMISSIONS)
