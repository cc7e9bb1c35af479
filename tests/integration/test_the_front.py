"""The front of the web: idle, half-sent and slow connections hold up nobody, and take no thread."""

import http.client
import resource
import select
import socket
import threading
import time
from contextlib import contextmanager

import pytest

from service.web.front import Front, Patience
from tests.tools.patience import AS_LONG_AS_IT_TAKES

HALF_SENT = {
    "idle": b"",
    "header": b"GET / HTTP/1.1\r\nHost: here\r\nX-Slow: ",
    "body": b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 500\r\n\r\nbestand=",
}
LIMIT = 1000
MUCH_PATIENCE = Patience(header=AS_LONG_AS_IT_TAKES, body=AS_LONG_AS_IT_TAKES, idle=600, between_looks=1)


def application(environ, start_response):
    """Answers how much it was sent."""
    size = int(environ.get("CONTENT_LENGTH") or 0)
    if size > LIMIT:
        start_response("413 Content Too Large", [("Content-Length", "9")])
        return [b"te groot\n"]
    content = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/plain"), ("X-Threads", str(threading.active_count()))])
    return [str(len(content)).encode()]


@contextmanager
def running_front(most, patience):
    """A front that serves until the end, with so many places and so much patience."""
    made = Front(application, ("127.0.0.1", 0), most=most, body_limit=LIMIT, patience=patience)
    running = threading.Thread(target=made.run)
    running.start()
    try:
        yield made
    finally:
        made.stop()
        running.join(10)
        made.task_dispatcher.shutdown()


@pytest.fixture
def front():
    with running_front(1200, Patience(header=1.0, body=2.0, idle=3, between_looks=1)) as made:
        yield made


def connect(front, kind, count):
    connections = []
    for _ in range(count):
        connections.append(socket.create_connection(("127.0.0.1", int(front.effective_port)), 5))
        connections[-1].sendall(HALF_SENT[kind])
    return connections


def answer(front, method="GET", body=None, headers=None):
    browser = http.client.HTTPConnection("127.0.0.1", int(front.effective_port), timeout=AS_LONG_AS_IT_TAKES)
    browser.request(method, "/", body, headers or {})
    answered = browser.getresponse()
    said = answered.status, answered.read()
    browser.close()
    return said


def wait_until_closed(connection):
    """Raises TimeoutError when the front never closes it."""
    connection.settimeout(AS_LONG_AS_IT_TAKES)
    try:
        while connection.recv(4096):
            pass
    except ConnectionResetError:
        pass
    connection.close()


def are_all_open(connections):
    """Whether the front has closed none of them."""
    closed, _, _ = select.select(connections, [], [], 0)
    return not closed


@pytest.mark.parametrize("kind", HALF_SENT)
def test_hundreds_that_send_nothing_more_hold_up_nobody(kind):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
    with running_front(1200, MUCH_PATIENCE) as front:
        waiting = connect(front, kind, 400)

        assert [answer(front)[0] for _ in range(20)] == [200] * 20
        assert are_all_open(waiting)

        for each in waiting:
            each.close()
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.mark.parametrize("kind", HALF_SENT)
def test_who_takes_too_long_is_closed(front, kind):
    (slow,) = connect(front, kind, 1)

    wait_until_closed(slow)


def test_who_sends_a_little_now_and_then_is_closed_all_the_same(front):
    (slow,) = connect(front, "header", 1)
    stop = threading.Event()

    def drip():
        while not stop.wait(0.2):
            try:
                slow.sendall(b"a")
            except OSError:
                return

    dripping = threading.Thread(target=drip)
    dripping.start()
    try:
        wait_until_closed(slow)
    finally:
        stop.set()
        dripping.join()


def test_an_upload_comes_in_whole_and_costs_no_thread_while_it_does(front):
    assert answer(front, "POST", b"x" * 900) == (200, b"900")


@pytest.mark.parametrize("expectation", [{}, {"Expect": "100-continue"}])
def test_who_announces_too_much_is_told_by_the_page_and_sends_none_of_it(front, expectation):
    with socket.create_connection(("127.0.0.1", int(front.effective_port)), 5) as browser:
        extra = "".join(f"{name}: {value}\r\n" for name, value in expectation.items())
        browser.sendall(f"POST / HTTP/1.1\r\nHost: here\r\n{extra}Content-Length: 50000\r\n\r\n".encode())
        said = browser.makefile("rb").read()

    assert said.startswith(b"HTTP/1.1 413 ")
    assert said.endswith(b"te groot\n")


def test_a_chunked_upload_without_end_is_refused(front):
    with socket.create_connection(("127.0.0.1", int(front.effective_port)), 5) as browser:
        browser.sendall(b"POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n")
        browser.sendall(b"7d0\r\n" + b"x" * 2000 + b"\r\n")
        said = browser.makefile("rb").read()

    assert said.startswith(b"HTTP/1.1 413 ")


@pytest.fixture
def crowded():
    """A front with forty places and much patience, of which all are asked for."""
    with running_front(40, MUCH_PATIENCE) as made:
        waiting = connect(made, "header", 60)
        yield made
        for each in waiting:
            each.close()


def test_newcomers_find_a_place_when_nearly_all_are_taken(crowded):
    time.sleep(2.5)
    begun = time.monotonic()

    assert answer(crowded)[0] == 200
    assert time.monotonic() - begun < MUCH_PATIENCE.header / 2  # long before anybody's patience is over


def test_who_stops_it_has_pulled_before_another_pull_lets_it_close():
    with running_front(10, MUCH_PATIENCE) as front:
        pull = front.trigger._physical_pull  # noqa: SLF001 - the moment between two of its steps

        def once_by_another_first():
            pull()
            time.sleep(0.3)
            pull()

        front.trigger._physical_pull = once_by_another_first  # noqa: SLF001 - the same
