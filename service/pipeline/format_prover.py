"""Prove the text of a draft as every format is proven, and say where each fault or remark belongs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from service.domain.failures import FormatError
from service.domain.formats.blank_files import (
    FILES_TOGETHER,
    blank_of,
    blanks_of_files,
    named_templates,
)
from service.domain.formats.blocks import HEAD, address_under
from service.domain.formats.drafts.draft import Workbook
from service.domain.formats.every_remark import own_remarks
from service.domain.formats.faults.workbooks import READER_DIED
from service.domain.formats.lint import lint
from service.domain.formats.meanings import extended_plan
from service.domain.formats.plan import Plan
from service.domain.formats.remarks import Remark, Weight
from service.domain.wording import Wording
from service.files.catalogue import (
    DRAFT_FILE,
    CatalogueState,
    FormatSources,
    compile_text,
    document_of,
    read_sources,
    remarks_on_workbook,
    require_nothing_in_the_way,
    state_of_files,
)
from service.files.separate_process import Died, ParsingLimits, do_separately
from service.pipeline.current_catalogue import CurrentCatalogue, standard_of

_FOR_MAKERS = {"no-examples", "share-it"}
"""Remarks for who keeps the folders; a draft has no examples, and a copy is alike by nature."""
_LIMITS = ParsingLimits(memory=500_000_000, cpu_seconds=10, wall_seconds=15.0)


@dataclass(frozen=True, slots=True)
class PlacedFault:
    """Why a text is no working format yet, as far as possible at the column it concerns."""

    words: Wording
    line: int
    sheet: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known of a text: the plan when it works, the fault when it does not, and what may surprise."""

    plan: Plan | None = None
    fault: PlacedFault | None = None
    remarks: tuple[Remark, ...] = ()
    sentences: Mapping[tuple[str, str], Wording] = field(default_factory=dict)
    """(sheet, header) → what the column holds, in words; single cells under the empty sheet."""

    @property
    def stops(self) -> bool:
        """Whether it works, and would write something else than is meant."""
        return any(each.weight is Weight.ERROR for each in self.remarks)


@dataclass(frozen=True, slots=True)
class FormatProver:
    """Proves texts against the standard, the fragments and the code tables of this installation."""

    catalogue: CurrentCatalogue

    @property
    def sources(self) -> FormatSources:
        """What a format can be written with."""
        folders = self.catalogue.mappings_dir, self.catalogue.templates_dir
        return _sources(*folders, state_of_files(*folders))

    def __call__(self, text: str, workbook: Workbook | None) -> Proof:
        """Never raises for what is written: a fault of the format is part of the answer."""
        try:
            plan = self.compiled(text, workbook)
        except FormatError as fault:
            return Proof(fault=_placed(fault, text))
        remarks = self._remarks(plan, workbook)
        return Proof(plan, None, tuple(each for each in remarks if each.code not in _FOR_MAKERS), _told(plan))

    def _remarks(self, plan: Plan, workbook: Workbook | None) -> tuple[Remark, ...]:
        every = tuple(self.catalogue().every_plan())
        return (
            *lint(plan, every),
            *own_remarks(plan),
            *remarks_on_workbook(plan, self._templates(workbook)),
        )

    def _templates(self, workbook: Workbook | None) -> dict[str, bytes]:
        own = {workbook.name: workbook.content} if workbook else {}
        return {**self.sources.templates, **own}

    def templates(self, text: str, workbook: Workbook | None) -> dict[str, bytes]:
        """The blank files by name, those that go with a text included."""
        return {**self.sources.templates, **(_named(text, workbook) if workbook else {})}

    def publishable(self, text: str, workbook: Workbook | None) -> Plan:
        """The proven plan of a text that nothing stands in the way of. Raises FormatError."""
        plan = self.compiled(text, workbook)
        require_nothing_in_the_way(plan, self._templates(workbook))
        return plan

    def compiled(self, text: str, workbook: Workbook | None) -> Plan:
        """The proven plan. Raises FormatError."""
        own = _named(text, workbook) if workbook else {}
        if workbook is not None:
            folders = self.catalogue.mappings_dir, self.catalogue.templates_dir
            fault = _fault_of_workbook(*folders, state_of_files(*folders), text, workbook)
            if fault is not None:
                raise fault
        sources = self.sources
        plan = compile_text(text, sources, own)
        return extended_plan(plan, self.catalogue().meanings, {**sources.templates, **own})

    def _together(self, output: object, named: Mapping[str, str]) -> Workbook | None:
        """The blank files of a zip, when the installation has them all."""
        if any(name not in self.sources.templates for name in named.values()):
            return None
        found = blank_of(output, self.sources.templates)
        return None if found is None else Workbook(FILES_TOGETHER, found)

    def workbook_of(self, text: str, own: Workbook | None) -> Workbook | None:
        """The blank workbook that a text fills: its own, or the one of the installation that it names."""
        output = document_of(text, DRAFT_FILE, DRAFT_FILE).content.get("output")
        named = named_templates(output)
        if named and "" not in named:
            return own or self._together(output, named)
        name = named.get("")
        if name is None or (own is not None and own.name == name):
            return own if name is not None else None
        content = self.sources.templates.get(str(name))
        return None if content is None else Workbook(str(name), content)


