"""Prove a draft as every format is proven, and say at which column each fault or remark belongs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from service.domain.failures import FormatError
from service.domain.findings import Language
from service.domain.formats.calendar import version_for
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.describe import describe
from service.domain.formats.diff import diff
from service.domain.formats.drafts.draft import Draft, Workbook
from service.domain.formats.lint import Remark, lint
from service.domain.formats.plan import Plan
from service.domain.periods import parse_period
from service.files.apart import Died, ParsingLimits, do_apart
from service.files.catalogue import (
    DRAFT_FILE,
    CatalogueState,
    FormatSources,
    compile_text,
    document_of,
    read_sources,
    state_of_files,
)
from service.pipeline.current_catalogue import CurrentCatalogue, standard_of

_FOR_MAKERS = {"no-examples", "share-it"}
"""Remarks for who keeps the folders; a draft has no examples, and a copy is alike by nature."""
_LIMITS = ParsingLimits(memory=500_000_000, cpu_seconds=10, wall_seconds=15.0)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text is no working format yet, as far as possible at the column it concerns."""

    text: str
    line: int
    sheet: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of a text: the plan when it works, the fault when it does not, and what may surprise."""

    plan: Plan | None = None
    fault: Fault | None = None
    remarks: tuple[Remark, ...] = ()
    sentences: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """(sheet, header) → what the column holds, in words; single cells under the empty sheet."""


@dataclass(frozen=True, slots=True)
class ProveDraft:
    """Proves texts against the standard, the fragments and the code tables of this installation."""

    catalogue: CurrentCatalogue

    @property
    def sources(self) -> FormatSources:
        """What a format can be written with."""
        folders = self.catalogue.mappings_dir, self.catalogue.templates_dir
        return _sources(*folders, state_of_files(*folders))

    def __call__(self, text: str, workbook: Workbook | None, language: Language = "nl") -> Proof:
        """Never raises for what is written: a fault of the format is part of the answer."""
        try:
            plan = self.compiled(text, workbook)
        except FormatError as fault:
            return Proof(fault=_placed(fault, text))
        remarks = lint(plan, tuple(self.catalogue().every_plan()))
        return Proof(
            plan, None, tuple(each for each in remarks if each.code not in _FOR_MAKERS), _told(plan, language)
        )

    def compiled(self, text: str, workbook: Workbook | None) -> Plan:
        """The proven plan. Raises FormatError."""
        own = {workbook.name: workbook.content} if workbook else {}
        if workbook is not None:
            folders = self.catalogue.mappings_dir, self.catalogue.templates_dir
            fault = _fault_of_workbook(*folders, state_of_files(*folders), text, workbook)
            if fault is not None:
                raise fault
        return compile_text(text, self.sources, own, opens_workbook=workbook is None)

    def workbook_of(self, text: str, own: Workbook | None) -> Workbook | None:
        """The blank workbook that a text fills: its own, or the one of the installation that it names."""
        named = document_of(text, DRAFT_FILE, DRAFT_FILE).content.get("output")
        name = named.get("template") if isinstance(named, dict) else None
        if name is None or (own is not None and own.name == name):
            return own if name is not None else None
        content = self.sources.templates.get(str(name))
        return None if content is None else Workbook(str(name), content)

    def replaced_by(self, draft: Draft) -> Plan | None:
        """The version that holds today for the first reporting period of a draft; None for a new request."""
        return replaced_plan(self.catalogue(), draft)

    def differences(self, old: Plan, new: Plan, language: Language) -> tuple[str, ...]:
        """What changes, in words."""
        return diff(old, new, language)

    def described(self, plan: Plan, language: Language) -> tuple[str, ...]:
        """The whole format in sentences."""
        return describe(plan, language)


def replaced_plan(catalogue: Catalogue, draft: Draft) -> Plan | None:
    """The version whose place a draft takes, at its own first reporting period."""
    versions = catalogue.plans.get(draft.asked.instead_of or draft.name, ())
    try:
        period = parse_period(draft.version)
    except ValueError:
        return versions[-1] if versions else None
    before = [plan for plan in versions if plan.valid.begin < period.begin or draft.asked.instead_of]
    return version_for(before, period) or (before[-1] if before else None)


def _placed(fault: FormatError, text: str) -> Fault:
    """The fault at the sheet and column in which its line lies; elsewhere when it is not of a column."""
    path: tuple[str, ...] = ()
    if fault.file == DRAFT_FILE and fault.line:
        try:
            lines = document_of(text, DRAFT_FILE, DRAFT_FILE).lines
            path = max((line, each) for each, line in lines.items() if line <= fault.line)[1]
        except (FormatError, ValueError):
            path = ()
    match path:
        case ("sheets", sheet, "columns", header, *_):
            return Fault(str(fault), fault.line, sheet, header)
        case ("sheets", sheet, *_):
            return Fault(str(fault), fault.line, sheet)
        case ("cells", cell, *_):
            return Fault(str(fault), fault.line, "", cell)
    return Fault(str(fault), fault.line)


def _told(plan: Plan, language: Language) -> dict[tuple[str, str], str]:
    told = {
        (sheet.name, column.header): column.expression.sentence(language)
        for sheet in plan.sheets
        for column in sheet.columns
    }
    for (sheet_name, cell), column in plan.cells.items():
        told["", f"{sheet_name}!{cell}"] = column.expression.sentence(language)
    return told


@lru_cache(maxsize=64)
def _fault_of_workbook(
    mappings_dir: Path, templates_dir: Path, state: CatalogueState, text: str, workbook: Workbook
) -> FormatError | None:
    """Why they do not fit, found in a process apart: a workbook from outside may crash a reader."""
    sources, own = _sources(mappings_dir, templates_dir, state), {workbook.name: workbook.content}
    try:
        answer = do_apart(lambda: bool(compile_text(text, sources, own)), _LIMITS)
    except FormatError as fault:
        return fault
    if isinstance(answer, Died):
        return FormatError(f"The workbook {workbook.name} cannot be read ({answer.reason}).")
    return None


@lru_cache(maxsize=2)
def _sources(mappings_dir: Path, templates_dir: Path, _state: CatalogueState) -> FormatSources:
    return read_sources(mappings_dir, templates_dir, standard_of(mappings_dir))
