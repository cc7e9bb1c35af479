"""The pages that read formats: the list, one version in plain language, what changed, and the YAML."""

from hashlib import sha256

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from service.domain.access import OrganisationKind, Viewer
from service.domain.formats.describe import describe_rows, describe_what_is_asked
from service.domain.formats.diff import diff
from service.domain.reports import Download
from service.use_cases.formats.browse import VersionPage
from service.web.formats import words as format_words
from service.web.people.visitor import current_viewer
from service.web.shared.downloads import as_attachment
from service.web.shared.house import house
from service.web.shared.languages import current_language

blueprint = Blueprint("formats", __name__)


@blueprint.get("/formaten")
def library() -> str:
    """Every format that concerns the viewer, and the drafts it may see."""
    viewer = current_viewer()
    found = house().wiring.formats.browse(viewer)
    return render_template(
        "formats.html",
        formats=found.formats,
        drafts=[each for each in found.drafts if each.state.is_open],
        closed=[each for each in found.drafts if not each.state.is_open],
        municipalities=house().calendar.municipalities(),
        may_write=may_write(viewer),
        words=format_words,
    )


@blueprint.get("/formaten/versie/<path:name>/<version>")
def version(name: str, version: str) -> str:
    """One version: what it asks, column by column, in words."""
    viewer = current_viewer()
    page = house().wiring.formats.browse.version(viewer, name, version)
    language = current_language()
    return render_template(
        "format_version.html",
        page=page,
        plan=page.plan,
        told=describe_what_is_asked(page.plan, language),
        sheets=[(sheet, describe_rows(sheet, language)) for sheet in page.plan.sheets],
        not_asked=_by_reason(page),
        changes=diff(page.previous, page.plan, language) if page.previous else (),
        municipalities=house().calendar.municipalities(),
        may_write=may_write(viewer),
        words=format_words,
    )


@blueprint.get("/formaten/yaml/<path:name>/<version>")
def export(name: str, version: str) -> Response:
    """The text of a version, byte for byte."""
    page = house().wiring.formats.browse.version(current_viewer(), name, version)
    return as_yaml(page.text or "", name, version)


def as_yaml(text: str, name: str, version: str) -> Response:
    """A format's text as a file."""
    content = text.encode()
    filename = f"{name.replace('/', '-')}-{version}.yaml"
    return as_attachment(Download(filename, sha256(content).hexdigest(), content))


def may_write(viewer: Viewer) -> bool:
    """A provider reads what is asked; who asks it writes."""
    return viewer.organisation.kind is not OrganisationKind.PROVIDER


def address_of(name: str, version: str) -> str:
    """The page of one version."""
    return url_for("formats.version", name=name, version=version)


def _by_reason(page: VersionPage) -> list[tuple[str, list[str]]]:
    reasons: dict[str, list[str]] = {}
    for field, reason in page.plan.format.not_asked.items():
        reasons.setdefault(reason, []).append(field)
    return sorted(reasons.items())
