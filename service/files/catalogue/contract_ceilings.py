"""Read the ceilings of contracts from mappings/plafonds/: a line for each, over days that end."""

import csv
import io
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from service.domain.contracts.ceilings import ContractCeiling
from service.domain.failures import FormatError, RefusedValueError
from service.domain.formats.faults.publishing import CEILING_SAYS_NOTHING, UNKNOWN_MUNICIPALITY
from service.domain.formats.faults.values import value_fault
from service.domain.standard.model import CodeList
from service.files.catalogue.broken_files import OnFault, stop
from service.files.catalogue.code_table_files import text_of_table

_CENTS = 100


def _none_when_empty(written: object) -> object:
    return written or None


def _number(written: object) -> object:
    return (written.strip().replace(",", ".") or None) if isinstance(written, str) else written


_Euros = Annotated[Decimal, Field(ge=0, decimal_places=2)]


class _Line(BaseModel):
    """One line as it is written."""

    model_config = ConfigDict(extra="ignore", frozen=True, str_strip_whitespace=True)

    agb_code: Annotated[str, Field(pattern=r"^\d{8}$")]
    gemeentecode: str
    wet: Annotated[str, Field(pattern="^(JW|WMO)$")]
    productcategorie: str = ""
    """Empty for every category together."""
    eenheid: str = ""
    """That `volume` is in."""
    geldig_van: date
    geldig_tot: date
    volume: Annotated[Annotated[int, Field(ge=0)] | None, BeforeValidator(_none_when_empty)] = None
    bedrag: Annotated[_Euros | None, BeforeValidator(_number)] = None

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        says_nothing = self.volume is None and self.bedrag is None
        is_half = (self.volume is None) != (not self.eenheid)
        if says_nothing or is_half or self.geldig_tot < self.geldig_van:
            raise RefusedValueError(CEILING_SAYS_NOTHING.fault())
        return self


def read_contract_ceilings(
    mappings_dir: Path, municipalities: CodeList, on_fault: OnFault = stop
) -> Iterator[ContractCeiling]:
    """Every line of every table; a line that cannot be used goes to `on_fault`, and the others hold."""
    for path in sorted((mappings_dir / "plafonds").glob("*.csv")):
        file = f"mappings/plafonds/{path.name}"
        text = text_of_table(path.read_bytes())
        separator = ";" if ";" in text.partition("\n")[0] else ","
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
        for row in reader:
            try:
                yield _ceiling(row, municipalities, file, reader.line_num)
            except FormatError as fault:
                on_fault(fault)


def _ceiling(row: dict[str, str], municipalities: CodeList, file: str, number: int) -> ContractCeiling:
    try:
        line = _Line.model_validate({name: cell for name, cell in row.items() if name and cell is not None})
    except ValidationError as invalid:
        raise FormatError(value_fault(invalid, _Line)[0], file, number) from invalid
    if line.gemeentecode not in municipalities.codes:
        raise FormatError(UNKNOWN_MUNICIPALITY.fault(municipality=line.gemeentecode), file, number)
    return ContractCeiling(
        provider=line.agb_code,
        municipality=line.gemeentecode,
        law=line.wet,
        category=line.productcategorie,
        unit=line.eenheid,
        begin=line.geldig_van,
        until=line.geldig_tot,
        volume=line.volume,
        cents=None if line.bedrag is None else int(line.bedrag * _CENTS),
    )
