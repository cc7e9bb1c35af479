"""Invented course of help, outcomes, waiting lists, figures and stories around deliveries."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.periods import Period
from service.domain.standard.export import DECIMAL_SCALE
from service.sample.allocations import Drawn, only_where

_REASONS_JW = np.array(["31", "34", "32", "33", "35", "38"], dtype=object)
_REASONS_WMO = np.array(["19", "23", "21", "22", "31", "38"], dtype=object)
_WAITING = (
    ("01", "Ambulant"),
    ("02", "Ambulant"),
    ("03", "Dagbehandeling"),
    ("11", "Verblijf"),
    ("12", "Verblijf"),
)
_STORIES = (
    ("45A03", "De ambulante begeleiding liep door ziekte in het team twee weken vertraging op."),
    ("wachttijd", "De wachttijd daalde doordat in de tweede maand drie behandelaars zijn gestart."),
    ("41A01", "De dagbehandeling draaide in de vakantieweek met een halve bezetting."),
    ("algemeen", "De samenwerking met het lokale team is verlengd; er zijn geen bijzonderheden."),
    ("44A08", "Twee pleeggezinnen zijn gestopt; voor alle kinderen is een nieuwe plek gevonden."),
)
_FIGURES = (
    ("fte_in_loondienst", 184.75, "fte"),
    ("fte_niet_in_loondienst", 21.5, "fte"),
    ("ziekteverzuim_procent", 6.8, "procent"),
    ("opbrengsten_totaal", 4_812_350.25, "euro"),
    ("opbrengsten_jeugdwet", 4_190_115.5, "euro"),
    ("bedrijfsresultaat", -38_420.1, "euro"),
    ("liquiditeit", 1.32, "aantal"),
    ("werkkapitaal", 912_400, "euro"),
    ("overige_bedrijfskosten", 702_118.75, "euro"),
    ("onderhanden_productie", 96_500, "euro"),
    ("klachten", 7, "aantal"),
    ("incidenten", 31, "aantal"),
    ("calamiteiten", 1, "aantal"),
)


def draw_course(random: np.random.Generator, drawn: Drawn, period: Period) -> pd.DataFrame:
    """The table verloop: help starts within three weeks of its allocation; it ended where that has ended."""
    count = len(drawn.frame)
    last = np.datetime64(period.end, "s")
    begin = drawn.begin + random.integers(0, 21, count).astype("timedelta64[D]")
    month_end = (drawn.begin.astype("datetime64[M]") + np.timedelta64(1, "M")).astype(
        "datetime64[s]"
    ) - np.timedelta64(1, "D")
    begin = np.fmin(np.minimum(begin, np.minimum(month_end, last)), drawn.end)
    ended = drawn.end <= last
    reasons = np.where(
        drawn.frame["wet"].to_numpy(object) == "JW",
        random.choice(_REASONS_JW, count, p=[0.55, 0.2, 0.1, 0.05, 0.05, 0.05]),
        random.choice(_REASONS_WMO, count, p=[0.6, 0.2, 0.1, 0.04, 0.03, 0.03]),
    )
    is_young = drawn.frame["wet"].to_numpy(object) == "JW"
    crisis = random.random(count) < 0.06  # noqa: PLR2004 - an invented share
    return drawn.frame.loc[:, ["gemeentecode", "toewijzingnummer"]].assign(
        begindatum=begin,
        einddatum=np.where(ended, drawn.end, np.datetime64("NaT", "s")),
        reden_beeindiging=only_where(ended, reasons),
        gestart_met_crisis=only_where(is_young, np.where(crisis, "01", "02").astype(object)),
    )


def draw_outcomes(
    random: np.random.Generator, drawn: Drawn, course: pd.DataFrame, period: Period
) -> pd.DataFrame:
    """The table uitkomst: a measurement for help that ended, and for a tenth of the rest."""
    measured = course["einddatum"].notna().to_numpy(bool) | (random.random(len(course)) < 0.1)  # noqa: PLR2004 - as said above
    measured[0] = True
    chosen = course.loc[measured].reset_index(drop=True)
    count = len(chosen)
    last = pd.Timestamp(period.end)
    day = chosen["einddatum"].fillna(last).where(lambda days: days >= chosen["begindatum"], last)
    is_young = drawn.frame.loc[measured, "wet"].eq("JW").to_numpy(bool)
    young = random.choice(np.array(["jeugdige", "ouder"], dtype=object), count, p=[0.6, 0.4])
    return chosen.loc[:, ["gemeentecode", "toewijzingnummer"]].assign(
        meetdatum=day.astype("datetime64[s]"),
        informant=np.where(is_young, young, "client").astype(object),
        nut_cijfer=np.clip(np.rint(random.normal(7.6, 1.2, count)), 1, 10).astype(np.int64),
        zonder_hulp_verder=random.choice(np.array(["01", "02", "03", "04"], dtype=object), count),
        doelen_behaald=random.integers(4, 21, count) * 5,
    )


def draw_waiting_lists(
    random: np.random.Generator, municipalities: Sequence[str], period: Period
) -> pd.DataFrame:
    """The table wachtlijst: each municipality x hulpvorm on the last day of the period, and the Wmo."""
    kinds = [("JW", help_, lot) for help_, lot in _WAITING] + [("WMO", None, "Begeleiding")]
    law, help_, lot = (np.array(part, dtype=object) for part in zip(*kinds, strict=True))
    count = len(municipalities) * len(kinds)
    waiting = random.poisson(2.2, count)
    return pd.DataFrame(
        {
            "gemeentecode": np.repeat(np.array(municipalities, dtype=object), len(kinds)),
            "wet": np.tile(law, len(municipalities)),
            "hulpvorm": np.tile(help_, len(municipalities)),
            "perceel": np.tile(lot, len(municipalities)),
            "peildatum": np.full(count, np.datetime64(period.end, "s")),
            "wachtenden": waiting,
            "wachttijd_dagen": np.where(waiting > 0, random.integers(7, 190, count), 0),
        }
    )


def draw_figures(random: np.random.Generator, municipalities: Sequence[str]) -> pd.DataFrame:
    """The table kengetal: those of the organisation, and complaints and incidents per municipality."""
    code, value, unit = zip(*_FIGURES, strict=True)
    own = pd.DataFrame({"gemeentecode": None, "kengetal": code, "eenheid": unit})
    own["waarde"] = [round(number * DECIMAL_SCALE) for number in value]
    count = len(municipalities)
    local = pd.DataFrame(
        {
            "gemeentecode": np.repeat(np.array(municipalities, dtype=object), 2),
            "wet": "JW",
            "kengetal": np.tile(np.array(["klachten", "incidenten"], dtype=object), count),
            "eenheid": "aantal",
            "waarde": random.poisson(0.8, 2 * count) * DECIMAL_SCALE,
        }
    )
    return pd.concat([own.assign(wet=None), local], ignore_index=True)


def draw_stories(random: np.random.Generator, municipalities: Sequence[str]) -> pd.DataFrame:
    """The table toelichting: one story for all, and one for about half of the municipalities."""
    told: npt.NDArray[np.intp] = np.flatnonzero(random.random(len(municipalities)) < 0.5)  # noqa: PLR2004 - as said above
    story = random.integers(0, len(_STORIES), len(told))
    subject, text = (np.array(part, dtype=object) for part in zip(*_STORIES, strict=True))
    everyone = pd.DataFrame(
        {
            "gemeentecode": [None],
            "wet": [None],
            "onderwerp": ["algemeen"],
            "tekst": ["Dit is een voorbeeldexport; personen en bedragen zijn verzonnen."],
        }
    )
    local = pd.DataFrame(
        {
            "gemeentecode": np.array(municipalities, dtype=object)[told],
            "wet": "JW",
            "onderwerp": subject[story],
            "tekst": text[story],
        }
    )
    return pd.concat([everyone, local], ignore_index=True).astype(object)
