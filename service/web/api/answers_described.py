"""What an operation of the API answers when it went well, where no shape says it; and which are done once."""

from collections.abc import Mapping, Sequence
from typing import Any

from service.web.shared.downloads import kind_of

_WORKBOOKS = (".xlsx", ".xlsm")
_REPORTS = (*_WORKBOOKS, ".ods", ".docx", ".csv", ".txt", ".xml", ".zip", ".dat")
_TEMPLATES = (*_WORKBOOKS, ".ods", ".docx")
_FILES: Mapping[str, Sequence[str]] = {
    "api_codes.export": (".csv",),
    "api_drafts.workbook": _TEMPLATES,
    "api_proofs.make_evidence": (".zip",),
    "api_proofs.prove": (".tlog-proof",),
    "api_proofs.request": (".note",),
    "api_receipts.one": (".pdf",),
    "api_reports.download": (*_REPORTS, ".json"),
    "api_reports.one": _REPORTS,
    "api_submissions.annotated_copy": (*_WORKBOOKS, ".zip"),
    "api_trials.sample": (*_REPORTS, ".json"),
}
"""Of every route that answers with a file: how the names of these end."""
_BYTES: Mapping[str, Any] = {"type": "string", "format": "binary"}
_JSON = "application/json"

DONE_ONCE = frozenset(
    {
        "api_arriving.begin",
        "api_channels.make",
        "api_channels.start",
        "api_clocks.find_wrong",
        "api_clocks.start",
        "api_clocks.tell_perceived",
        "api_clocks.tell_work_left",
        "api_codes.propose",
        "api_drafts.begin",
        "api_drafts.begin_from_workbook",
        "api_findings.give",
        "api_publications.publish",
        "api_questions.ask",
        "api_questions.close",
        "api_questions.reply",
        "api_reports.judge",
        "api_submissions.receive",
        "api_submissions.send",
        "api_submissions.take_back",
        "api_told.grant",
        "api_trials.ask",
        "api_trials.decide",
        "api_webhooks.start",
    }
)
"""The routes that call `once`: for these a key of a request means something."""


def files_of(endpoint: str) -> Mapping[str, Any]:
    """By media type, the files that a route may answer with; empty for one that answers with none.

    A file in JSON is of any shape: it is as the municipality asks it.
    """
    kinds = {kind_of(f"x{ending}") for ending in _FILES.get(endpoint, ())}
    return {kind: {"schema": {} if kind == _JSON else dict(_BYTES)} for kind in sorted(kinds)}
