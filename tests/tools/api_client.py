"""The files of docs/api that follow from the code: the description, and a client of it in Python."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.tools import api_client_runtime
from tests.tools.api_description import the_description

_PLAIN = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "None",
    "object": "dict[str, Any]",
}
_TYPING = "from typing import Any\n"
_ALL_TYPING = "from typing import Any, Literal, NotRequired, TypedDict, Union, cast\n"
_HERE_ONLY = "  # noqa: S310 - the address is the user's"
_KEY = "Idempotency-Key"
"""The client makes one for each act."""


def description_file() -> str:
    """docs/api/openapi.json."""
    return json.dumps(the_description(), ensure_ascii=False, indent=1)


def client_file() -> str:
    """docs/api/client/eenmaal_client.py."""
    return formatted(client_of(the_description()))


def client_of(description: Mapping[str, Any]) -> str:
    """The source of a client: what all calls share, a type per schema, and a method per operation."""
    shared = Path(api_client_runtime.__file__).read_text(encoding="utf-8")
    shared = shared.replace(_TYPING, _ALL_TYPING).replace(_HERE_ONLY, "")
    schemas = description["components"]["schemas"]
    types = [type_of_schema(name, schema) for name, schema in schemas.items()]
    methods = [
        method_of(path, verb, operation)
        for path, item in description["paths"].items()
        for verb, operation in item.items()
        if operation["security"]
    ]
    version = description["info"]["version"]
    about = f'class Eenmaal(Caller):\n    """Version {version} of the API: a method for each operation."""\n'
    return "\n\n".join([shared, *types, about + "\n" + "\n".join(methods)])


def type_of_schema(name: str, schema: Mapping[str, Any]) -> str:
    """A TypedDict, of which what need not be there is NotRequired; a name for what is no object."""
    if "properties" not in schema:
        return f"{name} = {expression(schema)}\n"
    required = schema.get("required", ())
    lines = [f"class {name}(TypedDict):", f"    {_docstring(schema)}"]
    for field, described in schema["properties"].items():
        taken = expression(described)
        lines.append(f"    {field}: {taken if field in required else f'NotRequired[{taken}]'}")
    return "\n".join(lines) + "\n"


def expression(schema: Mapping[str, Any]) -> str:
    """What Python calls the type of a value."""
    if "$ref" in schema:
        return json.dumps(schema["$ref"].rpartition("/")[2])
    choices = schema.get("enum") or ([schema["const"]] if "const" in schema else [])
    if choices:
        return f"Literal[{', '.join(map(repr, choices))}]"
    several = schema.get("anyOf") or schema.get("oneOf")
    if several:
        return f"Union[{', '.join(dict.fromkeys(expression(each) for each in several))}]"
    return _plain(schema)


def _plain(schema: Mapping[str, Any]) -> str:
    if schema.get("format") == "binary":
        return "SentFile"
    if schema.get("type") == "array":
        return f"list[{expression(schema.get('items', {}))}]"
    values = schema.get("additionalProperties")
    if schema.get("type") == "object" and isinstance(values, dict):
        return f"dict[str, {expression(values)}]"
    return _PLAIN.get(schema.get("type", ""), "Any")


def method_of(path: str, verb: str, operation: Mapping[str, Any]) -> str:
    """Parts of the path first, then what is sent, then by name what can be asked for."""
    parameters = [each for each in operation.get("parameters", ()) if each["name"] != _KEY]
    parts = [each["name"] for each in parameters if each["in"] == "path"]
    asked = [each for each in parameters if each["in"] == "query"]
    body, is_form = _body(operation)
    needed = ["self", *(f"{snake(part)}: str" for part in parts), *([f'body: "{body}"'] if body else [])]
    named = [_argument(each) for each in sorted(asked, key=lambda each: not each.get("required"))]
    arguments = ", ".join([*needed, *(["*", *named] if named else [])])
    answer, how = _answered(operation)
    names = [each["name"] for each in asked]
    query = ", ".join(f'"{name}": {snake(name)}' for name in names)
    address = re.sub(r"\{(\w+)\}", lambda part: f"{{_part({snake(part[1])})}}", path)
    where = f'f"{address}"' if parts else f'"{path}"'
    sent = [repr(verb.upper()), where, f"{{{query}}}"]
    if body:
        sent += ["body", *(["as_form=True"] if is_form else [])]
    call = f"self._ask({', '.join(sent)})"
    return "\n".join(
        [
            f"    def {snake(operation['operationId'])}({arguments}) -> {answer}:",
            f"        {_docstring(operation, operation.get('summary', ''))}",
            f"        {how.format(call=call)}",
            "",
        ]
    )


def snake(name: str) -> str:
    """`listSubmissions` → `list_submissions`."""
    return re.sub(r"(?<=[a-z0-9])[A-Z]", lambda sign: f"_{sign[0].lower()}", name)


def formatted(source: str) -> str:
    """As the rest of this house is written."""
    ruff = [sys.executable, "-m", "ruff"]
    fixed = _through([*ruff, "check", "--fix-only", "--quiet", "--select", "UP,I", "-"], source)
    return _through([*ruff, "format", "--quiet", "-"], fixed)


def _through(command: list[str], text: str) -> str:
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def _argument(parameter: Mapping[str, Any]) -> str:
    taken = expression({name: value for name, value in parameter["schema"].items() if name != "enum"})
    is_needed = parameter.get("required")
    maybe = taken if is_needed or "None" in taken else f"Union[{taken}, None]"
    return f"{snake(parameter['name'])}: {maybe}" + ("" if is_needed else " = None")


def _body(operation: Mapping[str, Any]) -> tuple[str, bool]:
    """The schema of what is sent, and whether it is a form; nothing for an act without words."""
    for kind, content in operation.get("requestBody", {}).get("content", {}).items():
        return content["schema"]["$ref"].rpartition("/")[2], kind == "multipart/form-data"
    return "", False


def _answered(operation: Mapping[str, Any]) -> tuple[str, str]:
    """The type of a good answer, and the line that gives it."""
    for status, answer in operation["responses"].items():
        if not status.startswith("2"):
            continue
        for kind, content in answer.get("content", {}).items():
            if kind == "application/json" and content["schema"]:
                taken = expression(content["schema"])
                return taken, f"return cast({taken}, {{call}}.json())"
            return "GivenFile", "return {call}.file()"
    return "None", "{call}"


def _docstring(described: Mapping[str, Any], said: str = "") -> str:
    text = " ".join((said or described.get("description", "")).split()).replace("`", "'")
    return f'"""{text.rstrip(".")}."""'
