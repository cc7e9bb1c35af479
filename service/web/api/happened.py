"""Logboek en gebeurtenissen: what happened, as the log tells it and as events to follow."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from flask import Response, abort
from pydantic import Field

from service.domain.proof.act_facts import ACT_FACTS
from service.domain.proof.acts import ACT_WORDS
from service.domain.proof.entries import LogEntry
from service.domain.proof.events import EVENT_TYPES, KIND_OF_TYPE, event_of
from service.domain.wording import Wording
from service.web.api.answers import Bladzijde, ListQuery, answer, answer_page
from service.web.api.part import part
from service.web.api.problems import wrong_parameter
from service.web.api.shapes import OneOf, Shape, Tekst, moment
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = part("api_happened", "Logboek")
_NOW = "nu"
_NOT_A_PLACE = Wording("is geen plaats in het logboek", "is no place in the log")


Soort = Annotated[str, OneOf(KIND_OF_TYPE)]
_FACTS = "In de woorden van het logboek, naar `type`. " + " ".join(
    f"{EVENT_TYPES[kind]}: {', '.join(f'{name} ({told.nl})' for name, told in facts.items())}."
    for kind, facts in ACT_FACTS.items()
    if facts
)
_ROLE = "provider, municipality, bureau, of service: de dienst zelf."


class LogboekRegel(Shape):
    """Eén handeling, op haar plaats in het logboek."""

    plaats: int
    handeling: str
    woorden: Tekst
    over: str = Field(description="Waaraan het gebeurde.")
    soort_organisatie: str = Field(description=_ROLE)
    organisatie: str = Field(description="AGB-code, gemeentecode of korte naam; leeg bij de dienst zelf.")
    tijdstip: datetime
    feiten: Mapping[str, object]
    blad: str = Field(description="Het blad zelf, waarvan de hash in de boom staat.")

    @classmethod
    def of(cls, entry: LogEntry) -> "LogboekRegel":
        """As the page of the log shows it."""
        role, organisation = entry.who
        return cls(
            plaats=entry.index,
            handeling=entry.kind.value,
            woorden=Tekst.of(ACT_WORDS[entry.kind]),
            over=entry.object,
            soort_organisatie=role,
            organisatie=organisation,
            tijdstip=moment(entry.at) or entry.at,
            feiten=_told(entry.facts),
            blad=entry.leaf.decode(),
        )


class Logboek(Bladzijde[LogboekRegel]):
    """Het laatste eerst."""


class GebeurtenisGegevens(Shape):
    """Waar het over gaat: alleen kenmerken, nooit een persoon."""

    aanlevering: UUID | None = None
    rapportage: UUID | None = None
    gemeente_code: str | None = None
    soort_organisatie: str = Field(description=f"Van wie het deed: {_ROLE}")
    organisatie: str = Field(description="AGB-code, gemeentecode of korte naam; leeg bij de dienst zelf.")
    feiten: Mapping[str, object] = Field(description=_FACTS)


class Gebeurtenis(Shape):
    """Een CloudEvent volgens het NLGov-profiel; het `id` is voor altijd van deze ene gebeurtenis."""

    specversion: Literal["1.0"] = "1.0"
    id: str
    source: str
    type: Soort
    subject: str = Field(description="Waaraan het gebeurde, zoals het logboek het noemt.")
    time: datetime
    datacontenttype: Literal["application/json"] = "application/json"
    dataschema: str
    sequence: str
    data: GebeurtenisGegevens

    @classmethod
    def of(cls, entry: LogEntry, site: str) -> "Gebeurtenis":
        """`site`: the address of this installation."""
        return cls.model_validate(event_of(entry, site))


class Gebeurtenissen(Bladzijde[Gebeurtenis]):
    """Het oudste eerst. `verder` is de cursor waarmee u later vraagt wat er bij kwam."""

    verder: str | None = None


class GebeurtenissenQuery(ListQuery):
    """Vanaf waar, en welke."""

    cursor: str | None = Field(
        None,
        description="Uit `verder` of `volgende`; `nu` geeft niets, en de cursor voor wat hierna gebeurt.",
        max_length=500,
    )
    soorten: list[Soort] | None = Field(None, description="Een of meer keer; ontbreekt het, dan alles.")


@blueprint.get("/logboek", summary="Het logboek", responses={200: Logboek})
def log(query: ListQuery) -> Response:
    """Wat uw organisatie ervan mag zien; het hele logboek is te controleren op /logboek/checkpoint."""
    entries = current_wiring().proof.show(current_viewer(), _place(query.cursor), query.aantal)
    following = str(entries.next_before) if entries.next_before is not None else None
    return answer_page(Logboek(resultaten=[LogboekRegel.of(each) for each in entries.entries]), following)


@blueprint.get("/gebeurtenissen", summary="Wat er gebeurde, om te volgen", responses={200: Gebeurtenissen})
def events(query: GebeurtenissenQuery) -> Response:
    """Vraag steeds met de `cursor` uit `verder`: u mist dan niets en krijgt niets dubbel."""
    if query.cursor == _NOW:
        return answer(Gebeurtenissen(resultaten=[], verder=_last_place()))
    place = _place(query.cursor)
    after = -1 if place is None else place
    kinds = [KIND_OF_TYPE[each] for each in query.soorten or ()]
    found = current_wiring().programs.list_events(current_viewer(), after, query.aantal, kinds)
    site = current_wiring().settings.site()
    last = str(found[-1].index) if found else query.cursor
    page = Gebeurtenissen(resultaten=[Gebeurtenis.of(each, site) for each in found], verder=last)
    return answer_page(page, last) if len(found) == query.aantal else answer(page)


def _last_place() -> str | None:
    """Of the last event that somebody sees; None when there is none, and everything is still to come."""
    entries = current_wiring().proof.show(current_viewer(), None, 1).entries
    return str(entries[0].index) if entries else None


def _place(cursor: str | None) -> int | None:
    if cursor is None:
        return None
    if not cursor.isdecimal() or len(cursor) > len("9" * 18):
        abort(wrong_parameter("cursor", _NOT_A_PLACE))
    return int(cursor)


def _told(facts: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in facts.items() if name != "salt"}
