"""The embedded store answers as Neo4j does, or says that it does not: over a thousand statements, and random ones.

The statements are our own, written after the scenarios of the openCypher TCK, folder by folder, and after public
reports of statements that one graph database answers otherwise than another: ArcadeData/arcadedb#5096 and #5481,
neo4j/neo4j#3388 (conditions on shortest paths), neo4j/neo4j#12355 (a range downwards), neo4j/neo4j#13225 (one
relationship named twice), neo4j/neo4j#13974 and FalkorDB/FalkorDB#2224 (round), memgraph/memgraph#2510 (kinds that do
not compare), memgraph/memgraph#4100 (undirected, several types), samyama-ai/samyama-graph#1241 (texts and numbers,
negative places), kuzudb/kuzu#5331 (properties that a label lacks).
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from differential import ALIKE, DIFFERS, REFUSED, Answer, Statement, answer, neo4j_answer, recorded, statements, verdict
from hypothesis import HealthCheck, Phase, given, settings
from random_cypher import STATEMENTS
from small_graph import small_graph
from tries import some

from career_pathways.loader.stores.cypher.functions import BY_SUBJECT
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.store import Target

LEAST_ALIKE = 0.85
LEAST_STATEMENTS = 600

OF_THE_ENGINE = ("Integer overflow", "Slice start must be integer", "minimum hop count")
"""What its own errors say where no rule of ours refuses first."""


@pytest.fixture(scope="module")
def embedded() -> EmbeddedStore:
    return EmbeddedStore.in_memory(small_graph())


@pytest.fixture(scope="module")
def neo4j(neo4j_target: Target) -> Iterator[BoltStore]:
    with BoltStore(neo4j_target) as store:
        store.replace(small_graph())
        yield store


@pytest.fixture(scope="module")
def of_embedded(embedded: EmbeddedStore) -> dict[str, Answer]:
    return {statement.key: answer(embedded, statement) for statement in statements()}


def _held_against(of_embedded: dict[str, Answer], of_neo4j: dict[str, Answer]) -> None:
    verdicts = {key: verdict(of, of_neo4j[key]) for key, of in of_embedded.items()}
    assert [key for key, found in verdicts.items() if found == DIFFERS] == []
    assert list(verdicts.values()).count(ALIKE) >= LEAST_ALIKE * len(verdicts)


def test_the_statements_are_many_and_each_is_there_once() -> None:
    keys = [statement.key for statement in statements()]
    assert len(keys) == len(set(keys)) >= LEAST_STATEMENTS


def test_the_embedded_store_answers_as_neo4j_did_or_refuses(of_embedded: dict[str, Answer]) -> None:
    _held_against(of_embedded, recorded())


@pytest.mark.server
def test_the_record_of_what_neo4j_answers_is_right(neo4j: BoltStore) -> None:
    """And so, by the test before, the embedded store answers as Neo4j does, or refuses."""
    of_record, every = recorded(), list(statements())
    assert list(of_record) == [statement.key for statement in every]
    asked = some(every)
    of_neo4j = {statement.key: neo4j_answer(neo4j, statement) for statement in asked}
    answers = {key: of._replace(error=of.error and "refused") for key, of in of_neo4j.items()}
    assert {key: of_record[key] for key in answers} == answers


@pytest.mark.server
@pytest.mark.soak
@settings(
    max_examples=20_000,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.generate, Phase.shrink],
    database=None,
)
@given(text=STATEMENTS)
def test_no_statement_put_together_at_random_differs(embedded: EmbeddedStore, neo4j: BoltStore, text: str) -> None:
    statement = Statement("random", text, {})
    found = answer(embedded, statement)
    if found.error is None:  # what it refuses, it does not answer otherwise
        assert verdict(found, neo4j_answer(neo4j, statement)) == ALIKE


def test_what_the_embedded_store_refuses_has_a_cure(of_embedded: dict[str, Answer]) -> None:
    of_record = recorded()
    refused = [of.error or "" for key, of in of_embedded.items() if verdict(of, of_record[key]) == REFUSED]
    without = [error for error in refused if error.endswith("^\n") or "cannot answer" in error]
    assert [e for e in without if not (" no `" in e or " has `" in e or any(of in e for of in OF_THE_ENGINE))] == []


def test_every_function_is_asked_by_some_statement() -> None:
    asked = " ".join(statement.text for statement in statements()).lower()
    assert [name for of in BY_SUBJECT.values() for name in of if f"{name.lower()}(" not in asked] == []
