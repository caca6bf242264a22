"""What formats share: the map as two flat tables, values where there are no lists and no nulls, JSON, text as bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from career_pathways.loader.schema import ID, NODES, RELATIONSHIPS, NodeLabel, Property, RelationshipType

from .part import Part


def _columns(kinds: tuple[NodeLabel, ...] | tuple[RelationshipType, ...]) -> tuple[Property, ...]:
    """The properties of all kinds, each once, null wherever a kind has it not."""
    kept: dict[str, Property] = {}
    for kind in kinds:
        for declared in kind.properties:
            everywhere = all(declared in other.properties for other in kinds)
            kept.setdefault(declared.name, Property(declared.name, declared.type, optional=not everywhere))
    return tuple(kept.values())


NODE_COLUMNS = _columns(NODES)
"""`id` and the other properties of nodes; a table of nodes has `label` besides."""

RELATIONSHIP_COLUMNS = _columns(RELATIONSHIPS)
"""The properties of relationships; a table of relationships has `origin`, `type` and `destination` besides."""

NODE_TABLE = (ID, Property("label", "string"), *(column for column in NODE_COLUMNS if column != ID))
"""The columns of a table of all nodes."""

RELATIONSHIP_TABLE = (
    *(Property(name, "string") for name in ("origin", "type", "destination")),
    *RELATIONSHIP_COLUMNS,
)
"""The columns of a table of all relationships; `origin` and `destination` are ids of nodes."""

ROWS_AT_ONCE = 1_000
"""Rows of a table that are held to be written together as text."""

to_json: Callable[[Any], str] = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
"""A value as JSON in one line, halves of characters as they are. Raises ValueError for a number that JSON has not."""

_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HALF = re.compile("[\ud800-\udfff]")
_URL = re.compile(r"https?://[^\s()]+")


def node_rows(part: Part) -> Iterator[Mapping[str, Any]]:
    """The rows of NODE_TABLE, without the columns that a label does not have."""
    for node in part.nodes():
        yield {"label": node.label.name, **node.properties}


def relationship_rows(part: Part) -> Iterator[Mapping[str, Any]]:
    """The rows of RELATIONSHIP_TABLE, without the columns that a type does not have."""
    for r in part.relationships():
        yield {"origin": r.origin, "type": r.kind.name, "destination": r.destination, **r.properties}


def column_values(rows: tuple[Mapping[str, Any], ...], column: str) -> list[Any]:
    """What the rows hold in a column: null where a row does not have it, U+FFFD for half a character."""
    return [_whole(row.get(column)) for row in rows]


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return whole_text(value)
    return [_whole(item) for item in value] if isinstance(value, list) else value


def whole_text(text: str) -> str:
    """The text with U+FFFD for halves of a character (surrogates), which UTF-8 has no bytes for."""
    return _HALF.sub("\ufffd", text)


def xml_text(text: str) -> str:
    """The text with U+FFFD for what XML 1.0 has no way to say: control characters, U+FFFE, U+FFFF, half characters."""
    return _NOT_XML.sub("\ufffd", text)


def url_in(text: str) -> str | None:
    """The first address of the web in a text, None where there is none.

    >>> url_in("the Open Government Licence (https://www.nationalarchives.gov.uk/), version 3")
    'https://www.nationalarchives.gov.uk/'
    """
    found = _URL.search(text)
    return found and found[0]


def scalar(value: Any) -> Any:
    """A value where lists cannot be said: a list as JSON text, the rest as it is.

    >>> scalar(["Beef", "Pork"])
    '["Beef", "Pork"]'
    """
    return to_json(value) if isinstance(value, list) else value


def as_text(value: Any) -> str:
    """A value that is not null as text, so that it can be read back by its type: `true` and `false`, JSON for a list.

    >>> as_text(True), as_text(0.25), as_text(["Beef"])
    ('true', '0.25', '["Beef"]')
    """
    if isinstance(value, str):
        return value
    return repr(value) if type(value) in {int, float} else to_json(value)


def write_text(out: BinaryIO, texts: Iterable[str]) -> None:
    """Write the texts one after the other, in UTF-8; halves of characters as `whole_text` has them."""
    for text in texts:
        out.write(whole_text(text).encode())
