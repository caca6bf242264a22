"""The figures that the pages state of the reading and the ranking are those of today."""

from __future__ import annotations

import json
import re
from typing import Any

import networkx as nx
from judging import ORDERS, hits, judged
from places import DOCS, ROOT
from scoring import Score

from career_pathways.loader.building import ReadDocument
from career_pathways.loader.catalogue import to_json
from career_pathways.loader.reading.reader import Reading

ANALYSTS = (DOCS / "for/analysts.md").read_text("utf-8")
CARRYING_ON = (DOCS / "for/carrying-on.md").read_text("utf-8")


def test_the_figures_of_the_reading_are_those_of_the_reader(
    gold: list[dict[str, Any]], bare: Reading, document: ReadDocument
) -> None:
    assert document.lookups is not None
    rows = {
        f"with its {len(document.lookups.readings)} curated readings": document.catalogue,
        "without them": bare.catalogue,
    }
    of_titles, of_entries = [], []
    for what, catalogue in rows.items():
        score = Score()
        score.add(gold, json.loads(to_json(catalogue)))
        assert f"| this document, {what} | {score.titles:.4f} | {score.entries:.4f} |" in ANALYSTS
        of_titles.append(f"{score.titles:.4f}")
        of_entries.append(f"{score.entries:.4f}")
    with_readings, without = zip(of_titles, of_entries, strict=True)
    assert f"{' and '.join(with_readings)}; without curated readings {' and '.join(without)} |" in CARRYING_ON


def test_the_figures_of_the_ranking_are_those_of_relatedness(graph: nx.MultiDiGraph) -> None:
    shares: dict[tuple[str, str, int], float] = {}
    for name, order in ORDERS.items():
        of_name = {
            (name, part, first): hits(graph, judged(part), order, first)
            for part in ("aside", "fresh", "blind")
            for first in (1, 3)
        }
        assert f"| {name} | {' | '.join(f'{share:.1%}' for share in of_name.values())} |" in ANALYSTS
        shares |= of_name
    first, first_three = shares["relatedness", "blind", 1], shares["relatedness", "blind", 3]
    assert f"judged blind | {first:.1%} and {first_three:.1%} |" in CARRYING_ON
    tenths = [share * 10 for (name, _, first), share in shares.items() if name == "relatedness" and first == 1]
    assert "seven cases of ten" in (ROOT / "README.md").read_text("utf-8")
    assert all(6.5 <= share <= 8 for share in tenths)


def test_what_the_readme_says_of_documents_that_were_never_seen_is_what_the_table_says() -> None:
    ((titles,),) = [re.findall(r"it has never seen \| (0\.\d+) ", ANALYSTS)]
    assert f"{float(titles):.1%} of the titles" in (ROOT / "README.md").read_text("utf-8")
