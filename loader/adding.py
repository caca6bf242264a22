"""An edition put into a store beside others, or taken out: these stay as they were.

An edition that is added takes the place of one of the same name; there is at most one of a document.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from career_pathways.loader.editions.joins import Join, Lists, joins_of
from career_pathways.loader.editions.listed import Listed
from career_pathways.loader.graph.build import Graph
from career_pathways.loader.maps.reading import ReadMap
from career_pathways.loader.stores.beside import joins_in, listed_in, lists_of
from career_pathways.loader.stores.editions import edition_of
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.read_back import stored_graph
from career_pathways.loader.stores.store import TIMEOUT, Store

from .building import Read, read_graph
from .errors import StoreError, UnknownName

if TYPE_CHECKING:  # the driver takes 0.2 s to import
    from career_pathways.loader.stores.neo4j.loading import Progress
    from career_pathways.loader.stores.neo4j.row_changes import Change
    from career_pathways.loader.stores.neo4j.store import BoltStore

READING = 300.0
"""Seconds that a server may take for what each of the others lists: a load is in no hurry."""


def add(
    store: Path, source: Path | None, lookups: str | None, *, skip_bad: bool = False
) -> tuple[Read, dict[str, int]]:
    """Read, check, and put the edition into the store beside what it holds, in the place of one of the same name.

    Out and raises: as `build`.
    """
    with EmbeddedStore(store) as target:
        held = target.editions  # before the source is read: a store that is none shows at once
        document, graph = read_graph(source, lookups, skip_bad=skip_bad)
        name = edition_of(graph)
        others = [other for other in held if other != name]
        touching = joins_with(target, document, graph)
        of_name = {node for node, of in graph.nodes(data=True) if of["label"] == "Occupation"}
        kept = _joins_without(target, name, of_name)
        target.replace_all([*_graphs(target, others), graph], [*kept, *touching])
        return document, target.counts()


def editions_in(store: Path) -> tuple[str, ...]:
    """The names of the editions in a store; none where there is no sound one."""
    with EmbeddedStore(store) as held, suppress(StoreError):
        return held.editions
    return ()


def load(
    server: BoltStore, document: Read, graph: Graph, *, allow_loss: bool = False, progress: Progress | None = None
) -> tuple[Change, ...]:
    """Load an edition into a server, with what joins it with the others there, which stay as they are.

    In: what was read, and its graph. Out and raises: as `BoltStore.load`.
    """
    there = server.verify()
    joins = joins_with(server, document, graph, timeout=READING) if {*there} - {edition_of(graph)} else ()
    return server.load(graph, joins, allow_loss=allow_loss, progress=progress)


def joins_with(store: Store, document: Read, graph: Graph, *, timeout: float = TIMEOUT) -> tuple[Join, ...]:
    """What would join an edition with the others of a store. In: the store, what was read, and its graph."""
    name = edition_of(graph)
    nodes = {id_: of for id_, of in graph.nodes(data=True) if of["label"] in {"Occupation", "Route", "Edition"}}
    listed = tuple(
        Listed(
            *(id_, of["title"], of["level"], of["column"]),
            of["route_name"] if nodes[of["route"]].get("stated", True) else None,
            of.get("code"),
        )
        for id_, of in sorted(nodes.items())
        if of["label"] == "Occupation"
    )
    follows = next(of.get("follows") for of in nodes.values() if of["label"] == "Edition")
    others = [other for other in lists_of(store, timeout=timeout) if other.name != name]
    stated = document.correspondences if isinstance(document, ReadMap) else ()
    return joins_of(Lists(name, follows, listed), others, stated, joins_in(store, timeout=timeout))


def drop(store: Path, name: str) -> tuple[str, ...]:
    """Take an edition out of a store. Out: the names of those that are left, which stay as they were.

    Raises UnknownName where it is not there, StoreError where it is the only one.
    """
    with EmbeddedStore(store, name) as target:
        if name not in target.editions:
            raise UnknownName(
                f"{store}: no edition {name!r}; there is {'only ' * (len(target.editions) == 1)}"
                f"{', '.join(target.editions)}.",
                candidates=target.editions,
            )
        if target.edition is None:
            raise StoreError(
                f"{store}: {name} is its only edition.",
                "Remove the file, or make it anew with {build}.",
                place=str(store),
            )
        others = [other for other in target.editions if other != name]
        target.replace_all(_graphs(target, others), _joins_without(target, name))
        return target.editions


def _joins_without(store: Store, name: str, gone: Iterable[str] = ()) -> list[Join]:
    """What joins the other editions of a store with each other; `gone`: what else is of the edition of that name."""
    ids = {*gone, *(listed.id for listed in listed_in(store, name))}
    return [join for join in joins_in(store) if ids.isdisjoint((join.origin, join.destination))]


def _graphs(store: Store, names: Iterable[str]) -> list[Graph]:
    return [stored_graph(store.of_edition(name)) for name in names]
