"""Reports: publishing each once, and reading what an organisation may see of them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, Select, exists, func, insert, select, text, true
from sqlalchemy.dialects.postgresql import insert as insert_or
from sqlalchemy.orm import aliased
from sqlalchemy.sql.selectable import LateralFromClause

from service.domain.access import OrganisationId, OrganisationKind
from service.domain.keeping import KeptKind
from service.domain.made_report import MadeReport
from service.domain.periods import Period
from service.domain.reports import EarlierReport, ReportId, ReportSummary
from service.domain.submissions.submission import SubmissionId
from service.domain.translation.round_trip import KeptLoss, kept_loss
from service.storage.balances import balance_from_json
from service.storage.correction_tables import ReportFiguresRow, SuccessionRow
from service.storage.keys.tables import DataKeyRow
from service.storage.residual_tables import ReportRemarkRow, ReportVerdictRow
from service.storage.residuals import verdict_from
from service.storage.sending_tables import ReportTakenRow
from service.storage.sendings import SENT
from service.storage.tables import (
    OrganisationRow,
    ReportFileRow,
    ReportRow,
    SubmissionMunicipalityRow,
    SubmissionRow,
)
from service.storage.written_totals import KeptTotals, kept_totals

_Wanted = Select[*tuple[Any, ...]]
_Found = Row[*tuple[Any, ...]]


class Reports:
    """The reports that one organisation may see; only a provider's work adds any."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def publish(
        self, submission: SubmissionId, reports: Iterable[MadeReport]
    ) -> tuple[tuple[ReportId, MadeReport], ...]:
        """Make reports visible; those that were published before stay as they are. Returns the new ones."""
        who = self._connection.execute(
            select(OrganisationRow.code, OrganisationRow.name).where(OrganisationRow.id == self._organisation)
        ).one()
        source = self._connection.execute(
            select(SubmissionRow.sha256).where(SubmissionRow.id == submission)
        ).scalar_one()
        by_key = {(one.municipality, one.format, one.period): one for one in reports}
        ours = {
            "submission_id": submission,
            "submission_sha256": source,
            "provider_id": self._organisation,
            "provider_code": who.code,
            "provider_name": who.name,
            "published_at": func.now(),
        }
        rows = [_as_row(one) | ours | {"id": uuid4()} for one in by_key.values()]
        published = [
            (ReportId(row.id), by_key[row.municipality, row.format, Period(row.period_begin, row.period_end)])
            for row in self._added(rows)
        ]
        self._add_files(published)
        self._add_figures(published)
        return tuple(published)

    def _added(self, rows: list[dict[str, object]]) -> Iterable[_Found]:
        if not rows:
            return ()
        new = insert_or(ReportRow).values(rows).on_conflict_do_nothing(constraint="report_once")
        report = ReportRow
        columns = (report.id, report.municipality, report.format, report.period_begin, report.period_end)
        return self._connection.execute(new.returning(*columns))

    def forget_unsent(self, submission: SubmissionId) -> None:
        """Let go of the reports of one submission that gave way to others of it before anybody had them.

        What was made is written down in the acts; their municipality never sees that they were there. One
        that its provider also made by hand stays, because that was measured.
        """
        self._connection.execute(_FORGET_UNSENT, {"submission": submission})

    def of_submission(self, submission: SubmissionId) -> tuple[ReportSummary, ...]:
        """The reports made from one submission, by municipality, format and period.

        Without those in whose place a release put another one of the same submission.
        """
        found = self._all(_summaries().where(ReportRow.submission_id == submission))
        replaced = {report.former for report in found}
        return tuple(report for report in found if report.id not in replaced)

    def standing_within(self, days: Period) -> tuple[ReportSummary, ...]:
        """Its own reports over periods within `days` that were sent and hold."""
        return self._all(
            _summaries()
            .join(SubmissionMunicipalityRow, SENT)
            .where(ReportRow.provider_id == self._organisation, SuccessionRow.report_id.is_(None))
            .where(ReportRow.period_begin >= days.begin, ReportRow.period_end <= days.end)
        )

    def count_of(self, submission: SubmissionId) -> int:
        """How many reports were made from one submission."""
        wanted = select(func.count()).where(ReportRow.submission_id == submission)
        return self._connection.execute(wanted).scalar_one()

    def figures_of(self, report: ReportId) -> Mapping[str, str] | None:
        """Its figures; None for who may not see them, and for reports from before they were kept."""
        wanted = select(ReportFiguresRow.figures).where(ReportFiguresRow.report_id == report)
        kept = self._connection.execute(wanted).scalar_one_or_none()
        return None if kept is None else dict(kept)

    def totals_of(self, report: ReportId) -> KeptTotals | None:
        """What is kept of what it adds up to; None where nothing is."""
        figures = ReportFiguresRow
        wanted = select(figures.totals, figures.clients).where(figures.report_id == report)
        row = self._connection.execute(wanted).one_or_none()
        return None if row is None or row.totals is None else (row.totals, row.clients)

    def without_totals(self, submission: SubmissionId) -> tuple[ReportId, ...]:
        """Its own reports made of it of which no totals are kept, but for those that were destroyed."""
        wanted = (
            select(ReportRow.id)
            .outerjoin(ReportFiguresRow, ReportFiguresRow.report_id == ReportRow.id)
            .where(ReportRow.submission_id == submission, ReportRow.provider_id == self._organisation)
            .where(ReportFiguresRow.totals.is_(None), ~exists().where(*_DESTROYED))
            .order_by(*_ORDER)
        )
        return tuple(ReportId(each) for each in self._connection.execute(wanted).scalars())

    def keep_totals(self, report: ReportId, made: MadeReport) -> bool:
        """Of a report from before they were kept; False, and nothing done, where they are.

        Its figures too where there are none; those that are kept stay as they are.
        """
        new = insert_or(ReportFiguresRow).values(self._figures(report, made))
        kept = new.on_conflict_do_update(
            index_elements=["report_id"],
            set_={"totals": new.excluded.totals, "clients": new.excluded.clients},
            where=ReportFiguresRow.totals.is_(None),
        ).returning(ReportFiguresRow.report_id)
        return self._connection.execute(kept).one_or_none() is not None

    def losses_of(self, report: ReportId) -> tuple[KeptLoss, ...] | None:
        """What its format could not carry into it; None for a report from before that was kept."""
        wanted = select(ReportRow.losses).where(ReportRow.id == report)
        kept = self._connection.execute(wanted).scalar_one_or_none()
        return None if kept is None else tuple(kept_loss(loss) for loss in kept)

    def earlier_of(self, report: ReportSummary) -> tuple[EarlierReport, ...]:
        """The earlier reports whose figures it holds, the earliest first."""
        wanted = select(ReportRow.earlier).where(ReportRow.id == report.id)
        kept = self._connection.execute(wanted).scalar_one_or_none() or ()
        hashes = [sha256 for _, _, sha256 in kept]
        own = (
            select(ReportRow.sha256, ReportRow.id)
            .where(ReportRow.sha256.in_(hashes), ReportRow.format == report.format)
            .where(ReportRow.municipality == report.municipality)
            .where(ReportRow.provider_code == report.provider_code)
            .order_by(ReportRow.published_at)
        )
        known = {sha256: ReportId(found) for sha256, found in self._connection.execute(own)}
        return tuple(
            EarlierReport(
                Period(date.fromisoformat(begin), date.fromisoformat(end)), sha256, known.get(sha256)
            )
            for begin, end, sha256 in sorted(kept)
        )

    def newest_first(self) -> tuple[ReportSummary, ...]:
        """All reports that this organisation may see."""
        return self._all(_summaries().order_by(None).order_by(ReportRow.published_at.desc(), *_ORDER))

    def get(self, report: ReportId) -> ReportSummary | None:
        """One report, None when there is none that this organisation may see."""
        return next(iter(self._all(_summaries().where(ReportRow.id == report))), None)

    def of_pair(self, provider: str, municipality: str, period: Period) -> tuple[ReportSummary, ...]:
        """What holds of one provider (AGB code) for one municipality over exactly this period."""
        return self._all(
            _summaries()
            .where(ReportRow.provider_code == provider, ReportRow.municipality == municipality)
            .where(ReportRow.period_begin == period.begin, ReportRow.period_end == period.end)
            .where(SuccessionRow.report_id.is_(None))
        )

    def some(self, reports: Iterable[ReportId]) -> tuple[ReportSummary, ...]:
        """Those of these reports that this organisation may see."""
        return self._all(_summaries().where(ReportRow.id.in_(set(reports))))

    def blob_of(self, report: ReportId) -> str | None:
        """Where its bytes are; None for whoever may see the report but not the file."""
        wanted = select(ReportFileRow.blob).where(ReportFileRow.report_id == report)
        return self._connection.execute(wanted).scalar_one_or_none()

    def source_of(self, report: ReportId) -> tuple[OrganisationId, str] | None:
        """Whose it is, and the hash of the typed tables that it was made of: empty for one of long ago."""
        wanted = select(ReportRow.provider_id, ReportRow.tables_sha256).where(ReportRow.id == report)
        found = self._connection.execute(wanted).one_or_none()
        return None if found is None else (OrganisationId(found.provider_id), found.tables_sha256)

    def source_received_at(self, report: ReportId) -> datetime | None:
        """When the submission came in that it was made of."""
        wanted = select(SubmissionRow.received_at).join(
            ReportRow, ReportRow.submission_id == SubmissionRow.id
        )
        return self._connection.execute(wanted.where(ReportRow.id == report)).scalar_one_or_none()

    def lines_published(self, moment: datetime, days: Period) -> tuple[str, ...]:
        """Where the lines are of its own reports over periods within `days`, as they held at a moment.

        A report that was sent later is not among them, nor one whose place was taken before, nor one that was
        destroyed since.
        """
        taken = SuccessionRow.superseded_at
        wanted = (
            select(ReportFileRow.lines_blob)
            .join(ReportRow, ReportRow.id == ReportFileRow.report_id)
            .join(SubmissionMunicipalityRow, SENT)
            .outerjoin(SuccessionRow, SuccessionRow.report_id == ReportRow.id)
            .where(ReportRow.provider_id == self._organisation, ReportRow.published_at <= moment)
            .where(SubmissionMunicipalityRow.sent_at <= moment)
            .where(ReportFileRow.lines_blob.is_not(None), taken.is_(None) | (taken > moment))
            .where(ReportRow.period_begin >= days.begin, ReportRow.period_end <= days.end)
            .where(~exists().where(*_DESTROYED))
            .order_by(*_ORDER, ReportRow.published_at)
        )
        return tuple(blob for blob in self._connection.execute(wanted).scalars() if blob)

    def _add_files(self, published: list[tuple[ReportId, MadeReport]]) -> None:
        if published:
            self._connection.execute(
                insert(ReportFileRow),
                [
                    {
                        "report_id": report_id,
                        "provider_id": self._organisation,
                        "municipality": report.municipality,
                        "blob": report.blob,
                        "lines_blob": report.lines_blob or None,
                    }
                    for report_id, report in published
                ],
            )

    def _add_figures(self, published: list[tuple[ReportId, MadeReport]]) -> None:
        if published:
            lines = [self._figures(report_id, report) for report_id, report in published]
            self._connection.execute(insert(ReportFiguresRow), lines)

    def _figures(self, report_id: ReportId, report: MadeReport) -> dict[str, object]:
        return {
            "report_id": report_id,
            "provider_id": self._organisation,
            "municipality": report.municipality,
            "is_aggregate": report.is_aggregate,
            "figures": [[name, value] for name, value in report.figures.items()],
            "totals": kept_totals(report.added_up.totals),
            "clients": report.added_up.clients,
        }

    def _all(self, wanted: _Wanted) -> tuple[ReportSummary, ...]:
        return tuple(_summary(row) for row in self._connection.execute(wanted))


