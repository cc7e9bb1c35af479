"""The published structure of a message of iJw or iWmo, held against one; written without ours in view."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from lxml import etree

from tests.tools.exports import REPOSITORY

NATIONAL = REPOSITORY / "mappings" / "landelijk"
SPACES = {
    name: {
        "bericht": f"http://www.istandaarden.nl/{standard}/3_2/{name}/schema",
        "basis": f"http://www.istandaarden.nl/{standard}/3_2/basisschema/schema",
    }
    for prefix, standard in (("jw", "ijw"), ("wmo", "iwmo"))
    for name in (f"{prefix}{number}" for number in ("301", "305", "307", "323", "325"))
}


@dataclass(frozen=True)
class Element:
    """One line of the structure."""

    path: str
    least: int
    most: int | None
    space: str
    kind: str
    facets: dict[str, str]

    @property
    def name(self) -> str:
        return self.path.rpartition("/")[2]


@cache
def the_structure(name: str) -> dict[str, list[Element]]:
    """Path of an element → the elements that it may hold, in their order."""
    below: dict[str, list[Element]] = {}
    of_format = NATIONAL / name / "structuur.csv"
    file = of_format if of_format.is_file() else NATIONAL / "berichten" / f"{name}.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, strict=True):
            element = Element(
                row["pad"],
                int(row["minstens"]),
                int(row["hoogstens"]) if row["hoogstens"] else None,
                SPACES[name][row["naamruimte"]],
                row["soort"],
                row,
            )
            below.setdefault(row["pad"].rpartition("/")[0], []).append(element)
    return below


def faults_of(message: bytes, name: str = "jw323") -> list[str]:
    """Everything in which a message departs from the structure; none when it is right."""
    if message.startswith(b"\xef\xbb\xbf"):
        return ["er staat een BOM voor (OP192)"]
    root = etree.fromstring(message)
    if root.tag != f"{{{SPACES[name]['bericht']}}}Bericht":
        return [f"het eerste element is {root.tag}"]
    of_totals = _faults_of_totals(root) if name.endswith("323") else ()
    return [*_faults_below(root, "Bericht", the_structure(name)), *of_totals]


def _faults_below(parent: etree._Element, path: str, structure: dict[str, list[Element]]) -> Iterator[str]:
    asked = structure[path]
    left = list(parent)
    if (parent.text or "").strip():
        yield f"{path}: tekst tussen elementen"
    for element in asked:
        found = []
        while left and left[0].tag == f"{{{element.space}}}{element.name}":
            found.append(left.pop(0))
        if len(found) < element.least or (element.most is not None and len(found) > element.most):
            yield f"{element.path}: {len(found)} keer"
        for each in found:
            yield from _faults_of(each, element, structure)
    for extra in left:
        yield f"{path}: {etree.QName(extra).localname} hoort hier niet, of niet hier"


def _faults_of(found: etree._Element, element: Element, structure: dict[str, list[Element]]) -> Iterator[str]:
    if found.attrib:
        yield f"{element.path}: heeft attributen"
    if element.kind == "groep":
        yield from _faults_below(found, element.path, structure)
        return
    text = found.text or ""
    if len(found) or not text:
        yield f"{element.path}: leeg, of meer dan tekst (RS033)"
    elif not _is_of_kind(text, element.kind):
        yield f"{element.path}: geen {element.kind}"
    else:
        yield from (f"{element.path}: {each}" for each in _faults_of_facets(text, element.facets))


def _is_of_kind(text: str, kind: str) -> bool:
    if kind == "geheel getal":
        return re.fullmatch(r"[+-]?\d+", text) is not None
    if kind == "datum":
        try:
            return date.fromisoformat(text).isoformat() == text
        except ValueError:
            return False
    if kind == "tijd":
        return re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d", text) is not None
    return kind == "tekst"


def _faults_of_facets(text: str, facets: dict[str, str]) -> Iterator[str]:
    if facets["min_lengte"] and len(text) < int(facets["min_lengte"]):
        yield "te kort"
    if facets["max_lengte"] and len(text) > int(facets["max_lengte"]):
        yield "te lang"
    if facets["minimum"] and int(text) < int(facets["minimum"]):
        yield "te klein"
    if facets["maximum"] and int(text) > int(facets["maximum"]):
        yield "te groot"
    if facets["patroon"] and not re.fullmatch(facets["patroon"], text):
        yield "past niet in het patroon"
    if facets["codes"] and text not in facets["codes"].split("|"):
        yield "geen code van de lijst"


def _faults_of_totals(root: etree._Element) -> Iterator[str]:
    """TR358: the total is debit minus credit; CS325: nothing is D."""
    total = _signed(root.find(".//{*}TotaalIngediendBedrag"), "TotaalBedrag")
    lines = [_signed(each, "Bedrag") for each in root.iterfind(".//{*}IngediendBedrag")]
    if None in (total, *lines):
        yield "een bedrag zonder D of C"
    elif total != sum(each for each in lines if each is not None):
        yield "TotaalIngediendBedrag is niet debet min credit (TR358)"
    if root.xpath("//*[local-name()='DebetCredit'][.='C'][../*[number(.)=0]]"):
        yield "nul is C (CS325)"


def _signed(element: etree._Element | None, name: str) -> int | None:
    if element is None:
        return None
    amount, sign = element.findtext(f"{{*}}{name}"), element.findtext("{*}DebetCredit")
    if not (amount or "").isdigit() or sign not in ("D", "C"):
        return None
    return -int(amount or 0) if sign == "C" else int(amount or 0)
