"""Bulk loads of a Neo4j of one's own, by the size of the map: files, import, and then the questions over Bolt.

    python benchmarks/bulk.py [OCCUPATIONS ...]

Ends with status 1 where a figure misses its limit.
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, islice
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from figures import Figure, measured
from large_map import ALIKE, EACH, SMALLEST, WHOLE, LargeRows, sizes_asked

from career_pathways.explorer.local_neo4j import server as local_server
from career_pathways.explorer.local_neo4j.bulk import Imported, load_in_bulk, target_of
from career_pathways.loader.errors import QueryError
from career_pathways.loader.stores.neo4j.store import BoltStore
from career_pathways.loader.stores.store import Store
from career_pathways.queries.library import query
from career_pathways.queries.run import run

SAMPLE = 100_000
ASKED = 200
WARMING = 20
PATIENCE = 60.0
"""Seconds after which no more of one question are asked: the median of ENOUGH will do to say that it is too slow."""

ENOUGH = 2


def main() -> int:
    sizes = sizes_asked(__doc__)
    found: list[Figure] = []
    costs: dict[str, list[float]] = {"files": [], "import": []}
    nothing = 0.0
    for size in sizes:
        home = Path(tempfile.mkdtemp(prefix="bulk-benchmark-"))
        try:
            local_server.start(home=home, say=lambda _: None)
            nothing = nothing or loaded(home, SMALLEST)[0].imported  # Java's start is no row's cost
            done, alone, peak = loaded(home, size)
            found += load_figures(size, done, peak)
            costs["files"].append((done.files - alone) / done.rows)
            costs["import"].append((done.imported - nothing) / done.rows)
            server = local_server.status(home)
            assert server is not None
            with BoltStore(target_of(server)) as store:
                found += list(question_figures(store, size))
        finally:
            local_server.stop(home)
            shutil.rmtree(home, ignore_errors=True)
    for what, each in costs.items():
        base = min(each)
        found += [
            measured("Neo4j in bulk", f"a row of the {what}, by the cheapest", size, cost / base, "x", ALIKE)
            for size, cost in zip(sizes, each, strict=True)
        ]
    return 0 if all(figure.held for figure in found) else 1


def loaded(home: Path, size: int) -> tuple[Imported, float, float]:
    """A bulk load in a process of its own. Out: what it did, the seconds that making the rows takes, its peak in MB."""
    context = multiprocessing.get_context("spawn")
    answer: multiprocessing.Queue[tuple[Imported, float, float]] = context.Queue()
    process = context.Process(target=_load, args=(home, size, answer))
    process.start()
    found = answer.get(timeout=3600)
    process.join()
    return found


def _load(home: Path, size: int, answer: multiprocessing.Queue[tuple[Imported, float, float]]) -> None:
    rows = LargeRows(size, size * EACH)
    alone = seconds_of(rows)
    done = load_in_bulk(rows, home=home, allow_loss=True, say=lambda _: None, live=lambda _: None)
    answer.put((done, alone, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def seconds_of(rows: LargeRows) -> float:
    """What making the rows takes, by the first of each kind."""
    seconds, counts = 0.0, rows.counts
    for kind, made in chain[Any](rows.nodes(), rows.relationships()):
        begun = time.perf_counter()
        if taken := sum(1 for _ in islice(made, SAMPLE)):
            seconds += (time.perf_counter() - begun) * counts[kind.name] / taken
    return seconds


def load_figures(size: int, done: Imported, peak: float) -> list[Figure]:
    engine, whole = "Neo4j in bulk", size == WHOLE
    in_all = done.files + done.imported + done.completed + done.swapped
    return [
        measured(engine, "files", size, done.files, "s"),
        measured(engine, "files", size, done.rows / done.files, "rows/s"),
        measured(engine, "import", size, done.imported, "s"),
        measured(engine, "import", size, 1e6 * done.imported / done.rows, "µs/row"),
        measured(engine, "constraints and indexes", size, done.completed, "s"),
        measured(engine, "taking the old one's place", size, done.swapped, "s"),
        measured(engine, "in all", size, in_all, "s", 480 if whole else None),
        measured(engine, "peak of the loader", size, peak, "MB", 1000 if whole else None),
    ]


def question_figures(store: Store, size: int) -> Iterator[Figure]:
    """Each kind of question, asked of random occupations."""
    whole = size == WHOLE
    for what, name, asked in questions(size):
        taken: list[float] = []
        begun = time.perf_counter()
        for i, parameters in enumerate([*asked[:WARMING], *asked]):  # the first for the server's plans and pages
            start = time.perf_counter()
            with suppress(QueryError):  # its time was over, which is then its time
                run(query(name), store, parameters, limit=None)
            if i >= WARMING:
                taken.append(1000 * (time.perf_counter() - start))
            if len(taken) >= ENOUGH and time.perf_counter() - begun > PATIENCE:
                break
        yield measured("Neo4j over Bolt", f"{what}, median", size, median(taken), "ms", 8 if whole else None)
        last = quantiles(taken, n=100, method="inclusive")[98]
        yield measured("Neo4j over Bolt", f"{what}, 99th percentile", size, last, "ms", 60 if whole else None)


def questions(size: int) -> list[tuple[str, str, list[dict[str, Any]]]]:
    """What each is called, its name in the library, and the parameters of each time that it is asked."""
    rows, draw = LargeRows(size, size * EACH), random.Random(size)
    drawn = []
    for _ in range(ASKED):
        members = rows.of_route(draw.randrange(rows.routes))
        drawn.append((draw.choice(members), draw.choice(members)))
    return [
        ("one step", "next-steps", [{"id": o.id} for o, _ in drawn]),
        ("path", "shortest-path", [{"from": o.id, "to": other.id} for o, other in drawn]),
        ("reach within 2", "next-steps-ahead", [{"id": o.id, "steps": 2} for o, _ in drawn]),
        ("search", "search", [{"text": " ".join(o.title.split()[1:])} for o, _ in drawn]),
    ]


if __name__ == "__main__":
    sys.exit(main())
