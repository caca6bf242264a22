"""Every question answers of one edition what it answers where no other is in the store."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, permutations

import pytest
from asked import asked
from imports import FIVE
from small_graph import small_graph

from career_pathways.loader.editions.joins import Join
from career_pathways.loader.maps.reading import graph_of_map
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.store import Store, Target
from career_pathways.queries.library import queries
from career_pathways.queries.run import run

OLDER, NEWER = "2017", "skills-england-2026"
GRAPHS = {OLDER: small_graph(), NEWER: next(graph_of_map(file)[1] for file in FIVE if file.stem == "skills-england")}
ENDS = sorted(id_ for id_, label in GRAPHS[NEWER].nodes(data="label") if label == "Occupation")
BECAME = {"change": "renamed", "evidence": "number", "reason": None, "level_change": None}
JOINS = [
    *(Join("BECAME", origin, end, BECAME) for origin, end in zip(["care/carer-2", "care/nurse-5"], ENDS, strict=False)),
    Join("CORRESPONDS_TO", ENDS[2], "care/matron-7", {"match": "exact", "file": "a.csv", "line": 2}),
]

OF_EDITIONS = {"became", "editions", "stated-later"}
"""Questions that ask for other editions."""


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedStore]:
    with EmbeddedStore(tmp_path_factory.mktemp("several") / "pathways.kgl") as store:
        store.replace_all(GRAPHS.values(), JOINS)
        yield store


@pytest.fixture(scope="module", params=["embedded", pytest.param("neo4j", marks=pytest.mark.server)])
def several(request: pytest.FixtureRequest) -> Iterator[Store]:
    """A store with both editions, and what joins them."""
    if request.param == "embedded":
        yield request.getfixturevalue("embedded")
    else:
        target: Target = request.getfixturevalue("neo4j_target")
        with BoltStore(target) as server:
            server.replace(GRAPHS[OLDER])
            server.load(GRAPHS[NEWER], JOINS)
            yield server
            server.replace(GRAPHS[OLDER])


@pytest.mark.parametrize("edition", GRAPHS)
def test_it_answers_as_if_it_were_alone(several: Store, embedded: EmbeddedStore, edition: str) -> None:
    graph = GRAPHS[edition]
    occupations = [id_ for id_, label in graph.nodes(data="label") if label == "Occupation"]
    pairs = [{"from": start, "to": end} for start, end in islice(permutations(occupations, 2), 5)]
    named = several.of_edition(edition)
    with EmbeddedStore.in_memory(graph) as alone:
        for question in queries():
            like = embedded.of_edition(edition) if question.name in OF_EDITIONS else alone
            for parameters in pairs if question.name == "shortest-path" else asked(question.name, graph)[:5]:
                expected = run(question, like, parameters, limit=None).rows
                assert run(question, named, parameters, limit=None).rows == expected, (question.name, parameters)
