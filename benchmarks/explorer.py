"""How long the explorer takes: a path cold and warm, with conditions, and the gaps of the whole map.

python benchmarks/explorer.py

Cold is a whole process, from the shell to the answer, beside one that does nothing. Warm is a map in memory.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from figures import held

import career_pathways as cp
from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.building import build
from career_pathways.loader.errors import NoPathway

COLD, WARM, CONDITIONED = 30, 2_000, 200


def asked(ask: Callable[[], Any]) -> tuple[float, bool]:
    """Seconds, and whether there was a path."""
    start = time.perf_counter()
    try:
        ask()
    except NoPathway:
        return time.perf_counter() - start, False
    return time.perf_counter() - start, True


def told(what: str, seconds: list[float]) -> str:
    """Median, 99 % and worst in milliseconds."""
    high = quantiles(seconds, n=100, method="inclusive")[98]
    return f"{what:58} {median(seconds) * 1e3:8.1f} {high * 1e3:8.1f} {max(seconds) * 1e3:8.1f}"


def main() -> None:
    """Measure and print."""
    chance = random.Random(2017)
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "pathways.kgl"
        build(store, None, None)
        with Explorer.open(store) as explorer:
            ids = sorted(o.id for o in explorer.names.occupations)
            pairs = [tuple(chance.sample(ids, 2)) for _ in range(WARM)]
            answered = {pair for pair in pairs if asked(lambda pair=pair: explorer.paths(*pair))[1]}  # type: ignore[misc]
        with_path, without = ([pair for pair in pairs if (pair in answered) is found][:COLD] for found in (True, False))
        chosen = [pair for both in zip(with_path, without, strict=False) for pair in both]
        print(f"{'milliseconds':58} {'median':>8} {'99 %':>8} {'worst':>8}")
        command = Path(sys.executable).with_name("pathways")
        environment = {**os.environ, "PATHWAYS_STORE": str(store)}
        colds: dict[bool, list[float]] = {True: [], False: []}
        nothing = []
        for pair in chosen:
            start = time.perf_counter()
            run = subprocess.run([command, "path", *pair], env=environment, capture_output=True, check=False)
            colds[run.returncode == 0].append(time.perf_counter() - start)
            start = time.perf_counter()
            subprocess.run([sys.executable, "-c", "pass"], check=True)
            nothing.append(time.perf_counter() - start)
        print(told("a Python that does nothing", nothing))
        print(told("path, cold, answered", colds[True]))
        print(told("path, cold, explained that there is none", colds[False]))
        times = median([*colds[True], *colds[False]]) / median(nothing)
        held("`pathways path` of two occupations drawn at random", times, "× a Python that does nothing")
    with cp.build() as explorer:
        asked(lambda: explorer.paths(*pairs[0]))  # names and graph are read on the first question
        times = [asked(lambda pair=pair: explorer.paths(*pair)) for pair in pairs]  # type: ignore[misc]
        answered = [s for s, found in times if found]
        print(told("path, warm, answered", answered))
        held("a path in a process that goes on", 1e3 * median(answered), "ms")
        print(told("path, warm, explained that there is none", [s for s, found in times if not found]))
        conditions: dict[str, dict[str, Any]] = {
            "--all": {"choice": "shortest"},
            "--alternatives 3": {"choice": "alternatives", "limit": 3},
            "--by cost --max-level-gap 2": {"by": "cost", "max_level_gap": 2},
        }
        for name, wanted in conditions.items():
            times = [asked(lambda pair=pair, w=wanted: explorer.paths(*pair, **w)) for pair in pairs[:CONDITIONED]]  # type: ignore[misc]
            print(told(f"path, warm, {name}", [s for s, _ in times]))
        seconds, _ = asked(explorer.gaps)
        held("gaps of the whole map", 1e3 * seconds, "ms")


if __name__ == "__main__":
    main()
