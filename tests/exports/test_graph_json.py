"""Node-link and Cytoscape JSON: strict JSON, a row a line, and networkx reads the same graph back."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, BinaryIO

import networkx as nx
import pytest
from hypothesis import given, settings
from parts import KINDS, LABELS, NODES, RELATIONSHIPS, expected, nothing_of, parts, same, written
from tries import tries

from career_pathways.exports.formats.graph_json import cytoscape, node_link
from career_pathways.exports.manifest import about
from career_pathways.exports.part import Part, graph_of, part_of_graph
from career_pathways.exports.text import whole_text

FORMS = (node_link, cytoscape)

Form = Callable[[Part, BinaryIO], None]


def strict(file: bytes) -> Any:
    """What a reader that takes nothing but JSON finds: no NaN, and no name twice in an object."""

    def no_constant(name: str) -> None:
        raise ValueError(name)

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        read = dict(pairs)
        assert len(read) == len(pairs)
        return read

    return json.loads(file.decode(), parse_constant=no_constant, object_pairs_hook=once)


def graph_of_node_link(file: bytes) -> nx.MultiDiGraph:
    """The graph as networkx has it; it takes the ids for keys, and no longer for properties."""
    graph = nx.node_link_graph(strict(file), edges="edges")
    for id_, data in graph.nodes(data=True):
        data["id"] = id_
    return graph


def by_ends(edge: dict[str, Any]) -> tuple[str, str, str]:
    return edge["source"], edge["target"], edge["key"]


def graph_of_cytoscape(read: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The graph as networkx has it, without what the form adds, and with the nulls that it leaves out."""
    graph = nx.MultiDiGraph()
    for id_, data in read.nodes(data=True):
        names = [p.name for p in LABELS[data["label"]].properties]
        assert data.keys() <= {"value", "name", "label", *names}
        graph.add_node(id_, label=data["label"], **{name: data.get(name) for name in names})
    for origin, destination, type_, data in read.edges(keys=True, data=True):
        labels = (graph.nodes[origin]["label"], graph.nodes[destination]["label"])
        names = [p.name for p in KINDS[(type_, *labels)].properties]
        assert data.keys() <= {"id", "source", "target", "interaction", "key", "name", *names}
        graph.add_edge(origin, destination, type_, **{name: data.get(name) for name in names})
    return graph


@settings(max_examples=tries(500))
@given(parts())
def test_a_random_part_comes_back_from_node_link(part: Part) -> None:
    assert same(graph_of_node_link(written(node_link, part)), expected(part, whole_text))


@settings(max_examples=tries(500))
@given(parts())
def test_a_random_part_comes_back_from_cytoscape(part: Part) -> None:
    read = nx.cytoscape_graph(strict(written(cytoscape, part)))
    assert same(graph_of_cytoscape(read), expected(part, whole_text))


@pytest.mark.slow
def test_the_real_map_comes_back_from_both(whole_map: Part) -> None:
    wanted = expected(whole_map, str)
    assert same(graph_of_node_link(written(node_link, whole_map)), wanted)
    assert same(graph_of_cytoscape(nx.cytoscape_graph(strict(written(cytoscape, whole_map)))), wanted)


def test_node_link_is_what_networkx_itself_writes(whole_map: Part) -> None:
    graph = graph_of(whole_map)
    graph.graph = about(whole_map)
    ours, theirs = strict(written(node_link, whole_map)), nx.node_link_data(graph, edges="edges")
    for form in (ours, theirs):  # networkx goes by the origin, the part by the type
        form["edges"].sort(key=by_ends)
    assert ours == theirs


@pytest.mark.slow
def test_cytoscape_holds_what_networkx_itself_writes_but_nulls(whole_map: Part) -> None:
    ours, theirs = strict(written(cytoscape, whole_map)), nx.cytoscape_data(graph_of(whole_map))
    assert theirs.keys() <= ours.keys()
    for kind in ("nodes", "edges"):
        rows = [[row["data"] for row in form["elements"][kind]] for form in (ours, theirs)]
        for data in rows if kind == "edges" else ():
            data.sort(key=by_ends)
        for mine, other in zip(*rows, strict=True):
            stated = {name: value for name, value in other.items() if value is not None and name != "name"}
            assert {name: mine.get(name) for name in stated} == stated


