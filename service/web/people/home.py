"""The page on which the work of an organisation begins: what waits, what is asked by when, what came back."""

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.wrappers import Response

from service.domain.second_factor import SecondStepMissingError
from service.web.people.visitor import viewer_or_none
from service.web.reports.deadlines import first_dues
from service.web.shared.current import current_wiring

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def show() -> str | Response:
    """For who is signed in; others are asked to."""
    viewer = viewer_or_none()
    if viewer is None:
        return redirect(url_for("sign_in.ask"), code=303)
    if viewer.lacks_second_step:
        raise SecondStepMissingError("home.show")
    wiring = current_wiring()
    first = first_dues()
    return render_template(
        "people/home.html",
        home=wiring.people.show_home(viewer),
        decisions=wiring.formats.count_decisions(viewer),
        first=first,
        titles=wiring.catalogue().titles() if first.dues else {},
    )
