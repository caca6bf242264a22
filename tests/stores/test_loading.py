"""Loads into the real Neo4j: the old graph or the new one, nothing of it left, and nothing of the user's touched."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import neo4j
import networkx as nx
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from imports import FIVE, graph_of_map
from loads import everything, held, loading, wanted, without
from neo4j_server import neo4j_driver
from small_catalogues import T, catalogue_of, cluster, pathway, route
from small_graph import small_graph
from tries import tries

from career_pathways.loader.catalogue import Catalogue
from career_pathways.loader.editions.joins import Join
from career_pathways.loader.errors import GraphReplaced, LossRefused, StoreError
from career_pathways.loader.graph.build import build_graph
from career_pathways.loader.schema import ALL_RELATIONSHIPS, NODES, RELATIONSHIPS
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.neo4j.row_changes import (
    HELD_NODES_STATEMENT,
    HELD_RELATIONSHIPS_STATEMENT,
    Change,
    count_statement,
    create_statement,
    remove_statement,
    schema_statements,
    write_statement,
)
from career_pathways.loader.stores.neo4j.searching import INDEX_STATEMENT
from career_pathways.loader.stores.neo4j.server_plan import operators
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.store import Store, Target
from career_pathways.queries.library import query
from career_pathways.queries.run import run as ask

pytestmark = pytest.mark.server

TODAY = next(graph_of_map(file)[1] for file in FIVE if file.stem == "skills-england")
"""Another edition, beside the document's."""


@pytest.fixture(scope="module")
def catalogue(few_routes: Catalogue) -> Catalogue:
    return few_routes


@pytest.fixture(scope="module")
def graph(graph_of_few: nx.MultiDiGraph) -> nx.MultiDiGraph:
    kinds = {kind for *_, kind in graph_of_few.edges(keys=True)}
    assert {kind.name for kind in RELATIONSHIPS} - {"RELATED_TO"} == kinds
    return graph_of_few


@pytest.fixture
def driver() -> Iterator[neo4j.Driver]:
    """A driver of its own to look at the database with; leaves it empty."""
    driver = neo4j_driver()
    empty(driver)
    yield driver
    empty(driver)


def empty(driver: neo4j.Driver) -> None:
    driver.execute_query("MATCH (n) DETACH DELETE n")


@pytest.fixture
def server(neo4j_target: Target, driver: neo4j.Driver) -> Iterator[BoltStore]:  # noqa: ARG001 -- empties the database
    with BoltStore(neo4j_target) as store:
        yield store


def writes(changed: tuple[Change, ...]) -> int:
    return sum(c.added + c.changed + c.removed for c in changed)


def smaller(*gone: str) -> nx.MultiDiGraph:
    """The small graph without some of its nodes, and with an edition that says so."""
    graph = small_graph()
    graph.remove_nodes_from(gone)
    graph.nodes["0" * 64]["occupations"] -= len(gone)
    return graph


def test_what_is_held_after_a_load_is_the_graph(server: BoltStore, driver: neo4j.Driver) -> None:
    changed = server.load(small_graph())
    assert held(driver) == wanted(small_graph())
    assert {c.of: (c.count, c.added) for c in changed} == {n: (count, count) for n, count in server.counts().items()}


def test_a_second_identical_load_writes_nothing(
    server: BoltStore, driver: neo4j.Driver, graph: nx.MultiDiGraph
) -> None:
    assert writes(server.load(graph)) == graph.number_of_nodes() + graph.number_of_edges()
    before = everything(driver)
    told: list[tuple[int, int]] = []
    assert writes(server.load(graph, progress=lambda *rows: told.append(rows))) == 0
    assert everything(driver) == before  # the clock of the load, its lock and its number too
    assert told == []


def test_a_load_says_when_and_an_unchanged_one_leaves_that(server: BoltStore, driver: neo4j.Driver) -> None:
    server.load(small_graph())
    asked = "MATCH (e:Edition) RETURN e.loaded_at AS at"
    first = driver.execute_query(asked).records[0]["at"]
    assert first.endswith("+00:00")
    server.load(small_graph())
    assert driver.execute_query(asked).records[0]["at"] == first


OWN = """
MATCH (ours:Route {id: 'construction'})
CREATE (me:Person {id: 'me', name: 'Ada'})-[:LIKES]->(:Road {name: 'Route 66'}),
  (mine:Job {id: 'construction', title: 'Writer'})-[:PROGRESSES_TO {basis: 'mine'}]->(:Job {title: 'Author'}),
  (me)-[:INTERESTED_IN {since: 2020}]->(ours), (mine)-[:PROGRESSES_TO {basis: 'mine'}]->(ours)
SET ours.note = 'mine'
"""
"""What a user may keep in the same database: nodes, relationships of any type, to our nodes too, a property of ours."""

