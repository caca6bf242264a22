"""What changed between two editions of a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from career_pathways.loader.editions.changes import Change, changes
from career_pathways.loader.editions.curated import CuratedChange, applied
from career_pathways.loader.editions.former_titles import former_titles
from career_pathways.loader.editions.listed import Listed, folded_title
from career_pathways.loader.errors import UnknownName, WrongParameter
from career_pathways.loader.schema import DOCUMENT
from career_pathways.loader.stores.store import ReadOnly, Store

from .answers import Rows
from .editions import Edition, edition_called, editions
from .naming import find_route
from .run import records

CHANGES = (
    *("renamed", "re-levelled", "moved", "split", "merged", "withdrawn", "added", "same"),
    *("proposed", "cannot tell"),
)
"""What a change can be (loader/editions/changes.py), in the order of an answer: what is no fact comes last."""

NO_FACTS = ("proposed", "cannot tell")


OF_EDITION = f"WHERE coalesce(n.edition, '{DOCUMENT}') = $name"

LISTED = ReadOnly(
    f"MATCH (n:Occupation) {OF_EDITION} RETURN n.id AS id, n.title AS title, n.level AS level, n.column AS column, "
    "n.route AS route, n.code AS code ORDER BY id"
)

ROUTES = ReadOnly(
    f"MATCH (n:Route) {OF_EDITION} RETURN n.id AS id, n.name AS name, n.line AS line, "
    "coalesce(n.stated, true) AS stated ORDER BY line, id"
)


class _Route(NamedTuple):
    id: str
    name: str
    line: int
    stated: bool


class _Routes(NamedTuple):
    """The routes of editions that these state, as `find_route` takes them."""

    routes: Mapping[str, str]
    begin: Mapping[str, int]

    def lines(self, _: str) -> Mapping[str, int]:
        return self.begin


class _Wish(NamedTuple):
    """What of all changes is in an answer."""

    route: str | None
    """The id of a route of either edition."""
    route_name: str | None
    only: tuple[str, ...]


@dataclass(frozen=True)
class EditionChanges(Rows):
    """What changed between two editions."""

    kind = Change
    columns = Change._fields

    older: Edition
    newer: Edition
    rows: tuple[Change, ...]
    """In the order of CHANGES, then as `changes` has them."""
    parameters: Mapping[str, Any]
    counts: Mapping[str, int]
    """How many there are of each of CHANGES, of all routes or of the one that is asked for."""
    curated: int = 0
    """How many curated changes count."""
    notes: tuple[str, ...] = ()


def edition_changes(
    store: Store,
    older: str,
    newer: str,
    *,
    route: str | None = None,
    only: Sequence[str] = (),
    curated: Iterable[CuratedChange] = (),
) -> EditionChanges:
    """What became of each occupation of one edition of a store in another, and what this one has besides.

    `route`: only what stands in it, by its id, its name, or the beginning of one: a route of the older edition or, for
    what was added, of the newer. `only`: some of CHANGES. `curated`: a user's own, which count before all evidence.
    Raises UnknownName where the store has not such an edition or route, WrongParameter where both are one or the
    newer is the older one, LookupsError for a curated change of what an edition has not.
    """
    there = editions(store)
    before, after = (edition_called(name, there) for name in (older, newer))
    order = _check_order(there, before, after)
    if unknown := [name for name in only if name not in CHANGES]:
        raise WrongParameter(f"only {unknown[0]!r}: one of {', '.join(CHANGES)}.")
    of_older, of_newer = _routes(store, before), _routes(store, after)
    wish = _wish(of_older, of_newer, route, only)
    was, now = _listed(store, before, of_older), _listed(store, after, of_newer)
    was, now, levels = _of_one_ladder(before, after, was, now)
    counting = applied(before.name, after.follows, was, now, curated)
    found = changes(was, now, former_titles(), counting.curated)
    of_route = [change for change in found if _is_of_route(change, wish)]
    counts = {kind: sum(change.change == kind for change in of_route) for kind in CHANGES}
    rows = [change for change in of_route if not only or change.change in only]
    return EditionChanges(
        before,
        after,
        tuple(sorted(rows, key=lambda change: CHANGES.index(change.change))),  # which keeps the order of each kind
        {"older": before.name, "newer": after.name, "route": wish.route, "only": list(only)},
        counts,
        len(counting.curated),
        (*order, *levels, *_left_out(counting.left_out, found, after, wish), *_besides(of_route, only)),
    )


def _check_order(there: Sequence[Edition], older: Edition, newer: Edition) -> tuple[str, ...]:
    """What is to be said of two editions of which nothing says that the one follows the other.

    Raises WrongParameter where they are one, or the older one follows the newer.
    """
    if older.name == newer.name:
        raise WrongParameter(f"{older.name} and {older.name} are one edition.", "Name two.")
    follows = {edition.name: edition.follows for edition in there}
    if newer.name in _line(older.name, follows):
        raise WrongParameter(
            f"{older.name} follows {newer.name}: what changed is told from the older edition to the newer.",
            "Swap the two.",
        )
    if older.name in _line(newer.name, follows):
        return ()
    notes = [f"Nothing says that {newer.name} follows {older.name}; they are compared as if it did."]
    if older.published and newer.published and newer.published < older.published:
        notes.append(f"{older.name} was published after {newer.name}: {older.published}, {newer.published}.")
    return tuple(notes)


def _line(name: str, follows: Mapping[str, str | None]) -> list[str]:
    """The editions that an edition follows, the last one first."""
    found: list[str] = []
    before = follows.get(name)
    while before is not None and before not in found:
        found.append(before)
        before = follows.get(before)
    return found


def _routes(store: Store, edition: Edition) -> _Routes:
    found = [route for route in records(ROUTES, store, {"name": edition.name}, _Route) if route.stated]
    return _Routes({route.id: route.name for route in found}, {route.id: route.line for route in found})


def _listed(store: Store, edition: Edition, routes: _Routes) -> tuple[Listed, ...]:
    """The occupations of an edition; the route of one is None where its map does not state it."""
    found = records(LISTED, store, {"name": edition.name}, Listed)
    return tuple(listed._replace(route=routes.routes.get(listed.route or "")) for listed in found)


def _of_one_ladder(
    older: Edition, newer: Edition, was: tuple[Listed, ...], now: tuple[Listed, ...]
) -> tuple[tuple[Listed, ...], tuple[Listed, ...], tuple[str, ...]]:
    """The occupations of both, without levels where each edition has its own kind, and what is to be said of that."""
    if older.level_name == newer.level_name:
        return was, now, ()
    named = [edition for edition in (older, newer) if edition.level_name]
    notes = (f"Levels are not compared: those of {named[0].name} are its own ({named[0].level_name}).",)
    return (
        tuple(listed._replace(level=None, column=None) for listed in was),
        tuple(listed._replace(level=None, column=None) for listed in now),
        notes,
    )


def _wish(older: _Routes, newer: _Routes, route: str | None, only: Sequence[str]) -> _Wish:
    if route is None:
        return _Wish(None, None, tuple(only))
    try:
        id_, names = find_route(older, route), older.routes
    except UnknownName as unknown:  # of the older: what only the newer has is asked for, too
        try:
            id_, names = find_route(newer, route), newer.routes
        except UnknownName:
            raise unknown from None
    return _Wish(id_, names[id_], tuple(only))


def _is_of_route(change: Change, wish: _Wish) -> bool:
    """Whether an occupation stood in the route or, where it was added, stands in it."""
    if wish.route_name is None:
        return True
    place = change.origin.route if change.origin else change.became[0].route
    return place is not None and folded_title(place) == folded_title(wish.route_name)


def _left_out(curated: int, found: Iterable[Change], newer: Edition, wish: _Wish) -> Iterator[str]:
    if curated:
        yield f"Curated changes left out, as an edition has not what they name: {curated:,}."
    unplaced = sum(change.origin is None and change.became[0].route is None for change in found)
    if wish.route is not None and unplaced and (not wish.only or "added" in wish.only):
        yield f"Added in {newer.name} and left out here, as it states no route for them: {unplaced:,}."


def _besides(of_route: Iterable[Change], only: Sequence[str]) -> Iterator[str]:
    """How many others changed so, too, and are told under what comes before it."""
    for kind in only:
        others = sum(kind in change.also and change.change not in NO_FACTS for change in of_route)
        if others:
            yield f"Also {kind}, and told under another kind of change: {others:,}; `also` says it of each."
