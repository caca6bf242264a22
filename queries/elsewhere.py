"""What other editions of a store have that answers a text, where the one that is asked has nothing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from career_pathways.loader.editions.packaged import PACKAGED
from career_pathways.loader.errors import UnknownName
from career_pathways.loader.schema import DOCUMENT
from career_pathways.loader.stores.store import ReadOnly, Store

from .names import Names, called
from .rows.occupations import Occupation, SearchHit
from .searching import Index, look_for


class Elsewhere(NamedTuple):
    """An occupation of another edition that answers what is looked for."""

    edition: str
    id: str
    title: str
    level: int | None
    column: str | None
    route: str
    route_name: str
    code: str | None
    found_in: str
    """`title`, `specialism` or `everyday title`; `route` where it stands in the route that the document lost."""
    found: tuple[str, ...]
    stated_steps: int
    """How many progressions a table states from it."""


_OF_CODES = ReadOnly(
    "UNWIND $ids AS id MATCH (o:Occupation {id: id}) OPTIONAL MATCH (o)-[step:PROGRESSES_TO]->(:Occupation) "
    "WITH o, sum(CASE WHEN step.basis = 'stated' THEN 1 ELSE 0 END) AS steps "
    "RETURN o.id AS id, o.code AS code, steps ORDER BY id"
)


def elsewhere(store: Store, text: str, lost: Sequence[str]) -> tuple[Elsewhere, ...]:
    """What answers a text in the other editions, each as far as it answers for certain.

    In: the ids of the routes whose tables the document lost and that the text asks for. Where nothing that answers
    stands in such a route, all that the edition has in it follows.
    """
    found: list[Elsewhere] = []
    for name in store.editions:
        if name != store.edition:
            names = Names(store.of_edition(name))
            found += _found_in(names, name, text, lost)
    return tuple(found)


def _found_in(names: Names, edition: str, text: str, lost: Sequence[str]) -> list[Elsewhere]:
    index = Index(names.store)
    hits = [hit for hit in _certain(names, index, text) if hit.found_in != "nearest"]
    routes = {id_ for wanted in lost for id_ in called(names.routes, wanted.replace("-", " "))}
    if not routes & {hit.route for hit in hits}:
        known = {hit.id for hit in hits}
        others = sorted(index.occupations, key=lambda o: (o.level or 99, o.title, o.id))
        hits += [_hit(o, "route", o.route_name) for o in others if o.route in routes and o.id not in known]
    rows = names.store.run(_OF_CODES, {"ids": [hit.id for hit in hits]}, limit=None).rows
    more = {id_: (code, steps) for id_, code, steps in rows}
    return [Elsewhere(edition, *hit[:6], more[hit.id][0], hit.found_in, hit.found, more[hit.id][1]) for hit in hits]


def _certain(names: Names, index: Index, text: str) -> Sequence[SearchHit]:
    """What a text finds: an id or a code, else words, but for those that had to be taken for others."""
    if known := [*filter(None, [names.occupation(text)]), *names.coded(text)]:
        return [_hit(o, "title", o.title) for o in known]
    try:
        found = look_for(index, text)
    except UnknownName:
        return ()
    return () if found.notes else found.hits[: found.exact] or found.hits


def _hit(o: Occupation, found_in: str, found: str) -> SearchHit:
    return SearchHit(o.id, o.title, o.level, o.column, o.route, o.route_name, found_in, (found,))


def to_add(store: Store) -> str | None:
    """The name of an edition that comes with the package, and that the store does not hold."""
    return next((name for name in PACKAGED if name != DOCUMENT and name not in store.editions), None)
