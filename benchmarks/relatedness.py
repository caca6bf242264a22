"""How often the first suggestion is one that was judged right, beside two plain orders.

python benchmarks/relatedness.py [--misses]

tests/judged/ says how the origins were drawn and judged. `--misses` shows the origins whose first suggestion is not a
right one, of those that the weights were tuned on; those set aside are only counted.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "helpers"))

from figures import held, stated
from judging import ORDERS, by_relatedness, hits, interval, judged

from career_pathways.loader.building import read_graph


def main() -> None:
    """Print the table, what of it the README states, and the misses where they are asked for."""
    _, graph = read_graph(None, None)
    parts = {"tuning": "tuned on", "aside": "set aside", "fresh": "judged afterwards", "blind": "judged blind by two"}
    figures: list[tuple[str, float]] = []
    for part, what in parts.items():
        right = judged(part)
        print(f"{f'{len(right)} origins, {what}':34} {'first':>21} {'first 3':>21}")
        for name, order in ORDERS.items():
            shares = [hits(graph, right, order, first) for first in (1, 3)]
            if name == "relatedness" and part != "tuning":  # that its weights were chosen on tells nothing
                of = f"of {len(right)} origins, {what}"
                figures += zip((f"the first is right, {of}", f"one of the first 3 is right, {of}"), shares, strict=True)
            ranges = [interval(share, len(right)) for share in shares]
            told = [
                f"{share:6.1%} ({low:.0%} to {high:.0%})" for share, (low, high) in zip(shares, ranges, strict=True)
            ]
            print(f"  {name:32} {told[0]:>21} {told[1]:>21}")
    right_ones = [
        held(what, 100 * share, "%", stated=figure)
        for (what, share), figure in zip(figures, stated("relatedness"), strict=True)
    ]
    if "--misses" in sys.argv:
        for origin, ends in judged("tuning").items():
            suggested = by_relatedness(graph, origin)
            if suggested[0] not in ends:
                print(f"\n{origin}: right {', '.join(ends)}")
                for id_ in suggested[:4]:
                    step = graph.edges[origin, id_, "PROGRESSES_TO"]
                    print(f"  {step['relatedness']:.4f} {step['basis']:15} {id_} {step['shared_words']}")
    sys.exit(not all(right_ones))


if __name__ == "__main__":
    main()
