"""Jobs: what is to be done, what failed for good, and what to do about it."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.domain.access import Actor
from service.domain.submissions.jobs import NO_SUBMISSION, JobId, JobState
from service.web.operations.door import PREFIX
from service.web.operations.words import kind_words, state_words
from service.web.shared.current import current_wiring

blueprint = Blueprint("jobs", __name__, url_prefix=PREFIX)
BY_HAND = Actor("operator", "operations pages")
_SHOWN = (JobState.QUARANTINED, JobState.RUNNING, JobState.READY)


@blueprint.get("/taken")
def every() -> str:
    """All that is not done, or those in one state; what was set apart first."""
    asked = request.args.get("stand", "")
    states = [each for each in _SHOWN if each.value == asked] or list(_SHOWN)
    found = sorted(current_wiring().jobs.list(states), key=lambda each: _SHOWN.index(each.state))
    return render_template(
        "operations/jobs.html",
        jobs=[(kind_words(each.kind), state_words(each.state), each) for each in found],
        states=[(each.value, state_words(each)) for each in _SHOWN],
        asked=asked,
    )


@blueprint.get("/taken/<uuid:job_id>")
def one(job_id: UUID) -> str:
    """Everything that is known of it: ids, states and names of failures, nothing of a person."""
    found = current_wiring().jobs.show(JobId(job_id))
    return render_template(
        "operations/job.html",
        job=found,
        kind=kind_words(found.kind),
        state=state_words(found.state),
        has_submission=found.submission != NO_SUBMISSION,
        said=request.args.get("gezegd", ""),
    )


@blueprint.post("/taken/<uuid:job_id>/opnieuw")
def retry(job_id: UUID) -> Response:
    """As if it had never failed."""
    jobs = current_wiring().jobs
    is_done = jobs.retry(jobs.show(JobId(job_id)), BY_HAND)
    return _back(job_id, "opnieuw" if is_done else "niets")


@blueprint.post("/taken/<uuid:job_id>/opgeven")
def discard(job_id: UUID) -> Response:
    """Give it up; it can be taken up again."""
    jobs = current_wiring().jobs
    is_done = jobs.discard(jobs.show(JobId(job_id)), BY_HAND)
    return _back(job_id, "opgegeven" if is_done else "niets")


def _back(job_id: UUID, said: str) -> Response:
    return redirect(url_for(".one", job_id=job_id, gezegd=said), code=303)
