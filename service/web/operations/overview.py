"""How it goes: what every check saw, how much work there is, and what stopped."""

from flask import Blueprint, render_template

from service.domain.examination import Outcome
from service.domain.submissions.jobs import JobState
from service.storage.stores import DatabaseUnavailableError
from service.web.operations.desks import current_desk
from service.web.operations.door import PREFIX
from service.web.operations.words import kind_words, state_words
from service.web.shared.current import current_wiring

blueprint = Blueprint("overview", __name__, url_prefix=PREFIX)


@blueprint.get("/")
def show() -> str:
    """Also while parts are down: then that is what it says."""
    found = current_desk().examine()
    return render_template(
        "operations/overview.html",
        wrong=[each for each in found if each.is_wrong],
        well=[each for each in found if each.outcome is Outcome.WELL],
        unseen=[each for each in found if each.outcome is Outcome.NOT_LOOKED_AT],
        **_work(),
    )


def _work() -> dict[str, object]:
    """Nothing of it while the database is away."""
    jobs = current_wiring().jobs
    try:
        measured = jobs.measure()
        return {
            "measured": [(kind_words(each.kind), state_words(each.state), each) for each in measured],
            "apart": sum(each.jobs for each in measured if each.state is JobState.QUARANTINED),
            "stopped": jobs.count_stopped(),
            "sample": jobs.measure_replays(),
            "keys": current_wiring().keys.count(),
        }
    except DatabaseUnavailableError:
        return {"measured": None}
