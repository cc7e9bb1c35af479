"""Voorkeuren: how a provider's files are read, and whether they go by themselves."""

from typing import Literal

from flask import Response, abort
from pydantic import Field

from service.domain.standard.repairs import DayOrder
from service.domain.submissions.submission import SubmissionId
from service.domain.wording import Wording
from service.web.api.answers import answer
from service.web.api.part import part
from service.web.api.problems import wrong_parameter
from service.web.api.shapes import ById, Shape, WaarOfNiet
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = part("api_reading", "Aanleveringen")
Datums = Literal["dag-maand-jaar", "maand-dag-jaar"]
_ORDERS: dict[Datums, DayOrder] = {
    "dag-maand-jaar": DayOrder.DAY_FIRST,
    "maand-dag-jaar": DayOrder.MONTH_FIRST,
}
_WORDS = {order: word for word, order in _ORDERS.items()}
_NOTHING_SAID = Wording("ontbreekt: zeg herstel, datums of beide", "is missing: say herstel, datums or both")


class Voorkeuren(Shape):
    """Wat u het laatst zei; het geldt voor elke volgende aanlevering."""

    vanzelf: bool = Field(description="Of een aanlevering vanzelf verstuurd wordt als er niets op is.")
    herstel: bool = Field(description="Of cellen hersteld mogen worden, elk met oud en nieuw.")
    datums: Datums | None = Field(
        None, description="De volgorde van 05-04-2026 waar geen cel haar bewijst; anders vragen wij het."
    )


class NieuweVoorkeuren(Shape):
    """Wat er voortaan geldt."""

    vanzelf: WaarOfNiet


class Lezing(Shape):
    """Hoe deze aanlevering en de volgende gelezen worden; minstens een van beide."""

    herstel: WaarOfNiet | None = None
    datums: Datums | None = None


class Gelezen(Shape):
    """Wat ermee gebeurt."""

    opnieuw: bool = Field(description="Of de aanlevering nu opnieuw gelezen wordt.")


@blueprint.get("/voorkeuren", summary="Uw voorkeuren", responses={200: Voorkeuren})
def show() -> Response:
    """Hoe uw bestanden gelezen en verstuurd worden."""
    return answer(_preferences())


@blueprint.patch("/voorkeuren", summary="Kies of het vanzelf gaat", responses={200: Voorkeuren})
def choose(body: NieuweVoorkeuren) -> Response:
    """Voor elke aanlevering vanaf nu; wat op u wacht, blijft wachten."""
    current_wiring().submissions.choose_sending(current_viewer(), by_itself=body.vanzelf)
    return answer(_preferences())


@blueprint.patch("/aanleveringen/<uuid:id>/lezing", summary="Zeg hoe te lezen", responses={200: Gelezen})
def change(path: ById, body: Lezing) -> Response:
    """Onthouden voor de volgende keer. Wat afgekeurd was, wordt meteen opnieuw gelezen."""
    if (body.herstel, body.datums) == (None, None):
        abort(wrong_parameter("herstel", _NOTHING_SAID))
    is_again = current_wiring().submissions.change_reading(
        current_viewer(),
        SubmissionId(path.id),
        repairs=body.herstel,
        day_order=_ORDERS[body.datums] if body.datums else None,
    )
    return answer(Gelezen(opnieuw=is_again))


def _preferences() -> Voorkeuren:
    submissions, viewer = current_wiring().submissions, current_viewer()
    reading = submissions.show_reading(viewer)
    return Voorkeuren(
        vanzelf=submissions.show_sending(viewer),
        herstel=reading.repairs,
        datums=_WORDS[reading.day_order] if reading.day_order else None,
    )
