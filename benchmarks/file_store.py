"""What a store in a file costs by the size of the map: built, opened by a command, asked in a process that goes on.

Each size has processes of its own; what is compared is compared with the first size of the same run.

python benchmarks/file_store.py [OCCUPATIONS ...]
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any

from figures import Figure, measured
from large_map import ALIKE, EACH, LargeRows, sizes_asked
from start import cpu, milliseconds

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.stores.embedded import EmbeddedStore

SIZES = (5_000, 50_000, 200_000)
ROUTE = 7
"""That of the occupations which are asked for."""

MOST_SECONDS, MOST_MEGABYTES = 90, 2_000
"""Of the largest size, to build."""

MOST_COLD = 1.5
"""Seconds of CPU of a whole command that asks for one id, on whatever size."""

COLD_TIMES = 5


def main() -> int:
    sizes = sizes_asked(__doc__, SIZES)
    figures: list[Figure] = []
    first: dict[str, float] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            store = Path(folder) / "maps.kgl"
            built = _apart("built", str(size), str(store))
            warm = _apart("warm", str(size), str(store))
            bytes_ = sum(file.stat().st_size for file in Path(folder).rglob("*") if file.is_file())
            origin, _ = ends(size)
            command = [
                sys.executable,
                "-m",
                "career_pathways.explorer",
                "next",
                origin,
                "--json",
                "--store",
                str(store),
            ]
            cold = median(cpu(command) for _ in range(COLD_TIMES))

        def figure(what: str, value: float, unit: str, allowed: float | None = None, *, size: int = size) -> None:
            figures.append(measured("file store", what, size, value, unit, allowed))

        figure("build", built["seconds"], "s", MOST_SECONDS)
        figure("build, CPU", built["cpu"], "s")
        figure("build, memory", built["megabytes"], "MB", MOST_MEGABYTES)
        figure("a row", built["cpu"] / built["rows"] * 1e6, "µs/row")
        figure("on disk", bytes_ / 1e6, "MB")
        figure("whole `next ID`, CPU", cold, "s", MOST_COLD)
        for name, took in warm.items():
            figure(name, took, "ms")
        now = {"a row": built["cpu"] / built["rows"], **warm}
        first = first or now
        if size != sizes[0]:
            for name, took in now.items():
                times = f"{name}, times that of {sizes[0]:,}"
                figure(times, took / first[name], "x", ALIKE if name == "a row" else 2)
    return 0 if all(figure.held for figure in figures) else 1


def _apart(what: str, *given: str) -> dict[str, float]:
    """What a function of this script returns, in a process of its own."""
    call = f"import json, sys, file_store; print(json.dumps(file_store.{what}(*sys.argv[1:])))"
    done = subprocess.run(
        [sys.executable, "-c", call, *given], check=True, capture_output=True, text=True, cwd=Path(__file__).parent
    )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def built(size: str, store: str) -> dict[str, float]:
    """How long it takes to fill a store, and how much memory."""
    rows: Any = LargeRows(int(size), int(size) * EACH)
    count = sum(rows.counts.values())
    begun, used = time.perf_counter(), time.process_time()
    EmbeddedStore(Path(store)).replace(rows)
    seconds, used = time.perf_counter() - begun, time.process_time() - used
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
    return {"seconds": seconds, "cpu": used, "megabytes": peak, "rows": count}


def warm(size: str, store: str) -> dict[str, float]:
    """Milliseconds of CPU of questions in a process that has asked before."""
    origin, destination = ends(int(size))
    with Explorer.open(store) as explorer:
        return {
            "one step": milliseconds(lambda: explorer.next(origin)),
            "path": milliseconds(lambda: explorer.path(origin, destination)),
            "reach": milliseconds(lambda: explorer.reach(origin)),
        }


def ends(size: int) -> tuple[str, str]:
    """An occupation with as many progressions as most, and one that it can lead to over two; the same in any map."""
    rows = LargeRows(size, size * EACH)
    members = rows.of_route(ROUTE)
    after: dict[int, list[int]] = {}
    for progression in rows.of_progressions(ROUTE):
        after.setdefault(progression.origin, []).append(progression.destination)
    origin = min(after, key=lambda place: (abs(len(after[place]) - EACH), members[place].level, place))
    far = {end for middle in after[origin] for end in after.get(middle, [])} - {*after[origin], origin}
    return members[origin].id, members[min(far)].id


if __name__ == "__main__":
    sys.exit(main())
