"""Read the tariffs of contracts from mappings/tarieven/: a line for each, with the days on which it holds."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from service.domain.contracts.tariffs import ContractTariff
from service.domain.failures import FormatError
from service.domain.formats.faults.publishing import UNKNOWN_MUNICIPALITY
from service.domain.formats.faults.values import value_fault
from service.domain.standard.model import CodeList
from service.files.catalogue.broken_files import OnFault, stop
from service.files.catalogue.code_table_files import text_of_table

_CENTS = 100


def _with_point(written: object) -> object:
    return written.strip().replace(",", ".") if isinstance(written, str) else written


def _none_when_empty(written: object) -> object:
    return written or None


class _Line(BaseModel):
    """One line as it is written."""

    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)

    gemeentecode: str
    wet: str
    productcategorie: Annotated[str, Field(min_length=1)]
    productcode: str = ""
    """Empty for every product of the category."""
    eenheid: Annotated[str, Field(min_length=1)]
    geldig_van: date
    geldig_tot: Annotated[date | None, BeforeValidator(_none_when_empty)] = None
    tarief: Annotated[Decimal, BeforeValidator(_with_point), Field(ge=0, decimal_places=2)]
    """Euros per unit."""


def read_contract_tariffs(
    mappings_dir: Path, municipalities: CodeList, on_fault: OnFault = stop
) -> Iterator[ContractTariff]:
    """Every line of every table; a line that cannot be used goes to `on_fault`, and the others hold."""
    for path in sorted((mappings_dir / "tarieven").glob("*.csv")):
        file = f"mappings/tarieven/{path.name}"
        text = text_of_table(path.read_bytes())
        separator = ";" if ";" in text.partition("\n")[0] else ","
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
        for row in reader:
            try:
                yield _tariff(row, municipalities, file, reader.line_num)
            except FormatError as fault:
                on_fault(fault)


def _tariff(row: dict[str, str], municipalities: CodeList, file: str, number: int) -> ContractTariff:
    try:
        line = _Line.model_validate({name: cell for name, cell in row.items() if name and cell is not None})
    except ValidationError as invalid:
        raise FormatError(value_fault(invalid, _Line)[0], file, number) from invalid
    if line.gemeentecode not in municipalities.codes:
        raise FormatError(UNKNOWN_MUNICIPALITY.fault(municipality=line.gemeentecode), file, number)
    return ContractTariff(
        municipality=line.gemeentecode,
        law=line.wet,
        category=line.productcategorie,
        product=line.productcode,
        unit=line.eenheid,
        begin=line.geldig_van,
        until=line.geldig_tot,
        cents=int(line.tarief * _CENTS),
    )
