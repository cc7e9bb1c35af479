"""Write the emails that are due: one per person, with the job that sends it."""

from dataclasses import dataclass

from service.storage.stores import Stores
from service.use_cases.jobs.relay_outbox import RelayOutbox


@dataclass(frozen=True, slots=True)
class WriteEmails:
    """Where no mail server is given, nothing is written: what was told less than a week ago waits for one."""

    stores: Stores
    relay_outbox: RelayOutbox
    has_mail_server: bool

    def __call__(self) -> int:
        """How many emails were written. One process at a time does this; another finds nothing to do."""
        if not self.has_mail_server:
            return 0
        with self.stores.as_post_room() as room:
            if not room.is_ours():
                return 0
            room.hand_out()
            written = room.write_emails()
        if written:
            self.relay_outbox()
        return written
