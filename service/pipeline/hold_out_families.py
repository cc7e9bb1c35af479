"""Which families of formats there are for the sample that providers share, by the catalogue as it stands."""

from service.domain.burden.hold_out import Families, families
from service.pipeline.burden_basis import burden_basis
from service.pipeline.current_catalogue import CurrentCatalogue


def hold_out_families(current: CurrentCatalogue) -> Families:
    """Of the latest version of every format, by what is asked in the calendar of requests."""
    basis = burden_basis(current)
    latest = {name: plans[-1].sha256 for name, plans in basis.catalogue.plans.items() if plans}
    demands = {name: basis.demands[version] for name, version in latest.items()}
    return families(demands, [each.format for each in basis.catalogue.requests])
