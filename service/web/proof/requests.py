"""The page of requests: what is asked of whom, why, over which periods and by when, and since when so."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from service.domain.access import OrganisationKind
from service.domain.proof.requests import AskedPart, SetRequest
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.downloads import as_attachment
from service.web.shared.languages import gettext, ngettext
from service.web.shared.words import organisation_kind_name

blueprint = Blueprint("requests", __name__)
ON_A_PAGE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLine:
    """One version of a request, as the page shows it."""

    request: SetRequest
    title: str
    parts: tuple[AskedPart, ...]
    set_on: date
    set_by: str


@blueprint.get("/uitvragen")
def show() -> str:
    """`?gemeente=` leaves one municipality, `?vanaf=` goes on."""
    wiring, chosen = current_wiring(), request.args.get("gemeente", "")
    every = wiring.proof.list_requests(current_viewer())
    names = wiring.catalogue().municipalities
    asking = sorted({each.municipality for each in every}, key=lambda code: names.get(code, code))
    wanted = [each for each in every if chosen in ("", each.municipality)]
    begin = request.args.get("vanaf", 0, type=int)
    begin = begin if 0 < begin < len(wanted) else 0
    titles = wiring.catalogue().titles()
    return render_template(
        "proof/requests.html",
        lines=[_line(each, titles) for each in wanted[begin : begin + ON_A_PAGE]],
        municipalities=[(code, names.get(code, code)) for code in asking],
        chosen=chosen,
        total=len(wanted),
        further=begin + ON_A_PAGE if begin + ON_A_PAGE < len(wanted) else None,
        is_signed=bool(wiring.settings.log_key),
        deadline=_deadline,
        providers=_providers,
    )


@blueprint.get("/uitvragen/<digest>/bestand")
def download(digest: str) -> Response:
    """The request as the log signed it."""
    return as_attachment(current_wiring().proof.read_request(current_viewer(), digest))


def _line(found: SetRequest, titles: Mapping[str, str]) -> AskedLine:
    kind, code = str(found.set_by["kind"]), str(found.set_by["organisation"])
    by = gettext("de dienst")
    if kind in set(OrganisationKind):
        by = f"{organisation_kind_name(OrganisationKind(kind))} {code}"
    return AskedLine(
        request=found,
        title=titles.get(found.format, found.format),
        parts=found.parts,
        set_on=datetime.fromisoformat(found.set_at).astimezone(UTC).date(),
        set_by=by,
    )


def _deadline(part: AskedPart) -> str:
    if part.working_days:
        return ngettext(
            "%(count)s werkdag na de periode", "%(count)s werkdagen na de periode", part.working_days
        ) % {"count": part.working_days}
    return ngettext("%(count)s dag na de periode", "%(count)s dagen na de periode", part.days) % {
        "count": part.days
    }


def _providers(part: AskedPart) -> str:
    if part.providers:
        return gettext("alleen %(codes)s") % {"codes": ", ".join(part.providers)}
    if part.without:
        return gettext("iedereen behalve %(codes)s") % {"codes": ", ".join(part.without)}
    return gettext("elke aanbieder")
