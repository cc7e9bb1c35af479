"""Take in what lies in the SFTP folder of a provider."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from service.couriers import Folder, FolderAwayError
from service.domain.access import Actor, NotFoundError, Viewer
from service.domain.channels.channel import Channel, OpenChannel
from service.domain.channels.outcomes import Outcome
from service.domain.notices.kinds import FOLDER_STOPPED, Notice
from service.domain.submissions.jobs import Job
from service.domain.webhooks import pause_after_failures
from service.storage.channels import SealedChannel
from service.storage.stores import Stores
from service.use_cases.channels.open import OpenSealed
from service.use_cases.people.find_viewer import FindViewer
from service.use_cases.submissions.take_from_folder import TakeFromFolder

FOLDER = "folder"
"""Where what came from a folder comes from, in the record of acts."""
_BETWEEN_LOOKS = 5.0
"""Seconds in which a file that is being written grows."""
_AGAIN = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchFiles:
    """In the name of who made the channel: who has no account any more hands nothing in."""

    stores: Stores
    folder_of: Callable[[OpenChannel], Folder]
    open: OpenSealed
    take_from_folder: TakeFromFolder
    find_viewer: FindViewer
    actor: Actor
    pause: Callable[[float], None] = field(default=time.sleep)
    luck: Callable[[], float] = field(default=random.random)

    def __call__(self, job: Job) -> None:
        """Do the job of one folder. Raises as TakeFromFolder, and KeyServiceAwayError and LostLeaseError."""
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            sealed = work.channels.of_job(job.id)
        outcome = None if sealed is None else self._fetch(sealed, job)
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            work.jobs.finish(job)
            if sealed is None or outcome is None:
                return
            if work.channels.record(sealed.channel, outcome, self._pause(sealed.channel, outcome)):
                work.acts.record("channel_stopped", str(sealed.channel.id), "failed", outcome=outcome.value)
                work.notices.tell(Notice(FOLDER_STOPPED))

    def _fetch(self, sealed: SealedChannel, job: Job) -> Outcome:
        viewer = self._viewer(sealed.channel, job)
        if viewer is None:
            return Outcome.NOT_PERMITTED
        try:
            with self.folder_of(self.open(sealed)) as folder:
                first = self.take_from_folder(viewer, folder, frozenset())
                if first.seen:
                    self.pause(_BETWEEN_LOOKS)
                    self.take_from_folder(viewer, folder, first.seen)
        except FolderAwayError as error:
            return error.outcome
        return Outcome.TAKEN

    def _viewer(self, channel: Channel, job: Job) -> Viewer | None:
        try:
            found = self.find_viewer(channel.made_by, FOLDER)
        except NotFoundError:
            return None
        return found if found.organisation.id == job.organisation else None

    def _pause(self, channel: Channel, outcome: Outcome) -> timedelta | None:
        if outcome.is_taken:
            return _AGAIN
        return None if outcome.is_final else pause_after_failures(channel.failures + 1, self.luck())
