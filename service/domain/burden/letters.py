"""Draft letters to municipalities: a change, what it is worth and what it costs; or why there is none."""

from collections.abc import Sequence

from service.domain.burden.advice import STABLE, Advice, Change
from service.domain.burden.amounts import counted, duration_range
from service.domain.burden.element_words import element_words
from service.domain.wording import NOTHING, Wording


def why_no_letter(advice: Sequence[Advice]) -> Wording:
    """Why nothing of some advice is firm enough to write about; empty when something is, or there is none."""
    if not advice or any(each.is_publishable for each in advice):
        return NOTHING
    return _NOT_FIRM.fill(
        wanted=round(100 * STABLE), reached=round(100 * max(each.stability for each in advice))
    )


_NOT_FIRM = Wording(
    "Er is geen conceptbrief. Die maken we alleen over een verandering die in ten minste {wanted} van 100 "
    "trekkingen bij de eerste drie blijft; de vastste deed dat in {reached} van 100. Welke het meeste "
    "scheelt, hangt te veel af van tijden die geschat zijn. Zelf meten maakt ze zekerder.",
    "There is no draft letter. One is made only about a change that stays among the first three in at least "
    "{wanted} of 100 draws; the firmest did so in {reached} of 100. Which saves most still hangs too much on "
    "times that are estimated. Measuring makes them surer.",
)


def _proposal(change: Change) -> tuple[str, str, str]:
    """What it is about, what is asked, and what the municipality loses."""
    if not change.element:
        return (
            "het samenvoegen van regels",
            "Wij vragen u losse regels te vragen, zoals de landelijke standaard ze kent.",
            "U telt de regels dan zelf op; de optelling hoeft niemand meer te controleren.",
        )
    what = f"het gegeven '{element_words(change.element).nl}'"
    if change.is_dropped:
        return (
            what,
            f"Wij vragen u {what} niet meer te vragen, of af te leiden uit wat de standaard al heeft.",
            f"U verliest dan {what}, tenzij het af te leiden is.",
        )
    return (
        what,
        f"Wij vragen u {what} te vragen zoals de landelijke standaard het kent.",
        "U verliest uw eigen schrijfwijze; het gegeven zelf blijft u krijgen.",
    )


def _providers(change: Change) -> Wording:
    return counted(change.providers, Wording("aanbieder", "provider"), Wording("aanbieders", "providers"))


def letter(advice: Advice, municipality: str, names: str, tables: str) -> str:
    """A letter to a municipality in plain Dutch: the change, the gain, its range, and what it loses."""
    change = advice.change
    what, ask, loss = _proposal(change)
    lines = [
        f"Aan de gemeente {municipality}",
        "",
        f"Onderwerp: een voorstel over {what} in {names}",
        "",
        ask,
        "",
        f"Wat het scheelt voor {_providers(change).nl}, alles bij elkaar:",
        f"- voor wie één keer aanlevert: {duration_range(advice.with_interval).nl};",
        f"- voor wie dat niet doet: {duration_range(advice.without_interval).nl}.",
        "Deze twee gaan over verschillende aanbieders en zijn niet op te tellen.",
        "Wie een formaat voor meer gemeenten gebruikt, is geteld alsof hij het één keer omzet.",
        f"Er zijn dan {advice.fewer_representations} schrijfwijzen van hetzelfde gegeven minder.",
    ]
    if change.already_reported_in:
        where = ", ".join(change.already_reported_in)
        lines += ["", f"Ditzelfde gegeven levert de aanbieder vandaag al aan via {where}."]
    lines += [
        "",
        f"Wat u verliest: {loss}",
        "",
        f"De tijden zijn een schatting ({tables}), geen meting.",
        f"De rangorde hield stand in {round(100 * advice.stability)} van de 100 trekkingen.",
    ]
    return "\n".join(lines) + "\n"
