"""What can come of a try to bring or fetch a file, with its words: nothing of what the other side wrote."""

from collections.abc import Mapping
from enum import StrEnum

from service.domain.wording import Wording


class Outcome(StrEnum):
    """What came of one try."""

    TAKEN = "taken"
    ALREADY_THERE = "already-there"
    """The very same file stood there: we had brought it and were ended before we could write that down."""
    OTHER_FILE = "other-file"
    NOT_ALLOWED = "not-allowed"
    NO_SUCH_HOST = "no-such-host"
    NO_CONNECTION = "no-connection"
    TIME_OUT = "time-out"
    BROKEN_OFF = "broken-off"
    HOST_KEY_CHANGED = "host-key-changed"
    LOGIN_REFUSED = "login-refused"
    NO_FOLDER = "no-folder"
    NOT_PERMITTED = "not-permitted"
    NO_SPACE = "no-space"
    GONE = "gone"
    REFUSED = "refused"

    @property
    def is_taken(self) -> bool:
        """Whether the file is there."""
        return self in {Outcome.TAKEN, Outcome.ALREADY_THERE}

    @property
    def is_about_the_file(self) -> bool:
        """Whether it says something about this file alone, and trying again cannot help."""
        return self is Outcome.OTHER_FILE

    @property
    def is_final(self) -> bool:
        """Whether a person has to look before anything more is tried."""
        return self in {Outcome.HOST_KEY_CHANGED, Outcome.GONE}


OUTCOME_WORDS: Mapping[Outcome, Wording] = {
    Outcome.TAKEN: Wording("het lukte", "it worked"),
    Outcome.ALREADY_THERE: Wording("het bestand stond er al", "the file was there already"),
    Outcome.OTHER_FILE: Wording(
        "er staat al een ander bestand met deze naam; dat hebben wij niet overschreven",
        "another file of that name is there already; we did not write over it",
    ),
    Outcome.NOT_ALLOWED: Wording(
        "dit adres ligt niet op het openbare internet, of begint niet met https",
        "this address is not on the public internet, or does not begin with https",
    ),
    Outcome.NO_SUCH_HOST: Wording("deze naam is niet te vinden", "this name cannot be found"),
    Outcome.NO_CONNECTION: Wording("er is geen verbinding te maken", "no connection can be made"),
    Outcome.TIME_OUT: Wording("de server antwoordde niet op tijd", "the server did not answer in time"),
    Outcome.BROKEN_OFF: Wording(
        "de verbinding werd verbroken voordat het bestand er stond",
        "the connection was broken off before the file was there",
    ),
    Outcome.HOST_KEY_CHANGED: Wording(
        "de server heeft een andere sleutel dan die u hebt bevestigd; vraag de beheerder waarom",
        "the server has another key than the one you confirmed; ask its administrator why",
    ),
    Outcome.LOGIN_REFUSED: Wording(
        "de server laat ons niet binnen: controleer gebruikersnaam en wachtwoord of sleutel",
        "the server does not let us in: check user name and password or key",
    ),
    Outcome.NO_FOLDER: Wording("de map bestaat niet", "the folder does not exist"),
    Outcome.NOT_PERMITTED: Wording(
        "wij mogen in deze map niet schrijven, hernoemen of verwijderen",
        "we may not write, rename or remove in this folder",
    ),
    Outcome.NO_SPACE: Wording("de schijf van de server is vol", "the disk of the server is full"),
    Outcome.GONE: Wording(
        "de server zegt dat dit adres er niet meer is (410)",
        "the server says that this address is gone (410)",
    ),
    Outcome.REFUSED: Wording(
        "de server weigert wat wij brengen, zonder te zeggen waarom; misschien is de schijf vol",
        "the server refuses what we bring without saying why; perhaps its disk is full",
    ),
}
