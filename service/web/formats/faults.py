"""The faults of a format in Dutch: the compiler says them in English, with file, line and remedy."""

import re
from collections.abc import Sequence

from service.domain.formats.verb import known_verbs
from service.web.formats.verb_words import verb_name
from service.web.shared.languages import current_language

_PLACE = re.compile(r"^(?:concept|[\w/.-]+\.yaml):\d+: |^concept: ")
_KINDS = {"text": "tekst", "number": "getal", "date": "datum"}

_IN_DUTCH: Sequence[tuple[str, str]] = (
    (r"Write one of: (.+)", r"Kies één van: \1"),
    (r"There are: (.+)", r"Er zijn: \1"),
    (r"These use each other in a circle: (.+?)\.", r"Deze gebruiken elkaar in een kring: \1."),
    (r"(\S+|'.*?') is written already, in (\S+)\.", r"\1 staat er al, in \2."),
    (
        r"Add `replaces: true` if this has to take its place\.",
        "Schrijf er `replaces: true` bij als dit daarvoor in de plaats moet komen.",
    ),
    (
        r"('.*?'|\S+) replaces nothing: no fragment writes it\.",
        r"\1 vervangt niets: geen ander deel schrijft dit.",
    ),
    (
        r"('.*?'|\S+) stands instead of ('.*?'|\S+), which no fragment writes\.",
        r"\1 komt in plaats van \2, maar dat staat nergens.",
    ),
    (r"There is nothing called ('.*?'|\S+) to use\.", r"Er is niets dat \1 heet om te gebruiken."),
    (
        r"(\S+) is not a code; a condition on it can only be `filled`\.",
        r"\1 is geen code; u kunt alleen vragen of het gevuld is.",
    ),
    (r"('.*?'|\S+) is not in code list (\S+) of (\S+)\.", r"\1 staat niet in codelijst \2 van \3."),
    (
        r"Value error, a format on person level needs a legal_ground",
        "een formaat met gegevens over personen heeft een grondslag nodig",
    ),
    (
        r"Value error, an official format needs its source, with a date",
        "een officieel formaat noemt zijn bron, met een datum",
    ),
    (
        r"Value error, a format without cells and sheets asks nothing",
        "een formaat zonder bladen en cellen vraagt niets",
    ),
    (
        r"Value error, '(.*?)' is not a period; write (\S+, \S+, \S+) or (\S+)\.",
        r"'\1' is geen periode; schrijf \2 of \3.",
    ),
    (
        r"Lines made `per` fields stand in their order\.",
        "Regels per veld staan al in de volgorde van die velden.",
    ),
    (r"Leave out order\.", "Laat de volgorde weg."),
    (
        r"Rows that overlap are put together `per` fields\.",
        "Rijen die overlappen, worden per veld samengenomen.",
    ),
    (r"Write per: \[clientnummer\], for one\.", "Kies bijvoorbeeld één regel per clientnummer."),
    (
        r"(\S+) tells who a client is, and this format is on aggregate level\.",
        r"\1 zegt wie een cliënt is, en dit formaat bevat alleen aantallen en bedragen.",
    ),
    (r"Leave it out, or put rows together\.", "Laat het weg, of neem rijen samen."),
    (
        r"\S+ neither uses these fields nor says why not: (.+?)\.(?= |$)",
        r"Deze velden worden niet gebruikt, en er staat niet bij waarom: \1.",
    ),
    (
        r"List them under not_asked with a reason \(`table\.\*` takes a whole table\)\.",
        "Zet ze op de lijst van wat niet gevraagd wordt, met de reden; dat kan ook voor een hele tabel.",
    ),
    (
        r"(\S+) is not a list of one municipality\.",
        r"\1 is geen lijst van één gemeente.",
    ),
    (r"Use its fields under `cells`\.", "Gebruik de velden ervan in losse cellen."),
    (
        r"A row has exactly one allocation and nothing else\.",
        "Een rij heeft precies één toewijzing en niets anders.",
    ),
    (r"Write `with: \[toewijzing\]`\.", "Kies alleen de toewijzing erbij."),
    (r"('.*?'|\S+) is not a cell\.", r"\1 is geen cel."),
    (r"Write \"sheet!C4\"\.", "Schrijf blad, uitroepteken, cel: Voorblad!C4."),
    (
        r"This number can have endless decimals; write `round` (after|before) it\.",
        "Dit getal kan eindeloos veel cijfers achter de komma hebben; rond het af.",
    ),
    (
        r"A single cell holds a whole number; write `round: 0` after it\.",
        "In een losse cel staat een geheel getal; rond af op 0 cijfers.",
    ),
    (
        r"(\S+) has nothing by which a new one begins\.",
        r"\1 heeft niets waaraan een nieuwe begint.",
    ),
    (r"Give a sheet below it a column such as (\S+)\.", r"Geef een blad daaronder een kolom zoals \1."),
    (r"('.*?'|\S+) is not a column with numbers\.", r"\1 is geen kolom met getallen."),
    (r"There is no table ('.*?'|\S+)\.", r"Er is geen tabel \1."),
    (
        r"The text of (\S+) is not what was published\.",
        r"De tekst van \1 is niet wat er gepubliceerd is.",
    ),
    (
        r"The workbook of (\S+) is not the one it was published with\.",
        r"De werkmap van \1 is een andere dan bij de publicatie.",
    ),
    (
        r"Put back the (file|workbook) as it was; what is published never changes\.",
        "Zet hem terug zoals hij was; wat gepubliceerd is, verandert niet.",
    ),
    (r"There is no field ('.*?'|\S+) in (.+?)\.(?= |$)", r"Er is geen veld \1 in \2."),
    (
        r"This verb fills a single cell; in a sheet write `sum`, or `count: rows`\.",
        "Deze stap vult een losse cel; gebruik op een blad “tel op” of “tel de rijen”.",
    ),
    (r"There is no sheet ('.*?'|\S+) to total\.", r"Er is geen blad \1 om op te tellen."),
    (
        r"(\S+) has more than one value in a line that is made per (.+?)\. Add it to `per`, or write .+",
        r"\1 heeft meer dan één waarde in een regel per \2. Maak ook een regel per dit veld, of tel het.",
    ),
    (
        r"This verb can let a row wait, and here the rows are put together already\. Write it inside: (.+)",
        "Deze stap kan een rij laten wachten; hier zijn rijen al samengenomen. Zet hem binnen “tel op”.",
    ),
    (
        r"This verb can let a row wait, and a single cell has no rows\.",
        "Deze stap kan een rij laten wachten, en een losse cel heeft geen rijen.",
    ),
    (
        r"Write verbs here, such as \{ field: productcode \}, not (.+)\.",
        r"Hier horen stappen te staan, niet \1.",
    ),
    (r"There is no verb ('.*?'|\S+)\.", r"De stap \1 bestaat niet."),
    (
        r"No verb is written here\. Start with field, constant, sum or count\.",
        "Hier staat nog niet waarmee gevuld wordt. Begin met een veld, een vaste tekst, “tel op” of “tel”.",
    ),
    (r"An expression without verbs has no values\.", "Zonder stappen is er niets om te vullen."),
    (r"Two verbs are called (\S+)\.", r"Twee stappen heten \1."),
    (
        r"Only numbers (?:have an average|can be added up|can be summed), and this is a (\w+)\.",
        r"Alleen getallen kunnen worden opgeteld of gemiddeld, en dit is een \1.",
    ),
    (
        r"This verb works on an amount of money: bedrag, tarief or budget\.",
        "Deze stap werkt op een bedrag: bedrag, tarief of budget.",
    ),
    (r"(\S+) is not a percentage\.", r"\1 is geen percentage."),
    (
        r"The branches are of different kinds: (.+?)\. Write them all as text\.",
        "De gevallen geven verschillende soorten waarden. Schrijf ze allemaal als tekst.",
    ),
    (
        r"`known_by` goes with form jjjjmmdd, which has zeros for what is unknown\.",
        "Hoeveel van een datum bekend is, kan alleen bij de vorm jjjjmmdd.",
    ),
    (
        r"This verb fills a single cell; use it under `cells`\.",
        "Deze stap vult een losse cel; gebruik hem bij de losse cellen.",
    ),
    (r"There is no kengetal ('.*?'|\S*)\.", r"Er is geen kengetal \1."),
    (
        r"Only texts can be joined, and this is a (\w+); write date_form or number_form\.",
        r"Alleen teksten kunnen achter elkaar, en dit is een \1; schrijf het eerst als tekst.",
    ),
    (
        r"This verb shows an amount of money; write it after bedrag, tarief or budget\.",
        "Deze stap toont een bedrag; zet hem na bedrag, tarief of budget.",
    ),
    (
        r"The sign for thousands and the decimal sign are the same; nobody can read that\.",
        "Het teken tussen duizendtallen en het decimaalteken zijn hetzelfde; dat kan niemand lezen.",
    ),
    (
        r"This verb starts an expression; write it first, and only once\.",
        "Met deze stap begint het; zet hem bovenaan, en maar één keer.",
    ),
    (
        r"This verb changes a value; write field, sum or count before it\.",
        "Deze stap verandert een waarde; zet er een veld, “tel op” of “tel” boven.",
    ),
    (
        r"This verb changes a ([\w ]+), and what stands before it is a (\w+)\.",
        r"Deze stap verandert een \1, en wat ervoor staat is een \2.",
    ),
    (
        r"This verb puts rows together; the sheet needs `per`, the fields it has a line for\.",
        "Deze stap neemt rijen samen; kies bij de rijen van het blad waarvoor er één regel is.",
    ),
    (
        r"This verb works on lines; a single cell has none\.",
        "Deze stap werkt op regels; een losse cel heeft die niet.",
    ),
    (
        r"This verb works on a row; write it inside sum, average or first\.",
        "Deze stap werkt op één rij; zet hem binnen “tel op”, “gemiddelde” of “de eerste of laatste waarde”.",
    ),
    (r"(\S+) is not a date\.", r"\1 is geen datum."),
    (
        r"Only numbers can be divided; write sum, count or a field with a number\.",
        "Alleen getallen kunnen worden gedeeld; kies “tel op”, “tel” of een veld met een getal.",
    ),
    (
        r"`counting` has to be a number, such as \{ count_distinct: clientnummer \}\.",
        "Waarover geteld wordt, moet een getal zijn, zoals het aantal verschillende cliënten.",
    ),
    (r"There is no code table ('.*?'|\S*)\.", r"Er is geen codetabel \1."),
    (
        r"A number of days can become weeks; for other units name `from` and `until`\.",
        "Een aantal dagen kan weken worden; kies voor iets anders vanaf en tot en met.",
    ),
    (r"There is no workbook templates/reports/(\S+)\.", r"Er is geen lege werkmap \1."),
    (
        r"The workbook (\S+) cannot be read \((\w+)\)\.",
        r"De werkmap \1 is niet te lezen. Bewaar hem opnieuw als .xlsx.",
    ),
    (r"A file here holds `key: value` lines\.", "Hier horen regels te staan als `naam: waarde`."),
    (r"This file is not UTF-8\.", "Dit bestand is geen UTF-8; bewaar het als UTF-8."),
    (r"This is not YAML that can be read\.", "Deze tekst is niet te lezen als YAML."),
    (r"This is not YAML: (.+)", r"Dit is geen YAML: \1 Kijk naar inspringing, aanhalingstekens en haakjes."),
    (r"('.*?'|\S+) stands here twice\.", r"\1 staat er twee keer."),
    (r"(\S+) cannot be reached\.", r"\1 is niet te bereiken."),
    (r"('.*?'|\S+) is there already\.", r"\1 is er al."),
    (r"Choose another name\.", "Kies een andere naam."),
    (r"This cannot be changed piece by piece(\.|:)", r"Dit kan niet met het formulier\1"),
    (r"Change it in the YAML\.", "Wijzig het in de YAML."),
    (
        r"('.*?'|\S+) is not written in this text itself\.",
        r"\1 staat niet in dit formaat zelf, maar in iets wat het gebruikt.",
    ),
    (
        r"This text is too long: a format has at most (\S+) characters\.",
        r"Deze tekst is te lang: een formaat heeft hooguit \1 tekens.",
    ),
    (r"This is no format\.", "Dit is geen formaat."),
    (r"Start with `format: (?:region/name|…)`\.", "Begin met `format:` en de naam."),
    (r"(\S+) is asked by others too\.", r"\1 wordt ook door anderen gevraagd."),
    (r"Call your own version (\S+)…", r"Laat de naam van uw eigen versie beginnen met \1"),
    (r"(\S+) is not a name of yours\.", r"\1 is geen naam van u."),
    (r"Begin it with (\S+)", r"Begin met \1"),
    (r"This workbook cannot be read\.", "Deze werkmap is niet te lezen."),
    (r"Save it as \.xlsx and try again\.", "Bewaar hem als .xlsx en probeer het opnieuw."),
    (
        r"No sheet has a row of headers that is known\.",
        "Op geen enkel blad staat een rij met koppen die wij kennen.",
    ),
    (r"Upload the workbook with its headers\.", "Kies de werkmap waarin de koppen staan."),
    (
        r"(\S+) has a version from (\S+) already; this one begins later\.",
        r"\1 heeft al een versie vanaf \2; deze moet later beginnen.",
    ),
    (r"Change `valid: from`\.", "Wijzig vanaf welke periode zij geldt."),
    (
        r"A later version keeps the reporting period of the earlier ones\.",
        "Een latere versie houdt dezelfde rapportageperiode als de eerdere.",
    ),
    (r"Begin a format of its own for another period\.", "Begin een eigen formaat voor een andere periode."),
    (r"An extra request needs its ground\.", "Een extra uitvraag heeft een grond nodig."),
    (r"Fill in on what ground it is asked\.", "Vul in op welke grond het gevraagd wordt."),
    (r"No municipality asks this format\.", "Geen enkele gemeente vraagt dit formaat."),
    (r"Say in place of which it comes\.", "Zeg waarvoor het in de plaats komt."),
    (r"This format is called (\S+)\.", r"Dit formaat heet \1."),
    (r"Begin another draft for another name\.", "Begin een ander concept voor een andere naam."),
    (r"A sheet needs a name\.", "Een blad heeft een naam nodig."),
    (r"Choose a field\.", "Kies een veld."),
    (r"Input should be a valid (?:integer|number).*?\.", "dit moet een geheel getal zijn."),
    (r"Input should be greater than or equal to (\d+)", r"dit moet minstens \1 zijn"),
    (r"Input should be less than or equal to (\d+)", r"dit mag hooguit \1 zijn"),
    (r"Input should be (.+?)\.", r"kies \1."),
    (r"Field required", "dit is nog niet ingevuld"),
    (r"Extra inputs are not permitted", "dit hoort hier niet"),
    (
        r"(?:Tuple|Dictionary|List) should have at least (\d+) items?.*?\.",
        r"hier horen er minstens \1 te staan.",
    ),
    (
        r"String should match pattern .*?\.",
        "gebruik kleine letters, cijfers, streepjes en een schuine streep.",
    ),
)
_COMPILED = tuple((re.compile(english), dutch) for english, dutch in _IN_DUTCH)


def in_words(text: str) -> str:
    """The fault in the language of the page, without the file that a reader of the page does not have."""
    text = _PLACE.sub("", text)
    if current_language() == "en":
        return text
    for english, dutch in _COMPILED:
        text = english.sub(dutch, text)
    for kind, word in _KINDS.items():
        text = re.sub(rf"\been {kind}\b", f"een {word}", text)
    return _with_named_steps(text)


def _with_named_steps(text: str) -> str:
    """`Uren: to_unit: …` says the step as the form calls it."""
    parts = text.split(": ")
    named = [f"stap “{verb_name(part)}”" if part in known_verbs() else part for part in parts[:-1]]
    return ": ".join([*named, parts[-1]])
