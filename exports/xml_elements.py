"""What the XML formats of graphs share, GraphML and GEXF: their attributes, and their elements as XML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO
from xml.sax.saxutils import quoteattr

from lxml import etree

from career_pathways.loader.schema import Property

from .part import Node, Relationship
from .tables import node_columns, relationship_columns
from .text import as_text, xml_text


def node_attributes(version: int) -> tuple[Property, ...]:
    """What a node of such an edition has in an XML format besides the format's own `id` and its `label`, its name.

    There is no `name`: igraph and Cytoscape would take it for the node's identity, and only some nodes have one.
    """
    columns = (column for column in node_columns(version) if column.name not in {"id", "name"})
    return (Property("map_id", "string"), Property("node_label", "string"), *columns)


def relationship_attributes(version: int) -> tuple[Property, ...]:
    """What a relationship has there besides the format's own `id`, `source` and `target`."""
    return (Property("rel_type", "string"), *relationship_columns(version))


NUMBER_TYPES = {"integer": "long", "float": "double", "boolean": "boolean"}
"""The types of GraphML and GEXF for those of schema.py; all others are text. An `int` of theirs has 32 bits."""

_ANY_LENGTH = etree.XMLParser(huge_tree=True)
"""Without it, lxml refuses a text of more than 10,000,000 bytes."""

_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


@contextmanager
def document(out: BinaryIO, name: str, namespace: str, schema: str, **attributes: str) -> Iterator[Any]:
    """Write a document whose root has that name, namespace, schema and attributes. Out: what writes its content.

    No element in it names the namespace: the default one of the root holds for all, each row would declare it again.
    """
    with etree.xmlfile(out, encoding="utf-8") as xml:
        xml.write_declaration()
        where = {f"{{{_INSTANCE}}}schemaLocation": f"{namespace} {schema}", **attributes}
        with xml.element(f"{{{namespace}}}{name}", where, nsmap={None: namespace, "xsi": _INSTANCE}):
            yield xml
        xml.flush()  # a stream that fails at the end of the block would fail unheard


def node_values(node: Node) -> Iterator[tuple[str, str]]:
    """The `node_attributes` that a node has, with their values as text that XML can say."""
    yield "map_id", node.id
    yield "node_label", node.label.name
    yield from _values({name: value for name, value in node.properties.items() if name not in {"id", "name"}})


def relationship_values(relationship: Relationship) -> Iterator[tuple[str, str]]:
    """The `relationship_attributes` that a relationship has, likewise."""
    yield "rel_type", relationship.kind.name
    yield from _values(relationship.properties)


def _values(properties: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What is not null, as text; rules 3 and 4 of both formats."""
    for name, value in properties.items():
        if value is not None:
            yield name, xml_text(as_text(value))


def element_of(name: str, attributes: Mapping[str, str], held: Iterable[str]) -> etree._Element:
    """An element with what it holds, which is given as XML.

    lxml reads it: that takes half the time of making it piece by piece, and what were no XML would be an error.
    """
    given = "".join([f" {key}={quoteattr(value)}" for key, value in attributes.items()])
    return etree.fromstring(f"<{name}{given}>{''.join(held)}</{name}>", _ANY_LENGTH)
