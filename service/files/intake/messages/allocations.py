"""Read the message 301: what a municipality allocates, changes and takes back."""

from lxml import etree

from service.files.intake.messages.amounts import euros
from service.files.intake.messages.gathered import LINE, MESSAGE, Gathered
from service.files.intake.messages.message import Message, MissingElementError, every, maybe, text

_DELETED, _LAPSED = "13", "01"
"""RedenWijziging of an allocation that is no more: always, or when it ends on the day on which it begins."""


def read_allocations(message: Message, gathered: Gathered) -> None:
    """A later message about the same allocation takes the place of the earlier, or takes it back."""
    if not gathered.is_new(message):
        return
    municipality, client = text(message.root, "Header/Afzender"), next(every(message.root, "Client"), None)
    if client is None:
        raise MissingElementError("Client")
    bsn = text(client, "Bsn")
    for product in every(client, "ToegewezenProducten/ToegewezenProduct"):
        key = (message.law, municipality, text(product, "ToewijzingNummer"))
        gathered.allocations.pop(key, None)
        if _is_removed(product):
            gathered.removed.add(key)
            continue
        gathered.removed.discard(key)
        gathered.allocations[key] = {
            MESSAGE: message.name,
            LINE: f"toewijzing {key[2]}",
            "gemeentecode": municipality,
            "toewijzingnummer": key[2],
            "wet": message.law,
            "clientnummer": gathered.client(bsn),
            "bsn": bsn,
            "geboortedatum": text(client, "Geboortedatum/Datum"),
            "datumgebruik": maybe(client, "Geboortedatum/DatumGebruik"),
            "geslacht": text(client, "Geslacht"),
            "productcategorie": maybe(product, "Product/Categorie"),
            "productcode": maybe(product, "Product/Code"),
            "ingangsdatum": text(product, "Ingangsdatum"),
            "einddatum": maybe(product, "Einddatum"),
            "volume": maybe(product, "Omvang/Volume"),
            "eenheid": maybe(product, "Omvang/Eenheid"),
            "frequentie": maybe(product, "Omvang/Frequentie"),
            "budget": euros(maybe(product, "Budget")),
        }


def _is_removed(product: etree._Element) -> bool:
    """Tell whether a municipality says that this allocation is no more (TR302, TR384)."""
    reason = maybe(product, "RedenWijziging")
    return reason == _DELETED or (
        reason == _LAPSED and maybe(product, "Einddatum") == text(product, "Ingangsdatum")
    )
