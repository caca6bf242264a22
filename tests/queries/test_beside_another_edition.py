"""A server with several editions: every question answers of one what it answers where no other is there.

That this is so of a file, tests/stores/test_editions_asked.py holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from itertools import islice, permutations
from typing import Any

import pytest
from asked import asked, checked
from imports import FIVE, graph_of_map
from neo4j_server import neo4j_driver
from small_graph import small_graph

from career_pathways.loader.editions.joins import Join
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.store import Target
from career_pathways.queries.library import queries
from career_pathways.queries.run import run

pytestmark = pytest.mark.server

OLDER, NEWER = "2017", "skills-england-2026"
GRAPHS = {OLDER: small_graph(), NEWER: next(graph_of_map(file)[1] for file in FIVE if file.stem == "skills-england")}
STATED = sorted(ends[:2] for ends in GRAPHS[NEWER].edges(keys=True) if ends[2] == "PROGRESSES_TO")[0]
BECAME = {"change": "renamed", "evidence": "number", "reason": None, "level_change": None}
JOINS = [
    *(Join("BECAME", *ends, BECAME) for ends in zip(["care/cleaner-2", "care/nurse-5"], STATED, strict=True)),
    Join("CORRESPONDS_TO", STATED[0], "care/matron-7", {"match": "exact", "file": "a.csv", "line": 2}),
]
"""So that the newer edition states a step which the older one has not."""

OF_EDITIONS: dict[str, Callable[[list[str]], list[dict[str, Any]]]] = {
    "became": lambda ids: [{"id": id_} for id_ in ids],
    "editions": lambda _: [{}],
    "stated-later": lambda ids: [{"id": id_, "backwards": backwards} for id_ in ids for backwards in (False, True)],
}
"""Questions that ask for other editions, and what they are asked."""


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(tmp_path_factory.mktemp("several") / "pathways.kgl") as store:
        store.replace_all(GRAPHS.values(), JOINS)
        yield store


@pytest.fixture(scope="module")
def server(neo4j_target: Target) -> Iterator[BoltStore]:
    with BoltStore(neo4j_target) as store:
        store.replace(GRAPHS[OLDER])
        store.load(GRAPHS[NEWER], JOINS)
        yield store
    neo4j_driver().execute_query("MATCH (n) DETACH DELETE n")


def test_each_edition_answers_as_if_it_were_alone(server: BoltStore, embedded: EmbeddedStore) -> None:
    answered: Counter[str] = Counter()
    for edition, graph in GRAPHS.items():
        occupations = [id_ for id_, label in graph.nodes(data="label") if label == "Occupation"]
        pairs = [{"from": start, "to": end} for start, end in islice(permutations(occupations, 2), 5)]
        named = server.of_edition(edition)
        with EmbeddedStore.in_memory(graph) as alone:
            for question in queries():
                like = alone
                given = pairs if question.name == "shortest-path" else asked(question.name, graph)[:4]
                if question.name in OF_EDITIONS:
                    like = embedded.of_edition(edition)
                    given = OF_EDITIONS[question.name](occupations)
                for parameters in given:
                    rows = run(question, named, parameters, limit=None).rows
                    assert rows == run(question, like, parameters, limit=None).rows, (question.name, parameters)
                    checked(question, rows)
                    answered[question.name] += bool(rows)
    assert all(answered[name] for name in OF_EDITIONS), answered
