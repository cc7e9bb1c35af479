"""How much of a unit fits in a day, a week or a month: arithmetic that no agreement can change."""

MINUTE, HOUR, NIGHT, DAY_PART = "01", "04", "14", "16"

MOST_PER_DAY = {MINUTE: 1_440, HOUR: 24, NIGHT: 1, DAY_PART: 6}
"""A dagdeel is four hours (WJ756)."""

MOST_PER = {
    (frequency, unit): days * most
    for frequency, days in {"1": 1, "2": 7, "4": 31}.items()
    for unit, most in MOST_PER_DAY.items()
}
"""By frequency (per day, per week, per month) and unit."""
