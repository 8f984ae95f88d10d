"""The JSON Schema of a show in JSON, made from the same types that read and write it."""

from __future__ import annotations

import json
from typing import Any

from control_panel.exchange.show_json import FORMAT, VERSION
from control_panel.show.codec import Codec, codec_of, fields_of, is_required
from control_panel.show.model import Show

_PLAIN: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "yes or no": {"type": "boolean"},
    "whole number": {"type": "integer"},
    "number": {"type": "number"},
    "duration": {"type": "integer", "description": "milliseconds"},
    "moment": {"type": "string", "format": "date-time"},
    "date": {"type": "string", "format": "date"},
    "time": {"type": "string", "pattern": "^[0-2][0-9]:[0-5][0-9](:[0-5][0-9](\\.[0-9]+)?)?$"},
    "texts": {"type": "object", "additionalProperties": {"type": "string"}},
}


def schema() -> dict[str, Any]:
    """The schema as a plain value."""
    definitions: dict[str, Any] = {}
    show = _of(codec_of(Show), definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A show of the control panel",
        "type": "object",
        "required": ["format", "version", "show"],
        "properties": {
            "$schema": {"type": "string"},
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "show": show,
        },
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def schema_text() -> str:
    """The schema as the text of resources/show.schema.json."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _of(codec: Codec, definitions: dict[str, Any]) -> dict[str, Any]:
    if codec.kind in _PLAIN:
        return dict(_PLAIN[codec.kind])
    if codec.kind == "optional":
        return {"anyOf": [_of(codec_of(codec.of), definitions), {"type": "null"}]}
    if codec.kind == "list":
        return {"type": "array", "items": _of(codec_of(codec.of), definitions)}
    if codec.kind == "choice":
        return {"enum": [str(one) for one in codec.of]}
    return _reference(codec, definitions)


def _reference(codec: Codec, definitions: dict[str, Any]) -> dict[str, Any]:
    name = codec.of.__name__
    if name not in definitions:
        definitions[name] = {}
        parts = fields_of(codec.of)
        definitions[name] = {
            "type": "object",
            "required": [outside for outside, field, _type in parts if is_required(field)],
            "properties": {
                outside: _of(codec_of(declared), definitions) for outside, _field, declared in parts
            },
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}
