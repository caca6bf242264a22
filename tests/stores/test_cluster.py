"""Questions and loads over a cluster, as far as one machine can show it (tests/helpers/cluster.py says how far)."""

from __future__ import annotations

import shutil
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace

import neo4j
import networkx as nx
import pytest
from click.testing import CliRunner
from cluster import Cluster, cluster_of
from small_graph import small_graph

from career_pathways.explorer.commands.main import main
from career_pathways.explorer.local_neo4j import server as local_server
from career_pathways.loader.errors import GraphReplaced, PathwaysError
from career_pathways.loader.schema import DOCUMENT
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.rows import GraphRows
from career_pathways.loader.stores.store import Target

PASSWORD = "of-the-three-members"
COUNTED = (
    "MATCH (o:Occupation) WITH count(o) AS occupations "
    "RETURN occupations, COUNT { (:Occupation)-[:IN_CLUSTER]->() } AS listed, "
    "COUNT { ()-[:PROGRESSES_TO]->() } AS progressions"
)

pytestmark = pytest.mark.server


@pytest.fixture
def cluster(neo4j_target: Target) -> Iterator[Cluster]:
    """Three members, all of one server."""
    with cluster_of([neo4j_target.uri] * 3) as cluster:
        yield cluster


def test_loads_go_to_the_leader_and_questions_to_the_others_whoever_leads(
    cluster: Cluster, neo4j_target: Target
) -> None:
    target = replace(neo4j_target, uri=cluster.uri)
    BoltStore(target).replace(small_graph())
    with BoltStore(target) as store:
        counts = store.counts()
        assert counts["Occupation"] > 0
        assert {b.member for b in cluster.begun if b.writing} == {0}
        assert {b.member for b in cluster.begun if b.doing == "question"} == {1, 2}
        cluster.kill(1)
        assert store.counts() == counts
        cluster.kill(0)
    cluster.begun.clear()
    assert BoltStore(target).load(small_graph())
    with BoltStore(target) as store:
        assert store.counts() == counts
    assert {b.member for b in cluster.begun} == {2}


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Target]]:
    """Three real servers with the same user and nothing in them."""
    with ExitStack() as stopped:
        found = []
        for number in range(3):
            home = tmp_path_factory.mktemp(f"member-{number}")
            stopped.callback(shutil.rmtree, home, ignore_errors=True)
            server = local_server.start(home=home)
            stopped.callback(local_server.stop, home)
            password = server.password_file.read_text("utf-8").strip()
            found.append(Target(uri=server.uri, username=server.username, password=password))
        for target in found:  # who may ask one may ask all
            with neo4j.GraphDatabase.driver(target.uri, auth=(target.username, str(target.password))) as driver:
                driver.execute_query(
                    "ALTER CURRENT USER SET PASSWORD FROM $old TO $new",
                    {"old": target.password, "new": PASSWORD},
                    database_="system",
                )
        yield [replace(target, password=PASSWORD) for target in found]


class Readers:
    """Several who ask one question over and over, each time over a connection of their own, as commands do."""

    def __init__(self, target: Target) -> None:
        self.answers: Counter[tuple[int, ...]] = Counter()
        self.errors: list[PathwaysError] = []
        self.replaced = 0
        self._target = target
        self._over = threading.Event()
        self._threads = [threading.Thread(target=self._ask) for _ in range(2)]

    def __enter__(self) -> Readers:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _ask(self) -> None:
        while not self._over.is_set():
            try:
                with BoltStore(self._target) as store:
                    self.answers[store.run(COUNTED).rows[0]] += 1
            except GraphReplaced:
                self.replaced += 1
            except PathwaysError as error:
                self.errors.append(error)
                time.sleep(0.1)

    def wait_for(self, answer: tuple[int, ...]) -> None:
        until, before = time.monotonic() + 60, self.answers[answer]
        while self.answers[answer] <= before:
            assert time.monotonic() < until, (self.answers, [str(e) for e in self.errors])
            time.sleep(0.05)


@pytest.mark.soak
def test_members_that_are_killed_or_late_show_the_old_graph_or_the_new_one(
    servers: list[Target], graph_of_few: nx.MultiDiGraph
) -> None:
    one, other = graph_of_few, small_graph()
    with cluster_of([target.uri for target in servers], delay=0.5) as cluster:
        target = replace(servers[0], uri=cluster.uri)
        command = ["load", "--to", cluster.uri]
        environment = {"NEO4J_USERNAME": target.username, "NEO4J_PASSWORD": PASSWORD}
        first = CliRunner().invoke(main, command, env=environment)
        assert first.exit_code == 0, first.output
        assert BoltStore(target).verify() == (DOCUMENT,)  # the leader is asked: the others do not know it yet
        BoltStore(target).replace(one)
        cluster.wait()
        with Readers(target) as readers:
            readers.wait_for(counted(one))
            for graph in (other, one, other):
                BoltStore(target).replace(graph)
                readers.wait_for(counted(graph))
            cluster.wait()
            leader = threading.Timer(0.5, cluster.kill, (0,))
            leader.start()  # in the middle of the next load
            BoltStore(target).replace(one)
            leader.join()
            readers.wait_for(counted(one))
            cluster.wait()
            cluster.kill(1 if cluster.leader == 2 else 2)
            BoltStore(target).replace(other)
            readers.wait_for(counted(other))
    assert cluster.faults == []
    assert readers.answers.keys() == {counted(one), counted(other)}
    for error in readers.errors:
        assert "neo4j://" in error.fact, error
        assert error.cure, error
    assert {b.member for b in cluster.begun if b.writing} == {0, 1}
    with BoltStore(servers[1]) as held:
        assert held.counts() == GraphRows(other).counts


def counted(graph: nx.MultiDiGraph) -> tuple[int, ...]:
    """What COUNTED answers of a graph."""
    counts = GraphRows(graph).counts
    return tuple(counts.get(name, 0) for name in ("Occupation", "IN_CLUSTER", "PROGRESSES_TO"))
