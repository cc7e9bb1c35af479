"""Drafts: what a blank workbook asks, proposed as a format, settled until proven, and shown as lines."""

from service.files.drafts.drafting import compile_draft, propose_for_workbook, settled_draft, template_name
from service.files.drafts.heading import name_and_version
from service.files.drafts.layout import CodeTableLines, Layout, Line, SheetLines, layout_of
from service.files.drafts.settling import SettledDraft
from service.files.drafts.words import read_synonyms, values_of
from service.files.drafts.writing import write_draft

__all__ = [
    "CodeTableLines",
    "Layout",
    "Line",
    "SettledDraft",
    "SheetLines",
    "compile_draft",
    "layout_of",
    "name_and_version",
    "propose_for_workbook",
    "read_synonyms",
    "settled_draft",
    "template_name",
    "values_of",
    "write_draft",
]
