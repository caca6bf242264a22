"""What is written of an imported map: all that it states, with its licence and whom to name."""

from __future__ import annotations

import csv
import json
from io import BytesIO
from pathlib import Path
from typing import Any

import networkx as nx
import pyarrow.parquet as pq
import pytest
from imports import FIVE, graph_of_map
from parts import part_of, written
from rdflib import Graph, Namespace
from rdflib.namespace import DC, RDF

from career_pathways.explorer.explorer import Explorer
from career_pathways.exports.files import export
from career_pathways.exports.formats.cypher_script import cypher_script
from career_pathways.exports.formats.graphml import graphml
from career_pathways.exports.formats.jsonld import jsonld
from career_pathways.exports.formats.turtle import turtle
from career_pathways.exports.part import Part
from career_pathways.exports.picture.map_picture import svg
from career_pathways.exports.picture.path_picture import drawn
from career_pathways.exports.registry import FORMATS

CP = Namespace("urn:career-pathways:vocabulary#")

GRAPHS = {file.stem: graph_of_map(file)[1] for file in FIVE if file.stem in {"onet", "own"}}
"""One with what is related and levels of its own, one with circles and without codes."""


@pytest.fixture(params=GRAPHS)
def graph(request: pytest.FixtureRequest) -> nx.MultiDiGraph:
    return GRAPHS[request.param]


@pytest.fixture
def part(graph: nx.MultiDiGraph) -> Part:
    return part_of(graph)


def stated(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value not in (None, "", [])}


def test_every_format_is_written_with_licence_and_attribution(tmp_path: Path) -> None:
    part = part_of(GRAPHS["onet"])
    assert part.edition["attribution"]
    for form in FORMATS:
        target = tmp_path / (form if form == "neo4j-admin" else f"m.{form}")
        files = export(part, target, form)
        manifest = json.loads((target / files[-1].name if target.is_dir() else tmp_path / files[-1].name).read_text())
        assert manifest["licence"] == part.edition["licence"]
        assert manifest["attribution"] == part.edition["attribution"]
        assert manifest["sources"] == part.edition["sources"]
        assert manifest["edition"]["edition"] == part.edition["edition"]


def test_a_pair_of_tables_holds_all_properties(part: Part, graph: nx.MultiDiGraph, tmp_path: Path) -> None:
    export(part, tmp_path / "m.csv", "csv")
    export(part, tmp_path / "m.parquet", "parquet")
    rows = {row["id"]: row for row in csv.DictReader((tmp_path / "m-nodes.csv").open(encoding="utf-8", newline=""))}
    table = {row["id"]: row for row in pq.read_table(tmp_path / "m-nodes.parquet").to_pylist()}
    for id_, of in graph.nodes(data=True):
        assert stated(table[id_]) == stated(dict(of))
        assert {name for name, text in rows[id_].items() if text not in {"", "[]"}} == stated(dict(of)).keys()
    kinds = [
        (row["origin"], row["destination"], row["type"])
        for row in pq.read_table(tmp_path / "m-relationships.parquet").to_pylist()
    ]
    assert sorted(kinds) == sorted(graph.edges(keys=True))


def test_graphml_names_each_attribute_that_it_uses(part: Part, graph: nx.MultiDiGraph) -> None:
    read = nx.read_graphml(BytesIO(written(graphml, part)), force_multigraph=True)
    assert (read.number_of_nodes(), read.number_of_edges()) == (graph.number_of_nodes(), graph.number_of_edges())
    one = next(of for _, of in read.nodes(data=True) if of["node_label"] == "Occupation")
    assert one["edition"] == part.edition["edition"]


def test_rdf_says_what_is_stated_and_that_related_is_no_progression(part: Part, graph: nx.MultiDiGraph) -> None:
    rdf = Graph().parse(data=written(turtle, part), format="turtle")
    other = Graph().parse(data=written(jsonld, part), format="json-ld")
    assert len(rdf) == len(other)
    kinds = [kind for *_, kind in graph.edges(keys=True)]
    assert len(list(rdf.triples((None, CP.progressesTo, None)))) == kinds.count("PROGRESSES_TO")
    assert len(list(rdf.triples((None, CP.relatedTo, None)))) == kinds.count("RELATED_TO")
    inferred = {bool(rdf.value(s, CP.inferred)) for s in rdf.subjects(RDF.type, RDF.Statement)}
    assert inferred == {False}
    (rights,) = set(rdf.objects(None, DC.rights))
    assert str(rights).startswith(part.edition["licence"])
    assert (part.edition["attribution"] or "") in str(rights)


def test_what_is_only_related_is_not_drawn(part: Part) -> None:
    picture = written(svg, part).decode()
    assert 'class="progression"' in picture or not part.counts.get("PROGRESSES_TO")
    assert "RELATED_TO" not in picture.partition("<metadata>")[0] or part.counts.get("RELATED_TO")
    assert picture.count('<g class="progression"') <= part.counts.get("PROGRESSES_TO", 0)
    assert "levels 2 to 3" not in picture or any(node.properties.get("column") for node in part.nodes())


def test_a_script_for_neo4j_sets_what_a_load_would(part: Part) -> None:
    script = written(cypher_script, part).decode()
    assert "licence: columns.`licence`[i]" in script
    assert ("[r:RELATED_TO]" in script) == ("RELATED_TO" in part.counts)


def test_a_path_is_drawn_from_left_to_right_where_no_column_is_stated() -> None:
    explorer = Explorer.of(GRAPHS["own"])
    picture = drawn(explorer.path("Trainee welder", "Yard manager")).svg
    assert picture.count('class="occupation"') == 4
    assert "column" not in picture
    assert "stated by a table" in " ".join(picture.split())
