"""Read the messages 305 and 307: help that starts and stops."""

from collections.abc import Callable

from lxml import etree

from service.domain.standard.findings import ijw as findings
from service.files.intake.messages.gathered import LINE, MESSAGE, Gathered, Row
from service.files.intake.messages.message import Message, every, maybe, text

_REMOVED, _TEMPORARY = "3", "20"


def read_starts(message: Message, gathered: Gathered) -> None:
    """Status 3 takes a start back."""
    _read_course(message, gathered, "StartProducten/StartProduct", lambda _product: {})


def read_stops(message: Message, gathered: Gathered) -> None:
    """The stop of a start with the same allocation and begin; status 3 takes the stop back."""
    _read_course(
        message,
        gathered,
        "StopProducten/StopProduct",
        lambda product: {
            "einddatum": text(product, "Einddatum"),
            "reden_beeindiging": text(product, "RedenBeeindiging"),
        },
    )


def _read_course(
    message: Message, gathered: Gathered, path: str, ending: Callable[[etree._Element], Row]
) -> None:
    if not gathered.is_new(message):
        return
    municipality = text(message.root, "Header/Ontvanger")
    for client in every(message.root, "Client"):
        for product in every(client, path):
            number, begin = maybe(product, "ToewijzingNummer"), text(product, "Begindatum")
            if not number:
                gathered.findings.append(message.found(findings.COURSE_WITHOUT_ALLOCATION, begin))
                continue
            allocation = (message.law, municipality, number)
            gathered.require_client(message, allocation, text(client, "Bsn"))
            start = {MESSAGE: message.name, LINE: f"toewijzing {number}", "gemeentecode": municipality}
            start |= {"toewijzingnummer": number, "begindatum": begin}
            is_there = text(product, "StatusAanlevering") != _REMOVED
            _keep(message, gathered, (allocation, begin), start, ending(product), is_there=is_there)


def _keep(
    message: Message,
    gathered: Gathered,
    key: tuple[tuple[str, str, str], str],
    start: Row,
    end: Row,
    *,
    is_there: bool,
) -> None:
    """Keep a start or the stop of one, or take it back."""
    if is_there:
        known = gathered.courses.get(key, start)
        _warn_of_second_stop(message, gathered, known, end)
        gathered.courses[key] = known | end
    elif end and key in gathered.courses:
        known = gathered.courses[key]
        gathered.courses[key] = {name: value for name, value in known.items() if name not in end}
    else:
        gathered.courses.pop(key, None)


def _warn_of_second_stop(message: Message, gathered: Gathered, known: Row, end: Row) -> None:
    """After a stop only a later one, of another reason than temporary, and only after a temporary one."""
    if not end or "einddatum" not in known:
        return
    goes_on = known["reden_beeindiging"] == _TEMPORARY and end["reden_beeindiging"] != _TEMPORARY
    if not (goes_on and end["einddatum"] >= known["einddatum"]):
        gathered.findings.append(message.found(findings.STOPPED_ALREADY, known["toewijzingnummer"]))
