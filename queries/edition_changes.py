"""What changed between two editions of a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from career_pathways.loader.editions.changes import Change, changes
from career_pathways.loader.editions.curated import applied, read_changes
from career_pathways.loader.editions.evidence import CURATED
from career_pathways.loader.editions.former_titles import former_titles
from career_pathways.loader.editions.listed import Listed, folded_title
from career_pathways.loader.errors import UnknownName, WrongParameter
from career_pathways.loader.stores.beside import listed_in
from career_pathways.loader.stores.store import Store

from .answers import Rows
from .library import query
from .names import Names
from .naming import find_route
from .rows.imports import EditionHeld
from .run import run

CHANGES = (
    *("renamed", "re-levelled", "moved", "split", "merged", "withdrawn", "added", "same"),
    *("proposed", "cannot tell"),
)
"""What a change can be (loader/editions/changes.py), in the order of an answer: what is no fact comes last."""

NO_FACTS = ("proposed", "cannot tell")


class _Wish(NamedTuple):
    """What of all changes is in an answer."""

    route: str | None
    """The id of a route of either edition."""
    route_name: str | None
    only: tuple[str, ...]


@dataclass(frozen=True, repr=False)
class EditionChanges(Rows):
    """What changed between two editions: a row for each occupation of either, and how many there are of each kind."""

    kind = Change
    columns = Change._fields

    older: EditionHeld
    """The two editions, with their counts and licences."""
    newer: EditionHeld
    rows: tuple[Change, ...]
    """In the order of CHANGES, then as `changes` has them."""
    parameters: Mapping[str, Any]
    counts: Mapping[str, int]
    """How many there are of each of CHANGES, of all routes or of the one that is asked for."""
    route_name: str | None = None
    """That of the route that is asked for."""
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
    curated: Path | None = None,
) -> EditionChanges:
    """What became of each occupation of one edition of a store in another, and what this one has besides.

    `route`: only what stood in it, or was added to it, by its id, its name, or the beginning of one. `only`: some of
    CHANGES. `curated`: a file of a user's own changes, which count before all evidence. Raises UnknownName where the
    store has not such an edition or route, WrongParameter where both are one or the older one follows the newer,
    LookupsError for a curated change of what an edition has not.
    """
    for name in (older, newer):
        store.of_edition(name).edition  # noqa: B018 -- raises UnknownName
    there = {edition.edition: edition for edition in run(query("editions"), store, limit=None).rows}
    before, after = there[older], there[newer]
    order = _check_order(there, before, after)
    if unknown := [name for name in only if name not in CHANGES]:
        raise WrongParameter(f"only {unknown[0]!r}: one of {', '.join(CHANGES)}.")
    own = () if curated is None else read_changes(curated)
    wish = _wish(store, (older, newer), route, only)
    was, now, levels = _of_one_ladder(before, after, listed_in(store, older), listed_in(store, newer))
    counting = applied(older, None if order else older, was, now, own)
    found = changes(was, now, former_titles(), counting.curated)
    if order:
        found = tuple(map(_without_moves, found))
    of_route = [change for change in found if _is_of_route(change, wish)]
    counts = {kind: sum(change.change == kind for change in of_route) for kind in CHANGES}
    rows = [change for change in of_route if not only or change.change in only]
    return EditionChanges(
        before,
        after,
        tuple(sorted(rows, key=lambda change: CHANGES.index(change.change))),  # which keeps the order of each kind
        {"older": older, "newer": newer, "route": wish.route, "only": list(only)}
        | ({"curated": curated.name} if curated else {}),
        counts,
        wish.route_name,
        len(counting.curated),
        (*order, *levels, *_left_out(counting.left_out, found, after, wish), *_besides(of_route, only)),
    )


def _check_order(there: Mapping[str, EditionHeld], older: EditionHeld, newer: EditionHeld) -> tuple[str, ...]:
    """What is to be said of two editions of which nothing says that the one follows the other.

    Raises WrongParameter where they are one, or the older one follows the newer.
    """
    if older.edition == newer.edition:
        raise WrongParameter(f"{older.edition} and {older.edition} are one edition.", "Name two.")
    follows = {name: edition.follows for name, edition in there.items()}
    if newer.edition in _line(older.edition, follows):
        raise WrongParameter(
            f"{older.edition} follows {newer.edition}: what changed is told from the older edition to the newer.",
            f"Swap the two: first {newer.edition}, then {older.edition}.",
        )
    if older.edition in _line(newer.edition, follows):
        return ()
    notes = [
        f"Nothing says that {newer.edition} follows {older.edition}, as its mapping file may. Titles and codes are "
        "compared, and routes are not."
    ]
    if older.published and newer.published and newer.published < older.published:
        notes.append(f"{older.edition} was published after {newer.edition}: {older.published}, {newer.published}.")
    return tuple(notes)


def _line(name: str, follows: Mapping[str, str | None]) -> list[str]:
    """The editions that an edition follows, the last one first."""
    found: list[str] = []
    before = follows.get(name)
    while before is not None and before not in found:
        found.append(before)
        before = follows.get(before)
    return found


def _of_one_ladder(
    older: EditionHeld, newer: EditionHeld, was: tuple[Listed, ...], now: tuple[Listed, ...]
) -> tuple[tuple[Listed, ...], tuple[Listed, ...], tuple[str, ...]]:
    """The occupations of both, without levels where each edition has its own kind, and what is to be said of that."""
    if older.level_name == newer.level_name:
        return was, now, ()
    named = [edition for edition in (older, newer) if edition.level_name]
    notes = (f"Levels are not compared: those of {named[0].edition} are its own ({named[0].level_name}).",)
    return (
        tuple(listed._replace(level=None, column=None) for listed in was),
        tuple(listed._replace(level=None, column=None) for listed in now),
        notes,
    )


def _wish(store: Store, editions: tuple[str, str], route: str | None, only: Sequence[str]) -> _Wish:
    if route is None:
        return _Wish(None, None, tuple(only))
    older, newer = (Names(store.of_edition(name)) for name in editions)
    try:
        id_, names = find_route(older, route), older.routes
    except UnknownName as unknown:  # of the older: what only the newer has is asked for, too
        try:
            id_, names = find_route(newer, route), newer.routes
        except UnknownName:
            raise unknown from None
    return _Wish(id_, names[id_], tuple(only))


def _without_moves(change: Change) -> Change:
    """A change between two maps of which none follows the other: that their routes have other names says nothing."""
    if change.change == "moved" and change.evidence != CURATED:
        return change._replace(change="same")
    return change._replace(also=tuple(kind for kind in change.also if kind != "moved"))


def _is_of_route(change: Change, wish: _Wish) -> bool:
    """Whether an occupation stood in the route or, where it was added, stands in it."""
    if wish.route_name is None:
        return True
    place = change.origin.route if change.origin else change.became[0].route
    return place is not None and folded_title(place) == folded_title(wish.route_name)


def _left_out(curated: int, found: Iterable[Change], newer: EditionHeld, wish: _Wish) -> Iterator[str]:
    if curated:
        yield f"Curated changes left out, as an edition has not what they name: {curated:,}."
    unplaced = sum(change.origin is None and change.became[0].route is None for change in found)
    if wish.route is not None and unplaced and (not wish.only or "added" in wish.only):
        yield f"Added in {newer.edition} and left out here, as it states no route for them: {unplaced:,}."


def _besides(of_route: Iterable[Change], only: Sequence[str]) -> Iterator[str]:
    """How many others changed so, too, and are told under what comes before it."""
    for kind in only:
        others = sum(kind in change.also and change.change not in NO_FACTS for change in of_route)
        if others:
            yield f"Also {kind}, and told under another kind of change: {others:,}; `also` says it of each."
