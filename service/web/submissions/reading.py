"""Where a provider says how its files are read: the order of dates, and whether cells are repaired."""

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.domain.standard.repairs import DayOrder
from service.domain.submissions.submission import SubmissionId
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = Blueprint("reading", __name__)

_ORDERS = {"dag-maand-jaar": DayOrder.DAY_FIRST, "maand-dag-jaar": DayOrder.MONTH_FIRST}
_REPAIRS = {"ja": True, "nee": False}


@blueprint.post("/aanleveringen/<uuid:submission_id>/lezing")
def change(submission_id: UUID) -> AnyResponse:
    """Remember the answer and go back; a submission that was refused is read again at once."""
    day_order = _ORDERS.get(request.form.get("datums", ""))
    repairs = _REPAIRS.get(request.form.get("herstel", ""))
    said = "ontbreekt"
    if (day_order, repairs) != (None, None):
        is_read_again = current_wiring().submissions.change_reading(
            current_viewer(), SubmissionId(submission_id), repairs=repairs, day_order=day_order
        )
        said = "opnieuw" if is_read_again else "bewaard"
    return redirect(url_for("provider.submission", submission_id=submission_id, lezing=said), code=303)


def repairs_at_upload() -> bool | None:
    """What the switch at the upload says; None when the form did not show it."""
    if "lezing" not in request.form:
        return None
    return "herstel-niets" not in request.form
