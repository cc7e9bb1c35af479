"""Traces: what a W3C traceparent says, and what is no such header."""

from uuid import UUID

import pytest

from service.domain.traces import asked_trace, trace_of

TRACE, PARENT = "4bf92f3577b34da6a3ce929d0e0e4736", "00f067aa0ba902b7"


def test_the_trace_id_of_a_traceparent_is_taken():
    assert asked_trace(f"00-{TRACE}-{PARENT}-01") == TRACE


@pytest.mark.parametrize(
    "header",
    [
        "",
        TRACE,
        f"ff-{TRACE}-{PARENT}-01",
        f"00-{'0' * 32}-{PARENT}-01",
        f"00-{TRACE}-{'0' * 16}-01",
        f"00-{TRACE.upper()}-{PARENT}-01",
        f'00-{TRACE}-{PARENT}-01", "event": "forged',
        f"00-{TRACE}-{PARENT}-01\n",
    ],
)
def test_what_is_no_traceparent_is_not_taken(header):
    assert asked_trace(header) == ""


def test_a_submission_has_one_trace_id_for_good():
    assert trace_of(UUID(TRACE)) == TRACE
