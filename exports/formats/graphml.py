"""GraphML: for Gephi, yEd, igraph, Cytoscape and what else reads graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from career_pathways.exports.manifest import remarks
from career_pathways.exports.part import Node, Part, Relationship
from career_pathways.exports.tables import NODE_COLUMNS, RELATIONSHIP_COLUMNS, as_text, xml_text
from career_pathways.loader.schema import Property

NODE_ATTRIBUTES = (
    Property("map_id", "string"),
    Property("node_label", "string"),
    *(column for column in NODE_COLUMNS if column.name not in {"id", "name"}),
)
"""What a node has in an XML format besides the format's own `id` and its `label`, the name that people see. There is no
`name`: igraph and Cytoscape would take it for the node's identity, and only some nodes have one."""

RELATIONSHIP_ATTRIBUTES = (Property("rel_type", "string"), *RELATIONSHIP_COLUMNS)
"""What a relationship has there besides the format's own `id`, `source` and `target`."""

NUMBER_TYPES = {"integer": "long", "float": "double", "boolean": "boolean"}
"""The types of GraphML and GEXF for those of schema.py; all others are text. An `int` of theirs has 32 bits."""

CARRIAGE_RETURN = {"\r": "&#13;"}
"""Which a reader of XML would take for a line feed."""

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"


def graphml(part: Part, out: BinaryIO) -> None:
    """Write a part as GraphML. Reads each node and each relationship once, and keeps none.

    1. The id of a node is its id in the map with ":" for "/", since a name of XML holds no slash. The id of an edge is
       the two ids and the type between them, joined by ".", which no id holds.
    2. `label` is the name of a node, which tools show beside it. The label of the graph model is `node_label`, the id
       in the map `map_id`, the type of a relationship `rel_type`.
    3. Types are those of schema.py, whatever the values. A list is JSON text. Null is no `data` at all, an empty text
       an empty one.
    4. What XML cannot say (control characters, half characters) is U+FFFD; all other text, line ends too, is kept.
    5. The key of an attribute is `n.` or `e.` and its name: Gephi takes some bare keys, `d3` for one, for labels.

    networkx has a writer of its own. It wants the graph in memory, goes over it three times, and takes the types from
    the values.
    """
    with etree.xmlfile(out, encoding="utf-8") as xml:
        xml.write_declaration()
        where = {f"{{{_INSTANCE}}}schemaLocation": f"{_NAMESPACE} {_NAMESPACE}/1.1/graphml.xsd"}
        with xml.element(f"{{{_NAMESPACE}}}graphml", where, nsmap={None: _NAMESPACE, "xsi": _INSTANCE}):
            # No namespace from here on: the default one above holds for all, and each row would declare it again.
            xml.write("\n", _element("desc", xml_text("\n".join(remarks(part)))), "\n")
            for key in _keys():
                xml.write(key, "\n")
            with xml.element("graph", id="map", edgedefault="directed"):
                xml.write("\n")
                for node in part.nodes():
                    values = (("label", xml_text(node.name)), *node_values(node))  # Rule 2
                    xml.write(_row("node", {"id": _xml_id(node.id)}, "n", values), "\n")
                for relationship in part.relationships():
                    origin, destination = _xml_id(relationship.origin), _xml_id(relationship.destination)
                    id_ = f"{origin}.{relationship.kind.name}.{destination}"  # Rule 1
                    ends = {"id": id_, "source": origin, "target": destination}
                    xml.write(_row("edge", ends, "e", relationship_values(relationship)), "\n")
            xml.write("\n")
        xml.flush()  # a stream that fails at the end of the block would fail unheard


def node_values(node: Node) -> Iterator[tuple[str, str]]:
    """The NODE_ATTRIBUTES that a node has, with their values as text that XML can say."""
    yield "map_id", node.id
    yield "node_label", node.label.name
    yield from _values({name: value for name, value in node.properties.items() if name not in {"id", "name"}})


def relationship_values(relationship: Relationship) -> Iterator[tuple[str, str]]:
    """The RELATIONSHIP_ATTRIBUTES that a relationship has, likewise."""
    yield "rel_type", relationship.kind.name
    yield from _values(relationship.properties)


def _values(properties: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Rules 3 and 4."""
    for name, value in properties.items():
        if value is not None:
            yield name, xml_text(as_text(value))


def _keys() -> Iterator[etree._Element]:
    """The declarations of all attributes."""
    label = Property("label", "string")
    for domain, prefix, attributes in (
        ("node", "n", (label, *NODE_ATTRIBUTES)),
        ("edge", "e", RELATIONSHIP_ATTRIBUTES),
    ):
        for attribute in attributes:
            told = {"attr.name": attribute.name, "attr.type": NUMBER_TYPES.get(attribute.type, "string")}  # Rule 3
            yield etree.Element("key", {"id": f"{prefix}.{attribute.name}", "for": domain, **told})  # Rule 5


def _row(name: str, attributes: Mapping[str, str], prefix: str, values: Iterable[tuple[str, str]]) -> etree._Element:
    data = [f'<data key="{prefix}.{key}">{escape(text, CARRIAGE_RETURN)}</data>' for key, text in values]
    return element_of(name, attributes, data)


def element_of(name: str, attributes: Mapping[str, str], held: Iterable[str]) -> etree._Element:
    """An element with what it holds, which is given as XML.

    lxml reads it: that takes half the time of making it piece by piece, and what were no XML would be an error.
    """
    told = "".join([f" {key}={quoteattr(value)}" for key, value in attributes.items()])
    return etree.fromstring(f"<{name}{told}>{''.join(held)}</{name}>")


def _element(name: str, text: str) -> etree._Element:
    element = etree.Element(name)
    element.text = text
    return element


def _xml_id(id_: str) -> str:
    return id_.replace("/", ":")  # Rule 1
