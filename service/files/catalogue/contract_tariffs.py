"""Read the tariffs of contracts from mappings/tarieven/: a line for each, with the days on which it holds."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from service.domain.contracts.tariffs import ContractTariff
from service.domain.standard.model import CodeList
from service.files.catalogue.broken_files import OnFault, stop
from service.files.catalogue.contract_lines import ContractLine, contract_lines, none_when_empty

_CENTS = 100


def _with_point(written: object) -> object:
    return written.strip().replace(",", ".") if isinstance(written, str) else written


class _Line(ContractLine):
    """One line as it is written."""

    wet: str
    productcategorie: Annotated[str, Field(min_length=1)]
    productcode: str = ""
    """Empty for every product of the category."""
    eenheid: Annotated[str, Field(min_length=1)]
    geldig_van: date
    geldig_tot: Annotated[date | None, BeforeValidator(none_when_empty)] = None
    tarief: Annotated[Decimal, BeforeValidator(_with_point), Field(ge=0, decimal_places=2)]
    """Euros per unit."""


def read_contract_tariffs(
    mappings_dir: Path, municipalities: CodeList, on_fault: OnFault = stop
) -> Iterator[ContractTariff]:
    """Every line of every table; a line that cannot be used goes to `on_fault`, and the others hold."""
    for line in contract_lines(mappings_dir, "tarieven", _Line, municipalities, on_fault):
        yield _tariff(line)


def _tariff(line: _Line) -> ContractTariff:
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
