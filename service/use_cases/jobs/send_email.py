"""Send one email, and write down that it is sent in the transaction that finishes its job."""

from dataclasses import dataclass

from service.domain.access import Actor
from service.domain.notices.email import Email, EmailId, write
from service.domain.notices.mail import MailAwayError, MailRefusedError
from service.domain.submissions.jobs import PAUSE_FOR_MAIL, Job
from service.mail_server import Postman
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class SendEmail:
    """Once; a crash after the server took it, before we know, sends it again with the same Message-ID."""

    stores: Stores
    postman: Postman
    public_url: str
    actor: Actor

    def __call__(self, job: Job) -> None:
        """Do the job of an email. Raises MailAwayError, MailPutOffError, MailRefusedError, LostLeaseError.

        Who wants no emails any more gets none, also when it was written already; nor who is gone, nor whose
        address refused too often.
        """
        email_id = EmailId(job.id)
        with self.stores.as_post_room() as room:
            email = room.email(email_id)
        if email is not None:
            self._send(email, job)
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            work.jobs.finish(job)
            if email is not None:
                work.notices.mark_sent(email_id)
                work.acts.record("email_sent", str(email_id), notices=len(email.notices))

    def _send(self, email: Email, job: Job) -> None:
        try:
            self.postman.take(write(email, self.public_url))
        except MailAwayError:
            with self.stores.as_post_room() as room:
                room.put_off_all(PAUSE_FOR_MAIL.total_seconds())
            raise
        except MailRefusedError:
            with self.stores.as_organisation(job.organisation, self.actor) as work:
                work.notices.mark_refused(email.id, email.to)
            raise
