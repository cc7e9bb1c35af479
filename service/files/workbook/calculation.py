"""What a workbook has to calculate anew once it is filled."""

import re

from lxml import etree
from lxml.etree import _Element as Element

from service.files.workbook.package import MAIN, Package, elements, local_name


def calculate_when_opened(workbook: Element) -> None:
    """Excel and LibreOffice calculate the whole workbook as soon as it is opened."""
    for properties in elements(workbook, "calcPr"):
        properties.set("fullCalcOnLoad", "1")
        return
    properties = etree.Element(f"{{{MAIN}}}calcPr", nsmap=workbook.nsmap)
    properties.set("fullCalcOnLoad", "1")
    before = ("definedNames", "externalReferences", "functionGroups", "sheets")
    next(found for name in before for found in elements(workbook, name)).addnext(properties)


def forget_calculation_order(root: Element) -> None:
    """Take what lists the order in which Excel calculated out of a listing of parts."""
    for item in list(root):
        if "calcChain" in (item.get("PartName") or item.get("Target") or ""):
            root.remove(item)


def forget_results(root: Element) -> None:
    """Take the results from every formula of a sheet."""
    for cell in elements(root, "c"):
        if any(local_name(part) == "f" for part in cell):
            forget_result(cell)


def forget_result(cell: Element) -> None:
    """The result that was calculated for the blank workbook."""
    for value in [part for part in cell if local_name(part) == "v"]:
        cell.remove(value)
    cell.attrib.pop("t", None)


def sheets_that_depend(package: Package, touched: set[str]) -> set[str]:
    """The touched sheets and all whose formulas can see them, directly or through others.

    A name, a table or INDIRECT may lead anywhere, so a formula without any sheet's name in it that is more
    than its own sheet's cells counts as dependent.
    """
    formulas = {sheet.name: package.formulas_of(sheet) for sheet in package.sheets}
    dependent = touched | {name for name, text in formulas.items() if _leads_anywhere(text)}
    while True:
        others = formulas.keys() - dependent
        more = {name for name in others if any(_mentions(formulas[name], each) for each in dependent)}
        if not more:
            return dependent
        dependent |= more


def _mentions(formulas: str, sheet: str) -> bool:
    return sheet.replace("'", "''").casefold() in formulas.casefold()


def _leads_anywhere(formulas: str) -> bool:
    """Whether a word stands in it that is no cell, no function and no sheet: a name, or a table."""
    plain = re.sub(r'"[^"]*"|\$?[A-Za-z]{1,3}:\$?[A-Za-z]{1,3}\b', "", formulas)
    if re.search(r"\b(INDIRECT|OFFSET)\(", plain, re.IGNORECASE) or "[" in plain:
        return True
    words = re.findall(r"(?<![\w.!'$])[A-Za-z_\\][\w.]*(?![\w.(!'$])", plain)
    return any(not re.fullmatch(r"[A-Za-z]{1,3}\d+|TRUE|FALSE", word) for word in words)
