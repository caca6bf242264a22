"""GraphML, read by networkx and igraph and checked against the format's schema."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import igraph
import networkx as nx
import pytest
from hypothesis import given, settings
from lxml import etree
from random_parts import expected, part_of_seed, parts, same

from career_pathways.exports.flat import xml_text
from career_pathways.exports.graphml import graphml
from career_pathways.exports.part import Node, Part, Relationship, part_of_graph
from career_pathways.loader.schema import NODES, RELATIONSHIPS, Property

SCHEMAS = Path(__file__).parent / "schemas"
SCHEMA = etree.XMLSchema(file=SCHEMAS / "graphml.xsd")
PYTHON_TYPES = {"string": str, "integer": int, "float": float, "boolean": bool}


class Stream:
    """A stream that can do nothing but take bytes, so many at most."""

    def __init__(self, room: int = 10**9) -> None:
        self.taken, self.room = b"", room

    def write(self, data: bytes) -> int:
        self.taken += data
        if len(self.taken) > self.room:
            raise OSError(28, "No space left on device")
        return len(data)


def counted(part: Part, asked: list[str]) -> Part:
    """The part, which notes what it is asked for."""

    def nodes() -> Iterator[Node]:
        asked.append("nodes")
        return part.nodes()

    def relationships() -> Iterator[Relationship]:
        asked.append("relationships")
        return part.relationships()

    return replace(part, nodes=nodes, relationships=relationships)


def written(writer: Callable[[Part, BinaryIO], None], part: Part) -> bytes:
    out = BytesIO()
    writer(part, out)
    return out.getvalue()


def complaints(schema: etree.XMLSchema, data: bytes) -> list[str]:
    schema.validate(etree.fromstring(data, etree.XMLParser(huge_tree=True)))
    return [str(error) for error in schema.error_log]


def whole_map(graph: nx.MultiDiGraph) -> Part:
    edition = next(attributes for _, attributes in graph.nodes(data=True) if attributes["label"] == "Edition")
    return part_of_graph(graph, edition, {})


def rebuilt(read: nx.DiGraph) -> nx.MultiDiGraph:
    """The graph by the schema from what networkx has read; fails where that holds anything else."""
    graph = nx.MultiDiGraph()
    ids = {}
    for xml_id, read_data in read.nodes(data=True):
        data = dict(read_data)
        id_, label, visible = (data.pop(name) for name in ("map_id", "node_label", "label"))
        ids[xml_id] = id_
        (declared,) = (node.properties for node in NODES if node.name == label)
        assert "name" not in data  # igraph and Cytoscape would take it for what a node is
        named = {} if "title" in data else {"name": visible}
        properties = typed({**data, **named, "id": id_}, declared)
        assert visible == properties["title" if "title" in properties else "name"]
        graph.add_node(id_, label=label, **properties)
    for start, end, read_data in read.edges(data=True):
        data = {name: value for name, value in read_data.items() if name != "id"}
        kind, origin, destination = data.pop("rel_type"), ids[start], ids[end]
        labels = graph.nodes[origin]["label"], graph.nodes[destination]["label"]
        (declared,) = (r.properties for r in RELATIONSHIPS if (r.name, (r.start, r.end)) == (kind, labels))
        graph.add_edge(origin, destination, kind, **typed(data, declared))
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


def read_graphml(data: bytes) -> nx.MultiDiGraph:
    return nx.read_graphml(BytesIO(data), force_multigraph=True)


@settings(max_examples=500, deadline=None)
@given(parts())
def test_what_networkx_reads_is_what_was_written(part: Part) -> None:
    data = written(graphml, part)
    assert complaints(SCHEMA, data) == []
    assert same(rebuilt(read_graphml(data)), expected(part, xml_text))


def test_the_whole_map_keeps_to_the_schema_and_is_read_back(graph: nx.MultiDiGraph) -> None:
    part = whole_map(graph)
    data = written(graphml, part)
    assert complaints(SCHEMA, data) == []
    read = read_graphml(data)
    assert same(rebuilt(read), expected(part, str))
    assert len({key for _, _, key in read.edges(keys=True)}) == graph.number_of_edges()


def test_igraph_reads_the_whole_map_without_a_warning(graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    file = tmp_path / "map.graphml"
    file.write_bytes(written(graphml, whole_map(graph)))
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


def test_the_facts_of_the_edition_stand_at_the_head(graph: nx.MultiDiGraph) -> None:
    root = etree.fromstring(written(graphml, whole_map(graph)))
    told = root[0].text
    assert root[0].tag.endswith("}desc")
    assert all(word in told for word in ("occupational-maps-2017.txt", "Open Government Licence", "inferred"))


def test_each_row_is_read_once_and_the_stream_only_written() -> None:
    part, asked, out = part_of_seed(3), list[str](), Stream()
    graphml(counted(part, asked), out)  # type: ignore[arg-type]
    assert asked == ["nodes", "relationships"]
    assert out.taken == written(graphml, part)


@pytest.mark.parametrize("room", [0, 5_000])
def test_a_stream_that_takes_no_more_is_an_error(room: int) -> None:
    with pytest.raises(OSError, match="No space left"):
        graphml(part_of_seed(3), Stream(room))  # type: ignore[arg-type]
