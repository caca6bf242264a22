"""Loads killed at random moments, with two editions there: afterwards both of them, and what joins them, are wholly the
old ones or the new ones, and the next load works.

    python benchmarks/killed_loads.py [--loads N] [--servers N] [--seed N]

Starts a Neo4j of its own (see `pathways neo4j start`). In each round a loader is killed with SIGKILL somewhere between
its first statement and its last, in some of them the server is too, and started again. A load is of either edition; in
some rounds one is dropped instead, or added again. Ends with status 1 at the first state that is neither of the two.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import neo4j
import networkx as nx

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "helpers"))

from loads import held, joined, loading, wanted, without  # noqa: E402

from career_pathways.explorer.local_neo4j import server as local_server  # noqa: E402
from career_pathways.loader.building import read_graph  # noqa: E402
from career_pathways.loader.editions.joins import Join  # noqa: E402
from career_pathways.loader.graph.build import build_graph  # noqa: E402
from career_pathways.loader.stores.neo4j.store import BoltStore  # noqa: E402
from career_pathways.loader.stores.store import Target  # noqa: E402

WARMING = 9
"""Loads before the first that is killed: a cold server takes ten times as long, and most kills would come too early."""

OLDER, NEWER = "2017", "2026"


class States:
    """What a server may hold: of each edition one of a few graphs, or nothing of it, and what joins the two."""

    def __init__(self) -> None:
        document, graph = read_graph(None, None)
        self._read, today = read_graph(Path(NEWER), None)
        occupations = sorted(id_ for id_, label in today.nodes(data="label") if label == "Occupation")
        fewer = today.copy()
        fewer.remove_nodes_from(occupations[::100])
        self.graphs: dict[str, list[nx.MultiDiGraph | None]] = {
            OLDER: [graph, *(build_graph(without(document.catalogue, number)) for number in (30, 100)), None],
            NEWER: [today, fewer, None],
        }
        self._joins: dict[tuple[int, int], list[Join]] = {}

    def joins(self, state: Mapping[str, int]) -> list[Join]:
        """What joins the editions in a state."""
        key = (state[OLDER], state[NEWER])
        if key not in self._joins:
            older, newer = (self.graphs[name][state[name]] for name in (OLDER, NEWER))
            self._joins[key] = [] if older is None or newer is None else joined(older, newer, self._read)
        return self._joins[key]

    def digest(self, state: Mapping[str, int]) -> str:
        """Of all that a server holds in a state."""
        graphs = (graphs[state[name]] for name, graphs in self.graphs.items())
        return digest(wanted(*(graph for graph in graphs if graph is not None), joins=self.joins(state)))

    def others(self, state: Mapping[str, int], name: str) -> list[dict[str, int]]:
        """The states in which another graph of that edition, or none, has taken the place of this one."""
        return [{**state, name: i} for i in range(len(self.graphs[name])) if i != state[name]]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--loads", type=int, default=100, help="how many loads are killed")
    options.add_argument("--servers", type=int, default=5, help="in how many of them the server is killed too")
    options.add_argument("--seed", type=int, default=None, help="of the moments; default: another on each run")
    asked = options.parse_args()
    seed = asked.seed if asked.seed is not None else random.randrange(10**6)
    draw = random.Random(seed)

    states = States()
    home = Path(tempfile.mkdtemp(prefix="killed-loads-"))
    try:
        server = local_server.start(home=home, say=lambda _: None)
        target = Target(uri=server.uri, username=server.username, password=server.password_file.read_text().strip())
        at = {name: len(graphs) - 1 for name, graphs in states.graphs.items()}  # nothing
        for i in range(WARMING):
            name = (OLDER, NEWER)[i % 2]
            at = {**at, name: i // 2 % 2}
            long = run_loader(target, states, at, name)[1]
        print(f"seed {seed}; a load takes {long:.1f} s on the warm server")
        servers = set(draw.sample(range(asked.loads), asked.servers))
        outcomes: Counter[str] = Counter()
        killed = 0
        while killed < asked.loads:
            name = draw.choice((OLDER, NEWER))
            following = draw.choice(states.others(at, name))
            ends = server if killed in servers else None
            finished, _ = run_loader(target, states, following, name, draw.uniform(0, long), ends)
            if ends:
                server = local_server.start(home=home, say=lambda _: None)
                target = Target(uri=server.uri, username=server.username, password=target.password)
            found, new = digest(held_by(target)), states.digest(following)
            if found not in {states.digest(at), new} or (finished and found != new):
                print(f"load {killed}: neither the old state nor the new one")
                sys.exit(1)
            outcomes["ended before" if finished else "new state" if found == new else "old state"] += 1
            at = draw.choice(states.others(following if found == new else at, name))
            ended, seconds = run_loader(target, states, at, name)
            if not ended or digest(held_by(target)) != states.digest(at):
                print(f"load {killed}: the next load did not succeed")
                sys.exit(1)
            if not ends:  # a server that has just started is slow
                long = (long + seconds) / 2
            killed += not finished
            if not finished and killed % 10 == 0:
                print(f"{killed} killed, a load takes {long:.1f} s: {dict(outcomes)}", flush=True)
    finally:
        local_server.stop(home=home)
        shutil.rmtree(home, ignore_errors=True)
    print(
        f"{asked.loads} loads killed, the server too in {asked.servers}; "
        f"after each both editions were whole: {dict(outcomes)}"
    )


def run_loader(
    target: Target,
    states: States,
    state: Mapping[str, int],
    name: str,
    moment: float | None = None,
    server: local_server.LocalServer | None = None,
) -> tuple[bool, float]:
    """A load that leads to a state, or the end of an edition, in a process of its own; killed so many seconds after it
    began, and the server too where one is given.

    Out: whether it ended before, and how many seconds it took.
    """
    loader = loading(target, states.graphs[name][state[name]], states.joins(state), edition=name)
    assert loader.stdout
    begun = time.perf_counter()
    if moment is not None:
        time.sleep(moment)
        if server is not None and server.pid is not None:
            os.kill(server.pid, signal.SIGKILL)
        loader.kill()
    ended = loader.stdout.read() == b"loaded\n"
    loader.wait()
    return ended, time.perf_counter() - begun


def held_by(target: Target) -> list[str]:
    """All of the graphs that the server holds, after it has committed what was being committed."""
    with BoltStore(target) as store:
        store.verify()
    with neo4j.GraphDatabase.driver(target.uri, auth=(target.username, str(target.password))) as driver:
        return held(driver)


def digest(lines: list[str]) -> str:
    """Of all that a server holds."""
    return sha256("\n".join(lines).encode()).hexdigest()


if __name__ == "__main__":
    main()