def _named(text: str, workbook: Workbook) -> dict[str, bytes]:
    """Template → content: the one workbook of a draft, or those of all files of a zip."""
    if workbook.name != FILES_TOGETHER:
        return {workbook.name: workbook.content}
    named = named_templates(document_of(text, DRAFT_FILE, DRAFT_FILE).content.get("output"))
    blanks = blanks_of_files(workbook.content)
    return {name: blanks[file] for file, name in named.items() if file in blanks}


def _placed(fault: FormatError, text: str) -> PlacedFault:
    """The fault at the sheet and column in which its line lies; elsewhere when it is not of a column."""
    path: tuple[str, ...] = ()
    if fault.file == DRAFT_FILE and fault.line:
        try:
            lines = document_of(text, DRAFT_FILE, DRAFT_FILE).lines
            path = max((line, each) for each, line in lines.items() if line <= fault.line)[1]
        except (FormatError, ValueError):
            path = ()
    match path:
        case ("sheets", sheet, "blocks", block, *below):
            return _in_block(fault, f"{sheet}/{block}", tuple(below))
        case ("sheets", sheet, *below):
            return _in_block(fault, sheet, tuple(below))
        case ("cells", cell, *_):
            return PlacedFault(fault.words, fault.line, "", cell)
    return PlacedFault(fault.words, fault.line)


def _in_block(fault: FormatError, block: str, below: tuple[str, ...]) -> PlacedFault:
    """The fault at a column of a block, at all columns of one address under heads, or at the block."""
    match below:
        case ("columns", address, *_):
            return PlacedFault(fault.words, fault.line, block, address)
        case ("across", "columns", address, *_):
            return PlacedFault(fault.words, fault.line, block, address_under(HEAD, address))
    return PlacedFault(fault.words, fault.line, block)


def _told(plan: Plan) -> dict[tuple[str, str], Wording]:
    told = {(s.name, column.address): column.sentence for s in plan.sheets for column in s.once_per_head}
    for (sheet_name, cell), column in plan.cells.items():
        told["", f"{sheet_name}!{cell}"] = column.sentence
    return told


@lru_cache(maxsize=64)
def _fault_of_workbook(
    mappings_dir: Path, templates_dir: Path, state: CatalogueState, text: str, workbook: Workbook
) -> FormatError | None:
    """Why they do not fit, found in a separate process: a workbook from outside may crash a reader."""
    sources, own = _sources(mappings_dir, templates_dir, state), _named(text, workbook)
    try:
        answer = do_separately(lambda: bool(compile_text(text, sources, own)), _LIMITS)
    except FormatError as fault:
        return fault
    if isinstance(answer, Died):
        return FormatError(READER_DIED.fault(workbook=workbook.name, how=Wording("", f" ({answer.reason})")))
    return None


@lru_cache(maxsize=2)
def _sources(mappings_dir: Path, templates_dir: Path, _state: CatalogueState) -> FormatSources:
    return read_sources(mappings_dir, templates_dir, standard_of(mappings_dir))
