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

from tests.benchmarks.measuring import EENMAAL, HOUSE

PAGE = HOUSE / "docs" / "performance-try.md"
OLD, NEW = "voorbeeldregio-noord/kwartaal", "voorbeeldregio-noord/kwartaal-voorbeeldstad"
SUBMISSIONS, ROWS = 200, 2_000
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
    yield f"{platform.python_version()}: `{NEW}` instead of `{OLD}`"
    yield f"over {count} submissions of {ROWS:,} prestaties and 25 municipalities each, as workbooks."
    yield ""
    yield "| what | measured | must reach |"
    yield "|---|---|---|"
    yield f"| from the start of the command to its end | {seconds:.1f} s | {MUST_REACH} s |"
    yield f"| processor time of all its processes, per submission | {processor / count:.2f} s | |"
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
    options = ["--seed", seed, "--prestaties", ROWS, "--municipalities", 25, "--out", target]
    subprocess.run(
        [*EENMAAL, "sample", *map(str, options)], check=True, cwd=HOUSE, capture_output=True, text=True
    )
    return target


def _options(exports: list[Path]) -> Iterator[str]:
    for path in exports:
        yield from ("--on", str(path))


def _processor() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else SUBMISSIONS)
