"""The map as Turtle: the triples of rdf.py, for stores, SKOS tools and SPARQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from career_pathways.exports.part import Part
from career_pathways.exports.rdf import PREFIXES, resources
from career_pathways.exports.text import to_json, write_text


def turtle(part: Part, out: BinaryIO) -> None:
    """Write the part as Turtle 1.1, one relationship or node after the other: rdflib's writer would hold all of them.

    Lone surrogates are U+FFFD; all other text is kept. Raises what reading the part raises.
    """
    write_text(out, _blocks(part))


def _blocks(part: Part) -> Iterator[str]:
    yield "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items()) + "\n"
    for resource in resources(part):
        lines = [f"a {', '.join(resource.classes)}"] if resource.classes else []
        lines += [f"{term.name} {_WRITTEN[term.kind](value)}" for term, value in resource.properties]
        yield f"{_link(resource.iri)} " + " ;\n    ".join(lines) + " .\n"


_text = to_json
"""A text in quotes. What JSON escapes in it, and how, Turtle reads as well."""


def _link(iri: str) -> str:
    return iri if iri.partition(":")[0] in PREFIXES else f"<{iri}>"


def _double(value: float) -> str:
    """With an exponent: without one it would be an xsd:decimal."""
    text = repr(value)
    return text if "e" in text else f"{text}E0"


_WRITTEN: dict[str, Callable[[Any], str]] = {
    "string": _text,
    "English": lambda value: f"{_text(value)}@en",
    "integer": str,
    "float": _double,
    "boolean": lambda value: "true" if value else "false",
    "link": _link,
    "string list": lambda values: f"({' '.join(map(_text, values))})",
    "integer list": lambda values: f"({' '.join(map(str, values))})",
}
