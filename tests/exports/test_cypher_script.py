"""The script of Cypher, run by the embedded store and by the real Neo4j."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import kglite
import neo4j
import networkx as nx
import pytest
from hypothesis import given, settings
from loads import everything
from neo4j_server import neo4j_driver
from parts import NODES, RELATIONSHIPS, counted, expected, one_of_each, part_of, part_of_seed, parts, same, written
from small_graph import small_graph
from tries import tries

from career_pathways.exports.formats.cypher_script import ROWS, cypher_script, literal
from career_pathways.exports.part import Part, graph_of
from career_pathways.exports.text import whole_text
from career_pathways.loader.stores.neo4j.row_changes import OWNER
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.read_back import stored_graph
from career_pathways.loader.stores.store import Target


def script(part: Part) -> str:
    return written(cypher_script, part).decode("utf-8")


def statements(part: Part) -> list[str]:
    """Those of the script, as somebody finds them who knows nothing of Cypher."""
    return [line for line in script(part).split("\n") if line and not line.startswith("//")]


def run_embedded(part: Part) -> kglite.KnowledgeGraph:
    store = kglite.KnowledgeGraph()
    for statement in statements(part):
        store.cypher(statement)
    return store


def held(store: kglite.KnowledgeGraph) -> nx.MultiDiGraph:
    """The graph that the embedded store holds, in the order of a part."""
    graph = nx.MultiDiGraph()
    for label in NODES:
        asked = ", ".join(f"n.`{p.name}` AS `{p.name}`" for p in label.properties)
        for row in store.cypher(f"MATCH (n:{label.name}) RETURN {asked} ORDER BY n.id"):
            graph.add_node(row["id"], label=label.name, **row)
    for kind in RELATIONSHIPS:
        asked = "".join(f", r.`{p.name}` AS `{p.name}`" for p in kind.properties)
        pattern = f"(a:{kind.start})-[r:{kind.name}]->(b:{kind.end})"
        for row in store.cypher(f"MATCH {pattern} RETURN a.id AS a, b.id AS b{asked} ORDER BY a, b"):
            properties = {name: value for name, value in row.items() if name not in {"a", "b"}}
            graph.add_edge(row["a"], row["b"], kind.name, **properties)
    return graph


@settings(max_examples=tries(500))
@given(parts())
def test_what_the_embedded_store_makes_of_it_is_what_was_written(part: Part) -> None:
    assert same(held(run_embedded(part)), expected(part, whole_text))


@pytest.mark.slow
def test_the_embedded_store_makes_the_whole_map_of_it_and_knows_whose_it_is(graph: nx.MultiDiGraph) -> None:
    store = run_embedded(part_of(graph))
    assert same(held(store), graph_of(part_of(graph)))
    assert store.cypher(
        "MATCH (n) WHERE n.loaded_by = $owner RETURN count(n)", params={"owner": OWNER}
    ).scalar() == len(graph)


@settings(max_examples=tries(500))
@given(parts())
def test_each_statement_is_one_line_whoever_splits_the_lines(part: Part) -> None:
    text = script(part)
    lines = text.split("\n")
    assert lines.pop() == ""
    assert text.splitlines() == lines
    assert {line[:3] for line in lines if not line.endswith(";")} <= {"// "}
    assert not re.search("[\0-\x09\x0b-\x1f\x7f-\x9f]", text)


def test_a_statement_holds_so_many_rows_at_most(graph: nx.MultiDiGraph) -> None:
    held_rows = [
        (int(found[1]) + 1, found[2])
        for statement in statements(part_of(graph))
        if (found := re.search(r"UNWIND range\(0, (\d+)\) AS i .*?(?: MERGE \(n:|-\[r:)(\w+)", statement))
    ]
    assert max(rows for rows, _ in held_rows) == ROWS
    assert [rows for rows, name in held_rows if name == "Occupation"] == [500, 289]
    assert sum(rows for rows, _ in held_rows) == graph.number_of_nodes() + graph.number_of_edges()


def test_a_part_is_read_once() -> None:
    asked: list[str] = []
    part = part_of(small_graph())
    assert script(counted(part, asked)) == script(part)
    assert asked == ["nodes", "relationships"]


def hostile() -> Part:
    """A part of a document whose name would be more than a name: Neo4j reads \\u000a as a line end, in comments too."""
    part = part_of(small_graph())
    title = "\\u000aMATCH (n) DETACH DELETE n // \\\\u000aCREATE (:Broken) // \\\\\\users \x00\x1b\u202e\u2028 é"
    return replace(part, edition={**part.edition, "title": title})


def test_no_comment_holds_what_neo4j_would_decode_or_a_terminal_obey() -> None:
    comments = [line for line in script(hostile()).split("\n") if line.startswith("//")]
    assert len(comments) == 7
    for comment in comments:
        assert comment.isprintable()
        assert all(len(slashes) % 2 == 0 for slashes in re.findall(r"\\+", comment))


# On the real Neo4j


@pytest.fixture
def driver() -> Iterator[neo4j.Driver]:
    """A driver of a database that is empty before and after."""
    driver = neo4j_driver()
    driver.execute_query("MATCH (n) DETACH DELETE n")
    yield driver
    driver.execute_query("MATCH (n) DETACH DELETE n")


def run(driver: neo4j.Driver, part: Part) -> None:
    for statement in statements(part):
        driver.execute_query(statement)


def stored(target: Target) -> nx.MultiDiGraph:
    with BoltStore(target) as store:
        return graph_of(part_of(stored_graph(store)))


@pytest.mark.server
@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.soak)], ids=["a route", "the map"])
def test_neo4j_makes_the_map_of_it_and_a_second_run_changes_nothing(
    driver: neo4j.Driver, neo4j_target: Target, graph: nx.MultiDiGraph, whole: bool
) -> None:
    """Neo4j takes half a minute to compile the literals of the whole map."""
    part = part_of(graph) if whole else one_of_each(graph, tries(100))
    run(driver, part)
    assert same(stored(neo4j_target), expected(part, whole_text))
    asked = "MATCH (n) RETURN count(n) AS all, count(CASE WHEN n.loaded_by = $owner THEN 1 END) AS ours"
    nodes = sum(1 for _ in part.nodes())
    assert driver.execute_query(asked, owner=OWNER).records[0].values() == [nodes, nodes]
    before = everything(driver)
    run(driver, part)
    assert everything(driver) == before


@pytest.mark.server
def test_a_load_finds_nothing_to_do_after_it(driver: neo4j.Driver, neo4j_target: Target) -> None:
    run(driver, part_of(small_graph()))
    with BoltStore(neo4j_target) as store:
        assert not any(c.added or c.changed or c.removed for c in store.load(small_graph()))


@pytest.mark.server
def test_what_is_no_longer_stated_goes_away_and_what_is_the_users_own_stays(
    driver: neo4j.Driver, neo4j_target: Target
) -> None:
    run(driver, part_of(small_graph()))
    driver.execute_query("CREATE (:Person {id: 'care/carer-2'}) WITH * MATCH (o:Occupation) SET o.note = 'mine'")
    changed = small_graph()
    changed.nodes["care/carer-2"]["level"] = None
    changed.edges["care/carer-2", "care/nurse-5", "PROGRESSES_TO"]["level_gap"] = None
    run(driver, part_of(changed))
    assert same(stored(neo4j_target), graph_of(part_of(changed)))
    asked = "MATCH (n) RETURN count(n.note) AS notes, count(CASE WHEN n:Person THEN 1 END) AS people"
    assert driver.execute_query(asked).records[0].values() == [9, 1]


@pytest.mark.server
def test_a_comment_does_nothing_whatever_the_document_is_called(driver: neo4j.Driver, neo4j_target: Target) -> None:
    run(driver, part_of(small_graph()))
    first = script(hostile()).split(";\n")[0]
    assert first.startswith("// ")
    driver.execute_query(first)
    assert same(stored(neo4j_target), graph_of(part_of(small_graph())))


@pytest.mark.server
def test_neo4j_reads_each_literal_as_it_was_meant(driver: neo4j.Driver) -> None:
    for seed in range(tries(50)):
        part = part_of_seed(seed)
        rows: list[Any] = [dict(node.properties) for node in part.nodes()]
        rows += [dict(relationship.properties) for relationship in part.relationships()]
        meant = json.loads(whole_text(json.dumps(rows, ensure_ascii=False)))
        assert driver.execute_query(f"RETURN {literal(rows)} AS rows").records[0]["rows"] == meant
