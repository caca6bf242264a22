"""Speed and memory of the reading and the building: seconds of CPU, and ratios of one run, which hold on any machine.

python benchmarks/speed.py
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from figures import held
from start import cpu

from career_pathways.loader.graph.build import build_graph
from career_pathways.loader.graph.validate import validate
from career_pathways.loader.reading.reader import read_catalogue
from career_pathways.loader.source import SourceText, read_source
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.queries.library import Query, queries
from career_pathways.queries.run import run

TIMES = 11
COPIES = 8


def seconds(work: Callable[[], object]) -> float:
    """The median of TIMES runs, in CPU: what else the machine does is no part of it."""
    taken = []
    for _ in range(TIMES):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return median(taken)


# In a small process of its own: a process that forks counts its own memory as its child's.
_PEAK = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, capture_output=True)
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(peak / (1024**2 if sys.platform == "darwin" else 1024))
"""


def _asked(question: Query) -> dict[str, str | int]:
    values: dict[str, str | int] = {
        "id": "construction/roofer-2",
        "from": "construction/roofer-2",
        "to": "construction/construction-site-management-6",
        "level": 2,
        "text": "crane",
    }
    return {p.name: values[p.name] for p in question.parameters if not p.optional}


def main() -> None:
    source = read_source()
    first = source.text.index("Occupational Map:")
    larger = SourceText(
        source.text[:first]
        + "\n".join(source.text[first:].replace("Occupational Map: ", f"Occupational Map: {i} ") for i in range(COPIES))
    )
    once = seconds(lambda: read_catalogue(source))
    longer = seconds(lambda: read_catalogue(larger)) / once
    held("reading the document", once, "s of CPU")
    held(f"reading one {COPIES} times as long", longer, "× the reading")

    catalogue = read_catalogue(source).catalogue
    graph = build_graph(catalogue)
    building = seconds(lambda: validate(build_graph(catalogue)))
    held("building and checking the graph", building / once, "× the reading")

    tracemalloc.start()
    read_catalogue(source)
    traced = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    held("memory at the peak of the reading", traced / len(source.text.encode()), "× the document")

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pathways.kgl"
        with EmbeddedStore(path) as store:
            loading = seconds(lambda: store.replace(graph))
        held("filling the store", loading / once, "× the reading")
        held("its file", path.stat().st_size, "bytes")
        with EmbeddedStore(path) as store:
            store.counts()
            taken = {q.name: seconds(lambda q=q: run(q, store, _asked(q), limit=None)) for q in queries()}
        slowest = max(taken, key=lambda name: taken[name])
        held(f"the slowest of {len(taken)} named questions, {slowest}", taken[slowest] / once, "× the reading")

        run_once = partial(subprocess.run, check=True, capture_output=True, env=_environment())
        command = [sys.executable, "-m", "career_pathways.explorer"]
        built = [*command, "build", "--store", str(path)]
        whole = median(cpu(built) for _ in range(TIMES))
        megabytes = float(run_once([sys.executable, "-c", _PEAK, *built]).stdout)

    within = [
        held("`pathways build`, from the shell to its end", whole, "s of CPU", 1.5),
        held("`pathways build`, most memory", megabytes, "MB", 200),
    ]
    sys.exit(not all(within))


def _environment() -> dict[str, str]:
    """As a user has it: Python keeps the compiled modules from the first run on."""
    return {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}


if __name__ == "__main__":
    main()
