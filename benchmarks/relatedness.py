"""How often the first suggestion is one that was judged right, beside two plain orders.

python benchmarks/relatedness.py [--misses]

tests/judged/ says how the origins were drawn and judged. `--misses` shows the origins whose first suggestion is not a
right one, of those that the weights were tuned on; those set aside are only counted.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "helpers"))

from judging import ORDERS, by_relatedness, hits, judged

from career_pathways.loader.building import read_graph


def main() -> None:
    """Print the table, and the misses where they are asked for."""
    _, graph = read_graph(None, None)
    for part, what in (("tuning", "tuned on"), ("aside", "set aside"), ("fresh", "judged afterwards")):
        right = judged(part)
        print(f"{f'{len(right)} origins, {what}':34} {'first':>7} {'first 3':>8}")
        for name, order in ORDERS.items():
            print(f"  {name:32} {hits(graph, right, order, 1):7.1%} {hits(graph, right, order, 3):8.1%}")
    if "--misses" in sys.argv:
        for origin, ends in judged("tuning").items():
            suggested = by_relatedness(graph, origin)
            if suggested[0] not in ends:
                print(f"\n{origin}: right {', '.join(ends)}")
                for id_ in suggested[:4]:
                    step = graph.edges[origin, id_, "PROGRESSES_TO"]
                    print(f"  {step['relatedness']:.4f} {step['basis']:15} {id_} {step['shared_words']}")


if __name__ == "__main__":
    main()
