"""The JSON Schema of a format, from the model and the verbs themselves, for editors."""

from service.domain.formats import verbs as _verbs  # noqa: F401 - importing it makes the verbs known by name
from service.domain.formats.model import Format
from service.domain.formats.verb import BESIDE_A_VERB, EXPRESSION_PLACE, Verb, known_verbs


def format_schema() -> dict[str, object]:
    """JSON Schema (2020-12) of a format file."""
    schema = Format.model_json_schema(by_alias=True)
    definitions = schema.setdefault("$defs", {})
    for kind in known_verbs().values():
        definitions.update(kind.model_json_schema(by_alias=True).get("$defs", {}))
    properties: dict[str, object] = {name: _step(kind) for name, kind in sorted(known_verbs().items())}
    properties["replaces"] = {
        "type": "boolean",
        "description": "Takes the place of what a fragment writes at this address.",
    }
    properties["overwrites"] = {
        "type": "boolean",
        "description": "Takes the place of a formula or text of the municipality's own file.",
    }
    properties["instead_of"] = {
        "type": "string",
        "description": "Stands instead of this address of a fragment, in its place.",
    }
    for name in BESIDE_A_VERB:
        properties[name] = {
            **EXPRESSION_PLACE,
            "description": "Belongs to the verb that stands before it, such as band, last or total.",
        }
    definitions["Expression"] = {
        "description": "A field, or verbs in the order in which they work.",
        "anyOf": [
            {"type": "string", "description": "The field it is filled with."},
            {"type": "object", "properties": properties, "additionalProperties": False, "minProperties": 1},
        ],
    }
    schema.pop("title", None)
    _add_blocks(schema)
    named = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Uitvraagformaat", **schema}
    return {key: _in_place(part) for key, part in named.items()}


def _add_blocks(schema: dict[str, object]) -> None:
    """A sheet is one block, or has several under `blocks`."""
    definitions = schema["$defs"]
    if not isinstance(definitions, dict):
        return
    blocks = {"type": "object", "additionalProperties": {"$ref": "#/$defs/SheetFormat"}, "minProperties": 1}
    definitions["Sheet"] = {
        "anyOf": [
            {"$ref": "#/$defs/SheetFormat"},
            {
                "type": "object",
                "description": "Several blocks, each by its name.",
                "properties": {"blocks": blocks},
                "required": ["blocks"],
                "additionalProperties": False,
            },
        ]
    }
    properties = schema["properties"]
    if isinstance(properties, dict):
        properties["sheets"]["additionalProperties"] = {"$ref": "#/$defs/Sheet"}


def _in_place(part: object) -> object:
    """The schema with a reference wherever an expression belongs."""
    if isinstance(part, dict) and EXPRESSION_PLACE.items() <= part.items():
        return {
            "$ref": "#/$defs/Expression",
            **{key: part[key] for key in part if key not in EXPRESSION_PLACE},
        }
    if isinstance(part, dict):
        return {key: _in_place(value) for key, value in part.items()}
    return [_in_place(value) for value in part] if isinstance(part, list) else part


def _step(kind: type[Verb]) -> dict[str, object]:
    """The options of a verb, or the bare value of its main option."""
    options = kind.model_json_schema(by_alias=True, ref_template="#/$defs/{model}")
    described = {"description": (kind.__doc__ or "").strip().partition("\n")[0]}
    full = {key: value for key, value in options.items() if key not in ("title", "description", "$defs")}
    main = options.get("properties", {}).get(kind.main)
    bare = {key: value for key, value in main.items() if key != "title"} if main else None
    return {**described, "anyOf": [bare, full] if bare else [full]}
