"""A batch of 10,000 names: everyday titles, one in ten with a slip; how long it takes, and how much memory.

python benchmarks/batch.py
"""

from __future__ import annotations

import csv
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from figures import held

from career_pathways.loader.building import build

NAMES = 10_000
TITLES = Path(__file__).parent.parent / "queries" / "everyday_titles.tsv"


def people(file: Path) -> None:
    """A CSV with a name in each row, others than the map's titles as a rule."""
    chance = random.Random(3)
    names = [line.partition("\t")[0] for line in TITLES.read_text("utf-8").splitlines()[1:]]
    chance.shuffle(names)
    with file.open("w", encoding="utf-8", newline="") as out:
        rows = csv.writer(out)
        rows.writerow(["person", "job"])
        for number, name in enumerate(names[:NAMES]):
            at = chance.randrange(len(name))
            slip = name[:at] + chance.choice("abcdefghi") + name[at + 1 :]
            rows.writerow([f"P{number}", name if number % 10 else slip])


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store, file = Path(folder) / "pathways.kgl", Path(folder) / "people.csv"
        build(store, None, None)
        people(file)
        command = [sys.executable, "-m", "career_pathways.explorer", "next", "--batch", str(file), "--heading", "job"]
        start = time.perf_counter()
        answers = subprocess.Popen([*command, "--csv", "--store", str(store)], stdout=subprocess.PIPE)
        assert answers.stdout
        rows = sum(1 for _ in answers.stdout) - 1
        _, status, used = os.wait4(answers.pid, 0)
        seconds = time.perf_counter() - start
    if status:
        sys.exit("The command failed; what it says stands above.")
    megabytes = used.ru_maxrss / (1024**2 if sys.platform == "darwin" else 1024)
    what = f"`pathways next --batch`, {NAMES:,} names, {rows:,} rows"
    within = [held(what, seconds, "s", 20), held(f"{what}, most memory", megabytes, "MB", 150)]
    sys.exit(not all(within))


if __name__ == "__main__":
    main()
