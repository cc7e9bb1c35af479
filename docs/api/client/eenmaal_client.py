"""A client of the API of Eenmaal, written from its description. Needs Python 3.11 or newer and nothing else.

    service = Eenmaal("https://eenmaal.example", token)
    with open("export.xlsx", "rb") as export:
        taken = service.receive_submission({"bestand": [("export.xlsx", export.read())]})

Names of what is sent and answered are Dutch, as in the description at /api/v1/openapi.json.
"""

import json
import secrets
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from email.message import Message
from typing import Any, Literal, NotRequired, TypedDict, Union, cast
from uuid import uuid4

_PASSING = (429, 500, 502, 503, 504)
"""What is answered otherwise a moment later."""
_TRIES = 6

SentFile = tuple[str, bytes]
"""What a file is called, and what is in it."""


class RefusedError(Exception):
    """The service did not do it, and says why (RFC 9457)."""

    def __init__(self, status: int, told: Mapping[str, Any]) -> None:
        """`status`: of HTTP, or 0 when nobody answered."""
        self.status = status
        self.title = str(told.get("title", status))
        self.detail = str(told.get("detail", ""))
        self.invalid_params: Sequence[Mapping[str, str]] = told.get("invalidParams") or ()
        wrong = "".join(f" {each.get('name')}: {each.get('reason')}" for each in self.invalid_params)
        super().__init__(f"{self.title}. {self.detail}{wrong}".strip())


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file as it was answered."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class _Answer:
    headers: Message
    content: bytes

    def json(self) -> Any:
        return json.loads(self.content)

    def file(self) -> GivenFile:
        return GivenFile(self.headers.get_filename() or "", self.content)


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A token goes to nobody else."""

    def redirect_request(self, *_of: Any, **_more: Any) -> None:
        return None


class Caller:
    """Asks one service with one token; what is not answered is asked again, and done once."""

    pause = 0.5
    """Seconds before it is asked again; each time twice as long, or as long as the service says."""

    def __init__(self, address: str, token: str, *, language: str = "nl", timeout: float = 60.0) -> None:
        """`address` as people open it, without /api. `timeout`: seconds for one answer."""
        self._base = f"{address.rstrip('/')}/api/v1"
        self._headers = {"Authorization": f"Bearer {token}", "Accept-Language": language}
        self._timeout = timeout
        self._opener = urllib.request.build_opener(_NoRedirect)

    def every(self, ask: Callable[..., Any], *where: str, **wanted: Any) -> Iterator[Any]:
        """All of a list, page by page: `service.every(service.list_reports, stand="verstuurd")`."""
        page = ask(*where, **{"aantal": 500, **wanted})
        while True:
            yield from page["resultaten"]
            following = page.get("volgende")
            if not following:
                return
            query = urllib.parse.parse_qs(urllib.parse.urlsplit(following).query)
            page = ask(*where, **{"aantal": 500, **wanted, "cursor": query["cursor"][0]})

    def _ask(
        self,
        method: str,
        path: str,
        query: Mapping[str, Any],
        body: Mapping[str, Any] | None = None,
        *,
        as_form: bool = False,
    ) -> _Answer:
        given = {name: _as_texts(value) for name, value in query.items() if value is not None}
        address = f"{self._base}{path}" + (f"?{urllib.parse.urlencode(given, doseq=True)}" if given else "")
        headers = dict(self._headers)
        if method != "GET":
            headers["Idempotency-Key"] = str(uuid4())
        content = None
        if body is not None:
            content, headers["Content-Type"] = _form(body) if as_form else _json(body)
        request = urllib.request.Request(address, content, headers, method=method)
        return self._answered(request)

    def _answered(self, request: urllib.request.Request) -> _Answer:
        """Raises RefusedError for what is refused, and for what nobody answered in the end."""
        for number in range(1, _TRIES + 1):
            pause = self.pause * 2 ** (number - 1)
            try:
                with self._opener.open(request, timeout=self._timeout) as given:
                    return _Answer(given.headers, given.read())
            except urllib.error.HTTPError as refused:
                if refused.code not in _PASSING or number == _TRIES:
                    raise RefusedError(refused.code, _problem(refused.read())) from refused
                said = refused.headers.get("Retry-After", "")
                pause = float(said) if said.isdecimal() else pause
            except OSError as away:
                if number == _TRIES:
                    raise RefusedError(0, {"title": "Nobody answers", "detail": str(away)}) from away
            time.sleep(pause)
        raise AssertionError("the last try ends in an answer or an error")


def _part(value: str) -> str:
    return urllib.parse.quote(value, safe="")


def _as_texts(value: Any) -> list[str]:
    """What is asked for more than once stands there once for each."""
    return [_as_text(each) for each in (value if isinstance(value, list) else [value])]


def _as_text(value: Any) -> str:
    return json.dumps(value) if isinstance(value, bool) else str(value)


def _json(body: Mapping[str, Any]) -> tuple[bytes, str]:
    return json.dumps(body).encode(), "application/json"


def _form(body: Mapping[str, Any]) -> tuple[bytes, str]:
    """Fields, and files as name and content."""
    border = secrets.token_hex(16)
    parts = []
    for name, value in body.items():
        for each in value if isinstance(value, list) else [value]:
            parts.append(f'--{border}\r\nContent-Disposition: form-data; name="{name}"'.encode())
            if isinstance(each, tuple):
                called = urllib.parse.quote(each[0])
                parts.append(f"; filename*=UTF-8''{called}; filename=\"{called}\"\r\n\r\n".encode() + each[1])
            else:
                parts.append(f"\r\n\r\n{_as_text(each)}".encode())
            parts.append(b"\r\n")
    return b"".join([*parts, f"--{border}--\r\n".encode()]), f"multipart/form-data; boundary={border}"


def _problem(content: bytes) -> Mapping[str, Any]:
    try:
        told = json.loads(content)
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


class AanbiederNaleving(TypedDict):
    """Eén aanbieder over een periode."""

    agbCode: str
    beoordeeld: int
    cijfers: NotRequired[Union["ContractCijfers", None]]
    gecorrigeerd: int
    geleverd: int
    naam: str
    ontbreekt: int
    opTijd: int
    signalen: list[str]
    teLaat: int
    verwacht: int


class Aanlevering(TypedDict):
    """Eén upload van één aanbieder over één periode."""

    bestandsnaam: str
    bytes: int
    gemeenten: list[str]
    id: str
    ontvangenOp: str
    periode: NotRequired[Union["Periode", None]]
    sha256: str
    stand: Literal[
        "wordt-gecontroleerd",
        "wordt-vertaald",
        "afgekeurd",
        "storing",
        "niet-gevraagd",
        "te-versturen",
        "verstuurd",
        "afgekeurd-door-gemeente",
        "vervangen",
    ]
    uitslag: NotRequired[Literal["goed", "goed-met-aandachtspunten", "afgekeurd"] | None]
    verstuurdAan: list[str]
    vervangenDoor: NotRequired[str | None]


class Aanleveringen(TypedDict):
    """De nieuwste eerst."""

    resultaten: list["Aanlevering"]
    volgende: NotRequired[str | None]


class Adres(TypedDict):
    """Een adres van uw software waar gebeurtenissen gebracht worden."""

    geprobeerdOp: NotRequired[str | None]
    id: str
    mislukt: int
    plaats: int
    soorten: list[
        Literal[
            "nl.eenmaal.aanlevering.ontvangen",
            "nl.eenmaal.aanlevering.gecontroleerd",
            "nl.eenmaal.aanlevering.beantwoord",
            "nl.eenmaal.rapportage.gemaakt",
            "nl.eenmaal.rapportage.niet-gemaakt",
            "nl.eenmaal.rapportage.verstuurd",
            "nl.eenmaal.rapportage.teruggenomen",
            "nl.eenmaal.rapportage.opgehaald",
            "nl.eenmaal.rapportage.bezorgd",
            "nl.eenmaal.rapportage.beoordeeld",
            "nl.eenmaal.vraag.gesteld",
            "nl.eenmaal.vraag.beantwoord",
            "nl.eenmaal.vraag.gesloten",
            "nl.eenmaal.rapportage.vervangen",
            "nl.eenmaal.rapportage.hersteld",
            "nl.eenmaal.formaat.goedgekeurd",
            "nl.eenmaal.codetabel.goedgekeurd",
            "nl.eenmaal.uitvraag.vastgesteld",
            "nl.eenmaal.uitvraag.gewijzigd",
            "nl.eenmaal.bewaartermijn.toegepast",
            "nl.eenmaal.sleutel.vernietigd",
            "nl.eenmaal.bewijs.gemaakt",
        ]
    ]
    stand: Literal["actief", "stilgezet"]
    uitkomst: str
    url: str
    volgendePoging: NotRequired[str | None]


class Adressen(TypedDict):
    """Het laatste eerst."""

    resultaten: list["Adres"]
    volgende: NotRequired[str | None]


class AndereCel(TypedDict):
    """Een cel die anders zou zijn; zonder adres waar zij er niet is."""

    adresNu: NotRequired[str | None]
    adresToen: NotRequired[str | None]
    nu: str
    toen: str


class AndereWerkmap(TypedDict):
    """Wat er anders is dan in de vorige."""

    wijzigingen: list["VeranderdeCel"]


class Beantwoord(TypedDict):
    """Hoeveel bevindingen nu beantwoord zijn."""

    aantal: int


class Bedragen(TypedDict):
    """Rijen en eurocenten; credit is een min."""

    centen: int
    rijen: int


class Begonnen(TypedDict):
    """Het kenmerk van het concept."""

    id: str


class Beleving(TypedDict):
    """Het gemiddelde van een halfjaar."""

    aanvaardbaar: float
    antwoorden: int
    ergernis: float
    halfjaar: str
    nu: float


class Belevingen(TypedDict):
    """Het laatste halfjaar eerst."""

    halfjaren: list["Beleving"]


class Bericht(TypedDict):
    """Wat een van beide zei."""

    door: NotRequired[str | None]
    gezegdOp: str
    sha256: NotRequired[str | None]
    tekst: NotRequired[str | None]
    van: Literal["gemeente", "aanbieder"]
    zout: NotRequired[str | None]


class Besluit(TypedDict):
    """Wat u met uw concept doet."""

    doe: Literal["indienen", "terugnemen", "intrekken"]


class BestandInDelen(TypedDict):
    """Een bestand dat in delen komt, en hoe ver het is."""

    bestandsnaam: str
    bewaardTot: str
    bytes: int
    id: str
    ontvangen: int


class Bevestiging(TypedDict):
    """De vingerafdruk die u bij de beheerder van de server nakeek."""

    vingerafdruk: str


class Bevinding(TypedDict):
    """Iets om te zeggen over één plaats in het bestand."""

    aantal: int
    antwoord: NotRequired[str | None]
    blad: str
    code: str
    ernst: Literal["houdt-tegen", "rij-wacht", "aandachtspunt"]
    gemeente: NotRequired[str | None]
    herstel: NotRequired[Union["Herstel", None]]
    kenmerk: NotRequired[str | None]
    kolom: str
    regel: NotRequired[str | None]
    rij: NotRequired[int | None]
    tabel: str
    tekst: "Tekst"
    veld: str


class Bevindingen(TypedDict):
    """In de volgorde van het bestand."""

    resultaten: list["Bevinding"]
    volgende: NotRequired[str | None]


class BevindingenVanEenSoort(TypedDict):
    """Alle bevindingen met één code over één veld van één tabel."""

    aantal: int
    beantwoord: bool
    code: str
    ernst: Literal["houdt-tegen", "rij-wacht", "aandachtspunt"]
    tabel: str
    veld: str


class Bezorging(TypedDict):
    """Hoe een rapportage bij de gemeente kwam, of onderweg is."""

    bezorgdOp: NotRequired[str | None]
    kanaal: str
    naam: NotRequired[str | None]
    stand: Literal["onderweg", "bezorgd", "niet-bezorgd"]
    uitkomst: NotRequired[str | None]


class Brief(TypedDict):
    """Een conceptbrief als gewone tekst."""

    gemeente: str
    tekst: str


class Bron(TypedDict):
    """Een rapportage waar het op steunt."""

    formaat: str
    gemeenteCode: str
    sha256: str


class Codes(TypedDict):
    """Wat wacht, en wat voorgesteld is; een voorstel keurt een tweede mens goed, op de pagina *Codes*."""

    tabellen: list["TabelMetCodes"]
    voorstellen: list["Voorstel"]


class Concept(TypedDict):
    """Een versie van een formaat waaraan gewerkt wordt."""

    eigenaar: str
    formaat: str
    gebaseerdOp: NotRequired[str | None]
    gewijzigdOp: NotRequired[str | None]
    id: str
    opmerking: NotRequired[str | None]
    revisie: int
    stand: str
    versie: str


class Concepten(TypedDict):
    """Die u mag zien."""

    resultaten: list["Concept"]
    volgende: NotRequired[str | None]


class ContractCijfers(TypedDict):
    """Tellingen en bedragen in centen; credit is eraf."""

    bovenBudgetCenten: int
    budgetCenten: int
    budgetten: int
    budgettenOverschreden: int
    centen: int
    eerderGedeclareerdOnderBudgetCenten: int
    gedeclareerdOnderBudgetCenten: int
    prestaties: int
    rijenBovenVolume: int
    rijenMetAnderTarief: int
    rijenMetContracttarief: int
    verschilDoorTariefCenten: int
    wachtendeRijen: int


class ContractNaleving(TypedDict):
    """Eén gemeente, wet en productcategorie."""

    cijfers: NotRequired[Union["ContractCijfers", None]]
    gemeenteCode: str
    productcategorie: str
    signalen: list[str]
    wet: str


class Controlecijfer(TypedDict):
    """Wat de boeken zeggen over één gemeente en wet."""

    bedragCenten: int
    gemeenteCode: str
    rijen: int
    wet: str


class Controlecijfers(TypedDict):
    """De boeken over de periode van deze aanlevering."""

    cijfers: list["Controlecijfer"]


class DeclaratieTotaal(TypedDict):
    """Wat een declaratie als haar totaal noemt, naast de rijen die eronder vallen."""

    bericht: str
    declaratie: str
    gelezen: "Bedragen"
    gemeenteCode: str
    gerapporteerd: "Bedragen"
    nietGerapporteerd: dict[str, "Bedragen"]
    toegekendInRijen: "Bedragen"
    toegekendVolgensAntwoordCenten: NotRequired[int | None]
    volgensBerichtCenten: int
    wet: str


class DeclaratiesSamen(TypedDict):
    """Wat declaraties als hun totaal noemen, naast hun rijen; per wet en gemeente of aanbieder."""

    agbCode: NotRequired[str | None]
    declaraties: int
    gelezenCenten: int
    gemeenteCode: NotRequired[str | None]
    gerapporteerdCenten: int
    metAntwoord: int
    toegekendInRijenCenten: int
    toegekendVolgensAntwoordenCenten: int
    verschillen: int
    volgensBerichtenCenten: int
    wet: str


class EerdereRapportage(TypedDict):
    """Een eerder gepubliceerde rapportage waarvan getallen overgenomen zijn."""

    periode: str
    sha256: str


class EmailMetLink(TypedDict):
    """Een adres dat hoort dat er iets klaarstaat."""

    email: str
    soort: Literal["email"]


class Feiten(TypedDict):
    """Tellingen, die nooit bij elkaar opgeteld worden."""

    bestandenNietMetDeHand: int
    eldersBeschikbaar: int
    gevraagd: int
    nogEensGevraagd: int
    vormenTeVeel: int


class Formaat(TypedDict):
    """Wat gemeenten vragen, met alle versies; de laatste eerst."""

    gemeenten: list[str]
    naam: str
    titel: str
    versies: list["Formaatversie"]


class FormaatTotalen(TypedDict):
    """Alle rapportages in één formaat over een periode; formaten tellen niet bij elkaar op."""

    delen: list["TotalenVan"]
    formaat: str
    nietOpgeteldOnbekend: int
    nietOpgeteldWeinigClienten: int
    totalen: list["KolomTotaal"]


class Formaatversie(TypedDict):
    """Eén versie van wat een gemeente vraagt."""

    geldigTot: NotRequired[str | None]
    geldigVanaf: str
    sha256: str
    versie: str


class Formaten(TypedDict):
    """Op titel."""

    resultaten: list["Formaat"]
    volgende: NotRequired[str | None]


class Fouten(TypedDict):
    """Van de cellen die verschillen: hoeveel er met de hand fout waren, en hoeveel van ons."""

    deOnze: int
    metDeHand: int


class Geadresseerde(TypedDict):
    """Eén gemeente en wat zij krijgt of kreeg."""

    centen: int
    gemeenteCode: str
    gemeenteNaam: str
    meerCenten: int
    meerRijen: int
    opgehaaldOp: NotRequired[str | None]
    rapportages: list[str]
    rijen: int
    verstuurdOp: NotRequired[str | None]
    vervalt: list[str]


class Gebeurtenis(TypedDict):
    """Een CloudEvent volgens het NLGov-profiel; het 'id' is voor altijd van deze ene gebeurtenis."""

    data: "GebeurtenisGegevens"
    datacontenttype: NotRequired[Literal["application/json"]]
    dataschema: str
    id: str
    sequence: str
    source: str
    specversion: NotRequired[Literal["1.0"]]
    subject: str
    time: str
    type: Literal[
        "nl.eenmaal.aanlevering.ontvangen",
        "nl.eenmaal.aanlevering.gecontroleerd",
        "nl.eenmaal.aanlevering.beantwoord",
        "nl.eenmaal.rapportage.gemaakt",
        "nl.eenmaal.rapportage.niet-gemaakt",
        "nl.eenmaal.rapportage.verstuurd",
        "nl.eenmaal.rapportage.teruggenomen",
        "nl.eenmaal.rapportage.opgehaald",
        "nl.eenmaal.rapportage.bezorgd",
        "nl.eenmaal.rapportage.beoordeeld",
        "nl.eenmaal.vraag.gesteld",
        "nl.eenmaal.vraag.beantwoord",
        "nl.eenmaal.vraag.gesloten",
        "nl.eenmaal.rapportage.vervangen",
        "nl.eenmaal.rapportage.hersteld",
        "nl.eenmaal.formaat.goedgekeurd",
        "nl.eenmaal.codetabel.goedgekeurd",
        "nl.eenmaal.uitvraag.vastgesteld",
        "nl.eenmaal.uitvraag.gewijzigd",
        "nl.eenmaal.bewaartermijn.toegepast",
        "nl.eenmaal.sleutel.vernietigd",
        "nl.eenmaal.bewijs.gemaakt",
    ]


class GebeurtenisGegevens(TypedDict):
    """Waar het over gaat: alleen kenmerken, nooit een persoon."""

    aanlevering: NotRequired[str | None]
    feiten: dict[str, Any]
    gemeenteCode: NotRequired[str | None]
    organisatie: str
    rapportage: NotRequired[str | None]
    soortOrganisatie: str


class Gebeurtenissen(TypedDict):
    """Het oudste eerst. 'verder' is de cursor waarmee u later vraagt wat er bij kwam."""

    resultaten: list["Gebeurtenis"]
    verder: NotRequired[str | None]
    volgende: NotRequired[str | None]


class GebruikteCode(TypedDict):
    """Een regel van een codetabel."""

    code: str
    tabel: str
    wordt: str


class Geheim(TypedDict):
    """Waarmee u de handtekening nakijkt (Standard Webhooks); wij tonen het dit ene keer."""

    geheim: str
    id: str


class Gelezen(TypedDict):
    """Wat ermee gebeurt."""

    opnieuw: bool


class Gemeente(TypedDict):
    """Een gemeente van nu."""

    code: str
    naam: str


class Gemeenten(TypedDict):
    """Op code."""

    resultaten: list["Gemeente"]
    volgende: NotRequired[str | None]


class Gepubliceerd(TypedDict):
    """Waar het staat."""

    adres: str
    pagina: str


class Getrokken(TypedDict):
    """Een rapportage die het lot aanwees."""

    formaat: str
    gemeente: str
    merk: str
    periode: "Periode"
    rapportage: str
    vergeleken: NotRequired[Union["VergelekenRapportage", None]]


class Gevraagd(TypedDict):
    """Een gegeven dat gevraagd wordt."""

    elders: list[str]
    element: str
    vormen: list["Vorm"]


class GevuldeCel(TypedDict):
    """Een cel waar de rij achter staat."""

    adres: str
    formaat: str
    gemeenteCode: str
    periode: str
    rapportage: str


class Herhaling(TypedDict):
    """Een rapportage, opnieuw gemaakt zoals toen."""

    nu: NotRequired[str | None]
    rapportage: str
    sha256: str
    uitkomst: str


class Herkomst(TypedDict):
    """Elke rij met dat nummer; meestal is het er een."""

    rijen: list["Rijspoor"]


class Herstel(TypedDict):
    """Een cel die anders gelezen is dan er staat."""

    gelezenAls: str
    stondEr: str


class Hervatting(TypedDict):
    """Vanaf waar."""

    naPlaats: NotRequired[int | None]


class IngetrokkenAntwoord(TypedDict):
    """Van welke bevinding het antwoord niet meer geldt."""

    code: str
    kenmerk: str


class Jaar(TypedDict):
    """Een jaar van alle perioden samen; zonder jaar is er nog niets geleverd."""

    aanbieders: NotRequired[int]
    blijftOver: NotRequired[Union["Schatting", None]]
    feiten: NotRequired[Union["Feiten", None]]
    feitenEenJaarEerder: NotRequired[Union["Feiten", None]]
    jaar: NotRequired[str | None]
    jaren: list[str]
    minuten: NotRequired[Union["Schatting", None]]
    opDeSchraplijst: NotRequired[int]
    rapportages: NotRequired[int]


class Kanaal(TypedDict):
    """Waarlangs rapportages u bereiken, of waaruit wij uw bestanden ophalen; zonder zijn geheim."""

    adres: str
    bezorgd: int
    formaat: str
    geprobeerdOp: NotRequired[str | None]
    id: str
    mislukt: int
    onderweg: int
    publiekeSleutel: NotRequired[str | None]
    soort: str
    stand: str
    uitkomst: NotRequired[str | None]
    vingerafdruk: NotRequired[str | None]


class KanaalGemaakt(TypedDict):
    """Het kenmerk van het kanaal."""

    id: str


class KanaalProef(TypedDict):
    """Wat ervan kwam."""

    uitkomst: str
    uitleg: str


class Kanalen(TypedDict):
    """Het kanaal voor alle formaten eerst."""

    resultaten: list["Kanaal"]
    volgende: NotRequired[str | None]


class Klok(TypedDict):
    """Wat er met de klok van een formaat gebeurt."""

    doe: str
    formaat: str


class KolomTotaal(TypedDict):
    """Eén kolom van een rapportage: wat de rijen optellen en wat er in het bestand staat."""

    formaat: NotRequired[str | None]
    gemeenteCode: NotRequired[str | None]
    inDeRijen: NotRequired[float | None]
    inHetBestand: float
    kolom: str
    periode: NotRequired[str | None]
    rapportages: NotRequired[int | None]
    tabel: str
    verschillen: dict[str, float]


class Lezing(TypedDict):
    """Hoe deze aanlevering en de volgende gelezen worden; minstens een van beide."""

    datums: NotRequired[Literal["dag-maand-jaar", "maand-dag-jaar"] | None]
    herstel: NotRequired[bool | None]


class Logboek(TypedDict):
    """Het laatste eerst."""

    resultaten: list["LogboekRegel"]
    volgende: NotRequired[str | None]


class LogboekRegel(TypedDict):
    """Eén handeling, op haar plaats in het logboek."""

    blad: str
    feiten: dict[str, Any]
    handeling: str
    organisatie: str
    over: str
    plaats: int
    soortOrganisatie: str
    tijdstip: str
    woorden: "Tekst"


class LopendeKlok(TypedDict):
    """Het kenmerk van de klok."""

    id: str


class Melding(TypedDict):
    """Iets dat uw organisatie gemeld is; nooit met iets over een cliënt."""

    gemeldOp: str
    pagina: str
    soort: str
    tekst: "Tekst"


class Meldingen(TypedDict):
    """De laatste honderd, de nieuwste eerst."""

    resultaten: list["Melding"]
    volgende: NotRequired[str | None]


class MetDeHand(TypedDict):
    """Een rapportage zoals u haar zonder de dienst maakte; het bestand wordt niet bewaard."""

    bestand: SentFile
    minuten: int


class MetFormaatVanNu(TypedDict):
    """Wat er anders zou zijn met het formaat dat nu geldt."""

    cellen: list["AndereCel"]
    versie: NotRequired[str | None]


class Meting(TypedDict):
    """Werk dat gemeten is, of waarvan de klok nog loopt."""

    begonnen: str
    minuten: float | None
    rol: str
    steekproef: bool
    werk: str


class Metingen(TypedDict):
    """Wat u zelf meet: hoe uw formaten vandaag gemaakt worden, en hoe lang werk duurt."""

    metingen: list["Meting"]
    nakijkenGemeten: bool
    steekproefGedeeld: bool
    vandaag: dict[str, Union["Way", None]]


class MetingenKeuze(TypedDict):
    """Wat er verandert; wat ontbreekt, blijft zoals het is."""

    nakijkenGemeten: NotRequired[bool | None]
    steekproefGedeeld: NotRequired[bool | None]
    vandaag: NotRequired[dict[str, Union["Way", None]]]


class Minder(TypedDict):
    """Wat er minder is als het niet meer gevraagd wordt; de tellingen zijn niet op te tellen."""

    gegevens: int
    keerGevraagd: int
    keerNogEens: int
    minutenMetDeDienst: NotRequired[Union["Schatting", None]]
    minutenZonderDeDienst: NotRequired[Union["Schatting", None]]
    rapportages: int


class Naleving(TypedDict):
    """Op naam van de aanbieder."""

    resultaten: list["AanbiederNaleving"]
    volgende: NotRequired[str | None]


class NalevingVanAanbieder(TypedDict):
    """Eén aanbieder per contract, met de bronnen."""

    agbCode: str
    bronnen: list["Bron"]
    contracten: list["ContractNaleving"]
    logboekOmvang: NotRequired[int | None]
    logboekWortel: NotRequired[str | None]
    naam: str
    periode: str
    plafonds: list["PlafondGebruik"]


class NieuwAdres(TypedDict):
    """Waar, en wat."""

    soorten: NotRequired[
        list[
            Literal[
                "nl.eenmaal.aanlevering.ontvangen",
                "nl.eenmaal.aanlevering.gecontroleerd",
                "nl.eenmaal.aanlevering.beantwoord",
                "nl.eenmaal.rapportage.gemaakt",
                "nl.eenmaal.rapportage.niet-gemaakt",
                "nl.eenmaal.rapportage.verstuurd",
                "nl.eenmaal.rapportage.teruggenomen",
                "nl.eenmaal.rapportage.opgehaald",
                "nl.eenmaal.rapportage.bezorgd",
                "nl.eenmaal.rapportage.beoordeeld",
                "nl.eenmaal.vraag.gesteld",
                "nl.eenmaal.vraag.beantwoord",
                "nl.eenmaal.vraag.gesloten",
                "nl.eenmaal.rapportage.vervangen",
                "nl.eenmaal.rapportage.hersteld",
                "nl.eenmaal.formaat.goedgekeurd",
                "nl.eenmaal.codetabel.goedgekeurd",
                "nl.eenmaal.uitvraag.vastgesteld",
                "nl.eenmaal.uitvraag.gewijzigd",
                "nl.eenmaal.bewaartermijn.toegepast",
                "nl.eenmaal.sleutel.vernietigd",
                "nl.eenmaal.bewijs.gemaakt",
            ]
        ]
    ]
    url: str


class NieuwAntwoord(TypedDict):
    """Het klopt zoals het er staat, en waarom."""

    antwoord: str
    code: str
    kenmerk: NotRequired[str | None]
    tabel: NotRequired[str | None]
    veld: NotRequired[str | None]


class NieuwBericht(TypedDict):
    """Wat de ander leest. Noem geen cliënt, BSN of geboortedatum."""

    tekst: str


class NieuwBestand(TypedDict):
    """Wat er komt."""

    bestandsnaam: str
    bytes: int
    sha256: NotRequired[str | None]


class NieuwBewijs(TypedDict):
    """Over welke periode."""

    periode: str
    vorm: NotRequired[Literal["accountant", "portaal"]]


class NieuwConcept(TypedDict):
    """Waarmee het begint."""

    begin: Union["UitVersie", "UitTekst"]


class NieuwDeel(TypedDict):
    """De bytes vanaf één plaats."""

    begin: int
    deel: SentFile
    sha256: NotRequired[str | None]


class NieuwKanaal(TypedDict):
    """Waarheen, en wat."""

    bestemming: Union["SftpMap", "S3Bucket", "WebhookMetLink", "EmailMetLink", "ZelfOphalen"]
    formaat: NotRequired[str]
    geheim: NotRequired[str]


class NieuwOordeel(TypedDict):
    """Aanvaarden, of afkeuren met een reden en een toelichting voor de aanbieder."""

    oordeel: Literal["aanvaard", "afgekeurd"]
    reden: NotRequired[
        Literal[
            "fout-in-gegevens",
            "andere-definitie",
            "niet-in-standaard",
            "toelichting-ontbreekt",
            "gewijzigd-zonder-aankondiging",
            "portaal-of-handtekening",
            "accountant",
            "mag-niet-gedeeld",
            "fout-van-de-dienst",
            "anders",
        ]
        | None
    ]
    toelichting: NotRequired[str | None]


class NieuwUitstel(TypedDict):
    """Meer tijd voor één rapportage; de aanbieder leest de reden."""

    aanbiederCode: str
    formaat: str
    gemeenteCode: str
    periode: str
    reden: str
    tot: str


class NieuwVoorstel(TypedDict):
    """Wat een code betekent."""

    code: str
    codetabel: str
    formaat: str
    geldigTot: NotRequired[str | None]
    geldigVan: NotRequired[str | None]
    wet: NotRequired[str]
    wordt: str


class NieuweAanlevering(TypedDict):
    """Een of meer bestanden die samen één aanlevering zijn."""

    aanvulling: NotRequired[bool]
    bestand: NotRequired[list[SentFile]]
    bestandIds: NotRequired[list[str]]
    herstel: NotRequired[bool | None]
    sha256: NotRequired[str | None]


class NieuweBeleving(TypedDict):
    """Uw antwoord voor dit halfjaar; het laatste telt."""

    aanvaardbaar: int
    ergernis: int
    nu: int


class NieuweIntrekking(TypedDict):
    """Van wie het teruggenomen wordt, zolang die er niets van ophaalde."""

    gemeenteCode: str


class NieuweKlok(TypedDict):
    """Wat er gemeten wordt."""

    kenmerk: NotRequired[str]
    rol: str
    steekproef: NotRequired[str]
    werk: str


class NieuweProef(TypedDict):
    """Waarop."""

    aanlevering: NotRequired[str | None]


class NieuwePublicatie(TypedDict):
    """Welke periode."""

    periode: str


class NieuweTekst(TypedDict):
    """De tekst zoals zij moet worden."""

    revisie: int
    tekst: str


class NieuweVerzending(TypedDict):
    """Aan wie."""

    gemeenteCodes: NotRequired[list[str] | None]
    gezien: str


class NieuweVoorkeuren(TypedDict):
    """Wat er voortaan geldt."""

    vanzelf: bool


class NieuweVraag(TypedDict):
    """Over welke rapportage, en zo nodig welke cel of kolom."""

    plaats: NotRequired["Plaats"]
    rapportage: str
    tekst: str


class NieuweWerkmap(TypedDict):
    """Een lege werkmap, waarvoor een concept voorgesteld wordt."""

    bestand: SentFile
    dagen: NotRequired[int]
    doel: NotRequired[str]
    grondslag: NotRequired[str]
    inPlaatsVan: NotRequired[str]


class Nulmeting(TypedDict):
    """Eén kwartaal, gemeten voordat u met de dienst werkt."""

    formaten: list["Nulmetingsformaat"]
    nogTeMeten: list[str]


class NulmetingKeuze(TypedDict):
    """Welke formaten u maakt, en voor hoeveel gemeenten elk; wat ontbreekt, wordt niet meer gemeten."""

    formaten: dict[str, int]


class Nulmetingsformaat(TypedDict):
    """Een formaat dat in zijn geheel gemeten wordt."""

    formaat: str
    gemeenten: int
    gepauzeerd: NotRequired[bool]
    looptSinds: NotRequired[str | None]
    minuten: NotRequired[list[float]]


class OnbekendeCode(TypedDict):
    """Wat op één code wacht, zonder van wie."""

    aanbieders: int
    centen: int
    code: NotRequired[str | None]
    rijen: int
    voorstel: NotRequired[str | None]


class OngeldigeParameter(TypedDict):
    """Eén ding in het verzoek dat niet kan."""

    name: str
    reason: str


class Ontvangen(TypedDict):
    """Eén rapportage van een gemeente."""

    bestandsnaam: str
    centen: int
    formaat: str
    rapportage: str
    rijen: int
    sha256: str


class Ontvanger(TypedDict):
    """Wie het heeft."""

    door: NotRequired[str | None]
    gemeente: "Organisatie"
    opgehaaldOp: NotRequired[str | None]
    rapportages: list["Ontvangen"]
    verstuurdOp: str | None


class Ontvangstbewijs(TypedDict):
    """Van één aanlevering."""

    aanbieder: "Organisatie"
    aanlevering: str
    bestandsnaam: str
    kenmerk: str
    ontvangenOp: str
    periode: NotRequired[Union["Periode", None]]
    sha256: str
    telling: NotRequired[Union["SluitendeTelling", None]]
    verstuurdAan: list["Ontvanger"]


class Oordeel(TypedDict):
    """Wat de gemeente ervan zei."""

    oordeel: Literal["aanvaard", "afgekeurd"]
    reden: NotRequired[
        Literal[
            "fout-in-gegevens",
            "andere-definitie",
            "niet-in-standaard",
            "toelichting-ontbreekt",
            "gewijzigd-zonder-aankondiging",
            "portaal-of-handtekening",
            "accountant",
            "mag-niet-gedeeld",
            "fout-van-de-dienst",
            "anders",
        ]
        | None
    ]
    toelichting: NotRequired[str | None]


class OpenbareBrief(TypedDict):
    """Een conceptbrief als gewone tekst."""

    tekst: str


class Opmerking(TypedDict):
    """Iets om naar te kijken; een fout houdt het publiceren tegen."""

    code: str
    ernst: str
    tekst: str
    waar: str


class Organisatie(TypedDict):
    """Wie er levert of ontvangt."""

    code: str
    naam: str


class OverigWerk(TypedDict):
    """Minuten die iets nog kostte, onder één oorzaak."""

    minuten: int
    oorzaak: str
    periode: str


class Periode(TypedDict):
    """Hele dagen, begin en einde meegeteld."""

    begin: str
    einde: str
    naam: str


class PeriodeTotalen(TypedDict):
    """Wat berichten zeggen, wat de rijen zijn en wat in de bestanden staat, over een periode."""

    declaraties: list["DeclaratiesSamen"]
    declaratiesNietOpgeteld: int
    formaten: list["FormaatTotalen"]
    periode: NotRequired[Union["Periode", None]]


class PeriodeVergelijking(TypedDict):
    """Wat over een periode meetelt, naast de boeken; van elke gemeente de aanlevering die voor haar telt."""

    cijfers: list["VergelekenCijfer"]
    nietVergeleken: list[str]
    periode: NotRequired[Union["Periode", None]]
    vergeleken: NotRequired[str | None]
    verschillen: list["VerschilPerOorzaak"]


class PeriodesVergeleken(TypedDict):
    """Het grootste verschil in euro eerst."""

    resultaten: list["Vergeleken"]
    volgende: NotRequired[str | None]


class Plaats(TypedDict):
    """Waar de vraag over gaat: een cel, een kolom van een tabel, of (leeg) de hele rapportage."""

    cel: NotRequired[str | None]
    kolom: NotRequired[str | None]
    tabel: NotRequired[str | None]


class PlafondGebruik(TypedDict):
    """Een plafond van een contract en hoeveel daarvan geleverd is."""

    begin: str
    centen: NotRequired[int | None]
    eenheid: NotRequired[str | None]
    einde: str
    geleverdCenten: NotRequired[int | None]
    geleverdVolume: NotRequired[float | None]
    gemeenteCode: str
    overschreden: bool
    productcategorie: NotRequired[str | None]
    volume: NotRequired[int | None]
    wet: str


class Probleem(TypedDict):
    """Waarom het niet ging; 'invalidParams' is er bij een verzoek dat niet klopt."""

    status: int
    title: str
    detail: str
    invalidParams: NotRequired[list["OngeldigeParameter"] | None]
    referentie: NotRequired[str | None]


class Proef(TypedDict):
    """Eén concept op één aanlevering, door een worker."""

    aanlevering: str
    gevraagdOp: NotRequired[str | None]
    id: str
    stand: str
    uitkomst: dict[str, Any]


class Proeven(TypedDict):
    """Van het concept zoals het nu is."""

    proeven: list["Proef"]
    teProberen: list["TeProberen"]


class Publicatie(TypedDict):
    """Een periode die voor iedereen te lezen is."""

    adres: str
    gepubliceerdOp: str
    pagina: str
    periode: str


class Publicaties(TypedDict):
    """De laatste eerst; wat teruggehaald is, staat er niet bij."""

    publicaties: list["Publicatie"]


class Rapportage(TypedDict):
    """Het bestand dat voor een gemeente gemaakt is."""

    aanbieder: "Organisatie"
    aanlevering: str
    bestandsnaam: str
    bytes: int
    formaat: str
    formaatSha256: str
    gemaaktOp: str
    gemeente: "Organisatie"
    id: str
    mediatype: str
    oordeel: NotRequired[Union["Oordeel", None]]
    opgehaaldOp: NotRequired[str | None]
    opvolger: NotRequired[str | None]
    periode: "Periode"
    sha256: str
    stand: Literal[
        "niet-verstuurd", "verstuurd", "opgehaald", "aanvaard", "afgekeurd", "vervangen", "vervallen"
    ]
    telling: "SluitendeTelling"
    verstuurdOp: NotRequired[str | None]
    vervangenOp: NotRequired[str | None]
    voorganger: NotRequired[str | None]


class RapportageTotalen(TypedDict):
    """De totalen van de kolommen die optellen."""

    isTeMaken: bool
    isVerborgen: bool
    totalen: list["KolomTotaal"]


class Rapportages(TypedDict):
    """De nieuwste eerst."""

    resultaten: list["Rapportage"]
    volgende: NotRequired[str | None]


class Reden(TypedDict):
    """Waarom de rij ergens niet in staat."""

    code: str
    formaat: str
    gemeenteCode: str
    lot: str
    periode: NotRequired[str | None]
    tabel: str
    woorden: "Tekst"


class Regeldruk(TypedDict):
    """De kop van de regeldrukpagina; 'periode' en al het andere ontbreken zolang er niets te meten is."""

    bewijsklasse: NotRequired[str | None]
    cellen: NotRequired[dict[str, int] | None]
    feiten: NotRequired[Union["Feiten", None]]
    kansOpNiets: NotRequired[float | None]
    minuten: NotRequired[Union["Schatting", None]]
    periode: NotRequired[Union["Periode", None]]
    perioden: list["Periode"]
    tabellen: NotRequired[dict[str, str] | None]


class RijAchterCel(TypedDict):
    """Een rij uit de aanlevering, wat er staat en wat zij toevoegt."""

    bijdrage: NotRequired[str | int | float | None]
    blad: NotRequired[str | None]
    rij: int
    tabel: str
    waarde: NotRequired[str | int | float | None]


class RijAchterSignaal(TypedDict):
    """Een rij van prestatie, wat er staat en waar dat naast ligt."""

    blad: NotRequired[str | None]
    centen: int
    rij: int
    woorden: "Tekst"


class RijInTelling(TypedDict):
    """Waar een rij staat in wat er is aangeleverd, en haar bedrag."""

    blad: NotRequired[str | None]
    centen: int
    rij: int


class RijenAchterSignaal(TypedDict):
    """Alle rijen achter een signaal; ten hoogste de eerste tienduizend."""

    aantal: int
    rijen: list["RijAchterSignaal"]


class RijenInTelling(TypedDict):
    """De rijen van prestatie onder één naam; ten hoogste de eerste tienduizend."""

    aantal: int
    centen: int
    rijen: list["RijInTelling"]


class Rijspoor(TypedDict):
    """Waar één rij heen ging."""

    blad: NotRequired[str | None]
    cellen: list["GevuldeCel"]
    redenen: list["Reden"]
    rij: int
    tabel: str


class S3Bucket(TypedDict):
    """Een bucket van een dienst die S3 spreekt."""

    adres: str
    bucket: str
    map: NotRequired[str]
    regio: str
    sleutelnaam: str
    soort: Literal["s3"]


class Schatting(TypedDict):
    """80 % van de uitkomsten ligt tussen p10 en p90."""

    p10: float
    p50: float
    p90: float


class SchrapVraag(TypedDict):
    """Een vraag die kan vervallen, of gesteld kan worden zoals anderen het doen."""

    afspraken: list[str]
    element: str
    formaat: str
    gemeente: str
    gevraagdIn: str
    grond: str
    kolom: str
    minder: "Minder"
    vragenHetOokAnders: list[str]
    vragenHetOokZo: list[str]
    waar: list[str]
    zegtMinder: bool


class Schraplijst(TypedDict):
    """Wat gemeenten niet meer hoeven te vragen; zonder periode is er nog niets geleverd."""

    eldersBeschikbaar: NotRequired[int]
    gevraagd: NotRequired[int]
    periode: NotRequired[Union["Periode", None]]
    perioden: list["Periode"]
    tabellen: NotRequired[dict[str, str]]
    vragen: NotRequired[list["SchrapVraag"]]


class SftpMap(TypedDict):
    """Een map van een SFTP-server."""

    gebruiker: str
    map: NotRequired[str]
    poort: NotRequired[int]
    server: str
    soort: Literal["sftp"]


Signal = Literal["budget", "volume", "tarief", "plafond"]


class SluitendeTelling(TypedDict):
    """Binnen = gerapporteerd + uitgesloten + wacht + niet gemaakt + afgekeurd, in rijen en in eurocenten."""

    centen: "Telling"
    rijen: "Telling"


class Stand(TypedDict):
    """Eén bewaarde stand van de tekst."""

    bewaardOp: str
    door: str
    nummer: int
    sha256: str


class Steekproef(TypedDict):
    """Uw rapportages die het lot aanwees; niemand kiest."""

    rapportages: list["Getrokken"]


class TabelMetCodes(TypedDict):
    """Een codetabel van een formaat."""

    codes: list["OnbekendeCode"]
    codetabel: str
    formaat: str
    landelijk: bool
    magSchrijven: bool
    wetten: list[str]


class TeProberen(TypedDict):
    """Een aanlevering waarop het geprobeerd kan worden."""

    aanbieder: str
    gemeenten: list[str]
    id: str
    ontvangenOp: str
    periode: "Periode"


class Tekst(TypedDict):
    """Hetzelfde in twee talen."""

    en: str
    nl: str


class TekstVanToen(TypedDict):
    """Eén bewaarde stand met haar tekst."""

    bewaardOp: str
    door: str
    nummer: int
    sha256: str
    tekst: str


class Telling(TypedDict):
    """Eén kant van de sluitende telling: wat binnenkwam en onder welke naam het weer uitging."""

    afgekeurd: dict[str, int]
    binnen: int
    gerapporteerd: int
    nietGemaakt: dict[str, int]
    uitgesloten: dict[str, int]
    wacht: dict[str, int]


class TellingOpNiveau(TypedDict):
    """De telling over één gemeente, formaat, periode of rapportage, of over alles."""

    formaat: NotRequired[str | None]
    gemeenteCode: NotRequired[str | None]
    niveau: str
    periode: NotRequired[Union["Periode", None]]
    rapportage: NotRequired[str | None]
    sluit: bool
    telling: "SluitendeTelling"


class TellingPerNiveau(TypedDict):
    """De sluitende telling op elk niveau; leeg zolang de aanlevering niet klaar is."""

    declaraties: list["DeclaratieTotaal"]
    niveaus: list["TellingOpNiveau"]
    totalen: list["KolomTotaal"]


class TellingVanAanbieder(TypedDict):
    """Waar elke rij en elke cent van een aanbieder over een periode terechtkwam."""

    aanbieder: "Organisatie"
    aanleveringen: list["TellingVanAanlevering"]
    nietOpgeteldOnbekend: int
    periode: NotRequired[Union["Periode", None]]
    sluit: bool
    telling: "SluitendeTelling"
    wacht: list[str]


class TellingVanAanlevering(TypedDict):
    """Wat van één aanlevering meetelt."""

    aanlevering: str
    gemeenten: list["TellingVanGemeente"]
    isAfgewezen: bool
    ontvangen: str | None
    rapportages: int
    telling: "SluitendeTelling"


class TellingVanEen(TypedDict):
    """Eén gemeente of één aanbieder in de telling van een periode."""

    code: str
    naam: str
    rapportages: int
    sluit: bool
    telling: "SluitendeTelling"


class TellingVanGemeente(TypedDict):
    """De rijen van één gemeente in de aanlevering die voor haar telt."""

    gemeenteCode: NotRequired[str | None]
    rapportages: int
    sluit: bool
    telling: "SluitendeTelling"
    vraagtIets: bool


class TellingVanPeriode(TypedDict):
    """Elke rij telt één keer; de gemeenten zijn samen het geheel, en de aanbieders ook."""

    aanbieders: list["TellingVanEen"]
    gemeenteCode: NotRequired[str | None]
    gemeenten: list["TellingVanEen"]
    nietOpgeteldOnbekend: int
    periode: NotRequired[Union["Periode", None]]
    rapportages: int
    sluit: bool
    telling: "SluitendeTelling"


class TotalenVan(TypedDict):
    """De kolommen van één formaat bij één gemeente of één aanbieder."""

    agbCode: NotRequired[str | None]
    gemeenteCode: NotRequired[str | None]
    totalen: list["KolomTotaal"]


class UitTekst(TypedDict):
    """Een nieuwe tekst."""

    dagen: NotRequired[int]
    doel: NotRequired[str]
    grondslag: NotRequired[str]
    inPlaatsVan: NotRequired[str]
    tekst: str
    uit: Literal["tekst"]


class UitVersie(TypedDict):
    """Een volgende versie, of een eigen versie, van wat gevraagd wordt."""

    formaat: str
    uit: Literal["versie"]
    versie: str


class Uitleg(TypedDict):
    """Wat er in een cel staat, en waar het vandaan komt; de bijdragen tellen op tot 'som'."""

    adres: str
    clientenErachter: NotRequired[int | None]
    codetabellen: list["GebruikteCode"]
    eerder: list["EerdereRapportage"]
    isVerborgen: NotRequired[bool]
    rapportage: str
    rijen: list["RijAchterCel"]
    rijenErachter: NotRequired[int | None]
    som: NotRequired[int | float | None]
    waarde: NotRequired[str | int | float | None]
    woorden: "Tekst"


class Uitstel(TypedDict):
    """Gegeven meer tijd."""

    aanbiederCode: str
    door: str
    formaat: str
    gemeenteCode: str
    periode: str
    reden: str
    tot: str


class Uitvraag(TypedDict):
    """Eén rapportage die een gemeente van een aanbieder vraagt, en hoe het ermee staat."""

    aanbieder: "Organisatie"
    formaat: str
    geleverdOp: NotRequired[str | None]
    gemeente: "Organisatie"
    grondslag: str
    oorzaak: NotRequired[
        Literal["aanbieder", "formaat-te-laat-gepubliceerd", "dienst", "niet-opgehaald"] | None
    ]
    periode: "Periode"
    rapportage: NotRequired[str | None]
    stand: Literal["ontbreekt", "uitstel", "nu-aan-de-beurt", "te-laat", "nog-niet-aan-de-beurt", "op-tijd"]
    uiterlijk: str


class Uitvraagdeel(TypedDict):
    """Wat van wie gevraagd wordt, en waarom."""

    aanbieders: list[str]
    dagen: NotRequired[int | None]
    doel: str
    grondslag: str
    totEnMet: NotRequired[str | None]
    vanaf: str
    werkdagen: NotRequired[int | None]
    zonder: list[str]


class Uitvragen(TypedDict):
    """Het meest dringende eerst."""

    resultaten: list["Uitvraag"]
    volgende: NotRequired[str | None]


class VastgesteldeUitvraag(TypedDict):
    """De versie van een uitvraag die nu geldt."""

    delen: list["Uitvraagdeel"]
    formaat: str
    gemeenteCode: str
    sha256: str
    vastgesteldOp: str
    versie: int


class VastgesteldeUitvragen(TypedDict):
    """Op gemeente en formaat; wat niet meer gevraagd wordt staat achteraan."""

    resultaten: list["VastgesteldeUitvraag"]
    volgende: NotRequired[str | None]


class VeranderdeCel(TypedDict):
    """Een cel die anders is; zonder adres is het een heel blad."""

    blad: str
    cel: NotRequired[str | None]
    eerst: str
    formule: bool
    nu: str


class Vergeleken(TypedDict):
    """Eén aanbieder of gemeente."""

    code: str
    eerst: NotRequired[Union["ContractCijfers", None]]
    naam: str
    nu: NotRequired[Union["ContractCijfers", None]]
    teKlein: bool


class VergelekenCijfer(TypedDict):
    """Eén gemeente en wet: de boeken naast de aanlevering."""

    aangeleverdCenten: int
    aangeleverdRijen: int
    boekenCenten: NotRequired[int | None]
    boekenRijen: NotRequired[int | None]
    gemeenteCode: NotRequired[str | None]
    oorzaken: list[str]
    waardoor: list[str]
    wet: NotRequired[str | None]


class VergelekenRapportage(TypedDict):
    """Hoe de met de hand gemaakte rapportage zich tot de onze verhield, in cellen."""

    alleenDeOnze: int
    alleenMetDeHand: int
    cellen: int
    foutDeOnze: NotRequired[int | None]
    foutMetDeHand: NotRequired[int | None]
    gelijk: int
    minuten: NotRequired[int | None]
    verschillend: int


class Vergelijking(TypedDict):
    """Elke gemeente en wet van de boeken of van de aanlevering."""

    cijfers: list["VergelekenCijfer"]


class Verklaring(TypedDict):
    """Welke verklaring een aanbieder een gemeente moet geven."""

    agbCode: str
    bron: str
    centen: NotRequired[int | None]
    centenVoorDeGrens: NotRequired[int | None]
    gemeenteCode: str
    grensCenten: int
    grensOver: str
    naam: str
    productcategorie: NotRequired[str | None]
    verklaring: str
    wet: str


class Verklaringen(TypedDict):
    """Op naam van de aanbieder."""

    resultaten: list["Verklaring"]
    volgende: NotRequired[str | None]


class Verschil(TypedDict):
    """Eén getal dat anders is dan in de rapportage ervoor."""

    eerst: str
    naam: str
    nu: str


class VerschilPerOorzaak(TypedDict):
    """Regels die door hetzelfde van de boeken verschillen, samen."""

    centen: int
    regels: int
    rijen: int
    waardoor: list[str]


class Verschillen(TypedDict):
    """Wat er anders wordt dan in de versie waarvoor het in de plaats komt."""

    vervangt: NotRequired[str | None]
    zinnen: list[str]


class Verzending(TypedDict):
    """Wie het nu kreeg."""

    gemeenteCodes: list[str]


class VolledigConcept(TypedDict):
    """Een concept met zijn tekst en alles wat ervan bekend is."""

    eigenaar: str
    formaat: str
    fout: NotRequired[str | None]
    gebaseerdOp: NotRequired[str | None]
    gewijzigdOp: NotRequired[str | None]
    id: str
    magWijzigen: bool
    opmerking: NotRequired[str | None]
    opmerkingen: list["Opmerking"]
    revisie: int
    stand: str
    standen: list["Stand"]
    tekst: str
    versie: str
    voorstellen: list[str]
    werkmap: NotRequired[str | None]


class VolledigeAanlevering(TypedDict):
    """Een aanlevering met alles wat er van werd."""

    aanvulling: bool
    bestandsnaam: str
    bevindingen: list["BevindingenVanEenSoort"]
    bytes: int
    gemeenten: list[str]
    id: str
    ontvangenOp: str
    periode: NotRequired[Union["Periode", None]]
    rapportages: list[str]
    rijen: dict[str, int]
    sha256: str
    stand: Literal[
        "wordt-gecontroleerd",
        "wordt-vertaald",
        "afgekeurd",
        "storing",
        "niet-gevraagd",
        "te-versturen",
        "verstuurd",
        "afgekeurd-door-gemeente",
        "vervangen",
    ]
    telling: NotRequired[Union["SluitendeTelling", None]]
    uitslag: NotRequired[Literal["goed", "goed-met-aandachtspunten", "afgekeurd"] | None]
    verstuurdAan: list[str]
    vervangenDoor: NotRequired[str | None]
    voortgang: "Voortgang"


class VolledigeRapportage(TypedDict):
    """Een rapportage met wat er anders is dan in die ervoor."""

    aanbieder: "Organisatie"
    aanlevering: str
    bestandsnaam: str
    bewaardTot: NotRequired[str | None]
    bezorgingen: NotRequired[list["Bezorging"]]
    bytes: int
    formaat: str
    formaatSha256: str
    gemaaktOp: str
    gemeente: "Organisatie"
    id: str
    mediatype: str
    oordeel: NotRequired[Union["Oordeel", None]]
    opgehaaldOp: NotRequired[str | None]
    opvolger: NotRequired[str | None]
    periode: "Periode"
    sha256: str
    stand: Literal[
        "niet-verstuurd", "verstuurd", "opgehaald", "aanvaard", "afgekeurd", "vervangen", "vervallen"
    ]
    telling: "SluitendeTelling"
    verschillen: NotRequired[list["Verschil"] | None]
    verstuurdOp: NotRequired[str | None]
    vervangenOp: NotRequired[str | None]
    voorganger: NotRequired[str | None]


class VolledigeVersie(TypedDict):
    """Een versie met haar tekst."""

    geldigTot: NotRequired[str | None]
    geldigVanaf: str
    naam: str
    sha256: str
    titel: str
    versie: str
    yaml: NotRequired[str | None]


class Voorgesteld(TypedDict):
    """Het kenmerk van het voorstel."""

    id: str


class Voorkeuren(TypedDict):
    """Wat u het laatst zei; het geldt voor elke volgende aanlevering."""

    datums: NotRequired[Literal["dag-maand-jaar", "maand-dag-jaar"] | None]
    herstel: bool
    vanzelf: bool


class Voorstel(TypedDict):
    """Wat iemand schreef dat een code betekent."""

    code: str
    codetabel: str
    door: str
    formaat: str
    id: str
    opmerking: NotRequired[str | None]
    stand: str
    voorgesteldOp: str
    wet: NotRequired[str | None]
    wordt: str


class Voortgang(TypedDict):
    """Hoeveel van het werk gedaan is."""

    gedaan: int
    totaal: int


class Vooruitblik(TypedDict):
    """Wat er gebeurt als het nu verstuurd wordt."""

    gemeenten: list["Geadresseerde"]
    gezien: str
    kanVerstuurdWorden: bool
    opmerkingen: list[str]


class Vorm(TypedDict):
    """Een vorm van een gegeven, en wie het zo vraagt."""

    gemeenten: list[str]
    vorm: list[str]


class Vraag(TypedDict):
    """Een vraag van een gemeente over een rapportage, met alles wat erop volgde."""

    aanZet: NotRequired[Literal["gemeente", "aanbieder"] | None]
    aanbieder: "Organisatie"
    berichten: list["Bericht"]
    formaat: str
    gemeente: "Organisatie"
    geslotenOp: NotRequired[str | None]
    gevraagdOp: str
    id: str
    periode: "Periode"
    plaats: "Plaats"
    rapportage: str
    stand: Literal["open", "beantwoord", "gesloten", "rapportage-vervangen"]


class Vragen(TypedDict):
    """Eerst waarin u aan zet bent."""

    resultaten: list["Vraag"]
    volgende: NotRequired[str | None]


class WatDeKlokDoet(TypedDict):
    """Aan een klok die loopt; aan een andere gebeurt niets."""

    doe: str


Way = Literal["met-de-hand", "script", "ecd"]


class WebhookMetLink(TypedDict):
    """Een programma dat hoort dat er iets klaarstaat: ondertekend zoals Standard Webhooks, met 'geheim'."""

    adres: str
    soort: Literal["webhook"]


class Werkmap(TypedDict):
    """De lege werkmap die erbij hoort."""

    bestand: SentFile


class WieVraagtWat(TypedDict):
    """Alle vragen van een periode; zonder periode is er nog niets geleverd."""

    gegevens: NotRequired[list["Gevraagd"]]
    gemeenten: NotRequired[list[str]]
    periode: NotRequired[Union["Periode", None]]
    perioden: list["Periode"]


class ZelfOphalen(TypedDict):
    """Een formaat dat niet bezorgd wordt."""

    soort: Literal["portal"]


class Eenmaal(Caller):
    """Version 1.0.0 of the API: a method for each operation."""

    def list_submissions(
        self,
        *,
        cursor: str | None = None,
        aantal: int | None = None,
        stand: Literal[
            "wordt-gecontroleerd",
            "wordt-vertaald",
            "afgekeurd",
            "storing",
            "niet-gevraagd",
            "te-versturen",
            "verstuurd",
            "afgekeurd-door-gemeente",
            "vervangen",
        ]
        | None = None,
        periode: str | None = None,
    ) -> "Aanleveringen":
        """Alle aanleveringen."""
        return cast(
            "Aanleveringen",
            self._ask(
                "GET",
                "/aanleveringen",
                {"cursor": cursor, "aantal": aantal, "stand": stand, "periode": periode},
            ).json(),
        )

    def receive_submission(self, body: "NieuweAanlevering") -> "Aanlevering":
        """Lever een bestand aan."""
        return cast("Aanlevering", self._ask("POST", "/aanleveringen", {}, body, as_form=True).json())

    def get_submission(self, id: str) -> "VolledigeAanlevering":
        """Eén aanlevering."""
        return cast("VolledigeAanlevering", self._ask("GET", f"/aanleveringen/{_part(id)}", {}).json())

    def answer_finding(self, id: str, body: "NieuwAntwoord") -> "Beantwoord":
        """Beantwoord aandachtspunten."""
        return cast(
            "Beantwoord", self._ask("POST", f"/aanleveringen/{_part(id)}/antwoorden", {}, body).json()
        )

    def list_findings(
        self,
        id: str,
        *,
        cursor: str | None = None,
        aantal: int | None = None,
        ernst: Literal["houdt-tegen", "rij-wacht", "aandachtspunt"] | None = None,
        code: str | None = None,
        tabel: str | None = None,
        gemeente: str | None = None,
    ) -> "Bevindingen":
        """Alle bevindingen."""
        return cast(
            "Bevindingen",
            self._ask(
                "GET",
                f"/aanleveringen/{_part(id)}/bevindingen",
                {
                    "cursor": cursor,
                    "aantal": aantal,
                    "ernst": ernst,
                    "code": code,
                    "tabel": tabel,
                    "gemeente": gemeente,
                },
            ).json(),
        )

    def show_books(self, id: str) -> "Vergelijking":
        """De laatste vergelijking met uw boeken."""
        return cast(
            "Vergelijking", self._ask("GET", f"/aanleveringen/{_part(id)}/controlecijfers", {}).json()
        )

    def compare_books(self, id: str, body: "Controlecijfers") -> "Vergelijking":
        """Vergelijk met uw boeken."""
        return cast(
            "Vergelijking", self._ask("PUT", f"/aanleveringen/{_part(id)}/controlecijfers", {}, body).json()
        )

    def trace_proofs(self, id: str, *, tabel: str, rij: int, deel: int | None = None) -> "Herkomst":
        """Waar een rij heen ging."""
        return cast(
            "Herkomst",
            self._ask(
                "GET", f"/aanleveringen/{_part(id)}/herkomst", {"tabel": tabel, "rij": rij, "deel": deel}
            ).json(),
        )

    def retry_submission(self, id: str) -> None:
        """Doe opnieuw wat bij ons misging."""
        self._ask("POST", f"/aanleveringen/{_part(id)}/hernemingen", {})

    def withdraw_answer(self, id: str, body: "IngetrokkenAntwoord") -> None:
        """Trek een antwoord in."""
        self._ask("POST", f"/aanleveringen/{_part(id)}/ingetrokken-antwoorden", {}, body)

    def take_back_submission(self, id: str, body: "NieuweIntrekking") -> None:
        """Neem terug van een gemeente."""
        self._ask("POST", f"/aanleveringen/{_part(id)}/intrekkingen", {}, body)

    def get_annotated_copy(self, id: str) -> GivenFile:
        """De kopie om in te verbeteren."""
        return self._ask("GET", f"/aanleveringen/{_part(id)}/kopie", {}).file()

    def change_reading(self, id: str, body: "Lezing") -> "Gelezen":
        """Zeg hoe te lezen."""
        return cast("Gelezen", self._ask("PATCH", f"/aanleveringen/{_part(id)}/lezing", {}, body).json())

    def get_receipt(self, id: str) -> "Ontvangstbewijs":
        """Het ontvangstbewijs."""
        return cast(
            "Ontvangstbewijs", self._ask("GET", f"/aanleveringen/{_part(id)}/ontvangstbewijs", {}).json()
        )

    def list_reports_of_submission(
        self,
        id: str,
        *,
        cursor: str | None = None,
        aantal: int | None = None,
        stand: Literal[
            "niet-verstuurd", "verstuurd", "opgehaald", "aanvaard", "afgekeurd", "vervangen", "vervallen"
        ]
        | None = None,
        periode: str | None = None,
        gemeente_code: str | None = None,
        aanbieder_code: str | None = None,
        formaat: str | None = None,
    ) -> "Rapportages":
        """De rapportages van één aanlevering."""
        return cast(
            "Rapportages",
            self._ask(
                "GET",
                f"/aanleveringen/{_part(id)}/rapportages",
                {
                    "cursor": cursor,
                    "aantal": aantal,
                    "stand": stand,
                    "periode": periode,
                    "gemeenteCode": gemeente_code,
                    "aanbiederCode": aanbieder_code,
                    "formaat": formaat,
                },
            ).json(),
        )

    def signal_rows_balances(
        self, id: str, *, gemeente: str, wet: str, signaal: "Signal", categorie: str | None = None
    ) -> "RijenAchterSignaal":
        """De rijen achter een signaal van een contract."""
        return cast(
            "RijenAchterSignaal",
            self._ask(
                "GET",
                f"/aanleveringen/{_part(id)}/signalen/rijen",
                {"gemeente": gemeente, "wet": wet, "categorie": categorie, "signaal": signaal},
            ).json(),
        )

    def levels_balances(self, id: str) -> "TellingPerNiveau":
        """De sluitende telling op elk niveau."""
        return cast("TellingPerNiveau", self._ask("GET", f"/aanleveringen/{_part(id)}/telling", {}).json())

    def rows_balances(
        self,
        id: str,
        *,
        reden: str,
        rapportage: str | None = None,
        telling: str | None = None,
        gemeente: str | None = None,
    ) -> "RijenInTelling":
        """De rijen onder een naam in de telling."""
        return cast(
            "RijenInTelling",
            self._ask(
                "GET",
                f"/aanleveringen/{_part(id)}/telling/rijen",
                {"reden": reden, "rapportage": rapportage, "telling": telling, "gemeente": gemeente},
            ).json(),
        )

    def send_submission(self, id: str, body: "NieuweVerzending") -> "Verzending":
        """Verstuur."""
        return cast(
            "Verzending", self._ask("POST", f"/aanleveringen/{_part(id)}/verzendingen", {}, body).json()
        )

    def look_submission(self, id: str) -> "Vooruitblik":
        """Wat iedereen krijgt."""
        return cast("Vooruitblik", self._ask("GET", f"/aanleveringen/{_part(id)}/vooruitblik", {}).json())

    def begin_file(self, body: "NieuwBestand") -> "BestandInDelen":
        """Begin een bestand in delen."""
        return cast("BestandInDelen", self._ask("POST", "/bestanden", {}, body).json())

    def remove_file(self, id: str) -> None:
        """Verwijder een bestand in delen."""
        self._ask("DELETE", f"/bestanden/{_part(id)}", {})

    def get_file(self, id: str) -> "BestandInDelen":
        """Hoe ver een bestand is."""
        return cast("BestandInDelen", self._ask("GET", f"/bestanden/{_part(id)}", {}).json())

    def add_part(self, id: str, body: "NieuwDeel") -> "BestandInDelen":
        """Stuur een deel."""
        return cast(
            "BestandInDelen",
            self._ask("POST", f"/bestanden/{_part(id)}/delen", {}, body, as_form=True).json(),
        )

    def make_evidence_proofs(self, body: "NieuwBewijs") -> GivenFile:
        """Een bewijsbestand over een periode."""
        return self._ask("POST", "/bewijsbestanden", {}, body).file()

    def show_codes(self) -> "Codes":
        """Codes zonder betekenis."""
        return cast("Codes", self._ask("GET", "/codes", {}).json())

    def export_codes(self, *, formaat: str, codetabel: str) -> GivenFile:
        """De goedgekeurde regels van een codetabel."""
        return self._ask("GET", "/codes/goedgekeurd", {"formaat": formaat, "codetabel": codetabel}).file()

    def propose_codes(self, body: "NieuwVoorstel") -> "Voorgesteld":
        """Stel een betekenis voor."""
        return cast("Voorgesteld", self._ask("POST", "/codes/voorstellen", {}, body).json())

    def list_drafts(self, *, cursor: str | None = None, aantal: int | None = None) -> "Concepten":
        """Alle concepten."""
        return cast("Concepten", self._ask("GET", "/concepten", {"cursor": cursor, "aantal": aantal}).json())

    def begin_draft(self, body: "NieuwConcept") -> "Begonnen":
        """Begin een concept."""
        return cast("Begonnen", self._ask("POST", "/concepten", {}, body).json())

    def begin_from_workbook_draft(self, body: "NieuweWerkmap") -> "Begonnen":
        """Begin met een werkmap."""
        return cast("Begonnen", self._ask("POST", "/concepten/werkmappen", {}, body, as_form=True).json())

    def get_draft(self, id: str) -> "VolledigConcept":
        """Eén concept."""
        return cast("VolledigConcept", self._ask("GET", f"/concepten/{_part(id)}", {}).json())

    def decide_trial(self, id: str, body: "Besluit") -> None:
        """Dien in, neem terug of trek in."""
        self._ask("POST", f"/concepten/{_part(id)}/besluiten", {}, body)

    def list_trials(self, id: str, *, soort: str | None = None) -> "Proeven":
        """De proeven van een concept."""
        return cast("Proeven", self._ask("GET", f"/concepten/{_part(id)}/proeven", {"soort": soort}).json())

    def ask_trial(self, id: str, body: "NieuweProef") -> "Proeven":
        """Probeer een concept."""
        return cast("Proeven", self._ask("POST", f"/concepten/{_part(id)}/proeven", {}, body).json())

    def revision_draft(self, id: str, nummer: str) -> "TekstVanToen":
        """De tekst van toen."""
        return cast(
            "TekstVanToen", self._ask("GET", f"/concepten/{_part(id)}/standen/{_part(nummer)}", {}).json()
        )

    def change_draft(self, id: str, body: "NieuweTekst") -> "VolledigConcept":
        """Verander de tekst."""
        return cast("VolledigConcept", self._ask("PUT", f"/concepten/{_part(id)}/tekst", {}, body).json())

    def changes_trial(self, id: str) -> "Verschillen":
        """Wat anders wordt."""
        return cast("Verschillen", self._ask("GET", f"/concepten/{_part(id)}/verschillen", {}).json())

    def sample_trial(self, id: str) -> GivenFile:
        """De rapportage met verzonnen rijen."""
        return self._ask("GET", f"/concepten/{_part(id)}/voorbeeld", {}).file()

    def workbook_draft(self, id: str) -> GivenFile:
        """De lege werkmap."""
        return self._ask("GET", f"/concepten/{_part(id)}/werkmap", {}).file()

    def replace_workbook_draft(self, id: str, body: "Werkmap") -> "AndereWerkmap":
        """Een andere werkmap."""
        return cast(
            "AndereWerkmap",
            self._ask("PUT", f"/concepten/{_part(id)}/werkmap", {}, body, as_form=True).json(),
        )

    def show_period_books(self, *, periode: str | None = None) -> "PeriodeVergelijking":
        """De laatste vergelijking van een periode met uw boeken."""
        return cast("PeriodeVergelijking", self._ask("GET", "/controlecijfers", {"periode": periode}).json())

    def compare_period_books(
        self, body: "Controlecijfers", *, periode: str | None = None
    ) -> "PeriodeVergelijking":
        """Vergelijk een periode met uw boeken."""
        return cast(
            "PeriodeVergelijking", self._ask("PUT", "/controlecijfers", {"periode": periode}, body).json()
        )

    def list_formats(self, *, cursor: str | None = None, aantal: int | None = None) -> "Formaten":
        """Alle uitvraagformaten."""
        return cast("Formaten", self._ask("GET", "/formaten", {"cursor": cursor, "aantal": aantal}).json())

    def get_format_version(self, eigenaar: str, formaat: str, versie: str) -> "VolledigeVersie":
        """Eén versie van een formaat."""
        return cast(
            "VolledigeVersie",
            self._ask(
                "GET", f"/formaten/{_part(eigenaar)}/{_part(formaat)}/versies/{_part(versie)}", {}
            ).json(),
        )

    def list_events(
        self,
        *,
        cursor: str | None = None,
        aantal: int | None = None,
        soorten: list[
            Literal[
                "nl.eenmaal.aanlevering.ontvangen",
                "nl.eenmaal.aanlevering.gecontroleerd",
                "nl.eenmaal.aanlevering.beantwoord",
                "nl.eenmaal.rapportage.gemaakt",
                "nl.eenmaal.rapportage.niet-gemaakt",
                "nl.eenmaal.rapportage.verstuurd",
                "nl.eenmaal.rapportage.teruggenomen",
                "nl.eenmaal.rapportage.opgehaald",
                "nl.eenmaal.rapportage.bezorgd",
                "nl.eenmaal.rapportage.beoordeeld",
                "nl.eenmaal.vraag.gesteld",
                "nl.eenmaal.vraag.beantwoord",
                "nl.eenmaal.vraag.gesloten",
                "nl.eenmaal.rapportage.vervangen",
                "nl.eenmaal.rapportage.hersteld",
                "nl.eenmaal.formaat.goedgekeurd",
                "nl.eenmaal.codetabel.goedgekeurd",
                "nl.eenmaal.uitvraag.vastgesteld",
                "nl.eenmaal.uitvraag.gewijzigd",
                "nl.eenmaal.bewaartermijn.toegepast",
                "nl.eenmaal.sleutel.vernietigd",
                "nl.eenmaal.bewijs.gemaakt",
            ]
        ]
        | None = None,
    ) -> "Gebeurtenissen":
        """Wat er gebeurde, om te volgen."""
        return cast(
            "Gebeurtenissen",
            self._ask(
                "GET", "/gebeurtenissen", {"cursor": cursor, "aantal": aantal, "soorten": soorten}
            ).json(),
        )

    def list_municipalities(self, *, cursor: str | None = None, aantal: int | None = None) -> "Gemeenten":
        """Alle gemeenten."""
        return cast("Gemeenten", self._ask("GET", "/gemeenten", {"cursor": cursor, "aantal": aantal}).json())

    def list_channels(self, *, cursor: str | None = None, aantal: int | None = None) -> "Kanalen":
        """Alle kanalen."""
        return cast("Kanalen", self._ask("GET", "/kanalen", {"cursor": cursor, "aantal": aantal}).json())

    def make_channel(self, body: "NieuwKanaal") -> "KanaalGemaakt":
        """Voeg een kanaal toe."""
        return cast("KanaalGemaakt", self._ask("POST", "/kanalen", {}, body).json())

    def remove_channel(self, id: str) -> None:
        """Verwijder een kanaal."""
        self._ask("DELETE", f"/kanalen/{_part(id)}", {})

    def confirm_channel(self, id: str, body: "Bevestiging") -> "KanaalProef":
        """Bevestig de sleutel."""
        return cast("KanaalProef", self._ask("POST", f"/kanalen/{_part(id)}/bevestigingen", {}, body).json())

    def look_channel(self, id: str) -> "KanaalProef":
        """Bekijk de server opnieuw."""
        return cast("KanaalProef", self._ask("POST", f"/kanalen/{_part(id)}/blikken", {}).json())

    def start_channel(self, id: str) -> None:
        """Ga verder."""
        self._ask("POST", f"/kanalen/{_part(id)}/hervattingen", {})

    def probe_channel(self, id: str) -> "KanaalProef":
        """Probeer een kanaal."""
        return cast("KanaalProef", self._ask("POST", f"/kanalen/{_part(id)}/proeven", {}).json())

    def list_log(self, *, cursor: str | None = None, aantal: int | None = None) -> "Logboek":
        """Het logboek."""
        return cast("Logboek", self._ask("GET", "/logboek", {"cursor": cursor, "aantal": aantal}).json())

    def list_notices(self, *, cursor: str | None = None, aantal: int | None = None) -> "Meldingen":
        """Wat uw organisatie gemeld is."""
        return cast("Meldingen", self._ask("GET", "/meldingen", {"cursor": cursor, "aantal": aantal}).json())

    def list_compliance(
        self, *, cursor: str | None = None, aantal: int | None = None, periode: str | None = None
    ) -> "Naleving":
        """Hoe elke aanbieder ervoor staat."""
        return cast(
            "Naleving",
            self._ask("GET", "/naleving", {"cursor": cursor, "aantal": aantal, "periode": periode}).json(),
        )

    def get_compliance(self, agb_code: str, *, periode: str | None = None) -> "NalevingVanAanbieder":
        """Eén aanbieder per contract."""
        return cast(
            "NalevingVanAanbieder",
            self._ask("GET", f"/naleving/{_part(agb_code)}", {"periode": periode}).json(),
        )

    def list_reports(
        self,
        *,
        cursor: str | None = None,
        aantal: int | None = None,
        stand: Literal[
            "niet-verstuurd", "verstuurd", "opgehaald", "aanvaard", "afgekeurd", "vervangen", "vervallen"
        ]
        | None = None,
        periode: str | None = None,
        gemeente_code: str | None = None,
        aanbieder_code: str | None = None,
        formaat: str | None = None,
    ) -> "Rapportages":
        """Alle rapportages."""
        return cast(
            "Rapportages",
            self._ask(
                "GET",
                "/rapportages",
                {
                    "cursor": cursor,
                    "aantal": aantal,
                    "stand": stand,
                    "periode": periode,
                    "gemeenteCode": gemeente_code,
                    "aanbiederCode": aanbieder_code,
                    "formaat": formaat,
                },
            ).json(),
        )

    def get_report(self, id: str) -> "VolledigeRapportage":
        """Eén rapportage, of haar bestand."""
        return cast("VolledigeRapportage", self._ask("GET", f"/rapportages/{_part(id)}", {}).json())

    def download_report(self, id: str) -> GivenFile:
        """Het bestand van een rapportage."""
        return self._ask("GET", f"/rapportages/{_part(id)}/bestand", {}).file()

    def prove_proofs(self, id: str) -> GivenFile:
        """Het bewijs dat zij zo gemaakt is."""
        return self._ask("GET", f"/rapportages/{_part(id)}/bewijs", {}).file()

    def replay_proofs(self, id: str) -> "Herhaling":
        """Maak haar opnieuw."""
        return cast("Herhaling", self._ask("POST", f"/rapportages/{_part(id)}/herhalingen", {}).json())

    def judge_report(self, id: str, body: "NieuwOordeel") -> "Oordeel":
        """Aanvaard of keur af."""
        return cast("Oordeel", self._ask("POST", f"/rapportages/{_part(id)}/oordelen", {}, body).json())

    def totals_balances(self, id: str) -> "RapportageTotalen":
        """De totalen van een rapportage, in de rijen en in het bestand."""
        return cast("RapportageTotalen", self._ask("GET", f"/rapportages/{_part(id)}/totalen", {}).json())

    def explain_report(self, id: str, *, adres: str) -> "Uitleg":
        """Wat er in een cel staat."""
        return cast("Uitleg", self._ask("GET", f"/rapportages/{_part(id)}/uitleg", {"adres": adres}).json())

    def compare_with_now_proofs(self, id: str) -> "MetFormaatVanNu":
        """Vergelijk haar met het formaat van nu."""
        return cast(
            "MetFormaatVanNu", self._ask("POST", f"/rapportages/{_part(id)}/vergelijkingen", {}).json()
        )

    def show_burden(self, *, periode: str | None = None) -> "Regeldruk":
        """De regeldruk van een periode."""
        return cast("Regeldruk", self._ask("GET", "/regeldruk", {"periode": periode}).json())

    def perceived_clocks(self) -> "Belevingen":
        """Hoe zwaar het voelt."""
        return cast("Belevingen", self._ask("GET", "/regeldruk/beleving", {}).json())

    def tell_perceived_clocks(self, body: "NieuweBeleving") -> None:
        """Vertel hoe zwaar het voelt."""
        self._ask("POST", "/regeldruk/beleving", {}, body)

    def letter_publication(self, nummer: str, *, periode: str | None = None) -> "OpenbareBrief":
        """Een brief over één advies."""
        return cast(
            "OpenbareBrief",
            self._ask("GET", f"/regeldruk/brieven/{_part(nummer)}", {"periode": periode}).json(),
        )

    def question_map_burden(self, *, periode: str | None = None) -> "WieVraagtWat":
        """Wie vraagt wat."""
        return cast("WieVraagtWat", self._ask("GET", "/regeldruk/gevraagd", {"periode": periode}).json())

    def year_burden(self, *, jaar: str | None = None) -> "Jaar":
        """De regeldruk van een jaar."""
        return cast("Jaar", self._ask("GET", "/regeldruk/jaar", {"jaar": jaar}).json())

    def measuring_burden(self) -> "Metingen":
        """Hoe het vandaag gaat."""
        return cast("Metingen", self._ask("GET", "/regeldruk/metingen", {}).json())

    def choose_measuring_burden(self, body: "MetingenKeuze") -> "Metingen":
        """Vertel hoe het vandaag gaat."""
        return cast("Metingen", self._ask("PATCH", "/regeldruk/metingen", {}, body).json())

    def start_clocks(self, body: "NieuweKlok") -> "LopendeKlok":
        """Start een klok."""
        return cast("LopendeKlok", self._ask("POST", "/regeldruk/metingen", {}, body).json())

    def change_clocks(self, id: str, body: "WatDeKlokDoet") -> None:
        """Pauzeer of stop een klok."""
        self._ask("PATCH", f"/regeldruk/metingen/{_part(id)}", {}, body)

    def show_baseline(self) -> "Nulmeting":
        """De nulmeting."""
        return cast("Nulmeting", self._ask("GET", "/regeldruk/nulmeting", {}).json())

    def choose_baseline(self, body: "NulmetingKeuze") -> "Nulmeting":
        """Kies wat u meet."""
        return cast("Nulmeting", self._ask("PATCH", "/regeldruk/nulmeting", {}, body).json())

    def change_baseline(self, body: "Klok") -> "Nulmeting":
        """Start of stop een klok."""
        return cast("Nulmeting", self._ask("PATCH", "/regeldruk/nulmeting/klok", {}, body).json())

    def tell_work_left_clocks(self, body: "OverigWerk") -> None:
        """Vertel wat iets nog kostte."""
        self._ask("POST", "/regeldruk/overig-werk", {}, body)

    def list_publications(self) -> "Publicaties":
        """Wat u openbaar maakte."""
        return cast("Publicaties", self._ask("GET", "/regeldruk/publicaties", {}).json())

    def publish_publication(self, body: "NieuwePublicatie") -> "Gepubliceerd":
        """Maak een periode openbaar."""
        return cast("Gepubliceerd", self._ask("POST", "/regeldruk/publicaties", {}, body).json())

    def withdraw_publication(self, adres: str) -> None:
        """Haal een publicatie weg."""
        self._ask("DELETE", f"/regeldruk/publicaties/{_part(adres)}", {})

    def drop_list_burden(self, *, periode: str | None = None) -> "Schraplijst":
        """Wat gemeenten niet meer hoeven te vragen."""
        return cast("Schraplijst", self._ask("GET", "/regeldruk/schraplijst", {"periode": periode}).json())

    def letter_burden(self, gemeente: str, *, periode: str | None = None) -> "Brief":
        """De conceptbrief aan een gemeente."""
        return cast(
            "Brief",
            self._ask(
                "GET", f"/regeldruk/schraplijst/brieven/{_part(gemeente)}", {"periode": periode}
            ).json(),
        )

    def hold_out_clocks(self) -> "Steekproef":
        """De steekproef."""
        return cast("Steekproef", self._ask("GET", "/regeldruk/steekproef", {}).json())

    def find_wrong_clocks(self, id: str, body: "Fouten") -> None:
        """Zeg wie er fout zat."""
        self._ask("POST", f"/regeldruk/steekproef/{_part(id)}/fouten", {}, body)

    def compare_clocks(self, id: str, body: "MetDeHand") -> None:
        """Vergelijk met wat u maakte."""
        self._ask("POST", f"/regeldruk/steekproef/{_part(id)}/vergelijkingen", {}, body, as_form=True)

    def show_provider_balances(
        self, *, periode: str | None = None, aanbieder: str | None = None, gemeente: str | None = None
    ) -> "TellingVanAanbieder":
        """De sluitende telling van een aanbieder over een periode."""
        return cast(
            "TellingVanAanbieder",
            self._ask(
                "GET", "/telling", {"periode": periode, "aanbieder": aanbieder, "gemeente": gemeente}
            ).json(),
        )

    def over_provider_balances(
        self, *, periode: str | None = None, gemeente: str | None = None
    ) -> "TellingVanPeriode":
        """De sluitende telling van een periode, van alle aanbieders samen."""
        return cast(
            "TellingVanPeriode",
            self._ask("GET", "/telling/periode", {"periode": periode, "gemeente": gemeente}).json(),
        )

    def over_totals(
        self,
        *,
        periode: str | None = None,
        gemeente: str | None = None,
        aanbieder: str | None = None,
        formaat: str | None = None,
        per: str | None = None,
    ) -> "PeriodeTotalen":
        """Totalen over een periode, in berichten, rijen en bestanden."""
        return cast(
            "PeriodeTotalen",
            self._ask(
                "GET",
                "/totalen",
                {
                    "periode": periode,
                    "gemeente": gemeente,
                    "aanbieder": aanbieder,
                    "formaat": formaat,
                    "per": per,
                },
            ).json(),
        )

    def list_requests(
        self,
        *,
        cursor: str | None = None,
        aantal: int | None = None,
        periode: str | None = None,
        stand: Literal[
            "ontbreekt", "uitstel", "nu-aan-de-beurt", "te-laat", "nog-niet-aan-de-beurt", "op-tijd"
        ]
        | None = None,
        gemeente_code: str | None = None,
        aanbieder_code: str | None = None,
    ) -> "Uitvragen":
        """Wat wanneer geleverd moet zijn."""
        return cast(
            "Uitvragen",
            self._ask(
                "GET",
                "/uitvragen",
                {
                    "cursor": cursor,
                    "aantal": aantal,
                    "periode": periode,
                    "stand": stand,
                    "gemeenteCode": gemeente_code,
                    "aanbiederCode": aanbieder_code,
                },
            ).json(),
        )

    def grant_extension(self, body: "NieuwUitstel") -> "Uitstel":
        """Geef uitstel."""
        return cast("Uitstel", self._ask("POST", "/uitvragen/uitstel", {}, body).json())

    def requests_proofs(
        self, *, cursor: str | None = None, aantal: int | None = None
    ) -> "VastgesteldeUitvragen":
        """Wat gemeenten vragen en waarom."""
        return cast(
            "VastgesteldeUitvragen",
            self._ask("GET", "/vastgestelde-uitvragen", {"cursor": cursor, "aantal": aantal}).json(),
        )

    def request_proofs(self, sha256: str) -> GivenFile:
        """Eén versie van een uitvraag, ondertekend."""
        return self._ask("GET", f"/vastgestelde-uitvragen/{_part(sha256)}", {}).file()

    def compare_compliance(
        self,
        *,
        van: str,
        naar: str,
        cursor: str | None = None,
        aantal: int | None = None,
        per_gemeente: bool | None = None,
    ) -> "PeriodesVergeleken":
        """Twee periodes vergeleken."""
        return cast(
            "PeriodesVergeleken",
            self._ask(
                "GET",
                "/vergelijking",
                {"cursor": cursor, "aantal": aantal, "van": van, "naar": naar, "perGemeente": per_gemeente},
            ).json(),
        )

    def statements_compliance(
        self, *, jaar: int, cursor: str | None = None, aantal: int | None = None
    ) -> "Verklaringen":
        """Wie welke verklaring moet geven."""
        return cast(
            "Verklaringen",
            self._ask("GET", "/verklaringen", {"cursor": cursor, "aantal": aantal, "jaar": jaar}).json(),
        )

    def show_reading(self) -> "Voorkeuren":
        """Uw voorkeuren."""
        return cast("Voorkeuren", self._ask("GET", "/voorkeuren", {}).json())

    def choose_reading(self, body: "NieuweVoorkeuren") -> "Voorkeuren":
        """Kies of het vanzelf gaat."""
        return cast("Voorkeuren", self._ask("PATCH", "/voorkeuren", {}, body).json())

    def list_questions(
        self,
        *,
        cursor: str | None = None,
        aantal: int | None = None,
        stand: Literal["open", "beantwoord", "gesloten", "rapportage-vervangen"] | None = None,
        rapportage: str | None = None,
    ) -> "Vragen":
        """Alle vragen bij rapportages."""
        return cast(
            "Vragen",
            self._ask(
                "GET",
                "/vragen",
                {"cursor": cursor, "aantal": aantal, "stand": stand, "rapportage": rapportage},
            ).json(),
        )

    def ask_question(self, body: "NieuweVraag") -> "Vraag":
        """Stel een vraag."""
        return cast("Vraag", self._ask("POST", "/vragen", {}, body).json())

    def get_question(self, id: str) -> "Vraag":
        """Eén vraag."""
        return cast("Vraag", self._ask("GET", f"/vragen/{_part(id)}", {}).json())

    def close_question(self, id: str) -> "Vraag":
        """Sluit een vraag."""
        return cast("Vraag", self._ask("POST", f"/vragen/{_part(id)}/afsluitingen", {}).json())

    def reply_question(self, id: str, body: "NieuwBericht") -> "Vraag":
        """Beantwoord, of vraag verder."""
        return cast("Vraag", self._ask("POST", f"/vragen/{_part(id)}/berichten", {}, body).json())

    def list_webhooks(self, *, cursor: str | None = None, aantal: int | None = None) -> "Adressen":
        """Alle adressen."""
        return cast("Adressen", self._ask("GET", "/webhooks", {"cursor": cursor, "aantal": aantal}).json())

    def make_webhook(self, body: "NieuwAdres") -> "Geheim":
        """Voeg een adres toe."""
        return cast("Geheim", self._ask("POST", "/webhooks", {}, body).json())

    def remove_webhook(self, id: str) -> None:
        """Verwijder een adres."""
        self._ask("DELETE", f"/webhooks/{_part(id)}", {})

    def get_webhook(self, id: str) -> "Adres":
        """Eén adres."""
        return cast("Adres", self._ask("GET", f"/webhooks/{_part(id)}", {}).json())

    def start_webhook(self, id: str, body: "Hervatting") -> None:
        """Ga verder."""
        self._ask("POST", f"/webhooks/{_part(id)}/hervattingen", {}, body)
