"""Look and send: what each municipality will get of a submission, and what it takes the place of."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from service.domain.periods import Period
from service.domain.reports import ReportSummary
from service.domain.standing import ReportStanding
from service.domain.submissions.submission import StoredFindingGroup, Submission, SubmissionState
from service.domain.translation.balance import Balance
from service.domain.translation.waiting import WaitingAmount


@dataclass(frozen=True, slots=True)
class Sent:
    """That a municipality has a submission."""

    at: datetime
    by: str
    """The login of who sent it; empty when it went by itself."""
    taken_at: datetime | None = None
    """When the municipality first downloaded something of it: from then on only a correction changes it."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One report on its way, beside the one that the municipality has now."""

    report: ReportSummary
    former: ReportSummary | None = None
    """What it takes the place of; None when this is the first one."""

    @property
    def rows(self) -> int:
        """How many prestaties it holds."""
        return self.report.balance.rows.reported

    @property
    def cents(self) -> int:
        """Signed, of those prestaties."""
        return self.report.balance.cents.reported

    @property
    def more_rows(self) -> int:
        """Beside the former one; negative when there are fewer."""
        return self.rows - (self.former.balance.rows.reported if self.former else 0)

    @property
    def more_cents(self) -> int:
        """Beside the former one; negative when it is less."""
        return self.cents - (self.former.balance.cents.reported if self.former else 0)

    @property
    def is_the_same(self) -> bool:
        """Whether the municipality has these very bytes already."""
        return self.former is not None and self.former.sha256 == self.report.sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Addressee:
    """One municipality, and everything that it gets or got of a submission."""

    municipality: str
    """Gemeentecode."""
    name: str
    outgoing: tuple[Outgoing, ...] = ()
    lapsing: tuple[ReportSummary, ...] = ()
    """What it has now and will no longer hold, while nothing comes in its place."""
    sent: Sent | None = None

    @property
    def can_be_taken_back(self) -> bool:
        """Whether it has it, and took nothing of it yet."""
        return self.sent is not None and self.sent.taken_at is None


