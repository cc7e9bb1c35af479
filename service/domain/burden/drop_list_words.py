"""How the drop list is said: what is proposed, on what ground, where it can be had, in which form."""

import re
from collections.abc import Mapping

from service.domain.burden.amounts import counted, duration_range, grouped
from service.domain.burden.drop_list import Account, DropList, Form, Ground, Kept, Question
from service.domain.burden.effect import Effect
from service.domain.burden.estimate import Interval
from service.domain.unit_words import UNIT_WORDS
from service.domain.wording import NOTHING, Wording, joined, same

_PROPOSALS = {
    True: Wording("niet meer vragen", "stop asking"),
    False: Wording("vragen zoals de anderen", "ask it as the others do"),
}
_GROUNDS = {
    Ground.ELSEWHERE: Wording("al ergens anders te krijgen", "can be had elsewhere already"),
    Ground.AGAIN: Wording("deze gemeente vraagt het al", "this municipality asks it already"),
    Ground.BY_HAND: Wording("iemand typt het in", "somebody types it in"),
    Ground.OWN_FORM: Wording("anderen vragen het in één andere vorm", "others ask it in one other form"),
}
_KEPT = {
    Kept.PRESCRIBED: Wording(
        "vraagt de gemeente omdat een wet of landelijke afspraak dat voorschrijft",
        "asked because a law or a national agreement prescribes it",
    ),
    Kept.NEEDED: Wording(
        "zeggen alleen van wie, wat of welke regel iets is, en blijven dus nodig",
        "only say whose, of what or which row something is, and so are needed",
    ),
    Kept.NOT_POINTED_OUT: Wording(
        "zouden elders staan, maar waar precies is niet aan te wijzen",
        "should be elsewhere, but where exactly cannot be pointed out",
    ),
}
_FORMS = (
    (r"signed", Wording("met plus of min", "with its sign")),
    (r"without sign", Wording("zonder plus of min", "without sign")),
    (r"decimal comma", Wording("met een decimale komma", "with a decimal comma")),
    (r"date (.+)", Wording(r"datum als \1", r"date as \1")),
    (r"0 decimals", Wording("in hele getallen", "in whole numbers")),
    (r"1 decimals", Wording("met één decimaal", "with one decimal")),
    (r"(\d+) decimals", Wording(r"met \1 decimalen", r"with \1 decimals")),
    (r"cents", Wording("in centen", "in cents")),
    (r"code list (.+)", Wording(r"met de codes van \1", r"with the codes of \1")),
    *((rf"unit {unit}", Wording("in ", "in ") + words) for unit, words in UNIT_WORDS.items()),
    (r"percentage", Wording("als percentage", "as a percentage")),
    (r"pseudonym", Wording("als pseudoniem", "as a pseudonym")),
    (r"days", Wording("in dagen", "in days")),
    (r"weeks", Wording("in weken", "in weeks")),
    (r"working_days", Wording("in werkdagen", "in working days")),
    (r"blank below (\d+)", Wording(r"leeg onder de \1", r"blank below \1")),
    (r"at most (\d+) characters", Wording(r"hoogstens \1 tekens", r"at most \1 characters")),
    (r"btw removed", Wording("zonder btw", "without VAT")),
    (r"number.*", Wording("als getal", "as a number")),
)
_AS_STANDARD = Wording("zoals in de standaard", "as in the standard")


def proposal_words(ground: Ground) -> Wording:
    """What is asked of a municipality."""
    return _PROPOSALS[ground.is_to_stop]


def ground_words(ground: Ground) -> Wording:
    """Why."""
    return _GROUNDS[ground]


def form_words(form: Form) -> Wording:
    """`datum als dd-mm-jjjj`, `zoals in de standaard`."""
    return joined(", ", map(_form, form)) if form else _AS_STANDARD


def _form(written: str) -> Wording:
    for pattern, words in _FORMS:
        match = re.fullmatch(pattern, written)
        if match is not None:
            return Wording(match.expand(words.nl), match.expand(words.en))
    return same(written)


