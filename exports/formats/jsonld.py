"""The map as JSON-LD: the triples of rdf.py as JSON that can be read as such, too."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from career_pathways.exports.part import Part
from career_pathways.exports.rdf import PREFIXES, Term, resources, terms
from career_pathways.exports.text import json_lines, to_json, write_text


def jsonld(part: Part, out: BinaryIO) -> None:
    """Write the part as JSON-LD, one line a node object; its context stands in it, so that nothing is fetched.

    Lone surrogates are U+FFFD; all other text is kept. Raises what reading the part raises.
    """
    write_text(out, _lines(part))


def _lines(part: Part) -> Iterator[str]:
    context: dict[str, str | dict[str, str]] = {
        **PREFIXES,
        **{term.local: _definition(term) for term in terms(part.version)},
    }
    yield f'{{"@context": {to_json(context)},\n"@graph": ['
    yield from json_lines(
        {"@id": iri, **({"@type": classes} if classes else {}), **{term.local: value for term, value in properties}}
        for iri, classes, properties in resources(part)
    )
    yield "]}\n"


def _definition(term: Term) -> dict[str, str]:
    """What the context says of a term."""
    return {"@id": term.name, **_VALUES[term.kind]}


_VALUES = {
    "string": {},
    "English": {"@language": "en"},
    "integer": {"@type": "xsd:integer"},
    "float": {"@type": "xsd:double"},
    "boolean": {"@type": "xsd:boolean"},
    "link": {"@type": "@id"},
    "string list": {"@container": "@list"},
    "integer list": {"@container": "@list", "@type": "xsd:integer"},
}
