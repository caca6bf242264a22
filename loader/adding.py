"""An edition put into a store beside others, or taken out: these stay as they were.

An edition that is added takes the place of one of the same name; there is at most one of a document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from career_pathways.loader.editions.joins import Join, Lists, joins_among, joins_of
from career_pathways.loader.editions.listed import Listed
from career_pathways.loader.graph.build import Graph
from career_pathways.loader.maps.read_map import ReadMap
from career_pathways.loader.maps.records import Correspondence
from career_pathways.loader.stores.beside import joins_in, listed_in, lists_of
from career_pathways.loader.stores.editions import edition_of
from career_pathways.loader.stores.embedded import EmbeddedStore
from career_pathways.loader.stores.read_back import StoreRows
from career_pathways.loader.stores.rows import Rows, rows_of
from career_pathways.loader.stores.store import TIMEOUT, Progress, Store

from .building import Read, read_rows, writing
from .errors import StoreError, UnknownName, WrongParameter

if TYPE_CHECKING:  # the driver takes 0.2 s to import
    from career_pathways.loader.maps.table_files import Progress as Reading
    from career_pathways.loader.stores.neo4j.row_changes import Change
    from career_pathways.loader.stores.neo4j.store import BoltStore

READING = 300.0
"""Seconds that a server may take for what each of the others lists: a load is in no hurry."""


def add(
    store: Path,
    source: Path | None,
    lookups: str | None,
    *,
    skip_bad: bool = False,
    progress: Reading | None = None,
) -> tuple[Read, dict[str, int]]:
    """Read, check, and put the edition into the store beside what it holds, in the place of one of the same name.

    Out and raises: as `build`.
    """
    with EmbeddedStore(store) as target:
        held = target.editions  # before the source is read: a store that is none shows at once
        document, rows = read_rows(source, lookups, skip_bad=skip_bad, progress=progress)
        name = edition_of(rows)
        joins: list[Join] = []
        if others := [other for other in held if other != name]:
            lists = _lists(rows)
            joins = _joins_without(target, name, {listed.id for listed in lists.occupations})
            joins += _joins_with(target, document, lists)
        target.replace_all([*_rows(target, others), rows], joins, progress=writing(progress))
        return document, target.counts()


def held_together(sources: Sequence[Path | None], lookups: str | None, *, skip_bad: bool = False) -> EmbeddedStore:
    """Editions that are read, checked, and held beside each other in memory; the first is the one that is asked.

    `lookups`: of the first. Raises what `read_rows` raises, and WrongParameter where two are of one name.
    """
    found = [read_rows(source, None if i else lookups, skip_bad=skip_bad) for i, source in enumerate(sources)]
    lists = [_lists(rows) for _, rows in found]
    names = [one.name for one in lists]
    if double := [name for name in names if names.count(name) > 1]:
        raise WrongParameter(f"{names.count(double[0])} sources are the edition {double[0]!r}.", "Name one of them.")
    joins = joins_among([(one, _stated(document)) for one, (document, _) in zip(lists, found, strict=True)])
    return EmbeddedStore.all_in_memory((rows for _, rows in found), joins, names[0])


def editions_in(store: Path) -> tuple[str, ...]:
    """The names of the editions in a store; none where there is no sound one."""
    with EmbeddedStore(store) as held, suppress(StoreError):
        return held.editions
    return ()


def load(
    server: BoltStore,
    document: Read,
    given: Rows | Graph,
    *,
    allow_loss: bool = False,
    progress: Progress | None = None,
) -> tuple[Change, ...]:
    """Load an edition into a server, with what joins it with the others there, which stay as they are.

    In: what was read, and its graph or the rows of it. Out and raises: as `BoltStore.load`.
    """
    rows = rows_of(given)
    joins = joins_with(server, document, rows) if {*server.verify()} - {edition_of(rows)} else ()
    return server.load(rows, joins, allow_loss=allow_loss, progress=progress)


def joins_with(server: Store, document: Read, given: Rows | Graph) -> tuple[Join, ...]:
    """What would join an edition with the others of a server. In: the server, what was read, and its graph or rows."""
    return _joins_with(server, document, _lists(rows_of(given)), timeout=READING)


def _joins_with(store: Store, document: Read, lists: Lists, *, timeout: float = TIMEOUT) -> tuple[Join, ...]:
    others = [other for other in lists_of(store, timeout=timeout) if other.name != lists.name]
    return joins_of(lists, others, _stated(document), joins_in(store, timeout=timeout))


def _stated(document: Read) -> tuple[Correspondence, ...]:
    """What the tables of what was read state to correspond."""
    return document.correspondences if isinstance(document, ReadMap) else ()


def _lists(rows: Rows) -> Lists:
    """What rows list, by id, as far as joins depend on it."""
    stated: dict[str, bool] = {}
    listed: list[Listed] = []
    for label, nodes in rows.nodes():
        if label.name == "Route":
            stated = {of["id"]: of.get("stated", True) for of in nodes}
        elif label.name == "Occupation":
            listed += (
                Listed(
                    *(of["id"], of["title"], of["level"], of["column"]),
                    of["route_name"] if stated[of["route"]] else None,
                    of.get("code"),
                )
                for of in nodes
            )
    return Lists(edition_of(rows), rows.edition.get("follows"), tuple(listed))


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
        target.replace_all(_rows(target, others), _joins_without(target, name))
        return target.editions


def _joins_without(store: Store, name: str, gone: Iterable[str] = ()) -> list[Join]:
    """What joins the other editions of a store with each other; `gone`: what else is of the edition of that name."""
    ids = {*gone, *(listed.id for listed in listed_in(store, name))}
    return [join for join in joins_in(store) if ids.isdisjoint((join.origin, join.destination))]


def _rows(store: Store, names: Iterable[str]) -> list[Rows]:
    return [StoreRows(store.of_edition(name)) for name in names]
