"""Everything that is in the kit, put together; the same bytes for the same version."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from service import __version__
from service.domain.formats.catalogue import Catalogue
from service.domain.standard.intake import CheckedExport
from service.files.archive import DEFLATER
from service.files.standard import blank_workbook, standard_files
from service.kit.faulty import faulty_samples
from service.kit.index_page import index_page
from service.kit.reading import check_sample, reports_of
from service.kit.row_schemas import row_schema
from service.kit.sample import Sample, findings_as_json
from service.kit.sound import sound_samples

LIST = "kit.json"


@dataclass(slots=True)
class Kit:
    """The files of a kit, path → content, and what its list says of each sample."""

    files: dict[str, bytes] = field(default_factory=dict)
    samples: list[dict[str, object]] = field(default_factory=list)

    def put_json(self, path: str, said: object) -> None:
        """Keep a file of JSON that a person can read."""
        text = json.dumps(said, ensure_ascii=False, indent=1)
        self.files[path] = f"{text}\n".encode()


def make_kit(
    mappings_dir: Path, catalogue: Catalogue, municipalities: Sequence[str], many: Sequence[str]
) -> Kit:
    """Every sample, what must be found in it, what must come out, the schemas, and where to begin.

    `municipalities` are those of the sound samples, `many` those of the ones with every fault. Raises
    TerminalError when the rules of this version find anything else in a sample than was put in.
    """
    kit = Kit()
    standard = catalogue.standard
    for sample in (*sound_samples(standard, municipalities), *faulty_samples(standard, municipalities, many)):
        _add_sample(kit, sample, catalogue)
    _add_schemas(kit, mappings_dir, catalogue)
    kit.files["index.html"] = index_page(kit.samples, "nl")
    kit.files["index.en.html"] = index_page(kit.samples, "en")
    kit.put_json(LIST, _listed(kit, standard.version))
    return kit


def _add_sample(kit: Kit, sample: Sample, catalogue: Catalogue) -> None:
    checked = check_sample(sample.path, sample.content, catalogue.standard)
    sample.require_found(checked.findings)
    name = sample.path.removeprefix("samples/")
    findings = f"expected/{name}.findings.json"
    kit.files[sample.path] = sample.content
    kit.put_json(findings, findings_as_json(checked.findings))
    listed: dict[str, object] = {
        "file": sample.path,
        "about": sample.about.as_json(),
        "verdict": checked.verdict.value,
        "findings": findings,
    }
    if sample.is_translated:
        listed["reports"] = _add_reports(kit, checked, catalogue, f"expected/{name}.reports")
    kit.samples.append(listed)


def _add_reports(
    kit: Kit, checked: CheckedExport, catalogue: Catalogue, folder: str
) -> dict[str, dict[str, str]]:
    """The reports of a sample, by the path below their folder; equal bytes are kept once."""
    listed: dict[str, dict[str, str]] = {}
    kept = {hashlib.sha256(content).hexdigest(): path for path, content in kit.files.items()}
    for name, content in reports_of(checked, catalogue).items():
        sha256 = hashlib.sha256(content).hexdigest()
        path = kept.get(sha256, f"{folder}/{name}")
        kit.files[path] = content
        listed[name] = {"sha256": sha256, "file": path}
    return listed


def _add_schemas(kit: Kit, mappings_dir: Path, catalogue: Catalogue) -> None:
    standard = catalogue.standard
    files = standard_files(mappings_dir, standard)
    kit.files |= {f"schema/table-schema/{name}": content for name, content in files.items()}
    for file in sorted((mappings_dir / "landelijk" / "berichten").glob("*.csv")):
        kit.files[f"schema/messages/{file.name}"] = file.read_bytes()
    for name in ("jw323", "wmo323"):
        structure = mappings_dir / "landelijk" / name / "structuur.csv"
        kit.files[f"schema/messages/{name}.csv"] = structure.read_bytes()
    kit.files["schema/blank.xlsx"] = blank_workbook(standard)
    for table in standard.tables.values():
        kit.put_json(f"schema/json-schema/{table.name}.schema.json", row_schema(table, standard))


def _listed(kit: Kit, standard: str) -> dict[str, object]:
    return {
        "engine": __version__,
        "standard": standard,
        "deflater": DEFLATER,
        "samples": kit.samples,
        "files": {path: hashlib.sha256(content).hexdigest() for path, content in sorted(kit.files.items())},
    }
