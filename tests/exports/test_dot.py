from __future__ import annotations

import json
from typing import Any

import networkx as nx
import pytest
from lxml import etree
from parts import chosen, part_of, written
from readers import NESTING, Drawn, random_parts, read, to_be_drawn
from small_graph import small_graph

from career_pathways.exports.formats.dot import dot
from career_pathways.exports.part import Part, part_of_graph
from career_pathways.queries.answers import INFERENCE
from career_pathways.queries.selection import Choice

SAID = ("basis", "cost", "relatedness", "match", "score")
NUMBERS = {"cost": int, "score": int, "relatedness": float}


def in_dot(part: Part) -> str:
    return written(dot, part).decode()


def structure(*texts: str) -> list[Any]:
    answers, complaints = read("read_dot.mjs", texts, "dot_json", "osage")
    assert complaints == ""
    return [json.loads(answer) for answer in answers]


def text_of(attribute: str) -> str:
    """As Graphviz reads labels: a doubled backslash is one, and `&amp;` an ampersand."""
    return attribute.replace("&amp;", "&").replace("\\\\", "\\")


def read_back(found: dict[str, Any]) -> Drawn:
    """What Graphviz found in a text: its subgraphs hold the nodes of their subgraphs, too."""
    objects = {one["_gvid"]: one for one in found.get("objects", ())}
    frames = {number: one for number, one in objects.items() if one["name"].startswith("cluster_")}
    inside = {held: number for number, one in frames.items() for held in one.get("subgraphs", ())}
    depth = {number: _depth(number, inside) for number in frames}
    for number in objects.keys() - frames.keys():
        around = [frame for frame, one in frames.items() if number in one.get("nodes", ())]
        inside |= {number: max(around, key=depth.__getitem__)} if around else {}

    nodes, relationships = {}, {}
    for number, one in objects.items():
        id_ = one["name"].removeprefix("cluster_")
        if one.get("style") == "invis":
            assert objects[inside[number]]["name"] == f"cluster_{id_}"
            continue
        label, column = one["class"], one.get("column") or None
        nodes[id_] = (label, text_of(one["label"]), column if label in {"Occupation", "Cluster"} else None)
        if number in inside:
            kind, holder = NESTING[label]
            assert objects[inside[number]]["class"] == holder
            relationships[id_, kind, objects[inside[number]]["name"].removeprefix("cluster_")] = {}
    for arrow in found.get("edges", ()):
        tail, head = (objects[arrow[end]]["name"] for end in ("tail", "head"))
        for id_, end in ((tail, "ltail"), (head, "lhead")):
            assert arrow.get(end, "") == ("" if nodes[id_][0] == "Occupation" else f"cluster_{id_}")
        told = {name: NUMBERS.get(name, text_of)(arrow[name]) for name in SAID if arrow.get(name)}
        relationships[tail, arrow["class"], head] = told
        if arrow.get("dir") == "both":
            relationships[head, arrow["class"], tail] = told
    return Drawn(nodes, relationships)


def _depth(number: int, inside: dict[int, int]) -> int:
    return 1 + _depth(inside[number], inside) if number in inside else 0


def test_graphviz_reads_random_parts_as_they_are():
    for seed, (part, found) in enumerate(zip(random_parts(), structure(*map(in_dot, random_parts())), strict=True)):
        assert read_back(found) == to_be_drawn(part, *SAID), f"seed {seed}"


def test_graphviz_draws_the_texts_of_random_parts_as_they_are():
    answers, _ = read("read_dot.mjs", [in_dot(part) for part in random_parts()], "svg", "dot")
    for seed, (part, answer) in enumerate(zip(random_parts(), answers, strict=True)):
        shapes = etree.fromstring(answer.encode()).iterfind(".//{*}g")
        drawn = {
            shape.findtext("{*}title").removeprefix("cluster_"): shape.findtext("{*}text", "")
            for shape in shapes
            if shape.get("class", "").rpartition(" ")[2] in {"Route", "Pathway", "Cluster", "Occupation"}
        }
        captions = {id_: caption for id_, (_, caption, _) in to_be_drawn(part).nodes.items()}
        assert drawn == captions, f"seed {seed}"


@pytest.mark.slow
def test_graphviz_reads_the_whole_map_as_it_is(graph):
    (found,) = structure(in_dot(part_of(graph)))
    assert read_back(found) == to_be_drawn(part_of(graph), *SAID)


