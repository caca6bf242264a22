"""A part as a networkx graph of texts, numbers and truths, which networkx's own writers take."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import networkx as nx

from career_pathways.exports.part import Part
from career_pathways.exports.text import scalar, xml_text


def plain_graph(part: Part) -> nx.MultiDiGraph:
    """A part as a graph that networkx writes as GraphML, GEXF, GML, Pajek and DOT, with what was added to it besides.

    It says what the project's own GraphML says, by the same names:

    1. `label` is the name of a node, which tools show beside it. The label of the graph model is `node_label`, the type
       of a relationship `rel_type`. A node is its id, and the key of an edge the ids of its ends and the type between
       them: writers take the key for the id of an edge, and tools those of one id for one edge.
    2. Null is left out, and a list is JSON text.
    3. What XML cannot say (control characters, lone surrogates) is U+FFFD.

    Raises what reading the part raises.
    """
    graph = nx.MultiDiGraph()
    for node in part.nodes():
        names = {"label": xml_text(node.name), "node_label": node.label.name}
        graph.add_node(node.id, **names, **_plain(node.properties))
    for relationship in part.relationships():
        ends = relationship.origin, relationship.destination
        graph.add_edge(*ends, relationship.id, rel_type=relationship.kind.name, **_plain(relationship.properties))
    return graph


def _plain(properties: Mapping[str, Any]) -> dict[str, Any]:
    """Rules 2 and 3; what rule 1 says otherwise is left out."""
    values = {name: scalar(value) for name, value in properties.items() if value is not None}
    return {
        name: xml_text(value) if isinstance(value, str) else value
        for name, value in values.items()
        if name not in {"id", "name"}
    }
