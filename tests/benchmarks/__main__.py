"""make bench: ratios measured in one run, written to docs/performance.md; --large adds a million rows."""

import argparse
import json
import math
import os
import platform
import sys
import tempfile
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tests.benchmarks.everyone import formats_for_everyone
from tests.benchmarks.measuring import EENMAAL, HOUSE, Measured, measured, part, sample
from tests.benchmarks.reading import PRESTATIES, beside_fastexcel

PAGE = HOUSE / "docs" / "performance.md"
MILLION = HOUSE / "docs" / "performance-million.md"
FORMAT = "voorbeeldregio-west/declaratieoverzicht"
EVERYONE = 342
WHOLE = tuple(
    (prestaties, municipalities)
    for prestaties in (1_000, 10_000, 100_000)
    for municipalities in (1, 40, EVERYONE)
)
"""Prestaties and municipalities; the last is what the bars are about."""
WRITERS = (
    "eenmaal",
    "eenmaal, reading back",
    "rustpy-xlsxwriter",
    "XlsxWriter constant_memory",
    "pandas to_excel (openpyxl)",
    "openpyxl load-and-fill",
)
READERS = {
    "reading": (
        "read_eenmaal",
        "read_fastexcel",
        "read_pandas",
        "read_petl",
        "read_frictionless",
        "read_flatten_tool",
    ),
    "checking": ("check_eenmaal", "check_frictionless"),
}
RIVALS = (
    "pandas",
    "openpyxl",
    "XlsxWriter",
    "rustpy-xlsxwriter",
    "fastexcel",
    "flattentool",
    "frictionless",
    "petl",
)
PATIENCE = {
    "read_petl": 10_000,
    "read_frictionless": 10_000,
    "read_flatten_tool": 10_000,
    "part_petl": 10_000,
}
"""Prestaties that a tool reads within a minute; with more it is left out."""


def main(*, large: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        whole, script = _whole(folder)
        sections = [
            whole,
            _stages(folder, script),
            _growth(folder),
            _one_workbook(folder),
            _reading_back(),
            _small_report(folder),
            _readers(folder),
            _beside_fastexcel(),
        ]
        if large:
            MILLION.write_text("\n".join(_million(folder)) + "\n", encoding="utf-8")
    if MILLION.exists():
        sections.append(MILLION.read_text(encoding="utf-8").splitlines())
    text = "\n".join(line for section in (_opening(), *sections) for line in (*section, ""))
    PAGE.write_text(text.rstrip() + "\n", encoding="utf-8")


def _opening() -> list[str]:
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    return [
        "# Performance",
        "",
        f"Written by `make bench`, in one run, on {machine}: processor time of processes or of the work",
        "alone, as each table says. Machines differ and are noisy: read the ratio, not the seconds.",
        "Measured against " + ", ".join(_versions()) + ".",
    ]


def _versions() -> Iterator[str]:
    for name in RIVALS:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name} (not installed, so left out)"


def _translate(export: Path, formats: Path, out: Path) -> Measured:
    return measured([*EENMAAL, "translate", export, "--formats", formats, "--out", out, "--json"])


def _whole(folder: Path) -> tuple[list[str], float]:
    """Both as a person runs them, from command to last file; and what the script took for the largest."""
    rows, script = [], 0.0
    for prestaties, municipalities in WHOLE:
        export = sample(folder / f"e{prestaties}-{municipalities}.xlsx", prestaties, municipalities)
        formats = formats_for_everyone(folder, FORMAT)
        ours = _translate(export, formats, folder / "ours")
        reports = json.loads(ours.output)["reports"]
        asked = folder / "asked"
        lines = (f"{each['municipality']}\t{each['format']}\t{each['file']}" for each in reports)
        asked.write_text("\n".join(lines), encoding="utf-8")
        plain = measured(part("plain_script", export, folder / "plain", asked))
        script = plain.seconds
        rows.append(
            (
                f"{prestaties:,}",
                municipalities,
                len(reports),
                f"{ours.seconds:.1f} s",
                f"{plain.seconds:.1f} s",
                f"{plain.seconds / ours.seconds:.1f} ×",
                f"{ours.megabytes:.0f} MB",
            )
        )
    heads = ("prestaties", "municipalities", "reports", "eenmaal", "plain script", "ratio", "eenmaal's peak")
    return [
        "## From export to filled workbooks, whole processes",
        "",
        "*eenmaal* is `eenmaal translate` with every check, the balance and the reading back of each",
        f"report; every municipality asks `{FORMAT}`, one line per prestatie.",
        "*Plain script* is `tests/benchmarks/plain_script.py`: pandas reads, openpyxl fills the templates.",
        "A test holds that both give the same cells. It checks nothing, reads nothing back, and loses",
        "what openpyxl does not know.",
        "",
        *_table(heads, rows),
    ], script


