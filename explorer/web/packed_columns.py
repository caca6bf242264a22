"""What all that is packed for a browser has in common: its form, tables as columns, and how a page holds it.

packed    = one JSON object of tables, on one line: the same bytes for the same graph
table     = columns of one length, each a list with a value a row; a row is named by its number, from 0
"""

from __future__ import annotations

import json
from base64 import b85encode
from collections.abc import Sequence
from typing import Any
from zlib import compress

FORM = 2
"""Of what is packed; goes up when a column comes, goes or changes its meaning."""

Table = dict[str, Any]


def turned(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> Table:
    """Rows as columns of these names."""
    return {name: [row[i] for row in rows] for i, name in enumerate(names)}


def written(tables: Table) -> str:
    """Tables as one line of JSON."""
    return json.dumps(tables, ensure_ascii=False, separators=(",", ":"))


def deflated(packed: str) -> str:
    """What is packed as a page holds it: deflated, in 85 digits, of which none begins a tag."""
    return b85encode(compress(packed.encode(), 9)).decode().replace("<", ",")
