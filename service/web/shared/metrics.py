"""Figures for who watches the service, in the form that Prometheus reads; only for who has the token."""

import hmac
from collections.abc import Iterable, Sequence

from flask import Blueprint, Response, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from service.domain.access import NotFoundError
from service.domain.failures import TransientError
from service.domain.readiness import Readiness
from service.domain.replays import ReplayOutcome, ReplaySample
from service.domain.submissions.jobs import WorkMeasured
from service.web.shared.current import current_wiring

blueprint = Blueprint("metrics", __name__)


@blueprint.get("/metrics")
def show() -> Response:
    """Like a page that does not exist for whoever has no token, and for everybody when there is none."""
    _require_token()
    jobs = current_wiring().jobs
    try:
        work, sample = jobs.measure(), jobs.measure_replays()
    except TransientError:
        work, sample = (), None  # that the database is away is one of the figures
    registry = CollectorRegistry()
    registry.register(Figures(jobs.tell_readiness(), work, sample))
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def _require_token() -> None:
    token = current_wiring().settings.metrics_token
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not token or not hmac.compare_digest(sent.encode(), token.encode()):
        raise NotFoundError("metrics")


class Figures(Collector):
    """What was seen, once."""

    def __init__(
        self, readiness: Readiness, work: Sequence[WorkMeasured], sample: ReplaySample | None = None
    ) -> None:
        self._readiness = readiness
        self._work = work
        self._sample = sample

    def collect(self) -> Iterable[GaugeMetricFamily]:
        """See prometheus_client."""
        parts = GaugeMetricFamily("eenmaal_part_up", "Whether a part answers.", labels=["part"])
        for name in ("database", "files", "broker"):
            parts.add_metric([name], float(getattr(self._readiness, name)))
        labels = ["kind", "state", "waits_for_a_part"]
        jobs = GaugeMetricFamily("eenmaal_jobs", "Jobs that are not done.", labels=labels)
        ages = GaugeMetricFamily(
            "eenmaal_oldest_job_seconds", "Since the oldest of them was asked.", labels=labels
        )
        for each in self._work:
            values = [each.kind.value, each.state.value, "yes" if each.is_away else "no"]
            jobs.add_metric(values, each.jobs)
            ages.add_metric(values, each.oldest_seconds)
        replayed = GaugeMetricFamily(
            "eenmaal_replayed_reports", "Reports made again in the last sample.", labels=["outcome"]
        )
        if self._sample is not None:
            for outcome in ReplayOutcome:
                replayed.add_metric([outcome.value], float(self._sample.counts.get(outcome, 0)))
        return (parts, jobs, ages, replayed)
