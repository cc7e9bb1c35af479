"""What a person did wrong where a parser says that it expected something else."""

import re

import yaml

from service.domain.failures import FormatError
from service.domain.faults import Fault
from service.domain.formats.faults.writing import NOT_YAML
from service.domain.formats.faults.yaml_mistakes import (
    COLON_MISSING,
    CURLED_QUOTES,
    INDENTED_OTHERWISE,
    NOT_CLOSED,
    QUOTE_NOT_CLOSED,
    REFERS_ELSEWHERE,
    SECOND_COLON,
    SIGN_NEEDS_QUOTES,
    TAB_IN_FRONT,
)

_CURLED = re.compile("[\u2018-\u201f]")
_CLOSING = {"{": "}", "[": "]"}
_SIGN = re.compile(r"found character '(.)'")


def mistake_in(text: str, error: yaml.MarkedYAMLError, shown_as: str) -> FormatError:
    """The fault with the line and the place in it where something else should be typed."""
    mark = error.problem_mark or error.context_mark
    if mark is None:
        return FormatError(NOT_YAML.fault(problem=str(error.problem)), shown_as, 1)
    opened = error.context_mark or mark
    problem, context = str(error.problem), str(error.context)
    line = _line(text, mark.line)
    curled = _CURLED.search(line)
    if curled:
        return FormatError(CURLED_QUOTES.fault(sign=curled[0]), shown_as, mark.line + 1, curled.start() + 1)
    if "flow" in context:
        bracket = _line(text, opened.line)[opened.column : opened.column + 1]
        fault = NOT_CLOSED.fault(bracket=bracket, closing=_CLOSING.get(bracket, "}"))
        return FormatError(fault, shown_as, opened.line + 1, opened.column + 1)
    if "simple key" in context:
        fault = COLON_MISSING.fault(text=_line(text, opened.line).strip())
        return FormatError(fault, shown_as, opened.line + 1, opened.column + 1)
    if "quoted scalar" in context:
        return FormatError(QUOTE_NOT_CLOSED.fault(), shown_as, opened.line + 1, opened.column + 1)
    return FormatError(_fault_of(problem), shown_as, mark.line + 1, mark.column + 1)


def curled_quotes(node: yaml.ScalarNode, shown_as: str) -> FormatError | None:
    """A text that begins with a quotation mark of Word: the mark would be part of it."""
    if node.style or not _CURLED.match(str(node.value)[:1]):
        return None
    place = node.start_mark
    return FormatError(CURLED_QUOTES.fault(sign=node.value[:1]), shown_as, place.line + 1, place.column + 1)


def _fault_of(problem: str) -> Fault:
    sign = _SIGN.search(problem)
    if "\\t" in problem or (sign and sign[1] == "\t"):
        return TAB_IN_FRONT.fault()
    if sign:
        return SIGN_NEEDS_QUOTES.fault(sign=sign[1])
    if "mapping values" in problem:
        return SECOND_COLON.fault()
    if "block end" in problem or "block mapping" in problem:
        return INDENTED_OTHERWISE.fault()
    if "reference" in problem:
        return REFERS_ELSEWHERE.fault()
    return NOT_YAML.fault(problem=problem)


def _line(text: str, number: int) -> str:
    lines = text.split("\n")
    return lines[number] if number < len(lines) else ""
