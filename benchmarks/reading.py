"""How well the reader reads: the packaged document, without and with its curated readings, and documents never seen.

    python benchmarks/reading.py [--documents N] [--first SEED]

Prints F1 of titles and of whole entries (tests/helpers/scoring.py says what they are), which are those that the README
states. A seed is one generated document of three routes, some 150 entries; beside the figures of each ten of them stand
the lowest of one document.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests" / "helpers"))

from figures import held, stated  # noqa: E402
from scoring import Score  # noqa: E402
from unseen import generate  # noqa: E402

from career_pathways.loader.catalogue import to_json  # noqa: E402
from career_pathways.loader.reading.coverage import coverage  # noqa: E402
from career_pathways.loader.reading.curated import packaged_lookups  # noqa: E402
from career_pathways.loader.reading.reader import read_catalogue  # noqa: E402
from career_pathways.loader.source import SourceText, read_source  # noqa: E402

DOCUMENTS, FIRST = 50, 1000
"""Those that the README's figures are of."""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--documents", type=int, default=DOCUMENTS, help="how many generated documents")
    options.add_argument("--first", type=int, default=FIRST, help="the seed of the first")
    asked = options.parse_args()

    source = read_source()
    lookups = packaged_lookups(source)
    assert lookups is not None
    gold = [json.loads(file.read_text("utf-8")) for file in sorted((ROOT / "tests/gold").glob("*.json"))]
    right = []
    for what, curated in (
        (f"with its {len(lookups.readings)} curated readings", lookups),
        ("without them", None),
    ):
        score = Score()
        score.add(gold, json.loads(to_json(read_catalogue(source, curated).catalogue)))
        row = f"this document, {what}"
        right += scored(row, score, stated(row))

    total, unowned = Score(), 0
    for first in range(asked.first, asked.first + asked.documents, 10):
        ten, worst = Score(), [(1.0, 0), (1.0, 0)]
        for seed in range(first, min(first + 10, asked.first + asked.documents)):
            text, wanted = generate(seed)
            document = SourceText(text, f"seed {seed}")
            reading = read_catalogue(document)
            unowned += not coverage(document, reading.claims).complete
            found, one = json.loads(to_json(reading.catalogue)), Score()
            for score in (total, ten, one):
                score.add(wanted["routes"], found)
            worst = [min(before, (f1, seed)) for before, f1 in zip(worst, (one.titles, one.entries), strict=True)]
        (titles, of_titles), (entries, of_entries) = worst
        lowest = f"lowest {titles:.4f} (seed {of_titles}) and {entries:.4f} (seed {of_entries})"
        print(f"seeds from {first}: titles F1 {ten.titles:.4f}, entries F1 {ten.entries:.4f}; {lowest}")
    row = "documents of the same kind that it has never seen"
    those_of_the_page = (asked.documents, asked.first) == (DOCUMENTS, FIRST)
    right += scored(f"{asked.documents} {row}", total, stated(row) if those_of_the_page else (None, None))
    right.append(held("of these, documents with characters owned by nobody or twice", unowned, "", 0))
    sys.exit(not all(right))


def scored(what: str, score: Score, stated: Sequence[str | None]) -> list[bool]:
    """Titles and entries, each beside what a page states, if that is of the same documents."""
    titles, entries = stated
    return [
        held(f"{what}: titles", score.titles, "F1", stated=titles),
        held(f"{what}: {score.wanted:,} entries", score.entries, "F1", stated=entries),
    ]


if __name__ == "__main__":
    main()
