"""Reading and checking beside calamine, fastexcel and frictionless: `python -m tests.benchmarks.reading`."""

import gc
import io
import json
import subprocess
import sys
import tempfile
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from python_calamine import CalamineWorkbook

from service.domain.periods import parse_period
from service.domain.standard.intake import check_export
from service.files.export.writer import write_export
from service.files.intake.export_reader import read_export
from service.files.standard.loader import load_standard
from service.process.memory import use_system_allocator
from service.sample import choose_municipalities, sample_tables

HOUSE = Path(__file__).parents[2]
MAPPINGS = HOUSE / "mappings"
TIMES, PAIRS = 3, 5
PRESTATIES = 100_000


def main() -> None:
    """Print one line of JSON per bar: the ratio that was measured and the bar itself.

    Times are of the processor. The ratio beside fastexcel is the middle one of several pairs, both measured
    right after each other: what else the machine does is a load for both. Every figure is of a process of its
    own, so that none has another's heap, caches or peak. Calamine is measured with the collector of cycles
    off, as our reader runs it: otherwise we would win by that alone.
    """
    with tempfile.TemporaryDirectory() as folder:
        files = _write_samples(Path(folder))
        alone, ours = _apart("calamine", files["xlsx"]), _apart("ours", files["xlsx"])
        _say("xlsx, read and check beside calamine alone", ours.seconds, alone.seconds, "at most 2.5")
        _say_memory("xlsx", ours, files["xlsx"])
        one, other = _middle_pair(files["xlsx"])
        _say("xlsx, read and check beside fastexcel alone", one, other, "at most 1.5")
        ours, theirs = _apart("ours", files["zip"]), _apart("frictionless", files["zip"])
        _say("csv, frictionless beside read and check", theirs.seconds, ours.seconds, "at least 15")
        _say_memory("csv", ours, files["zip"])


def beside_fastexcel() -> tuple[float, float]:
    """Give the seconds that reading and checking takes, and those of fastexcel: the middle one of pairs."""
    with tempfile.TemporaryDirectory() as folder:
        return _middle_pair(_write_samples(Path(folder))["xlsx"])


def _middle_pair(file: Path) -> tuple[float, float]:
    pairs = [(_apart("ours", file).seconds, _apart("fastexcel", file).seconds) for _ in range(PAIRS)]
    return sorted(pairs, key=lambda pair: pair[0] / pair[1])[PAIRS // 2]


@dataclass(frozen=True)
class Measured:
    """The median of a few times, and the most memory beyond what the process had before it read anything."""

    seconds: float
    megabytes: float


def _apart(what: str, file: Path) -> Measured:
    command = [sys.executable, "-m", "tests.benchmarks.reading", what, str(file)]
    answer = subprocess.run(command, cwd=HOUSE, check=True, capture_output=True)
    return Measured(**json.loads(answer.stdout.splitlines()[-1]))


def _write_samples(folder: Path) -> dict[str, Path]:
    standard = load_standard(MAPPINGS)
    codes = [entry.code for entry in standard.code_lists["gemeente"].entries if not entry.is_dated]
    tables = sample_tables(
        standard,
        seed=2,
        municipalities=choose_municipalities(codes, 40, seed=2),
        clients=20_000,
        period=parse_period("2026-Q1"),
        prestaties=PRESTATIES,
    )
    files = {"xlsx": folder / "export.xlsx", "zip": folder / "export.zip"}
    files["xlsx"].write_bytes(write_export(tables, standard, "xlsx"))
    files["zip"].write_bytes(write_export(tables, standard, "csv-zip"))
    return files


def measure(what: str, file: Path) -> None:
    """Do one of these in this process, and print what it took."""
    use_system_allocator()
    standard, content = load_standard(MAPPINGS), file.read_bytes()
    work = {
        "calamine": lambda: _calamine(content),
        "ours": lambda: _require_clean(check_export(read_export(content), standard)),
        "fastexcel": lambda: _fastexcel(content),
        "frictionless": lambda: _frictionless(content),
    }[what]
    before, found = _peak(), []
    for _ in range(1 if what == "frictionless" else TIMES):
        gc.collect()
        begin = time.process_time()
        work()
        found.append(time.process_time() - begin)
    print(json.dumps({"seconds": median(found), "megabytes": _peak() - before}))


def _peak() -> float:
    """In MB, of this program alone: `ru_maxrss` would count what the process that started it had."""
    status = Path("/proc/self/status").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024


def _require_clean(checked) -> None:
    assert checked.findings == (), "the sample is valid, so that everything is checked to the end"


def _calamine(workbook: bytes) -> None:
    gc.disable()
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook))
    for name in book.sheet_names:
        book.get_sheet_by_name(name).to_python()
    gc.enable()


def _fastexcel(workbook: bytes) -> None:
    import fastexcel  # noqa: PLC0415 - only there when the benchmarks are installed

    book = fastexcel.read_excel(workbook)
    for name in book.sheet_names:
        book.load_sheet(name).to_arrow()


def _frictionless(packed: bytes) -> None:
    from frictionless import Package, system  # noqa: PLC0415 - slow to import, and for this figure only

    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(io.BytesIO(packed)) as archive:
        archive.extractall(folder)
        package = json.loads((MAPPINGS / "standaard" / "2026.1" / "datapackage.json").read_text())
        for each in package["resources"]:
            each["dialect"] = {"csv": {"delimiter": ";"}}
        (Path(folder) / "datapackage.json").write_text(json.dumps(package))
        with system.use_context(trusted=True):
            report = Package(str(Path(folder) / "datapackage.json")).validate()
    rows = {task.name: task.stats.get("rows") for task in report.tasks}
    assert report.valid, report.flatten(["type", "note"])[:5]
    assert rows["prestatie"] == PRESTATIES, rows


def _say_memory(kind: str, ours: Measured, file: Path) -> None:
    with zipfile.ZipFile(file) as archive:
        inflated = sum(entry.file_size for entry in archive.infolist()) / 2**20
    _say(f"{kind}, memory beside the inflated file", ours.megabytes, inflated, "at most 8")


def _say(what: str, one: float, other: float, bar: str) -> None:
    line = {"what": what, "ratio": round(one / other, 2), "bar": bar, "of": [round(one, 2), round(other, 2)]}
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    measure(sys.argv[1], Path(sys.argv[2])) if len(sys.argv) > 1 else main()
