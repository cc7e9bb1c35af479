"""Read tables of who made contracts: every csv of a folder of mappings, a line at a time."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from service.domain.failures import FormatError
from service.domain.formats.faults.publishing import UNKNOWN_MUNICIPALITY
from service.domain.formats.faults.values import value_fault
from service.domain.standard.model import CodeList
from service.files.catalogue.broken_files import OnFault
from service.files.catalogue.code_table_files import text_of_table


def none_when_empty(written: object) -> object:
    """For a field that may be left open."""
    return written or None


class ContractLine(BaseModel):
    """One line as it is written."""

    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)

    gemeentecode: str


Line = TypeVar("Line", bound=ContractLine)


def contract_lines(
    mappings_dir: Path, folder: str, kind: type[Line], municipalities: CodeList, on_fault: OnFault
) -> Iterator[Line]:
    """Every line of every table; a line that cannot be used goes to `on_fault`, and the others hold."""
    for path in sorted((mappings_dir / folder).glob("*.csv")):
        text = text_of_table(path.read_bytes())
        separator = ";" if ";" in text.partition("\n")[0] else ","
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
        for row in reader:
            try:
                yield _line(row, kind, municipalities, f"mappings/{folder}/{path.name}", reader.line_num)
            except FormatError as fault:
                on_fault(fault)


def _line(row: dict[str, str], kind: type[Line], municipalities: CodeList, file: str, number: int) -> Line:
    try:
        line = kind.model_validate({name: cell for name, cell in row.items() if name and cell is not None})
    except ValidationError as invalid:
        raise FormatError(value_fault(invalid, kind)[0], file, number) from invalid
    if line.gemeentecode not in municipalities.codes:
        raise FormatError(UNKNOWN_MUNICIPALITY.fault(municipality=line.gemeentecode), file, number)
    return line
