"""Analyses of a whole map by arrays, over its Parquet files, by the size of the map.

    python benchmarks/whole_map.py [OCCUPATIONS ...]      with eight progressions each

Each size is measured in a process of its own, in seconds of the processor; what a map of 50 takes is no row's cost.
Ends with status 1 where a figure misses its limit.
"""

from __future__ import annotations

import multiprocessing
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from figures import Figure, measured
from large_map import ALIKE, EACH, SMALLEST, WHOLE, LargeRows, sizes_asked

from career_pathways.exports.files import export
from career_pathways.exports.part import part_of_rows
from career_pathways.loader.stores.rows import Rows

ENGINE = "arrays"
PATHS = 100
_TIMES = 5
_LONG_ENOUGH = 5.0
"""So often something is done, until it has taken so many seconds: others have the processor's caches too."""


def main() -> int:
    found: list[Figure] = []
    nothing, first = taken(LargeRows(SMALLEST, SMALLEST * EACH)), 0.0
    for size in sizes_asked(__doc__):
        rows = LargeRows(size, size * EACH)
        seconds, costs = taken(rows), list[float]()
        for what in ("arrays from Parquet", "reach of all", "gaps"):
            limit = 60 if size == WHOLE and what != "arrays from Parquet" else None
            found.append(measured(ENGINE, what, size, seconds[what], "s", limit))
            cost = 1e6 * (seconds[what] - nothing[what]) / sum(rows.counts.values())
            costs.append(cost)
            found.append(measured(ENGINE, f"{what}, a row", size, cost, "µs/row"))
        first = first or sum(costs)
        found.append(measured(ENGINE, "all three, a row, by the first", size, sum(costs) / first, "x", ALIKE))
        for what in ("shortest path", "path by rungs"):
            found.append(measured(ENGINE, what, size, 1000 * seconds[what] / PATHS, "ms"))
        found.append(measured(ENGINE, "most memory", size, seconds["MB"], "MB", 3000 if size == WHOLE else None))
    return 0 if all(figure.held for figure in found) else 1


def taken(rows: Rows) -> dict[str, float]:
    """The seconds that each analysis of a map takes, and the most memory in MB."""
    with tempfile.TemporaryDirectory() as folder:
        export(part_of_rows(rows), Path(folder) / "map.parquet")
        context = multiprocessing.get_context("spawn")
        answer: multiprocessing.Queue[dict[str, float]] = context.Queue()
        process = context.Process(target=_analyse, args=(Path(folder), answer))
        process.start()
        found = answer.get(timeout=1200)
        process.join()
        return found


def _analyse(folder: Path, answer: multiprocessing.Queue[dict[str, float]]) -> None:
    from career_pathways.queries.arrays.analyses import analysed  # noqa: PLC0415 -- in the process that is measured
    from career_pathways.queries.arrays.paths import Paths  # noqa: PLC0415
    from career_pathways.queries.arrays.tables import map_of_parquet  # noqa: PLC0415

    found, whole = _best(lambda: map_of_parquet(folder))
    seconds = {"arrays from Parquet": found}
    for what, names in (("reach of all", ("reach",)), ("gaps", ("gaps", "level-two"))):
        seconds[what], _ = _best(lambda names=names: [sum(map(len, analysed(name, whole))) for name in names])
    paths, draw = Paths(whole), random.Random(whole.size)
    origins = [draw.randrange(whole.size) for _ in range(PATHS)]
    ends = [(whole.ids[o].as_py(), whole.ids[o // 50 * 50 + draw.randrange(50)].as_py()) for o in origins]
    pairs = [pair for pair in ends if pair[0] != pair[1]]
    seconds["shortest path"], _ = _best(lambda: [paths.shortest(*pair) for pair in pairs])
    seconds["path by rungs"], _ = _best(lambda: [paths.best(*pair) for pair in pairs])
    answer.put(seconds | {"MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024})


def _best(act: Callable[[], Any]) -> tuple[float, Any]:
    """The least that something takes of several times, where it is short, and what it answers."""
    taken, begun = list[float](), time.perf_counter()
    while not taken or (len(taken) < _TIMES and time.perf_counter() - begun < _LONG_ENOUGH):
        start = time.process_time()
        answer = act()
        taken.append(time.process_time() - start)
    return min(taken), answer


if __name__ == "__main__":
    sys.exit(main())
