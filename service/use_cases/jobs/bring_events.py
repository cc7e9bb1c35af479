"""Bring a webhook what happened since the last time, in the order in which it did."""

import json
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from standardwebhooks.webhooks import Webhook as Signer

from service.domain.access import Actor
from service.domain.notices.kinds import Notice, webhook_stopped
from service.domain.proof.checkpoint import Checkpoint
from service.domain.proof.entries import LogEntry
from service.domain.proof.events import event_of
from service.domain.submissions.jobs import Job
from service.domain.webhooks import Reached, Webhook, about_secret, pause_after_failures
from service.event_door import EventDoor, signed_headers
from service.storage.keys.wrapping import KeyWrapper
from service.storage.stores import Stores
from service.storage.webhooks import Addressed

_MOST, _SECONDS = 100, 30.0
"""Of one job; what is left is for the next."""


@dataclass(frozen=True, slots=True)
class _Brought:
    position: int
    last: Reached | None
    """None when there was nothing for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BringEvents:
    """At least once, with the same id; one that was not taken stops those after it until it is."""

    stores: Stores
    door: EventDoor
    wrapper: KeyWrapper
    site: str
    actor: Actor
    luck: Callable[[], float] = field(default=random.random)

    def __call__(self, job: Job) -> None:
        """Do the job of a webhook. Raises KeyServiceAwayError and LostLeaseError."""
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            found = work.webhooks.of_job(job.id)
            note = work.log_reading.checkpoint()  # before the entries: what comes in between is theirs
            entries = () if found is None else work.entries.oldest_first(_MOST, found.webhook.position)
        end = Checkpoint.parse(note.text).size - 1 if note else -1
        brought = None if found is None else self._bring(found, entries, end)
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            work.jobs.finish(job)
            if found is None or brought is None:
                return
            failures, pause = self._what_next(found.webhook, brought)
            outcome = brought.last.outcome if brought.last else ""
            work.webhooks.record(found.webhook, brought.position, outcome, failures, pause)
            if pause is None:
                organisation = work.organisations.get(job.organisation)
                work.acts.record("webhook_stopped", str(found.webhook.id), "failed", outcome=outcome)
                if organisation is not None:
                    work.notices.tell(Notice(webhook_stopped(organisation.kind)))

    def _bring(self, found: Addressed, entries: tuple[LogEntry, ...], end: int) -> _Brought:
        """`end`: the last place of the log; what is not its business up to there is passed over."""
        signer = Signer(self.wrapper.unwrap(found.secret, about_secret(found.webhook.id)))
        until, position, last = time.monotonic() + _SECONDS, found.webhook.position, None
        for entry in entries:
            if found.webhook.wants(entry.kind):
                if time.monotonic() > until:
                    return _Brought(position, last)
                last = self._bring_one(found.webhook, entry, signer)
                if not last.is_taken:
                    return _Brought(position, last)
            position = entry.index
        return _Brought(position if len(entries) == _MOST else max(position, end), last)

    def _bring_one(self, webhook: Webhook, entry: LogEntry, signer: Signer) -> Reached:
        body = json.dumps(event_of(entry, self.site), ensure_ascii=False)
        return self.door.bring(webhook.url, signed_headers(str(entry.index), body, signer), body.encode())

    def _what_next(self, webhook: Webhook, brought: _Brought) -> tuple[int, timedelta | None]:
        """How many failures in a row there are now, and how long to wait; None to stop."""
        if brought.last is None or brought.last.is_taken:
            return 0, timedelta()
        failures = webhook.failures + 1
        if brought.last.is_gone:
            return failures, None
        return failures, pause_after_failures(failures, self.luck())
