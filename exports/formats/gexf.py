"""GEXF: for Gephi and Gephi Lite."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import BinaryIO
from xml.sax.saxutils import quoteattr

from lxml import etree

from career_pathways.exports.manifest import about, remarks
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

_NAMESPACE = "http://www.gexf.net/1.2draft"


def gexf(part: Part, out: BinaryIO) -> None:
    """Write a part as GEXF 1.2draft. Reads each node and each relationship once, and keeps none.

    1. The id of a node is its id in the map; that of an edge is its relationship's.
    2. `label` is the name of a node, which tools show beside it. Other attributes are named as in GraphML, none of them
       by a word that GEXF has a meaning for (`type`, `start`, `pid`).
    3. Types are those of schema.py, whatever the values. A list is JSON text. Null is no `attvalue` at all, an empty
       text an empty one.
    4. What XML cannot say (control characters, lone surrogates) is U+FFFD; all other text, line ends too, is kept.
    5. The id of an attribute is `n.` or `e.` and its name: Gephi knows its columns by it, and makes a `degree` itself.
    6. No edge has a weight, so that all weigh the same: a layout that pulled related occupations together would draw
       the parts of our own reckoning as if the map said so. `relatedness` is there for whoever wants it.

    networkx has a writer of its own. What that writes breaks the format's schema (a `name` of the graph), tells the
    date and the version of networkx, and has a column `networkx_key`; mending all that takes as much code as this, and
    it is half as fast.
    """
    with document(out, "gexf", _NAMESPACE, f"{_NAMESPACE}/gexf.xsd", version="1.2") as xml:
        meta = etree.Element("meta")
        etree.SubElement(meta, "creator").text = about(part)["made_by"]
        etree.SubElement(meta, "description").text = xml_text("\n".join(remarks(part)))
        xml.write("\n", meta, "\n")
        with xml.element("graph", defaultedgetype="directed", mode="static"):
            xml.write("\n", _attributes("node", "n", node_attributes(part.version)), "\n")
            xml.write(_attributes("edge", "e", relationship_attributes(part.version)), "\n")
            with xml.element("nodes"):
                xml.write("\n")
                for node in part.nodes():
                    shown = {"id": node.id, "label": xml_text(node.name)}  # Rule 2
                    xml.write(_row("node", shown, "n", node_values(node)), "\n")
            xml.write("\n")
            with xml.element("edges"):
                xml.write("\n")
                for relationship in part.relationships():
                    ends = {"source": relationship.origin, "target": relationship.destination}
                    values = relationship_values(relationship)
                    xml.write(_row("edge", {"id": relationship.id, **ends}, "e", values), "\n")
            xml.write("\n")
        xml.write("\n")


def _attributes(domain: str, prefix: str, declared: tuple[Property, ...]) -> etree._Element:
    """The declarations of the attributes of nodes or of edges."""
    attributes = etree.Element("attributes", {"class": domain, "mode": "static"})
    for one in declared:
        declaration = {"title": one.name, "type": NUMBER_TYPES.get(one.type, "string")}  # Rule 3
        etree.SubElement(attributes, "attribute", id=f"{prefix}.{one.name}", **declaration)  # Rule 5
    return attributes


def _row(name: str, attributes: Mapping[str, str], prefix: str, values: Iterable[tuple[str, str]]) -> etree._Element:
    held = [f'<attvalue for="{prefix}.{key}" value={quoteattr(text)}/>' for key, text in values]
    return element_of(name, attributes, ("<attvalues>", *held, "</attvalues>"))