NOT_OURS = "n.loaded_by IS NULL AND NOT n:CareerPathwaysLoad"


@pytest.fixture(scope="module")
def real_map(graph: nx.MultiDiGraph, neo4j_target: Target) -> Iterator[BoltStore]:
    """The graph of the packaged document on the server, next to what a user keeps there."""
    empty(neo4j_driver())
    with BoltStore(neo4j_target) as store:
        store.load(graph)
        neo4j_driver().execute_query(OWN)
        yield store
    empty(neo4j_driver())


def node_ids(driver: neo4j.Driver) -> dict[str, str]:
    """The server's own id of each node of ours: another one would be another node."""
    found = driver.execute_query("MATCH (n) WHERE n.loaded_by IS NOT NULL RETURN n.id AS id, elementId(n) AS e")
    return {record["id"]: record["e"] for record in found.records}


@settings(max_examples=tries(4, fewest=1))
@given(st.floats(0, 1, exclude_max=True))
@example(0.0)
@example(0.999)
def test_removing_any_one_cluster_leaves_nothing_of_it_and_touches_nothing_else(
    real_map: BoltStore, catalogue: Catalogue, graph: nx.MultiDiGraph, share: float
) -> None:
    number = int(share * len(list(catalogue.clusters())))
    driver, new = neo4j_driver(), build_graph(without(catalogue, number))
    mine, old_ids = everything(driver, NOT_OURS), node_ids(driver)
    changed = real_map.load(new, allow_loss=True)
    assert held(driver) == wanted(new)
    assert everything(driver, NOT_OURS) == mine
    assert (
        driver.execute_query("MATCH (n:Route {id: 'construction'}) RETURN n.note AS note").records[0]["note"] == "mine"
    )
    assert node_ids(driver).items() >= {(id_, e) for id_, e in old_ids.items() if id_ in new}
    differing = set(wanted(graph)) ^ set(wanted(new))
    assert writes(changed) + sum(c.changed for c in changed) == len(differing)  # what changes goes and comes
    real_map.load(graph, allow_loss=True)


# What a load stops at


def test_a_shrink_of_more_than_a_tenth_stops(server: BoltStore, driver: neo4j.Driver) -> None:
    server.load(small_graph())
    before = everything(driver)
    with pytest.raises(LossRefused, match=r"Cluster 5 → 4.*Nothing was changed.*`allow_loss=True`"):
        server.load(smaller("health/ward/doctors", "health/surgeon-6", "health/uber-surgeon-7"))
    assert everything(driver) == before


def test_a_shrink_of_a_tenth_does_not(server: BoltStore) -> None:
    def graph(routes: int) -> nx.MultiDiGraph:
        titled = [(f"Route {i}", f"{'abcdefghij'[i] * 9} (2)") for i in range(routes)]
        return build_graph(
            catalogue_of(*(route(name, pathway("P", cluster("C", T, 1, title))) for name, title in titled))
        )

    server.load(graph(10))
    assert {c.of: c.count for c in server.load(graph(9))}["Route"] == 9
    with pytest.raises(LossRefused, match="Route 9 → 8"):
        server.load(graph(8))


def titled(titles: int) -> nx.MultiDiGraph:
    """A graph of one cluster with so many occupations."""
    return build_graph(
        catalogue_of(route("R", pathway("P", cluster("C", T, 1, *(f"Title {i} (2)" for i in range(titles))))))
    )


def test_relationships_of_the_users_own_on_what_goes_stop_the_load(server: BoltStore, driver: neo4j.Driver) -> None:
    server.load(titled(20))
    driver.execute_query("MATCH (o {id: 'r/title-19-2'}) CREATE (:Person {name: 'Ada'})-[:WANTS]->(o)")
    before = everything(driver)
    with pytest.raises(LossRefused, match=r"1 node that would go holds .*\n  r/title-19-2: WANTS\nNothing was changed"):
        server.load(titled(19))
    assert everything(driver) == before
    server.load(titled(19), allow_loss=True)
    assert held(driver) == wanted(titled(19))
    assert driver.execute_query("MATCH (p:Person) RETURN p.name AS name").records[0]["name"] == "Ada"


