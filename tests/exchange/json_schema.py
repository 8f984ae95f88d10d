"""As much of JSON Schema as the show's schema uses, so that texts are held against it."""

from __future__ import annotations

import re
from typing import Any

_TYPES: dict[str, Any] = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}
_KNOWN = {
    "$schema", "$defs", "$ref", "title", "description", "format",
    "type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf",
    "pattern",
}  # fmt: skip


def complaints(value: Any, schema: dict[str, Any], root: Any = None, place: str = "") -> list[str]:
    """What a schema has against a value."""
    root = root or schema
    if unknown := schema.keys() - _KNOWN:
        raise AssertionError(f"the validator does not know {unknown}")
    if "$ref" in schema:
        return complaints(value, root["$defs"][schema["$ref"].rsplit("/", 1)[1]], root, place)
    if "anyOf" in schema:
        tries = [complaints(value, one, root, place) for one in schema["anyOf"]]
        return [] if any(not one for one in tries) else tries[0]
    if "const" in schema and value != schema["const"]:
        return [f"{place}: not {schema['const']!r}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{place}: not one of {schema['enum']}"]
    return _typed(value, schema, root, place)


def _typed(value: Any, schema: dict[str, Any], root: Any, place: str) -> list[str]:
    wanted = schema.get("type")
    if wanted is None:
        return []
    if not isinstance(value, _TYPES[wanted]) or (wanted == "integer" and isinstance(value, bool)):
        return [f"{place}: not {wanted}"]
    if "pattern" in schema and not re.search(schema["pattern"], value):
        return [f"{place}: does not match"]
    if wanted == "array":
        return [
            one
            for at, each in enumerate(value)
            for one in complaints(each, schema["items"], root, f"{place}[{at}]")
        ]
    return _members(value, schema, root, place) if wanted == "object" else []


def _members(value: Any, schema: dict[str, Any], root: Any, place: str) -> list[str]:
    found = [
        f"{place}: {name} is missing" for name in schema.get("required", ()) if name not in value
    ]
    known = schema.get("properties", {})
    more = schema.get("additionalProperties", True)
    for name, each in value.items():
        if name in known:
            found += complaints(each, known[name], root, f"{place}.{name}")
        elif more is False:
            found.append(f"{place}: {name} is not known")
        elif isinstance(more, dict):
            found += complaints(each, more, root, f"{place}.{name}")
    return found
