"""The packaged document on a real Neo4j: the same rows, in the same order, as from the embedded store and offline."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
from asked import PAIRS, asked
from click.testing import CliRunner
from pairs import sampled_pairs

from career_pathways.explorer.cli import main
from career_pathways.loader.bolt import BoltStore
from career_pathways.loader.embedded import EmbeddedStore
from career_pathways.loader.store import Target
from career_pathways.queries.library import queries, query
from career_pathways.queries.offline import reach, shortest_path
from career_pathways.queries.run import run

pytestmark = pytest.mark.server


@pytest.fixture(scope="module")
def both(graph: nx.MultiDiGraph, built_store: Path, neo4j_target: Target) -> Iterator[tuple[EmbeddedStore, BoltStore]]:
    with BoltStore(neo4j_target) as server, EmbeddedStore(built_store) as embedded:
        server.replace(graph)
        yield embedded, server


@pytest.mark.parametrize("name", [q.name for q in queries()])
def test_both_stores_answer_the_same_in_the_same_order(
    both: tuple[EmbeddedStore, BoltStore], graph: nx.MultiDiGraph, name: str
) -> None:
    embedded, server = both
    question = query(name)
    rows = 0
    for parameters in asked(name, graph):
        given = {p.name: parameters.get(p.name, p.default) for p in question.parameters}
        one, other = (store.run(question.text, given, limit=None) for store in (embedded, server))
        assert one == other, parameters
        rows += len(one.rows)
    assert rows > 0


def test_the_server_and_networkx_agree_on_paths(both: tuple[EmbeddedStore, BoltStore], graph: nx.MultiDiGraph) -> None:
    _, server = both
    found = 0
    pairs = sampled_pairs(graph, size=PAIRS)
    for origin, destination in pairs:
        rows = run(query("shortest-path"), server, {"from": origin, "to": destination}, limit=None).rows
        assert shortest_path(graph, origin, destination) == rows, (origin, destination)
        found += bool(rows)
    assert len(pairs) >= PAIRS
    assert min(found, len(pairs) - found) > PAIRS / 5  # many with a path, and many without


def test_the_server_and_networkx_agree_on_what_is_within_reach(
    both: tuple[EmbeddedStore, BoltStore], graph: nx.MultiDiGraph
) -> None:
    _, server = both
    for parameters in asked("reach", graph):
        assert reach(graph, str(parameters["id"])) == run(query("reach"), server, parameters, limit=None).rows


COMMANDS = [
    "search crane",
    "show 'Lifting technician'",
    "next --level 2 --route construction --limit 3",
    "next 'Nursing associate' --steps 2",
    "path Butcher 'Retail management' --route sales",
    "path 'Retail management' Butcher --route sales",
    "reach 'Commis chef'",
    "shared --route construction",
    "query",
    "query dead-ends -p route=digital",
    "query --cypher 'MATCH p = (o:Occupation)-[s:PROGRESSES_TO]->(n) RETURN o, s, p ORDER BY o.id, n.id LIMIT 3'",
    "next Buthcer",
    "query --cypher 'MATCH (n) DETACH DELETE n'",
    "query --cypher 'RETURN 1 +'",
]


@pytest.mark.parametrize("form", ["", " --json", " --csv"], ids=["table", "json", "csv"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_the_same_of_a_server_as_of_a_file(
    both: tuple[EmbeddedStore, BoltStore], tmp_path: Path, command: str, form: str
) -> None:
    embedded, server = both
    secret = tmp_path / "password"
    secret.write_text(f"{server.target.password}\n", encoding="utf-8")
    password = ["--password-file", str(secret)] if server.target.password else []
    of_file, of_server = (
        CliRunner().invoke(main, [*shlex.split(command + form), "--store", *store])
        for store in ([str(embedded.path)], [server.target.uri, *password])
    )
    assert of_file.stdout == of_server.stdout
    assert of_file.exit_code == of_server.exit_code
    if "+" not in command:  # what is wrong with a statement each store says in its own words
        assert of_file.stderr == of_server.stderr


def test_both_stores_hold_the_same_counts(both: tuple[EmbeddedStore, BoltStore]) -> None:
    one, other = both
    assert one.counts() == other.counts()
