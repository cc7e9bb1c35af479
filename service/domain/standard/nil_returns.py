"""Nil returns: a provider says that there is nothing to report about a municipality."""

import pandas as pd

from service.domain.standard.export import Export

NIL = "nihil"
"""What stands as onderwerp on a row of toelichting that is a nil return."""


def nil_returns(export: Export) -> frozenset[str]:
    """The municipalities for which the provider says so."""
    stories = export.tables["toelichting"]
    said: pd.Series[bool] = stories["onderwerp"].str.strip().str.casefold().eq(NIL)
    return frozenset(stories.loc[said.fillna(value=False).astype(bool), "gemeentecode"].dropna())
