"""Styles that are added to a workbook: an existing look with another fill, and the few of a sheet of ours."""

import copy
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree
from lxml.etree import _Element as Element

from service.domain.submissions.annotations import Weight
from service.files.workbook import MAIN, document, elements, local_name

COLOURS: Mapping[Weight, str] = {
    Weight.BLOCKS: "FFF4B6B6",
    Weight.QUARANTINES: "FFFFE3A6",
    Weight.WARNS: "FFD9E8FB",
    Weight.REPAIRED: "FFD8EFD3",
}
_MOST_STYLES = 64_000
"""Excel refuses a workbook with more."""
_ORDER = ("numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs")
_PLAIN = (
    f'<styleSheet xmlns="{MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs></styleSheet>'
)


@dataclass(slots=True)
class Looks:
    """The styles part of a workbook, to which looks are added at the end: no number changes its meaning."""

    root: Element
    _fills: dict[str, int] = field(default_factory=dict)
    _made: dict[tuple[int, str], int] = field(default_factory=dict)

    @classmethod
    def read(cls, root: Element | None) -> "Looks":
        """From the part, or with the plainest styles for a workbook that has none."""
        return cls(etree.fromstring(_PLAIN) if root is None else root)

    def marked(self, old: int, weight: Weight) -> int:
        """The number of the look that is `old` with the colour of `weight`; `old` when there is no room."""
        return self._with(old, COLOURS[weight], {"fillId": self._fill(COLOURS[weight]), "applyFill": 1})

    def bold(self) -> int:
        """A heading."""
        return self._with(0, "bold", {"fontId": self._font("b"), "applyFont": 1})

    def link(self) -> int:
        """A text that leads elsewhere."""
        font = self._font("u", "FF0563C1")
        return self._with(0, "link", {"fontId": font, "applyFont": 1})

    def wrapped(self) -> int:
        """A long text over several lines."""
        made = self._with(0, "wrapped", {"applyAlignment": 1})
        look = self._group("cellXfs")[made]
        if not elements(look, "alignment"):
            alignment = etree.Element(self._name("alignment"), wrapText="1", vertical="top")
            look.insert(0, alignment)
        return made

    def part(self) -> bytes:
        """The part as it is to be stored."""
        return document(self.root).encode()

    def _with(self, old: int, key: str, changes: Mapping[str, int]) -> int:
        looks = self._group("cellXfs")
        if (old, key) not in self._made:
            if len(looks) >= _MOST_STYLES or old >= len(looks):
                return old
            look = copy.deepcopy(looks[old])
            for name, value in changes.items():
                look.set(name, str(value))
            self._made[old, key] = self._add("cellXfs", look)
        return self._made[old, key]

    def _fill(self, colour: str) -> int:
        if colour not in self._fills:
            fill = etree.Element(self._name("fill"))
            pattern = etree.SubElement(fill, self._name("patternFill"), patternType="solid")
            etree.SubElement(pattern, self._name("fgColor"), rgb=colour)
            etree.SubElement(pattern, self._name("bgColor"), indexed="64")
            self._fills[colour] = self._add("fills", fill)
        return self._fills[colour]

    def _font(self, before: str = "", after: str = "") -> int:
        """A font as large as the first of the workbook and of the same name, in the order Excel writes."""
        fonts = self._group("fonts")
        font = {local_name(each): each.get("val", "") for each in (fonts[0] if len(fonts) else ())}
        made = etree.Element(self._name("font"))
        for name, values in (
            (before, {}),
            ("sz", {"val": font.get("sz") or "11"}),
            ("color" if after else "", {"rgb": after}),
            ("name", {"val": font.get("name") or "Calibri"}),
        ):
            if name:
                etree.SubElement(made, self._name(name), values)
        return self._add("fonts", made)

    def _add(self, group: str, element: Element) -> int:
        several = self._group(group)
        several.append(element)
        several.set("count", str(len(several)))
        return len(several) - 1

    def _group(self, name: str) -> Element:
        for child in self.root:
            if local_name(child) == name:
                return child
        made = etree.Element(self._name(name), count="0")
        before = [child for child in self.root if local_name(child) in _ORDER[: _ORDER.index(name)]]
        if before:
            before[-1].addnext(made)
        else:
            self.root.insert(0, made)
        return made

    def _name(self, name: str) -> str:
        namespace = str(self.root.tag).rpartition("}")[0]
        return f"{namespace}}}{name}" if namespace else name
