"""The one choice between the two kinds of store: each imports a library that takes long, and that the other has not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from .store import Store, Target

if TYPE_CHECKING:
    import networkx as nx


def opened(place: Path | Target | nx.MultiDiGraph, edition: str | None = None, *, wary: bool = False) -> Store:
    """The store there, not yet connected to, or one of a graph that no file holds.

    `edition`: see `Store.wanted`; `wary`: see BoltStore.
    """
    if isinstance(place, Target):
        from .neo4j.store import BoltStore  # noqa: PLC0415 -- the driver takes 0.2 s to import

        return BoltStore(place, edition, wary=wary)
    from .embedded import EmbeddedStore  # noqa: PLC0415 -- a server needs no kglite

    return EmbeddedStore(place, edition) if isinstance(place, Path) else EmbeddedStore.in_memory(place)
