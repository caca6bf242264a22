"""What `pathways editions --drop` does: an edition is taken out of a file, or away from a server."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from career_pathways.explorer.address import Address
from career_pathways.loader import adding
from career_pathways.loader.stores.neo4j.store import BoltStore


def dropped(store: Address, name: str, *, allow_loss: bool) -> tuple[str, str, Sequence[str]]:
    """Take an edition out. Out: the place of the store, the edition, and the names of those that are left."""
    place = store.resolved()
    if isinstance(place, Path):
        return str(place), name, adding.drop(place, name)
    with BoltStore(place) as server:
        server.drop(name, allow_loss=allow_loss)
        return place.uri, name, server.verify()
