"""Several editions in one database of the real Neo4j: a load, or the end, of one leaves the others as they are."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import neo4j
import networkx as nx
import pytest
from imports import FIVE, MAPPING, graph_of_map, written
from loads import everything, held, wanted
from neo4j_server import neo4j_driver
from small_graph import small_graph

from career_pathways.loader import adding
from career_pathways.loader.editions.joins import Join
from career_pathways.loader.errors import GraphReplaced, LossRefused, StoreError, UnknownName
from career_pathways.loader.stores.neo4j.row_changes import Change
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.read_back import stored_graph
from career_pathways.loader.stores.rows import rows_of
from career_pathways.loader.stores.store import Target

pytestmark = pytest.mark.server

OLDER, NEWER, YARD = "2017", "skills-england-2026", "our-yard"
MAPS = {file.stem: graph_of_map(file)[1] for file in FIVE if file.stem in {"skills-england", "own"}}
GRAPHS = {OLDER: small_graph(), NEWER: MAPS["skills-england"], YARD: MAPS["own"]}
MANY = sorted(id_ for id_, label in GRAPHS[NEWER].nodes(data="label") if label == "Occupation")
"""The occupations of the newer edition."""

BECAME = {"change": "renamed", "evidence": "number", "reason": None, "level_change": 0}
JOINS = [
    Join("BECAME", "care/carer-2", MANY[0], BECAME),
    Join("BECAME", "care/carer-2", MANY[1], {**BECAME, "change": "split", "level_change": None}),
    Join("BECAME", "health/nurse-5", MANY[2], BECAME),
    Join("CORRESPONDS_TO", MANY[3], "care/nurse-5", {"match": "exact", "file": "a.csv", "line": 3}),
]
"""Between the older and the newer edition; the yard has none."""

ALL = wanted(*GRAPHS.values(), joins=JOINS)


def joins_of(edition: str) -> list[Join]:
    return [] if edition == YARD else JOINS


@pytest.fixture(scope="module")
def driver() -> Iterator[neo4j.Driver]:
    """A driver to look at the database with; leaves it empty."""
    driver = neo4j_driver()
    yield driver
    empty(driver)


def empty(driver: neo4j.Driver) -> None:
    driver.execute_query("MATCH (n) DETACH DELETE n")


@pytest.fixture(scope="module")
def loaded() -> list[Any]:
    """All that the database held after it was last loaded."""
    return []


@pytest.fixture
def server(neo4j_target: Target, driver: neo4j.Driver, loaded: list[Any]) -> Iterator[BoltStore]:
    """A server with all three editions; loaded anew where a test has changed it."""
    with BoltStore(neo4j_target) as store:
        if not loaded or everything(driver) != loaded:
            empty(driver)
            store.load(GRAPHS[OLDER])
            store.load(GRAPHS[YARD])
            store.load(GRAPHS[NEWER], JOINS)
            loaded[:] = everything(driver)
        yield store


def of_edition(driver: neo4j.Driver, name: str) -> list[Any]:
    """All of an edition: its nodes and the relationships between them, by the server's own ids, each with all that is
    on it."""
    of = "coalesce({}.edition, '2017') = $name AND {}.loaded_by IS NOT NULL"
    nodes = f"MATCH (n) WHERE {of.format('n', 'n')} RETURN elementId(n) AS n, labels(n) AS l, properties(n) AS p"
    relationships = (
        f"MATCH (a)-[r]->(b) WHERE {of.format('a', 'a')} AND {of.format('b', 'b')} "
        "RETURN elementId(r) AS n, type(r) AS l, properties(r) AS p, elementId(a) AS a, elementId(b) AS b"
    )
    return [
        record
        for asked in (nodes, relationships)
        for record in driver.execute_query(f"{asked} ORDER BY n", name=name).records
    ]


def writes(changed: tuple[Change, ...]) -> dict[str, tuple[int, int, int]]:
    return {c.of: (c.added, c.changed, c.removed) for c in changed if c.added or c.changed or c.removed}


def smaller(edition: str, *gone: str) -> nx.MultiDiGraph:
    graph = GRAPHS[edition].copy()
    graph.remove_nodes_from(gone)
    return graph


def test_each_edition_lies_beside_the_others_and_loaded_again_changes_nothing(
    server: BoltStore, driver: neo4j.Driver
) -> None:
    assert held(driver) == ALL
    before = everything(driver)
    for name, graph in GRAPHS.items():
        assert writes(server.load(graph, joins_of(name))) == {}
    assert everything(driver) == before
    assert server.editions == (OLDER, YARD, NEWER)
    for name, graph in GRAPHS.items():
        back = stored_graph(server.of_edition(name))
        assert back.nodes.keys() == graph.nodes.keys()
        assert set(back.edges(keys=True)) == set(graph.edges(keys=True))


@pytest.mark.parametrize("name", GRAPHS)
def test_an_edition_that_is_dropped_leaves_the_others_as_they_were(
    server: BoltStore, driver: neo4j.Driver, name: str
) -> None:
    others = [other for other in GRAPHS if other != name]
    before = {other: of_edition(driver, other) for other in others}
    gone = {c.of: c.removed for c in server.drop(name)}
    assert gone["Occupation"] == sum(label == "Occupation" for _, label in GRAPHS[name].nodes(data="label"))
    assert gone.get("BECAME", 0) == (0 if name == YARD else 3)
    assert {other: of_edition(driver, other) for other in others} == before
    assert held(driver) == wanted(*(GRAPHS[other] for other in others), joins=JOINS if name == YARD else [])
    for other in others:
        server.drop(other)
    assert held(driver) == []


def test_a_load_changes_its_edition_alone(server: BoltStore, driver: neo4j.Driver) -> None:
    before = {name: of_edition(driver, name) for name in (OLDER, YARD)}
    graph, joins = smaller(NEWER, MANY[0]), JOINS[1:3]
    graph.nodes[MANY[5]]["title"] = "Another"
    with pytest.raises(LossRefused, match="BECAME 3 → 2, CORRESPONDS_TO 1 → 0"):
        server.load(graph, joins)
    assert writes(server.load(graph, joins, allow_loss=True)) == {
        "Occupation": (0, 1, 1),
        "IN_CLUSTER": (0, 0, 1),
        "PROGRESSES_TO": (0, 0, 1),
        "BECAME": (0, 0, 1),
        "CORRESPONDS_TO": (0, 0, 1),
    }
    assert {name: of_edition(driver, name) for name in (OLDER, YARD)} == before
    assert held(driver) == wanted(GRAPHS[OLDER], GRAPHS[YARD], graph, joins=joins)


def test_a_loss_is_counted_by_edition(server: BoltStore, driver: neo4j.Driver) -> None:
    before = everything(driver)
    with pytest.raises(LossRefused, match="Occupation 9 → 8"):  # of 38 in all
        server.load(smaller(OLDER, "care/cleaner-2"), JOINS)
    assert everything(driver) == before


def test_a_store_that_is_replaced_holds_one_edition(server: BoltStore, driver: neo4j.Driver) -> None:
    server.replace(GRAPHS[YARD])
    assert held(driver) == wanted(GRAPHS[YARD])


def test_what_is_not_there_is_not_dropped(server: BoltStore, driver: neo4j.Driver) -> None:
    before = everything(driver)
    with pytest.raises(UnknownName, match="no edition '2025'; there is 2017, our-yard, skills-england-2026") as told:
        server.drop("2025")
    assert told.value.candidates == (OLDER, YARD, NEWER)
    assert everything(driver) == before


@pytest.mark.parametrize("name", [OLDER, NEWER])
def test_what_the_user_has_hung_on_an_edition_stops_its_end(server: BoltStore, driver: neo4j.Driver, name: str) -> None:
    ours, other = ("care/nurse-5", MANY[2]) if name == OLDER else (MANY[2], "care/nurse-5")
    driver.execute_query("MATCH (o {id: $id}) CREATE (:Person {name: 'Ada'})-[:WANTS]->(o)", id=ours)
    driver.execute_query("MATCH (a {id: $a}), (b {id: $b}) CREATE (a)-[:LIKE]->(b)", a=ours, b=other)
    before = everything(driver)
    hung = rf"1 node that would go holds .*\n  {ours}: (WANTS, LIKE|LIKE, WANTS)\nNothing was changed"
    with pytest.raises(LossRefused, match=hung):
        server.drop(name)
    assert everything(driver) == before
    server.drop(name, allow_loss=True)
    others = [graph for other, graph in GRAPHS.items() if other != name]
    assert held(driver) == wanted(*others)
    assert driver.execute_query("MATCH (p:Person) RETURN count(p) AS n").records[0]["n"] == 1


BY_HAND = {
    OLDER: (
        "MATCH (o {id: 'care/cleaner-2'}) SET o.edition = 'our-yard'",
        "MATCH (o {id: 'care/carer-2'}) SET o.edition = 'nobody'",
        "MATCH (o {id: 'care/matron-7'}) REMOVE o.id",
    ),
    NEWER: (
        f"MATCH (o {{id: '{MANY[4]}'}}) REMOVE o.edition",
        f"MATCH (o {{id: '{MANY[5]}'}}) SET o.edition = '2017', o.title = 'x'",
        f"MATCH (o {{id: '{MANY[6]}'}}) SET o:Cluster",
        f"MATCH (o {{id: '{MANY[7]}'}}) DETACH DELETE o",
        f"MATCH (o {{id: '{MANY[8]}'}}) SET o.id = 5",
    ),
    "both": (
        "MATCH ()-[r:BECAME {change: 'split'}]->() SET r.change = 'same'",
        "MATCH ()-[r:CORRESPONDS_TO]->() DELETE r",
        f"MATCH (a {{id: 'care/carer-2'}}), (b {{id: '{MANY[0]}'}}) CREATE (a)-[:BECAME]->(b)",
        f"MATCH (a {{id: 'care/ward-clerk'}}), (b {{id: '{MANY[0]}'}}) CREATE (a)-[:BECAME]->(b)",
        f"MATCH (a {{id: 'care/ward-clerk'}}), (b {{id: '{MANY[0]}'}}) CREATE (b)-[:PROGRESSES_TO]->(a)",
        f"MATCH (a {{id: '{MANY[1]}'}}), (b {{id: '{MANY[0]}'}}) CREATE (a)-[:BECAME]->(b)",
    ),
}
"""Statements that damage an edition, and what joins them."""


def test_what_somebody_changed_by_hand_is_put_right_in_the_edition_that_is_loaded(
    server: BoltStore, driver: neo4j.Driver
) -> None:
    for statement in (*BY_HAND[OLDER], *BY_HAND[NEWER]):
        driver.execute_query(statement)
    damaged = [of for of in everything(driver, "n.id STARTS WITH 'skills'") if of["t"] != "BECAME"]
    server.load(GRAPHS[OLDER], JOINS, allow_loss=True)
    assert [of for of in everything(driver, "n.id STARTS WITH 'skills'") if of["t"] != "BECAME"] == damaged
    server.load(GRAPHS[YARD])
    server.load(GRAPHS[NEWER], JOINS, allow_loss=True)
    assert held(driver) == ALL


@pytest.mark.parametrize("name", [pytest.param(OLDER, marks=pytest.mark.soak), NEWER])
def test_what_joins_editions_is_put_right_by_a_load_of_either(
    server: BoltStore, driver: neo4j.Driver, name: str
) -> None:
    for statement in BY_HAND["both"]:
        driver.execute_query(statement)
    server.load(GRAPHS[name], JOINS, allow_loss=True)
    if name == OLDER:
        driver.execute_query("MATCH (a)-[r:BECAME]->(b) WHERE a.edition = b.edition DELETE r")  # within the newer
    assert held(driver) == ALL


def test_a_node_of_the_users_own_with_a_label_of_ours_stops_the_load_of_any_edition(
    server: BoltStore, driver: neo4j.Driver
) -> None:
    driver.execute_query("CREATE (:Route {id: 'our-yard:mine', edition: 'our-yard'})")
    before = everything(driver)
    for name in (OLDER, YARD):
        with pytest.raises(StoreError, match="a node of your own there is labelled Route"):
            server.load(GRAPHS[name], joins_of(name), allow_loss=True)
    assert everything(driver) == before


def test_what_is_to_be_joined_and_is_not_there_is_an_error_that_changes_nothing(
    server: BoltStore, driver: neo4j.Driver
) -> None:
    before = everything(driver)
    with pytest.raises(StoreError, match=r"3 BECAME were loaded, not 4, so the load was taken back"):
        server.load(GRAPHS[OLDER], [*JOINS, Join("BECAME", "care/carer-2", "skills-england-2026:none", BECAME)])
    assert everything(driver) == before


def test_one_edition_is_asked_while_another_is_loaded(server: BoltStore, neo4j_target: Target) -> None:
    with BoltStore(neo4j_target) as reader:
        asked = "MATCH (o:Occupation) WHERE coalesce(o.edition, '2017') = $edition RETURN count(o) AS n"
        assert reader.run(asked).rows == ((9,),)
        server.load(smaller(NEWER, MANY[9]), JOINS, allow_loss=True)
        with pytest.raises(GraphReplaced):
            reader.run(asked)
    with BoltStore(neo4j_target, "2026") as named, pytest.raises(UnknownName, match=r"no edition '2026'.*`load`"):
        named.run(asked)
    assert server.run(asked).rows == ((9,),)
    assert server.of_edition(NEWER).run(asked).rows == ((len(MANY) - 1,),)


def test_an_edition_that_comes_while_another_is_read_is_joined_with_it(
    driver: neo4j.Driver, neo4j_target: Target, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither of two loads at once sees the other's edition when it looks for what joins them."""
    empty(driver)
    mapping = MAPPING.replace("[edition]", '[edition]\nfollows = "2017"')
    read, graph = graph_of_map(written(tmp_path, [("C1", "Carer", "2", "Care", "", "")], mapping))
    newer, older = (
        (read, rows_of(graph)),
        (read, rows_of(GRAPHS[OLDER])),
    )  # of what was read only the correspondences count, which neither has
    verify = BoltStore.verify

    def verify_before_the_other_comes(store: BoltStore) -> tuple[str, ...]:
        there = verify(store)
        monkeypatch.setattr(BoltStore, "verify", verify)
        with BoltStore(neo4j_target) as other:
            adding.load(other, *older)
        return there

    monkeypatch.setattr(BoltStore, "verify", verify_before_the_other_comes)
    with BoltStore(neo4j_target) as store:
        with pytest.raises(GraphReplaced):  # whereupon the command begins anew
            adding.load(store, *newer)
        joined = {change.of: change.added for change in adding.load(store, *newer)}
        assert joined["BECAME"] > 0
        assert not any(change.added for change in adding.load(store, *older))


def test_loads_at_once_may_make_the_same_constraints_and_indexes(neo4j_target: Target, driver: neo4j.Driver) -> None:
    empty(driver)
    for index in driver.execute_query("SHOW INDEXES YIELD name, owningConstraint, type WHERE type <> 'LOOKUP'").records:
        kind = "INDEX" if index["owningConstraint"] is None else "CONSTRAINT"
        driver.execute_query(f"DROP {kind} {index['name']}")

    def load(name: str) -> None:
        with BoltStore(neo4j_target) as store:
            store.load(GRAPHS[name])

    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(load, name) for name in GRAPHS]:
            done.result()
    assert held(driver) == wanted(*GRAPHS.values())