class Remark(StrEnum):
    """What a provider had better know before it sends."""

    NOT_BEGUN = "not-begun"
    """The period begins later than today."""
    NOT_OVER = "not-over"
    """The period ends later than today."""
    UNUSUAL_PERIOD = "unusual-period"
    """What this provider sent before was over periods of another length."""
    CLOSED = "closed"
    """A municipality accepted what this would take the place of."""
    EMPTY = "empty"
    """There is no row in any report."""
    FINDINGS = "findings"
    """There are remarks that nobody answered."""
    WAITING = "waiting"
    """Rows wait for a code that nobody knows."""
    LAPSES = "lapses"
    """A municipality would lose a report and get nothing in its place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """What would happen if a submission were sent now."""

    submission: Submission
    addressees: tuple[Addressee, ...]
    remarks: tuple[Remark, ...] = ()
    waiting: tuple[WaitingAmount, ...] = ()
    balance: Balance | None = None
    """Of the whole submission, in which each prestatie counts once however many reports hold it."""
    can_be_sent: bool = True
    """Not as long as it is being made, after it was rejected, or when a later one takes its place."""

    not_made: Mapping[str, tuple[Mapping[str, str], ...]] = field(default_factory=dict)
    """By gemeentecode, why it gets nothing of something that it asks: sentences in "nl" and "en"."""
    unasked: tuple[str, ...] = ()
    """Gemeentecodes of care in it for which its municipality asks nothing over these days."""
    is_telling: bool = False
    """Whether its reports are being made again with what was answered to warnings."""

    @property
    def unsent(self) -> tuple[Addressee, ...]:
        """Who does not have it yet."""
        return tuple(each for each in self.addressees if each.sent is None) if self.can_be_sent else ()

    @property
    def sent(self) -> tuple[Addressee, ...]:
        """Who has it."""
        return tuple(each for each in self.addressees if each.sent is not None)

    @property
    def reports_made(self) -> tuple[ReportSummary, ...]:
        """Everything that was made of it and holds, sent or not."""
        return tuple(one.report for each in self.addressees for one in each.outgoing)

    @property
    def reports(self) -> int:
        """How many reports are not sent yet."""
        return sum(len(each.outgoing) for each in self.unsent)

    @property
    def seen(self) -> str:
        """Names exactly what is looked at: who sends it sends this, or looks again."""
        parts = [
            f"{each.municipality} {one.report.sha256}" for each in self.addressees for one in each.outgoing
        ]
        lapses = [f"{each.municipality} - {one.id}" for each in self.unsent for one in each.lapsing]
        return hashlib.sha256("\n".join(sorted(parts + lapses)).encode()).hexdigest()[:32]


def addressees_of(
    reports: Iterable[ReportSummary],
    standing: Iterable[ReportSummary],
    sent: Mapping[str, Sent],
    concerns: Iterable[str] = (),
) -> tuple[Addressee, ...]:
    """Everyone whom a submission concerns, by name.

    `reports`: its own, that hold. `standing`: what the provider sent before over days within its period.
    """
    own: dict[str, list[ReportSummary]] = defaultdict(list)
    for report in reports:
        own[report.municipality].append(report)
    before: dict[str, list[ReportSummary]] = defaultdict(list)
    for report in standing:
        before[report.municipality].append(report)
    codes = {*own, *before, *sent, *concerns}
    found = (_addressee(code, own[code], before[code], sent.get(code)) for code in codes)
    return tuple(sorted(found, key=lambda each: (each.name, each.municipality)))


def _addressee(
    code: str, own: Sequence[ReportSummary], before: Sequence[ReportSummary], sent: Sent | None
) -> Addressee:
    formers = {} if sent else {each.key: each for each in before}
    return Addressee(
        municipality=code,
        name=next((each.municipality_name for each in (*own, *before)), code),
        outgoing=tuple(Outgoing(each, formers.pop(each.key, None)) for each in own),
        lapsing=tuple(formers.values()),
        sent=sent,
    )


def remarks_on(
    outlook: Outlook, findings: Iterable[StoredFindingGroup], former_periods: Iterable[Period], today: date
) -> tuple[Remark, ...]:
    """In the order in which they weigh. `former_periods`: of what this provider sent before."""
    period = outlook.submission.period
    return (
        *(_remarks_on_period(period, former_periods, today) if period else ()),
        *_remarks_on_content(outlook, findings),
    )


def _remarks_on_period(period: Period, former: Iterable[Period], today: date) -> Iterator[Remark]:
    if period.begin > today:
        yield Remark.NOT_BEGUN
    elif period.end >= today:
        yield Remark.NOT_OVER
    usual = {_months(each) for each in former}
    if usual and _months(period) not in usual:
        yield Remark.UNUSUAL_PERIOD


def _remarks_on_content(outlook: Outlook, findings: Iterable[StoredFindingGroup]) -> Iterator[Remark]:
    if any(each.lapsing for each in outlook.unsent):
        yield Remark.LAPSES
    if _replaces_what_was_accepted(outlook):
        yield Remark.CLOSED
    if not any(one.rows for each in outlook.addressees for one in each.outgoing):
        yield Remark.EMPTY
    if outlook.waiting:
        yield Remark.WAITING
    if not all(each.is_answered for each in findings):
        yield Remark.FINDINGS


def _replaces_what_was_accepted(outlook: Outlook) -> bool:
    formers = (one.former for each in outlook.unsent for one in each.outgoing)
    return any(each is not None and each.standing is ReportStanding.ACCEPTED for each in formers)


def _months(period: Period) -> int:
    """From the month in which it begins to the one in which it ends, both counted."""
    return (period.end.year - period.begin.year) * 12 + period.end.month - period.begin.month + 1


def can_be_sent(submission: Submission, others: Iterable[Submission]) -> bool:
    """Whether it is ready and no later one over its days is."""
    if submission.state is not SubmissionState.READY or submission.period is None:
        return False
    return not any(
        each.state is SubmissionState.READY
        and each.order > submission.order
        and each.period is not None
        and each.period.contains(submission.period)
        for each in others
    )
