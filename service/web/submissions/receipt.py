"""The receipt of what was sent: who has what since when, the hash of every file, and the balance."""

from dataclasses import dataclass
from hashlib import sha256

from service.domain.access import Viewer
from service.domain.reports import Download
from service.domain.submissions.sending import Addressee, Outgoing, Outlook, Sent
from service.domain.translation.balance import Balance
from service.domain.translation.fates import holds_prestaties
from service.files.printed import PrintedTable, print_page
from service.web.shared.current import current_wiring
from service.web.shared.languages import current_language, gettext, ngettext
from service.web.shared.municipality_names import municipality_name
from service.web.shared.notation import euro, moment, number, period_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What stands on a receipt, in the language of the page."""

    title: str
    reference: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[PrintedTable, ...]


def receipt_of(viewer: Viewer, outlook: Outlook) -> Receipt:
    """Of everything that is sent now; its tables are empty when nothing is."""
    submission = outlook.submission
    reference = str(submission.id)[:8]
    facts = [
        (gettext("Kenmerk"), reference),
        (gettext("Aanbieder"), f"{viewer.organisation.name} (AGB {viewer.organisation.code})"),
        (gettext("Periode"), period_name(submission.period) if submission.period else "–"),
        (gettext("Bestand"), submission.filename or gettext("naamloos bestand")),
        (gettext("Vingerafdruk van het bestand (SHA-256)"), submission.sha256),
        (gettext("Ontvangen"), moment(submission.received_at)),
    ]
    if outlook.balance is not None:
        facts.append((gettext("Telling"), _balance(outlook.balance)))
    tables = [_who(outlook), _what(outlook)] if outlook.sent else []
    return Receipt(
        title=gettext("Ontvangstbewijs"), reference=reference, facts=tuple(facts), tables=tuple(tables)
    )


def printed_receipt(viewer: Viewer, outlook: Outlook) -> Download:
    """The same as a PDF, to keep in one's own administration."""
    found = receipt_of(viewer, outlook)
    content = print_page(found.title, found.facts, found.tables, language=current_language())
    name = gettext("ontvangstbewijs")
    return Download(f"{name}-{found.reference}.pdf", sha256(content).hexdigest(), content)


def name_of(addressee: Addressee) -> str:
    """What a municipality is called."""
    return municipality_name(addressee.municipality, addressee.name)


def _balance(balance: Balance) -> str:
    rows = ngettext("%(count)s rij", "%(count)s rijen", balance.rows.came_in) % {
        "count": number(balance.rows.came_in)
    }
    closes = gettext("sluit") if balance.closes else gettext("sluit niet")
    return gettext("%(rows)s aangeleverd, %(amount)s; de telling %(closes)s") % {
        "rows": rows,
        "amount": euro(balance.cents.came_in),
        "closes": closes,
    }


def _who(outlook: Outlook) -> PrintedTable:
    return PrintedTable(
        title=gettext("Verstuurd naar"),
        columns=[gettext("Gemeente"), gettext("Verstuurd"), gettext("Door"), gettext("Opgehaald")],
        rows=[_line(name_of(each), each.sent) for each in outlook.sent if each.sent],
        widths=[0.28, 0.26, 0.2, 0.26],
    )


def _line(name: str, sent: Sent) -> list[str]:
    taken = moment(sent.taken_at) if sent.taken_at else gettext("nog niet")
    return [name, moment(sent.at), sent.by or gettext("vanzelf"), taken]


def _what(outlook: Outlook) -> PrintedTable:
    lines = [(name_of(each), one) for each in outlook.sent for one in each.outgoing]
    titles = current_wiring().catalogue().titles()
    return PrintedTable(
        title=gettext("Rapportages"),
        columns=[
            gettext("Gemeente"),
            gettext("Rapportage"),
            gettext("Prestaties"),
            gettext("Euro"),
            gettext("Vingerafdruk (SHA-256)"),
        ],
        rows=[_report(name, titles.get(one.report.format, one.report.format), one) for name, one in lines],
        widths=[0.17, 0.25, 0.12, 0.16, 0.3],
        amounts=frozenset({2, 3}),
    )


def _report(name: str, title: str, outgoing: Outgoing) -> list[str]:
    named = f"{title}, {period_name(outgoing.report.period)}"
    amounts = [number(outgoing.rows), euro(outgoing.cents)]
    shown = amounts if holds_prestaties(outgoing.report.balance) else ["–", "–"]
    return [name, named, *shown, outgoing.report.sha256]
