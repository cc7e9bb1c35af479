"""What a package offers, imported when it is first asked: a command waits for what it uses and no more."""

import sys
from collections.abc import Callable, Mapping
from importlib import import_module


def on_demand(package: str, offered: Mapping[str, tuple[str, ...]]) -> Callable[[str], object]:
    """The `__getattr__` of a package: file → the names in it that the package gives to others.

    A type checker reads the same from the imports under TYPE_CHECKING; a guard holds the two against each
    other.
    """
    files = {name: file for file, names in offered.items() for name in names}

    def imported(name: str) -> object:
        own = sys.modules[package]
        if name not in files:
            raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name, obj=own)
        found = getattr(import_module(f"{package}.{files[name]}"), name)
        setattr(own, name, found)
        return found

    return imported
