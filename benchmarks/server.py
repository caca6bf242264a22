"""The real Neo4j: how long loads take, with how much memory, and each question over Bolt and embedded.

    python benchmarks/server.py [--large OCCUPATIONS PROGRESSIONS] [--sample N]

The first load and the one after it are into a server that has just started, the rest into a warm one. Of the large map
each question is asked for its first rows, as it is where nobody says otherwise.

Starts a Neo4j of its own (see `pathways neo4j start`). Ends with status 1 where a figure misses its limit.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import neo4j

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "helpers"))

from asked import asked  # noqa: E402
from figures import held, measured  # noqa: E402
from large_map import LargeRows, cluster_id  # noqa: E402

from career_pathways.explorer.local_neo4j import server as local_server  # noqa: E402
from career_pathways.explorer.local_neo4j.configuration import HEAP_VARIABLE  # noqa: E402
from career_pathways.loader.building import read_graph  # noqa: E402
from career_pathways.loader.errors import QueryError  # noqa: E402
from career_pathways.loader.stores.embedded import EmbeddedStore  # noqa: E402
from career_pathways.loader.stores.neo4j.store import BoltStore  # noqa: E402
from career_pathways.loader.stores.store import Store, Target  # noqa: E402
from career_pathways.queries.library import Query, queries  # noqa: E402
from career_pathways.queries.run import run  # noqa: E402

TIMES = 5
WARMING = 5
"""Loads that are not counted: the server compiles what it runs often."""
_HEADING = ("question", "asked", "Bolt, ms: median", "99 %", "embedded: median", "99 %")
SMALL = (5_000, 40_000)

# In a process of its own, whose memory is then that of the loader.
_LOADER = """
import json, resource, sys, time
sys.path.insert(0, sys.argv[1])
from large_map import LargeRows
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.store import Target
def peak(): return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
rows = LargeRows(int(sys.argv[2]), int(sys.argv[3]))
held = peak()
with BoltStore(Target(**json.load(sys.stdin))) as store:
    start = time.perf_counter()
    changed = store.load(rows, allow_loss=True)
    seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "rows": sum(c.added for c in changed), "before": held, "peak": peak()}))
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--large", type=int, nargs=2, default=(50_000, 400_000), metavar="N", help="of the large load")
    options.add_argument("--sample", type=int, default=200, help="how often each question is asked at the most")
    told = options.parse_args()
    os.environ.setdefault(HEAP_VARIABLE, "6g")  # the large load is one transaction (docs/outgrowing.md)
    home = Path(tempfile.mkdtemp(prefix="server-benchmark-"))
    try:
        server = local_server.start(home=home, say=lambda _: None)
        password = server.password_file.read_text(encoding="utf-8").strip()
        target = Target(uri=server.uri, username=server.username, password=password)
        within = [*just_started(target, server.home), *real_map(target, told.sample), *large(target, *told.large)]
        large_questions(target, told.large)
        plain_reads(target)
    finally:
        local_server.stop(home=home)
        shutil.rmtree(home, ignore_errors=True)
    sys.exit(not all(within))


def just_started(target: Target, home: Path) -> list[bool]:
    """The first load of the packaged document, the one after it, and a question by a process of its own."""
    _, graph = read_graph(None, None)
    taken = []
    with BoltStore(target) as store:
        for _ in range(2):
            start = time.perf_counter()
            store.load(graph)
            taken.append(time.perf_counter() - start)
    asked = [sys.executable, "-m", "career_pathways.explorer", "next", "construction/roofer-2", "--store", "local"]
    whole = []
    for _ in range(TIMES + WARMING):
        start = time.perf_counter()
        environment = os.environ | {"PATHWAYS_NEO4J_HOME": str(home)}
        subprocess.run(asked, check=True, capture_output=True, env=environment)
        whole.append(time.perf_counter() - start)
    return [
        held("the first load of the real map into a server that has just started", taken[0], "s", 6),
        held("an unchanged load right after", taken[1], "s", 1.5),
        held("`next OCCUPATION --store local`, the whole process, median", median(whole[WARMING:]), "s", 0.8),
    ]


def large_questions(target: Target, size: tuple[int, int]) -> None:
    """Each question of the large map in both stores: the slower of two times, in ms, for its first rows."""
    rows = LargeRows(*size)
    few = rows.of_route(0)
    low, high = min(few, key=lambda o: o.level), max(few, key=lambda o: o.level)
    route = low.id.partition("/")[0]
    values = {"from": low.id, "to": high.id, "level": 2, "text": low.title, "from_route": route, "to_route": route}
    of_question = {
        "cluster-occupations": {"id": cluster_id(0, low.level)},
        "route-occupations": {"id": route},
        "reach-back": {"id": high.id},
        "what-leads-to": {"id": high.id},
    }
    with tempfile.TemporaryDirectory() as folder, EmbeddedStore(Path(folder) / "large.kgl") as embedded:
        embedded.replace(rows)
        with BoltStore(target) as server:
            for question in queries():
                known = values | {"id": low.id} | of_question.get(question.name, {})
                wanted = {p.name: known[p.name] for p in question.parameters if p.name in known}
                wanted |= {"level": None} if question.name in {"reach", "reach-back", "occupations"} else {}
                figures = [slowest(store, question, wanted) for store in (server, embedded)]
                print("{:24} Bolt {:>9}   embedded {:>9}".format(question.name, *figures))