def _stages(folder: Path, script: float) -> list[str]:
    prestaties, municipalities = WHOLE[-1]
    export = folder / f"e{prestaties}-{municipalities}.xlsx"
    formats = folder / f"formaten-{municipalities}"
    seconds = _seconds_of_stages(export, formats)
    floor = sum(each for name, each in seconds.items() if name.startswith("floor"))
    bare = sum(seconds[name] for name in ("read", "cast", "translate", "write"))
    ours = bare + seconds["check"] + seconds["read back"]
    start = seconds["start"] + seconds["formats"]
    its_start = measured([sys.executable, "-c", "import openpyxl, pandas"]).seconds
    rows = [(name, f"{each:.2f} s") for name, each in seconds.items()]
    return [
        f"## Where the time goes: {prestaties:,} prestaties, {municipalities} workbooks",
        "",
        "One process, the middle one of three; processor time per stage. *start* is Python and its",
        "libraries.",
        "",
        *_table(("stage", "time"), rows),
        "",
        f"All stages but start and formats are {ours / floor:.2f} × the floor (calamine reads the export,",
        "the output is deflated by zlib, calamine reads the reports).",
        f"Reading back is {seconds['read back'] / seconds['write']:.2f} × writing.",
        "",
        f"Beside the plain script ({script:.1f} s, of which {its_start:.1f} s to start): with every check",
        f"and the reading back {script / (start + ours):.1f} ×, without them, as the script does it,",
        f"{script / (start + bare):.1f} ×; of the work alone, without the start of Python on either side,",
        f"{(script - its_start) / ours:.1f} × and {(script - its_start) / bare:.1f} ×.",
    ]


def _seconds_of_stages(export: Path, formats: Path) -> dict[str, float]:
    """Of three runs the one in the middle, by their sums."""
    command = part("stages_of_a_command", export, formats)
    runs: list[dict[str, float]] = [json.loads(measured(command).output)["seconds"] for _ in range(3)]
    return sorted(runs, key=lambda run: sum(run.values()))[1]


def _growth(folder: Path) -> list[str]:
    """Time beyond starting up, against size; the exponent of the power that joins the two points."""
    nothing = sample(folder / "bijna-niets.xlsx", 100, 1)
    start = _translate(nothing, folder / f"formaten-{EVERYONE}", folder / "o").seconds
    few, many = (folder / f"e{rows}-{EVERYONE}.xlsx" for rows in (10_000, 100_000))
    sample(few, 10_000, EVERYONE)
    narrow = sample(folder / "e100000-10.xlsx", 100_000, 10)
    formats = formats_for_everyone(folder, FORMAT)
    times = {path: _translate(path, formats, folder / "o").seconds - start for path in (few, many, narrow)}
    by_rows = math.log(times[many] / times[few]) / math.log(10)
    by_municipalities = math.log(times[many] / times[narrow]) / math.log(EVERYONE / 10)
    return [
        "## Growth",
        "",
        *_table(
            ("from", "to", "time", "exponent"),
            [
                (
                    f"10,000 prestaties, {EVERYONE} municipalities",
                    "100,000 prestaties",
                    f"{times[few]:.1f} → {times[many]:.1f} s",
                    f"{by_rows:.2f}",
                ),
                (
                    "100,000 prestaties of 10 municipalities",
                    f"of {EVERYONE}",
                    f"{times[narrow]:.1f} → {times[many]:.1f} s",
                    f"{by_municipalities:.2f}",
                ),
            ],
        ),
    ]


def _one_workbook(folder: Path) -> list[str]:
    rows = []
    for size, times in ((1_000, 10), (10_000, 3), (100_000, 1)):
        seconds = {
            tool: _seconds(part("one_workbook", tool, size, times, folder / "w.xlsx")) for tool in WRITERS
        }
        rows += [
            (f"{size:,}", tool, f"{each:.3f} s", f"{each / seconds['eenmaal']:.1f} ×")
            for tool, each in seconds.items()
        ]
    return [
        "## Writing one workbook of twelve columns",
        "",
        "Processor time of the writing alone. Only *eenmaal* and *openpyxl load-and-fill* fill a template.",
        "",
        *_table(("rows", "tool", "time", "against eenmaal"), rows),
    ]


