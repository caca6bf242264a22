"""Loads killed at random moments: afterwards the graph is wholly the old one or the new one, and the next load works.

    python benchmarks/killed_loads.py [--loads N] [--servers N] [--seed N]

Starts a Neo4j of its own (see `pathways neo4j start`). In each round a loader is killed with SIGKILL somewhere between
its first statement and its last, in some of them the server is too, and started again. Ends with status 1 at the first
graph that is neither of the two.
"""

from __future__ import annotations

import argparse
import os
import pickle
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

import neo4j
import networkx as nx

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "helpers"))

from loads import LOADER, held, wanted, without  # noqa: E402

from career_pathways.explorer.local_neo4j import server as local_server  # noqa: E402
from career_pathways.loader.building import read_graph  # noqa: E402
from career_pathways.loader.graph.build import build_graph  # noqa: E402
from career_pathways.loader.stores.neo4j.store import BoltStore  # noqa: E402
from career_pathways.loader.stores.store import Target  # noqa: E402

WARMING = 9
"""Loads before the first that is killed: an odd number, so that the second edition is there; a cold server takes ten
times as long, and most kills would come too early."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--loads", type=int, default=100, help="how many loads are killed")
    options.add_argument("--servers", type=int, default=5, help="in how many of them the server is killed too")
    options.add_argument("--seed", type=int, default=None, help="of the moments; default: another on each run")
    asked = options.parse_args()
    seed = asked.seed if asked.seed is not None else random.randrange(10**6)
    draw = random.Random(seed)

    document, graph = read_graph(None, None)
    editions = [graph] + [build_graph(without(document.catalogue, number)) for number in (30, 100)]
    wholes = [digest(wanted(edition)) for edition in editions]
    home = Path(tempfile.mkdtemp(prefix="killed-loads-"))
    try:
        server = local_server.start(home=home, say=lambda _: None)
        target = Target(uri=server.uri, username=server.username, password=server.password_file.read_text().strip())
        for i in range(WARMING):
            long = run_loader(target, editions[1 - i % 2])[1]
        print(f"seed {seed}; a load takes {long:.1f} s on the warm server")
        at, servers = 1, set(draw.sample(range(asked.loads), asked.servers))
        outcomes: Counter[str] = Counter()
        killed = 0
        while killed < asked.loads:
            following = draw.choice([n for n in range(len(editions)) if n != at])
            ends = server if killed in servers else None
            finished, _ = run_loader(target, editions[following], draw.uniform(0, long), ends)
            if ends:
                server = local_server.start(home=home, say=lambda _: None)
                target = Target(uri=server.uri, username=server.username, password=target.password)
            found = digest(held_by(target))
            if found not in {wholes[at], wholes[following]} or (finished and found != wholes[following]):
                print(f"load {killed}: neither the old graph nor the new one")
                sys.exit(1)
            outcomes["ended before" if finished else "new graph" if found == wholes[following] else "old graph"] += 1
            at = draw.randrange(len(editions))
            ended, seconds = run_loader(target, editions[at])
            if not ended or digest(held_by(target)) != wholes[at]:
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
        f"after each the graph was whole: {dict(outcomes)}"
    )


def run_loader(
    target: Target,
    graph: nx.MultiDiGraph,
    moment: float | None = None,
    server: local_server.LocalServer | None = None,
) -> tuple[bool, float]:
    """A load in a process of its own, killed so many seconds after it began, and the server too where one is given.

    Out: whether it ended before, and how many seconds it took.
    """
    loader = subprocess.Popen([sys.executable, "-c", LOADER], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert loader.stdin and loader.stdout
    loader.stdin.write(pickle.dumps((asdict(target), graph)))
    loader.stdin.close()
    assert loader.stdout.readline() == b"loading\n"
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
    """All of the graph that the server holds, after it has committed what was being committed."""
    with BoltStore(target) as store:
        store.verify()
    with neo4j.GraphDatabase.driver(target.uri, auth=(target.username, str(target.password))) as driver:
        return held(driver)


def digest(lines: list[str]) -> str:
    """Of a whole graph."""
    return sha256("\n".join(lines).encode()).hexdigest()


if __name__ == "__main__":
    main()
