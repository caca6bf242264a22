"""An answer as JSON for other programs."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

from .view import View

SCHEMA_VERSION = 1
"""Of the JSON object; goes up when one of its keys changes its meaning or goes away."""


def to_json(view: View, words: Mapping[str, str]) -> str:
    """One JSON object, its keys always the same, ending in a line end; its notes in the words of an interface."""
    # One row a line: as easy to read as to grep, and the encoder that indents is ten times as slow.
    rows = ",\n    ".join(json_text(dict(row)) for row in view.rows)
    members = {
        "schema_version": json_text(SCHEMA_VERSION),
        "question": json_text(view.question),
        "cypher": json_text(view.cypher),
        "parameters": json_text(dict(view.parameters)),
        "results": f"[\n    {rows}\n  ]" if rows else "[]",
        "truncated": json_text(view.truncated),
        "notes": json_text(view.notes_in(words)),
    }
    return "{\n" + ",\n".join(f"  {json_text(name)}: {text}" for name, text in members.items()) + "\n}\n"


def json_text(value: Any) -> str:
    """A value as JSON on one line; what is no number of JSON's is text."""
    try:
        return _ENCODE(value)
    except ValueError:  # a question of the user's own may compute 1 / 0.0
        return _ENCODE(_finite(value))


_ENCODE = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
"""Made once: `json.dumps` makes an encoder for each row."""


def _finite(value: Any) -> Any:
    """The value with what is no number of JSON's as text: NaN, inf, -inf."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    if isinstance(value, list | tuple):
        return [_finite(v) for v in value]
    return {k: _finite(v) for k, v in value.items()} if isinstance(value, dict) else value