def _reading_back() -> list[str]:
    measured_kinds = json.loads(measured(part("reading_back")).output)
    rows = [
        (
            each["kind"],
            f"{each['rows']:,}",
            f"{each['write'] * 1000:.2f} ms",
            f"{each['back'] * 1000:.2f} ms",
            f"{each['back'] / each['write']:.2f} ×",
        )
        for each in measured_kinds
    ]
    return [
        "## Reading a report back, beside writing it",
        "",
        "Twelve columns, in one process that did both before. Reading back is by another engine, holds every",
        "cell against what was meant, and makes up the total of a column from the file.",
        "",
        *_table(("kind", "rows", "writing", "reading back", "ratio"), rows),
    ]


def _small_report(folder: Path) -> list[str]:
    tools = ("eenmaal, small report", "openpyxl, small report")
    ours, theirs = (_seconds(part("one_workbook", tool, 40, 100, folder / "w.xlsx")) for tool in tools)
    return [
        "## One more report of 40 lines, in a batch",
        "",
        f"Into `voorbeeldregio-noord/kwartaalrapportage.xlsx`: eenmaal {ours * 1000:.2f} ms, openpyxl",
        f"load-fill-save {theirs * 1000:.1f} ms, {theirs / ours:.0f} ×.",
    ]


def _readers(folder: Path) -> list[str]:
    rows = [row for prestaties in (1_000, 10_000, 100_000) for row in _read_by_all(folder, prestaties)]
    return [
        "## Reading, checking and parting the export of 40 municipalities",
        "",
        "Processor time of the work alone. Ours checks eight tables and every rule, frictionless the types,",
        "required fields and code lists of one table; petl writes the rows as they are, without a template.",
        f"Who takes more than a minute for {max(PATIENCE.values()):,} prestaties is left out above that.",
        "",
        *_table(("prestaties", "work", "tool", "time", "against eenmaal"), rows),
    ]


def _read_by_all(folder: Path, prestaties: int) -> Iterator[tuple[str, ...]]:
    export = folder / f"e{prestaties}-40.xlsx"
    stages = json.loads(
        measured(part("stages_of_a_command", export, folder / f"formaten-{EVERYONE}")).output
    )["seconds"]
    parting = "reading, parting and writing"
    alone = {parting: ("part_eenmaal", "part_petl")}
    known = {"part_eenmaal": stages["read"] + stages["cast"] + stages["translate"] + stages["write"]}
    for what, names in {**READERS, **alone}.items():
        fits = [name for name in names if PATIENCE.get(name, prestaties) >= prestaties]
        seconds = {
            name: known[name] if name in known else _seconds(part("rivals", name, export, folder))
            for name in fits
        }
        ours = seconds[names[0]]
        for name, each in seconds.items():
            tool = name.partition("_")[2].replace("_", "-")
            yield f"{prestaties:,}", what, tool, f"{each:.2f} s", f"{each / ours:.1f} ×"


def _beside_fastexcel() -> list[str]:
    ours, theirs = beside_fastexcel()
    return [
        "## Reading and checking, beside fastexcel that reads alone",
        "",
        f"{PRESTATIES:,} prestaties in one xlsx; processor time, the middle one of five pairs, each measured",
        "three times in a process of its own. fastexcel gives every sheet as Arrow and checks nothing.",
        "",
        f"Eenmaal, read and checked by every rule: {ours:.2f} s; fastexcel: {theirs:.2f} s;",
        f"{ours / theirs:.2f} × (at most 1.5).",
    ]


def _million(folder: Path) -> list[str]:
    export = sample(folder / "miljoen.zip", 1_000_000, EVERYONE)
    ours = _translate(export, folder / f"formaten-{EVERYONE}", folder / "o")
    few = sample(folder / "honderdduizend.zip", 100_000, EVERYONE)
    less = _translate(few, folder / f"formaten-{EVERYONE}", folder / "o")
    return [
        "## A million prestaties",
        "",
        f"The last time it ran (`--large`): 1,000,000 prestaties as a zip of csv files to {EVERYONE}",
        f"workbooks took {ours.seconds:.0f} s of processor time and at most {ours.megabytes:.0f} MB;",
        f"100,000 took {less.seconds:.1f} s: exponent {math.log10(ours.seconds / less.seconds):.2f}.",
    ]


def _seconds(command: list[object]) -> float:
    return float(measured(command).output)


def _table(heads: Iterable[object], rows: Iterable[Iterable[object]]) -> list[str]:
    lines = [list(heads), *map(list, rows)]
    lines.insert(1, ["---"] * len(lines[0]))
    written = ["| " + " | ".join(map(str, line)) + " |" for line in lines]
    print("\n".join(written), flush=True)
    return written


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--large", action="store_true", help="also a million prestaties")
    main(large=asked.parse_args().large)
