"""How amounts are written: the range before the point, one significant step, no cents, in two languages."""

from math import floor, log10

from service.domain.burden.estimate import Interval
from service.domain.wording import Wording, same

_HOUR = 60
_HALF = 30
_MINUTES = Wording("{minutes} minuten", "{minutes} minutes")
_HOURS = Wording("{hours} uur", "{hours} hours")


def duration(minutes: float) -> Wording:
    """`20 minuten`, `5½ uur`: one significant step; a minus sign in front when it is less than nothing."""
    if abs(_one_step(minutes)) < _HOUR:
        step = f"{_one_step(minutes):.0f}"
        words = Wording("{minutes} minuut", "{minutes} minute") if step.strip("-") == "1" else _MINUTES
        return words.fill(minutes=step)
    halves = round(minutes / _HALF)
    if abs(halves) >= 2 * 10:
        hours = grouped(_two_steps(minutes / _HOUR))
    else:
        sign, whole, half = "-" if halves < 0 else "", abs(halves) // 2, abs(halves) % 2
        hours = same(f"{sign}{whole}{'½' if half else ''}")
    words = Wording("{hours} uur", "{hours} hour") if hours.en.strip("-") == "1" else _HOURS
    return words.fill(hours=hours)


def amount(minutes: float) -> Wording:
    """One figure by itself, as a duration; something that rounds to nothing is said to be something."""
    if minutes == 0:
        return _NO_TIME
    if minutes > 0 and not _one_step(minutes):
        return Wording("minder dan 5 minuten", "less than 5 minutes")
    return duration(minutes)


_NO_TIME = Wording("niets", "nothing")


def comparable(net: Interval | None) -> Wording:
    """A net, or that there was nothing to compare."""
    return _NOT_COMPARABLE if net is None else duration_range(net)


_NOT_COMPARABLE = Wording("niets vergelijkbaar", "nothing to compare")


def duration_range(minutes: Interval) -> Wording:
    """`tussen 20 minuten en 5½ uur, ongeveer 2 uur`: the range before the point."""
    if minutes.p10 == minutes.p90 == 0:
        return _NO_TIME
    low, middle, high = map(duration, (minutes.p10, minutes.p50, minutes.p90))
    if minutes.p10 >= 0 and (not _one_step(minutes.p50) or (not _one_step(minutes.p10) and middle == high)):
        return Wording("waarschijnlijk hoogstens {most}", "likely {most} at most").fill(
            most=amount(minutes.p90)
        )
    return _RANGE.fill(low=low, middle=middle, high=high)


_RANGE = Wording(
    "waarschijnlijk tussen {low} en {high}, ongeveer {middle}",
    "likely between {low} and {high}, about {middle}",
)


def euro_range(euro: Interval) -> Wording:
    """`€ 17 tot € 256, ongeveer € 95`: whole euros."""
    low, middle, high = (
        same(f"{'-' if each < 0 else ''}€ ") + grouped(abs(each))
        for each in (_two_steps(euro.p10), _two_steps(euro.p50), _two_steps(euro.p90))
    )
    return Wording("{low} tot {high}, ongeveer {middle}", "{low} to {high}, about {middle}").fill(
        low=low, middle=middle, high=high
    )


def share(part: int, whole: int) -> Wording:
    """`602 van 2.542 (23,7%)`: never a percentage without what it is of."""
    counts = part_of(part, grouped(whole))
    if not whole:
        return counts
    percentage = f"{100 * part / whole:.1f}"
    return counts + Wording(f" ({percentage.replace('.', ',')}%)", f" ({percentage}%)")


def part_of(part: int, whole: Wording) -> Wording:
    """`602 van 2.542`, or `0 van 1 rapportage` where the whole is counted with its word."""
    return Wording("{part} van {whole}", "{part} of {whole}").fill(part=grouped(part), whole=whole)


def counted(number: int, one: Wording, more: Wording) -> Wording:
    """`1 rapportage`, `1.200 rapportages`."""
    return grouped(number) + same(" ") + (one if number == 1 else more)


def grouped(number: float) -> Wording:
    """A whole number with its thousands apart."""
    text = f"{number:,.0f}"
    return Wording(text.replace(",", "."), text)


def _one_step(value: float) -> float:
    """To fives below a quarter of an hour, to tens above: what a person would say."""
    step = 5 if abs(value) < 2 * 10 else 10
    return round(value / step) * step


def _two_steps(value: float) -> int:
    """Two significant digits, whole."""
    if abs(value) < 1:
        return 0
    step = int(10 ** max(floor(log10(abs(value))) - 1, 0))
    return round(value / step) * step
