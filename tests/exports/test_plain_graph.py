"""A part as a networkx graph: networkx's own writers and algorithms take it, as docs/exports.md has them in a table."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import networkx as nx
import pytest
from hostile import hostile_catalogue
from imports import FIVE, graph_of_map
from parts import part_of

from career_pathways.explorer.explorer import Explorer
from career_pathways.explorer.parts import ChosenPart
from career_pathways.exports.formats.plain_graph import plain_graph
from career_pathways.loader.graph.build import build_graph


@pytest.fixture(scope="module", params=["a route", "an imported map"])
def part(request: pytest.FixtureRequest, graph: nx.MultiDiGraph) -> ChosenPart:
    if request.param == "a route":
        return Explorer.of(graph).part(routes=["catering"])
    return Explorer.of(graph_of_map(FIVE[0])[1]).part()


Write = Callable[[nx.MultiDiGraph, BytesIO], None]
Read = Callable[[BytesIO], nx.Graph]

PLAIN: Mapping[str, tuple[Write, Read]] = {
    "GraphML": (nx.write_graphml, lambda file: nx.read_graphml(file, force_multigraph=True)),
    "GEXF": (nx.write_gexf, nx.read_gexf),
    "GML": (nx.write_gml, nx.read_gml),
}
"""Those that take `graph(plain=True)` and write its values."""

AS_IT_IS: Mapping[str, Callable[[nx.MultiDiGraph], Any]] = {
    "node_link_data": lambda graph: json.dumps(nx.node_link_data(graph, edges="edges")),
    "cytoscape_data": lambda graph: json.dumps(nx.cytoscape_data(graph)),
    "adjacency_data": lambda graph: json.dumps(nx.adjacency_data(graph)),
    "to_pandas_edgelist": lambda graph: nx.to_pandas_edgelist(graph, edge_key="type"),
    "write_edgelist": lambda graph: nx.write_edgelist(graph, BytesIO()),
    "write_adjlist": lambda graph: nx.write_adjlist(graph, BytesIO()),
    "write_multiline_adjlist": lambda graph: nx.write_multiline_adjlist(graph, BytesIO()),
}
"""Those that take either."""


@pytest.mark.parametrize("name", PLAIN)
def test_a_plain_graph_is_written_and_read_back_with_its_values(part: ChosenPart, name: str) -> None:
    graph, file = part.graph(plain=True), BytesIO()
    write, read = PLAIN[name]
    write(graph, file)
    file.seek(0)
    back = read(file)
    assert set(back) == set(graph)
    kinds = sorted((start, end, kind) for start, end, kind in graph.edges(data="rel_type"))
    assert sorted((start, end, kind) for start, end, kind in back.edges(data="rel_type")) == kinds
    for node, of in graph.nodes(data=True):
        held = {name: value for name, value in of.items() if name != "label"}  # of GML and GEXF the name of the node
        found = {name: back.nodes[node][name] for name in held}
        assert {
            name: "[]" if value == [] else value for name, value in found.items()
        } == held  # read_gml takes it for one


@pytest.mark.filterwarnings("ignore:(Node|Edge) attribute")
def test_pajek_takes_a_plain_graph(part: ChosenPart) -> None:
    graph, file = part.graph(plain=True), BytesIO()
    nx.write_pajek(graph, file)
    file.seek(0)
    assert set(nx.read_pajek(file)) == set(graph)


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize("name", AS_IT_IS)
def test_what_takes_any_value_takes_either_graph(part: ChosenPart, name: str, plain: bool) -> None:
    AS_IT_IS[name](part.graph(plain=plain))


def test_no_two_edges_of_a_plain_graph_have_one_id(part: ChosenPart) -> None:
    keys = [key for *_, key in part.graph(plain=True).edges(keys=True)]
    assert len(set(keys)) == len(keys)


def test_a_plain_graph_says_what_the_model_has_but_for_nulls_and_lists(part: ChosenPart) -> None:
    whole, plain = part.graph(), part.graph(plain=True)
    assert set(plain) == set(whole) and plain.number_of_edges() == whole.number_of_edges()
    for node, of in whole.nodes(data=True):
        said = plain.nodes[node]
        assert (said["node_label"], said["label"]) == (of["label"], of["title"] if "title" in of else of["name"])
        for name, value in of.items() if said["label"] else ():
            if name not in {"id", "label", "name"}:
                assert said.get(name) == (json.dumps(value, ensure_ascii=False) if isinstance(value, list) else value)


@pytest.mark.parametrize("name", PLAIN)
def test_titles_that_are_attacks_are_written(name: str) -> None:
    PLAIN[name][0](plain_graph(part_of(build_graph(hostile_catalogue()))), BytesIO())


def test_algorithms_take_the_graph(graph: nx.MultiDiGraph) -> None:
    explorer = Explorer.of(graph)
    steps = explorer.part(routes=["construction"], only=["Occupation", "PROGRESSES_TO"]).graph()
    origin, destination, _ = next(iter(steps.edges))
    assert nx.shortest_path(steps, origin, destination, weight="cost") == [origin, destination]
    assert sum(nx.pagerank(steps).values()) == pytest.approx(1)
    assert nx.dag_longest_path(steps)[0] in nx.ancestors(steps, nx.dag_longest_path(steps)[-1])
    assert max(nx.betweenness_centrality(steps).values()) > 0
    assert set.union(*nx.weakly_connected_components(steps)) == set(steps)
    of_both_ways = nx.Graph(explorer.part(routes=["catering", "sales"], only=["Occupation"]).graph())
    for communities in (nx.community.louvain_communities, nx.community.greedy_modularity_communities):
        assert set().union(*communities(of_both_ways)) == set(of_both_ways)
    assert 0 <= nx.average_clustering(of_both_ways) <= 1
