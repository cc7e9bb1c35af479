"""The grammar of addresses that jsonschema compiles at its import, in a second: here when first asked."""

import sys
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

_NAME = "rfc3987_syntax"


def compile_grammars_late() -> None:
    """From now on who imports it has a stand-in that becomes it at its first question."""
    if _NAME not in sys.modules and find_spec(_NAME) is not None:
        stand_in = ModuleType(_NAME)
        vars(stand_in)["is_valid_syntax"] = _is_valid_syntax
        sys.modules[_NAME] = stand_in


def _is_valid_syntax(rule: str, value: str) -> bool:
    answer: bool = _real().is_valid_syntax(rule, value)
    return answer


@cache
def _real() -> Any:
    del sys.modules[_NAME]
    return import_module(_NAME)
