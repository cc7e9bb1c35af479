"""Try a format over past submissions on disk, in as many processes as the machine has cores."""

import multiprocessing
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from service.domain.formats.catalogue import Catalogue
from service.domain.formats.plan import Plan
from service.domain.formats.tryout import Difference, merged, try_out
from service.pipeline.translate_file import check_file, periods_of


@dataclass(frozen=True, slots=True)
class Tried:
    """What one submission showed."""

    differences: tuple[Difference, ...]
    periods: int
    """How many reporting periods of the format lie within it; none when it was rejected."""


def try_files(
    catalogue: Catalogue, old: Plan, new: Plan, exports: Sequence[Path], processes: int | None = None
) -> tuple[tuple[Difference, ...], int]:
    """The differences over all exports by the rule that causes them, and how many exports had a period.

    The same for any number of `processes`. Each file is still read in a fork with limits of its own.
    """
    work = partial(_try, catalogue, old, new)
    several = min(processes or os.cpu_count() or 1, len(exports))
    tried = list(map(work, exports) if several < _WORTH_IT else _in_processes(work, exports, several))
    found = (difference for each in tried for difference in each.differences)
    return merged(found), sum(1 for each in tried if each.periods)


_WORTH_IT = 2


def _in_processes(work: "partial[Tried]", exports: Iterable[Path], several: int) -> Iterator[Tried]:
    """Forks hold the catalogue already: nothing but paths goes in, nothing but differences comes out."""
    global _work  # noqa: PLW0603 - what a fork finds in its memory, because a plan is not worth pickling per file
    _work = work
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(several, mp_context=context) as pool:
        yield from pool.map(_do, exports, chunksize=4)


_work: "partial[Tried] | None" = None


def _do(path: Path) -> Tried:
    assert _work is not None  # noqa: S101 - set before the fork
    return _work(path)


def _try(catalogue: Catalogue, old: Plan, new: Plan, path: Path) -> Tried:
    export = check_file(path.read_bytes(), path.name, catalogue.standard).export
    submitted = catalogue.submitted(export)
    periods = periods_of(export, new.format.period)
    found = try_out(old, new, [(submitted, period) for period in periods], catalogue.municipalities)
    return Tried(found, len(periods))
