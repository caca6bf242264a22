"""Analyses of a whole map on Spark, as a cluster of two workers on this machine, by the size of the map.

    python benchmarks/spark.py [OCCUPATIONS ...]      with eight progressions each

Each analysis is compared with the one by arrays. Ends with status 1 where an answer differs.
"""

from __future__ import annotations

import os
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

import psutil
import pyspark
from figures import measured
from large_map import EACH, LargeRows, sizes_asked

from career_pathways.exports.files import export
from career_pathways.exports.part import part_of_rows
from career_pathways.queries import on_spark
from career_pathways.queries.arrays.analyses import analysed
from career_pathways.queries.arrays.tables import map_of_parquet

SIZES = (5_000, 50_000)
ENGINE = "Spark, two workers"
CLUSTER = "local-cluster[2,1,1024]"
LEVEL = 2


def main() -> int:
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("SPARK_HOME", str(Path(pyspark.__file__).parent))
    found = [alike(size) for size in sizes_asked(__doc__, SIZES)]  # all of them are measured
    return 0 if all(found) else 1


def alike(size: int) -> bool:
    """Measure a size. Out: whether all answers are those of arrays."""
    with tempfile.TemporaryDirectory() as folder, Memory() as memory:
        export(part_of_rows(LargeRows(size, size * EACH)), Path(folder) / "map.parquet")
        begun = time.perf_counter()
        spark = on_spark.session(CLUSTER)
        try:
            spark.sparkContext.setLogLevel("ERROR")
            whole = on_spark.read_map(spark, folder)
            measured(ENGINE, "starting and reading", size, time.perf_counter() - begun, "s")
            arrays, same = map_of_parquet(Path(folder)), True
            for name in on_spark.ANALYSES:
                level = LEVEL if name == "levels" else None
                begun = time.perf_counter()
                found = on_spark.analysed(name, whole, level).toArrow().to_pylist()
                measured(ENGINE, name, size, time.perf_counter() - begun, "s")
                expected = [row for table in analysed(name, arrays, level) for row in table.to_pylist()]
                if in_order(name, found) != in_order(name, expected):
                    print(f"{name}: another answer than by arrays", flush=True)
                    same = False
        finally:
            spark.stop()
    measured(ENGINE, "most memory of all its processes", size, memory.most, "MB")
    return same


def in_order(name: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The rows of an answer in an order: distances come in none."""
    return sorted(rows, key=lambda row: (row["origin"], row["destination"])) if name == "distances" else rows


class Memory:
    """The most memory of this process and of all that it started, looked at twice a second."""

    def __enter__(self) -> Memory:
        self.most, self._ended = 0.0, threading.Event()
        self._watch = threading.Thread(target=self._watched, daemon=True)
        self._watch.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._ended.set()
        self._watch.join()

    def _watched(self) -> None:
        own = psutil.Process()
        while not self._ended.wait(0.5):
            total = 0
            for process in (own, *own.children(recursive=True)):
                try:
                    total += process.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            self.most = max(self.most, total / 1e6)


if __name__ == "__main__":
    sys.exit(main())