@pytest.mark.parametrize(
    "choice",
    [
        Choice(routes=frozenset({"digital"})),
        Choice(shared=True),
        Choice(routes=frozenset({"digital"}), only=frozenset({"Cluster"})),
        Choice(routes=frozenset({"hair-and-beauty"})),
    ],
    ids=["a route", "crossings", "clusters alone", "a route with nothing in it"],
)
def test_graphviz_lays_out_real_parts_without_a_complaint(graph, choice):
    part = chosen(graph, choice)
    (picture,), complaints = read("read_dot.mjs", [in_dot(part)], "svg", "dot")
    texts = etree.fromstring(picture.encode()).itertext("{*}text")
    assert complaints == ""
    assert {caption for _, caption, _ in to_be_drawn(part).nodes.values()} < set(texts)


def test_an_occupation_of_two_clusters_stands_in_the_first_with_a_dotted_line_to_the_other(graph):
    id_, clusters = next(
        (node, sorted(end for _, end, kind in graph.out_edges(node, keys=True) if kind == "IN_CLUSTER"))
        for node in sorted(graph)
        if sum(kind == "IN_CLUSTER" for *_, kind in graph.out_edges(node, keys=True)) == 2
    )
    (found,) = structure(in_dot(chosen(graph, Choice(clusters=frozenset(clusters)))))
    objects = {one["_gvid"]: one for one in found["objects"]}
    number = next(gvid for gvid, one in objects.items() if one["name"] == id_)
    lines = [a for a in found["edges"] if a["style"] == "dotted"]
    frames = {one["name"] for one in objects.values() if number in one.get("nodes", ())}
    assert f"cluster_{clusters[0]}" in frames and f"cluster_{clusters[1]}" not in frames
    assert (number, f"cluster_{clusters[1]}", "none") in [(a["tail"], a["lhead"], a["arrowhead"]) for a in lines]


def test_sixty_arrows_into_one_occupation_are_laid_out():
    """ellson/MOTHBALLED-graphviz#811: 60 arrows into one node kept dot busy for hours."""
    graph = small_graph()
    for number in range(60):
        graph.add_node(f"care/carer-{number}--2", **graph.nodes["care/carer-2"])
        values = graph.edges["care/carer-2", "care/matron-7", "PROGRESSES_TO"]
        graph.add_edge(f"care/carer-{number}--2", "care/matron-7", "PROGRESSES_TO", **values)
    (picture,), _ = read("read_dot.mjs", [in_dot(part_of(graph))], "svg", "dot")
    titles = [title.text or "" for title in etree.fromstring(picture.encode()).iter("{*}title")]
    assert sum(title.endswith("->care/matron-7") for title in titles) == 62


def test_a_crossing_is_one_dashed_arrow_with_two_heads(graph):
    (found,) = structure(in_dot(chosen(graph, Choice(shared=True))))
    crossings = [a for a in found["edges"] if a["class"] == "SHARED_ACROSS_ROUTES"]
    assert len(crossings) == sum(kind == "SHARED_ACROSS_ROUTES" for *_, kind in graph.edges(keys=True)) / 2
    assert {(a["style"], a["dir"]) for a in crossings} == {("dashed", "both")}


def test_a_crossing_whose_way_back_is_not_in_the_part_has_one_head(graph):
    crossing = next((u, v, k) for u, v, k in graph.edges(keys=True) if k == "SHARED_ACROSS_ROUTES")
    one = nx.MultiDiGraph(graph.edge_subgraph([crossing]))
    one.remove_edges_from([edge for edge in list(one.edges(keys=True)) if edge != crossing])
    (found,) = structure(in_dot(part_of_graph(one, part_of(graph).edition, {})))
    assert [a.get("dir", "") for a in found["edges"]] == [""]


def test_it_says_where_it_is_from_and_that_progressions_are_inferred(graph):
    text = in_dot(chosen(graph, Choice(shared=True)))
    assert text.startswith('// Edition: "occupational-maps-2017.txt"') and "// Licence: Crown copyright" in text
    assert INFERENCE in structure(text)[0]["label"]


def test_the_same_part_gives_the_same_bytes(graph):
    part = chosen(graph, Choice(shared=True))
    assert in_dot(part) == in_dot(part)
