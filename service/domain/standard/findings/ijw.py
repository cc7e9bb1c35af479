"""What there is to say about iJw messages as messages."""

from service.domain.findings import FindingKind, Severity
from service.domain.wording import Wording

OTHER_MESSAGE = FindingKind(
    "ijw-other-message",
    Severity.BLOCKS,
    Wording("ander bericht dan verwacht", "another message than expected"),
    Wording(
        "Bericht {sheet} is een {detail}. Gelezen worden 301, 305, 307, 323 en 325 van iJw en iWmo in versie "
        "3.2. Laat dit bericht weg.",
        "Message {sheet} is a {detail}. What is read are 301, 305, 307, 323 and 325 of iJw and iWmo in "
        "version 3.2. Leave this message out.",
    ),
)
CONTRADICTS_ITSELF = FindingKind(
    "ijw-contradicts-itself",
    Severity.BLOCKS,
    Wording("bericht spreekt zichzelf tegen", "message contradicts itself"),
    Wording(
        "Bericht {sheet} is volgens zijn opbouw een {detail}, maar in {element} staat {found}{other}, waar "
        "{expected} hoort. Zo is niet zeker welk bericht het is; haal het opnieuw uit de administratie.",
        "Message {sheet} is a {detail} by how it is built, but {element} says {found}{other}, where "
        "{expected} belongs. So it is not certain which message it is; take it from the administration "
        "again.",
    ),
)
INCOMPLETE = FindingKind(
    "ijw-incomplete",
    Severity.BLOCKS,
    Wording("bericht is niet volledig", "message is incomplete"),
    Wording(
        "In bericht {sheet} ontbreekt {detail}, dat er volgens de standaard altijd in staat. Vraag of maak "
        "het bericht opnieuw.",
        "Message {sheet} lacks {detail}, which its standard always has. Ask for or make the message again.",
    ),
)
TOTAL_DIFFERS = FindingKind(
    "ijw-total-differs",
    Severity.BLOCKS,
    Wording("totaal van het bericht klopt niet", "total of the message differs"),
    Wording(
        "In bericht {sheet} tellen de regels op tot {found} euro en zegt het totaal {expected} euro. "
        "Het bericht is niet volledig of veranderd; haal het opnieuw uit de administratie.",
        "In message {sheet} the rows add up to {found} euros and the total says {expected} euros. "
        "The message is incomplete or was changed; take it from the administration again.",
    ),
)
ANSWER_WITHOUT_DECLARATION = FindingKind(
    "ijw-answer-without-declaration",
    Severity.WARNS,
    Wording("antwoord zonder declaratie", "answer without a declaration"),
    Wording(
        "Bericht {sheet} antwoordt op declaratie {detail}, die niet is aangeleverd. "
        "Lever ook dat bericht aan.",
        "Message {sheet} answers declaration {detail}, which was not delivered. Deliver "
        "that message as well.",
    ),
)
ANSWERED_ROW_UNKNOWN = FindingKind(
    "ijw-answered-row-unknown",
    Severity.BLOCKS,
    Wording("afgewezen regel niet in de declaratie", "rejected line not in the declaration"),
    Wording(
        "Bericht {sheet} wijst regel {detail} af, die niet in die declaratie staat (TR366). Controleer beide "
        "berichten.",
        "Message {sheet} rejects row {detail}, which is not in that declaration (TR366). "
        "Check both messages.",
    ),
)
MESSAGE_TWICE = FindingKind(
    "ijw-message-twice",
    Severity.BLOCKS,
    Wording("bericht is er twee keer", "message is there twice"),
    Wording(
        "Bericht {sheet} is hetzelfde als een eerder bericht ({detail}, TR056). Laat er een weg.",
        "Message {sheet} is the same as an earlier one ({detail}, TR056). Leave one out.",
    ),
)
MESSAGE_REJECTED = FindingKind(
    "ijw-message-rejected",
    Severity.WARNS,
    Wording("heel bericht afgekeurd", "whole message refused"),
    Wording(
        "Bericht {sheet} keurt een heel bericht af ({detail}) zonder over de regels te oordelen; die blijven "
        "ingediend. Herstel wat is afgekeurd en dien de declaratie opnieuw in.",
        "Message {sheet} refuses a whole message ({detail}) without judging its rows; they stay declared. "
        "Repair what was refused and declare again.",
    ),
)
DECLARATION_TWICE = FindingKind(
    "ijw-declaration-twice",
    Severity.BLOCKS,
    Wording("declaratienummer is er twee keer", "declaration number is there twice"),
    Wording(
        "Bericht {sheet} heeft declaratienummer {detail}, net als een eerder bericht (TR333). Een nummer "
        "is er voor één declaratie; haal de berichten opnieuw uit de administratie.",
        "Message {sheet} has declaration number {detail}, which an earlier message has "
        "as well (TR333). A number "
        "is for one declaration; take the messages from the administration again.",
    ),
)
OTHER_CLIENT = FindingKind(
    "ijw-other-client",
    Severity.BLOCKS,
    Wording("andere cliënt dan die van de toewijzing", "another client than that of the allocation"),
    Wording(
        "Bericht {sheet} noemt bij toewijzing {detail} een ander BSN dan de toewijzing zelf (TR304). Haal de "
        "berichten van deze cliënt opnieuw uit de administratie.",
        "Message {sheet} has another BSN with allocation {detail} than the allocation "
        "itself (TR304). Take the "
        "messages of this client from the administration again.",
    ),
)
OTHER_PROVIDER = FindingKind(
    "ijw-other-provider",
    Severity.BLOCKS,
    Wording("berichten van een andere aanbieder", "messages of another provider"),
    Wording(
        "Bericht {sheet} is van of voor de aanbieder met AGB-code {found}, terwijl {other} AGB-code "
        "{expected} heeft (berichten met {found}: {messages}). Lever alleen berichten van uw eigen "
        "organisatie aan.",
        "Message {sheet} is from or for the provider with AGB code {found}, while {other} has AGB code "
        "{expected} (messages with {found}: {messages}). Hand in messages of your own organisation only.",
    ),
)
ANSWERED_ROW_DIFFERS = FindingKind(
    "ijw-answered-row-differs",
    Severity.BLOCKS,
    Wording("afgewezen regel is anders dan in de declaratie", "rejected line differs from the declaration"),
    Wording(
        "Bericht {sheet} wijst regel {detail} af met andere gegevens dan in de declaratie staan (TR367). "
        "Controleer of beide berichten bij elkaar horen.",
        "Message {sheet} rejects row {detail} with other facts than the declaration has "
        "(TR367). Check whether "
        "the two messages belong together.",
    ),
)
ALLOCATION_REMOVED = FindingKind(
    "ijw-allocation-removed",
    Severity.WARNS,
    Wording("gedeclareerd op een verwijderde toewijzing", "declared under a removed allocation"),
    Wording(
        "Bericht {sheet} declareert regel {detail} op een toewijzing die de gemeente "
        "heeft verwijderd (TR384). "
        "Vraag de gemeente om een nieuwe toewijzing; tot dan wacht de regel.",
        "Message {sheet} declares row {detail} under an allocation that the municipality "
        "removed (TR384). Ask it "
        "for a new one; until then the row waits.",
    ),
)
AFTER_DECLARATION_PERIOD = FindingKind(
    "ijw-after-declaration-period",
    Severity.WARNS,
    Wording("hulp van na de declaratieperiode", "help of after the declared period"),
    Wording(
        "Bericht {sheet} declareert regel {detail} over een maand na de "
        "declaratieperiode (TR319). Declareer die "
        "hulp met haar eigen maand of later.",
        "Message {sheet} declares row {detail} about a month after that of the declaration (TR319). Declare "
        "that help with its own month or later.",
    ),
)
LACKS_VALUE = FindingKind(
    "ijw-lacks-value",
    Severity.QUARANTINES,
    Wording("bericht noemt dit gegeven niet", "message does not name this"),
    Wording(
        "Bericht {sheet}, {line}: {field} staat er niet in. Wat eronder valt, wacht; vraag de afzender om "
        "een bericht waarin het staat, of lever dit gegeven in een bestand {table} aan.",
        "Message {sheet}, {line}: {field} is not in it. What belongs to it waits; ask its sender for a "
        "message that has it, or deliver it in a file {table}.",
    ),
)
COURSE_WITHOUT_ALLOCATION = FindingKind(
    "ijw-course-without-allocation",
    Severity.WARNS,
    Wording("start of stop zonder toewijzingnummer", "start or stop without an allocation number"),
    Wording(
        "Bericht {sheet} meldt hulp die begint op {detail} zonder toewijzingnummer. Dat mag volgens de "
        "standaard, maar dan is niet te zeggen bij welke toewijzing zij hoort: zij telt niet mee. "
        "Maak het bericht opnieuw met het nummer als u het kent.",
        "Message {sheet} reports help that begins on {detail} without an allocation number. The standard "
        "allows that, but then nobody can say to which allocation it belongs: it does not count. "
        "Make the message again with the number if you know it.",
    ),
)
STOPPED_ALREADY = FindingKind(
    "ijw-stopped-already",
    Severity.WARNS,
    Wording("hulp was al gestopt", "help had stopped already"),
    Wording(
        "Bericht {sheet} meldt een stop op toewijzing {detail} waarvan de hulp al "
        "gestopt was (TR413 tot TR415). "
        "De laatste stop telt; controleer of die klopt.",
        "Message {sheet} reports a stop under allocation {detail} of help that had stopped already (TR413 to "
        "TR415). The last stop counts; check whether it is right.",
    ),
)

KINDS = tuple(kind for kind in list(globals().values()) if isinstance(kind, FindingKind))
"""Every kind above, for the catalogue."""
