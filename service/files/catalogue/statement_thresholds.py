"""Read from how much on which statement is owed: mappings/verklaringen.csv, a line for each threshold."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from service.domain.contracts.statements import StatementThreshold, ThresholdScope
from service.domain.failures import FormatError
from service.domain.formats.faults.values import value_fault
from service.files.catalogue.broken_files import OnFault, stop
from service.files.catalogue.code_table_files import text_of_table

_FILE = "verklaringen.csv"
_CENTS = 100
_FROM = "vanaf"


class _Line(BaseModel):
    """One line as it is written."""

    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)

    wet: Annotated[str, Field(min_length=1)]
    gemeentecode: str = ""
    over: ThresholdScope
    bedrag: Annotated[Decimal, Field(ge=0, decimal_places=2)]
    vergelijking: Literal["meer dan", "vanaf"]
    geldig_van: date
    geldig_tot: Annotated[date | None, BeforeValidator(lambda written: written or None)] = None
    bron: Annotated[str, Field(min_length=1)]
    """Where it stands: no threshold without one."""


def read_statement_thresholds(mappings_dir: Path, on_fault: OnFault = stop) -> Iterator[StatementThreshold]:
    """Every line that can be used; one that cannot goes to `on_fault`. Nothing where there is no file."""
    path = mappings_dir / _FILE
    if not path.is_file():
        return
    reader = csv.DictReader(io.StringIO(text_of_table(path.read_bytes()), newline=""))
    for row in reader:
        try:
            line = _Line.model_validate(
                {name: cell for name, cell in row.items() if name and cell is not None}
            )
        except ValidationError as invalid:
            on_fault(FormatError(value_fault(invalid, _Line)[0], f"mappings/{_FILE}", reader.line_num))
            continue
        yield StatementThreshold(
            law=line.wet,
            municipality=line.gemeentecode,
            scope=line.over,
            cents=int(line.bedrag * _CENTS),
            is_exceeded_at=line.vergelijking == _FROM,
            begin=line.geldig_van,
            until=line.geldig_tot,
            source=line.bron,
        )
