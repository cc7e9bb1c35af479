"""What each code that a checker of evidence gives means, for a person."""

from collections.abc import Mapping

from service.domain.wording import Wording, same

FAULT_WORDS: Mapping[str, Wording] = {
    "zip-damaged": Wording(
        "het zipbestand is beschadigd, of er staat iets voor of achter",
        "the zip is damaged, or something stands before or behind it",
    ),
    "file-twice": Wording("een naam komt twee keer voor", "a name occurs twice"),
    "file-name": Wording(
        "een bestand heeft een naam die hier niet hoort", "a file has a name that does not belong"
    ),
    "file-missing": Wording("het bestand ontbreekt", "the file is missing"),
    "file-unlisted": Wording("het bestand staat niet op de lijst", "the file is not on the list"),
    "file-changed": Wording("het bestand is veranderd", "the file was changed"),
    "file-unused": Wording("het hoort bij geen rapportage", "it belongs to no report"),
    "name-differs": Wording(
        "de naam is niet de vingerafdruk van de inhoud", "the name is not the fingerprint of what is in it"
    ),
    "json-damaged": Wording("het is niet zoals het geschreven is", "it is not as it was written"),
    "version-unknown": Wording("deze versie is onbekend", "this version is not known"),
    "policy-damaged": Wording("de afspraak over getuigen is niet te lezen", "the policy cannot be read"),
    "key-damaged": Wording("een sleutel is beschadigd", "a key is damaged"),
    "log-unknown": Wording("dit is een ander logboek", "this is another log"),
    "signature-missing": Wording("het logboek heeft dit niet ondertekend", "the log did not sign this"),
    "signature-wrong": Wording("een handtekening klopt niet", "a signature is wrong"),
    "note-damaged": Wording("de ondertekende tekst is beschadigd", "the signed text is damaged"),
    "timestamp-wrong": Wording(
        "het tijdstempel is beschadigd, van iets anders of van wie u niet gelooft",
        "the timestamp is damaged, of something else or of whom you do not believe",
    ),
    "witnesses-missing": Wording("er tekenden niet genoeg getuigen", "not enough witnesses signed"),
    "history-differs": Wording(
        "het logboek begint niet met wat het eerder was", "the log does not begin with what it was before"
    ),
    "rolled-back": Wording("het logboek is korter dan het was", "the log is shorter than it was"),
    "tile-damaged": Wording("een deel van het logboek is beschadigd", "a part of the log is damaged"),
    "proof-damaged": Wording("het bewijs is beschadigd", "the proof is damaged"),
    "not-in-tree": Wording("dit staat niet in het logboek", "this is not in the log"),
    "facts-differ": Wording(
        "de feiten zijn niet die van de handeling", "the facts are not those that the act commits to"
    ),
    "manifest-differs": Wording(
        "het manifest zegt iets anders dan het logboek", "the manifest says otherwise than the log"
    ),
    "balance-open": Wording("de telling sluit niet", "the balance does not close"),
    "request-differs": Wording("de uitvraag vraagt een andere rapportage", "the request asks another report"),
    "request-not-logged": Wording(
        "de uitvraag is niet vastgesteld in het logboek", "the request was not set in the log"
    ),
    "seal-differs": Wording("de lijst is niet die van het logboek", "the list is not the one in the log"),
}


def fault_words(code: str) -> Wording:
    """The code itself when a later version made it."""
    return FAULT_WORDS.get(code) or same(code)
