"""Read the ceilings of contracts from mappings/plafonds/: a line for each, over days that end."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from service.domain.contracts.ceilings import ContractCeiling
from service.domain.failures import RefusedValueError
from service.domain.formats.faults.publishing import CEILING_SAYS_NOTHING
from service.domain.standard.model import CodeList
from service.files.catalogue.broken_files import OnFault, stop
from service.files.catalogue.contract_lines import ContractLine, contract_lines, none_when_empty

_CENTS = 100


def _number(written: object) -> object:
    return (written.strip().replace(",", ".") or None) if isinstance(written, str) else written


_Euros = Annotated[Decimal, Field(ge=0, decimal_places=2)]


class _Line(ContractLine):
    """One line as it is written."""

    agb_code: Annotated[str, Field(pattern=r"^\d{8}$")]
    wet: Annotated[str, Field(pattern="^(JW|WMO)$")]
    productcategorie: str = ""
    """Empty for every category together."""
    eenheid: str = ""
    """That `volume` is in."""
    geldig_van: date
    geldig_tot: date
    volume: Annotated[Annotated[int, Field(ge=0)] | None, BeforeValidator(none_when_empty)] = None
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
    for line in contract_lines(mappings_dir, "plafonds", _Line, municipalities, on_fault):
        yield _ceiling(line)


def _ceiling(line: _Line) -> ContractCeiling:
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
