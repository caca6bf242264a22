"""Whether a map can be held whole in memory, as the page and the servers hold it."""

from __future__ import annotations

from career_pathways.loader.errors import StoreError
from career_pathways.loader.stores.store import Store


def refuse_large(store: Store) -> None:
    """Raises StoreError for a store that is kept in parts (docs/stores.md)."""
    if store.in_parts:
        raise StoreError(
            "the map is too large to be held whole in memory, as a page and a server hold it: "
            "its store is kept in parts.",
            "Ask it by the other commands, or make a store of a smaller map.",
        )
