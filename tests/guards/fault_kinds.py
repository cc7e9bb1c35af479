"""Every kind of fault that the code declares: they all stand in one package."""

import importlib
import pkgutil

from service.domain.faults import FaultKind
from service.domain.formats import faults


def declared_fault_kinds() -> dict[str, FaultKind]:
    """Name → the kind."""
    found: dict[str, FaultKind] = {}
    for module in pkgutil.iter_modules(faults.__path__, f"{faults.__name__}."):
        things = vars(importlib.import_module(module.name))
        found |= {name: thing for name, thing in things.items() if isinstance(thing, FaultKind)}
    return found


def every_fault_kind() -> tuple[FaultKind, ...]:
    """Each kind once."""
    return tuple(declared_fault_kinds().values())
