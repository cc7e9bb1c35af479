"""How the headline is said: what is asked, in counts, and then in two sentences what that was in time."""

from service.domain.burden.amounts import amount, counted, duration_range, euro_range, grouped, share
from service.domain.burden.estimate import Estimate, Interval
from service.domain.burden.measure import Measurement
from service.domain.burden.questions import Questions
from service.domain.burden.tables import EvidenceClass
from service.domain.wording import NOTHING, Wording, joined, same

_OWN = "iJw 301"
"""The message in which a municipality allocates: what stands in it, it wrote itself."""
_PLACES = (
    (lambda source: source == _OWN, Wording("in de eigen toewijzing", "in its own allocation")),
    (
        lambda source: source.startswith("iJw") and source != _OWN,
        Wording("in andere iJw-berichten", "in other iJw messages"),
    ),
    (lambda source: source.startswith("CBS"), Wording("bij het CBS", "at CBS")),
    (lambda source: source.startswith("NZa"), Wording("bij de NZa", "at NZa")),
)


def headline(measured: Measurement, who: str, when: Wording) -> Wording:
    """Counts of what is asked, and of a year before where anything is known of it."""
    found, before = measured.questions, measured.questions_before
    said = _HEADLINE.fill(
        when=Wording(when.nl[:1].upper() + when.nl[1:], when.en[:1].upper() + when.en[1:]),
        who=who,
        municipalities=counted(
            found.municipalities,
            Wording("gemeente vraagt", "municipality asks"),
            Wording("gemeenten vragen", "municipalities ask"),
        ),
        elsewhere=share(found.elsewhere, found.asked),
        places=places_words(found),
        rest=_rest(found),
    )
    if before is None:
        return said
    return said + _A_YEAR_BEFORE.fill(elsewhere=share(before.elsewhere, before.asked), rest=_rest(before))


_HEADLINE = Wording(
    "{when}, {who}: van de gegevens die {municipalities}, zijn er {elsewhere} al ergens "
    "anders te krijgen{places}. {rest}",
    "{when}, {who}: of the elements that {municipalities}, {elsewhere} can be had elsewhere "
    "already{places}. {rest}",
)
_A_YEAR_BEFORE = Wording(
    " Een jaar eerder waren er {elsewhere} al ergens anders te krijgen. Toen: {rest}",
    " A year before, {elsewhere} could be had elsewhere. Then: {rest}",
)


def _rest(found: Questions) -> Wording:
    return _REST.fill(
        again=grouped(found.asked_again), shapes=grouped(found.shapes), files=grouped(found.files)
    )


_REST = Wording(
    "Nog eens gevraagd wat al gevraagd was: {again} keer. Vormen van hetzelfde gegeven waar één vorm genoeg "
    "is: {shapes} te veel. Bestanden die niemand met de hand hoefde te maken: {files}.",
    "Asked again what was asked already: {again} times. Forms of the same element where one would do: "
    "{shapes} too many. Files that nobody had to make by hand: {files}.",
)


def places_words(found: Questions) -> Wording:
    """`: in de eigen toewijzing, bij het CBS of bij de NZa`; nothing where nothing is elsewhere."""
    names = [words for fits, words in _PLACES if any(map(fits, found.by_source))]
    if not names:
        return NOTHING
    said = names[0]
    for place, words in enumerate(names[1:], 2):
        said = said + (_OR if place == len(names) else same(", ")) + words
    return same(": ") + said


_OR = Wording(" of ", " or ")


def in_two_sentences(found: Estimate) -> Wording:
    """What it was in time, and what that rests on; and what it is worth, which is no money to cut."""
    return _TWO.fill(
        time=spared(found.net),
        measured=_MEASURED.get(found.evidence, _TIMED if found.timed else _NOBODY_MEASURED),
        share=_in_words(found.handling / found.without if found.without else 0),
        hourly=round(found.money.tariff.middle / 100),
        euro=euro_range(found.money.euro),
    )


def what_matters(found: Estimate) -> Wording:
    """The inputs that make the figure most unsure, and what would measure each; empty when nothing does."""
    largest = list(found.correlations)[:_MOST_NAMED]
    named = [_INPUTS[name] for name in largest if name in _INPUTS]
    if not named:
        return NOTHING
    return _MATTERS.fill(inputs=joined("; ", (what + same(" (") + how + same(")") for what, how in named)))


