"""GraphML: what igraph reads, and the ids that XML allows; test_xml.py has what holds for GEXF too."""

from __future__ import annotations

import warnings
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import igraph
import networkx as nx
import pytest
from lxml import etree
from parts import GivenRows, part_of_seed, written
from xml_graphs import SCHEMAS, complaints

from career_pathways.exports.formats.graphml import graphml
from career_pathways.exports.part import Part

SCHEMA = etree.XMLSchema(file=SCHEMAS / "graphml.xsd")


@pytest.mark.slow
def test_igraph_reads_the_whole_map_without_a_warning_each_edge_with_its_own_id(
    graph: nx.MultiDiGraph, whole_map: Part, tmp_path: Path
) -> None:
    file = tmp_path / "map.graphml"
    file.write_bytes(written(graphml, whole_map))
    ids = [edge.get("id") for edge in etree.parse(file).iter("{*}edge")]
    assert len(set(ids)) == len(ids)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        read = igraph.Graph.Read_GraphML(str(file))
    assert (read.is_directed(), read.vcount(), read.ecount()) == (True, len(graph), graph.number_of_edges())
    shown = {n: attributes.get("title", attributes.get("name")) for n, attributes in graph.nodes(data=True)}
    assert dict(zip(read.vs["map_id"], read.vs["label"], strict=True)) == shown
    assert dict(zip(read.vs["map_id"], read.vs["node_label"], strict=True)) == dict(graph.nodes(data="label"))
    ends = [(read.vs[e.source]["map_id"], read.vs[e.target]["map_id"]) for e in read.es]
    found = {(*pair, e["rel_type"]): e["relatedness"] for pair, e in zip(ends, read.es, strict=True)}
    assert found.keys() == set(graph.edges(keys=True))
    progressions = [(*e, value) for *e, value in graph.edges(keys=True, data="relatedness") if value is not None]
    assert all(found[start, end, kind] == value for start, end, kind, value in progressions)


def test_two_relationships_between_the_same_two_have_ids_of_their_own() -> None:
    bakers = [{"id": id_, "title": "Baker"} for id_ in ("a/b", "a-b")]
    between = [{"origin": "a/b", "destination": "a-b", "properties": {}}]
    part = part_of_seed(3)
    rows = GivenRows(part.rows, Occupation=bakers, PROGRESSES_TO=between, SHARED_ACROSS_ROUTES=between)
    part = replace(part, rows=rows)
    data = written(graphml, part)
    assert complaints(SCHEMA, data) == []
    assert list(nx.read_graphml(BytesIO(data), force_multigraph=True).edges(keys=True)) == [
        ("a:b", "a-b", "a:b.PROGRESSES_TO.a-b"),
        ("a:b", "a-b", "a:b.SHARED_ACROSS_ROUTES.a-b"),
    ]
