"""Fifty people at work, and milliseconds to the first byte: `python -m tests.benchmarks.fifty_users`.

A service that is up, with the deliveries of `burden_pages`. Everybody signs in, and then opens one of the
pages of the bar, at random and with a fixed seed, every five to fifteen seconds; a third are of a provider, a
third of a municipality and a third of a bureau. `--seconds` says how long.
"""

import argparse
import os
import random
import re
import statistics
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor

import httpx

from service.command_line.http_door import sign_in
from tests.benchmarks.burden_pages import PASSWORD, a_region, up_with

USERS = 50
THINKING = (5.0, 15.0)
_BAR = re.compile(r'<nav class="places".*?</nav>', re.DOTALL)
_LINK = re.compile(r'href="(/[^"#]*)"')

Took = tuple[str, float]
"""A page, and the milliseconds to its first byte."""


def work(browser: httpx.Client, until: float, seed: int) -> list[Took]:
    """What one person waited for, until that moment of time.monotonic()."""
    chance, took = random.Random(seed), []
    bar = _BAR.search(browser.get("/").text)
    assert bar is not None
    places = _LINK.findall(bar[0])
    time.sleep(chance.uniform(0, THINKING[1]))
    while time.monotonic() < until:
        page = chance.choice(places)
        begun = time.perf_counter()
        with browser.stream("GET", page) as answer:
            took.append((page, (time.perf_counter() - begun) * 1000))
            assert answer.status_code < httpx.codes.BAD_REQUEST, (page, answer.status_code)
            answer.read()
        time.sleep(chance.uniform(*THINKING))
    return took


def main() -> None:
    """All pages together, and the slowest ones."""
    wanted = argparse.ArgumentParser()
    wanted.add_argument("--seconds", type=float, default=90)
    seconds = wanted.parse_args().seconds
    with a_region() as (wiring, people), up_with(wiring.settings) as service:
        logins = list(people.values())
        browsers = [
            sign_in(service.address, logins[number % len(logins)], PASSWORD).browser
            for number in range(USERS)
        ]
        until = time.monotonic() + seconds
        with ThreadPoolExecutor(USERS) as pool:
            works = [pool.submit(work, browser, until, seed) for seed, browser in enumerate(browsers)]
            took = [each for one in works for each in one.result()]
    tell("people", USERS, took, seconds)


def tell(who: str, count: int, took: list[Took], seconds: float) -> None:
    """The middle and the twentieth that waits longest, of all and of the slowest five pages."""
    by_page: dict[str, list[float]] = defaultdict(list)
    for page, each in took:
        by_page[page].append(each)
    every, load = _words([each for _, each in took]), os.getloadavg()[0]
    print(f"{count} {who}, {len(took)} answers in {seconds:.0f} s, load {load:.1f}: {every}")
    slowest = sorted(by_page, key=lambda page: -statistics.median(by_page[page]))
    for page in slowest[:5]:
        print(f"  {page:24} {len(by_page[page]):4} times  {_words(by_page[page])}")


def _words(took: list[float]) -> str:
    worst = sorted(took)[round(0.95 * (len(took) - 1))]
    return f"p50 {statistics.median(took):.0f} ms, p95 {worst:.0f} ms"


if __name__ == "__main__":
    main()
