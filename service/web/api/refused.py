"""Why a program is refused, where more can be said than its status does."""

from flask import Response
from werkzeug.exceptions import RequestEntityTooLarge

from service.domain.access import NotAllowedError, Role, Viewer
from service.domain.access_tokens import Scope
from service.domain.idempotency import KeyOfAnotherRequestError
from service.domain.wording import OR, Wording, joined, same
from service.use_cases.submissions.receive import UploadTooLargeError
from service.web.access_rule import AccessRule
from service.web.api.answers import KEY_HEADER
from service.web.api.problems import problem, wrong_parameter
from service.web.shared.current import current_wiring

_FORBIDDEN, _TOO_LARGE = 403, 413
_KINDS = {
    "provider": Wording("aanbieders", "providers"),
    "municipality": Wording("gemeenten", "municipalities"),
    "bureau": Wording("bureaus", "bureaus"),
}
_NOT_YOURS = Wording("Dit is alleen voor {kinds}.", "This is for {kinds} only.")
_NO_SCOPE = Wording(
    "Hiervoor heeft een token {needed}; dit token heeft {known}. Maak er op Mijn account een die het heeft.",
    "A token needs {needed} for this; this token has {known}. Make one that has it on the page My account.",
)
_NO_ADMINISTRATOR = Wording(
    "Dit mag alleen een token van een beheerder van uw organisatie.",
    "Only a token of an administrator of your organisation may do this.",
)
_OTHER_REQUEST = Wording(
    "is eerder met een ander verzoek gestuurd; kies voor elk verzoek een eigen kenmerk",
    "was sent with another request before; choose another one for each request",
)
_MOST = Wording(
    "Samen mogen de bestanden {megabytes} MB zijn. Er is niets van bewaard.",
    "The files may be {megabytes} MB together. Nothing of it was kept.",
)
_MEGABYTE = 1024 * 1024


class ProgramRefusedError(NotAllowedError):
    """A program may not do this; `words` say what it lacks."""

    def __init__(self, endpoint: str, words: Wording) -> None:
        super().__init__(endpoint)
        self.words = words


def what_lacks(rule: AccessRule, viewer: Viewer, scopes: frozenset[Scope]) -> Wording:
    """Why a rule is not met by a program: the first of what lacks; nothing when that is something else."""
    if viewer.organisation.kind not in rule.kinds:
        return _NOT_YOURS.fill(kinds=joined(OR, [_KINDS[each] for each in sorted(rule.kinds)]))
    if rule.scope is not None and rule.scope not in scopes:
        known = ", ".join(sorted(scopes))
        return _NO_SCOPE.fill(needed=same(rule.scope), known=same(known))
    is_short = rule.is_of_administrators and viewer.role is not Role.ADMINISTRATOR
    return _NO_ADMINISTRATOR if is_short else Wording("", "")


def refusal(error: Exception) -> Response | None:
    """What a program hears of a failure; None when its status says it all."""
    match error:
        case ProgramRefusedError() if error.words:
            return problem(_FORBIDDEN, detail=error.words)
        case KeyOfAnotherRequestError():
            return wrong_parameter(KEY_HEADER, _OTHER_REQUEST)
        case UploadTooLargeError():
            return problem(_TOO_LARGE, detail=_most(error.limit))
        case RequestEntityTooLarge():
            return problem(_TOO_LARGE, detail=_most(current_wiring().settings.upload_limit))
    return None


def _most(limit: int) -> Wording:
    return _MOST.fill(megabytes=f"{limit / _MEGABYTE:.3g}")
