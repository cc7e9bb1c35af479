"""A list with one line per allocation: a client, what was paid, and when help began and ended."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from service.domain.formats.drafts.found import FoundColumn
from service.domain.formats.drafts.proposals import Proposal
from service.domain.formats.drafts.words import Meaning, normal

_OF_A_DELIVERY = {"referentienummer", "tarief", "debet_credit", "declaratienummer", "retourcode", "peildatum"}
"""A list with one of these has a line per delivery."""
_PERSONS = {"clientnummer", "bsn"}
_ENDS = {"einddatum", "reden_beeindiging"}
_SUMS = {
    name: {"sum": {"field": f"prestatie.{name}", "sign_by": "prestatie.debet_credit"}}
    for name in ("bedrag", "volume")
}
_BY_ITS_END = {"by": "verloop.einddatum", "empty": "is_latest"}
"""Who is in care again has no end: an end that is still open is the latest."""
_OF_MANY: dict[str, object] = {
    **_SUMS,
    "begindatum": {"earliest": "verloop.begindatum"},
    "einddatum": {"last": {"of": "verloop.einddatum", **_BY_ITS_END}},
    "reden_beeindiging": {
        "last": {"of": "verloop.reden_beeindiging", **_BY_ITS_END},
        "translate": "standaard/reden_beeindiging",
    },
}
_OF_ALLOCATION = {
    *("toewijzingnummer", "clientnummer", "bsn", "geboortedatum", "geslacht", "raamovereenkomst", "perceel"),
    *("productcategorie", "productcode", "hulpvorm", "verwijzer", "aanmelddatum", "ingangsdatum", "budget"),
    *("toewijzing.einddatum", "toewijzing.volume"),
}
_OF_ITSELF = {"toewijzing.einddatum", "toewijzing.volume"}
"""What only a list of allocations shows: when one ends, and how much was allocated."""
_OWN_WORDS: dict[str, tuple[object, str]] = {
    **dict.fromkeys(
        ("nr", "volgnr", "volgnummer", "regelnummer"), ({"running_number": 1}, "nummer van de regel")
    ),
    **dict.fromkeys(
        ("pseudoniem", "pseudo id", "gepseudonimiseerd clientnummer"),
        ({"field": "clientnummer", "pseudonym": 16}, "pseudoniem van de cliënt"),
    ),
}
_SAYS_TOO_LITTLE = {
    "leeftijd": "onbekend: in jaren of in groepen?",
    "status": "onbekend: van de hulp of van het bedrag?",
}
_REASONS_OF_ENDING = {"reden einde", "reden uitstroom", "reden stop", "reden beeindiging"}
_BEGINS = {
    *("startdatum", "start", "startdatum zorg", "startdatum hulp", "begindatum zorg", "begindatum hulp"),
    *("start zorg", "start hulp", "begin zorg", "begin hulp", "aanvang zorg", "datum start zorg"),
}
_STOPS = {
    *("stopdatum", "einddatum zorg", "einddatum hulp", "datum einde zorg", "datum uitstroom", "stop"),
    *("einde zorg", "einde hulp", "eind zorg", "eind hulp", "stop zorg"),
}
_ITS_BEGIN = {"ingang", "ingangsdatum", "begin toewijzing"}
_ENDS_OF_WHAT_BEGAN = {"einde": _ITS_BEGIN, "einddatum": _ITS_BEGIN}
"""A word for an end, and the words before which it is that of the allocation."""
_SAID: dict[str, tuple[object, int, str]] = {
    **dict.fromkeys(
        ("leeftijd op peildatum", "leeftijd op laatste dag", "leeftijd einde periode"),
        ({"field": "geboortedatum", "age": "period_end"}, 85, "leeftijd op de laatste dag van de periode"),
    ),
    **dict.fromkeys(
        ("regels", "aantal regels", "aantal prestaties", "aantal declaratieregels"),
        ({"count": "prestatie"}, 80, "aantal prestaties van de toewijzing"),
    ),
}
"""Words for what is made of an allocation."""
_SAID_BESIDE = 80
"""How sure is what only the word beside it tells."""
_MOST = 90
"""How sure is what is made of all rows of an allocation."""
_WITH_A_STATUS = 75
"""The most that is said of a line that may be an allocation or one delivery."""
_BESIDE_ITS_BEGIN = "einde van de toewijzing, naast het begin ervan"
_STEPS_OF_A_SIGN = {"field", "sign_by", "sum"}


def allocation_lines(columns: Sequence[FoundColumn], meant: Sequence[Meaning]) -> tuple[Proposal, ...] | None:
    """What fills each of these columns when their table has a line per allocation; None when it has not."""
    headers = [normal(column.heading.text) for column in columns]
    fields = [_field_of(header, each, headers) for header, each in zip(headers, meant, strict=True)]
    if not _are_of_allocations(headers, set(fields)):
        return None
    found = map(_proposal, (column.address for column in columns), headers, fields, meant)
    may_be_deliveries = "status" in headers and not any(map(_says_help, headers))
    return tuple(map(_less_sure, found)) if may_be_deliveries else tuple(found)


def _says_help(header: str) -> bool:
    """Whether a word is of the course of help, and of nothing else."""
    return header in _BEGINS | _STOPS | _REASONS_OF_ENDING


def _less_sure(proposal: Proposal) -> Proposal:
    """Beside a status a line may as well be one delivery, with its own days and amount."""
    return replace(proposal, confidence=min(proposal.confidence, _WITH_A_STATUS))


def _are_of_allocations(headers: Sequence[str], fields: AbstractSet[str]) -> bool:
    """Whether a list names clients, when help ended, and what was paid, and nothing of a single delivery.

    Or it names allocations, and says in so many words when help stopped, or when each begins and nothing that
    was delivered.
    """
    is_of_clients = bool(_PERSONS & fields) or any(header in _OWN_WORDS for header in headers)
    is_of_clients |= "toewijzingnummer" in fields and not _STOPS.isdisjoint(headers)
    ends, is_paid = bool((_ENDS | _OF_ITSELF) & fields), bool(set(_SUMS) & fields)
    is_whole = is_of_clients and ends and is_paid
    return (is_whole or _lists_what_began(headers, fields)) and not _OF_A_DELIVERY & fields


def _lists_what_began(headers: Sequence[str], fields: AbstractSet[str]) -> bool:
    """Whether a list says when each allocation begins, and nothing that was delivered."""
    if "ingangsdatum" not in fields or set(_SUMS) & fields:
        return False
    says_help = not _BEGINS.isdisjoint(headers)
    return says_help or ("toewijzingnummer" in fields and "begindatum" not in fields)


def _proposal(address: str, header: str, name: str, meant: Meaning) -> Proposal:
    if header in _OWN_WORDS:
        expression, reason = _OWN_WORDS[header]
        return Proposal(address, expression, 92, reason)
    if header in _SAID:
        return Proposal(address, *_SAID[header])
    if name in _OF_MANY:
        reason = meant.reason if meant.synonym else header
        confidence = min(meant.confidence, _MOST) if meant.synonym else _MOST
        return Proposal(address, _OF_MANY[name], confidence, f"over alles van de toewijzing: {reason}")
    if name in _OF_ALLOCATION:
        if meant.synonym is None:
            return Proposal(
                address, name, _SAID_BESIDE, f"naast {header!r} staat het begin van de toewijzing"
            )
        return Proposal(address, _own(name, meant), meant.confidence, meant.reason)
    reason = _SAYS_TOO_LITTLE.get(header, "onbekend: hoort niet bij één toewijzing")
    return Proposal(address, None, 0, reason)


def _own(name: str, meant: Meaning) -> object:
    """The field of the allocation itself, shown as the word list shows it."""
    shown = meant.synonym.per_row if meant.synonym else name
    return {**shown, "field": name} if isinstance(shown, Mapping) else name


def _field_of(header: str, meant: Meaning, beside: Sequence[str]) -> str:
    """The field that a column shows or adds up; empty when unknown or more than that."""
    said = _said_of_help(header, beside)
    if said:
        return said
    shown = meant.synonym.per_row if meant.synonym else None
    if isinstance(shown, str) and shown in _OF_ITSELF:
        return str(shown)
    if isinstance(shown, Mapping):
        steps = set(shown) - {"translate"}
        return (
            str(shown["field"]).rpartition(".")[2] if steps <= _STEPS_OF_A_SIGN and "field" in steps else ""
        )
    return str(shown or "").rpartition(".")[2]


def _said_of_help(header: str, beside: Sequence[str]) -> str:
    """The field of help that a word says, or the end of the allocation; empty when it says neither."""
    if header in _ENDS_OF_WHAT_BEGAN:
        is_of_allocation = not _ENDS_OF_WHAT_BEGAN[header].isdisjoint(beside)
        return "toewijzing.einddatum" if is_of_allocation else "einddatum"
    of_help = ((_REASONS_OF_ENDING, "reden_beeindiging"), (_BEGINS, "begindatum"), (_STOPS, "einddatum"))
    return next((name for words, name in of_help if header in words), "")