@pytest.mark.parametrize("own", [":Favourite", ".note = 'the work of a year'"], ids=["label", "property"])
def test_what_the_user_added_to_what_goes_stops_the_load(server: BoltStore, driver: neo4j.Driver, own: str) -> None:
    server.load(titled(20))
    driver.execute_query(f"MATCH (o {{id: 'r/title-19-2'}}) SET o{own}")
    before = everything(driver)
    with pytest.raises(LossRefused, match=r"r/title-19-2: (Favourite|note)\nNothing was changed"):
        server.load(titled(19))
    assert everything(driver) == before
    server.load(titled(19), allow_loss=True)
    assert held(driver) == wanted(titled(19))


@pytest.mark.parametrize("properties", ["{id: 'care', name: 'My route'}", "{name: 'Route 66'}", "{id: [1, 2]}"])
def test_a_node_of_the_users_own_with_a_label_of_ours_stops_the_load(
    server: BoltStore, driver: neo4j.Driver, properties: str
) -> None:
    server.load(small_graph())
    driver.execute_query("MATCH (n:CareerPathwaysLoad) DELETE n")  # as if it were the first
    driver.execute_query("MATCH (r:Route) DETACH DELETE r")
    driver.execute_query(f"CREATE (:Route {properties})")
    before = everything(driver)
    with pytest.raises(StoreError, match=r"a node of your own there is labelled Route.*NEO4J_DATABASE"):
        server.load(small_graph(), allow_loss=True)
    assert everything(driver) == before


def test_a_graph_that_breaks_the_schema_changes_nothing(server: BoltStore, driver: neo4j.Driver) -> None:
    server.load(small_graph())
    before = everything(driver)
    broken = small_graph()
    del broken.nodes["care/carer-2"]["title"]
    with pytest.raises(StoreError, match=r"care/carer-2: no 'title'"):
        server.load(broken)
    assert everything(driver) == before


# What a load puts right

BY_HAND = {
    "a property changed": "MATCH (o:Occupation {id: 'care/carer-2'}) SET o.title = 'Hacker'",
    "a property of another type": "MATCH (o:Occupation {id: 'care/carer-2'}) SET o.level = 2.0",
    "a property removed": "MATCH (o:Occupation {id: 'care/carer-2'}) REMOVE o.level",
    "a node removed": "MATCH (o:Occupation {id: 'care/carer-2'}) DETACH DELETE o",
    "a relationship removed": "MATCH (:Occupation {id: 'care/carer-2'})-[r:PROGRESSES_TO]->() DELETE r",
    "a relationship changed": "MATCH (:Occupation {id: 'care/carer-2'})-[r:PROGRESSES_TO]->() SET r.cost = 7",
    "a relationship twice": "MATCH (a {id: 'care/carer-2'}), (b {id: 'care/nurse-5'}) CREATE (a)-[:PROGRESSES_TO]->(b)",
    "one too many": "MATCH (a {id: 'care/matron-7'}), (b {id: 'care/nurse-5'}) CREATE (a)-[:PROGRESSES_TO]->(b)",
    "an id removed": "MATCH (o:Occupation {id: 'care/carer-2'}) REMOVE o.id",
    "an id of another type": "MATCH (o:Occupation {id: 'care/carer-2'}) SET o.id = 5",
    "another label besides": "MATCH (o:Occupation {id: 'care/carer-2'}) SET o:Cluster",
    "the lock removed": "MATCH (l:CareerPathwaysLoad {id: 'lock'}) DELETE l",
    "the number removed": "MATCH (s:CareerPathwaysLoad {id: 'sequence'}) DELETE s",
    "an index dropped": "DROP INDEX occupation_level",
    "the index of words dropped": "DROP INDEX occupation_search_text",
    "the words of another title": "MATCH (o:Occupation {id: 'care/carer-2'}) SET o.title = 'x', o.search_text = 'x'",
    "a constraint dropped": "DROP CONSTRAINT occupation_id",
}


