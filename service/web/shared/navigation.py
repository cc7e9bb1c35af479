"""The bar at the top of every page: where this organisation can go, and where one is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask import request, url_for

from service.domain.access import OrganisationKind, Viewer
from service.web.shared.languages import gettext, message

_EVERYONE = frozenset(OrganisationKind)
_PROVIDER = frozenset({OrganisationKind.PROVIDER})
_MUNICIPALITY = frozenset({OrganisationKind.MUNICIPALITY})
_BUREAU = frozenset({OrganisationKind.BUREAU})


@dataclass(frozen=True, slots=True)
class _Place:
    """A part of the service that one goes to."""

    page: str
    """The endpoint that it begins at."""
    name: str
    parts: frozenset[str]
    """The blueprints, or single endpoints, that belong to it."""
    kinds: frozenset[OrganisationKind] = _EVERYONE


_SUMS = frozenset({"totals", "period_totals", "period_balance", "provider_balance"})
_PLACES = (
    _Place("home.show", message("Begin"), frozenset({"home"})),
    _Place(
        "provider.submissions",
        message("Aanleveren"),
        frozenset(
            {"provider", "sending", "findings_list", "reading", "answers", "books", "trace", "persons"}
            | {"provider_balance"}
        ),
        _PROVIDER,
    ),
    _Place(
        "municipality.reports",
        message("Rapportages"),
        frozenset({"municipality", "report", "explanation"}) | _SUMS,
        _MUNICIPALITY,
    ),
    _Place(
        "bureau.deliveries",
        message("Overzicht"),
        frozenset({"bureau", "report", "explanation"}) | _SUMS,
        _BUREAU,
    ),
    _Place(
        "compliance.every",
        message("Naleving"),
        frozenset({"compliance", "periods", "statements"}),
        _MUNICIPALITY | _BUREAU,
    ),
    _Place("deadlines.show", message("Termijnen"), frozenset({"deadlines", "delivery_figures"})),
    _Place("threads.every", message("Vragen"), frozenset({"threads"})),
    _Place("requests.show", message("Uitvragen"), frozenset({"requests"})),
    _Place(
        "formats.library",
        message("Formaten"),
        frozenset({"formats", "drafts", "draft_form", "draft_checks", "draft_code_tables", "draft_history"})
        | frozenset({"draft_trial"}),
    ),
    _Place("codes.show", message("Codes"), frozenset({"codes"}), _MUNICIPALITY | _BUREAU),
    _Place("burden.show", message("Regeldruk"), frozenset({"burden", "calibration"})),
    _Place("proof.log", message("Logboek"), frozenset({"proof"})),
)
_OF_A_PERSON = (
    _Place("help.show", message("Hulp"), frozenset({"help"})),
    _Place("account.notices", message("Meldingen"), frozenset({"account.notices"})),
    _Place(
        "account.show",
        message("Mijn account"),
        frozenset({"account", "tokens", "webhooks", "channels", "colleagues"}),
    ),
)


@dataclass(frozen=True, slots=True)
class Link:
    """One entry of the bar."""

    page: str
    address: str
    name: str
    current: str
    """What aria-current says: "page" for the page itself, "true" for one below it, else nothing."""


def links(viewer: Viewer) -> tuple[Link, ...]:
    """Where the work of this viewer is."""
    return tuple(_links(each for each in _PLACES if viewer.organisation.kind in each.kinds))


def links_of_a_person() -> tuple[Link, ...]:
    """What is not of the organisation but of who looks."""
    return tuple(_links(_OF_A_PERSON))


def _links(places: Iterable[_Place]) -> Iterator[Link]:
    for place in places:
        yield Link(place.page, url_for(place.page), gettext(place.name), _current(place))


def _current(place: _Place) -> str:
    if request.endpoint == place.page:
        return "page"
    here = {request.endpoint or "", request.blueprint or ""}
    taken = {each.page for each in (*_PLACES, *_OF_A_PERSON)}
    return "true" if here & place.parts and request.endpoint not in taken else ""
