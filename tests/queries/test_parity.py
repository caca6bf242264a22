"""The packaged document on a real Neo4j: the same rows, in the same order, as from the embedded store and offline."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from asked import OF_OTHERS, PAIRS, asked, checked
from click.testing import CliRunner
from offline import reach, shortest_path
from pairs import sampled_pairs
from tries import PROFILE, tries

from career_pathways.explorer.commands.main import main
from career_pathways.loader.errors import NoPathway
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.store import Target
from career_pathways.queries.library import queries, query
from career_pathways.queries.listings import places
from career_pathways.queries.marks import marks
from career_pathways.queries.plain_paths import plain_path
from career_pathways.queries.rows.occupations import Occupation
from career_pathways.queries.ways import Ways
from career_pathways.queries.whole_graph import WholeGraph

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def both(graph: nx.MultiDiGraph, built_store: Path, neo4j_target: Target) -> Iterator[tuple[EmbeddedStore, BoltStore]]:
    with BoltStore(neo4j_target) as server, EmbeddedStore(built_store) as embedded:
        server.replace(graph)
        yield embedded, server


def test_both_mark_the_same_occupations(both: tuple[EmbeddedStore, BoltStore]) -> None:
    embedded, server = both
    assert marks(embedded) == marks(server)


def test_both_list_occupations_at_the_same_places(
    both: tuple[EmbeddedStore, BoltStore], graph: nx.MultiDiGraph
) -> None:
    ids = [id_ for id_, label in graph.nodes(data="label") if label == "Occupation"]
    embedded, server = (places(store, ids) for store in both)
    assert embedded == server
    assert len(server) == len(ids)


OFFLINE: dict[str, Callable[[nx.MultiDiGraph, Any], tuple[Any, ...]]] = {
    "shortest-path": lambda graph, of: shortest_path(graph, of["from"], of["to"]),
    "reach": lambda graph, of: reach(graph, of["id"]),
    "reach-back": lambda graph, of: reach(graph, of["id"], backwards=True),
}
"""What networkx answers too, without a store."""


@pytest.mark.parametrize("name", [q.name for q in queries() if q.name not in OF_OTHERS])
def test_all_answer_the_same_in_the_same_order(
    both: tuple[EmbeddedStore, BoltStore], graph: nx.MultiDiGraph, name: str
) -> None:
    embedded, server = both
    question = query(name)
    answered, empty = 0, 0
    for parameters in asked(name, graph):
        given = {p.name: parameters.get(p.name, p.default) for p in question.parameters}
        one, other = (store.run(question.text, given, limit=None) for store in (embedded, server))
        assert one == other, parameters
        rows = checked(question, other.rows)
        if name in OFFLINE:
            assert [*OFFLINE[name](graph, given)] == [*rows], parameters
        answered, empty = answered + bool(one.rows), empty + (not one.rows)
    assert answered > 0
    if name == "shortest-path":
        assert answered + empty >= PAIRS
        assert min(answered, empty) > PAIRS / 5  # many with a path, and many without


def test_both_find_the_same_paths_as_memory(both: tuple[EmbeddedStore, BoltStore], graph: nx.MultiDiGraph) -> None:
    embedded, server = both
    kinds = ({**graph.nodes[id_], "id": id_} for id_ in graph)
    occupations = {
        of["id"]: Occupation(*map(of.get, Occupation._fields)) for of in kinds if of["label"] == "Occupation"
    }
    found = 0
    for ends in sampled_pairs(graph, size=tries(300)):
        answers = []
        for ways in (Ways(embedded), Ways(server), WholeGraph(graph)):
            try:
                answers.append(str(plain_path(ways, *(occupations[id_] for id_ in ends))))
            except NoPathway as none:
                answers.append(str(none))
        assert answers[0] == answers[1] == answers[2]
        found += answers[0].startswith("Paths(")
    assert found > 10


COMMANDS = [
    "search crane",
    "show 'Lifting technician'",
    "next --level 2 --route construction --limit 3",
    "next 'Nursing associate' --steps 2",
    "path Butcher 'Retail management' --route sales",
    "path 'Retail management' Butcher --route sales",
    "path Butcher 'Retail management' --route sales --alternatives 2 --max-level-gap 2",
    "path Butcher 'Retail management' --route sales --all --limit 1",
    "path Roofer 'Registered nurse'",
    "before 'Registered nurse'",
    "reach 'Commis chef'",
    "reach 'Registered nurse' --backwards --level 4",
    "reach Butcher --in sales --route sales --steps 1",
    "compare Roofer 'Carpentry and joinery (2)'",
    "gaps --route catering",
    "gaps --figure matrix",
    "shared --route construction",
    "query",
    "query dead-ends -p route=digital",
    "query --cypher 'MATCH p = (o:Occupation)-[s:PROGRESSES_TO]->(n) RETURN o, s, p ORDER BY o.id, n.id LIMIT 3'",
    "next Buthcer",
    "query --cypher 'MATCH (n) DETACH DELETE n'",
    "query --cypher 'RETURN 1 +'",
]


FORMS = ("", " --json", " --csv")

WRITTEN = [
    (command, form)
    for i, command in enumerate(COMMANDS)
    for form in (FORMS if PROFILE == "soak" else FORMS[i % 3 : i % 3 + 1])
]
"""Each command in each form; by default in one, since a form is made of the rows and knows of no store."""


@pytest.mark.parametrize(("command", "form"), WRITTEN)
def test_every_command_says_the_same_of_a_server_as_of_a_file(
    both: tuple[EmbeddedStore, BoltStore], tmp_path: Path, command: str, form: str
) -> None:
    embedded, server = both
    secret = tmp_path / "password"
    secret.write_text(f"{server.target.password}\n", encoding="utf-8")
    password = ["--password-file", str(secret)] if server.target.password else []
    stores = ["--store", str(embedded.path)], ["--store", server.target.uri, *password]
    of_file, of_server = (CliRunner().invoke(main, [*shlex.split(command + form), *store]) for store in stores)
    assert of_file.stdout == of_server.stdout
    assert of_file.exit_code == of_server.exit_code
    if "+" not in command:  # what is wrong with a statement each store says in its own words
        said = zip((of_file, of_server), stores, strict=True)
        one, other = (answer.stderr.replace(shlex.join(store), "") for answer, store in said)  # commands that are named
        assert one == other


def test_both_stores_hold_the_same_counts(both: tuple[EmbeddedStore, BoltStore]) -> None:
    one, other = both
    assert one.counts() == other.counts()
