"""What the messages of an upload hold together, while one after the other is read."""

from dataclasses import dataclass, field, replace

from service.domain.findings import Finding, FindingKind
from service.domain.said import said_euros
from service.domain.standard.declared import DeclaredTotal
from service.domain.standard.findings import ijw as findings
from service.files.intake.messages.message import Message, text

Row = dict[str, str]
"""Field of the standard → value; and, under MESSAGE and LINE, where it came from."""
MESSAGE, LINE = "_message", "_line"
Numbered = tuple[str, str, str]
"""Wet, gemeentecode and toewijzingnummer or declaratienummer: numbers are unique per wet."""

_BY_MUNICIPALITIES = ("301", "325")
NAMED = 5
"""Numbers that a finding names at the most."""


@dataclass(slots=True, kw_only=True)
class Gathered:
    """What the messages hold so far."""

    allocations: dict[Numbered, Row] = field(default_factory=dict)
    removed: set[Numbered] = field(default_factory=set)
    """Allocations that a municipality took back."""
    courses: dict[tuple[Numbered, str], Row] = field(default_factory=dict)
    """Allocation and begin → its row."""
    prestaties: list[Row] = field(default_factory=list)
    declared: dict[Numbered, list[Row]] = field(default_factory=dict)
    """Declaration → its rows."""
    totals: dict[Numbered, DeclaredTotal] = field(default_factory=dict)
    """Declaration → what it says that it adds up to."""
    clients: dict[str, str] = field(default_factory=dict)
    """BSN → a number of our own: messages do not carry the provider's client number."""
    messages: dict[str, list[str]] = field(default_factory=dict)
    """AGB code → the messages that this provider sent or was sent."""
    days: set[str] = field(default_factory=set)
    seen: set[tuple[str, str, str]] = field(default_factory=set)
    numbers: set[tuple[str, str, str]] = field(default_factory=set)
    """(wet, AGB code, declaratienummer) of every declaration."""
    findings: list[Finding] = field(default_factory=list)

    def is_new(self, message: Message) -> bool:
        """Tell whether this identification of this sender was not seen before (TR056), and remember it."""
        header, form = message.root, message.form
        sender = text(header, "Header/Afzender")
        number = form.number if form else ""
        identity = (
            message.law + number,
            sender,
            text(header, "Header/BerichtIdentificatie/Identificatie"),
        )
        if identity in self.seen:
            self.findings.append(message.found(findings.MESSAGE_TWICE, identity[2]))
            return False
        self.seen.add(identity)
        provider = text(header, "Header/Ontvanger") if number in _BY_MUNICIPALITIES else sender
        self.messages.setdefault(provider, []).append(message.name)
        return True

    def client(self, bsn: str) -> str:
        """The number of our own of a client."""
        return self.clients.setdefault(bsn, f"K{len(self.clients) + 1}")

    def require_client(self, message: Message, allocation: Numbered, bsn: str) -> None:
        """What a message says of an allocation is about the client of that allocation (TR304, TR382)."""
        known = self.allocations.get(allocation)
        if known is not None and known["bsn"] != bsn:
            self.findings.append(message.found(findings.OTHER_CLIENT, allocation[2]))

    def require_total(self, message: Message, expected: int, found: int) -> None:
        """A total is that of its rows, in cents."""
        if expected != found:
            self.findings.append(
                message.found(findings.TOTAL_DIFFERS, expected=said_euros(expected), found=said_euros(found))
            )

    def declare(self, message: Message, declaration: Numbered, cents: int) -> None:
        """Keep what a declaration says that it adds up to."""
        law, municipality, number = declaration
        self.totals[declaration] = DeclaredTotal(
            message=message.name, law=law, municipality=municipality, declaration=number, cents=cents
        )

    def grant(self, declaration: Numbered, cents: int) -> None:
        """Keep what an answer says that was granted of a declaration."""
        self.totals[declaration] = replace(self.totals[declaration], granted=cents)

    def name_rows(self, message: Message, kind: FindingKind, numbers: list[str]) -> None:
        """Name the rows of a message that a finding is about, if there are any."""
        if numbers:
            self.findings.append(message.found(kind, ", ".join(numbers[:NAMED])))
