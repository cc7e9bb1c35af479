"""How municipalities may word what they ask: part of it is not in the list of words of the drafter."""

Meant = object
"""What fills a column, as a format writes it; None when nothing in the standard does."""

SIGNED = {"field": "bedrag", "sign_by": "debet_credit"}
BY_ITS_END = {"by": "verloop.einddatum", "empty": "is_latest"}
VOLUME = {"field": "volume", "sign_by": "debet_credit"}
_CLIENTS = {"count_distinct": "toewijzing.clientnummer"}


def _of_status(status: str) -> dict[str, object]:
    return {"sum": {**SIGNED, "only": {"status": status}}}


KEYS = (
    (
        ("Product", "Productcode", "Product code", "Code product", "Voorziening", "Productcodes"),
        "productcode",
    ),
    (("Eenheid", "Eenheid", "eenheid", "Unit"), {"field": "eenheid"}),
    (("Perceel", "perceel", "PERCEEL"), "perceel"),
    (("Hulpvorm", "Hulpvorm", "Vorm van hulp"), {"field": "hulpvorm"}),
    (("Productcategorie", "Categorie", "Productgroep"), {"field": "productcategorie"}),
)
MEASURES = (
    (
        ("Bedrag", "Totaalbedrag", "Bedrag (€)", "Bedrag in euro", "Totaal bedrag", "Bedrag EUR", "Kosten"),
        {"sum": SIGNED},
    ),
    (("Volume", "Geleverd volume", "Totaal volume", "Hoeveelheid"), {"sum": VOLUME}),
    (
        (
            "Aantal cliënten",
            "Cliënten",
            "Aantal jeugdigen",
            "Aantal unieke cliënten",
            "Unieke jeugdigen",
            "Aantal kinderen",
        ),
        _CLIENTS,
    ),
    (("Uren", "Aantal uren"), {"sum": VOLUME, "to_unit": "uur", "round": 2}),
    (("Waarvan toegekend", "Toegekend bedrag", "Toegekend", "Goedgekeurd"), _of_status("toegekend")),
    (("Waarvan afgewezen", "Afgewezen bedrag", "Bedrag afgewezen"), _of_status("afgewezen")),
)
"""The first three also come under heads."""
AMBIGUOUS = (
    ("Aantal", ({"sum": VOLUME}, {"count": "rows"}, _CLIENTS)),
    ("Gedeclareerd", ({"sum": SIGNED}, {"sum": {**SIGNED, "only": {"status": {"not_in": ["geleverd"]}}}})),
    ("Omschrijving", ({"field": "productcode"}, None)),
    ("Periode", ({"month": "begindatum"}, {"report": "period_end"}, None)),
    ("Datum", ("begindatum", "einddatum", None)),
    ("Totaal", ({"sum": SIGNED}, {"sum": VOLUME}, None)),
    ("Wachttijd", (None,)),
)
"""Words that are used for different things, one of which is meant."""
NOTES = (
    "Een cliënt met meer producten telt bij elk product mee.",
    "Bedragen zijn inclusief btw.",
    "Wachttijden levert u apart aan; de uitstroom ook.",
    "Volume in de eenheid van het product.",
)
OF_A_LINE = (
    (("Referentie", "Referentienummer"), "referentienummer"),
    (("Toewijzing", "Toewijzingnummer", "Toewijzingsnr", "Toew.nr"), "toewijzingnummer"),
    (("BSN", "Burgerservicenummer"), "toewijzing.bsn"),
    (("Geboortedatum", "Geb. datum"), "toewijzing.geboortedatum"),
    (("Product", "Productcode"), "productcode"),
    (("Begindatum", "Begin", "Startdatum"), "begindatum"),
    (("Einddatum", "Eind"), "einddatum"),
    (("Volume", "Aantal"), "volume"),
    (("Eenheid",), {"field": "eenheid"}),
    (("Tarief", "Producttarief"), "tarief"),
    (("Bedrag", "Bedrag (€)", "Totaalbedrag"), SIGNED),
    (("Debet/credit",), "debet_credit"),
    (("Status",), "status"),
    (("Retourcode",), "retourcode"),
)
OF_A_CLIENT = (
    (("Nr", "Volgnr", "Nr."), {"running_number": 1}),
    (("Pseudoniem", "Pseudoniem cliënt"), {"field": "clientnummer", "pseudonym": 16}),
    (("Product", "Productcode", "Voorziening"), "productcode"),
    (
        ("Bedrag", "Totaalbedrag", "Kosten"),
        {"sum": {"field": "prestatie.bedrag", "sign_by": "prestatie.debet_credit"}},
    ),
    (("Begindatum", "Begin", "Start", "Start zorg", "Aanvang hulp"), {"earliest": "verloop.begindatum"}),
    (("Einddatum", "Eind", "Einde zorg", "Einde"), {"last": {"of": "verloop.einddatum", **BY_ITS_END}}),
    (
        ("Reden einde", "Reden beëindiging"),
        {
            "last": {"of": "verloop.reden_beeindiging", **BY_ITS_END},
            "translate": "standaard/reden_beeindiging",
        },
    ),
)
DISTRACTORS = (
    *("Toelichting", "Opmerkingen", "Paraaf", "Akkoord gemeente", "Begroot bedrag", "Bedrag vorig jaar"),
    *("Gemiddeld bedrag per cliënt", "Verschil", "Aantal klachten", "Ziekteverzuim", "Prognose"),
    *("Volume vorig kwartaal", "Contractbedrag", "Budgetplafond", "Datum controle", "Bron", "Tarief 2025"),
)
CALCULATED = ("Gemiddeld", "Aandeel", "Nog te ontvangen")
FRONT = (
    (
        ("Naam aanbieder", "Zorgaanbieder", "Naam zorgaanbieder", "Naam instelling"),
        "aanlevering.naam_aanbieder",
    ),
    (("AGB-code", "AGB"), "aanlevering.agb_code"),
    (("KvK-nummer", "KvK"), "aanlevering.kvk_nummer"),
    (("Gemeente", "Naam gemeente"), {"report": "municipality_name"}),
    (("Periode van", "Periode begin", "Verslagperiode van"), {"report": "period_begin"}),
    (("Periode t/m", "Periode tot en met", "t/m"), {"report": "period_end"}),
    (("Aantal klachten",), {"figure": "klachten", "round": 0}),
    (("Contactpersoon",), "aanlevering.contact_naam"),
    (("E-mail", "E-mailadres"), "aanlevering.contact_email"),
    (("Naam tekenbevoegde", "Functie"), None),
    (("Datum ondertekening",), None),
)
_FULL = (
    *("Januari", "Februari", "Maart", "April", "Mei", "Juni"),
    *("Juli", "Augustus", "September", "Oktober", "November", "December"),
)
MONTHS = (
    _FULL,
    _FULL,
    tuple(each.lower() for each in _FULL),
    ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"),
    tuple(f"{each} 2026" for each in _FULL),
    _FULL[:3],
)
QUARTERS = (
    ("1e kwartaal", "2e kwartaal", "3e kwartaal", "4e kwartaal"),
    ("Q1", "Q2", "Q3", "Q4"),
    ("Kwartaal 1", "Kwartaal 2", "Kwartaal 3", "Kwartaal 4"),
)
AGES = (
    ("0-3", "4-11", "12-17", "18+", "Onbekend"),
    ("0 t/m 5 jaar", "6 t/m 11 jaar", "12 t/m 17 jaar", "18 jaar en ouder"),
    ("0 - 11", "12 - 17", "18 - 23"),
)
UNDER_AGES = (
    ("clients", _CLIENTS),
    ("clients", _CLIENTS),
    ("ages", _CLIENTS),
    ("amounts", {"sum": SIGNED}),
)
UNDER_MONTHS = (("amounts", {"sum": SIGNED}), ("volumes", {"sum": VOLUME}), ("clients", _CLIENTS))
TITLES = {
    "production": ("Productie per product", "Overzicht geleverde jeugdhulp", "Verantwoording", "Productie"),
    "waiting": ("Wachttijden", "Wachtlijst jeugdhulp", "Wachtenden en wachttijd"),
    "ending": ("Uitstroom", "Uitstroom naar reden", "Beëindigde trajecten en uitstroom"),
    "clients": ("Aantal cliënten per leeftijd", "Unieke jeugdigen in het kwartaal", "Cliënten"),
    "ages": ("Leeftijdsopbouw", "Naar leeftijd"),
    "amounts": ("Kosten in euro", "Bedragen", "Omzet per product"),
    "volumes": ("Volume per product", "Geleverd volume"),
}
WAITING = (
    (("Aantal wachtenden", "Wachtenden", "Aantal jeugdigen"), {"sum": "wachtenden"}),
    (
        (
            "Gemiddeld (dagen)",
            "Gemiddelde wachttijd in dagen",
            "Gem. wachttijd (dagen)",
            "Gemiddelde wachttijd",
        ),
        {"average": {"of": "wachttijd_dagen", "digits": 1}},
    ),
    (("Mediaan (dagen)", "Mediaan wachttijd (dagen)", "Mediaan"), {"median": "wachttijd_dagen"}),
    (("Langste (dagen)", "Langste wachttijd in dagen", "Maximaal aantal dagen"), {"max": "wachttijd_dagen"}),
)
REASONS = ("Reden", "Reden uitstroom", "Reden beëindiging")
ENDINGS = (
    (("Aantal", "Aantal trajecten"), {"count": "rows"}),
    (("Percentage", "Aandeel", "%"), {"count": "rows", "share": 1}),
)
HULPVORMEN = (
    "Zonder verblijf: ambulante jeugdhulp op locatie van de aanbieder",
    "Met verblijf: pleegzorg",
    "Met verblijf: gezinsgericht",
)
PRODUCTS = (
    *(("45A03", "Begeleiding"), ("45A04", "Behandeling"), ("41A12", "Dagbehandeling")),
    *(("43A50", "Verblijf licht"), ("46A01", "Crisis ambulant"), ("45A05", "Begeleiding groep")),
    *(("54A02", "Diagnostiek"), ("50A11", "Jeugd-ggz")),
)
