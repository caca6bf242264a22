"""GraphML: for Gephi, yEd, igraph, Cytoscape and what else reads graphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO
from xml.sax.saxutils import escape

from lxml import etree

from career_pathways.exports.manifest import remarks
from career_pathways.exports.part import Part
from career_pathways.exports.text import xml_text
from career_pathways.exports.xml_elements import (
    NUMBER_TYPES,
    document,
    element_of,
    node_attributes,
    node_values,
    relationship_attributes,
    relationship_values,
)
from career_pathways.loader.schema import Property

_CARRIAGE_RETURN = {"\r": "&#13;"}
"""Which a reader of XML would take for a line feed."""

_NAMESPACE = "http://graphml.graphdrawing.org/xmlns"


def graphml(part: Part, out: BinaryIO) -> None:
    """Write a part as GraphML. Reads each node and each relationship once, and keeps none.

    1. The id of a node is its id in the map with ":" for "/", since a name of XML holds no slash. The id of an edge is
       the two ids and the type between them, joined by ".", which no id holds.
    2. `label` is the name of a node, which tools show beside it. The label of the graph model is `node_label`, the id
       in the map `map_id`, the type of a relationship `rel_type`.
    3. Types are those of schema.py, whatever the values. A list is JSON text. Null is no `data` at all, an empty text
       an empty one.
    4. What XML cannot say (control characters, lone surrogates) is U+FFFD; all other text, line ends too, is kept.
    5. The key of an attribute is `n.` or `e.` and its name: Gephi takes some bare keys, `d3` for one, for labels.

    networkx has a writer of its own. It wants the graph in memory, goes over it three times, and takes the types from
    the values.
    """
    with document(out, "graphml", _NAMESPACE, f"{_NAMESPACE}/1.1/graphml.xsd") as xml:
        description = etree.Element("desc")
        description.text = xml_text("\n".join(remarks(part)))
        xml.write("\n", description, "\n")
        for key in _keys(part.version):
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


def _keys(version: int) -> Iterator[etree._Element]:
    """The declarations of all attributes."""
    of_nodes = (Property("label", "string"), *node_attributes(version))
    for domain, prefix, attributes in (("node", "n", of_nodes), ("edge", "e", relationship_attributes(version))):
        for one in attributes:
            declaration = {"attr.name": one.name, "attr.type": NUMBER_TYPES.get(one.type, "string")}  # Rule 3
            yield etree.Element("key", {"id": f"{prefix}.{one.name}", "for": domain, **declaration})  # Rule 5


def _row(name: str, attributes: Mapping[str, str], prefix: str, values: Iterable[tuple[str, str]]) -> etree._Element:
    data = [f'<data key="{prefix}.{key}">{escape(text, _CARRIAGE_RETURN)}</data>' for key, text in values]
    return element_of(name, attributes, data)


def _xml_id(id_: str) -> str:
    return id_.replace("/", ":")  # Rule 1
