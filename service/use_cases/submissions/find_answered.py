"""Find the warnings about rows of a submission that its provider answered."""

from service.domain.findings import Severity
from service.domain.submissions.submission import SubmissionId
from service.domain.translation.answers_told import AnsweredWarning
from service.storage.stores import TenantWork


class FindAnswered:
    """As they are at this moment: an answer can be given, changed and taken back."""

    def __call__(self, work: TenantWork, submission: SubmissionId) -> tuple[AnsweredWarning, ...]:
        """Each with its answer, in the order of the findings."""
        answers = work.answers.every()
        if not answers:
            return ()
        warnings = (
            each
            for each in work.submissions.all_findings(submission)
            if each["severity"] == Severity.WARNS and each.get("identity")
        )
        return tuple(
            AnsweredWarning(
                code=str(each["code"]),
                table=str(each["table"]),
                field=str(each["field"]),
                identity=str(each["identity"]),
                text=said,
            )
            for each in warnings
            if (said := answers.get((str(each["code"]), str(each["identity"]))))
        )
