"""Read, check or part an export with another tool, or with ours; prints seconds of CPU."""

import contextlib
import io
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from service.command_line.installation import the_standard
from service.domain.standard.intake import check_export
from service.files.intake.export_reader import read_export
from service.process.memory import use_system_allocator
from tests.benchmarks.one_workbook import HOUSE


def read_eenmaal(export: Path, _out: Path) -> Callable[[], object]:
    content = export.read_bytes()
    return lambda: read_export(content, export.name)


def read_pandas(export: Path, _out: Path) -> Callable[[], object]:
    return lambda: pd.read_excel(export, sheet_name=None, dtype=str, keep_default_na=False, engine="openpyxl")


def read_fastexcel(export: Path, _out: Path) -> Callable[[], object]:
    import fastexcel  # noqa: PLC0415 - only there when the benchmarks are installed

    def work() -> None:
        book = fastexcel.read_excel(export)
        for name in book.sheet_names:
            book.load_sheet(name).to_arrow()

    return work


def read_petl(export: Path, _out: Path) -> Callable[[], object]:
    import petl  # noqa: PLC0415 - only there when the benchmarks are installed

    return lambda: [petl.nrows(petl.fromxlsx(str(export), sheet=name)) for name in _sheets(export)]


def read_frictionless(export: Path, _out: Path) -> Callable[[], object]:
    from frictionless import Resource, formats  # noqa: PLC0415 - only there when the benchmarks are installed

    def work() -> None:
        for name in _sheets(export):
            control = formats.ExcelControl(sheet=name)
            with contextlib.chdir(export.parent), Resource(path=export.name, control=control) as resource:
                for _ in resource.row_stream:
                    pass

    return work


def read_flatten_tool(export: Path, out: Path) -> Callable[[], object]:
    import flattentool  # noqa: PLC0415 - only there when the benchmarks are installed

    target = str(out / "uit.json")
    return lambda: flattentool.unflatten(
        str(export), input_format="xlsx", output_name=target, root_list_path="rijen"
    )


def check_eenmaal(export: Path, _out: Path) -> Callable[[], object]:
    standard = the_standard()
    raw = read_export(export.read_bytes(), export.name)
    return lambda: check_export(raw, standard)


def check_frictionless(export: Path, out: Path) -> Callable[[], object]:
    """Types, required fields and code lists of one table, from csv: less than ours checks of eight."""
    from frictionless import Package, validate  # noqa: PLC0415 - only there when the benchmarks are installed

    frame = pd.read_excel(export, sheet_name="prestatie", dtype=str, keep_default_na=False, engine="calamine")
    frame.to_csv(out / "prestatie.csv", index=False)
    descriptor = next((HOUSE / "mappings/standaard").glob("*/datapackage.json"))
    package = Package(str(descriptor))
    schema = package.get_resource("prestatie").schema.to_descriptor()
    schema.pop("foreignKeys", None)
    (out / "schema.json").write_text(json.dumps(schema), encoding="utf-8")

    def work() -> None:
        with contextlib.chdir(out):
            validate("prestatie.csv", schema="schema.json", limit_errors=1_000_000)

    return work


def part_petl(export: Path, out: Path) -> Callable[[], object]:
    """Per municipality its rows of prestatie in a workbook of its own, as they are."""
    import petl  # noqa: PLC0415 - only there when the benchmarks are installed

    def work() -> None:
        care = petl.wrap(petl.fromxlsx(str(export), sheet="prestatie")).cache()
        for code, rows in petl.facet(care, "gemeentecode").items():
            petl.toxlsx(rows, str(out / f"{code}.xlsx"), mode="overwrite")

    return work


def _sheets(export: Path) -> list[str]:
    return [name for name in pd.ExcelFile(export, engine="calamine").sheet_names if name != "lijsten"]


WORK = {name: work for name, work in globals().items() if name.startswith(("read_", "check_", "part_"))}
WORK.pop("read_export", None)
WORK.pop("check_export", None)


def main(name: str, export: Path, out: Path) -> None:
    if name.endswith("_eenmaal"):
        use_system_allocator()
    work = WORK[name](export, out)
    begin = time.process_time()
    with contextlib.redirect_stdout(io.StringIO()):
        work()
    print(time.process_time() - begin)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]).absolute(), Path(sys.argv[3]).absolute())