class TestByHand:
    """What each changes the load after it puts right, so that they share a server."""

    @pytest.fixture(scope="class")
    @classmethod
    def server(cls, neo4j_target: Target) -> Iterator[BoltStore]:
        empty(neo4j_driver())
        with BoltStore(neo4j_target) as store:
            yield store
        empty(neo4j_driver())

    @pytest.mark.parametrize("statement", BY_HAND.values(), ids=BY_HAND)
    def test_what_somebody_changed_by_hand_is_put_right(self, server: BoltStore, statement: str) -> None:
        driver = neo4j_driver()
        server.load(small_graph())
        driver.execute_query(statement)
        server.load(small_graph())
        assert held(driver) == wanted(small_graph())
        shown = driver.execute_query("SHOW INDEXES YIELD name, state WHERE state = 'ONLINE'").records
        made = (*schema_statements(), INDEX_STATEMENT)
        assert {statement.partition(" IF ")[0].split()[-1] for statement in made} <= {r["name"] for r in shown}
        assert found_by_words(server, "carer") == ["care/carer-2", "health/carer-2"]


def found_by_words(store: Store, text: str) -> list[str]:
    return [hit.id for hit in ask(query("search"), store, {"text": text}).rows]


def test_a_search_begins_at_an_index_wherever_a_load_has_given_occupations_their_words(
    server: BoltStore, driver: neo4j.Driver, graph: nx.MultiDiGraph
) -> None:
    server.load(graph)
    embedded = EmbeddedStore.in_memory(graph)
    for text in ("site manager", "MANAGER", "r&d", "and", "on-site", "a", ""):
        assert found_by_words(server, text) == found_by_words(embedded, text), text
    asked = server.best_asked(query("search").of_document)
    plan = driver.execute_query(f"EXPLAIN {asked}", {"text": "site manager"}).summary.plan
    assert "NodeIndexContainsScan" in set(operators(plan or {}))
    server.close()
    driver.execute_query("MATCH (o:Occupation) REMOVE o.search_text")  # as a load of an earlier version left it
    driver.execute_query("MATCH (s:CareerPathwaysLoad {id: 'sequence'}) REMOVE s.searchable")
    found = found_by_words(embedded, "site")
    assert found
    assert found_by_words(server, "site") == found
    assert writes(server.load(graph)) == 0
    assert server.best_asked(query("search").of_document) == asked
    assert found_by_words(server, "site") == found


def test_an_equal_constraint_of_another_name_will_do(server: BoltStore, driver: neo4j.Driver) -> None:
    server.load(small_graph())
    driver.execute_query("DROP CONSTRAINT route_id")
    driver.execute_query("CREATE CONSTRAINT theirs FOR (n:Route) REQUIRE n.id IS UNIQUE")
    before = everything(driver)
    assert writes(server.load(small_graph())) == 0
    assert everything(driver) == before
    driver.execute_query("DROP CONSTRAINT theirs")


# Many at once


def test_loads_at_once_leave_one_of_their_graphs_and_no_node_twice(neo4j_target: Target, driver: neo4j.Driver) -> None:
    graphs = [small_graph(), smaller("care/cleaner-2"), smaller("health/surgeon-6")]

    def load(graph: nx.MultiDiGraph) -> None:
        with BoltStore(neo4j_target) as store:
            store.load(graph, allow_loss=True)

    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(load, graphs[i % 3]) for i in range(12)]:
            done.result()
    assert held(driver) in [wanted(graph) for graph in graphs]


@pytest.mark.usefixtures("driver")
def test_readers_see_the_old_graph_or_the_new_one(neo4j_target: Target) -> None:
    """With a plain driver the same statement sees a commit in part: 18 of 808 times, as measured (docs/stores.md)."""

    def graph(of: str) -> nx.MultiDiGraph:
        titles = [f"Title {i} of {of} (2)" for i in range(most)]
        graph = build_graph(catalogue_of(route("R", pathway("P", cluster("C", T, 1, *titles)))))
        return nx.relabel_nodes(graph, {id_: id_.replace(f"-of-{of}-2", "") for id_ in graph})

    most = max(tries(1500), 500)
    graphs = {of: _with_ids(graph(of)) for of in ("a", "bb")}
    asked = "MATCH (o:Occupation) RETURN count(o) AS n, collect(DISTINCT split(o.title, ' of ')[1]) AS editions"
    seen: list[tuple[Any, ...]] = []
    replaced = 0
    over = threading.Event()

    def read() -> None:
        nonlocal replaced
        while not over.is_set():
            with BoltStore(neo4j_target) as store:
                try:
                    while not over.is_set():
                        seen.append(store.run(asked).rows[0])
                except GraphReplaced:
                    replaced += 1

    with BoltStore(neo4j_target) as store:
        store.load(graphs["a"])
        with ThreadPoolExecutor(2) as pool:
            readers = [pool.submit(read) for _ in range(2)]
            for i in range(8):
                store.load(graphs["bb" if i % 2 == 0 else "a"])
            over.set()
            for reader in readers:
                reader.result()
    assert {(n, tuple(editions)) for n, editions in seen} == {(most, ("a",)), (most, ("bb",))}
    assert replaced > 0


