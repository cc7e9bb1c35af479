"""What goes wrong, as problem+json (RFC 9457), in the language that the program asks for."""

import re
from collections.abc import Iterable, Mapping
from http import HTTPStatus

from flask import Response, json, request
from pydantic import BaseModel, ValidationError

from service.domain.wording import LANGUAGES, Language, Wording
from service.web.api.shapes import Shape
from service.web.shared.languages import known_language

PROBLEM = "application/problem+json"


class OngeldigeParameter(Shape):
    """Eén ding in het verzoek dat niet kan."""

    name: str
    reason: str


class Probleem(Shape):
    """Waarom het niet ging; `invalidParams` is er bij een verzoek dat niet klopt."""

    status: int
    title: str
    detail: str
    invalid_params: list[OngeldigeParameter] | None = None
    referentie: str | None = None


_TITLES: Mapping[int, Wording] = {
    400: Wording("Het verzoek klopt niet", "The request is wrong"),
    401: Wording("Geen geldig token", "No valid token"),
    403: Wording("Dat mag niet met dit token", "This token may not do that"),
    404: Wording("Dat is er niet", "There is no such thing"),
    405: Wording("Dat kan hier niet", "That cannot be done here"),
    406: Wording("In die vorm is het er niet", "It is not there in that form"),
    409: Wording("Het is intussen anders", "It is otherwise by now"),
    410: Wording("Vernietigd volgens de bewaartermijn", "Destroyed as its time of keeping ended"),
    413: Wording("Het bestand is te groot", "The file is too large"),
    415: Wording("Stuur het in een andere vorm", "Send it in another form"),
    429: Wording("Te veel in korte tijd", "Too much in a short time"),
    500: Wording("Er ging bij ons iets mis", "Something went wrong at our side"),
    503: Wording("De dienst is even niet bereikbaar", "The service is away for a moment"),
}
_DETAILS: Mapping[int, Wording] = {
    400: Wording(
        "Zie de beschrijving op /api/v1/openapi.json.", "See the description at /api/v1/openapi.json."
    ),
    401: Wording(
        "Stuur in de kop Authorization een token mee: Bearer eenmaal_… U maakt het op Mijn account.",
        "Send a token in the header Authorization: Bearer eenmaal_… You make a token on the page My account.",
    ),
    403: Wording(
        "Het token is hier niet voor gemaakt, of dit is niet voor uw soort organisatie.",
        "The token was not made for this, or this is not for your kind of organisation.",
    ),
    404: Wording(
        "Er is niets op dit adres, of het is niet van uw organisatie.",
        "There is nothing at this address, or it is not your organisation's.",
    ),
    405: Wording("Kies een methode uit de kop Allow.", "Choose a method of the header Allow."),
    406: Wording(
        "Vraag om application/json of om de soort van het bestand zelf.",
        "Ask for application/json or for the kind of the file itself.",
    ),
    409: Wording("Vraag eerst op hoe het nu staat.", "Ask first how it stands now."),
    410: Wording(
        "Niemand kan het nog lezen. Aantallen en vingerafdrukken blijven staan.",
        "Nobody can read it any more. Counts and fingerprints stay.",
    ),
    413: Wording("Er is niets van bewaard.", "Nothing of it was kept."),
    415: Wording(
        "Een aanlevering is multipart/form-data met delen bestand; al het andere application/json.",
        "A submission is multipart/form-data with one or more parts bestand; all else is application/json.",
    ),
    429: Wording(
        "Wacht zo lang als in de kop Retry-After staat.", "Wait as long as the header Retry-After says."
    ),
    500: Wording(
        "Dit ligt niet aan uw verzoek. Noem de referentie als het blijft misgaan.",
        "This is not because of your request. Tell the reference when it goes on.",
    ),
    503: Wording(
        "Wat al ontvangen is, blijft bewaard. Stuur het verzoek opnieuw, met dezelfde Idempotency-Key.",
        "What was received is kept. Send the request again, with the same Idempotency-Key.",
    ),
}
_NO_OBJECT = Wording(
    "is geen JSON-object: stuur er een mee, ten minste {{}}, met Content-Type: application/json",
    "is no JSON object: send one along, at least {{}}, with Content-Type: application/json",
)
_REASONS: Mapping[str, Wording] = {
    "missing": Wording("ontbreekt", "is missing"),
    "extra_forbidden": Wording("bestaat niet", "does not exist"),
    "uuid_parsing": Wording("is geen uuid", "is no uuid"),
    "int_parsing": Wording("is geen geheel getal", "is no whole number"),
    "bool_parsing": Wording("is niet waar of onwaar", "is neither true nor false"),
    "string_type": Wording("is geen tekst", "is no text"),
    "list_type": Wording("is geen lijst", "is no list"),
    "model_type": _NO_OBJECT,
    "model_attributes_type": _NO_OBJECT,
    "literal_error": Wording("is een van: {words}", "is one of: {words}"),
    "string_pattern_mismatch": Wording("heeft niet de vorm {pattern}", "is not of the form {pattern}"),
    "string_too_short": Wording(
        "heeft ten minste {min_length} tekens", "has {min_length} characters or more"
    ),
    "string_too_long": Wording(
        "heeft ten hoogste {max_length} tekens", "has {max_length} characters at most"
    ),
    "greater_than_equal": Wording("is minstens {ge}", "is {ge} or more"),
    "less_than_equal": Wording("is hoogstens {le}", "is {le} at most"),
}
_QUOTED = re.compile("'([^']*)'")
"""A word in a list of pydantic's."""
_OTHERWISE = Wording("kan dit niet zijn", "cannot be this")


