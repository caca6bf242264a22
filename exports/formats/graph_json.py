"""The map as JSON in the two forms that graph programs read: node-link, and that of Cytoscape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, BinaryIO

from career_pathways.exports.manifest import about
from career_pathways.exports.part import Part
from career_pathways.exports.text import as_text, json_lines, to_json, write_text


def node_link(part: Part, out: BinaryIO) -> None:
    """Write a part as node-link JSON, the form of networkx, d3 and others: a node or a relationship a line.

    1. It is an object of `directed` and `multigraph` (both true), `graph` (what `about` tells), `nodes` and `edges`.
    2. A node has `id`, `label` and its properties.
    3. A relationship has `source` and `target` (ids), `key` (its type) and its properties.
    4. Null is null, a list a list. A lone surrogate becomes U+FFFD: a reader of JSON need not know it.
    """
    nodes = ({"id": node.id, "label": node.label.name, **node.properties} for node in part.nodes())
    edges = (
        {"source": r.origin, "target": r.destination, "key": r.kind.name, **r.properties} for r in part.relationships()
    )
    write_text(out, ('{"directed": true, "multigraph": true,\n"graph": ', to_json(about(part)), ',\n"nodes": ['))
    write_text(out, json_lines(nodes))
    write_text(out, ('],\n"edges": [',))
    write_text(out, json_lines(edges))
    write_text(out, ("]}\n",))


def cytoscape(part: Part, out: BinaryIO) -> None:
    """Write a part as Cytoscape JSON (.cyjs), for Cytoscape and Cytoscape.js: a node or a relationship a line.

    1. It is an object of `data` (about the whole), and of `elements`, which are `nodes` and `edges`, each with `data`.
    2. The `data` of a node are `id`, `name` (what people call it), `label` and its properties; those of a relationship
       `id`, `source` and `target` (ids of nodes), `interaction` (its type), `name` as Cytoscape makes it of these
       three, and its properties.
    3. What is null is left out: Cytoscape would read a number that is null as 0, and a text as "null".
    4. The `data` of the whole are texts, JSON where `about` tells a map: Cytoscape reads nothing else there. Their
       `name`, the edition's title, becomes the network's.
    5. networkx reads the same file if it finds `directed` and `multigraph`, `value` of a node and `key` of a
       relationship besides, which say again the id and the type.
    6. A lone surrogate becomes U+FFFD, as in `node_link`.
    """
    facts = {name: as_text(value) for name, value in about(part).items()}  # Rule 4
    facts["name"] = str(part.edition["title"])
    nodes = (
        {"id": node.id, "value": node.id, "name": node.name, "label": node.label.name, **node.properties}
        for node in part.nodes()
    )
    edges = (
        {
            "id": r.id,
            "source": r.origin,
            "target": r.destination,
            "interaction": r.kind.name,
            "key": r.kind.name,
            "name": f"{r.origin} ({r.kind.name}) {r.destination}",
            **r.properties,
        }
        for r in part.relationships()
    )
    head = '{"format_version": "1.0", "target_cytoscapejs_version": "~2.1", "directed": true, "multigraph": true,\n'
    write_text(out, (head, '"data": ', to_json(facts), ',\n"elements": {\n"nodes": ['))
    write_text(out, json_lines({"data": _stated(node)} for node in nodes))
    write_text(out, ('],\n"edges": [',))
    write_text(out, json_lines({"data": _stated(edge)} for edge in edges))
    write_text(out, ("]}}\n",))


def _stated(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in row.items() if value is not None}  # Rule 3
