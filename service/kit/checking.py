"""Hold a kit that stands in a folder against what this version finds and makes."""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from service.domain.failures import TerminalError
from service.domain.formats.catalogue import Catalogue
from service.domain.standard.intake import CheckedExport
from service.domain.wording import Wording, same
from service.kit.contents import LIST
from service.kit.reading import check_sample, reports_of
from service.kit.sample import findings_as_json


class _Listed(BaseModel):
    """What is read of kit.json; it may say more."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Report(_Listed):
    sha256: str


class _Sample(_Listed):
    file: str
    verdict: str
    findings: str
    reports: Mapping[str, _Report] | None = None


class _Kit(_Listed):
    samples: Annotated[tuple[_Sample, ...], Field(min_length=1)]
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is otherwise than the kit says."""

    file: str
    what: Wording

    def as_json(self) -> dict[str, object]:
        """In the stable shape of `--json`."""
        return {"file": self.file, "text": self.what.as_json()}


def differences(folder: Path, catalogue: Catalogue) -> tuple[Difference, ...]:
    """Everything in which the kit in a folder is not what its list says, or not what this version does.

    Empty when every file is whole, in every sample is found what it says, and the reports have those bytes.
    Raises TerminalError when there is no kit.
    """
    kit = _read(folder)
    damaged = tuple(_about_files(folder, kit))
    if damaged:
        return damaged
    return tuple(found for each in kit.samples for found in _about_sample(folder, each, catalogue))


def _read(folder: Path) -> _Kit:
    try:
        return _Kit.model_validate_json((folder / LIST).read_bytes())
    except (OSError, ValidationError) as fault:
        raise TerminalError(f"{folder} holds no kit that can be read: {type(fault).__name__}.") from fault


def _about_files(folder: Path, kit: _Kit) -> Iterator[Difference]:
    root = folder.resolve()
    for name, sha256 in kit.files.items():
        path = (root / name).resolve()
        if not (path.is_relative_to(root) and path.is_file()):
            yield Difference(name, Wording("het bestand is er niet", "the file is not there"))
        elif hashlib.sha256(path.read_bytes()).hexdigest() != sha256:
            yield Difference(name, Wording("het bestand is veranderd", "the file was changed"))
    for each in kit.samples:
        if {each.file, each.findings} - set(kit.files):
            yield Difference(each.file, Wording("staat niet in de lijst van bestanden", "is not listed"))


def _about_sample(folder: Path, sample: _Sample, catalogue: Catalogue) -> Iterator[Difference]:
    checked = check_sample(sample.file, (folder / sample.file).read_bytes(), catalogue.standard)
    if checked.verdict.value != sample.verdict:
        yield Difference(
            sample.file,
            Wording("het oordeel is nu {now}, was {was}", "the verdict is now {now}, was {was}").fill(
                now=checked.verdict.value, was=sample.verdict
            ),
        )
    yield from _about_findings(folder, sample, checked)
    if sample.reports is not None:
        yield from _about_reports(sample.reports, checked, catalogue)


def _about_findings(folder: Path, sample: _Sample, checked: CheckedExport) -> Iterator[Difference]:
    known = Counter(map(_fixed, json.loads((folder / sample.findings).read_bytes())))
    found = Counter(map(_fixed, findings_as_json(checked.findings)))
    for each in (known - found).elements():
        yield Difference(sample.file, Wording("niet meer gevonden: ", "no longer found: ") + same(each))
    for each in (found - known).elements():
        yield Difference(sample.file, Wording("ook gevonden: ", "also found: ") + same(each))


def _fixed(finding: Mapping[str, object]) -> str:
    return json.dumps(finding, ensure_ascii=False, sort_keys=True)


def _about_reports(
    known: Mapping[str, _Report], checked: CheckedExport, catalogue: Catalogue
) -> Iterator[Difference]:
    made = {
        name: hashlib.sha256(content).hexdigest() for name, content in reports_of(checked, catalogue).items()
    }
    for name in sorted(set(known) | set(made)):
        if name not in made:
            yield Difference(name, Wording("deze rapportage komt er niet meer uit", "no longer comes out"))
        elif name not in known:
            yield Difference(name, Wording("deze rapportage is nieuw", "this report is new"))
        elif known[name].sha256 != made[name]:
            yield Difference(name, Wording("de rapportage heeft andere bytes", "the report has other bytes"))
