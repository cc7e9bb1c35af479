"""How units of time are called in a sentence, by the name that a format gives them."""

from service.domain.wording import Wording

UNIT_WORDS = {
    "minuut": Wording("minuten", "minutes"),
    "uur": Wording("uren", "hours"),
    "dagdeel": Wording("dagdelen", "half-days"),
    "dag": Wording("dagen", "days"),
    "etmaal": Wording("etmalen", "days of 24 hours"),
    "week": Wording("weken", "weeks"),
}
