"""How near a catalogue comes to a hand-read or generated one.

    python tests/helpers/scoring.py CATALOGUE.json [GOLD_FOLDER]

A title is right where its cluster holds it; an entry, where title, level, degree and specialisms all agree. F1 is
the harmonic mean of how many of those found are right and how many of those wanted are found. Clusters are matched by
route, pathway and name; the other facts of a cluster are compared one by one.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from places import TESTS

FACTS = ("column", "row", "apprenticeship_only", "description")


@dataclass
class Score:
    """Counts over all routes compared so far."""

    wanted: int = 0
    found: int = 0
    entries_right: int = 0
    titles_right: int = 0
    differences: list[str] = field(default_factory=list)
    """What differs, a line each: clusters first missed or invented, their facts, their entries."""

    @property
    def entries(self) -> float:
        """F1 of whole entries."""
        return 2 * self.entries_right / (self.wanted + self.found)

    @property
    def titles(self) -> float:
        """F1 of titles."""
        return 2 * self.titles_right / (self.wanted + self.found)

    def add(self, gold: Iterable[Mapping[str, Any]], catalogue: Mapping[str, Any]) -> None:
        """Compare these gold routes with the routes of the same names."""
        routes = {route["name"]: route for route in catalogue["routes"]}
        for route in gold:
            wanted, found = _clusters(route), _clusters(routes.get(route["name"], {"pathways": []}))
            for key in wanted | found:
                self._add_cluster(" / ".join((route["name"], *key)), wanted.get(key), found.get(key))

    def _add_cluster(self, place: str, want: Mapping[str, Any] | None, got: Mapping[str, Any] | None) -> None:
        if want is None or got is None:
            self.differences.append(f"{place}: {'invented' if want is None else 'missed'}")
        else:
            for fact in FACTS:
                if want[fact] != got[fact]:
                    self.differences.append(f"{place}: {fact} {got[fact]!r}, should be {want[fact]!r}")
        open_strings = set(want.get("either_reading", ())) if want else set()
        we, ge = _entries(want, open_strings), _entries(got, open_strings)
        self.wanted += we.total()
        self.found += ge.total()
        self.entries_right += (we & ge).total()
        wt, gt = (Counter(key[0] for key in entries.elements()) for entries in (we, ge))
        self.titles_right += (wt & gt).total()
        self.differences += [f"{place}: missed {key}" for key in (we - ge).elements()]
        self.differences += [f"{place}: wrong {key}" for key in (ge - we).elements()]


def _clusters(route: Mapping[str, Any]) -> dict[tuple[str, str], Mapping[str, Any]]:
    return {(p["name"], c["name"]): c for p in route["pathways"] for c in p["clusters"]}


def _entries(cluster: Mapping[str, Any] | None, open_strings: set[str]) -> Counter[tuple[Any, ...]]:
    return Counter(
        (e["title"], e["level"], e["degree"], tuple(s for s in e["specialisms"] if s not in open_strings))
        for e in (cluster or {"entries": ()})["entries"]
        if e["title"] not in open_strings
    )


if __name__ == "__main__":
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else TESTS / "gold"
    score = Score()
    score.add(
        [json.loads(file.read_text("utf-8")) for file in sorted(folder.glob("*.json"))],
        json.loads(Path(sys.argv[1]).read_text("utf-8")),
    )
    print("\n".join(score.differences))
    print(f"entries F1 {score.entries:.4f}, titles F1 {score.titles:.4f}, {score.wanted} entries wanted")
