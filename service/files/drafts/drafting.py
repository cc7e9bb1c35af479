"""Draft a format from a municipality's own workbook: propose for what was found, prove what is written."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from service.domain.formats.compiling import compile_format
from service.domain.formats.composition import compose
from service.domain.formats.drafts.block_proposals import Seen
from service.domain.formats.drafts.found import Heading
from service.domain.formats.drafts.words import CELL, Synonym, header_words, meaning_of, normal
from service.domain.formats.drafts.workbook_proposal import WorkbookProposal, propose_workbook
from service.domain.formats.output import XlsxOutput
from service.domain.formats.plan import Plan
from service.domain.standard.model import Standard
from service.files.catalogue import document_of, misfit, standard_tables, surveyed
from service.files.drafts.finding import found_in
from service.files.drafts.settling import DRAFT, SettledDraft, settled
from service.files.drafts.table import Vocabulary
from service.files.drafts.writing import REST
from service.files.workbook import has_macros


def propose_for_workbook(
    content: bytes, synonyms: Mapping[str, Synonym], seen: Seen | None = None
) -> WorkbookProposal:
    """What every table and every label beside an empty cell asks; nothing unless some column is known.

    `seen`: field → the values that a sample submission has there, to know a filled column by.
    """
    words = header_words(synonyms)

    @cache
    def knows(text: str) -> bool:
        return meaning_of(Heading(text=text), words, {}).synonym is not None

    def is_label(text: str) -> bool:
        return f"{CELL}:{normal(text)}" in synonyms

    vocabulary = Vocabulary(knows=knows, is_label=is_label)
    return propose_workbook(found_in(content, vocabulary), synonyms, seen or {})


def template_name(name: str, content: bytes) -> str:
    """What the blank workbook of a format is called: by whether it holds macros, whatever it was called."""
    return f"{name}.{'xlsm' if has_macros(content) else 'xlsx'}"


def settled_draft(
    name: str, content: bytes, proposal: WorkbookProposal, mappings_dir: Path, standard: Standard
) -> SettledDraft:
    """The draft of a workbook without what cannot be proven of it."""

    def prove(text: str) -> None:
        compile_draft(text, mappings_dir, standard, content)

    return settled(name, template_name(name, content), proposal, prove)


def compile_draft(text: str, mappings_dir: Path, standard: Standard, template: bytes) -> Plan:
    """Prove a draft as every format is proven; raises FormatError with the line of what is wrong."""
    draft = document_of(text, DRAFT, DRAFT)
    rest = (mappings_dir / "landelijk" / f"{REST}.yaml").read_text(encoding="utf-8")
    composed = compose(DRAFT, {DRAFT: draft, REST: document_of(rest, REST, f"{REST}.yaml")})
    plan = compile_format(composed, standard, standard_tables(standard), template)
    output = plan.format.output
    templates = {output.template: template} if isinstance(output, XlsxOutput) else {}
    wrong = misfit(plan, templates)
    if wrong is not None:
        raise composed.error(wrong[1], wrong[0].fault)
    return surveyed(plan, templates)
