"""Charts as SVG made on the server: no script, no inline style, the same numbers in a table beside them."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

_WIDTH, _LINE, _MARGIN = 440, 62, 4
"""Narrow enough to be read on a telephone: label, bar and words stand under each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A range with its middle, or a single amount when low, middle and high are one."""

    label: str
    low: float
    middle: float
    high: float
    words: str
    """The same in words, as it stands beside the bar."""
    kind: str = "saved"
    """`saved` or `left`: the colour, which adds nothing to the label."""


def bars(chart_id: str, title: str, summary: str, lines: Sequence[Bar]) -> Markup:
    """Horizontal bars on one scale, so that what is saved and what is left can be compared by eye."""
    lowest = min([0.0, *(each.low for each in lines)])
    highest = max([1.0, *(each.high for each in lines)])
    scale = (_WIDTH - 2 * _MARGIN) / (highest - lowest)
    zero = _MARGIN - lowest * scale
    height = _LINE * len(lines) + 8
    drawn = Markup("").join(_bar(each, place, zero, scale) for place, each in enumerate(lines))
    return Markup(
        '<svg class="chart" viewBox="0 0 {width} {height}" width="{width}" role="img" '
        'aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{title}</title><desc id="{id}-d">{summary}</desc>'
        "{drawn}</svg>"
    ).format(
        width=_WIDTH,
        height=height,
        id=escape(chart_id),
        title=title,
        summary=summary,
        drawn=drawn,
    )


_COLOURS = {"saved": "#154273", "left": "#a85d00"}


def _bar(each: Bar, place: int, zero: float, scale: float) -> Markup:
    top = place * _LINE + 6
    left, right = sorted((zero + each.low * scale, zero + each.high * scale))
    colour = _COLOURS[each.kind]
    middle = zero + each.middle * scale
    return Markup(
        '<text x="{x}" y="{label_y}" font-size="14" font-weight="600">{label}</text>'
        '<rect x="{left}" y="{bar_y}" width="{width}" height="16" fill="{colour}" fill-opacity="0.35"/>'
        '<rect x="{middle}" y="{bar_y}" width="4" height="16" fill="{colour}"/>'
        '<path d="M{zero} {bar_y}v16" stroke="#1a1a1a" stroke-width="1.5"/>'
        '<text x="{x}" y="{words_y}" font-size="13" fill="#4a4a4a">{words}</text>'
    ).format(
        x=_MARGIN,
        label_y=top + 13,
        label=each.label,
        left=f"{left:.1f}",
        zero=f"{zero:.1f}",
        bar_y=top + 20,
        width=f"{max(right - left, 2):.1f}",
        colour=colour,
        middle=f"{middle - 2:.1f}",
        words_y=top + 49,
        words=each.words,
    )
