"""What formats share: the map as two flat tables, values where there are no lists and no nulls, and text as bytes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any, BinaryIO

from career_pathways.loader.schema import NODES, RELATIONSHIPS, NodeLabel, Property, RelationshipType


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

_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode
_NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_HALF = re.compile("[\ud800-\udfff]")


def whole_text(text: str) -> str:
    """The text with U+FFFD for halves of a character (surrogates), which UTF-8 has no bytes for."""
    return _HALF.sub("\ufffd", text)


def xml_text(text: str) -> str:
    """The text with U+FFFD for what XML 1.0 has no way to say: control characters, U+FFFE, U+FFFF, half characters."""
    return _NOT_XML.sub("\ufffd", text)


def scalar(value: Any) -> Any:
    """A value where lists cannot be said: a list as JSON text, the rest as it is.

    >>> scalar(["Beef", "Pork"])
    '["Beef", "Pork"]'
    """
    return _encode(value) if isinstance(value, list) else value


def as_text(value: Any) -> str:
    """A value that is not null as text, so that it can be read back by its type: `true` and `false`, JSON for a list.

    >>> as_text(True), as_text(0.25), as_text(["Beef"])
    ('true', '0.25', '["Beef"]')
    """
    if isinstance(value, str):
        return value
    return repr(value) if type(value) in {int, float} else _encode(value)


def write_text(out: BinaryIO, texts: Iterable[str]) -> None:
    """Write the texts one after the other, in UTF-8; halves of characters as `whole_text` has them."""
    for text in texts:
        out.write(whole_text(text).encode())