def language_of_request() -> Language:
    """What the header Accept-Language prefers; Dutch when it says nothing of either."""
    return known_language(request.accept_languages.best_match(LANGUAGES)) or "nl"


def problem(
    status: int,
    *,
    detail: Wording | None = None,
    invalid: Iterable[OngeldigeParameter] = (),
    reference: str = "",
) -> Response:
    """One answer; `detail` says it better than the status does."""
    known = status if status in _TITLES else 500 if status >= HTTPStatus.INTERNAL_SERVER_ERROR else 400
    language = language_of_request()
    params = list(invalid)
    told = Probleem(
        status=status,
        title=_TITLES[known].to(language),
        detail=(detail or _DETAILS[known]).to(language),
        invalid_params=params or None,
        referentie=reference or None,
    )
    return _answer(told, status)


def wrong_request(error: ValidationError) -> Response:
    """Everything in a request that cannot be, at once."""
    language = language_of_request()
    found = [
        OngeldigeParameter(
            name=".".join(map(str, each["loc"])) or "body",
            reason=_reason(each["type"], each.get("ctx", {})).to(language),
        )
        for each in error.errors(include_url=False, include_input=False)
    ]
    return problem(HTTPStatus.BAD_REQUEST, invalid=found)


def _reason(kind: str, facts: Mapping[str, object]) -> Wording:
    """With what it should have been: `facts` are those of pydantic."""
    words = ", ".join(_QUOTED.findall(str(facts.get("expected", ""))))
    return _REASONS.get(kind, _OTHERWISE).filled({**facts, "words": words})


def wrong_parameter(name: str, reason: Wording) -> Response:
    """One thing in a request that cannot be."""
    told = OngeldigeParameter(name=name, reason=reason.to(language_of_request()))
    return problem(HTTPStatus.BAD_REQUEST, invalid=[told])


def _answer(told: BaseModel, status: int) -> Response:
    body = told.model_dump(mode="json", by_alias=True, exclude_none=True)
    response = Response(json.dumps(body, ensure_ascii=False), status, mimetype=PROBLEM)
    response.headers["Content-Language"] = language_of_request()
    return response
