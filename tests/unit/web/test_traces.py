"""Each request has a trace id of its own in every line of the log: that of who asked, or one that is made."""

import pytest
from structlog.contextvars import get_contextvars

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"


def test_a_request_has_the_trace_of_who_asked(anonymous):
    anonymous.get("/healthz", headers={"traceparent": f"00-{TRACE}-00f067aa0ba902b7-01"})

    assert get_contextvars() == {"request_trace_id": TRACE}


@pytest.mark.parametrize("header", [{}, {"traceparent": "999900006"}])
def test_without_one_it_gets_another_each_time(anonymous, header):
    made = set()
    for _ in range(2):
        anonymous.get("/healthz", headers=header)
        made.add(get_contextvars()["request_trace_id"])

    assert sorted(map(len, made)) == [32, 32]
