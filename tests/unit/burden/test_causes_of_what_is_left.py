"""Under which cause something stands that is left: only what is known to be its cause."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from service.domain.burden.from_reports import (
    CountedReport,
    KnownWork,
    changed_without_notice,
    exceptions_over,
)
from service.domain.burden.measure import measure
from service.domain.burden.residual import Cause, Exceptions, causes_of_findings
from service.domain.periods import parse_period
from service.files.burden.tables import load_burden_tables
from tests.tools.burden_example import example_deliveries
from tests.tools.exports import REPOSITORY

TABLES = replace(load_burden_tables(REPOSITORY / "mappings", versions={"assumptions": "2026.1"}), draws=500)
FIRST, SECOND = parse_period("2026-Q1"), parse_period("2026-Q2")
IN_TIME, TOO_LATE = date(2026, 3, 1), date(2026, 5, 1)


def report(period, version, municipality="M"):
    return CountedReport(
        submission=uuid4(),
        provider="P",
        municipality=municipality,
        format="f",
        format_sha256=version,
        period=period,
        reported=1,
        cells={},
    )


@pytest.mark.parametrize("code", ["code-not-in-table", "code-kept-as-it-is"])
def test_a_code_that_a_format_does_not_know_is_no_change_of_that_format(code):
    assert causes_of_findings([code]) == {Cause.DEFINITION_DIFFERS: 1}


def test_a_version_that_was_published_when_its_period_had_begun_changed_without_notice_once():
    reports = [
        report(when, version, town) for when, version in ((FIRST, "a"), (SECOND, "b")) for town in "MN"
    ]

    found = changed_without_notice(reports, {"b": TOO_LATE})

    assert found == (KnownWork(period=SECOND, cause=Cause.CHANGED_WITHOUT_NOTICE, times=1),)


@pytest.mark.parametrize(
    ("reports", "published"),
    [
        ([report(SECOND, "b")], {"b": TOO_LATE}),
        ([report(FIRST, "b"), report(SECOND, "b")], {"b": TOO_LATE}),
        ([report(FIRST, "a"), report(SECOND, "b")], {"b": IN_TIME}),
        ([report(FIRST, "a"), report(SECOND, "b")], {}),
    ],
    ids=["a first upload", "an unchanged format", "known before the period", "nobody knows since when"],
)
def test_nothing_else_is_a_change_without_notice(reports, published):
    assert changed_without_notice(reports, published) == ()


def test_repair_is_a_fault_in_the_data_only_where_something_was_found():
    clean = [replace(each, had_findings=False) for each in example_deliveries()]

    found, before = measure(clean, TABLES).residual, measure(example_deliveries(), TABLES).residual

    assert Cause.DATA_QUALITY not in found.by_cause
    assert found.minutes == before.minutes


def test_an_upload_that_was_replaced_costs_an_upload_and_its_correction():
    again = exceptions_over([KnownWork(period=FIRST, cause=Cause.DATA_QUALITY, times=1, uploads=1)], FIRST)
    before, after = (
        measure(example_deliveries(), TABLES, exceptions=each) for each in (Exceptions({}), again)
    )

    upload = 5 + 10 + 2 + 10 + 10
    assert (
        after.residual.by_cause[Cause.DATA_QUALITY] == before.residual.by_cause[Cause.DATA_QUALITY] + upload
    )
    assert after.residual.minutes == before.residual.minutes + upload
    assert after.residual.service_minutes == before.residual.service_minutes