_FORGET_UNSENT = text("""
    DELETE FROM report USING succession, report AS later
    WHERE succession.report_id = report.id AND later.id = succession.successor_id
      AND report.submission_id = :submission AND later.submission_id = :submission
      AND NOT EXISTS (
        SELECT FROM submission_municipality AS sent
        WHERE sent.submission_id = report.submission_id AND sent.municipality = report.municipality
          AND sent.sent_at IS NOT NULL)
      AND NOT EXISTS (SELECT FROM holdout WHERE holdout.report_id = report.id)
""")
_DESTROYED = (
    DataKeyRow.submission_id == ReportRow.submission_id,
    DataKeyRow.kind == KeptKind.REPORT.value,
    DataKeyRow.destroyed_at.is_not(None),
)
_APART = {"losses", "earlier", "reported_rows", "reported_cents", "closes", "holds_prestaties"}
"""What only the page of one report needs, or a page of many."""
_ORDER = (ReportRow.municipality, ReportRow.format, ReportRow.period_begin)


@cache
def _summaries() -> _Wanted:
    """Every report that may be seen, in order; put together once, and whoever asks adds what it wants."""
    municipality = aliased(OrganisationRow)
    before = _before()
    return _with_what_was_said(
        select(
            *(column for column in ReportRow.__table__.c if column.name not in _APART),
            func.coalesce(municipality.name, ReportRow.municipality).label("municipality_name"),
            SuccessionRow.report_id.label("superseded"),
            SuccessionRow.successor_id,
            SuccessionRow.superseded_at,
            before.c.id.label("former_id"),
            before.c.published_at.label("former_published_at"),
        )
        .outerjoin(SuccessionRow, SuccessionRow.report_id == ReportRow.id)
        .outerjoin(before, true())
        .outerjoin(
            municipality,
            (municipality.kind == OrganisationKind.MUNICIPALITY.value)
            & (municipality.code == ReportRow.municipality),
        )
        .order_by(*_ORDER)
    )


