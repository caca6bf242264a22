"""What GraphML and GEXF have in common: their schemas, and the graph of the map from what networkx reads."""

from __future__ import annotations

import json
from typing import Any

import networkx as nx
from lxml import etree
from parts import KINDS, LABELS
from places import TESTS

from career_pathways.exports.text import xml_text
from career_pathways.loader.schema import Property

SCHEMAS = TESTS / "exports" / "schemas"
PYTHON_TYPES = {"string": str, "integer": int, "float": float, "boolean": bool}


def complaints(schema: etree.XMLSchema, data: bytes) -> list[str]:
    """What the schema finds wrong."""
    schema.validate(etree.fromstring(data, etree.XMLParser(huge_tree=True)))
    return [str(error) for error in schema.error_log]


def rebuilt(read: nx.DiGraph) -> nx.MultiDiGraph:
    """The graph by the schema from what networkx has read; fails where that holds anything else."""
    graph = nx.MultiDiGraph()
    ids = {}
    for xml_id, read_data in read.nodes(data=True):
        data = dict(read_data)
        id_, label, visible = (data.pop(name) for name in ("map_id", "node_label", "label"))
        ids[xml_id] = id_
        assert "name" not in data  # igraph and Cytoscape would take it for what a node is
        named = {} if "title" in data else {"name": visible}
        properties = typed({**data, **named, "id": id_}, LABELS[label].properties)
        assert visible == properties["title" if "title" in properties else "name"]
        graph.add_node(id_, label=label, **properties)
    for start, end, read_data in read.edges(data=True):
        data = {name: value for name, value in read_data.items() if name != "id"}
        kind, origin, destination = data.pop("rel_type"), ids[start], ids[end]
        labels = graph.nodes[origin]["label"], graph.nodes[destination]["label"]
        graph.add_edge(origin, destination, kind, **typed(data, KINDS[kind, *labels].properties))
    return graph


def typed(data: dict[str, Any], declared: tuple[Property, ...]) -> dict[str, Any]:
    """The properties as declared: what is absent is null, lists are read from JSON."""
    assert data.keys() <= {p.name for p in declared}
    found = {}
    for p in declared:
        value = data.get(p.name)
        if value is not None and p.type.endswith(" list"):
            # JSON has its own way to say control characters, so that in lists they are kept.
            value = [xml_text(one) if isinstance(one, str) else one for one in json.loads(value)]
        elif value is not None:
            assert type(value) is PYTHON_TYPES[p.type]
        found[p.name] = value
    return found
