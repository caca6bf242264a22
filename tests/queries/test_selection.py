"""Which nodes and relationships a choice leaves."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from small_graph import small_graph

from career_pathways.explorer.explorer import Explorer
from career_pathways.exports.part import graph_of
from career_pathways.loader.errors import NoPathway, RefusedQuery, UnknownName, WrongExport, WrongParameter
from career_pathways.loader.graph.build import Graph
from career_pathways.queries.selection import AnswerParts, Choice, answer_parts, selected


@pytest.fixture(scope="module")
def small() -> Explorer:
    return Explorer.of(small_graph_with_ids())


@pytest.fixture(scope="module")
def real(graph: nx.MultiDiGraph) -> Explorer:
    return Explorer.of(graph)


def small_graph_with_ids() -> Graph:
    graph = small_graph()
    for node, attributes in graph.nodes(data=True):
        attributes["id"] = node
    return graph


def occupations(part: Any) -> set[str]:
    return {node for node, label in graph_of(part).nodes(data="label") if label == "Occupation"}


def places(part: Any) -> set[str]:
    return {n for n, label in graph_of(part).nodes(data="label") if label in {"Route", "Pathway", "Cluster"}}


@pytest.mark.slow
def test_no_choice_is_the_whole_map_from_memory_and_from_a_store(graph: nx.MultiDiGraph, real: Explorer) -> None:
    stored = Explorer(real.store)  # which reads row by row
    for explorer in (real, stored):
        part = explorer.part()
        found = graph_of(part)
        assert (dict(found.nodes(data=True)), part.chosen) == (dict(graph.nodes(data=True)), {})
        assert sorted(found.edges(keys=True)) == sorted(graph.edges(keys=True))
        assert all(found.edges[edge] == graph.edges[edge] for edge in graph.edges(keys=True))
    rows = [(list(part.nodes()), list(part.relationships()), part.counts) for part in (real.part(), stored.part())]
    assert rows[0] == rows[1]


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"routes": ["Care"]}, {"carer-2", "cleaner-2", "ward-clerk", "nurse-5", "matron-7"}),
        ({"routes": ["Care"], "levels": [2]}, {"carer-2", "cleaner-2"}),
        ({"routes": ["care"], "levels": [2, 7]}, {"carer-2", "cleaner-2", "matron-7"}),
        ({"clusters": ["care/ward/heads"]}, {"nurse-5", "matron-7"}),
        ({"pathways": ["care/ward"], "levels": [5]}, {"nurse-5"}),
        ({"routes": ["care"], "shared": True}, {"carer-2", "nurse-5"}),
        ({"routes": ["care"], "around": ["care/nurse-5"]}, {"carer-2", "ward-clerk", "nurse-5", "matron-7"}),
        ({"routes": ["care"], "around": ["Cleaner", "Matron"]}, {"cleaner-2", "carer-2", "nurse-5", "matron-7"}),
        ({"routes": ["care"], "paths": [("Ward clerk", "Matron")]}, {"ward-clerk", "nurse-5", "matron-7"}),
        ({"routes": ["care"], "query": "dead-ends"}, {"cleaner-2"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, dict) else "",
)
def test_several_values_widen_and_several_options_narrow(
    small: Explorer, wanted: dict[str, Any], expected: set[str]
) -> None:
    assert occupations(small.part(**wanted)) == {f"care/{name}" for name in expected}


def test_steps_around_an_occupation_go_both_ways_and_crossings_are_free(small: Explorer) -> None:
    near = {"care/carer-2", "care/nurse-5", "care/matron-7", "health/carer-2", "health/nurse-5"}
    assert occupations(small.part(around=["health/carer-2"])) == near
    assert occupations(small.part(around=["health/carer-2"], steps=2)) == near | {
        "health/surgeon-6",
        "health/uber-surgeon-7",
    }


def test_what_is_left_comes_with_what_it_stands_in(small: Explorer) -> None:
    assert places(small.part(levels=[6])) == {"health", "health/ward", "health/ward/doctors"}


def test_a_cluster_that_was_not_chosen_does_not_come_with_an_occupation_that_it_lists_too(small: Explorer) -> None:
    part = small.part(clusters=["care/ward/nurses"])
    assert (occupations(part), places(part)) == ({"care/nurse-5"}, {"care", "care/ward", "care/ward/nurses"})


def test_a_route_without_a_table_is_itself(small: Explorer) -> None:
    assert places(small.part(routes=["hair"])) == {"hair"}


def test_the_edition_and_all_relationships_between_are_in(small: Explorer) -> None:
    graph = graph_of(small.part(routes=["health"], levels=[6, 7]))
    assert [n for n, label in graph.nodes(data="label") if label == "Edition"] == ["0" * 64]
    between = {(a, b) for a, b, kind in graph.edges(keys=True) if kind == "PROGRESSES_TO"}
    assert between == {("health/surgeon-6", "health/uber-surgeon-7")}


@pytest.mark.parametrize(
    ("only", "labels", "types"),
    [
        (["Occupation"], {"Occupation"}, {"PROGRESSES_TO", "SHARED_ACROSS_ROUTES"}),
        (["SHARED_ACROSS_ROUTES"], {"Occupation"}, {"SHARED_ACROSS_ROUTES"}),
        (["PROGRESSES_TO"], {"Occupation", "Cluster"}, {"PROGRESSES_TO"}),
        (["Cluster", "PROGRESSES_TO"], {"Cluster"}, {"PROGRESSES_TO"}),
        (["Route", "Pathway"], {"Route", "Pathway"}, {"IN_ROUTE"}),
    ],
)
def test_only_leaves_labels_and_types(small: Explorer, only: list[str], labels: set[str], types: set[str]) -> None:
    graph = graph_of(small.part(only=only))
    assert {label for _, label in graph.nodes(data="label")} == labels
    assert {kind for _, _, kind in graph.edges(keys=True)} == types


def test_only_keeps_what_has_no_relationship_left(small: Explorer) -> None:
    assert "care/cleaner-2" in occupations(small.part(only=["PROGRESSES_TO"]))


def test_of_a_statement_there_is_what_it_returns_and_nothing_else(small: Explorer) -> None:
    part = small.part(cypher="MATCH (a:Occupation {id: 'care/nurse-5'})-[r:PROGRESSES_TO]->() RETURN r, [a] AS list")
    graph = graph_of(part)
    assert set(graph) == {"care/nurse-5", "care/matron-7"}
    assert list(graph.edges(keys=True)) == [("care/nurse-5", "care/matron-7", "PROGRESSES_TO")]


def test_of_a_statement_the_other_options_leave_less(small: Explorer) -> None:
    cypher = "MATCH p = (:Occupation)-[:PROGRESSES_TO]->(:Occupation) RETURN p"
    found = small.part(cypher=cypher, levels=[5, 7], routes=["care"])
    assert list(graph_of(found).edges()) == [("care/nurse-5", "care/matron-7")]


def test_nodes_and_relationships_are_found_in_lists_maps_and_paths() -> None:
    node = {"labels": ["Occupation"], "properties": {"id": "a"}}
    other = {"labels": ["Occupation"], "properties": {"id": "b"}}
    relationship = {"type": "PROGRESSES_TO", "start": "b", "end": "c", "properties": {"id": "d"}}
    rows = [(1, "x", None, [node]), ({"k": {"nodes": [other], "relationships": [relationship]}}, [], [[]], 0.5)]
    assert answer_parts(rows) == AnswerParts(frozenset({"a", "b"}), frozenset({("b", "c", "PROGRESSES_TO")}))


def test_nodes_of_a_statement_that_are_not_of_the_map_are_left_out(graph: nx.MultiDiGraph) -> None:
    given = AnswerParts(frozenset({"somebody", "construction/roofer-2"}), frozenset())
    assert set(selected(graph, Choice(given=given))) == {"construction/roofer-2"}


@pytest.mark.parametrize(
    ("wanted", "error", "says"),
    [
        ({"routes": ["care"], "levels": [6]}, WrongExport, "nothing of the map keeps all of this.*care.*6"),
        ({"routes": ["xyz"]}, UnknownName, "no route 'xyz'"),
        ({"pathways": ["Warde"]}, UnknownName, "no pathway 'Warde'. Did you mean:\n  care/ward"),
        ({"clusters": ["nowhere at all"]}, UnknownName, "no cluster 'nowhere at all'"),
        ({"around": ["Nurze"]}, UnknownName, "no occupation 'Nurze'"),
        ({"paths": [("Matron", "Cleaner")]}, NoPathway, "no path"),
        ({"routes": "care"}, WrongParameter, "not a list of texts"),
        ({"only": ["Job"]}, WrongParameter, "neither a label .* nor a type"),
        ({"steps": 0}, WrongParameter, "1 or more"),
        ({"steps": 2}, WrongParameter, "around an occupation"),
        ({"query": "levels"}, WrongExport, "names no node"),
        ({"query": "dead-ends", "cypher": "RETURN 1 AS one"}, WrongParameter, "one of the two"),
        ({"cypher": "MATCH (o:Occupation) RETURN o.id AS id"}, WrongExport, "no node and no relationship"),
        ({"cypher": "CREATE (n)"}, RefusedQuery, ""),
    ],
    ids=str,
)
def test_a_choice_that_cannot_be_says_why(
    small: Explorer, wanted: dict[str, Any], error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=f"(?s){says}"):
        small.part(**wanted)


def test_a_part_says_what_was_chosen(real: Explorer) -> None:
    part = real.part(routes=["sales"], around=["Butcher"], steps=2, only=["Occupation", "PROGRESSES_TO"])
    assert part.chosen == {
        "route": ["sales-and-marketing-and-procurement"],
        "around": ["sales-and-marketing-and-procurement/butcher-2"],
        "steps": 2,
        "only": ["Occupation", "PROGRESSES_TO"],
    }
    assert list(part.counts) == ["Occupation", "PROGRESSES_TO"]


@pytest.mark.slow
def test_every_choice_on_the_real_map_is_a_part_of_it(graph: nx.MultiDiGraph, real: Explorer) -> None:
    pathways = [node for node, label in graph.nodes(data="label") if label == "Pathway"]
    for pathway in pathways:
        found = graph_of(real.part(pathways=[pathway]))
        clusters = {a for a, b, kind in graph.in_edges(pathway, keys=True) if kind == "IN_PATHWAY"}
        listed = {a for c in clusters for a, _, kind in graph.in_edges(c, keys=True) if kind == "IN_CLUSTER"}
        assert {node for node, label in found.nodes(data="label") if label == "Cluster"} == clusters
        assert {node for node, label in found.nodes(data="label") if label == "Occupation"} == listed
        assert set(found.edges(keys=True)) == set(graph.subgraph(found).edges(keys=True))