def _before() -> LateralFromClause:
    """The report whose place it took, the last one when there are more."""
    former, taken = aliased(ReportRow), aliased(SuccessionRow)
    return (
        select(former.id, former.published_at)
        .join(taken, taken.report_id == former.id)
        .where(taken.successor_id == ReportRow.id)
        .order_by(former.published_at.desc())
        .limit(1)
        .lateral()
    )


def _with_what_was_said(wanted: _Wanted) -> _Wanted:
    """When it was sent and taken, and what its municipality said of it."""
    line, got = aliased(SubmissionMunicipalityRow), ReportTakenRow
    verdict, remark = ReportVerdictRow, ReportRemarkRow
    own = (line.submission_id == ReportRow.submission_id) & (line.municipality == ReportRow.municipality)
    return (
        wanted.add_columns(line.sent_at, got.taken_at, verdict.cause, verdict.decided_at, remark.remark)
        .outerjoin(line, own)
        .outerjoin(got, got.report_id == ReportRow.id)
        .outerjoin(verdict, verdict.report_id == ReportRow.id)
        .outerjoin(remark, remark.report_id == ReportRow.id)
    )


def _summary(row: _Found) -> ReportSummary:
    return ReportSummary(
        id=ReportId(row.id),
        submission=SubmissionId(row.submission_id),
        provider_code=row.provider_code,
        provider_name=row.provider_name,
        municipality=row.municipality,
        municipality_name=row.municipality_name,
        format=row.format,
        format_sha256=row.format_sha256,
        period=Period(row.period_begin, row.period_end),
        filename=row.filename,
        sha256=row.sha256,
        bytes=row.bytes,
        balance=balance_from_json(row.balance),
        published_at=row.published_at,
        is_superseded=row.superseded is not None,
        superseded_at=row.superseded_at,
        successor=ReportId(row.successor_id) if row.successor_id else None,
        former=ReportId(row.former_id) if row.former_id else None,
        former_published_at=row.former_published_at,
        sent_at=row.sent_at,
        taken_at=row.taken_at,
        verdict=verdict_from(row.cause, row.remark, row.decided_at) if row.decided_at else None,
    )


def _as_row(report: MadeReport) -> dict[str, object]:
    return {
        "municipality": report.municipality,
        "format": report.format,
        "format_sha256": report.format_sha256,
        "period_begin": report.period.begin,
        "period_end": report.period.end,
        "filename": report.filename,
        "sha256": report.sha256,
        "tables_sha256": report.tables_sha256,
        "bytes": len(report.content),
        "balance": report.balance.as_json(),
        "cell_counts": report.cells.as_json(),
        "losses": [loss.as_json() for loss in report.losses],
        "earlier": [[str(period.begin), str(period.end), sha256] for period, sha256 in report.earlier],
    }
