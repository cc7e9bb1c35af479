"""What everything is called: in databases, in the API and in logs, and in both languages on a page."""

import ast
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from enum import Enum
from importlib import import_module
from types import ModuleType

from pydantic import BaseModel

from service import domain
from service.domain.proof.acts import ActKind
from service.domain.proof.events import event_type
from service.domain.wording import Wording


def names() -> str:
    """Every member of every enumeration, by the value that is written down."""
    return "".join(f"{line}\n" for module in _modules() for line in _names_in(module))


def words() -> str:
    """What members of an enumeration, and whatever else has a table of words, are called on a page."""
    return "".join(f"{line}\n" for module in _modules() for line in _words_in(module))


def codes() -> str:
    """The code of every kind of finding, fault, remark, notice and the like."""
    every = (each for module in _modules() for each in vars(module).values())
    found = {f"{type(each).__name__} {each.code}\n" for each in every if isinstance(_code_of(each), str)}
    return "".join(sorted(found))


def _code_of(each: object) -> object:
    return None if inspect.isclass(each) else getattr(each, "code", None)


def constants() -> str:
    """Limits, terms and heads of tables that modules hand to others, and that pages and files show."""
    return "".join(f"{line}\n" for module in _modules() for line in _constants_in(module))


def _constants_in(module: ModuleType) -> Iterator[str]:
    own = _assigned(module)
    for name, each in vars(module).items():
        if name in own and _is_plain(each):
            yield f"{module.__name__}.{name} = {each!r}"


def _is_plain(each: object) -> bool:
    return all(map(_is_plain, each)) if isinstance(each, tuple) else isinstance(each, _PLAIN)


def _assigned(module: ModuleType) -> set[str]:
    """Its own names in capitals, and not those that it imports."""
    body = ast.parse(inspect.getsource(module)).body
    targets = (each.targets for each in body if isinstance(each, ast.Assign))
    found = (each for several in targets for target in several for each in ast.walk(target))
    names = {each.id for each in found if isinstance(each, ast.Name)}
    return {name for name in names if name.isupper() and not name.startswith("_")}


def defaults() -> str:
    """What holds where nothing is said: of every field of a value, and of every argument of a function."""
    return "".join(f"{line}\n" for module in _modules() for line in _defaults_in(module))


def _defaults_in(module: ModuleType) -> Iterator[str]:
    for name, each in _own(module):
        if inspect.isfunction(each):
            yield from _defaults_of(f"{module.__name__}.{name}", each)
        elif inspect.isclass(each):
            for what, value in _fields_of(each):
                yield f"{module.__name__}.{name}.{what} = {value!r}"
            for what, method in vars(each).items():
                if inspect.isfunction(method) and not what.startswith("__"):
                    yield from _defaults_of(f"{module.__name__}.{name}.{what}", method)


def _fields_of(kind: type) -> Iterator[tuple[str, object]]:
    if is_dataclass(kind):
        yield from ((each.name, each.default) for each in fields(kind) if isinstance(each.default, _PLAIN))
    elif issubclass(kind, BaseModel):
        found = kind.model_fields.items()
        yield from ((name, each.default) for name, each in found if isinstance(each.default, _PLAIN))


def _defaults_of(name: str, function: Callable[..., object]) -> Iterator[str]:
    for each in inspect.signature(function).parameters.values():
        if isinstance(each.default, _PLAIN):
            yield f"{name}({each.name}={each.default!r})"


_PLAIN = (bool, int, float, str, tuple, Enum, timedelta, date)


def _modules() -> Iterator[ModuleType]:
    for found in sorted(each.name for each in pkgutil.walk_packages(domain.__path__, "service.domain.")):
        yield import_module(found)


def _names_in(module: ModuleType) -> Iterator[str]:
    for name, kind in _own(module):
        if inspect.isclass(kind) and issubclass(kind, Enum):
            yield from (f"{module.__name__}.{name}.{each.name} = {each.value!r}" for each in kind)
    if module.__name__ == event_type.__module__:
        yield from (f"{module.__name__}: {kind} {event_type(kind)}" for kind in ActKind)


def _words_in(module: ModuleType) -> Iterator[str]:
    for name, value in _own(module):
        for what, said in _table(value) if isinstance(value, Mapping) else _answers(value):
            yield f"{module.__name__}.{name} {what}: {said.nl} | {said.en}"


def _own(module: ModuleType) -> Iterator[tuple[str, object]]:
    for name, value in vars(module).items():
        if getattr(value, "__module__", module.__name__) == module.__name__:
            yield name, value


def _table(value: Mapping[object, object]) -> Iterator[tuple[object, Wording]]:
    for what, said in value.items():
        if isinstance(said, Wording):
            yield what, said


def _answers(value: object) -> Iterator[tuple[object, Wording]]:
    """Of a function of one member of an enumeration that gives words."""
    if not inspect.isfunction(value) or inspect.signature(value).return_annotation is not Wording:
        return
    asked = [each.annotation for each in inspect.signature(value).parameters.values()]
    if len(asked) == 1 and inspect.isclass(asked[0]) and issubclass(asked[0], Enum):
        yield from ((each, value(each)) for each in asked[0])


TEXTS: Mapping[str, Callable[[], str]] = {
    "codes.txt": codes,
    "constants.txt": constants,
    "defaults.txt": defaults,
    "names.txt": names,
    "words.txt": words,
}
