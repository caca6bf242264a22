"""How long exports take, and how much memory: the real map in every format, and a large one in those that stream it.

python benchmarks/exports.py: exit status 1 where a limit is missed.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import time
from pathlib import Path

from figures import held
from large_map import LargeRows

from career_pathways.explorer.explorer import Explorer
from career_pathways.exports.files import export
from career_pathways.exports.registry import FORMATS
from career_pathways.loader.errors import WrongExport
from career_pathways.loader.stores.read_back import graph_of_rows

OCCUPATIONS, PROGRESSIONS = 50_000, 400_000
LARGE = ("graphml", "csv", "parquet", "cypher", "neo4j-admin")


def real(folder: Path) -> list[bool]:
    """Each format of the whole map: seconds of CPU, the median of five after the first, which brings its library."""
    found = []
    with Explorer.open() as explorer:
        part = explorer.part()
        for name, form in FORMATS.items():
            seconds = []
            try:
                for _ in range(6):
                    start = time.process_time()
                    export(part, folder / f"map{form.ending}", name, force=True)
                    seconds.append(time.process_time() - start)
            except WrongExport as error:
                print(f"{name}: refused: {str(error).splitlines()[0]}")
                continue
            found.append(held(f"the whole map in {name}", sorted(seconds[1:])[2], "s of CPU", 1 if form.text else 60))
    return found


def make_large(store: Path) -> None:
    """A large map in a store. In a process of its own too: what a process has ever held counts for its children."""
    with Explorer.open(store) as explorer:
        explorer.store.replace(graph_of_rows(LargeRows(OCCUPATIONS, PROGRESSIONS)))


def large(store: Path, folder: Path, name: str, answer: multiprocessing.Queue[tuple[float, float]]) -> None:
    """One format of a large map, in a process of its own: seconds from opening the store, and the most memory."""
    start = time.perf_counter()
    with Explorer.open(store) as explorer:
        export(explorer.part(), folder / f"large{FORMATS[name].ending}", name)
    answer.put((time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def main() -> int:
    with tempfile.TemporaryDirectory() as text:
        folder = Path(text)
        found = real(folder)
        store = folder / "large.kgl"
        context = multiprocessing.get_context("spawn")
        made = context.Process(target=make_large, args=(store,))
        made.start()
        made.join()
        for name in LARGE:
            answer = context.Queue()
            process = context.Process(target=large, args=(store, folder, name, answer))
            process.start()
            seconds, megabytes = answer.get(timeout=600)
            process.join()
            what = f"{OCCUPATIONS:,} occupations, {PROGRESSIONS:,} progressions in {name}"
            found += [held(what, seconds, "s", 60), held(f"{what}, most memory", megabytes, "MB", 1000)]
    return 0 if all(found) else 1


if __name__ == "__main__":
    sys.exit(main())