@pytest.mark.parametrize("form", FORMS)
def test_a_node_or_a_relationship_is_a_line(whole_map: Part, form: Form) -> None:
    lines = written(form, whole_map).decode().split("\n")
    rows = [json.loads(line.rstrip(",")) for line in lines if line.startswith("{") and line.rstrip(",").endswith("}")]
    assert len(rows) == sum(whole_map.counts.values())


@pytest.mark.parametrize("form", FORMS)
def test_a_part_that_holds_nothing_is_json_too(whole_map: Part, form: Form) -> None:
    read = strict(written(form, nothing_of(whole_map)))
    rows = read.get("elements", read)
    assert (rows["nodes"], rows["edges"]) == ([], [])


@pytest.mark.parametrize("form", FORMS)
def test_the_same_part_is_the_same_bytes(whole_map: Part, form: Form) -> None:
    assert written(form, whole_map) == written(form, whole_map)


@pytest.mark.parametrize("form", FORMS)
def test_what_is_no_number_of_json_is_refused(whole_map: Part, form: Form) -> None:
    graph = graph_of(whole_map)
    _, _, attributes = next(edge for edge in graph.edges(data=True) if "relatedness" in edge[2])
    attributes["relatedness"] = float("nan")
    with pytest.raises(ValueError, match="not JSON compliant"):
        written(form, part_of_graph(graph, whole_map.edition, {}))


def test_node_link_says_what_it_is_of(whole_map: Part) -> None:
    assert strict(written(node_link, whole_map))["graph"] == about(whole_map)


def test_cytoscape_says_what_it_is_of_in_texts_and_by_the_name_of_the_network(whole_map: Part) -> None:
    data = strict(written(cytoscape, whole_map))["data"]
    assert data["name"] == whole_map.edition["title"]
    assert data.keys() == {"name", *about(whole_map)}
    assert {type(value) for value in data.values()} == {str}
    assert json.loads(data["counts"]) == about(whole_map)["counts"]


def test_cytoscape_has_one_id_for_each_element(whole_map: Part) -> None:
    elements = strict(written(cytoscape, whole_map))["elements"]
    ids = [element["data"]["id"] for kind in ("nodes", "edges") for element in elements[kind]]
    assert len(set(ids)) == len(ids) == sum(whole_map.counts.values())
    assert all(isinstance(id_, str) and id_ for id_ in ids)


def test_cytoscape_has_no_null_which_it_would_read_as_a_number_or_a_word(whole_map: Part) -> None:
    assert b": null" not in written(cytoscape, whole_map)


def test_cytoscape_names_a_node_as_people_do_and_a_relationship_as_it_does_itself(whole_map: Part) -> None:
    elements = strict(written(cytoscape, whole_map))["elements"]
    nodes = {node["data"]["id"]: node["data"] for node in elements["nodes"]}
    assert nodes["construction/roofer-2"]["name"] == nodes["construction/roofer-2"]["title"] == "Roofer"
    assert nodes["construction"]["name"] == "Construction"
    edge = elements["edges"][0]["data"]
    assert edge["interaction"] == "IN_CLUSTER"
    assert edge["name"] == f"{edge['source']} (IN_CLUSTER) {edge['target']}"


def test_no_property_has_a_name_that_the_forms_use_for_something_else() -> None:
    of_nodes = {p.name for label in NODES for p in label.properties}
    of_relationships = {p.name for kind in RELATIONSHIPS for p in kind.properties}
    assert not of_nodes & {"label", "value", "parent", "SUID", "selected"}
    assert not of_relationships & {"id", "source", "target", "key", "interaction", "name", "SUID", "selected"}
