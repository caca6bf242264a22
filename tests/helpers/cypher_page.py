"""The table of functions in docs/cypher.md, as the product's own list has them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from career_pathways.loader.stores.cypher.functions import BY_SUBJECT, GUARDS, Function

_OWN = {
    "round": "halves go up, to 1 to 9 decimals away from zero, as Neo4j has it; stops at a float beyond 64 bits",
    "range": "a step written as a number; stops at a range downwards from less to more",
    "avg": "not of what a `MATCH` has found: its last digit depends on the order. Write toFloat(sum(x)) / count(x).",
    "sum": "not of floats that a `MATCH` has found: write sum(toInteger(round(x * 10000))) / 10000.0",
    "toInteger": "stops at a float beyond 64 bits and a text of more than 18 characters or of others than ASCII",
    "toIntegerOrNull": "stops at a float beyond 64 bits and a text of more than 18 characters or of others than ASCII",
    "toFloat": "stops at a text with blanks or letters",
    "toFloatOrNull": "stops at a text with blanks or letters",
    "toString": "stops at a float that Neo4j writes with an exponent: 10,000,000 or more, or below 0.001",
    "toStringOrNull": "stops at a float that Neo4j writes with an exponent: 10,000,000 or more, or below 0.001",
    "reverse": "of a list that is written or computed; Neo4j refuses a property",
    "startNode": "where it is asked for something, as in `startNode(r).id`",
    "endNode": "where it is asked for something, as in `endNode(r).id`",
    "min": "not of nodes, relationships, paths and maps",
    "max": "not of nodes, relationships, paths and maps",
}


def rows() -> Iterator[str]:
    """The lines of the table."""
    yield "| function | embedded store |"
    yield "|---|---|"
    for subject, functions in BY_SUBJECT.items():
        yield f"| *{subject}* | |"
        for name, function in functions.items():
            yield f"| `{name}({', '.join(_arguments(function))})` | {_embedded(name, function)} |"


def _arguments(function: Function) -> Iterator[str]:
    least = len(function.takes) if function.least < 0 else function.least
    for number, taken in enumerate(function.takes):
        yield f"{taken}{'' if number < least else '?'}"


def _embedded(name: str, function: Function) -> str:
    if function.refused:
        return f"refused. {function.refused}"
    if name in _OWN:
        return _OWN[name]
    guards = re.findall(r"\{\d:(\w+)\}", function.written)
    if guards:
        return f"stops at {GUARDS[guards[0]].reason}"
    return f"asked as `{function.written.format('x', 'y')}`" if function.written else "yes"
