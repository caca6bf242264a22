"""How long tables take to become rows, and how much memory, by the size of the map.

python benchmarks/table_rows.py [OCCUPATIONS ...]      with eight progressions each; exit status 1 where one is missed
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

from figures import measured
from large_map import ALIKE, EACH, sizes_asked, write_tables

from career_pathways.loader.building import read_rows

ENGINE = "tables to rows"


def read_all(mapping: Path, answer: multiprocessing.Queue[tuple[float, float, int, float]]) -> None:
    """Read the tables, and ask once for every row, in a process of its own.

    Out: seconds, those of the processor, rows, and the most memory.
    """
    start = time.perf_counter()
    _, rows = read_rows(mapping, None)
    count = sum(1 for made in (rows.nodes(), rows.relationships()) for _, of_kind in made for _ in of_kind)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    answer.put((time.perf_counter() - start, time.process_time(), count, megabytes))


def main(sizes: list[int]) -> int:
    context = multiprocessing.get_context("spawn")
    figures, first = [], 0.0
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            mapping = write_tables(Path(folder), size, EACH * size)
            answer = context.Queue()
            process = context.Process(target=read_all, args=(mapping, answer))
            process.start()
            seconds, busy, count, megabytes = answer.get(timeout=1200)
            process.join()
        cost = busy / count * 1e6
        first = first or cost
        figures += [
            measured(ENGINE, "in all", size, seconds, "s"),
            measured(ENGINE, "most memory", size, megabytes, "MB", 1000),
            measured(ENGINE, "a row", size, cost, "µs/row"),
            measured(ENGINE, f"a row, by that of {sizes[0]:,}", size, cost / first, "x", ALIKE),
        ]
    return 0 if all(figure.held for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main(sizes_asked(__doc__)))
