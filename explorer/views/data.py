"""An answer as JSON for other programs."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

from .view import View

SCHEMA_VERSION = 1
"""Of the JSON object; goes up when one of its keys changes its meaning or goes away."""


def to_json(view: View, words: Mapping[str, str]) -> Iterator[str]:
    """The pieces of one JSON object, ending in a line end; a piece ends with a row or two.

    Its keys are always the same, but for what other editions of the store say besides.

    Its notes are in the words of an interface. One row a line: as easy to read as to grep, and the encoder that indents
    is ten times as slow.
    """
    head = {
        "schema_version": SCHEMA_VERSION,
        "question": view.question,
        "cypher": view.cypher,
        "parameters": dict(view.parameters),
    }
    yield (
        "{\n"
        + "".join(f"  {json_text(name)}: {json_text(value)},\n" for name, value in head.items())
        + '  "results": ['
    )
    before = "\n    "
    for row in view.all_rows:
        yield before + json_text(dict(row))
        before = ",\n    "
    yield "]" if before == "\n    " else "\n  ]"
    for name, block in view.below.items():
        rows = ",".join(f"\n    {json_text(dict(row))}" for row in block.rows)
        yield f",\n  {json_text(name)}: [{rows}\n  ]" if rows else f",\n  {json_text(name)}: []"
    view = view.ended()
    yield f',\n  "truncated": {json_text(view.truncated)},\n  "notes": {json_text(view.notes_in(words))}\n}}\n'


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
