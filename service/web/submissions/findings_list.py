"""Every finding of a submission, one by one: by severity, kind and sheet, a page at a time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, render_template, request

from service.domain.findings import Severity
from service.domain.submissions.submission import SubmissionId
from service.web.people.visitor import current_viewer
from service.web.shared import words
from service.web.shared.current import current_wiring
from service.web.shared.languages import kept_in_language
from service.web.shared.plain_values import number_of

blueprint = Blueprint("findings_list", __name__)
_MOST = 50
_ORDER = {each.value: place for place, each in enumerate(Severity)}
Kept = Mapping[str, object]
"""One finding in the shape F of docs/json.md."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter."""

    value: str
    name: str
    count: int
    """Of the findings that the other filters leave."""


@blueprint.get("/aanleveringen/<uuid:submission_id>/bevindingen/lijst")
def show(submission_id: UUID) -> str:
    """What the filters leave, in the order of the file; and what each filter would leave."""
    every = current_wiring().submissions.list_findings(current_viewer(), SubmissionId(submission_id))
    chosen = {name: request.args.get(name, "") for name in _VALUE_OF}
    found = [each for each in every if _is(each, chosen)]
    begin = number_of(request.args.get("vanaf", ""))
    return render_template(
        "submissions/findings_list.html",
        submission_id=submission_id,
        total=len(every),
        count=len(found),
        begin=begin,
        findings=[_line(each) for each in found[begin : begin + _MOST]],
        filters=[(name, _choices(name, every, chosen)) for name in _VALUE_OF],
        chosen=chosen,
        following=begin + _MOST if begin + _MOST < len(found) else None,
        former=max(begin - _MOST, 0) if begin else None,
    )


def _line(each: Kept) -> dict[str, object]:
    texts = each["text"]
    code = str(each["code"])
    return {
        **each,
        "severity": Severity(str(each["severity"])),
        "title": words.finding_title(code) or code,
        "words": kept_in_language(texts) if isinstance(texts, Mapping) else "",
    }


def _is(each: Kept, chosen: Mapping[str, str], but: str = "") -> bool:
    """Whether a finding is as the filters say; `but` one of them."""
    return all(
        not value or name == but or str(each[_VALUE_OF[name]]) == value for name, value in chosen.items()
    )


def _choices(name: str, every: Sequence[Kept], chosen: Mapping[str, str]) -> list[Choice]:
    counted = Counter(str(each[_VALUE_OF[name]]) for each in every if _is(each, chosen, but=name))
    found = [Choice(value, _name_of(name, value), count) for value, count in counted.items() if value]
    return sorted(found, key=lambda each: (_ORDER.get(each.value, 0), each.name))


def _name_of(name: str, value: str) -> str:
    if name == "ernst":
        return words.severity_name(Severity(value))
    return (words.finding_title(value) or value) if name == "soort" else value


_VALUE_OF = {"ernst": "severity", "soort": "code", "blad": "sheet"}
"""What each filter looks at."""
