"""Hold an export that was accepted beside the contracts that are known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from service.domain.contracts.earlier_budgets import DeclaredBefore, findings_beside_earlier_budgets
from service.domain.contracts.figures import ContractFigures, ContractKey, care_rows, figures_of
from service.domain.contracts.tariffs import ContractTariff, contracted, findings_beside_contract
from service.domain.contracts.volumes import ContractVolume, VolumeKey, volumes_of
from service.domain.findings import Finding
from service.domain.standard.export import Export


@dataclass(frozen=True, slots=True)
class BesideContracts:
    """What there is to ask about rows, and the figures of all of them."""

    findings: tuple[Finding, ...] = ()
    figures: Mapping[ContractKey, ContractFigures] = field(default_factory=dict)
    volumes: Mapping[VolumeKey, ContractVolume] = field(default_factory=dict)


def beside_contracts(export: Export, tariffs: Iterable[ContractTariff]) -> BesideContracts:
    """Budgets and volumes are those of its allocations, tariffs those of `tariffs`."""
    rows = care_rows(export)
    agreed = contracted(rows, tariffs)
    return BesideContracts(
        findings_beside_contract(rows, export, agreed),
        figures_of(export, rows, agreed),
        volumes_of(export, rows),
    )


def beside_earlier_budgets(
    export: Export, tariffs: Iterable[ContractTariff], before: DeclaredBefore
) -> BesideContracts:
    """The same with what was declared over earlier periods, and only the findings that follow from that."""
    rows = care_rows(export)
    return BesideContracts(
        findings_beside_earlier_budgets(rows, export, before),
        figures_of(export, rows, contracted(rows, tariffs), before),
        volumes_of(export, rows),
    )
