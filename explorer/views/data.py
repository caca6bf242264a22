"""An answer as data for other programs: one JSON object, or CSV."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Mapping
from typing import Any

from .view import View
from .wording import cell_text

SCHEMA_VERSION = 1
"""Of the JSON object; goes up when one of its keys changes its meaning or goes away."""


def to_json(view: View, words: Mapping[str, str]) -> str:
    """One JSON object, its keys always the same, ending in a line end; its notes in the words of an interface."""
    # One row a line: as easy to read as to grep, and the encoder that indents is ten times as slow.
    rows = ",\n    ".join(_json(dict(row)) for row in view.rows)
    members = {
        "schema_version": _json(SCHEMA_VERSION),
        "question": _json(view.question),
        "cypher": _json(view.cypher),
        "parameters": _json(dict(view.parameters)),
        "results": f"[\n    {rows}\n  ]" if rows else "[]",
        "truncated": _json(view.truncated),
        "notes": _json(view.notes_in(words)),
    }
    return "{\n" + ",\n".join(f"  {_json(name)}: {text}" for name, text in members.items()) + "\n}\n"


def _json(value: Any) -> str:
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


def to_csv(view: View) -> str:
    """The rows as CSV after RFC 4180, with a heading; what a list holds is joined by "; "."""
    import csv  # noqa: PLC0415 -- no other form needs it

    text = io.StringIO(newline="")
    rows = ([_whole(row[column]) for column in view.columns] for row in view.rows)
    csv.writer(text).writerows([view.columns, *rows])
    return text.getvalue()


def _whole(value: Any) -> str:
    """A value as text with nothing rounded: nothing for null, true and false as JSON has them."""
    if isinstance(value, list | tuple):
        return "; ".join(map(_whole, value))
    return json.dumps(value) if isinstance(value, bool | float) else cell_text(value)
