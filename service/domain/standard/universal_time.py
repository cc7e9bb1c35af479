"""Which day it is in the Netherlands at a moment that was written in universal time."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.dutch_days import day_in_words
from service.domain.wording import Wording

_HERE = "Europe/Amsterdam"
_UNIVERSAL = r".*[T ]\d{2}:\d{2}.*(?:Z|[+-]00:?00)"
_MEANT = Wording(
    " Dit tijdstip staat in wereldtijd (UTC): in Nederland is het dan al {day}.",
    " This moment is in universal time (UTC): in the Netherlands it is {day} by then.",
)


def said_dutch_days(texts: "pd.Series[str]") -> npt.NDArray[np.object_]:
    """Per text, as an advice, the day here when that is another than the one that is written; else empty."""
    said: npt.NDArray[np.object_] = np.full(len(texts), "", object)
    universal = texts.str.fullmatch(_UNIVERSAL).fillna(value=False).to_numpy(bool)
    if universal.any():
        moments = pd.to_datetime(texts[universal], utc=True, errors="coerce", format="ISO8601")
        here = moments.dt.tz_convert(_HERE)
        is_later = moments.notna() & (moments.dt.date != here.dt.date)
        places = np.flatnonzero(universal)[is_later.to_numpy(bool)]
        for at, day in zip(places.tolist(), here[is_later].dt.date, strict=True):
            said[at] = _MEANT.filled({"day": day_in_words(day)})
    return said
