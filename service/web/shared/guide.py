"""Help in the application: a page per kind of organisation, and one that explains every finding."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from flask import Blueprint, redirect, render_template, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from service.domain.access import OrganisationKind
from service.domain.findings import FindingKind, Severity
from service.domain.words import every_kind
from service.web.people.visitor import viewer_or_none
from service.web.shared.languages import current_language, in_language
from service.web.shared.words import finding_title

blueprint = Blueprint("help", __name__)

_PART = re.compile(r"\{[^}]*\}")

PAGES = {
    "aanbieder": OrganisationKind.PROVIDER,
    "gemeente": OrganisationKind.MUNICIPALITY,
    "bureau": OrganisationKind.BUREAU,
}
"""The end of the address → for whom the page is."""


@dataclass(frozen=True, slots=True)
class ExplainedFinding:
    """One kind of finding, in the language of the page."""

    code: str
    title: str
    """Empty for one that says it all in its own sentence."""
    severity: Severity
    words: str
    """With … where the finding itself names what it found."""


@blueprint.get("/docs")
def show() -> Response:
    """On to the page for who is signed in; for others that of providers."""
    viewer = viewer_or_none()
    kind = viewer.organisation.kind if viewer else OrganisationKind.PROVIDER
    name = next(name for name, of in PAGES.items() if of is kind)
    return redirect(url_for(".of_kind", name=name), code=303)


@blueprint.get("/docs/<name>")
def of_kind(name: str) -> str:
    """What one kind of organisation does here, step by step."""
    viewer_or_none()
    if name not in PAGES:
        raise NotFound
    return render_template(f"help/{current_language()}/{PAGES[name].value}.html", here=name, pages=PAGES)


@blueprint.get("/docs/<name>/bewijs")
def proof(name: str) -> str:
    """How one kind of organisation shows that nothing was lost or changed."""
    viewer_or_none()
    if name not in PAGES:
        raise NotFound
    kind = PAGES[name].value
    return render_template(f"help/{current_language()}/proof_{kind}.html", here=f"{name}/bewijs", pages=PAGES)


@blueprint.get("/docs/bevindingen")
def findings() -> str:
    """Every kind of finding by its name; `#code` leads to one. All their words weigh too much for a page."""
    viewer_or_none()
    explained = sorted(_explained(), key=lambda each: (each.title or each.words).casefold())
    return render_template(
        "help/findings.html", explained=explained, severities=Severity, here="bevindingen", pages=PAGES
    )


@blueprint.get("/docs/bevindingen/<code>")
def finding(code: str) -> str:
    """One kind of finding, with what to do."""
    viewer_or_none()
    found = next((each for each in _explained() if each.code == code), None)
    if found is None:
        raise NotFound
    return render_template("help/finding.html", finding=found, here="bevinding", pages=PAGES)


def _explained() -> Iterator[ExplainedFinding]:
    for kind in _kinds():
        words = _PART.sub("…", in_language(kind.words))
        yield ExplainedFinding(kind.code, finding_title(kind.code), kind.severity, words)


@cache
def _kinds() -> tuple[FindingKind, ...]:
    return tuple(every_kind())
