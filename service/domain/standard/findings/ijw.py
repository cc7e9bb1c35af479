"""What there is to say about iJw messages as messages."""

from service.domain.findings import FindingKind, Severity

OTHER_MESSAGE = FindingKind(
    "ijw-other-message",
    Severity.BLOCKS,
    "Bericht {sheet} is geen JW301, JW305, JW307, JW323 of JW325 in versie 3.2 ({detail}). Laat het weg.",
    "Message {sheet} is no JW301, JW305, JW307, JW323 or JW325 of version 3.2 ({detail}). Leave it out.",
)
INCOMPLETE = FindingKind(
    "ijw-incomplete",
    Severity.BLOCKS,
    "In bericht {sheet} ontbreekt {detail}, dat er volgens iJw 3.2 altijd in staat. Maak het bericht "
    "opnieuw.",
    "Message {sheet} lacks {detail}, which iJw 3.2 always has. Make the message again.",
)
TOTAL_DIFFERS = FindingKind(
    "ijw-total-differs",
    Severity.BLOCKS,
    "In bericht {sheet} tellen de regels op tot {found} eurocent en zegt het totaal {expected}. "
    "Het bericht is niet volledig of veranderd; haal het opnieuw uit de administratie.",
    "In message {sheet} the rows add up to {found} euro cents and the total says {expected}. "
    "The message is incomplete or was changed; take it from the administration again.",
)
ANSWER_WITHOUT_DECLARATION = FindingKind(
    "ijw-answer-without-declaration",
    Severity.WARNS,
    "Bericht {sheet} antwoordt op declaratie {detail}, die niet is aangeleverd. Lever ook dat bericht aan.",
    "Message {sheet} answers declaration {detail}, which was not delivered. Deliver that message as well.",
)
ANSWERED_ROW_UNKNOWN = FindingKind(
    "ijw-answered-row-unknown",
    Severity.BLOCKS,
    "Bericht {sheet} wijst regel {detail} af, die niet in die declaratie staat (TR366). Controleer beide "
    "berichten.",
    "Message {sheet} rejects row {detail}, which is not in that declaration (TR366). Check both messages.",
)
MESSAGE_TWICE = FindingKind(
    "ijw-message-twice",
    Severity.BLOCKS,
    "Bericht {sheet} is hetzelfde als een eerder bericht ({detail}, TR056). Laat er een weg.",
    "Message {sheet} is the same as an earlier one ({detail}, TR056). Leave one out.",
)
MESSAGE_REJECTED = FindingKind(
    "ijw-message-rejected",
    Severity.WARNS,
    "Bericht {sheet} keurt een heel bericht af ({detail}) zonder over de regels te oordelen; die blijven "
    "ingediend.",
    "Message {sheet} refuses a whole message ({detail}) without judging its rows; they stay declared.",
)
DECLARATION_TWICE = FindingKind(
    "ijw-declaration-twice",
    Severity.BLOCKS,
    "Bericht {sheet} heeft declaratienummer {detail}, net als een eerder bericht (TR333). Een nummer "
    "is er voor één declaratie; haal de berichten opnieuw uit de administratie.",
    "Message {sheet} has declaration number {detail}, which an earlier message has as well (TR333). A number "
    "is for one declaration; take the messages from the administration again.",
)
OTHER_CLIENT = FindingKind(
    "ijw-other-client",
    Severity.BLOCKS,
    "Bericht {sheet} noemt bij toewijzing {detail} een ander BSN dan de toewijzing zelf (TR304). Haal de "
    "berichten van deze cliënt opnieuw uit de administratie.",
    "Message {sheet} has another BSN with allocation {detail} than the allocation itself (TR304). Take the "
    "messages of this client from the administration again.",
)
ANSWERED_ROW_DIFFERS = FindingKind(
    "ijw-answered-row-differs",
    Severity.BLOCKS,
    "Bericht {sheet} wijst regel {detail} af met andere gegevens dan in de declaratie staan (TR367). "
    "Controleer of beide berichten bij elkaar horen.",
    "Message {sheet} rejects row {detail} with other facts than the declaration has (TR367). Check whether "
    "the two messages belong together.",
)
ALLOCATION_REMOVED = FindingKind(
    "ijw-allocation-removed",
    Severity.WARNS,
    "Bericht {sheet} declareert regel {detail} op een toewijzing die de gemeente heeft verwijderd (TR384). "
    "Vraag de gemeente om een nieuwe toewijzing; tot dan wacht de regel.",
    "Message {sheet} declares row {detail} under an allocation that the municipality removed (TR384). Ask it "
    "for a new one; until then the row waits.",
)
AFTER_DECLARATION_PERIOD = FindingKind(
    "ijw-after-declaration-period",
    Severity.WARNS,
    "Bericht {sheet} declareert regel {detail} over een maand na de declaratieperiode (TR319). Declareer die "
    "hulp met haar eigen maand of later.",
    "Message {sheet} declares row {detail} about a month after that of the declaration (TR319). Declare "
    "that help with its own month or later.",
)
STOPPED_ALREADY = FindingKind(
    "ijw-stopped-already",
    Severity.WARNS,
    "Bericht {sheet} meldt een stop op toewijzing {detail} waarvan de hulp al gestopt was (TR413 tot TR415). "
    "De laatste stop telt; controleer of die klopt.",
    "Message {sheet} reports a stop under allocation {detail} of help that had stopped already (TR413 to "
    "TR415). The last stop counts; check whether it is right.",
)

KINDS = tuple(kind for kind in list(globals().values()) if isinstance(kind, FindingKind))
"""Every kind above, for the catalogue."""
