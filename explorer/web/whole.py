"""Whether a map can be given to a browser: the page, and the server, hold it whole in memory."""

from __future__ import annotations

from career_pathways.loader.errors import StoreError
from career_pathways.loader.stores.store import Store


def refuse_large(store: Store) -> None:
    """Raises StoreError for a store that is kept in parts (docs/stores.md)."""
    if store.in_parts:
        raise StoreError(
            "the map is too large for a browser, to which it is given whole: its store is kept in parts.",
            "Ask it by the other commands, or make a store of a smaller map.",
        )
