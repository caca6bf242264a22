"""TOML that a user has written, parsed in time and memory that grow with its length."""

from __future__ import annotations

import re
import tomllib
from typing import Any

MOST_PARTS = 8
"""Parts of a dotted key. tomllib takes the square of their number: 60 KB of "a.a.a" took it 37 s and 3.6 GB."""

_SHOWN = 200
"""Characters of a value that an error shows."""

_TEXT = re.compile(
    r'''"""(?:[^"\\]|\\.|""?(?!"))*+(?:"""|\Z) | \'\'\'(?:[^']|''?(?!'))*+(?:\'\'\'|\Z)'''
    r"""| "(?:[^"\\\n]|\\.)*+"? | '[^'\n]*+'? | \#[^\n]*+""",
    re.DOTALL | re.VERBOSE,
)
"""A text or a remark, also one that does not end."""

_LONG_KEY = re.compile(rf"(?<![\w-])[\w-]++(?:[ \t]*+\.[ \t]*+[\w-]++){{{MOST_PARTS},}}+")


def parsed(text: str) -> dict[str, Any]:
    """What a TOML text says. Raises ValueError with what is wrong: it is none, or its keys or numbers are too long.

    The specification has numbers of 64 bits, and Python shows none of more than 4,300 digits.
    """
    if _LONG_KEY.search(_TEXT.sub("_", text)):
        raise ValueError(f"a key of more than {MOST_PARTS} parts")
    try:
        found = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        what = "it is nested too deep" if isinstance(error, RecursionError) else error
        raise ValueError(f"not TOML: {what}") from error
    if any(isinstance(value, int) and not -(2**63) <= value < 2**63 for value in _values(found)):
        raise ValueError("a number of more than 64 bits")
    return found


def _values(found: dict[str, Any]) -> list[Any]:
    """All values, of whatever depth."""
    values: list[Any] = [found]
    for value in values:  # which grows meanwhile
        if isinstance(value, dict | list):
            values.extend(value.values() if isinstance(value, dict) else value)
    return values


def shown(value: object) -> str:
    """A value as an error shows it: in Python's form, which says as much, and not too long.

    >>> shown(["a" * 300])[-5:]
    'aaaa…'
    """
    text = repr(value)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
