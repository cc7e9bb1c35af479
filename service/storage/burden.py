"""What burden is measured from: published reports with their counts, and a provider's own time studies."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    Row,
    case,
    cast,
    exists,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert as insert_or

from service.domain.access import AccountId, OrganisationId
from service.domain.burden.calibration import Comparison, Perceived
from service.domain.burden.from_reports import CountedReport
from service.domain.burden.hold_out import ComparedReport, MadeByHand
from service.domain.burden.time_studies import TimeStudy
from service.domain.findings import Verdict
from service.domain.periods import Period
from service.domain.reports import ReportId
from service.storage.balances import balance_from_json, counts_from_json
from service.storage.correction_tables import SuccessionRow
from service.storage.residual_tables import PerceivedBurdenRow, ReportVerdictRow
from service.storage.sendings import SENT
from service.storage.tables import (
    BurdenRecordRow,
    HoldoutRow,
    ReportRow,
    SubmissionMunicipalityRow,
    SubmissionRow,
    TimeStudyRow,
)


class Burden:
    """The counts that one organisation may see, and the time studies that are its own."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def counted_reports(self) -> tuple[CountedReport, ...]:
        """Every report that was sent, stands and may be seen, by period, provider, municipality."""
        wanted = (
            select(
                ReportRow.submission_id,
                ReportRow.provider_code,
                ReportRow.municipality,
                ReportRow.format,
                ReportRow.format_sha256,
                ReportRow.period_begin,
                ReportRow.period_end,
                ReportRow.balance,
                ReportRow.cell_counts,
                ReportVerdictRow.cause.is_not(None).label("is_rejected"),
                (SubmissionRow.verdict != Verdict.ACCEPTED.value).label("had_findings"),
            )
            .outerjoin(ReportVerdictRow, ReportVerdictRow.report_id == ReportRow.id)
            .join(SubmissionRow, SubmissionRow.id == ReportRow.submission_id)
            .join(SubmissionMunicipalityRow, SENT)
            .where(
                SubmissionRow.superseded_by.is_(None),
                ~exists().where(SuccessionRow.report_id == ReportRow.id),
            )
            .order_by(
                ReportRow.period_begin, ReportRow.provider_code, ReportRow.municipality, ReportRow.format
            )
        )
        return tuple(_counted_report(row) for row in self._connection.execute(wanted))

    def repeated_facts(self) -> Mapping[UUID, int]:
        """D_fact of each own submission; nothing for whoever is not its provider."""
        found = self._connection.execute(select(BurdenRecordRow.submission_id, BurdenRecordRow.counts))
        return {row.submission_id: counts_from_json(row.counts).get("D_fact", 0) for row in found}

    def start_study(self, driver: str, role: str, *, is_holdout: bool, label: str = "") -> UUID:
        """Start the clock."""
        study = uuid4()
        self._connection.execute(
            insert(TimeStudyRow).values(
                id=study,
                provider_id=self._organisation,
                driver=driver,
                role=role,
                is_holdout=is_holdout,
                label=label,
                started_at=func.now(),
            )
        )
        return study

    def pause_study(self, study: UUID) -> None:
        """Hold the clock; nothing when it is held or has stopped."""
        self._change(study, TimeStudyRow.paused_at.is_(None), paused_at=func.now())

    def resume_study(self, study: UUID) -> None:
        """Let the clock go on; nothing when it was not held."""
        self._change(
            study, TimeStudyRow.paused_at.is_not(None), paused_seconds=_with_this_pause(), paused_at=None
        )

    def stop_study(self, study: UUID) -> None:
        """Stop the clock for good; a pause that was still going on is counted as one."""
        self._change(study, stopped_at=func.now(), paused_seconds=_with_this_pause(), paused_at=None)

    def studies(self) -> tuple[TimeStudy, ...]:
        """Own studies, the latest first."""
        found = self._connection.execute(
            select(*TimeStudyRow.__table__.c).order_by(TimeStudyRow.started_at.desc())
        )
        return tuple(
            TimeStudy(
                id=row.id,
                driver=row.driver,
                role=row.role,
                is_holdout=row.is_holdout,
                started_at=row.started_at,
                paused_at=row.paused_at,
                paused_seconds=row.paused_seconds,
                stopped_at=row.stopped_at,
                label=row.label,
            )
            for row in found
        )

    def record_holdout(self, report: ReportId, compared: Comparison, minutes: int | None = None) -> None:
        """Keep how a report made by hand compares with ours; the first comparison stands."""
        counts = {
            "cells": compared.cells,
            "equal": compared.equal,
            "only_by_hand": compared.only_by_hand,
            "only_ours": compared.only_ours,
            "different": compared.different,
        }
        new = insert_or(HoldoutRow).values(
            report_id=report,
            provider_id=self._organisation,
            comparison=counts,
            recorded_at=func.now(),
            minutes=minutes,
        )
        self._connection.execute(new.on_conflict_do_nothing())

    def holdouts(self) -> tuple[Comparison, ...]:
        """Own comparisons."""
        found = self._connection.execute(select(HoldoutRow.comparison).order_by(HoldoutRow.recorded_at))
        return tuple(Comparison(**counts_from_json(row.comparison)) for row in found)

    def compared_reports(self) -> Mapping[UUID, ComparedReport]:
        """Own comparisons, by report."""
        found = self._connection.execute(select(*HoldoutRow.__table__.c))
        return {
            row.report_id: ComparedReport(
                Comparison(**counts_from_json(row.comparison)),
                row.minutes,
                None if row.wrong_by_hand is None else (row.wrong_by_hand, row.wrong_ours),
            )
            for row in found
        }

    def made_by_hand(self) -> tuple[MadeByHand, ...]:
        """Own reports of the hold-out whose minutes were told, the earliest first."""
        row = ReportRow
        found = self._connection.execute(
            select(
                row.id,
                row.format_sha256,
                row.period_begin,
                row.period_end,
                row.balance,
                row.cell_counts,
                HoldoutRow.minutes,
            )
            .join(HoldoutRow, HoldoutRow.report_id == row.id)
            .where(HoldoutRow.minutes.is_not(None))
            .order_by(HoldoutRow.recorded_at, row.id)
        )
        return tuple(
            MadeByHand(
                report=each.id,
                format_sha256=each.format_sha256,
                period=Period(each.period_begin, each.period_end),
                reported=balance_from_json(each.balance).rows.reported,
                cells=counts_from_json(each.cell_counts),
                minutes=each.minutes,
            )
            for each in found
        )

    def find_wrong(self, report: ReportId, by_hand: int, ours: int) -> None:
        """Keep in how many differing cells either was wrong; the last word stands."""
        one = update(HoldoutRow).where(HoldoutRow.report_id == report)
        self._connection.execute(one.values(wrong_by_hand=by_hand, wrong_ours=ours))

    def tell_perceived(self, account: AccountId, told: Perceived) -> None:
        """Keep one person's answer for this half-year; the last one stands."""
        half_year = self._connection.execute(select(_half_year(func.now()))).scalar_one()
        answer = {
            "share_now": round(told.share_now),
            "share_acceptable": round(told.share_acceptable),
            "irritation": round(told.irritation),
            "recorded_at": func.now(),
        }
        new = insert_or(PerceivedBurdenRow).values(
            provider_id=self._organisation, account_id=account, half_year=half_year, **answer
        )
        keys = ["provider_id", "account_id", "half_year"]
        self._connection.execute(new.on_conflict_do_update(index_elements=keys, set_=answer))

    def perceived(self) -> tuple[Perceived, ...]:
        """Own answers, the mean per half-year, the latest first."""
        row = PerceivedBurdenRow
        means = (
            func.avg(row.share_now).label("share_now"),
            func.avg(row.share_acceptable).label("share_acceptable"),
            func.avg(row.irritation).label("irritation"),
        )
        wanted = select(row.half_year, func.count().label("answers"), *means).group_by(row.half_year)
        found = self._connection.execute(wanted.order_by(row.half_year.desc()))
        return tuple(
            Perceived(
                half_year=each.half_year,
                answers=each.answers,
                share_now=float(each.share_now),
                share_acceptable=float(each.share_acceptable),
                irritation=float(each.irritation),
            )
            for each in found
        )

    def _change(self, study: UUID, *conditions: object, **values: object) -> None:
        changed = update(TimeStudyRow).where(TimeStudyRow.id == study, TimeStudyRow.stopped_at.is_(None))
        for condition in conditions:
            changed = changed.where(condition)  # type: ignore[arg-type] # a column expression
        self._connection.execute(changed.values(**values))


def _half_year(moment: ColumnElement[datetime]) -> ColumnElement[str]:
    """`2026-H1`, by the clock of the database."""
    month = func.extract("month", moment)
    return func.to_char(moment, "YYYY-") + case((month <= _LAST_MONTH, "H1"), else_="H2")


_LAST_MONTH = 6


def _with_this_pause() -> object:
    since_pause = func.extract("epoch", func.now() - func.coalesce(TimeStudyRow.paused_at, func.now()))
    return TimeStudyRow.paused_seconds + cast(since_pause, BigInteger)


def _counted_report(row: Row[*tuple[Any, ...]]) -> CountedReport:
    return CountedReport(
        submission=row.submission_id,
        provider=row.provider_code,
        municipality=row.municipality,
        format=row.format,
        format_sha256=row.format_sha256,
        period=Period(row.period_begin, row.period_end),
        reported=balance_from_json(row.balance).rows.reported,
        cells=counts_from_json(row.cell_counts),
        is_rejected=row.is_rejected,
        had_findings=row.had_findings is not False,
    )
