"""Which acts ask for a higher level than signing in does, where the operator says so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from service.domain.access import Viewer
from service.domain.identity import AssuredAct
from service.web.shared.current import current_wiring


@dataclass(frozen=True, slots=True)
class Assured:
    """An act, and the page from which somebody does it."""

    act: AssuredAct
    page: str
    """Its endpoint; it takes of the parts of the address of the act those named in `parts`."""
    parts: tuple[str, ...] = ()


ASSURED: Mapping[str, Assured] = {
    "draft_trial.decide": Assured(AssuredAct.PUBLISH, "draft_trial.decision", ("draft_id",)),
    "codes.decide": Assured(AssuredAct.PUBLISH, "codes.show"),
    "report.judge": Assured(AssuredAct.REJECT, "report.show", ("report_id",)),
    "proof.make": Assured(AssuredAct.EVIDENCE, "proof.log"),
    "proof.prove": Assured(AssuredAct.EVIDENCE, "report.show", ("report_id",)),
}
"""By endpoint. Programs have no level: they are let in by what their token is for."""


def require_assurance(endpoint: str, viewer: Viewer) -> None:
    """Raise AssuranceTooLowError for who signed in at a lower level than the act needs."""
    assured = ASSURED.get(endpoint)
    client = None if assured is None else current_wiring().people.openid
    if assured is not None and client is not None:
        client.provider.levels.require(assured.act, viewer.assurance)


def page_before(endpoint: str, parts: Mapping[str, object]) -> str:
    """The address of the page from which an act is done; empty when it is no such act."""
    assured = ASSURED.get(endpoint)
    if assured is None:
        return ""
    wanted: dict[str, Any] = {name: parts[name] for name in assured.parts}
    return url_for(assured.page, **wanted)
