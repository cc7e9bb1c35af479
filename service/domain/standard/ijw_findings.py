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

KINDS = tuple(kind for kind in list(globals().values()) if isinstance(kind, FindingKind))
"""Every kind above, for the catalogue."""
