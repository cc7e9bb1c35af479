"""Every finding of a submission, one by one: by severity, kind, municipality and sheet, a page at a time."""

from collections.abc import Mapping
from uuid import UUID

from flask import Blueprint, render_template

from service.domain.findings import Severity
from service.domain.submissions.submission import SubmissionId
from service.web.people.visitor import current_viewer
from service.web.shared import words
from service.web.shared.current import current_wiring
from service.web.shared.languages import gettext, kept_in_language
from service.web.shared.lists import Filter, list_page
from service.web.shared.municipality_names import municipality_name

blueprint = Blueprint("findings_list", __name__)
_ORDER = {each.value: place for place, each in enumerate(Severity)}
Kept = Mapping[str, object]
"""One finding in the shape F of docs/json.md."""


@blueprint.get("/aanleveringen/<uuid:submission_id>/bevindingen/lijst")
def show(submission_id: UUID) -> str:
    """What the filters leave, in the order of the file; and what each filter would leave."""
    every = current_wiring().submissions.list_findings(current_viewer(), SubmissionId(submission_id))
    page = list_page(every, _filters())
    return render_template(
        "submissions/findings_list.html",
        submission_id=submission_id,
        page=page,
        findings=[_line(each) for each in page.things],
    )


def _filters() -> tuple[Filter[Kept], ...]:
    return (
        Filter(
            name="ernst",
            label=gettext("Ernst"),
            value_of=lambda each: str(each["severity"]),
            words_of=_severity,
            order_of=_ORDER.__getitem__,
        ),
        Filter(
            name="soort", label=gettext("Soort"), value_of=lambda each: str(each["code"]), words_of=_title
        ),
        Filter(
            name="gemeente",
            label=gettext("Gemeente"),
            value_of=lambda each: str(each.get("municipality", "")),
            words_of=municipality_name,
        ),
        Filter(name="blad", label=gettext("Blad of bestand"), value_of=lambda each: str(each["sheet"] or "")),
    )


def _severity(value: str) -> str:
    return words.severity_name(Severity(value))


def _title(code: str) -> str:
    return words.finding_title(code) or code


def _line(each: Kept) -> dict[str, object]:
    texts = each["text"]
    return {
        **each,
        "severity": Severity(str(each["severity"])),
        "title": _title(str(each["code"])),
        "words": kept_in_language(texts) if isinstance(texts, Mapping) else "",
    }
