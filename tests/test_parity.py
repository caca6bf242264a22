"""The packaged document on a real Neo4j: the same answers, in the same order, as from the embedded store."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import networkx as nx
import pytest

from career_pathways.loader.bolt import BoltStore
from career_pathways.loader.embedded import EmbeddedStore
from career_pathways.loader.store import Store, Target
from career_pathways.queries.library import queries, query
from career_pathways.queries.run import run

pytestmark = pytest.mark.server

ROUTE = "sales-and-marketing-and-procurement"
ASKED: list[tuple[str, Mapping[str, str | int]]] = [
    ("cluster-occupations", {"id": "construction/onsite-construction/core-building-tradesperson"}),
    ("clusters", {}),
    ("dead-ends", {}),
    ("level-jumps", {}),
    ("level-next-steps", {"level": 2}),
    ("level-next-steps-ahead", {"level": 3, "route": ROUTE, "steps": 3}),
    ("levels", {}),
    ("next-steps", {"id": "health-and-science/nursing-associate-5"}),
    ("next-steps-ahead", {"id": f"{ROUTE}/butcher-2", "steps": 3}),
    ("occupation", {"id": "engineering-and-manufacturing/engineering-technician-3"}),
    ("occupations", {}),
    ("reach", {"id": "engineering-and-manufacturing/butcher-2"}),
    ("route-occupations", {"id": "digital"}),
    ("routes", {}),
    ("search", {"text": "crane"}),
    ("shared-across-routes", {}),
    ("shortest-path", {"from": "engineering-and-manufacturing/butcher-2", "to": f"{ROUTE}/retail-management-6"}),
    ("what-leads-to", {"id": "health-and-science/registered-nurse-6"}),
]


@pytest.fixture(scope="module")
def both(graph: nx.MultiDiGraph, built_store: Path, neo4j_target: Target) -> Iterator[tuple[Store, Store]]:
    with BoltStore(neo4j_target) as server, EmbeddedStore(built_store) as embedded:
        server.replace(graph)
        yield embedded, server


def test_every_question_is_asked() -> None:
    assert {name for name, _ in ASKED} == {q.name for q in queries()}


@pytest.mark.parametrize(("name", "parameters"), ASKED, ids=[name for name, _ in ASKED])
def test_both_stores_answer_the_same(both: tuple[Store, Store], name: str, parameters: Mapping[str, str | int]) -> None:
    one, other = (run(query(name), store, parameters, limit=None) for store in both)
    assert one.rows
    assert one == other


def test_both_stores_hold_the_same_counts(both: tuple[Store, Store]) -> None:
    one, other = both
    assert one.counts() == other.counts()
