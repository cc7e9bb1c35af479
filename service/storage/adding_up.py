"""How the submissions of one provider add up."""

from sqlalchemy import Connection, select, update

from service.domain.access import OrganisationId
from service.domain.submissions.adding_up import AddingUp
from service.domain.submissions.submission import Submission, SubmissionId
from service.storage.submissions import Submissions
from service.storage.tables import SubmissionContentRow


class Additions:
    """What one organisation may see of it; only a provider changes its own."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._submissions = Submissions(connection, organisation)

    def of(self, submission: SubmissionId) -> AddingUp:
        """Of one own submission."""
        content = SubmissionContentRow
        wanted = select(content.adding_up).where(content.submission_id == submission)
        return AddingUp.from_json(self._connection.execute(wanted).scalar_one_or_none() or {})

    def every(self) -> tuple[tuple[Submission, AddingUp], ...]:
        """Every own submission, with how it adds up."""
        content = SubmissionContentRow
        found = self._connection.execute(select(content.submission_id, content.adding_up))
        kept = {row.submission_id: AddingUp.from_json(row.adding_up) for row in found}
        return tuple((each, kept[each.id]) for each in self._submissions.newest_first())

    def keep(self, submission: SubmissionId, adding_up: AddingUp) -> None:
        """Of one own submission, from now on."""
        content = SubmissionContentRow
        changed = update(content).where(content.submission_id == submission)
        self._connection.execute(changed.values(adding_up=adding_up.as_json()))
