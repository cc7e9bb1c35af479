"""Reading and checking beside calamine alone and frictionless: `python -m tests.benchmarks.reading`."""

import gc
import io
import json
import os
import resource
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from statistics import median

from python_calamine import CalamineWorkbook

from service.domain.periods import parse_period
from service.domain.sample import choose_municipalities, sample_tables
from service.domain.standard.intake import check_export
from service.files.export_reader import read_export
from service.files.export_writer import write_export
from service.files.standard_loader import load_standard

HOUSE = Path(__file__).parents[2]
MAPPINGS = HOUSE / "mappings"
TIMES = 3
PRESTATIES = 100_000


def main() -> None:
    """Print one line of JSON per bar: the ratio that was measured and the bar itself."""
    standard = load_standard(MAPPINGS)
    codes = [entry.code for entry in standard.code_lists["gemeente"].entries]
    tables = sample_tables(
        standard,
        seed=2,
        municipalities=choose_municipalities(codes, 40, seed=2),
        clients=20_000,
        period=parse_period("2026-Q1"),
        prestaties=PRESTATIES,
    )
    workbook = write_export(tables, standard, "xlsx")
    ours = _seconds(lambda: check_export(read_export(workbook), standard))
    alone = _seconds(lambda: _calamine(workbook))
    _say("xlsx, read and check beside calamine alone", ours / alone, "at most 2.5", ours, alone)
    packed = write_export(tables, standard, "csv-zip")
    ours = _seconds(lambda: check_export(read_export(packed), standard))
    theirs = _frictionless(packed)
    if theirs:
        _say("csv, frictionless beside read and check", theirs / ours, "at least 15", ours, theirs)
    _memory("xlsx", workbook)
    _memory("csv-zip", packed)


def _seconds(work) -> float:
    found = []
    for _ in range(TIMES):
        gc.collect()
        begin = time.perf_counter()
        work()
        found.append(time.perf_counter() - begin)
    return median(found)


def _calamine(workbook: bytes) -> None:
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()


def _frictionless(packed: bytes) -> float:
    """Validate the published data package over the same csv files; 0 when frictionless is not installed."""
    try:
        from frictionless import Package, system  # noqa: PLC0415 - a dependency of this comparison only
    except ImportError:
        print("frictionless is not installed: pip install frictionless", file=sys.stderr)
        return 0.0
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(folder)
        package = json.loads((MAPPINGS / "standaard" / "2026.1" / "datapackage.json").read_text())
        for resource_ in package["resources"]:
            resource_["dialect"] = {"csv": {"delimiter": ";"}}
        (Path(folder) / "datapackage.json").write_text(json.dumps(package))
        begin = time.perf_counter()
        with system.use_context(trusted=True):
            Package(str(Path(folder) / "datapackage.json")).validate()
        return time.perf_counter() - begin


def _memory(kind: str, content: bytes) -> None:
    """Read and check in a fork of its own, and say how much it took beside what the file inflates to."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        inflated = sum(entry.file_size for entry in archive.infolist())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    child = os.fork()
    if child == 0:
        check_export(read_export(content), load_standard(MAPPINGS))
        os._exit(0)
    _, _, usage = os.wait4(child, 0)
    taken = max(usage.ru_maxrss - before, 0) * 1024
    _say(
        f"{kind}, memory beside the inflated file", taken / inflated, "at most 8", taken / 1e6, inflated / 1e6
    )


def _say(what: str, ratio: float, bar: str, one: float, other: float) -> None:
    print(
        json.dumps(
            {"what": what, "ratio": round(ratio, 2), "bar": bar, "of": [round(one, 2), round(other, 2)]}
        )
    )


if __name__ == "__main__":
    main()
