"""The whole graph in memory: the same ways as in a store, and what there is no Cypher for."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import networkx as nx

from career_pathways.loader.stores.read_back import stored_graph
from career_pathways.loader.stores.store import Store

from . import gaps, in_memory
from .answers import Answer
from .differences import Differences, changed_map
from .paths import Conditions, chosen_paths
from .rows.occupations import Occupation
from .rows.paths import Link, Paths, Reached


@dataclass(frozen=True, slots=True)
class WholeGraph:
    """A graph (docs/graph-model.md) and what is asked of it by ids. It has the methods of `Ways`."""

    graph: nx.MultiDiGraph

    @classmethod
    def of(cls, store: Store) -> Self:
        """That of a store, read at once."""
        return cls(stored_graph(store))

    def shortest(self, origin: str, destination: str) -> tuple[Link, ...]:
        """See Ways."""
        return in_memory.shortest_path(self.graph, origin, destination)

    def reached(self, occupation: str, *, backwards: bool = False) -> tuple[Reached, ...]:
        """See Ways."""
        return in_memory.reach(self.graph, occupation, backwards=backwards)

    def goes_on(self, occupation: str) -> bool:
        """See Ways."""
        return in_memory.goes_on(self.graph, occupation)

    def pathways_of(self, occupation: str) -> dict[str, str]:
        """See Ways."""
        return in_memory.pathways(self.graph, occupation)

    def any_in(self, pathway: str, occupations: AbstractSet[str]) -> bool:
        """See Ways."""
        return any(pathway in self.pathways_of(occupation) for occupation in occupations)

    def reach_in_steps(self, occupation: str, steps: int, **kept: Any) -> Answer:
        """See `in_memory.reach_in_steps`."""
        return in_memory.reach_in_steps(self.graph, occupation, steps, **kept)

    def paths(self, start: Occupation, end: Occupation, which: Any, limit: int | None, **conditions: Any) -> Paths:
        """See `chosen_paths`; `conditions`: the fields of Conditions."""
        return chosen_paths(self.graph, start, end, Conditions(**conditions), which, limit, self)

    def gaps(self) -> gaps.Gaps:
        """See `gaps.gaps`."""
        return gaps.gaps(self.graph)

    def changed(self, changes: Path | str) -> tuple[nx.MultiDiGraph, Differences]:
        """See `changed_map`."""
        return changed_map(self.graph, changes)
