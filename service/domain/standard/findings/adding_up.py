"""What there is to say about an addition and what it is added to."""

from service.domain.findings import FindingKind, blocks, warns
from service.domain.wording import Wording

UNKNOWN_SIGN = blocks(
    "unknown-change",
    Wording("onbekende mutatie", "unknown change"),
    Wording(
        "Kolom {column}, rij {row} van blad {sheet} zegt {value}. Schrijf nieuw, wijziging of intrekking, of "
        "laat de cel leeg.",
        "Column {column}, row {row} of sheet {sheet} says {value}. Write nieuw, wijziging or intrekking, or "
        "leave the cell empty.",
    ),
)
UNKNOWN_HANDING = blocks(
    "unknown-kind-of-delivery",
    Wording("onbekende soort aanlevering", "unknown kind of delivery"),
    Wording(
        "Kolom {column}, rij {row} van blad {sheet} zegt {value}. Schrijf volledig of aanvulling, of laat de "
        "cel leeg: dan is de aanlevering volledig.",
        "Column {column}, row {row} of sheet {sheet} says {value}. Write volledig or aanvulling, or leave "
        "the cell empty: then the delivery is the whole.",
    ),
)
WITHDRAWN_IN_WHOLE = blocks(
    "withdrawn-in-a-whole-delivery",
    Wording("intrekking in een volledige aanlevering", "withdrawal in a whole delivery"),
    Wording(
        "Rij {row} van blad {sheet} is een intrekking, maar deze aanlevering is volledig. Laat de rij weg, "
        "of schrijf op blad aanlevering in kolom soort_aanlevering: aanvulling.",
        "Row {row} of sheet {sheet} is a withdrawal, but this delivery is the whole. Leave the row out, or "
        "write aanvulling on sheet aanlevering in column soort_aanlevering.",
    ),
)
NOT_THERE = blocks(
    "addition-of-what-is-not-there",
    Wording("wijziging of intrekking van wat er niet is", "change or withdrawal of what is not there"),
    Wording(
        "Rij {row} van blad {sheet} is een {change}, maar {key} is in deze periode nooit aangeleverd. "
        "Verbeter het kenmerk. Klopt dat, schrijf dan nieuw als de rij nieuw is, of laat haar weg.",
        "Row {row} of sheet {sheet} is a {change}, but {key} was never handed in for this period. "
        "Repair the key. When it is right, write nieuw when the row is new, or leave it out.",
    ),
)
WITHDRAWN_BEFORE = blocks(
    "addition-of-what-was-withdrawn",
    Wording("wijziging of intrekking van wat al is ingetrokken", "change or withdrawal of what is withdrawn"),
    Wording(
        "Rij {row} van blad {sheet} is een {change}, maar {key} is al ingetrokken met {delivery}. "
        "Laat de rij weg, of schrijf nieuw als zij opnieuw geldt.",
        "Row {row} of sheet {sheet} is a {change}, but {key} was withdrawn already by {delivery}. "
        "Leave the row out, or write nieuw when it holds again.",
    ),
)
THERE_ALREADY = blocks(
    "new-is-there-already",
    Wording("nieuwe rij is er al", "new row is there already"),
    Wording(
        "Rij {row} van blad {sheet} is nieuw, maar {key} is al aangeleverd met {delivery}. "
        "Schrijf wijziging als de rij die andere vervangt, of geef haar een eigen kenmerk.",
        "Row {row} of sheet {sheet} is new, but {key} was handed in already by {delivery}. "
        "Write wijziging when the row replaces the other, or give it a key of its own.",
    ),
)
SAYS_TWO_THINGS = blocks(
    "withdrawn-and-given",
    Wording("ingetrokken en aangeleverd tegelijk", "withdrawn and handed in at once"),
    Wording(
        "Rij {row} van blad {sheet} trekt {key} in, en een andere rij van hetzelfde blad levert het aan. "
        "Laat een van beide weg; een wijziging is één rij.",
        "Row {row} of sheet {sheet} withdraws {key}, and another row of that sheet hands it in. "
        "Leave out one of them; a change is one row.",
    ),
)
OTHER_DAYS = blocks(
    "addition-of-another-period",
    Wording("aanvulling over een andere periode", "addition of another period"),
    Wording(
        "Deze aanvulling is van {found}, en {delivery} is van {expected}. Een aanvulling is van dezelfde "
        "aanbieder en over dezelfde periode als wat zij aanvult: herstel blad {sheet}.",
        "This addition is of {found}, and {delivery} is of {expected}. An addition is of the same provider "
        "and over the same period as what it adds to: repair sheet {sheet}.",
    ),
)
OTHER_CARRIER = blocks(
    "messages-and-sheets-added-up",
    Wording("berichten en bladen bij elkaar opgeteld", "messages and sheets added up"),
    Wording(
        "{delivery} bestaat uit berichten en {found} uit bladen; die worden niet bij elkaar opgeteld. "
        "Vul berichten aan met berichten, en bladen met bladen.",
        "{delivery} consists of messages and {found} of sheets; they are not added up. "
        "Add messages to messages, and sheets to sheets.",
    ),
)
EARLIER_NOT_READ = blocks(
    "earlier-delivery-not-read",
    Wording("eerdere aanlevering kan niet worden opgeteld", "earlier delivery cannot be added up"),
    Wording(
        "{delivery} is niet goed en telt daarom niet mee; deze aanvulling is nergens bij opgeteld. "
        "Lever eerst {delivery} opnieuw aan, of lever volledig aan.",
        "{delivery} is not right and does not count; this addition was added to nothing. "
        "Hand in {delivery} again first, or hand in the whole.",
    ),
)
EARLIER_DESTROYED = blocks(
    "earlier-delivery-destroyed",
    Wording("eerdere aanlevering is vernietigd", "earlier delivery was destroyed"),
    Wording(
        "De bewaartermijn van {delivery} is voorbij en de rijen ervan zijn vernietigd; deze aanvulling kan "
        "daar niet meer bij worden opgeteld. Lever over deze periode volledig aan.",
        "The term of {delivery} is over and its rows were destroyed; this addition can no longer be added to "
        "it. Hand in the whole of this period.",
    ),
)
LATER_IS_THERE = blocks(
    "later-delivery-is-there",
    Wording("na deze aanvulling is al iets verwerkt", "something after this addition was processed"),
    Wording(
        "Na deze aanvulling is {delivery} al verwerkt, zonder wat hier staat. Open dit bestand, bewaar het "
        "opnieuw en lever het nog eens aan: dan komt het erna.",
        "After this addition {delivery} was processed already, without what is here. Open this file, save it "
        "again and hand it in once more: then it comes after.",
    ),
)
NOTHING_BEFORE = warns(
    "addition-to-nothing",
    Wording("aanvulling zonder eerdere aanlevering", "addition without anything before"),
    Wording(
        "Dit is een aanvulling, en over deze periode is nog niets aangeleverd: zij telt als het geheel. "
        "Controleer de periode als u wel eerder hebt aangeleverd.",
        "This is an addition, and nothing was handed in for this period yet: it counts as the whole. "
        "Check the period when you did hand in before.",
    ),
)
KINDS: tuple[FindingKind, ...] = (
    UNKNOWN_SIGN,
    UNKNOWN_HANDING,
    WITHDRAWN_IN_WHOLE,
    NOT_THERE,
    WITHDRAWN_BEFORE,
    THERE_ALREADY,
    SAYS_TWO_THINGS,
    OTHER_DAYS,
    OTHER_CARRIER,
    EARLIER_NOT_READ,
    EARLIER_DESTROYED,
    LATER_IS_THERE,
    NOTHING_BEFORE,
)
