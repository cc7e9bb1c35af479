"""Webhooks: which addresses there can be, which are never reached, and how long one is tried."""

import ipaddress
import socket
from threading import Event, Semaphore

import pytest

from service.domain.reachable import may_be_reached, networks_of
from service.domain.webhooks import NoSuchEventError, NotAWebhookError, fit_webhook, pause_after_failures
from service.event_door import HttpDoor
from service.outside import is_shut

PRIVATE = (
    *("127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.254"),  # noqa: S104 - never listened on
    *("192.168.1.1", "169.254.169.254", "169.254.0.1", "100.64.0.1", "192.0.0.8", "192.0.2.1"),
    *("198.18.0.1", "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1"),
    *("255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "2001:db8::1"),
    *(
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
    ),
    *("2002:7f00:1::", "2002:c0a8:101::1", "100::1", "2001:0::1"),
)
WAYS = (
    *("http://localhost/", "http://127.1/", "http://2130706433/", "http://0x7f000001/", "http://[::1]/"),
    *("http://127.0.0.1:8000/", "https://localhost.:443/", "http://017700000001/"),
)


def test_there_are_at_least_forty_ways_to_try():
    assert len(PRIVATE) + len(WAYS) >= 40


@pytest.mark.parametrize("address", PRIVATE)
def test_what_is_not_the_public_internet_is_never_reached(address):
    assert not may_be_reached(ipaddress.ip_address(address), ())


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_the_public_internet_is_reached(address):
    assert may_be_reached(ipaddress.ip_address(address), ())


def test_what_the_operator_allows_is_reached_and_nothing_beside_it():
    allowed = networks_of("10.1.0.0/16, ::1")

    assert may_be_reached(ipaddress.ip_address("10.1.2.3"), allowed)
    assert may_be_reached(ipaddress.ip_address("::1"), allowed)
    assert not may_be_reached(ipaddress.ip_address("10.2.0.1"), allowed)


@pytest.mark.parametrize("url", WAYS)
def test_no_way_of_writing_leads_to_this_machine(url):
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.05)
        outcome = HttpDoor(()).bring(url, {}, b"{}")
        assert not outcome.is_taken
        with pytest.raises(TimeoutError):
            listening.accept()


@pytest.mark.parametrize(
    "url",
    [
        *("", "zorg.example", "ftp://zorg.example/", "file:///etc/passwd", "https://", "https:///x"),
        *("https://anna:geheim@zorg.example/", "https://zorg.example/#x", "https://zorg.example:99999/"),
        *(
            "https://zorg.example/\r\nHost: x",
            "https://[::1",
            "javascript:alert(1)",
            f"https://a.nl/{'x' * 500}",
        ),
    ],
)
def test_what_is_no_address_is_refused(url):
    with pytest.raises(NotAWebhookError):
        fit_webhook(url, ())


NAMED = [each for each in WAYS if "localhost." not in each]
"""Whether `localhost.` leads anywhere depends on who is asked."""


@pytest.mark.parametrize(
    "url", [*NAMED, "https://127.0.0.1/", "https://[::ffff:10.0.0.1]/", "http://1.1.1.1/"]
)
def test_what_surely_cannot_be_reached_is_known_at_once(url):
    assert is_shut(url, ())


def test_what_may_be_reached_or_leads_nowhere_yet_is_not_shut():
    own = networks_of("127.0.0.1, ::1")

    assert not is_shut("https://1.1.1.1/", ())
    assert not is_shut("https://niet-te-vinden.invalid/", ())
    assert not is_shut("http://127.0.0.1:8000/", own)
    assert is_shut("http://1.1.1.1/", own)
    assert is_shut("https://10.0.0.1/", own)


def test_names_that_never_answer_hold_up_nobody():
    asked, answers = Semaphore(0), Event()

    def never(_host, _port):
        asked.release()
        answers.wait()
        raise OSError("no answer")

    try:
        assert not any(is_shut(f"https://traag{each}.example/", (), never) for each in range(5))
        assert asked.acquire(blocking=False)
        assert asked.acquire(blocking=False)
        assert not asked.acquire(blocking=False), "no more than two look-ups go on at once"
        assert not answers.is_set(), "nobody waited for an answer"
    finally:
        answers.set()
    assert is_shut("https://10.0.0.1/", ())


def test_an_event_that_is_none_is_refused():
    with pytest.raises(NoSuchEventError):
        fit_webhook("https://zorg.example/", ["nl.eenmaal.onzin"])
    wanted = ["nl.eenmaal.rapportage.verstuurd"]
    assert fit_webhook(" https://zorg.example/x ", wanted) == ("https://zorg.example/x", frozenset(wanted))


def test_pauses_grow_to_days_and_then_it_is_stopped():
    pauses = [pause_after_failures(failures, 0.5) for failures in range(1, 11)]

    assert pauses[-1] is None
    hours = [pause.total_seconds() / 3600 for pause in pauses[:-1]]
    assert hours == sorted(hours)
    assert 72 < sum(hours) < 80
    assert pause_after_failures(2, 0.0) < pause_after_failures(2, 1.0)