def slowest(store: Store, question: Query, given: dict[str, Any]) -> str:
    """The slower of two times, once it was asked."""
    taken = []
    try:
        for _ in range(3):
            start = time.perf_counter()
            run(question, store, given, timeout=60)
            taken.append(1000 * (time.perf_counter() - start))
    except QueryError:
        return "over 60 s"
    return f"{max(taken[1:]):.1f} ms"


def real_map(target: Target, sample: int) -> list[bool]:
    """The packaged document: loading it, and asking it."""
    _, graph = read_graph(None, None)
    first, second = [], []
    with BoltStore(target) as store:
        for i in range(TIMES + WARMING):
            empty(target)
            for taken in (first, second):
                start = time.perf_counter()
                store.load(graph)
                if i >= WARMING:
                    taken.append(time.perf_counter() - start)
    rows = graph.number_of_nodes() + graph.number_of_edges()
    within = [
        held(f"loading the real map ({rows:,} rows) into a warm server, median of {TIMES}", median(first), "s", 2),
        held("the second, unchanged load", median(second), "s", 0.5),
    ]
    with tempfile.TemporaryDirectory() as folder, EmbeddedStore(Path(folder) / "pathways.kgl") as embedded:
        embedded.replace(graph)
        with BoltStore(target) as server:
            print("{:24} {:>5}  {:>17} {:>8}  {:>17} {:>8}".format(*_HEADING))
            for question in queries():
                parameters = asked(question.name, graph)
                parameters = parameters[:: -(-len(parameters) // sample)]
                over_bolt, in_process = (times(store, question, parameters) for store in (server, embedded))
                figures = (*middle_and_end(over_bolt), *middle_and_end(in_process))
                print("{:24} {:5}  {:17.2f} {:8.2f}  {:17.2f} {:8.2f}".format(question.name, len(parameters), *figures))
    return within


def times(store: Store, question: Query, parameters: list[Any]) -> list[float]:
    """Milliseconds of each; all of it is asked once before, so that the store has its plans and pages."""
    for given in parameters[:20]:
        run(question, store, given, limit=None)
    taken = []
    for given in parameters:
        start = time.perf_counter()
        run(question, store, given, limit=None)
        taken.append(1000 * (time.perf_counter() - start))
    return taken


def middle_and_end(taken: list[float]) -> tuple[float, float]:
    """Median and 99th percentile; of few, the largest."""
    return median(taken), quantiles(taken, n=100)[98] if len(taken) >= 100 else max(taken)


def large(target: Target, occupations: int, progressions: int) -> list[bool]:
    """A graph of that size, and one of a tenth: into an empty database, each from a process of its own."""
    load(target, *SMALL)  # warms the statements
    small = min((load(target, *SMALL) for _ in range(3)), key=lambda done: done["seconds"])
    great = load(target, occupations, progressions)
    for (many, steps), done in ((SMALL, small), ((occupations, progressions), great)):
        print(
            f"{many:,} occupations with {steps:,} progressions: {done['rows']:,} rows in {done['seconds']:.1f} s, "
            f"{done['rows'] / done['seconds']:,.0f} rows a second; the loader's memory {done['peak']:.0f} MB, "
            f"of which before the load {done['before']:.0f} MB"
        )
    cost = (great["seconds"] / great["rows"]) / (small["seconds"] / small["rows"])
    figures = [
        ("a first load over Bolt", great["rows"] / great["seconds"], "rows/s", 15_000),
        ("a first load over Bolt, the loader's peak", great["peak"], "MB", 500),
        ("a first load over Bolt, cost of a row against the small map", cost, "x", 1.2),
    ]
    return [measured("Neo4j", what, occupations, *figure).held for what, *figure in figures]


def load(target: Target, occupations: int, progressions: int) -> dict[str, Any]:
    """One load in a process of its own, into an empty database."""
    empty(target)
    command = [sys.executable, "-c", _LOADER, str(Path(__file__).parent), str(occupations), str(progressions)]
    given = json.dumps({"uri": target.uri, "username": target.username, "password": target.password})
    done = subprocess.run(command, input=given, stdout=subprocess.PIPE, text=True, check=True)
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def plain_reads(target: Target) -> None:
    """How often one plain statement sees a commit in part, which is why the store checks a number after each answer."""
    asked = "MATCH (n:Probe) RETURN min(n.of) AS one, max(n.of) AS other"
    seen: Counter[bool] = Counter()
    over = threading.Event()
    empty(target)
    with neo4j.GraphDatabase.driver(target.uri, auth=(target.username, str(target.password))) as driver:
        driver.execute_query("UNWIND range(1, 3000) AS i CREATE (:Probe {id: i, of: 0})")

        def read() -> None:
            while not over.is_set():
                record = driver.execute_query(asked, routing_=neo4j.RoutingControl.READ).records[0]
                seen[record["one"] != record["other"]] += 1

        readers = [threading.Thread(target=read) for _ in range(2)]
        for reader in readers:
            reader.start()
        for of in range(1, 21):
            driver.execute_query("MATCH (n:Probe) SET n.of = $of, n.text = $text", of=of, text="x" * 5 * of)
        over.set()
        for reader in readers:
            reader.join()
    print(f"plain reads that saw one of 20 commits of 3,000 nodes in part: {seen[True]} of {seen.total()}")


def empty(target: Target) -> None:
    auth = (target.username, str(target.password))
    with neo4j.GraphDatabase.driver(target.uri, auth=auth) as driver, driver.session() as session:
        session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()


if __name__ == "__main__":
    main()
