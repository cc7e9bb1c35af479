"""The saved states of a draft: each can be opened, and put back as the newest."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from uuid import UUID

from flask import Blueprint, render_template

from service.domain.formats.drafts.draft import DraftId
from service.web.formats import words as format_words
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = Blueprint("draft_history", __name__)

SAME, GONE, NEW = "same", "gone", "new"


@blueprint.get("/formaten/concepten/<uuid:draft_id>/stand/<int:number>")
def show(draft_id: UUID, number: int) -> str:
    """One saved state, with the lines that it changed."""
    saved = current_wiring().formats.read_revision(current_viewer(), DraftId(draft_id), number)
    return render_template(
        "formats/revision.html",
        draft=saved.draft,
        saved=saved,
        lines=list(changed_lines(saved.before, saved.text)),
        words=format_words,
    )


def changed_lines(before: str, after: str) -> Iterator[tuple[str, str]]:
    """Every line of both texts, with whether it stayed, went or came; what went stands first."""
    old, new = before.splitlines(), after.splitlines()
    matcher = SequenceMatcher(a=old, b=new, autojunk=False)
    for kind, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            yield from ((SAME, line) for line in new[new_start:new_end])
            continue
        yield from ((GONE, line) for line in old[old_start:old_end])
        yield from ((NEW, line) for line in new[new_start:new_end])
