"""Bulk loads killed at random moments: the old database answers each time, or the new one once it is whole; what a
killed one has left, the next one removes.

    python benchmarks/killed_imports.py [--loads N] [--seed N]

Starts a Neo4j of its own (see `pathways neo4j start`). Each load is of the other edition of the package, and is killed
with SIGKILL somewhere between its first moment and its last. Ends with status 1 at the first state that is neither.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from hashlib import sha256
from pathlib import Path

import neo4j
import psutil

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "helpers"))

from loads import held, wanted  # noqa: E402

from career_pathways.explorer.local_neo4j import server as local_server  # noqa: E402
from career_pathways.explorer.local_neo4j.bulk import BULK, target_of  # noqa: E402
from career_pathways.explorer.local_neo4j.home import ENVIRONMENT_VARIABLE  # noqa: E402
from career_pathways.loader.building import read_graph  # noqa: E402
from career_pathways.loader.stores.neo4j.store import BoltStore  # noqa: E402

EDITIONS = ("2017", "2026")
COMMAND = (sys.executable, "-m", "career_pathways.explorer", "load", "--bulk", "--to", "local")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--loads", type=int, default=20, help="how many loads are killed")
    options.add_argument("--seed", type=int, default=None, help="of the moments; default: another on each run")
    asked = options.parse_args()
    seed = asked.seed if asked.seed is not None else random.randrange(10**6)
    draw = random.Random(seed)
    states = {digest(wanted(read_graph(Path(name), None)[1])): name for name in EDITIONS}
    home = Path(tempfile.mkdtemp(prefix="killed-imports-"))
    try:
        local_server.start(home=home, say=lambda _: None)
        long = max(load(home, name)[1] for name in EDITIONS)
        print(f"seed {seed}; a load takes {long:.0f} s", flush=True)
        at, outcomes, killed = EDITIONS[-1], Counter[str](), 0
        while killed < asked.loads:
            following = EDITIONS[at == EDITIONS[0]]
            finished, _ = load(home, following, draw.uniform(0, long))
            found = states.get(digest(held_by(home)))
            if found is None or (finished and found != following):
                sys.exit(f"load {killed}: neither the old state nor the new one")
            outcomes["ended before" if finished else "new state" if found == following else "old state"] += 1
            at = found
            killed += not finished
            print(f"{killed} killed: {dict(outcomes)}", flush=True)
        finished, _ = load(home, EDITIONS[at == EDITIONS[0]])
        left = [name for name in (BULK, "data.old") if (home / name).exists()]
        if not finished or left:
            sys.exit(f"the last load did not succeed, or left something: {left}")
    finally:
        local_server.stop(home=home)
        shutil.rmtree(home, ignore_errors=True)
    print(f"{asked.loads} loads killed; after each a whole database answered: {dict(outcomes)}")


def load(home: Path, edition: str, moment: float | None = None) -> tuple[bool, float]:
    """A bulk load by the command, killed so many seconds after it began. Out: whether it ended, and its seconds."""
    begun = time.perf_counter()
    loader = subprocess.Popen(
        [*COMMAND, edition, "--allow-loss"],
        env=os.environ | {ENVIRONMENT_VARIABLE: str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        _, said = loader.communicate(timeout=moment)
    except subprocess.TimeoutExpired:
        loader.send_signal(signal.SIGKILL)
        loader.communicate()
        return False, time.perf_counter() - begun
    if loader.returncode != 0:
        sys.exit(f"a load that nobody killed failed: {said}")
    return True, time.perf_counter() - begun


def held_by(home: Path) -> list[str]:
    """All that the server holds. Nobody starts it: where the place of its data is just being taken, that ends first."""
    while any("local_neo4j.swap" in word for process in psutil.process_iter() for word in command_of(process, home)):
        time.sleep(0.1)
    server = local_server.status(home)
    assert server is not None
    assert server.pid is not None, "no server answers"
    target = target_of(server)
    with BoltStore(target) as store:
        store.verify()
    with neo4j.GraphDatabase.driver(target.uri, auth=(target.username, str(target.password))) as driver:
        return held(driver)


def command_of(process: psutil.Process, home: Path) -> list[str]:
    """The command line of a process, where that names the home."""
    try:
        words: list[str] = process.cmdline()
    except psutil.Error:
        return []
    return words if str(home) in words else []


def digest(lines: list[str]) -> str:
    """Of all that a server holds."""
    return sha256("\n".join(lines).encode()).hexdigest()


if __name__ == "__main__":
    main()
