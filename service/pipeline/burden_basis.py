"""What every page about burden is made with, the same for every viewer: read and drawn once per process."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from service.domain.burden.demand import Demand
from service.domain.burden.elsewhere import Elsewhere
from service.domain.burden.estimate import Draws, draw
from service.domain.burden.from_reports import demands_by_hash
from service.domain.burden.municipal import AdministrativeTimes
from service.domain.burden.page import BurdenBasis
from service.domain.burden.prescribed import LegallyRequired
from service.domain.burden.tables import BurdenTables
from service.domain.formats.catalogue import Catalogue
from service.files.burden import (
    load_administrative_times,
    load_burden_tables,
    load_elsewhere,
    load_legally_required,
)
from service.pipeline.current_catalogue import CurrentCatalogue


def burden_basis(current: CurrentCatalogue) -> BurdenBasis:
    """With the latest tables, and the catalogue as it stands."""
    folder, catalogue = current.mappings_dir, current()
    required = _required(folder)
    return BurdenBasis(
        catalogue=catalogue,
        demands=_demands(_Same(catalogue), required),
        tables=_tables(folder),
        times=_times(folder),
        required=required,
        elsewhere=_elsewhere(folder),
    )


class _Same:
    """A catalogue as the one object that it is: it says nothing of two that are alike."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def __hash__(self) -> int:
        return id(self.catalogue)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.catalogue is other.catalogue


@lru_cache(maxsize=2)
def _demands(of: _Same, required: LegallyRequired) -> Mapping[str, Demand]:
    return demands_by_hash(of.catalogue, required)


@lru_cache(maxsize=2)
def usual_draws(mappings_dir: Path) -> Draws:
    """The draws of the latest tables."""
    return draw(_tables(mappings_dir))


@lru_cache(maxsize=2)
def _tables(mappings_dir: Path) -> BurdenTables:
    return load_burden_tables(mappings_dir)


@lru_cache(maxsize=2)
def _times(mappings_dir: Path) -> AdministrativeTimes:
    return load_administrative_times(mappings_dir)


@lru_cache(maxsize=2)
def _required(mappings_dir: Path) -> LegallyRequired:
    return load_legally_required(mappings_dir)


@lru_cache(maxsize=2)
def _elsewhere(mappings_dir: Path) -> Elsewhere:
    return load_elsewhere(mappings_dir)
