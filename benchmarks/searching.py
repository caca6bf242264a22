"""How well and how fast everyday words find the occupations that answer them.

python benchmarks/searching.py [FILE…]

FILE: lines of words, a tab, and the titles that answer them, separated by "|" (tests/cases/everyday-words.tsv, which
was written and judged before there was a table of everyday titles, is the one without a FILE).
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from string import ascii_lowercase
from typing import NamedTuple

from figures import held

from career_pathways.explorer.explorer import Explorer
from career_pathways.loader.building import build

WORDS = Path(__file__).parent.parent / "tests" / "cases" / "everyday-words.tsv"


class Score(NamedTuple):
    """How many of some words are answered."""

    words: int
    first: int
    """By the first hit."""
    first_three: int
    lost: int
    """Those of a lost table."""
    lost_told: int
    missed: tuple[str, ...]
    """Those that are not answered by the first three hits."""


def score(explorer: Explorer, file: Path) -> Score:
    """How well a file's words are answered."""
    words = first = first_three = lost = told = 0
    missed = []
    for line in file.read_text("utf-8").splitlines()[1:]:
        text, answers = line.split("\t")
        right = set(answers.split("|"))
        answer = explorer.search(text)
        titles: Sequence[str] = [hit.title for hit in answer][:3]
        if right == {"LOST"}:
            lost += 1
            told += any("Hair and Beauty" in note for note in answer.notes)
            continue
        words += 1
        none = "NONE" in right and not titles
        first += none or (titles[:1] != [] and titles[0] in right)
        first_three += none or not right.isdisjoint(titles)
        if not none and right.isdisjoint(titles):
            missed.append(text)
    return Score(words, first, first_three, lost, told, tuple(missed))


def milliseconds(explorer: Explorer, file: Path) -> float:
    """The median of CPU that a search of one of the words takes, in a process that has searched before."""
    texts = [line.split("\t")[0] for line in file.read_text("utf-8").splitlines()[1:]]
    took = []
    for _ in range(2):
        for text in texts:
            start = time.process_time()
            explorer.search(text)
            took.append(1000 * (time.process_time() - start))
    return median(took[len(texts) :])


def slowest(explorer: Explorer) -> float:
    """The most milliseconds of CPU that a search takes for an odd text, which most words of any map are unlike.

    Each is asked twice, and the sooner answer counts.
    """
    rng = random.Random(11)
    texts = [" ".join("".join(rng.choices(ascii_lowercase, k=n)) for _ in range(100))[:200] for n in range(1, 9)]
    most = 0.0
    for text in [*texts, "nurse " * 33, "nurze " * 33, "a-" * 100, "e.g. " * 40, "p" * 200]:
        took = []
        for _ in range(2):
            start = time.process_time()
            explorer.search(text)
            took.append(1000 * (time.process_time() - start))
        most = max(most, min(took))
    return most


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Path(folder) / "pathways.kgl"
        build(store, None, None)
        with Explorer.open(store) as explorer:
            fast = True
            for file in [Path(name) for name in sys.argv[1:]] or [WORDS]:
                found = score(explorer, file)
                of = f"of {found.words} words and phrases of {file.name}"
                held(f"the first hit is right, {of}", 100 * found.first / found.words, "%")
                held(f"one of the first 3 is right, {of}", 100 * found.first_three / found.words, "%")
                held(f"of {found.lost} of tables that the document lost, those told", found.lost_told, "")
                print(f"missed: {'; '.join(found.missed)}")
                fast &= held("a search in a process that goes on", milliseconds(explorer, file), "ms of CPU", 3)
            fast &= held("the slowest of 13 odd texts of 200 letters", slowest(explorer), "ms of CPU", 50)
    sys.exit(not fast)


if __name__ == "__main__":
    main()
