"""Reports that were asked and could not be made, each with its reason: it stops only itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from service.domain.failures import (
    AskedLaterError,
    BalanceDoesNotCloseError,
    CannotBeWrittenError,
    EarlierFiguresError,
    FormatError,
    NoVersionHoldsError,
    PseudonymKeyMissingError,
    ReadBackDiffersError,
    ReportStoppedError,
    RowsOfAnotherError,
    WhyNotMade,
)
from service.domain.findings import Finding, Place, warns
from service.domain.periods import Period
from service.domain.wording import Wording

CANNOT_BE_MADE = (
    FormatError,
    CannotBeWrittenError,
    ReadBackDiffersError,
    BalanceDoesNotCloseError,
    RowsOfAnotherError,
    PseudonymKeyMissingError,
    EarlierFiguresError,
)
"""The failures that say of one report that it cannot be made, and nothing of any other."""

_REASONS: Mapping[type[ReportStoppedError], tuple[str, Wording]] = {
    CannotBeWrittenError: (
        "cannot-be-written",
        Wording(
            "een waarde past niet in het bestand van de gemeente",
            "the municipality's file cannot hold a value",
        ),
    ),
    ReadBackDiffersError: (
        "reads-back-otherwise",
        Wording("het bestand las anders terug dan bedoeld", "the file read back otherwise than it was meant"),
    ),
    BalanceDoesNotCloseError: (
        "balance-does-not-close",
        Wording("de telling van deze rapportage sluit niet", "the balance of this report does not close"),
    ),
    RowsOfAnotherError: (
        "rows-of-another",
        Wording(
            "een rij of een sleutel stond bij een ander dan van wie zij is",
            "a row or a key stood with another than whose it is",
        ),
    ),
    EarlierFiguresError: (
        "earlier-figures-missing",
        Wording(
            "dit formaat vraagt cijfers uit eerder gepubliceerde rapportages, en die zijn er niet",
            "this format asks figures of reports that were published earlier, and those are not there",
        ),
    ),
    NoVersionHoldsError: (
        "no-version-holds",
        Wording(
            "dit wordt gevraagd over een periode waarvoor geen versie van het formaat geldt",
            "this is asked over a period for which no version of the format holds",
        ),
    ),
    AskedLaterError: (
        "asked-later",
        Wording(
            "deze rapportage werd nog niet gevraagd toen de aanlevering werd gecontroleerd",
            "this report was not asked yet when the submission was checked",
        ),
    ),
    PseudonymKeyMissingError: (
        "no-pseudonym-key",
        Wording(
            "dit formaat vraagt pseudoniemen, en de beheerder heeft nog geen sleutel ingesteld",
            "this format asks pseudonyms, and the operator has not set a key yet",
        ),
    ),
}
REPORT_NOT_MADE = warns(
    "report-not-made",
    Wording("rapportage niet gemaakt", "report not made"),
    Wording(
        "Gemeente {municipality} krijgt geen {format} over {period}. {reason_nl} "
        "Dit ligt niet aan uw bestand; de andere rapportages zijn er.",
        "Municipality {municipality} gets no {format} over {period}. {reason_en} "
        "This is not a fault of your file; the other reports are there.",
    ),
)
ReportKey = tuple[str, str, Period]
"""Municipality, format and period: a submission gives one report of each."""
BROKEN_FORMAT = "broken-format"
_BROKEN = Wording("het formaat zelf klopt niet", "the format itself is broken")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnmadeReport:
    """One report that is not there."""

    municipality: str
    """Gemeentecode."""
    format: str
    period: Period
    code: str
    """Stable, such as `cannot-be-written`; by it the balance names the rows that would have been in it."""
    reason: Wording
    """A sentence, with the place in the file where there is one, and no value: that may be a person's."""

    @property
    def key(self) -> ReportKey:
        """Which report it is."""
        return self.municipality, self.format, self.period

    def finding(self) -> Finding:
        """The same for the provider, among what there is to say of its submission."""
        facts = {
            "municipality": self.municipality,
            "format": self.format,
            "period": self.period.label,
            "reason_nl": self.reason.nl,
            "reason_en": self.reason.en,
        }
        return Finding(REPORT_NOT_MADE, Place(municipality=self.municipality), facts)

    @classmethod
    def of(cls, municipality: str, name: str, period: Period, failure: WhyNotMade) -> "UnmadeReport":
        """What a failure says about the report that it stopped."""
        code, reason = reason_of(failure)
        return cls(municipality=municipality, format=name, period=period, code=code, reason=reason)

    def as_json(self) -> dict[str, object]:
        """U in docs/json.md."""
        return {
            "municipality": self.municipality,
            "format": self.format,
            "period": self.period.label,
            "code": self.code,
            "reason": self.reason.as_json(),
        }


def reason_of(failure: WhyNotMade) -> tuple[str, Wording]:
    """The code of a failure and its sentence in both languages."""
    if isinstance(failure, FormatError):
        return BROKEN_FORMAT, _sentence(_BROKEN, failure.placed_words)
    code, words = _REASONS[type(failure)]
    return code, _sentence(words, failure.words)


def reason_titles() -> Mapping[str, Wording]:
    """By its code, why rows are in no report that could be made."""
    return {BROKEN_FORMAT: _BROKEN, **dict(_REASONS.values())}


def by_reason(unmade: Iterable[UnmadeReport]) -> dict[str, set[str]]:
    """Code → the municipalities that get no report for it."""
    found: dict[str, set[str]] = {}
    for each in unmade:
        found.setdefault(each.code, set()).add(each.municipality)
    return found


def _sentence(words: Wording, more: Wording) -> Wording:
    return Wording(_opened(words.nl, more.nl), _opened(words.en, more.en))


def _opened(words: str, more: str) -> str:
    opened = words[:1].upper() + words[1:]
    return f"{opened}: {more}" if more else f"{opened}."