def where_words(question: Question, titles: Mapping[str, str]) -> Wording:
    """Where it can be had, or what asks it already, or who else asks it how."""
    if question.ground is Ground.AGAIN:
        return _IN.fill(title=titles.get(question.asked_in, question.asked_in))
    if question.ground is Ground.ELSEWHERE:
        return joined("; ", (same(each.where) for each in question.places))
    if question.ground is Ground.BY_HAND:
        return _also(question)
    return _AS_OTHERS.fill(form=form_words(question.form_of_others or ()))


_IN = Wording("in „{title}”", "in “{title}”")
_AS_OTHERS = Wording("de meeste anderen: {form}", "most others: {form}")


def remarks_of(question: Question) -> str:
    """What has to be known of where it can be had, in Dutch as the table has it."""
    return "; ".join(dict.fromkeys(each.remark for each in question.places if each.remark))


def _also(question: Question) -> Wording:
    others = len(question.alike) + len(question.otherwise)
    if not others:
        return Wording("geen andere gemeente vraagt dit", "no other municipality asks this")
    return counted(
        others,
        Wording("andere gemeente vraagt dit ook", "other municipality asks this too"),
        Wording("andere gemeenten vragen dit ook", "other municipalities ask this too"),
    )


def others_words(question: Question) -> Wording:
    """`181 in deze vorm, 12 anders`."""
    return _OTHERS.fill(alike=grouped(len(question.alike)), otherwise=grouped(len(question.otherwise)))


_OTHERS = Wording("{alike} in deze vorm, {otherwise} anders", "{alike} in this form, {otherwise} otherwise")


def minutes_words(minutes: Interval | None) -> Wording:
    """A range, or why there is none."""
    return _TOO_FEW if minutes is None else duration_range(minutes)


_TOO_FEW = Wording("niet getoond: minder dan vijf aanbieders", "not shown: fewer than five providers")


def effect_words(effect: Effect) -> Wording:
    """`2 gegevens en 8 keer vragen minder`."""
    return _EFFECT.fill(
        elements=counted(effect.elements, Wording("gegeven", "element"), Wording("gegevens", "elements")),
        askings=counted(effect.askings, Wording("keer", "time"), Wording("keer", "times")),
        again=_AGAIN.fill(again=grouped(effect.again)) if effect.again else NOTHING,
    )


_EFFECT = Wording(
    "{elements} minder, {askings} minder gevraagd{again}", "{elements} fewer, asked {askings} fewer{again}"
)
_AGAIN = Wording(" (waarvan {again} keer nog eens)", " ({again} of them once more)")


def summary(found: DropList) -> Wording:
    """What the list comes to, and where everything went that can be had elsewhere."""
    account = found.account
    stops = {(each.municipality, each.element) for each in found.questions if each.ground.is_to_stop}
    return _SUMMARY.fill(
        asked=grouped(account.asked),
        towns=counted(
            len(found.prescribed),
            Wording("gemeente vraagt", "municipality asks"),
            Wording("gemeenten vragen", "municipalities ask"),
        ),
        stops=grouped(len(stops)),
        elsewhere=grouped(account.elsewhere),
        listed=grouped(account.listed + account.gone_along),
        kept=_kept(account),
        whole=_whole(found),
    )


_SUMMARY = Wording(
    "Van de {asked} gegevens die {towns}, kunnen er {stops} vervallen. {elsewhere} zijn al ergens anders te "
    "krijgen: {listed} daarvan staan op deze lijst{kept}.{whole}",
    "Of the {asked} elements that {towns}, {stops} can go. {elsewhere} can be had elsewhere already: "
    "{listed} of them are on this list{kept}.{whole}",
)


def _kept(account: Account) -> Wording:
    return joined(
        "",
        (_PART.fill(count=grouped(count), why=_KEPT[kept]) for kept, count in account.kept.items() if count),
    )


_PART = Wording(", {count} {why}", ", {count} {why}")


def _whole(found: DropList) -> Wording:
    if not found.whole:
        return NOTHING
    return same(" ") + counted(
        len(found.whole),
        Wording("uitvraag kan in haar geheel vervallen.", "request can go as a whole."),
        Wording("uitvragen kunnen in hun geheel vervallen.", "requests can go as a whole."),
    )