def _with_ids(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    for id_ in graph:
        graph.nodes[id_]["id"] = id_
    return graph


def test_a_loader_that_died_in_its_commit_keeps_nobody_waiting(server: BoltStore, driver: neo4j.Driver) -> None:
    server.load(small_graph())
    mark = "MATCH (s:CareerPathwaysLoad {id: 'sequence'}) SET s.number = 3, s.until = timestamp() + $ms"
    driver.execute_query(mark, ms=700)
    start = time.monotonic()
    assert server.counts()["Route"] == 3
    assert 0.3 < time.monotonic() - start < 5
    driver.execute_query("MATCH (o:Occupation {id: 'care/carer-2'}) SET o.title = 'x'")
    assert writes(server.load(small_graph())) == 1
    assert held(driver) == wanted(small_graph())


# Killed


@pytest.mark.parametrize(
    "when", [pytest.param("at once", marks=pytest.mark.soak), "while it writes", "while it commits"]
)
def test_a_load_that_is_killed_leaves_two_editions_as_they_were_or_as_they_were_to_be(
    neo4j_target: Target, driver: neo4j.Driver, graph: nx.MultiDiGraph, catalogue: Catalogue, when: str
) -> None:
    """`make soak` does it a hundred times."""
    new = build_graph(without(catalogue, 20))
    origins = sorted(id_ for id_, label in graph.nodes(data="label") if label == "Occupation" and id_ in new)[:20]
    ends = sorted(id_ for id_, label in TODAY.nodes(data="label") if label == "Occupation")
    became = {"change": "renamed", "evidence": "number", "reason": None, "level_change": 0}
    joins = [Join("BECAME", *ends, became) for ends in zip(origins, ends, strict=True)]
    with BoltStore(neo4j_target) as store:
        store.load(graph)
        store.load(TODAY, joins)
        with loading(neo4j_target, new, joins[:5]) as loader:
            sign = {
                "at once": "RETURN true AS seen",
                "while it writes": _LOADING,
                "while it commits": "MATCH (s:CareerPathwaysLoad {id: 'sequence'}) WHERE s.number % 2 = 1 RETURN s",
            }[when]
            while not driver.execute_query(sign).records and loader.poll() is None:
                time.sleep(0.001)
            loader.kill()
        while driver.execute_query(_LOADING).records:
            time.sleep(0.01)
        driver.execute_query("MATCH (s:CareerPathwaysLoad {id: 'sequence'}) SET s.until = 0")  # as it is soon anyway
        assert held(driver) in (wanted(graph, TODAY, joins=joins), wanted(new, TODAY, joins=joins[:5]))
        store.load(new, joins[:5], allow_loss=True)
    assert held(driver) == wanted(new, TODAY, joins=joins[:5])


_LOADING = "SHOW TRANSACTIONS YIELD metaData WHERE metaData.doing = 'load' RETURN true AS seen"


# How it writes


def test_each_statement_of_a_load_finds_its_nodes_by_the_constraint(server: BoltStore, driver: neo4j.Driver) -> None:
    server.load(small_graph())

    for kind in (*NODES, *ALL_RELATIONSHIPS):
        created = () if kind in NODES else (create_statement(kind),)
        for statement in (write_statement(kind), remove_statement(kind), *created):
            summary = driver.execute_query(f"EXPLAIN {statement}", rows=[], keys=[], owner="", of={}).summary
            used = set(operators(summary.plan or {}))
            assert {o for o in used if o.startswith("NodeUniqueIndexSeek")}, (statement, used)
            assert not {o for o in used if o.endswith("Scan")}, (statement, used)


def test_statements_name_nothing_that_comes_from_the_graph() -> None:
    names = {kind.name for kind in (*NODES, *ALL_RELATIONSHIPS)} | {
        p.name for k in (*NODES, *ALL_RELATIONSHIPS) for p in k.properties
    }
    for kind in (*NODES, *ALL_RELATIONSHIPS):
        of_kind = (write_statement(kind), remove_statement(kind), create_statement(kind), count_statement(kind))
        for statement in of_kind:
            assert "'" not in statement
        for statement in (*of_kind, HELD_NODES_STATEMENT, HELD_RELATIONSHIPS_STATEMENT):
            assert set(re.findall(r":([A-Z]\w+)", statement)) <= names
