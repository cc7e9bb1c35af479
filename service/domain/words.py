"""What findings and reasons are called, the same on a page and in a terminal."""

from collections.abc import Mapping
from functools import cache

from service.domain.contracts.earlier_budgets import BUDGET_EXCEEDED_WITH_EARLIER
from service.domain.contracts.tariffs import TARIFF_NOT_CONTRACTED
from service.domain.findings import FindingKind
from service.domain.formats.encodings import NOT_IN_ENCODING
from service.domain.formats.verb import known_verbs
from service.domain.standard.findings.senders import OTHER_PROVIDER
from service.domain.standard.intake import all_kinds
from service.domain.translation.block_places import NOT_LISTED, UNDER_NO_HEAD
from service.domain.translation.control_figures import NO_SINGLE_CAUSE, NOT_HANDED_IN, NOT_IN_BOOKS
from service.domain.translation.fates import (
    LISTED_ELSEWHERE,
    NOT_IN_THIS_FORMAT,
    NOT_REQUESTED,
    OTHER_LAW,
    OUTSIDE_PERIOD,
)
from service.domain.translation.looking_back import EARLIER_NOT_THERE
from service.domain.translation.nothing import KINDS as OF_NOTHING
from service.domain.translation.unmade import REPORT_NOT_MADE, reason_titles
from service.domain.wording import NOTHING, Wording, same

_REASONS: Mapping[str, Wording] = {
    OUTSIDE_PERIOD: Wording(
        "valt buiten de periode van de rapportage", "lies outside the period of the report"
    ),
    OTHER_LAW: Wording("hoort bij een andere wet", "belongs to another law"),
    NOT_REQUESTED: Wording(
        "de gemeente vraagt hierover geen rapportage", "the municipality asks no report about this"
    ),
    NOT_IN_THIS_FORMAT: Wording(
        "deze rapportage gaat niet over prestaties", "this report is not about care delivered"
    ),
    LISTED_ELSEWHERE: Wording(
        "staat in een ander deel van de vaste lijst", "stands in another part of the fixed list"
    ),
    "where-status": Wording(
        "de gemeente vraagt prestaties met deze status niet",
        "the municipality does not ask care with this status",
    ),
    "submission-rejected": Wording(
        "meegegaan met de afgekeurde aanlevering", "went along with the rejected submission"
    ),
}
"""Rules that leave a row out, and what else a row can go by in a balance without a finding of its own."""


def every_kind() -> tuple[FindingKind, ...]:
    """Every kind of finding of the service, wherever it is found."""
    of_verbs = dict.fromkeys(kind for each in known_verbs().values() for kind in each.may_find)
    of_places = (NOT_LISTED, UNDER_NO_HEAD)
    return (
        *all_kinds(),
        *of_verbs,
        *of_places,
        NOT_IN_ENCODING,
        OTHER_PROVIDER,
        REPORT_NOT_MADE,
        EARLIER_NOT_THERE,
        *OF_NOTHING,
        TARIFF_NOT_CONTRACTED,
        BUDGET_EXCEEDED_WITH_EARLIER,
    )


def finding_title(code: str) -> Wording:
    """What findings of this code are about; NOTHING for a code that no version of today knows."""
    return _titles().get(code, NOTHING)


_DIFFERENCES: Mapping[str, Wording] = {
    NOT_IN_BOOKS: Wording(
        "uw boeken noemen deze gemeente en wet niet", "your books do not name this municipality and law"
    ),
    NOT_HANDED_IN: Wording(
        "van deze gemeente en wet is niets aangeleverd",
        "nothing was handed in of this municipality and law",
    ),
    NO_SINGLE_CAUSE: Wording(
        "niet te herleiden tot één reden; kijk bij de aanlevering welke rijen er zijn",
        "not to be traced to one reason; look at the submission which rows there are",
    ),
}
_OF_A_REASON = Wording(
    "precies wat niet in een rapportage komt: {reason}",
    "exactly what is in no report: {reason}",
)


def difference_words(name: str) -> Wording:
    """Why books and what was handed in differ, by a name of ComparedFigure.why."""
    return _DIFFERENCES.get(name) or _OF_A_REASON.fill(reason=reason_words(name))


def reason_words(name: str) -> Wording:
    """Why a row is not in a report: a rule that leaves it out, or the finding for which it waits."""
    known = _REASONS.get(name) or reason_titles().get(name)
    if known is not None:
        return known
    if name.startswith("where-"):
        told = Wording(
            "de gemeente vraagt deze waarde van {field} niet",
            "the municipality does not ask this value of {field}",
        )
        return told.fill(field=name.removeprefix("where-"))
    return finding_title(name) or same(name)


@cache
def _titles() -> Mapping[str, Wording]:
    return {kind.code: kind.title for kind in every_kind()}
