"""GraphML, read by networkx and igraph and checked against the format's schema."""

from __future__ import annotations

import warnings
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import igraph
import networkx as nx
import pytest
from hypothesis import given, settings
from lxml import etree
from parts import Stream, counted, expected, part_of_seed, parts, same, written
from tries import tries
from xml_graphs import SCHEMAS, complaints, rebuilt

from career_pathways.exports.formats.graphml import graphml
from career_pathways.exports.part import Node, Part, Relationship
from career_pathways.exports.text import xml_text
from career_pathways.loader.schema import NODES, RELATIONSHIPS

SCHEMA = etree.XMLSchema(file=SCHEMAS / "graphml.xsd")


def read_graphml(data: bytes) -> nx.MultiDiGraph:
    return nx.read_graphml(BytesIO(data), force_multigraph=True)


@settings(max_examples=tries(500))
@given(parts())
def test_what_networkx_reads_is_what_was_written(part: Part) -> None:
    data = written(graphml, part)
    assert complaints(SCHEMA, data) == []
    assert same(rebuilt(read_graphml(data)), expected(part, xml_text))


def test_the_whole_map_keeps_to_the_schema_and_is_read_back(graph: nx.MultiDiGraph, whole_map: Part) -> None:
    data = written(graphml, whole_map)
    assert complaints(SCHEMA, data) == []
    read = read_graphml(data)
    assert same(rebuilt(read), expected(whole_map, str))
    assert len({key for _, _, key in read.edges(keys=True)}) == graph.number_of_edges()


def test_igraph_reads_the_whole_map_without_a_warning(graph: nx.MultiDiGraph, whole_map: Part, tmp_path: Path) -> None:
    file = tmp_path / "map.graphml"
    file.write_bytes(written(graphml, whole_map))
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
    kinds = [kind for kind in RELATIONSHIPS if (kind.start, kind.end) == ("Occupation", "Occupation")]
    (occupation,) = (label for label in NODES if label.name == "Occupation")
    part = replace(
        part_of_seed(3),
        nodes=lambda: iter([Node(occupation, {"id": id_, "title": "Baker"}) for id_ in ("a/b", "a-b")]),
        relationships=lambda: iter([Relationship(kind, "a/b", "a-b", {}) for kind in kinds]),
    )
    data = written(graphml, part)
    assert complaints(SCHEMA, data) == []
    assert list(read_graphml(data).edges(keys=True)) == [
        ("a:b", "a-b", "a:b.PROGRESSES_TO.a-b"),
        ("a:b", "a-b", "a:b.SHARED_ACROSS_ROUTES.a-b"),
    ]


def test_the_facts_of_the_edition_stand_at_the_head(whole_map: Part) -> None:
    root = etree.fromstring(written(graphml, whole_map))
    told = root[0].text
    assert root[0].tag.endswith("}desc")
    assert all(word in told for word in ("occupational-maps-2017.txt", "Open Government Licence", "inferred"))


def test_each_row_is_read_once_and_the_stream_only_written() -> None:
    part, asked, out = part_of_seed(3), list[str](), BytesIO()
    graphml(counted(part, asked), out)
    assert asked == ["nodes", "relationships"]
    assert out.getvalue() == written(graphml, part)


@pytest.mark.parametrize("room", [0, 5_000])
def test_a_stream_that_takes_no_more_is_an_error(room: int) -> None:
    with pytest.raises(OSError, match="No space left"):
        written(graphml, part_of_seed(3), Stream(room))
