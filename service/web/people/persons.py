"""What is kept of one person, for a request to see it (article 15 AVG)."""

import re

from flask import Blueprint, render_template, request

from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = Blueprint("persons", __name__)

_BSN = re.compile(r"[0-9]{8,9}")


@blueprint.get("/inzage")
def ask() -> str:
    """The form. The number is sent in the body, so that it is in no address and in no log."""
    return render_template("people/person.html", found=None, is_wrong=False)


@blueprint.post("/inzage")
def find() -> str | tuple[str, int]:
    """Everything in which this person stands; the number itself is not shown again."""
    typed = re.sub(r"[\s.-]", "", request.form.get("bsn", ""))
    if not _BSN.fullmatch(typed):
        return render_template("people/person.html", found=None, is_wrong=True), 400
    wiring = current_wiring()
    found = wiring.people.find_person(current_viewer(), typed.zfill(9))
    return render_template(
        "people/person.html", found=found, is_wrong=False, titles=wiring.catalogue().titles()
    )
