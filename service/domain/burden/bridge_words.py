"""How the sum from the work without the service to what is spared is said, and why two nets differ."""

from collections.abc import Iterator

from service.domain.burden.added import Added
from service.domain.burden.amounts import counted, part_of
from service.domain.burden.bridge import Bridge, BridgeLine, Part
from service.domain.burden.estimate import Interval
from service.domain.burden.headline_words import spared
from service.domain.period_words import with_article
from service.domain.wording import NOTHING, Wording

Told = tuple[Wording, int, bool]
"""What it is called, its minutes, and whether it is the sum of what stands above it."""

_WITHOUT = {
    Part.HANDLING: Wording(
        "Gegevens opzoeken, controleren, herstellen en versturen", "Find data, check, repair and send"
    ),
    Part.COLUMNS: Wording("Kolommen omzetten", "Convert columns"),
    Part.GRAIN: Wording("Regels samenvoegen", "Put lines together"),
    Part.BY_HAND: Wording("Met de hand invullen", "Fill in by hand"),
    Part.TIMED: Wording(
        "Formaten waarvan de aanbieder de tijd zelf heeft gemeten", "Formats that the provider timed itself"
    ),
}
_WITH = {
    Part.UPLOADS: Wording("Af: exporteren, controleren en aanleveren", "Less: export, check and upload"),
    Part.REVIEWS: Wording("Af: rapportages nakijken", "Less: review reports"),
    Part.STILL_BY_HAND: Wording(
        "Af: met de hand invullen, ook met de dienst", "Less: fill in by hand, with the service too"
    ),
    Part.REPAIRS: Wording("Af: herstellen wat terugkwam", "Less: repair what came back"),
    Part.TOLD: Wording(
        "Af: ander werk, zoals aanbieders het opgaven", "Less: other work, as providers told it"
    ),
}
_ALL_WITHOUT = Wording("Zonder de dienst, alles met de hand", "Without the service, all by hand")
_AUTOMATED = Wording("Af: wat vandaag al vanzelf gaat", "Less: what goes by itself today")
_TODAY = Wording(
    "Zonder de dienst, zoals het vandaag gaat (bruto)", "Without the service, as it goes today (gross)"
)
_AT_MIDDLE = Wording("Netto, als elke tijd de middelste is", "Net, when every time is the middle one")
_DRAWS = Wording(
    "Bij of af: tijden lopen uiteen, en soms gaat er meer vanzelf",
    "More or less: times differ, and at times more goes by itself",
)
_NET = Wording("Netto, het midden van alle trekkingen", "Net, the middle of all draws")


def lines_of_bridge(bridge: Bridge) -> Iterator[Told]:
    """Every line with its minutes; each sum is of all lines above it."""
    yield from (_told(_WITHOUT, each) for each in bridge.without)
    yield _ALL_WITHOUT, bridge.all_without, True
    yield _AUTOMATED, bridge.automated, False
    yield _TODAY, bridge.today, True
    yield from (_told(_WITH, each) for each in bridge.with_service)
    yield _AT_MIDDLE, bridge.at_middle_times, True
    yield _DRAWS, bridge.draws, False
    yield _NET, bridge.net, True


def _told(words: dict[Part, Wording], line: BridgeLine) -> Told:
    return words[line.part], line.minutes, False


def why_alike_differs(alike: Interval | None, added: Added) -> Wording:
    """What is comparable, and why it differs from the figure of the period; nothing when it is the same."""
    panel = added.of_deliveries - added.deliveries - added.joined
    if alike is None or added.since is None or panel == added.of_deliveries:
        return NOTHING
    every = counted(added.of_deliveries, Wording("rapportage", "report"), Wording("rapportages", "reports"))
    said = _ALIKE.fill(part=part_of(panel, every), since=with_article(added.since), alike=spared(alike))
    return said + (_JOINED if added.joined else NOTHING) + (_NEW if added.deliveries else NOTHING)


_ALIKE = Wording(
    "Vergelijkbaar is een ander getal. Alleen over de {part} die er in {since} ook al waren, scheelde het: "
    "{alike}.",
    "What can be compared is another figure. Of the {part} that were there in {since} too, it spared: "
    "{alike}.",
)
_JOINED = Wording(
    " Het getal hierboven gaat ook over wie er later bij kwam, en één keer aanleveren kost voor weinig "
    "rapportages evenveel werk als voor veel.",
    " The figure above is also of who came later, and uploading once takes as much work for few reports as "
    "for many.",
)
_NEW = Wording(
    " Van het getal hierboven is het werk aan nieuwe vragen al afgetrokken.",
    " Of the figure above the work on new demands is taken off already.",
)
