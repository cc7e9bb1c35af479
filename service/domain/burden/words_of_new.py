"""How the measure speaks of what was asked for the first time, and of what nobody knows of before."""

from service.domain.burden.added import Added
from service.domain.burden.amounts import counted, duration_range, part_of
from service.domain.period_words import with_article
from service.domain.wording import NOTHING, Wording


def not_counted(added: Added) -> Wording:
    """The end of the sentence of a period: what was not counted because it is new; mostly nothing."""
    if not added.is_any or added.since is None:
        return NOTHING
    return _TAKEN_OFF.fill(
        since=with_article(added.since), counts=new_words(added), work=duration_range(added.with_service)
    )


_TAKEN_OFF = Wording(
    ", en wat na {since} voor het eerst is gevraagd: {counts}; het werk daaraan met de dienst is afgetrokken "
    "({work})",
    ", and what was asked for the first time after {since}: {counts}; the work on it with the service is "
    "taken off ({work})",
)


def new_words(added: Added) -> Wording:
    """`1 van 7 rapportages, 10 van 70 gegevens (geteld per rapportage)`: what is new, of how many."""
    return _NEW.fill(
        reports=part_of(added.deliveries, _reports(added.of_deliveries)),
        elements=part_of(added.elements, _elements(added.of_elements)),
        more=_HEAVIER.fill(heavier=_elements(added.heavier)) if added.heavier else NOTHING,
    )


def _reports(number: int) -> Wording:
    return counted(number, Wording("rapportage", "report"), Wording("rapportages", "reports"))


def _elements(number: int) -> Wording:
    return counted(number, Wording("gegeven", "element"), Wording("gegevens", "elements"))


_NEW = Wording(
    "{reports}, {elements} (geteld per rapportage){more}", "{reports}, {elements} (counted per report){more}"
)
_HEAVIER = Wording(", {heavier} in een zwaardere vorm dan toen", ", {heavier} in a heavier form than then")


def known_before(added: Added) -> Wording:
    """What is known of the time before, and what new demand would take and takes: a line of its own."""
    if added.since is None:
        return _NOTHING_KNOWN
    since = with_article(added.since)
    if added.joined and added.joined == added.of_deliveries:
        return _ALL_JOINED.fill(since=since)
    joined = _JOINED.fill(since=since, reports=part_of(added.joined, _reports(added.of_deliveries)))
    gone = _GONE.fill(since=since, elements=_elements(added.no_longer_asked))
    return (
        _what_is_new(added, since)
        + (gone if added.no_longer_asked else NOTHING)
        + (joined if added.joined else NOTHING)
    )


def _what_is_new(added: Added, since: Wording) -> Wording:
    if not added.is_any:
        return (_NOTHING_NEW_OF_THEM if added.joined else _NOTHING_NEW).fill(since=since)
    without, with_service = map(duration_range, (added.without, added.with_service))
    return _SPARES_NOBODY.fill(since=since, without=without, with_service=with_service)


_NOTHING_KNOWN = Wording(
    "Over de tijd hiervoor is niets bekend: alles wat gevraagd wordt, telt alsof het altijd gevraagd werd.",
    "Nothing is known of the time before: everything that is asked counts as if it had always been asked.",
)
_NOTHING_NEW = Wording(
    "Na {since} is niets voor het eerst gevraagd.",
    "Nothing was asked for the first time after {since}.",
)
_NOTHING_NEW_OF_THEM = Wording(
    "Wie er in {since} al was, vroeg of kreeg daarna niets voor het eerst.",
    "Of whoever was there in {since} nothing was asked for the first time after it.",
)
_GONE = Wording(
    " In {since} vroegen deze gemeenten nog {elements} die zij nu niet meer vragen. Wat niet gevraagd wordt, "
    "kost niets: dat is winst, maar het staat hier niet bij wat gescheeld is, en dat getal kan er lager door "
    "zijn.",
    " In {since} these municipalities still asked {elements} that they ask no more. What is not asked takes "
    "nothing: that is a gain, but it does not stand here under what was spared, and that figure can be lower "
    "for it.",
)
_JOINED = Wording(
    " Bij {reports} was de aanbieder of de gemeente er in {since} nog niet. Of ze toen al "
    "gevraagd werden, weten wij niet; ze tellen mee alsof het zo was.",
    " Of {reports} the provider or the municipality was not there in {since}. Whether they were "
    "asked then is not known to us; they count as if they were.",
)
_ALL_JOINED = Wording(
    "Niets is vergelijkbaar: alle rapportages zijn van aanbieders of voor gemeenten die er in {since} nog "
    "niet waren. Of ze toen al gevraagd werden, weten wij niet; ze tellen mee alsof het zo was.",
    "Nothing can be compared: all reports are of providers or for municipalities that were not there in "
    "{since}. Whether they were asked then is not known to us; they count as if they were.",
)
_SPARES_NOBODY = Wording(
    "Wat na {since} voor het eerst is gevraagd, bespaart niemand iets: het was er niet. Het werk daaraan "
    "zonder de dienst: {without}; met de dienst: {with_service}. Dat laatste is van de bespaarde tijd "
    "afgetrokken.",
    "What was asked for the first time after {since} spares nobody anything: it was not there. The work on "
    "it without the service: {without}; with it: {with_service}. The latter is taken off the time spared.",
)
