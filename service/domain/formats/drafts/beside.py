"""What a column means by what stands around it, where its own words do not say it."""

import re

from service.domain.formats.drafts.found import FoundBlock, FoundColumn
from service.domain.formats.drafts.heads import BY_AGE, BY_GENDER, Heads
from service.domain.formats.drafts.words import Meaning, Synonym, normal

_CLIENTS = {"count_distinct": "toewijzing.clientnummer"}
_SIGNED = {"field": "bedrag", "sign_by": "debet_credit"}
_ALLOCATED = re.compile(r"\b(toegewezen|toewijzing|toewijzingen|beschikt|beschikking|geindiceerd)\b")
_OF_CLIENTS = (BY_AGE, BY_GENDER, "verwijzer")
_UNSURE = 60
"""The most that is said of what may as well be something else."""


def told_by_titles(found: FoundBlock, heads: Heads) -> tuple[object, int, str]:
    """What is counted under heads that have no text below them."""
    said = set(normal(f"{found.sheet} {found.title}").split())
    asked = [
        (expression, reason)
        for words, expression, reason in (
            ({"clienten", "jeugdigen", "clientaantallen", "kinderen"}, _CLIENTS, "cliënten, zegt de titel"),
            (
                {"bedrag", "bedragen", "kosten", "omzet", "euro", "uitgaven"},
                {"sum": _SIGNED},
                "bedrag, zegt de titel",
            ),
            (
                {"volume", "volumes", "eenheden"},
                {"sum": {"field": "volume", "sign_by": "debet_credit"}},
                "volume, zegt de titel",
            ),
        )
        if words & said
    ]
    if len(asked) == 1:
        return asked[0][0], 90, asked[0][1]
    if not asked and heads.kind in _OF_CLIENTS:
        return _CLIENTS, 75, f"per {heads.kind} staan meestal cliënten; de titel zegt het niet"
    return None, 0, "onbekend: de titel zegt niet wat er onder elke kop komt"


def figure_of_allocations(column: FoundColumn) -> Meaning | None:
    """Below a word for what was allocated stands no figure of what was delivered."""
    above = column.address.rpartition(" > ")[0]
    if not _ALLOCATED.search(normal(above)):
        return None
    return Meaning(None, 0, f"onbekend: {above!r} is geen cijfer van wat geleverd is")


def all_that_is_declared(header: str) -> Meaning:
    """Beside no column of what was delivered, declared may be all of it."""
    reason = "er staat geen kolom 'geleverd' naast; telt alles, ook wat nog niet is ingediend"
    synonym = Synonym(
        header=header, table="prestatie", per_row=_SIGNED, per_group={"sum": _SIGNED}, reason=reason
    )
    return Meaning(synonym, _UNSURE, reason)


def month_of_a_line(header: str, form: str) -> Meaning:
    """Lines that stand there for the months, by their names."""
    month, reason = {"month": "begindatum", "date_form": form}, "de regels zijn maanden"
    return Meaning(
        Synonym(header=header, table="", per_row=month, per_group=month, reason=reason), 90, reason
    )
