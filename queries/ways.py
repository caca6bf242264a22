"""The one choice between a store and memory: the ways from one occupation to others, wherever the graph is."""

from __future__ import annotations

from collections.abc import Set as AbstractSet
from typing import TYPE_CHECKING, Any

from career_pathways.loader.stores.store import Store

from .library import query
from .run import run

if TYPE_CHECKING:
    import networkx as nx

    from .rows.paths import Link, Reached
    from .whole_graph import WholeGraph
    from .why_not import Ways


class InStore:
    """The ways in a store, by the questions of the library."""

    def __init__(self, store: Store) -> None:
        """`store`: asked when a way is."""
        self._store = store

    def shortest(self, origin: str, destination: str) -> tuple[Link, ...]:
        """See Ways."""
        return self._rows("shortest-path", **{"from": origin, "to": destination})

    def reached(self, occupation: str, *, backwards: bool = False) -> tuple[Reached, ...]:
        """See Ways."""
        return self._rows("reach-back" if backwards else "reach", id=occupation)

    def goes_on(self, occupation: str) -> bool:
        """See Ways."""
        return bool(self._rows("next-steps", id=occupation))

    def pathways_of(self, occupation: str) -> dict[str, str]:
        """See Ways."""
        return {listing.pathway: listing.pathway_name for listing in self._rows("occupation", id=occupation)}

    def any_in(self, pathway: str, occupations: AbstractSet[str]) -> bool:
        """See Ways."""
        clusters = [cluster.id for cluster in self._rows("clusters") if cluster.pathway == pathway]
        return any(row.id in occupations for id_ in clusters for row in self._rows("cluster-occupations", id=id_))

    def _rows(self, name: str, **parameters: str) -> tuple[Any, ...]:
        return run(query(name), self._store, parameters, limit=None).rows


def whole_graph(store: Store, graph: nx.MultiDiGraph | None = None) -> WholeGraph:
    """The graph of a store in memory; `graph`: where it is there already."""
    from .whole_graph import WholeGraph  # noqa: PLC0415 -- networkx takes longer to import than most questions to answer

    return WholeGraph.of(store) if graph is None else WholeGraph(graph)


def ways_through(store: Store, whole: WholeGraph | None) -> Ways:
    """The ways in memory where the graph of a store is there already, else those in the store."""
    return InStore(store) if whole is None else whole
