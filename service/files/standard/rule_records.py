"""The records of what each version finds, and why findings come and go: files below mappings/regels."""

import csv
import gzip
import json
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from service.domain.failures import TerminalError
from service.domain.standard.rule_record import (
    Explanation,
    FoundInExport,
    RuleRecord,
    numbers_of,
    since_of,
)
from service.domain.standard.rules.every_rule import ALL_RULES
from service.domain.wording import Wording

_FOLDER, _ENDING, _EXPLANATIONS = "regels", ".json.gz", "verklaard.csv"


class _Export(BaseModel):
    model_config = ConfigDict(frozen=True)
    content: str
    found: Mapping[str, tuple[str, ...]]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True)
    version: str
    codes: frozenset[str]
    exports: Mapping[int, _Export]


def record_file(mappings_dir: Path, version: str) -> Path:
    """Where the record of a version stands, or would stand."""
    return mappings_dir / _FOLDER / f"{version}{_ENDING}"


def recorded_versions(mappings_dir: Path) -> tuple[str, ...]:
    """The versions of which there is a record, the oldest first."""
    names = [path.name.removesuffix(_ENDING) for path in (mappings_dir / _FOLDER).glob(f"*{_ENDING}")]
    return tuple(sorted(names, key=numbers_of))


def load_record(file: Path) -> RuleRecord:
    """Read a record. Raises TerminalError when it is not there or is no record."""
    try:
        read = _Record.model_validate_json(gzip.decompress(file.read_bytes()))
    except (OSError, EOFError, ValidationError) as fault:
        raise TerminalError(f"{file} holds no record of rules: {type(fault).__name__}.") from fault
    exports = {number: FoundInExport(each.content, each.found) for number, each in read.exports.items()}
    return RuleRecord(read.version, read.codes, exports)


def rules_since(mappings_dir: Path, running: str) -> dict[str, str]:
    """Code of a rule → the first version that has it, `running` for what no record has."""
    records = [load_record(record_file(mappings_dir, each)) for each in recorded_versions(mappings_dir)]
    return since_of(records, (each.kind.code for each in ALL_RULES), running)


def packed_record(record: RuleRecord) -> bytes:
    """The bytes of a record, the same for the same record."""
    said = {
        "version": record.version,
        "codes": sorted(record.codes),
        "exports": {
            str(number): {
                "content": each.content,
                "found": {code: list(at) for code, at in each.found.items()},
            }
            for number, each in sorted(record.exports.items())
        },
    }
    return gzip.compress(json.dumps(said, separators=(",", ":")).encode(), compresslevel=9, mtime=0)


def load_explanations(mappings_dir: Path) -> tuple[Explanation, ...]:
    """Why findings come and go, as people wrote it down."""
    with (mappings_dir / _FOLDER / _EXPLANATIONS).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, strict=True))
    return tuple(Explanation(row["regel"], row["sinds"], Wording(row["nl"], row["en"])) for row in rows)
