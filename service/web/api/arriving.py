"""Bestanden in delen: send a large file part by part, so that a line that breaks costs one part."""

from datetime import datetime
from http import HTTPStatus
from uuid import UUID

from flask import Response, abort, url_for
from pydantic import Field
from werkzeug.wrappers import Response as AnyResponse

from service.domain.submissions.arriving import (
    MOST_AT_ONCE,
    ArrivingFile,
    ArrivingId,
    NewFile,
    OtherBytesError,
    OtherPlaceError,
    TooManyArrivingError,
)
from service.domain.wording import Wording
from service.web.api.answers import answer, once
from service.web.api.part import part
from service.web.api.problems import problem, wrong_parameter
from service.web.api.shapes import Bestand, ById, Heel, Shape, moment
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = part("api_arriving", "Aanleveringen")
_SHA256 = r"^[0-9A-Fa-f]{64}$"
_OTHER_BYTES = Wording(
    "is niet de SHA-256 van dit deel; stuur het opnieuw", "is not the SHA-256 of this part; send it again"
)
_TOO_MANY = Wording(
    f"Van {MOST_AT_ONCE} bestanden worden al delen bewaard. Lever er een aan, of verwijder er een.",
    f"Parts of {MOST_AT_ONCE} files are kept already. Hand one in, or remove one.",
)


class BestandInDelen(Shape):
    """Een bestand dat in delen komt, en hoe ver het is."""

    id: UUID
    bestandsnaam: str
    bytes: int
    ontvangen: int = Field(description="Bytes, vanaf het begin; daar begint het volgende deel.")
    bewaard_tot: datetime

    @classmethod
    def of(cls, found: ArrivingFile) -> "BestandInDelen":
        """As its sender follows it."""
        return cls(
            id=found.id,
            bestandsnaam=found.filename,
            bytes=found.bytes,
            ontvangen=found.arrived,
            bewaard_tot=moment(found.until),
        )


class NieuwBestand(Shape):
    """Wat er komt."""

    bestandsnaam: str = Field(min_length=1, max_length=500)
    bytes: Heel = Field(ge=1, description="Van het hele bestand.")
    sha256: str | None = Field(
        None, pattern=_SHA256, description="Van het hele bestand, in hex; nagekeken als u het aanlevert."
    )


class NieuwDeel(Shape):
    """De bytes vanaf één plaats."""

    begin: int = Field(ge=0, description="De plaats van de eerste byte; dat is `ontvangen`.")
    deel: Bestand = Field(description="Zo groot als u wilt; 1 tot 8 MB werkt goed.")
    sha256: str | None = Field(None, pattern=_SHA256, description="Van dit deel, in hex.")


@blueprint.post("/bestanden", summary="Begin een bestand in delen", responses={201: BestandInDelen})
def begin(body: NieuwBestand) -> AnyResponse:
    """Voor grote bestanden en slechte lijnen. Delen worden versleuteld bewaard, en een dag lang."""

    def make() -> Response:
        new = NewFile(filename=body.bestandsnaam, bytes=body.bytes, sha256=body.sha256)
        try:
            file = current_wiring().submissions.begin_file(current_viewer(), new)
        except TooManyArrivingError:
            return problem(HTTPStatus.CONFLICT, detail=_TOO_MANY)
        return answer(BestandInDelen.of(file), HTTPStatus.CREATED, url_for(".one", id=file.id))

    return once(make, body.model_dump_json())


@blueprint.get("/bestanden/<uuid:id>", summary="Hoe ver een bestand is", responses={200: BestandInDelen})
def one(path: ById) -> Response:
    """Na een afgebroken verbinding gaat u verder vanaf `ontvangen`."""
    file = current_wiring().submissions.show_file(current_viewer(), ArrivingId(path.id))
    return answer(BestandInDelen.of(file))


@blueprint.post("/bestanden/<uuid:id>/delen", summary="Stuur een deel", responses={200: BestandInDelen})
def add(path: ById, form: NieuwDeel) -> Response:
    """De delen een voor een, in volgorde. Bij twijfel opnieuw: hetzelfde deel nog eens verandert niets.

    Begint het ergens anders dan waar het vorige eindigde, dan zegt 409 waar dat was.
    """
    add_part, viewer = current_wiring().submissions.add_part, current_viewer()
    try:
        file = add_part(viewer, ArrivingId(path.id), form.begin, form.deel.read(), form.sha256)
    except OtherBytesError:
        abort(wrong_parameter("sha256", _OTHER_BYTES))
    except OtherPlaceError as error:
        return problem(HTTPStatus.CONFLICT, detail=_other_place(error.arrived))
    return answer(BestandInDelen.of(file))


@blueprint.delete("/bestanden/<uuid:id>", summary="Verwijder een bestand in delen")
def remove(path: ById) -> Response:
    """Wat er van kwam, is weg; dat gebeurt vanzelf als u het aanlevert, en na een dag."""
    current_wiring().submissions.forget_file(current_viewer(), ArrivingId(path.id))
    return Response(status=HTTPStatus.NO_CONTENT)


def _other_place(arrived: int) -> Wording:
    return Wording(
        f"Er zijn {arrived} bytes. Het volgende deel begint daar, en eindigt niet voorbij het einde.",
        f"There are {arrived} bytes. The next part begins there, and does not end beyond the end.",
    )