_MOST_NAMED = 3
_MATTERS = Wording(
    "Wat deze schatting het meest onzeker maakt, en wat het zou meten: {inputs}.",
    "What makes this estimate most unsure, and what would measure it: {inputs}.",
)
_STOPWATCH = Wording("de stopwatch, twaalf keer", "the stop-watch, twelve times")
_WHOLE = Wording("twaalf rapportages uit de steekproef met de hand", "twelve reports of the sample by hand")
_INPUTS = {
    "handling": (
        Wording(
            "hoe lang selecteren, controleren en versturen duurt",
            "how long selecting, checking and sending takes",
        ),
        _WHOLE,
    ),
    "timed-whole": (
        Wording(
            "hoe lang de formaten duren die u zelf gemeten hebt",
            "how long the formats take that you timed yourself",
        ),
        Wording("nog een keer meten", "timing them once more"),
    ),
    "automated-today": (
        Wording("hoeveel er vandaag al vanzelf gaat", "how much goes by itself today"),
        _WHOLE,
    ),
    "once-per-demand": (
        Wording(
            "of dat per gemeente gaat of één keer voor allemaal",
            "whether that is done for each municipality or once for all of them",
        ),
        Wording("navragen bij wie het doet", "asking who does it"),
    ),
    "service": (Wording("hoe lang één keer aanleveren duurt", "how long uploading once takes"), _STOPWATCH),
    "review": (
        Wording("hoe lang een rapportage nakijken duurt", "how long reviewing a report takes"),
        _STOPWATCH,
    ),
    "grain": (
        Wording("hoe lang regels samenvoegen duurt", "how long putting lines together takes"),
        _STOPWATCH,
    ),
    "manual": (
        Wording("hoe lang met de hand invullen duurt", "how long filling in by hand takes"),
        _STOPWATCH,
    ),
    **dict.fromkeys(
        ("rename", "format", "recode", "regroup", "derive"),
        (Wording("hoe lang een kolom omzetten duurt", "how long converting a column takes"), _STOPWATCH),
    ),
}


_TWO = Wording(
    "Wij schatten dat dit aanbieders werk scheelde: {time}; {measured}, en {share} van het werk zonder de "
    "dienst berust op tijden per gemeente die wij zelf hebben ingeschat. Tegen € {hourly} per uur is dat "
    "{euro} waard: tijd, en geen geld dat vrij komt.",
    "We estimate that this spared providers work: {time}; {measured}, and {share} of the work without the "
    "service rests on times per municipality that we assumed ourselves. At € {hourly} per hour it is worth "
    "{euro}: time, and no money that comes free.",
)


def spared(net: Interval) -> Wording:
    """A range, in words where it goes below nothing: nobody reads `tussen -8 uur en 15 uur` aright."""
    if net.p10 >= 0:
        return duration_range(net)
    low, middle, high = (amount(abs(each)) for each in (net.p10, net.p50, net.p90))
    if net.p90 <= 0:
        return _ONLY_ADDED.fill(least=high, most=low, middle=middle)
    return (_PERHAPS_ADDED if net.p50 > 0 else _PERHAPS_SPARED).fill(low=low, middle=middle, high=high)


_PERHAPS_ADDED = Wording(
    "waarschijnlijk ongeveer {middle}, maar het kan ook {high} zijn, of juist {low} werk dat erbij kwam",
    "likely about {middle}, but it may be {high} as well, or else {low} of work that was added",
)
_PERHAPS_SPARED = Wording(
    "waarschijnlijk niets, want er kwam ongeveer {middle} werk bij; dat kan {low} zijn, en het kan ook "
    "{high} gescheeld hebben",
    "likely nothing, for about {middle} of work was added; that may be {low}, and it may have spared {high} "
    "as well",
)
_ONLY_ADDED = Wording(
    "niets, want er kwam werk bij: waarschijnlijk tussen {least} en {most}, ongeveer {middle}",
    "nothing, for work was added: likely between {least} and {most}, about {middle}",
)
_NOBODY_MEASURED = Wording("niemand heeft dat gemeten", "nobody measured that")
_TIMED = Wording("een deel daarvan is zelf gemeten", "a part of that was timed by oneself")
_MEASURED = {
    EvidenceClass.A: Wording("dat is gemeten in een steekproef", "that was measured in a sample"),
    EvidenceClass.B: Wording("een deel ervan is gemeten", "a part of it was measured"),
}


def _in_words(part: float) -> Wording:
    return next(words for most, words in _PARTS if part >= most)


_PARTS = (
    (0.75, Wording("ruim driekwart", "more than three quarters")),
    (0.5, Wording("meer dan de helft", "more than half")),
    (0.25, Wording("meer dan een kwart", "more than a quarter")),
    (0, Wording("een klein deel", "a small part")),
)
