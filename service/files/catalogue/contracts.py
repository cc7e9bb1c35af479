"""Put beside a catalogue what contracts say: tariffs, ceilings, and from how much on a statement is owed."""

from dataclasses import replace
from pathlib import Path

from service.domain.failures import FormatError
from service.domain.formats.broken import BrokenFile
from service.domain.formats.catalogue import Catalogue
from service.files.catalogue.broken_files import broken_by_path
from service.files.catalogue.contract_ceilings import read_contract_ceilings
from service.files.catalogue.contract_tariffs import read_contract_tariffs
from service.files.catalogue.statement_thresholds import read_statement_thresholds


def with_contracts(catalogue: Catalogue, mappings_dir: Path) -> Catalogue:
    """The same with the contracts of a mappings folder; a file that is broken is left out, and named."""
    broken: list[BrokenFile] = []

    def leave_out(fault: FormatError) -> None:
        broken.append(broken_by_path(fault))

    municipalities = catalogue.standard.code_lists["gemeente"]
    return replace(
        catalogue,
        tariffs=tuple(read_contract_tariffs(mappings_dir, municipalities, leave_out)),
        ceilings=tuple(read_contract_ceilings(mappings_dir, municipalities, leave_out)),
        thresholds=tuple(read_statement_thresholds(mappings_dir, leave_out)),
        broken=(*catalogue.broken, *broken),
    )
