"""What rules and findings are called in Dutch, the same on a page and in a terminal."""

from collections.abc import Mapping

from service.domain.fates import NOT_IN_THIS_FORMAT, NOT_REQUESTED, OTHER_LAW, OUTSIDE_PERIOD


def message(text: str) -> str:
    """Mark a Dutch text as one that pages translate where they show it."""
    return text


RULE_NAMES: Mapping[str, str] = {
    OUTSIDE_PERIOD: message("valt buiten de periode van de rapportage"),
    OTHER_LAW: message("hoort bij een andere wet"),
    NOT_REQUESTED: message("de gemeente vraagt hierover geen rapportage"),
    NOT_IN_THIS_FORMAT: message("deze rapportage gaat niet over prestaties"),
    "where-status": message("de gemeente vraagt prestaties met deze status niet"),
    "submission-rejected": message("meegegaan met de afgekeurde aanlevering"),
}
"""Rules that leave a row out, and what else a row can go by in a balance without a finding of its own."""

FINDING_TITLES: Mapping[str, str] = {
    "code-as-number": message("code is een getal geworden"),
    "column-looks-like": message("kolomnaam lijkt op die van de standaard"),
    "csv-nul": message("nul-teken in csv"),
    "file-virus": message("virus gevonden"),
    "ijw-answered-row-differs": message("afgewezen regel is anders dan in de declaratie"),
    "ijw-answered-row-unknown": message("afgewezen regel niet in de declaratie"),
    "ijw-declaration-twice": message("declaratienummer is er twee keer"),
    "ijw-incomplete": message("bericht is niet volledig"),
    "ijw-message-twice": message("bericht is er twee keer"),
    "ijw-other-client": message("andere cliënt dan die van de toewijzing"),
    "ijw-other-message": message("ander bericht dan verwacht"),
    "ijw-total-differs": message("totaal van het bericht klopt niet"),
    "several-sheets": message("twee bladen voor één tabel"),
    "sheet-looks-like": message("bladnaam lijkt op die van de standaard"),
    "empty-but-required-by-format": message("leeg, en het formaat kan niet zonder"),
    "character-not-in-encoding": message("teken bestaat niet in het bestand van de gemeente"),
    "text-too-long-for-format": message("tekst te lang voor het formaat"),
    "after-death": message("prestatie na overlijden"),
    "agb-code-of-another-provider": message("AGB-code van een andere aanbieder"),
    "allocation-missing": message("toewijzing ontbreekt"),
    "allocation-waits": message("toewijzing wacht zelf nog"),
    "amount-not-volume-times-tariff": message("bedrag is niet volume maal tarief"),
    "bsn-check-fails": message("BSN klopt niet"),
    "code-kept-as-it-is": message("code onbekend bij de gemeente, ongewijzigd overgenomen"),
    "code-not-in-table": message("code staat niet in de tabel van de gemeente"),
    "code-of-other-law": message("code hoort bij een andere wet"),
    "control-characters": message("onzichtbare stuurtekens"),
    "credit-without-original": message("creditregel zonder oorspronkelijke regel in dit bestand"),
    "credit-without-reference": message("creditregel zonder verwijzing"),
    "csv-encoding": message("csv is geen UTF-8"),
    "csv-field-count": message("regel met te veel of te weinig velden"),
    "csv-other-separator": message("verschillende scheidingstekens"),
    "csv-quotes": message("aanhalingstekens kloppen niet"),
    "csv-separator": message("scheidingsteken niet herkend"),
    "date-out-of-range": message("datum buiten bereik"),
    "date-with-time": message("datum met een tijdstip"),
    "duplicate-column": message("kolom staat er dubbel in"),
    "duplicate-key": message("twee rijen met hetzelfde nummer"),
    "duplicate-table": message("tabel staat er dubbel in"),
    "end-before-begin": message("einddatum ligt voor de begindatum"),
    "error-cell": message("cel met een fout van Excel"),
    "euro-amount-not-volume": message("bedrag en volume in euro verschillen"),
    "file-cannot-be-read": message("bestand is niet veilig te lezen"),
    "file-damaged": message("bestand is beschadigd"),
    "file-declares-entities": message("onderdeel dat niet in een werkmap hoort"),
    "file-duplicate-part": message("onderdeel zit dubbel in het bestand"),
    "file-empty": message("bestand is leeg"),
    "file-encrypted-part": message("onderdeel met een wachtwoord"),
    "file-form-unknown": message("geen Excel-werkmap en geen zip met csv"),
    "file-inflates": message("bestand wordt uitgepakt veel te groot"),
    "file-macros": message("werkmap met macro's"),
    "file-no-csv": message("zip zonder csv"),
    "file-no-sheets": message("werkmap zonder werkbladen"),
    "file-old-excel": message("oude Excel-werkmap (.xls)"),
    "file-password": message("bestand met een wachtwoord"),
    "file-too-large": message("bestand is uitgepakt te groot"),
    "file-unsafe-path": message("onderdeel met een naam die niet mag"),
    "formula-without-value": message("formule zonder uitkomst"),
    "leading-zeros-lost": message("voorloopnullen weggevallen"),
    "malformed": message("waarde heeft niet de juiste vorm"),
    "missing-column": message("kolom ontbreekt"),
    "missing-optional-column": message("niet-verplichte kolom ontbreekt"),
    "missing-table": message("blad ontbreekt"),
    "missing-value": message("verplicht veld is leeg"),
    "negative": message("negatief getal"),
    "no-known-sheets": message("geen enkel blad van de standaard gevonden"),
    "not-a-date": message("geen datum"),
    "not-a-number": message("geen getal"),
    "not-a-whole-number": message("geen geheel getal"),
    "not-one-row": message("niet precies één rij"),
    "not-text": message("geen tekst"),
    "number-as-text": message("getal als tekst opgeslagen"),
    "number-in-text-column": message("getal in een tekstkolom"),
    "other-decimal-sign": message("ander decimaalteken"),
    "other-version": message("andere versie van de standaard"),
    "out-of-range": message("getal buiten bereik"),
    "outside-allocation": message("buiten de looptijd van de toewijzing"),
    "period-end-before-begin": message("periode eindigt voor ze begint"),
    "period-over-months": message("prestatie over meer dan één maand"),
    "product-code-is-blank": message("productcode bestaat uit spaties"),
    "scientific-notation": message("getal door Excel ingekort"),
    "sheet-too-sparse": message("gevulde cel ver buiten de gegevens"),
    "subject-holds-bsn": message("BSN in een onderwerp"),
    "tariff-missing": message("tarief ontbreekt"),
    "text-holds-bsn": message("BSN in een toelichting"),
    "thousands-separator": message("scheidingsteken tussen de duizendtallen"),
    "too-long": message("tekst is te lang"),
    "too-many-decimals": message("te veel decimalen"),
    "unknown-code": message("onbekende code"),
    "unknown-column": message("onbekende kolom"),
    "unknown-decisive-code": message("onbekende code in een veld dat alles bepaalt"),
    "unknown-sheet": message("onbekend blad"),
    "zero-credit": message("creditregel van nul euro"),
}
"""By the code of a finding: its heading. What can stand in a balance has one; a warning may do without."""


def name_of(name: str) -> str:
    """Why a row is not in a report, in Dutch; the name itself when there are no words for it."""
    if name.startswith("where-") and name not in RULE_NAMES:
        return f"de gemeente vraagt deze waarde van {name.removeprefix('where-')} niet"
    return RULE_NAMES.get(name) or FINDING_TITLES.get(name) or name
